//! After how many days without an update the officer and the manager are notified, for each kind of process and for
//! decisions.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::process::{NewThreshold, THRESHOLD_DAYS, Threshold};

use super::is_admin;
use super::measure::days;
use crate::api::{list_thresholds, update_threshold};
use crate::model::form::{Complaints, intern};
use crate::model::tray::letter::spaced;
use crate::pages::staff::Load;
use crate::pages::staff::{FormState, poll_notice, task_notice};
use crate::remote_data::{Poll, use_fetch};
use crate::ui::{Button, ErrorSummary, Kind, TextField};
use crate::words::{self, fill};

/// The kind for all others.
const OTHERS: &str = "*";
/// The kind for decisions that nobody makes.
const NOTIFICATION: &str = "notification";

/// The thresholds; admins change them.
pub fn thresholds() -> AnyView {
    let texts = words::processes();
    let poll = use_fetch(Signal::stored(String::new()), |_, etag| {
        Box::pin(async move { list_thresholds(etag.as_deref()).await })
    });
    let admin = is_admin();
    let known = poll.value();
    let kinds = Memo::new(move |_| {
        let all = known.get();
        all.map(|all| all.iter().map(|one| one.kind.clone()).collect::<Vec<_>>())
    });
    // Outside of `Load`, because an admin may be typing while an answer arrives.
    let may_edit = Memo::new(move |_| admin.get() && kinds.with(Option::is_some));
    let inside = move || match may_edit.get() {
        true => view! {
            {poll_notice(poll)}
            <For
                each=move || kinds.get().unwrap_or_default()
                key=String::clone
                children=move |kind| setting(poll, kind)
            />
            <Another poll/>
        }
        .into_any(),
        false => {
            let draw = |all: &Vec<Threshold>| facts(all);
            view! { <Load poll bars=3 draw/> }.into_any()
        }
    };
    view! {
        <section class="part" aria-labelledby="thresholds-title">
            <h2 id="thresholds-title">{texts.thresholds}</h2>
            <p class="quiet">{texts.thresholds_help}</p>
            {inside}
        </section>
    }
    .into_any()
}

fn facts(all: &[Threshold]) -> impl IntoView + use<> {
    let fact = |one: &Threshold| view! { <dt>{kind_words(&one.kind)}</dt><dd>{days(one.days)}</dd> };
    view! { <dl class="facts">{all.iter().map(fact).collect_view()}</dl> }
}

fn kind_words(kind: &str) -> String {
    match kind {
        OTHERS => words::processes().others.to_owned(),
        NOTIFICATION => words::processes().notification.to_owned(),
        kind => spaced(kind),
    }
}

fn parse(typed: &str) -> Option<NewThreshold> {
    let days = typed.trim().parse().ok().filter(|days| (1..=3650).contains(days))?;
    Some(NewThreshold { days })
}

/// One kind: its days, and a button to restore the default.
fn setting(poll: Poll<Vec<Threshold>>, kind: String) -> AnyView {
    let texts = words::processes();
    let wanted = kind.clone();
    let current_days = Memo::new(move |_| {
        let all = poll.data.with(|seen| seen.value().cloned()).unwrap_or_default();
        all.iter().find(|one| one.kind == wanted).map_or(THRESHOLD_DAYS, |one| one.days)
    });
    let typed = RwSignal::new(current_days.get_untracked().to_string());
    let id = intern(format!("threshold-{kind}"));
    let (form_state, saved) = (FormState::new(), RwSignal::new(false));
    let set = {
        let kind = kind.clone();
        move |new: NewThreshold| {
            let kind = kind.clone();
            form_state.complain(Complaints::new());
            saved.set(false);
            form_state.send(async move {
                let threshold = update_threshold(&kind, new).await?;
                typed.try_set(threshold.days.to_string());
                saved.try_set(true);
                poll.refetch();
                Ok(())
            });
        }
    };
    let restore = set.clone();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match parse(&typed.get_untracked()) {
            Some(new) => set(new),
            None => form_state.complain(vec![(id, texts.enter_days.to_owned())]),
        }
    };
    let press = Callback::new(move |()| restore(NewThreshold { days: 0 }));
    let restore_button = move || match current_days.get() == THRESHOLD_DAYS {
        true => ().into_any(),
        false => {
            let label = fill(texts.usual, &[("days", &days(THRESHOLD_DAYS))]);
            view! { <Button kind=Kind::Quiet on_press=press>{label}</Button> }.into_any()
        }
    };
    let hidden = format!(" {}", kind_words(&kind));
    view! {
        <form class="threshold" novalidate on:submit=submit>
            <ErrorSummary title=words::common().errors.problem problems=form_state.problems/>
            <TextField id label=kind_words(&kind) value=typed autocomplete="off" problem=form_state.problem_at(id)/>
            <div class="buttons">
                <Button submits=true busy=form_state.task().busy()>
                    {texts.save}<span class="visually-hidden">{hidden}</span>
                </Button>
                {restore_button}
                <span class="saved" role="status">{move || saved.get().then_some(texts.saved)}</span>
            </div>
            {task_notice(form_state.task())}
        </form>
    }
    .into_any()
}

/// A kind without its own threshold.
#[component]
fn Another(poll: Poll<Vec<Threshold>>) -> impl IntoView {
    let texts = words::processes();
    let (kind, typed) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let form_state = FormState::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let name = kind.get_untracked().trim().to_owned();
        let new = parse(&typed.get_untracked());
        let mut found = Complaints::new();
        if name.is_empty() {
            found.push(("threshold-kind", texts.enter_kind.to_owned()));
        }
        if new.is_none() {
            found.push(("threshold-days", texts.enter_days.to_owned()));
        }
        form_state.complain(found);
        if let Some(new) = new.filter(|_| !name.is_empty()) {
            form_state.send(async move {
                update_threshold(&name, new).await?;
                poll.refetch();
                Ok(())
            });
        }
    };
    view! {
        <form class="threshold threshold--new" novalidate on:submit=submit>
            <ErrorSummary title=words::common().errors.problem problems=form_state.problems/>
            <TextField id="threshold-kind" label=texts.new_kind hint=texts.new_kind_hint value=kind autocomplete="off" problem=form_state.problem_at("threshold-kind")/>
            <TextField id="threshold-days" label=texts.days value=typed autocomplete="off" problem=form_state.problem_at("threshold-days")/>
            <div class="buttons"><Button submits=true busy=form_state.task().busy()>{texts.add}</Button></div>
            {task_notice(form_state.task())}
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn a_threshold_is_at_least_one_day() {
        assert_eq!(parse(" 14 "), Some(NewThreshold { days: 14 }));
        for typed in ["", "0", "-1", "3651", "two"] {
            assert_eq!(parse(typed), None, "{typed}");
        }
    }

    #[wasm_bindgen_test]
    fn a_kind_has_a_readable_name() {
        assert_eq!(kind_words("tenancy-change"), "Tenancy change");
        assert_eq!(kind_words(OTHERS), words::processes().others);
        assert_eq!(kind_words("émigré"), "émigré");
    }
}
