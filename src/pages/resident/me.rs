//! `/me`: the resident's own details, which travel with every callout, and signing out.
//!
//! Uses `GET` and `PATCH /api/customer`, and `DELETE /api/session`.

use leptos::task::spawn_local;
use leptos::{ev::SubmitEvent, prelude::*};
use wire::customer::{Customer, CustomerChange, DETAIL_LIMIT};

use super::follower::Follower;
use crate::api::{self, ApiError};
use crate::form::{Field, Problem, problem_of, summary};
use crate::route;
use crate::session::{Viewer, use_session};
use crate::ui::{Button, ErrorSummary, Glyph, Kind, Notice, Skeleton, TextField, Tone};
use crate::words::words;

/// What the page knows.
#[derive(Clone)]
enum Status {
    Loading,
    Loaded(DetailsForm),
    Failed(ApiError),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum DetailsField {
    Name,
    Surname,
    Mobile,
    Email,
    Gender,
    Birth,
    Make,
    Model,
    Colour,
    Plate,
}

impl DetailsField {
    const ALL: [Self; 10] = [
        Self::Name,
        Self::Surname,
        Self::Mobile,
        Self::Email,
        Self::Gender,
        Self::Birth,
        Self::Make,
        Self::Model,
        Self::Colour,
        Self::Plate,
    ];

    /// What to do about it, when `wire` has a complaint.
    fn advice(self, too_long: bool) -> &'static str {
        let table = &words().account;
        match self {
            _ if too_long => table.too_long,
            Self::Mobile => table.mobile_problem,
            Self::Email => table.email_problem,
            Self::Birth => table.birth_problem,
            _ => table.too_long,
        }
    }
}

/// A control is named as its field on the wire, so that `wire`'s complaints find it.
impl Field for DetailsField {
    fn id(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Surname => "surname",
            Self::Mobile => "mobile",
            Self::Email => "email",
            Self::Gender => "gender",
            Self::Birth => "dateOfBirth",
            Self::Make => "vehicleMake",
            Self::Model => "vehicleModel",
            Self::Colour => "vehicleColour",
            Self::Plate => "vehicleLicensePlate",
        }
    }
}

/// What is typed, as typed; one text for each of [`DetailsField::ALL`].
#[derive(Clone, Copy)]
struct DetailsForm([RwSignal<String>; 10]);

impl DetailsForm {
    fn of(customer: Customer) -> Self {
        let texts = [
            customer.name,
            customer.surname,
            customer.mobile,
            customer.email,
            customer.gender,
            customer.date_of_birth,
            customer.vehicle_make,
            customer.vehicle_model,
            customer.vehicle_colour,
            customer.vehicle_license_plate,
        ];
        Self(texts.map(|text| RwSignal::new(text.unwrap_or_default())))
    }

    fn text(self, field: DetailsField) -> RwSignal<String> {
        self.0[field as usize]
    }

    fn parse(self) -> Result<CustomerChange, Vec<Problem<DetailsField>>> {
        let text = |field| Some(self.text(field).get_untracked().trim().to_owned());
        let change = CustomerChange {
            name: text(DetailsField::Name),
            surname: text(DetailsField::Surname),
            email: text(DetailsField::Email),
            mobile: text(DetailsField::Mobile),
            gender: text(DetailsField::Gender),
            date_of_birth: text(DetailsField::Birth),
            vehicle_make: text(DetailsField::Make),
            vehicle_model: text(DetailsField::Model),
            vehicle_colour: text(DetailsField::Colour),
            vehicle_license_plate: text(DetailsField::Plate),
        };
        let complaints = change.problems();
        let problem = |field: DetailsField| {
            let is_it = complaints.iter().any(|(name, _)| *name == field.id());
            let too_long = self.text(field).read_untracked().chars().count() > DETAIL_LIMIT;
            is_it.then(|| Problem::Field(field, field.advice(too_long).to_owned()))
        };
        let problems: Vec<_> = DetailsField::ALL.into_iter().filter_map(problem).collect();
        if problems.is_empty() { Ok(change) } else { Err(problems) }
    }
}

/// The resident's own details.
#[component]
pub fn MePage() -> impl IntoView {
    let table = &words().account;
    let status = RwSignal::new(Status::Loading);
    let load = move || {
        status.set(Status::Loading);
        spawn_local(async move {
            let answer = api::get_customer().await;
            status.try_set(
                answer.map_or_else(Status::Failed, |customer| Status::Loaded(DetailsForm::of(customer))),
            );
        });
    };
    load();
    super::set_title(table.my_details, false);
    view! {
        <div class="stack">
            <h1>{table.my_details}</h1>
            {move || match status.get() {
                Status::Loading => view! { <Skeleton words=words().errors.loading bars=8/> }.into_any(),
                Status::Loaded(form) => view! { <Details form/> }.into_any(),
                Status::Failed(error) => failed(error, Callback::new(move |()| load())),
            }}
        </div>
    }
}

