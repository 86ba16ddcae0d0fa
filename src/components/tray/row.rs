//! One notification in a list: what happened, to whom, when, what is wanted, and what can be done at once. The title is a
//! link that covers the row; the buttons stand above it.

use leptos::prelude::*;
use wire::id::NotificationId;
use wire::notification::Notification;

use super::names::{message, title, wish_words};
use super::state::{state_badge, state_of, visit_state};
use crate::model::tray::waiting::Waiting;
use crate::model::tray::wish::Wish;
use crate::ui::{Glyph, Icon, when};
use crate::words::{fill, item};

/// Who reads: each knows already what the other has to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Staff, who have to know whom it is for, and who decide.
    Staff,
    /// A resident, who reads what is for them.
    Resident,
}

/// What a row shows besides the notification.
pub struct RowShown<'a> {
    /// The notification.
    pub notification: &'a Notification,
    /// Who reads it.
    pub reader: Reader,
    /// A number that names it in the page.
    pub key: i64,
    /// The time.
    pub now: i64,
    /// The reader's e-mail address.
    pub viewer: &'a str,
    /// A decision that waits for a connection.
    pub waiting: Option<&'a Waiting>,
    /// It is about to be taken away.
    pub leaving: bool,
    /// It counts as read.
    pub read: bool,
    /// Only the row where the reader is can be walked through by Tab.
    pub reachable: bool,
}

/// The inside of a row. `act` is told what the reader wants.
pub fn notification_row(
    shown: &RowShown<'_>,
    href: String,
    act: Callback<(NotificationId, Wish)>,
) -> AnyView {
    let words = item();
    let notification = shown.notification;
    let at = notification.created_date.millis();
    let age = when::row_time(at, shown.now);
    let tab = if shown.reachable { "0" } else { "-1" };
    let unread = (!shown.read).then(|| view! { <span class="visually-hidden">{words.unread}", "</span> });
    let alarm = notification.target_type.is_alarm() && !shown.read;
    let mark = if alarm { view! { <Icon glyph=Glyph::Bell/> }.into_any() } else { ().into_any() };
    let whom = notification.audience.as_deref().or(notification.user.as_deref());
    let is_ones_own = notification.user.as_deref() == Some(shown.viewer);
    let whom = whom.filter(|_| shown.reader == Reader::Staff && !is_ones_own);
    let whom = whom.map(|whom| fill(words.age_for, &[("whom", whom)])).unwrap_or_default();
    let state = match (shown.leaving, shown.reader) {
        (true, _) => view! { <span class="item__leaving">{words.removed}</span> }.into_any(),
        (false, Reader::Staff) => {
            state_badge(state_of(notification, shown.viewer, shown.waiting, shown.now)).into_any()
        }
        (false, Reader::Resident) => state_badge(visit_state(notification, shown.now)).into_any(),
    };
    let inside = view! { {mark}{unread}<span class="item__title">{title(notification)}</span> };
    let id = format!("item-{}", shown.key);
    // What was removed opens once it is put back.
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
        <p class="item__message" id=format!("about-{}", shown.key)>{message(notification)}</p>
        <p class="item__state">{state}<span class="item__whom">{whom}</span></p>
        {menu(shown, tab, act)}
    }
    .into_any()
}

/// The actions. On a phone the staff's stand behind one button, so that a row is half as tall (`style/tray.css`).
fn menu(shown: &RowShown<'_>, tab: &'static str, act: Callback<(NotificationId, Wish)>) -> AnyView {
    let wishes = wishes(shown);
    if wishes.is_empty() {
        return view! { <div class="item__actions"></div> }.into_any();
    }
    let what = title(shown.notification);
    if shown.reader == Reader::Resident {
        return view! { <div class="item__actions">{actions(shown, &wishes, tab, None, act)}</div> }
            .into_any();
    }
    let id = format!("actions-{}", shown.key);
    let more = fill(item().actions, &[("title", &what)]);
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
            {actions(shown, &wishes, tab, Some(&id), act)}
        </div>
    }
    .into_any()
}

fn wishes(shown: &RowShown<'_>) -> Vec<Wish> {
    if shown.leaving || shown.waiting.is_some() {
        return Vec::new();
    }
    let notification = shown.notification;
    // Reading is offered where nothing has to be decided: who decides opens it anyway. What was decided is not taken away by a
    // stray press: that is offered where it is open.
    let wishes: &[Wish] = if notification.removed_at.is_some() {
        &[Wish::Restore]
    } else if notification.needs_decision() && shown.reader == Reader::Staff {
        &[Wish::Approve, Wish::Reject]
    } else if notification.is_decided() {
        &[]
    } else if shown.read {
        &[Wish::Remove]
    } else {
        &[Wish::Read, Wish::Remove]
    };
    wishes.iter().copied().filter(|wish| wish.fits(notification)).collect()
}

/// A button for each wish. `menu` is the menu that a press closes.
fn actions(
    shown: &RowShown<'_>,
    wishes: &[Wish],
    tab: &'static str,
    menu: Option<&str>,
    act: Callback<(NotificationId, Wish)>,
) -> AnyView {
    let notification = shown.notification;
    let what = title(notification);
    let menu = menu.map(str::to_owned);
    let button = |wish: &Wish| {
        let (wish, id) = (*wish, notification.id.clone());
        let label = format!("{}: {what}", wish_words(wish));
        view! {
            <button
                type="button"
                class="item__act"
                popovertarget=menu.clone()
                popovertargetaction=menu.is_some().then_some("hide")
                data-decides=wish.is_decision()
                tabindex=tab
                aria-label=label
                on:click=move |_| act.run((id.clone(), wish))
            >
                {wish_words(wish)}
            </button>
        }
    };
    wishes.iter().map(button).collect_view().into_any()
}
