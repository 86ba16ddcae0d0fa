//! A notification in a list: what happened, to whom, when, what is needed, and the quick actions. The title is a link
//! that covers the row; the buttons are above it.

use leptos::prelude::*;
use wire::id::NotificationId;
use wire::notification::Notification;

use super::names::{message, title, tray_action_words};
use super::state::{state_badge, state_of, visit_state};
use crate::model::tray::action::TrayAction;
use crate::model::tray::pending_decision::PendingDecision;
use crate::ui::{Glyph, Icon, when};
use crate::words::{self, fill};

/// Who reads the list: staff need the recipient, residents do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    Staff,
    Resident,
}

/// What a row shows besides the notification.
pub struct RowContext<'a> {
    pub notification: &'a Notification,
    pub reader: Reader,
    /// Identifies the row in element ids.
    pub key: i64,
    pub now: i64,
    pub own_email: &'a str,
    /// A decision that waits for a connection.
    pub pending: Option<&'a PendingDecision>,
    /// It is about to be removed.
    pub leaving: bool,
    /// It counts as read.
    pub read: bool,
    /// Only the current row is reachable by Tab.
    pub reachable: bool,
}

/// The content of a row. `act` receives the chosen action.
pub fn notification_row(
    context: &RowContext<'_>,
    href: String,
    act: Callback<(NotificationId, TrayAction)>,
) -> AnyView {
    let words = words::item();
    let notification = context.notification;
    let at = notification.created_date.millis();
    let age = when::row_time(at, context.now);
    let tab = if context.reachable { "0" } else { "-1" };
    let unread = (!context.read).then(|| view! { <span class="visually-hidden">{words.unread}", "</span> });
    let alarm = notification.target_type.is_alarm() && !context.read;
    let mark = if alarm { view! { <Icon glyph=Glyph::Bell/> }.into_any() } else { ().into_any() };
    let whom = notification.audience.as_deref().or(notification.user.as_deref());
    let is_ones_own = notification.user.as_deref() == Some(context.own_email);
    let whom = whom.filter(|_| context.reader == Reader::Staff && !is_ones_own);
    let whom = whom.map(|whom| fill(words.age_for, &[("whom", whom)])).unwrap_or_default();
    let state = match (context.leaving, context.reader) {
        (true, _) => view! { <span class="item__leaving">{words.removed}</span> }.into_any(),
        (false, Reader::Staff) => {
            state_badge(state_of(notification, context.own_email, context.pending, context.now)).into_any()
        }
        (false, Reader::Resident) => state_badge(visit_state(notification, context.now)).into_any(),
    };
    let inside = view! { {mark}{unread}<span class="item__title">{title(notification)}</span> };
    let id = format!("item-{}", context.key);
    // A removed notification must be restored before it opens.
    let open = match notification.removed_at {
        Some(_) => view! { <span class="item__open" id=id>{inside}</span> }.into_any(),
        None => {
            view! { <a class="item__open" id=id href=href tabindex=tab data-noscroll="true">{inside}</a> }
                .into_any()
        }
    };
    view! {
        {open}
        <time class="item__age">{age}</time>
        <p class="item__message" id=format!("about-{}", context.key)>{message(notification)}</p>
        <p class="item__state">{state}<span class="item__whom">{whom}</span></p>
        {menu(context, tab, act)}
    }
    .into_any()
}

/// The actions. On a phone the staff's actions are behind one button, so that a row is half as high
/// (`style/item.css`).
fn menu(context: &RowContext<'_>, tab: &'static str, act: Callback<(NotificationId, TrayAction)>) -> AnyView {
    let tray_actions = tray_actions(context);
    if tray_actions.is_empty() {
        return view! { <div class="item__actions"></div> }.into_any();
    }
    let what = title(context.notification);
    if context.reader == Reader::Resident {
        return view! { <div class="item__actions">{actions(context, &tray_actions, tab, None, act)}</div> }
            .into_any();
    }
    let id = format!("actions-{}", context.key);
    let more = fill(words::item().actions, &[("title", &what)]);
    view! {
        <button
            type="button"
            class="item__more"
            tabindex=tab
            popovertarget=id.clone()
            aria-label=more.clone()
        >
            <Icon glyph=Glyph::More/>
        </button>
        <div class="item__actions" id=id.clone() popover="auto" role="group" aria-label=more>
            <p class="item__about" aria-hidden="true">{what}</p>
            {actions(context, &tray_actions, tab, Some(&id), act)}
        </div>
    }
    .into_any()
}

fn tray_actions(context: &RowContext<'_>) -> Vec<TrayAction> {
    if context.leaving || context.pending.is_some() {
        return Vec::new();
    }
    let notification = context.notification;
    // "Mark read" is offered only where no decision is needed: deciding opens it anyway. Decided notifications are
    // removed on their own page only, so that a stray press removes none.
    let tray_actions: &[TrayAction] = if notification.removed_at.is_some() {
        &[TrayAction::Restore]
    } else if notification.needs_decision() && context.reader == Reader::Staff {
        &[TrayAction::Approve, TrayAction::Reject]
    } else if notification.is_decided() {
        &[]
    } else if context.read {
        &[TrayAction::Remove]
    } else {
        &[TrayAction::Read, TrayAction::Remove]
    };
    tray_actions.iter().copied().filter(|tray_action| tray_action.fits(notification)).collect()
}

/// A button for each action. `menu` is the menu that a press closes.
fn actions(
    context: &RowContext<'_>,
    tray_actions: &[TrayAction],
    tab: &'static str,
    menu: Option<&str>,
    act: Callback<(NotificationId, TrayAction)>,
) -> impl IntoView + use<> {
    let notification = context.notification;
    let what = title(notification);
    let menu = menu.map(str::to_owned);
    let button = |tray_action: &TrayAction| {
        let (tray_action, id) = (*tray_action, notification.id.clone());
        let label = format!("{}: {what}", tray_action_words(tray_action));
        view! {
            <button
                type="button"
                class="item__act"
                popovertarget=menu.clone()
                popovertargetaction=menu.is_some().then_some("hide")
                data-decides=tray_action.is_decision()
                tabindex=tab
                aria-label=label
                on:click=move |_| act.run((id.clone(), tray_action))
            >
                {tray_action_words(tray_action)}
            </button>
        }
    };
    tray_actions.iter().map(button).collect_view()
}
