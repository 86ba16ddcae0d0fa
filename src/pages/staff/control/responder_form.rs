//! The form of one responder (`POST` and `PATCH /api/control/responders`).

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::control::{NewResponder, ResponderChange};
use wire::id::ResponderId;

use super::vehicles::Fleet;
use crate::api;
use crate::links;
use crate::model::control::responder::{ResponderField, ResponderForm};
use crate::navigation::use_navigator;
use crate::pages::staff::{FormState, task_notice};
use crate::ui::{Button, Check, ErrorSummary, FieldProblem, Kind, Select, TextField, focus, rescue_focus};
use crate::words;

/// The request: a new responder, or a change.
#[derive(Clone)]
enum Save {
    New(Box<NewResponder>),
    Change(ResponderId, Box<ResponderChange>),
}

/// The form's fields as signals. The place belongs to the page, because the map sets it too.
#[derive(Clone, Copy)]
struct ResponderFields {
    name: RwSignal<String>,
    surname: RwSignal<String>,
    callsign: RwSignal<String>,
    mobile: RwSignal<String>,
    make: RwSignal<String>,
    model: RwSignal<String>,
    colour: RwSignal<String>,
    plate: RwSignal<String>,
    supplier: RwSignal<String>,
    security: RwSignal<bool>,
    medical: RwSignal<bool>,
    demo: RwSignal<bool>,
    on_duty: RwSignal<bool>,
    latitude: RwSignal<String>,
    longitude: RwSignal<String>,
}

impl ResponderFields {
    fn new(form: ResponderForm, fleet: Fleet) -> Self {
        fleet.latitude.set(form.latitude);
        fleet.longitude.set(form.longitude);
        Self {
            name: RwSignal::new(form.name),
            surname: RwSignal::new(form.surname),
            callsign: RwSignal::new(form.callsign),
            mobile: RwSignal::new(form.mobile),
            make: RwSignal::new(form.make),
            model: RwSignal::new(form.model),
            colour: RwSignal::new(form.colour),
            plate: RwSignal::new(form.plate),
            supplier: RwSignal::new(form.supplier),
            security: RwSignal::new(form.security),
            medical: RwSignal::new(form.medical),
            demo: RwSignal::new(form.demo),
            on_duty: RwSignal::new(form.on_duty),
            latitude: fleet.latitude,
            longitude: fleet.longitude,
        }
    }

    fn form(self) -> ResponderForm {
        ResponderForm {
            name: self.name.get_untracked(),
            surname: self.surname.get_untracked(),
            callsign: self.callsign.get_untracked(),
            mobile: self.mobile.get_untracked(),
            make: self.make.get_untracked(),
            model: self.model.get_untracked(),
            colour: self.colour.get_untracked(),
            plate: self.plate.get_untracked(),
            supplier: self.supplier.get_untracked(),
            security: self.security.get_untracked(),
            medical: self.medical.get_untracked(),
            demo: self.demo.get_untracked(),
            on_duty: self.on_duty.get_untracked(),
            latitude: self.latitude.get_untracked(),
            longitude: self.longitude.get_untracked(),
        }
    }
}

/// The form, once the responder is loaded; polling does not change what is typed.
#[component]
pub fn ResponderPanel(fleet: Fleet, which: String) -> impl IntoView {
    let known = fleet.responders.value();
    let is_new = which == "new";
    let known_one = Memo::new(move |before: Option<&Option<(ResponderId, ResponderForm)>>| {
        // The first response fills the form; later ones only move vehicles on the map.
        if let Some(Some(begun)) = before {
            return Some(begun.clone());
        }
        known.with(|known| {
            let all = known.iter().flat_map(|all| all.iter());
            let one = all.into_iter().find(|one| one.responder.id.to_string() == which)?;
            Some((one.responder.id, ResponderForm::of(one)))
        })
    });
    let gone = Memo::new(move |_| known.with(Option::is_some) && known_one.with(Option::is_none));
    (move || match (known_one.get(), gone.get()) {
        _ if is_new => responder_editor(fleet, None, ResponderForm::new_demo()),
        (Some((id, before)), _) => responder_editor(fleet, Some(id), before),
        (None, true) => view! { <p class="quiet">{words::vehicles().gone}</p> }.into_any(),
        (None, false) => ().into_any(),
    })
    .into_any()
}

