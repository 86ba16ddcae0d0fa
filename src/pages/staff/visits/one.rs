//! One visit: its facts, cautions, and confirming or moving it (`POST /api/visits/{id}/answer`).

use leptos::prelude::*;
use wire::notification::{NewVisitAnswer, VisitChoice};
use wire::time::Timestamp;
use wire::visit::{Visit, VisitState};

use super::{caution_line, state_badge, title};
use crate::api::{ApiError, answer_planned_visit, get_visit};
use crate::components::control::{fact, facts};
use crate::components::{TimeForm, VisitTimeForm};
use crate::links;
use crate::pages::staff::{poll_notice, task_notice};
use crate::remote_data::{RemoteData, use_fetch};
use crate::task::Task;
use crate::ui::{Button, Glyph, Icon, Kind, Skeleton, when};
use crate::words::{self, fill};

/// What the page shows.
#[derive(Clone, PartialEq)]
enum PageState {
    Loading,
    Gone,
    Failed(String),
    Visit,
}

/// The visit with this id.
pub fn one(id: String) -> AnyView {
    let texts = words::visits();
    let poll = use_fetch(Signal::stored(id.clone()), |id, etag| {
        Box::pin(async move { get_visit(&id, etag.as_deref()).await })
    });
    let visit = Memo::new(move |before: Option<&Visit>| {
        let known = poll.data.with(|seen| seen.value().map(|visit| (**visit).clone()));
        known.or(before.cloned()).unwrap_or_default()
    });
    let state = Memo::new(move |_| {
        poll.data.with(|seen| match seen {
            RemoteData::Loading => PageState::Loading,
            RemoteData::Failed(ApiError::NotFound(_)) => PageState::Gone,
            RemoteData::Failed(error) => PageState::Failed(error.message()),
            RemoteData::Ready { .. } | RemoteData::Stale { .. } => PageState::Visit,
        })
    });
    let answered = Callback::new(move |()| poll.refetch());
    let inside = move || match state.get() {
        PageState::Loading => view! { <Skeleton words=words::staff().loading bars=6/> }.into_any(),
        PageState::Gone => empty(texts.gone, texts.gone_help.to_owned(), ().into_any()),
        PageState::Failed(why) => {
            let retry = Callback::new(move |()| poll.refetch());
            let way = view! { <Button on_press=retry>{words::common().errors.try_again}</Button> };
            empty(texts.failed, why, way.into_any())
        }
        PageState::Visit => view! {
            {poll_notice(poll)}
            {move || visit.with(known)}
            <Ways id=id.clone() visit answered/>
        }
        .into_any(),
    };
    view! {
        <p><a class="page__back" href=links::VISITS><Icon glyph=Glyph::Back/>{texts.back}</a></p>
        {inside}
    }
    .into_any()
}

fn empty(title: &'static str, help: String, way: AnyView) -> AnyView {
    view! { <div class="empty"><h1 class="empty__title">{title}</h1><p>{help}</p>{way}</div> }.into_any()
}

fn known(visit: &Visit) -> AnyView {
    let texts = words::visits();
    let either = |name: &Option<String>, email: &Option<String>| name.clone().or_else(|| email.clone());
    let lines = [
        (texts.when, Some(when::day_and_time(visit.due_at.millis()))),
        (texts.resident, either(&visit.resident_name, &visit.resident)),
        (texts.officer, either(&visit.officer_name, &visit.officer)),
        (texts.property, visit.property.clone()),
        (texts.household, visit.household.clone()),
        (texts.service, visit.service.clone()),
        (texts.answer, visit.answer.as_ref().and_then(|answer| answer.note.clone())),
    ];
    let lines = lines.into_iter().filter_map(|(label, value)| Some(fact(label, value?, false))).collect();
    let cautions = match visit.cautions.is_empty() {
        true => ().into_any(),
        false => {
            let all = visit.cautions.iter().map(|caution| caution_line(&caution.message)).collect_view();
            view! {
                <section class="part" aria-labelledby="visit-cautions">
                    <h2 id="visit-cautions">{texts.cautions}</h2>
                    {all}
                </section>
            }
            .into_any()
        }
    };
    view! {
        <header class="page__head"><h1>{title(visit)}</h1>{state_badge(visit)}</header>
        {cautions}
        <section class="part">{facts("facts", lines)}</section>
    }
    .into_any()
}

/// Confirming it, or choosing another time.
#[component]
fn Ways(id: String, visit: Memo<Visit>, answered: Callback<()>) -> impl IntoView {
    let texts = words::visits();
    let (task, writes) = (Task::new(), RwSignal::new(false));
    let send = Callback::new(move |answer: NewVisitAnswer| {
        let id = id.clone();
        task.run(async move {
            answer_planned_visit(&id, &answer).await?;
            let _ = writes.try_set(false);
            answered.run(());
            Ok(())
        });
    });
    let form = TimeForm::default();
    let cancel = Callback::new(move |()| writes.set(false));
    let is_planned = Memo::new(move |_| visit.with(|visit| visit.state == VisitState::Planned));
    let requested_slot =
        Memo::new(move |_| visit.with(|visit| visit.answer.as_ref()?.slot.as_ref().map(Timestamp::millis)));
    let inside = move || match (is_planned.get(), writes.get()) {
        (false, _) => ().into_any(),
        (true, true) => view! { <VisitTimeForm form busy=task.busy() send cancel/> }.into_any(),
        (true, false) => {
            let confirm = Callback::new(move |()| {
                send.run(NewVisitAnswer { answer: VisitChoice::Confirmed, ..NewVisitAnswer::default() });
            });
            let label = match requested_slot.get() {
                Some(slot) => fill(texts.confirm_wish, &[("time", &when::day_and_time(slot))]),
                None => texts.confirm.to_owned(),
            };
            let other = Callback::new(move |()| writes.set(true));
            view! {
                <div class="buttons">
                    <Button kind=Kind::Primary busy=task.busy() on_press=confirm>{label}</Button>
                    <Button on_press=other>{texts.other_time}</Button>
                </div>
                <p class="quiet">{texts.change_help}</p>
            }
            .into_any()
        }
    };
    view! { <section class="part">{inside}{task_notice(task)}</section> }
}
