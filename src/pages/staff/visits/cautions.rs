//! Cautionary records: active ones, a new one, and ending one (`/api/cautions`).

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::id::SiteId;
use wire::notification::MESSAGE_LIMIT;
use wire::visit::{Caution, NewCaution};

use crate::api::{end_caution, list_cautions, list_sites, put_caution};
use crate::device::uuid;
use crate::frame::work;
use crate::model::form::{Field, Problem};
use crate::pages::staff::{FormState, poll_notice, task_notice};
use crate::remote_data::{Poll, use_poll};
use crate::task::Task;
use crate::ui::{Button, ErrorSummary, Kind, Select, TextArea, TextField, use_now, when};
use crate::words::{self, fill};

#[derive(Clone, Copy, Debug, PartialEq)]
enum CautionField {
    Property,
    Message,
}

impl Field for CautionField {
    fn id(self) -> &'static str {
        match self {
            Self::Property => "caution-property",
            Self::Message => "caution-message",
        }
    }
}

/// The form's fields, as typed.
#[derive(Clone, Copy, Default)]
struct CautionForm {
    property: RwSignal<String>,
    household: RwSignal<String>,
    site: RwSignal<String>,
    message: RwSignal<String>,
}

impl CautionForm {
    fn parse(self) -> Result<NewCaution, Vec<Problem<CautionField>>> {
        let text = |value: RwSignal<String>| value.get_untracked().trim().to_owned();
        let some = |value: RwSignal<String>| Some(text(value)).filter(|text| !text.is_empty());
        let (property, household, message) = (some(self.property), some(self.household), text(self.message));
        let mut problems = Vec::new();
        if property.is_none() && household.is_none() {
            problems.push(Problem::Field(CautionField::Property, words::cautions().enter_place.to_owned()));
        }
        let wrong = match message.chars().count() {
            0 => Some(words::cautions().enter_message),
            count if count > MESSAGE_LIMIT => Some(words::cautions().too_long),
            _ => None,
        };
        problems.extend(wrong.map(|why| Problem::Field(CautionField::Message, why.to_owned())));
        if !problems.is_empty() {
            return Err(problems);
        }
        let site_id = self.site.get_untracked().parse().ok().map(SiteId);
        Ok(NewCaution { property, household, site_id, user: None, message })
    }
}

/// The section of the page.
pub fn cautions() -> AnyView {
    let texts = words::cautions();
    let poll = use_poll(Signal::stored(String::new()), |_, etag| {
        Box::pin(async move { list_cautions(etag.as_deref()).await })
    });
    let task = Task::new();
    let end = Callback::new(move |id: String| {
        task.run(async move {
            end_caution(&id).await?;
            poll.refetch();
            Ok(())
        });
    });
    let (known, now) = (poll.value(), use_now());
    let rows = move || {
        match known.get() {
        None => ().into_any(),
        Some(all) if all.is_empty() => {
            view! { <div class="empty"><p class="empty__title">{texts.none}</p><p>{texts.none_help}</p></div> }.into_any()
        }
        Some(all) => {
            let now = now.get();
            let rows = all.iter().map(|one| row(one, now, end)).collect_view();
            view! { <ul class="messages">{rows}</ul> }.into_any()
        }
    }
    };
    let writes = RwSignal::new(false);
    let adding = move || match writes.get() {
        true => form(poll, writes),
        false => {
            let add = Callback::new(move |()| writes.set(true));
            view! { <div class="buttons"><Button on_press=add>{texts.add}</Button></div> }.into_any()
        }
    };
    view! {
        <section class="part" aria-labelledby="cautions-title">
            <h2 id="cautions-title">{texts.title}</h2>
            <p class="quiet">{texts.lead}</p>
            {poll_notice(poll)}
            {task_notice(task)}
            {rows}
            {adding}
        </section>
    }
    .into_any()
}

fn row(one: &Caution, now: i64, end: Callback<String>) -> impl IntoView + use<> {
    let texts = words::cautions();
    let place =
        [one.property.clone(), one.household.clone()].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let since = fill(texts.since, &[("time", &when::row_time(one.created_at.millis(), now))]);
    let id = one.id.clone();
    let press = Callback::new(move |()| end.run(id.clone()));
    let hidden = format!(" {place}");
    view! {
        <li class="message-row">
            <span class="message-row__what">{one.message.clone()}</span>
            <span class="message-row__status">
                <Button kind=Kind::Quiet on_press=press>{texts.end}<span class="visually-hidden">{hidden}</span></Button>
            </span>
            <span class="quiet">{place}" · "{since}</span>
        </li>
    }
}

fn form(poll: Poll<Vec<Caution>>, writes: RwSignal<bool>) -> AnyView {
    let texts = words::cautions();
    let form_state = FormState::new();
    let form = CautionForm::default();
    let sites = RwSignal::new(vec![(String::new(), texts.no_site.to_owned())]);
    work(async move {
        if let Ok(found) = list_sites("").await {
            let found = found.into_iter().map(|site| (site.id.to_string(), site.name));
            let _ = sites.try_update(|all| all.extend(found));
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(new) = form_state.check(form.parse()) {
            form_state.send(async move {
                put_caution(&uuid::random(), &new).await?;
                poll.refetch();
                let _ = writes.try_set(false);
                Ok(())
            });
        }
    };
    let cancel = Callback::new(move |()| writes.set(false));
    view! {
        <form class="panel" novalidate on:submit=submit>
            <ErrorSummary title=words::common().errors.problem problems=form_state.problems/>
            <TextField id="caution-property" label=texts.property hint=texts.property_hint value=form.property autocomplete="off" problem=form_state.problem(CautionField::Property)/>
            <TextField id="caution-household" label=texts.household hint=texts.household_hint value=form.household autocomplete="off"/>
            <Select id="caution-site" label=texts.site value=form.site options=sites/>
            <TextArea id="caution-message" label=texts.message value=form.message problem=form_state.problem(CautionField::Message)/>
            {task_notice(form_state.task())}
            <div class="buttons">
                <Button kind=Kind::Primary submits=true busy=form_state.task().busy()>{texts.save}</Button>
                <Button on_press=cancel>{texts.cancel}</Button>
            </div>
        </form>
    }
    .into_any()
}