fn responder_editor(fleet: Fleet, id: Option<ResponderId>, before: ResponderForm) -> AnyView {
    let texts = words::vehicles();
    let navigator = use_navigator();
    let form_state = FormState::new();
    focus("responder-title");
    on_cleanup(|| rescue_focus("responders-title"));
    let typed = ResponderFields::new(before.clone(), fleet);
    let heading = if id.is_some() { before.callsign.clone() } else { texts.new_responder.to_owned() };
    let save = move |save: Save| {
        form_state.send(async move {
            let answer = match save {
                Save::New(new) => api::create_responder(&new).await,
                Save::Change(id, change) => api::update_responder(id, &change).await,
            };
            fleet.responders.refetch();
            if answer.is_ok() {
                navigator.push(links::CONTROL_VEHICLES);
            }
            answer.map(drop)
        });
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let form = typed.form();
        let parsed = match id {
            None => form.parse_new().map(|new| Save::New(Box::new(new))),
            Some(id) => form.parse_change(&before).map(|change| Save::Change(id, Box::new(change))),
        };
        if let Some(body) = form_state.check(parsed) {
            save(body);
        }
    };
    let companies = fleet.suppliers.value();
    let options = Signal::derive(move || {
        let rows = companies.get().map(|all| {
            all.iter().map(|one| (one.supplier.id.to_string(), one.supplier.name.clone())).collect::<Vec<_>>()
        });
        std::iter::once((String::new(), texts.choose.to_owned())).chain(rows.unwrap_or_default()).collect()
    });
    view! {
        <form class="panel" novalidate on:submit=submit aria-labelledby="responder-title">
            <ErrorSummary title=words::common().errors.problem problems=form_state.problems/>
            <h2 id="responder-title" tabindex="-1">{heading}</h2>
            <div class="panel__pair">
                <TextField id="responder-name" label=texts.name value=typed.name autocomplete="off" problem=form_state.problem(ResponderField::Name)/>
                <TextField id="responder-surname" label=texts.surname value=typed.surname autocomplete="off"/>
                <TextField id="responder-callsign" label=texts.callsign value=typed.callsign autocomplete="off"/>
                <TextField id="responder-mobile" label=texts.mobile value=typed.mobile kind="tel" autocomplete="off"/>
            </div>
            {id.is_none().then(|| view! {
                <Select id="responder-supplier" label=texts.supplier value=typed.supplier options=options problem=form_state.problem(ResponderField::Supplier)/>
            })}
            <div class="panel__pair">
                <TextField id="responder-colour" label=texts.colour value=typed.colour autocomplete="off"/>
                <TextField id="responder-make" label=texts.make value=typed.make autocomplete="off"/>
                <TextField id="responder-model" label=texts.model value=typed.model autocomplete="off"/>
                <TextField id="responder-plate" label=texts.plate value=typed.plate autocomplete="off"/>
            </div>
            {trained(typed, id.is_none(), form_state.problem(ResponderField::Trained))}
            <fieldset>
                <legend class="field__label">{texts.place}</legend>
                <p class="quiet">{texts.place_hint}</p>
                <div class="panel__pair">
                    <TextField id="responder-latitude" label=texts.latitude value=typed.latitude autocomplete="off" problem=form_state.problem(ResponderField::Latitude)/>
                    <TextField id="responder-longitude" label=texts.longitude value=typed.longitude autocomplete="off" problem=form_state.problem(ResponderField::Longitude)/>
                </div>
            </fieldset>
            {task_notice(form_state.task())}
            <div class="buttons">
                <Button kind=Kind::Primary submits=true busy=form_state.task().busy()>{texts.save}</Button>
                <a class="button" href=links::CONTROL_VEHICLES>{texts.cancel}</a>
            </div>
        </form>
    }
    .into_any()
}

/// The crew's training, whether they are on duty, and whether they are fictional.
fn trained(typed: ResponderFields, is_new: bool, problem: Signal<Option<String>>) -> AnyView {
    let texts = words::vehicles();
    view! {
        <fieldset class="field" data-problem=move || problem.read().is_some().then_some("true")>
            <legend class="field__label">{texts.trained}</legend>
            <FieldProblem id="responder-security" problem/>
            <div class="choices">
                <Check id="responder-security" label=texts.security value=typed.security/>
                <Check id="responder-medical" label=texts.medical value=typed.medical/>
            </div>
        </fieldset>
        {if is_new {
            view! { <Check id="responder-demo" label=texts.demo value=typed.demo hint=texts.demo_hint/> }.into_any()
        } else {
            view! { <Check id="responder-duty" label=texts.on_duty value=typed.on_duty/> }.into_any()
        }}
    }
    .into_any()
}