fn failed(error: ApiError, again: Callback<()>) -> AnyView {
    let (table, errors) = (&words().account, &words().errors);
    match error {
        ApiError::SignedOut => view! {
            <p>{table.sign_in_first}</p>
            <p><a class="button button--primary" href=route::SIGN_IN>{table.sign_in}</a></p>
        }
        .into_any(),
        ApiError::NotAllowed(_) => view! {
            <Notice glyph=Glyph::Info>
                <p>{table.not_a_resident}</p>
                <p><a href=route::STAFF rel="external">{table.go_to_staff}</a></p>
            </Notice>
            <SignOut/>
        }
        .into_any(),
        error => view! {
            <Notice tone=Tone::Waiting glyph=Glyph::Offline><p>{error.message()}</p></Notice>
            <Button on_press=again>{errors.try_again}</Button>
        }
        .into_any(),
    }
}

/// How saving stands.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Saving {
    Idle,
    Busy,
    Saved,
}

#[component]
fn Details(form: DetailsForm) -> impl IntoView {
    let table = &words().account;
    let problems = RwSignal::new(Vec::<Problem<DetailsField>>::new());
    let saving = RwSignal::new(Saving::Idle);
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        if saving.get_untracked() == Saving::Busy {
            return;
        }
        saving.set(Saving::Idle);
        let change = match form.parse() {
            Ok(change) => change,
            Err(found) => return problems.set(found),
        };
        problems.set(Vec::new());
        saving.set(Saving::Busy);
        spawn_local(async move {
            match api::update_customer(&change).await {
                Ok(_) => _ = saving.try_set(Saving::Saved),
                Err(error) => {
                    saving.try_set(Saving::Idle);
                    problems.try_set(vec![Problem::Server(error.message())]);
                }
            }
        });
    };
    Effect::new(move || super::set_title(table.my_details, !problems.read().is_empty()));
    let field = move |field: DetailsField, label: &'static str, autocomplete: &'static str| {
        detail(form, problems, field, label, autocomplete)
    };
    view! {
        <p class="quiet">{table.my_details_why}</p>
        <ErrorSummary title=words().errors.problem problems=Signal::derive(move || summary(&problems.read()))/>
        <form class="stack" novalidate on:submit=save>
            <fieldset>
                <legend><h2>{table.about_you}</h2></legend>
                {field(DetailsField::Name, table.name, "given-name")}
                {field(DetailsField::Surname, table.surname, "family-name")}
                {field(DetailsField::Mobile, table.mobile, "tel")}
                {field(DetailsField::Email, table.contact_email, "email")}
                {field(DetailsField::Gender, table.gender, "sex")}
                {field(DetailsField::Birth, table.birth, "bday")}
            </fieldset>
            <fieldset>
                <legend><h2>{table.your_vehicle}</h2></legend>
                {field(DetailsField::Make, table.vehicle_make, "off")}
                {field(DetailsField::Model, table.vehicle_model, "off")}
                {field(DetailsField::Colour, table.vehicle_colour, "off")}
                {field(DetailsField::Plate, table.plate, "off")}
            </fieldset>
            <div class="buttons">
                <Button kind=Kind::Primary submits=true busy=Signal::derive(move || saving.get() == Saving::Busy)>
                    {table.save}
                </Button>
                <p role="status">{move || (saving.get() == Saving::Saved).then_some(table.saved)}</p>
            </div>
        </form>
        <SignOut/>
    }
}

fn detail(
    form: DetailsForm,
    problems: RwSignal<Vec<Problem<DetailsField>>>,
    field: DetailsField,
    label: &'static str,
    autocomplete: &'static str,
) -> AnyView {
    let table = &words().account;
    let (kind, hint) = match field {
        DetailsField::Mobile => ("tel", Some(table.mobile_hint)),
        DetailsField::Email => ("email", None),
        DetailsField::Birth => ("text", Some(table.birth_hint)),
        _ => ("text", None),
    };
    let problem = Signal::derive(move || problem_of(&problems.read(), field));
    match hint {
        Some(hint) => {
            view! { <TextField id=field.id() label value=form.text(field) kind autocomplete problem hint/> }
                .into_any()
        }
        None => view! { <TextField id=field.id() label value=form.text(field) kind autocomplete problem/> }
            .into_any(),
    }
}

#[component]
fn SignOut() -> impl IntoView {
    let table = &words().account;
    let session = use_session();
    let follower = super::use_follower();
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<String>);
    let sign_out = move |()| {
        busy.set(true);
        spawn_local(async move {
            match api::delete_session().await {
                Ok(()) => {
                    follower.with_value(Follower::rest);
                    session.viewer.set(Viewer::SignedOut);
                    // A fresh page: nothing of this person stays in memory.
                    let _ = window().location().assign(route::HOME);
                }
                Err(error) => _ = problem.try_set(Some(error.message())),
            }
            busy.try_set(false);
        });
    };
    let who = move || match &*session.viewer.read() {
        Viewer::SignedIn(user) => Some((table.signed_in_as)(&user.name)),
        _ => None,
    };
    view! {
        <section class="stack stack--close">
            <p class="quiet">{who}</p>
            {move || problem.get().map(|why| view! { <Notice glyph=Glyph::Warning><p>{why}</p></Notice> })}
            <Button busy on_press=Callback::new(sign_out)>{table.sign_out}</Button>
        </section>
    }
}
