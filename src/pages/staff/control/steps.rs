//! The controller's steps: only legal ones, the likely one first, and one press for each (`POST
//! …/{acknowledge,own,verify,arrive,cancel-response}`; the others open a form).

use leptos::prelude::*;
use wire::classification::TEST;
use wire::control::ControlCallout;

use super::callout::CalloutContext;
use super::draft::{Draft, Panel, use_draft};
use crate::api;
use crate::components::control::vehicle_name;
use crate::model::control::outcome::OutcomeForm;
use crate::model::control::step::{Step, likely, steps};
use crate::pages::staff::task_notice;
use crate::task::Task;
use crate::ui::{Button, Dialog, Kind, bring_up, focus, rescue_focus};
use crate::words::{self, fill};

/// The buttons, and below them the result of the last press.
#[component]
pub fn StepBar(open: CalloutContext) -> impl IntoView {
    let CalloutContext { id, callout, context, .. } = open;
    let draft = use_draft(id);
    let confirming = RwSignal::new(false);
    let (task, taken) = (Task::new(), RwSignal::new(None::<Step>));
    let take = move |step: Step| {
        taken.set(Some(step));
        task.run(async move {
            open.acted(match step {
                Step::Own => api::own_callout(id).await,
                Step::Verify => api::verify_callout(id).await,
                Step::Arrive => api::arrive_callout(id).await,
                Step::CancelResponse => api::cancel_response(id).await,
                _ => api::acknowledge_callout(id).await,
            })
        });
    };
    let offers = Memo::new(move |_| {
        callout.with(|control| context.with(|context| offers(control, &context.own_email)))
    });
    // A step that was taken disappears with its button, which had the focus.
    Effect::new(move |_| {
        offers.track();
        if taken.with_untracked(Option::is_some) {
            rescue_focus("steps");
        }
    });
    let press = Callback::new(move |step: Step| match (panel(step), step) {
        (Some(panel), _) => open_panel(draft, panel, callout),
        (None, Step::CancelResponse) => confirming.set(true),
        (None, Step::Dispatch) => bring_up("part-response"),
        (None, step) => take(step),
    });
    let button = move |key: i64| {
        let Some((step, is_likely)) = offer_of(key) else { return ().into_any() };
        let busy = Signal::derive(move || task.busy().get() && taken.get() == Some(step));
        let words = move || callout.with(|control| words_for(step, control)).into_any();
        let on_press = Callback::new(move |()| press.run(step));
        let kind = if is_likely { Kind::Primary } else { Kind::Plain };
        view! { <Button kind=kind busy=busy on_press=on_press>{words}</Button> }.into_any()
    };
    view! {
        <section class="steps" id="steps" tabindex="-1" aria-label=words::steps().title>
            <div class="buttons"><For each=move || offers.get() key=|key| *key children=button/></div>
            {task_notice(task)}
            <CancelDialog callout open=confirming on_yes={Callback::new(move |()| take(Step::CancelResponse))}/>
        </section>
    }
    .into_any()
}

/// The legal steps as row keys, the likely one first. A step gets another key when it becomes the likely one, so that
/// a second press never hits a button that moved into the first one's place.
fn offers(control: &ControlCallout, own_email: &str) -> Vec<i64> {
    let next = likely(control);
    let mut offers: Vec<_> =
        steps(control, own_email).into_iter().map(|step| (next != Some(step), step)).collect();
    offers.sort_by_key(|(later, _)| *later);
    let place = |step: Step| Step::ALL.iter().position(|one| *one == step).unwrap_or_default() as i64;
    offers.into_iter().map(|(later, step)| place(step) * 2 + i64::from(later)).collect()
}

fn offer_of(key: i64) -> Option<(Step, bool)> {
    Some((*Step::ALL.get(usize::try_from(key / 2).ok()?)?, key % 2 == 0))
}

fn panel(step: Step) -> Option<Panel> {
    match step {
        Step::Complete => Some(Panel::Completing),
        Step::Close => Some(Panel::Closing),
        Step::StandDown => Some(Panel::StandingDown),
        _ => None,
    }
}

fn open_panel(draft: Draft, panel: Panel, callout: Memo<ControlCallout>) {
    if matches!(panel, Panel::Completing | Panel::Closing) {
        let detail =
            callout.with_untracked(|control| OutcomeForm::recorded(&control.callout.incident_detail));
        draft.outcome.begin(detail);
    }
    draft.panel.set(panel);
    focus("panel-title");
}

fn words_for(step: Step, control: &ControlCallout) -> String {
    let words = words::steps();
    match step {
        Step::Acknowledge => words.acknowledge,
        Step::Own => match control.callout.owned_by.as_deref() {
            Some(name) => return fill(words.take_over, &[("name", name)]),
            None => words.own,
        },
        Step::Verify if control.callout.callout_classification_id == Some(TEST) => words.verify_test,
        Step::Verify => words.verify,
        Step::StandDown => words.stand_down,
        Step::Dispatch => words.dispatch,
        Step::Arrive => words.arrive,
        Step::Complete => words.complete,
        Step::CancelResponse => words.cancel_response,
        Step::Close => words.close,
    }
    .to_owned()
}

/// Recalling somebody cannot be undone, so it is confirmed.
#[component]
fn CancelDialog(callout: Memo<ControlCallout>, open: RwSignal<bool>, on_yes: Callback<()>) -> impl IntoView {
    let words = words::steps();
    let help = move || {
        callout.with_untracked(|control| {
            let detail = &control.callout.incident_detail;
            let responder = detail.responder.as_ref().map(vehicle_name);
            let name = responder.or_else(|| detail.supplier.as_ref().map(|supplier| supplier.name.clone()));
            fill(words.cancel_help, &[("name", &name.unwrap_or_default())])
        })
    };
    let close = Callback::new(move |()| open.set(false));
    let yes = Callback::new(move |()| {
        open.set(false);
        on_yes.run(());
    });
    view! {
        <Dialog id="cancel-response" title=words.cancel_sure open=open on_close=close>
            <p>{help()}</p>
            <div class="dialog__actions">
                <Button kind=Kind::Primary on_press=yes>{words.cancel_response}</Button>
                <Button on_press=close>{words.keep}</Button>
            </div>
        </Dialog>
    }
}
