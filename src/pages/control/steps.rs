//! The steps of a controller: only what is legal now, the likely one first, and one press for each
//! (`POST …/{acknowledge,own,verify,arrive,cancel-response}`; the others open a form).

use leptos::prelude::*;
use wire::classification::TEST;
use wire::control::ControlCallout;

use super::callout::Open;
use super::draft::{Draft, Panel, use_draft};
use super::told::{ActionNotice, failure};
use crate::api;
use crate::components::control::vehicle_name;
use crate::control::outcome::OutcomeForm;
use crate::control::step::{Step, likely, steps};
use crate::session::use_session;
use crate::ui::{Button, Dialog, Kind, focus, rescue_focus};
use crate::words::{fill, steps as step_words};

/// What a press does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Offer {
    step: Step,
    likely: bool,
}

/// The row of buttons, and under it what came of the last press.
#[component]
pub fn StepBar(open: Open) -> impl IntoView {
    let Open { id, callout, .. } = open;
    let session = use_session();
    let draft = use_draft(id);
    let asked = RwSignal::new(false);
    let take = Action::new_local(move |step: &Step| {
        let step = *step;
        async move {
            open.acted(match step {
                Step::Own => api::own_callout(id).await,
                Step::Verify => api::verify_callout(id).await,
                Step::Arrive => api::arrive_callout(id).await,
                Step::CancelResponse => api::cancel_response(id).await,
                _ => api::acknowledge_callout(id).await,
            })
        }
    });
    let offers = Memo::new(move |_| {
        callout.with(|control| session.viewer.with(|viewer| offers(control, viewer.email())))
    });
    // A step that was taken is offered no more, and its button goes with the focus on it.
    Effect::new(move |before: Option<()>| {
        offers.track();
        if before.is_some() && take.version().get_untracked() > 0 {
            rescue_focus("steps");
        }
    });
    let press = Callback::new(move |step: Step| match (panel(step), step) {
        (Some(panel), _) => open_panel(draft, panel, callout),
        (None, Step::CancelResponse) => asked.set(true),
        (None, Step::Dispatch) => focus("part-response"),
        (None, step) => _ = take.dispatch(step),
    });
    view! {
        <section class="steps" id="steps" tabindex="-1" aria-label=step_words().title>
            <div class="buttons">
                <For each=move || offers.get() key=|offer| *offer let:offer>
                    <Button
                        kind=if offer.likely { Kind::Primary } else { Kind::Plain }
                        busy=Signal::derive(move || take.pending().get() && take.input().get() == Some(offer.step))
                        on_press=Callback::new(move |()| press.run(offer.step))
                    >
                        {move || callout.with(|control| words_for(offer.step, control))}
                    </Button>
                </For>
            </div>
            <ActionNotice error=failure(take)/>
            <CancelDialog callout=callout open=asked on_yes=Callback::new(move |()| _ = take.dispatch(Step::CancelResponse))/>
        </section>
    }
}

fn offers(control: &ControlCallout, viewer: &str) -> Vec<Offer> {
    let next = likely(control);
    let offers = steps(control, viewer).into_iter().map(|step| Offer { step, likely: next == Some(step) });
    let mut offers: Vec<_> = offers.collect();
    offers.sort_by_key(|offer| !offer.likely);
    offers
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
    let words = step_words();
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

/// Calling somebody back cannot be taken back, so it is asked about once.
#[component]
fn CancelDialog(callout: Memo<ControlCallout>, open: RwSignal<bool>, on_yes: Callback<()>) -> impl IntoView {
    let words = step_words();
    let name = move || {
        callout.with(|control| {
            let detail = &control.callout.incident_detail;
            let responder = detail.responder.as_ref().map(vehicle_name);
            responder
                .or_else(|| detail.supplier.as_ref().map(|supplier| supplier.name.clone()))
                .unwrap_or_default()
        })
    };
    let close = Callback::new(move |()| open.set(false));
    let yes = Callback::new(move |()| {
        open.set(false);
        on_yes.run(());
    });
    view! {
        <Dialog id="cancel-response" title=words.cancel_sure open=open on_close=close>
            <p>{move || fill(words.cancel_help, &[("name", &name())])}</p>
            <div class="dialog__actions">
                <Button kind=Kind::Primary on_press=yes>{words.cancel_response}</Button>
                <Button on_press=close>{words.keep}</Button>
            </div>
        </Dialog>
    }
}
