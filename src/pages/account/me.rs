//! `/me`: the resident's own details, which are sent with every callout, and signing out.
//!
//! Uses `GET` and `PATCH /api/customer`, and `/api/preferences`.

mod form;
mod preferences;

use leptos::{ev::SubmitEvent, prelude::*};

use super::return_path;
use super::sign_out::SignOut;
use crate::api::{self, ApiError};
use crate::components::{not_a_resident, notice};
use crate::frame;
use crate::links;
use crate::model::form::{Complaints, Field, about_all, complaint_of, summary};
use crate::ui::{Button, ErrorSummary, Glyph, Kind, Skeleton, TextField, Tone};
use crate::words;
use form::{DetailsField, DetailsForm, FieldAppearance};

/// State of the details.
#[derive(Clone)]
enum DetailsState {
    Loading,
    Loaded(DetailsForm),
    Failed(ApiError),
}

/// The resident's own details.
#[component]
pub fn MePage() -> impl IntoView {
    let table = words::account();
    let status = RwSignal::new(DetailsState::Loading);
    let load = move || {
        status.set(DetailsState::Loading);
        frame::work(async move {
            let answer = api::get_customer().await;
            status.try_set(answer.map_or_else(DetailsState::Failed, |customer| {
                DetailsState::Loaded(DetailsForm::of(customer))
            }));
        });
    };
    load();
    frame::set_title(table.my_details);
    view! {
        <div class="stack">
            <h1>{table.my_details}</h1>
            {move || match status.get() {
                DetailsState::Loading => view! { <Skeleton words=words::common().errors.loading bars=8/> }.into_any(),
                DetailsState::Loaded(form) => view! { <Details form/> }.into_any(),
                DetailsState::Failed(error) => failed(error, Callback::new(move |()| load())),
            }}
        </div>
    }
}

fn failed(error: ApiError, again: Callback<()>) -> AnyView {
    let (table, errors) = (words::account(), &words::common().errors);
    match error {
        ApiError::SignedOut => {
            let to = return_path::sign_in();
            let way = Some((table.sign_in, to.as_str()));
            notice(Tone::Plain, Glyph::Person, [table.sign_in_first.to_owned()], way)
        }
        ApiError::NotAllowed(_) => view! { {not_a_resident()} <SignOut/> }.into_any(),
        error => view! {
            {notice(Tone::Waiting, Glyph::Offline, [error.message()], None)}
            <Button on_press=again>{errors.try_again}</Button>
        }
        .into_any(),
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum SaveState {
    Idle,
    Busy,
    Saved,
}

#[component]
fn Details(form: DetailsForm) -> impl IntoView {
    let table = words::account();
    let problems = RwSignal::new(Complaints::new());
    let saving = RwSignal::new(SaveState::Idle);
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        if saving.get_untracked() == SaveState::Busy {
            return;
        }
        saving.set(SaveState::Idle);
        let change = match form.parse() {
            Ok(change) => change,
            Err(found) => {
                return problems.set(summary(&found));
            }
        };
        problems.set(Complaints::new());
        saving.set(SaveState::Busy);
        frame::work(async move {
            match api::update_customer(&change).await {
                Ok(_) => _ = saving.try_set(SaveState::Saved),
                Err(error) => {
                    saving.try_set(SaveState::Idle);
                    problems.try_set(about_all(error.message()));
                }
            }
        });
    };
    let group = move |fields: &[DetailsField]| -> Vec<AnyView> {
        fields.iter().map(|field| detail(form, problems, *field)).collect()
    };
    let (person, rest) = DetailsField::ALL.split_at(DetailsField::Flat as usize);
    let (home, vehicle) = rest.split_at(DetailsField::Make as usize - DetailsField::Flat as usize);
    view! {
        <p class="quiet">{table.my_details_why}</p>
        <ErrorSummary title=words::common().errors.problem problems/>
        <form class="stack" novalidate on:submit=save>
            <fieldset>
                <legend><h2>{table.about_you}</h2></legend>
                {group(person)}
            </fieldset>
            <fieldset>
                <legend><h2>{table.your_home}</h2></legend>
                <p class="quiet">{table.your_home_why}</p>
                {group(home)}
            </fieldset>
            <fieldset>
                <legend><h2>{table.your_vehicle}</h2></legend>
                {group(vehicle)}
            </fieldset>
            <div class="buttons">
                <Button kind=Kind::Primary submits=true busy=Signal::derive(move || saving.get() == SaveState::Busy)>
                    {table.save}
                </Button>
                <p role="status">{move || (saving.get() == SaveState::Saved).then_some(table.saved)}</p>
            </div>
        </form>
        {preferences::preferences_part()}
        <p><a class="button" href=links::TELEVISIONS>{words::televisions().title}</a></p>
        <SignOut/>
    }
}

fn detail(form: DetailsForm, problems: RwSignal<Complaints>, field: DetailsField) -> AnyView {
    let FieldAppearance { label, hint, kind, autocomplete } = field.appearance();
    let problem = Signal::derive(move || complaint_of(&problems.read(), field));
    let value = form.text(field);
    match hint {
        Some(hint) => {
            view! { <TextField id=field.id() label value kind autocomplete problem hint/> }.into_any()
        }
        None => view! { <TextField id=field.id() label value kind autocomplete problem/> }.into_any(),
    }
}
