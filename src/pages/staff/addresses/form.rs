//! The form of one address: a site's, or a resident's own.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::assistance::ScopeKind;
use wire::postal_address::{NewAddress, PostalAddress};
use wire::session::Role;

use super::{FetchState, failed};
use crate::api::{ApiError, get_resident, get_site, update_resident_address, update_site_address};
use crate::frame::work;
use crate::model::form::{Field, Problem};
use crate::pages::staff::{FormState, task_notice, use_page_title};
use crate::session::{SessionState, use_session};
use crate::ui::{Button, ErrorSummary, Glyph, Kind, Notice, Skeleton, TextField, Tone};
use crate::words::{self, fill};

/// The fields, in the order of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum AddressField {
    Flat,
    Street,
    Town,
    Region,
    Postcode,
    Country,
    Uprn,
    Lat,
    Lon,
}

impl AddressField {
    const ALL: [Self; 9] = [
        Self::Flat,
        Self::Street,
        Self::Town,
        Self::Region,
        Self::Postcode,
        Self::Country,
        Self::Uprn,
        Self::Lat,
        Self::Lon,
    ];

    fn label(self) -> &'static str {
        let texts = words::addresses();
        match self {
            Self::Flat => texts.flat,
            Self::Street => texts.street,
            Self::Town => texts.town,
            Self::Region => texts.region,
            Self::Postcode => texts.postcode,
            Self::Country => texts.country,
            Self::Uprn => texts.uprn,
            Self::Lat => texts.lat,
            Self::Lon => texts.lon,
        }
    }

    fn hint(self) -> Option<&'static str> {
        match self {
            Self::Uprn => Some(words::addresses().uprn_hint),
            Self::Lat => Some(words::addresses().place_hint),
            _ => None,
        }
    }

    /// Its name on the wire.
    fn name(self) -> &'static str {
        self.id().trim_start_matches("address-")
    }
}

impl Field for AddressField {
    fn id(self) -> &'static str {
        match self {
            Self::Flat => "address-flat",
            Self::Street => "address-street",
            Self::Town => "address-town",
            Self::Region => "address-region",
            Self::Postcode => "address-postcode",
            Self::Country => "address-country",
            Self::Uprn => "address-uprn",
            Self::Lat => "address-lat",
            Self::Lon => "address-lon",
        }
    }
}

/// A place before it is changed.
#[derive(Clone)]
struct KnownAddress {
    name: String,
    address: PostalAddress,
    line: Option<String>,
    lat: Option<f64>,
    lon: Option<f64>,
}

async fn get(kind: ScopeKind, id: i64) -> Result<KnownAddress, ApiError> {
    Ok(match kind {
        ScopeKind::Site => {
            let site = get_site(id).await?;
            KnownAddress {
                name: site.name,
                address: site.address,
                line: site.address_line,
                lat: site.lat,
                lon: site.lon,
            }
        }
        _ => {
            let resident = get_resident(id).await?;
            let (lat, lon) = (resident.lat, resident.lon);
            KnownAddress { name: resident.name, address: resident.address, line: None, lat, lon }
        }
    })
}

async fn put(kind: ScopeKind, id: i64, new: &NewAddress) -> Result<(), ApiError> {
    match kind {
        ScopeKind::Site => update_site_address(id, new).await.map(drop),
        _ => update_resident_address(id, new).await.map(drop),
    }
}

/// The form, once its place is loaded.
#[component]
pub(super) fn AddressForm(kind: ScopeKind, id: i64) -> impl IntoView {
    let known = RwSignal::new(FetchState::Loading);
    let load = move || {
        known.set(FetchState::Loading);
        work(async move {
            let answer = get(kind, id).await;
            known.try_set(answer.map_or_else(FetchState::Failed, FetchState::Ready));
        });
    };
    load();
    (move || match known.get() {
        FetchState::Loading => view! { <Skeleton words=words::staff().loading bars=6/> }.into_any(),
        FetchState::Failed(ApiError::NotFound(_)) => {
            view! { <div class="empty"><h1 class="empty__title">{words::addresses().gone}</h1></div> }
                .into_any()
        }
        FetchState::Failed(error) => failed(error, Callback::new(move |()| load())),
        FetchState::Ready(known) => view! { <AddressFields kind id known/> }.into_any(),
    })
    .into_any()
}

type Texts = [RwSignal<String>; 9];

#[component]
fn AddressFields(kind: ScopeKind, id: i64, known: KnownAddress) -> impl IntoView {
    let texts = words::addresses();
    use_page_title(known.name.clone());
    let form_state = FormState::new();
    let degrees = |value: Option<f64>| value.map(|value| value.to_string());
    let PostalAddress { flat, street, town, region, postcode, country, uprn } = known.address;
    // The form starts with the address line; its other parts are moved to their fields by hand.
    let street = street.or_else(|| known.line.clone());
    let parts = [flat, street, town, region, postcode, country, uprn, degrees(known.lat), degrees(known.lon)];
    let typed: Texts = parts.map(|text| RwSignal::new(text.unwrap_or_default()));
    let saved = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        saved.set(false);
        if let Some(new) = form_state.check(parse(typed)) {
            form_state.send(async move {
                put(kind, id, &new).await?;
                saved.set(true);
                Ok(())
            });
        }
    };
    let lead = if kind == ScopeKind::Site { texts.site_lead } else { texts.resident_lead };
    let one_line = known.line.map(|line| {
        let help = fill(texts.one_line_help, &[("line", &line)]);
        view! { <Notice tone=Tone::Plain glyph=Glyph::Info><p>{help}</p></Notice> }
    });
    let status_line = move || view! { <span>{if saved.get() { texts.saved } else { "" }}</span> }.into_any();
    let save = match may_save(kind) {
        true => view! {
            <Button kind=Kind::Primary submits=true busy=form_state.task().busy()>{texts.save}</Button>
        }
        .into_any(),
        false => view! { <p class="quiet">{texts.only_admin}</p> }.into_any(),
    };
    // A site has no flat.
    let shown =
        AddressField::ALL.into_iter().filter(|field| kind != ScopeKind::Site || *field != AddressField::Flat);
    let fields = shown.map(|field| text_field(form_state, typed, field)).collect_view();
    view! {
        <form class="panel service__form" novalidate on:submit=submit>
            <ErrorSummary title=words::common().errors.problem problems=form_state.problems/>
            <h1>{known.name}</h1>
            <p class="quiet">{lead}</p>
            {one_line}
            {fields}
            {task_notice(form_state.task())}
            <div class="buttons">{save}<span role="status">{status_line}</span></div>
        </form>
    }
}

fn text_field(form_state: FormState, typed: Texts, field: AddressField) -> AnyView {
    let (value, problem) = (typed[field as usize], form_state.problem(field));
    match field.hint() {
        Some(hint) => view! { <TextField id=field.id() label=field.label() hint=hint value=value autocomplete="off" problem=problem/> }.into_any(),
        None => view! { <TextField id=field.id() label=field.label() value=value autocomplete="off" problem=problem/> }.into_any(),
    }
}

/// A site belongs to the organisation, so its admins change it.
fn may_save(kind: ScopeKind) -> bool {
    let state = use_session().state.get_untracked();
    kind != ScopeKind::Site || matches!(state, SessionState::SignedIn(user) if user.role == Role::Admin)
}

/// All problems at once, or the request.
fn parse(typed: Texts) -> Result<NewAddress, Vec<Problem<AddressField>>> {
    let text = |field: AddressField| typed[field as usize].get_untracked().trim().to_owned();
    let part = |field| Some(text(field)).filter(|text| !text.is_empty());
    let address = PostalAddress {
        flat: part(AddressField::Flat),
        street: part(AddressField::Street),
        town: part(AddressField::Town),
        region: part(AddressField::Region),
        postcode: part(AddressField::Postcode),
        country: part(AddressField::Country),
        uprn: part(AddressField::Uprn),
    };
    let mut problems: Vec<_> = address
        .problems()
        .into_iter()
        .filter_map(|(name, complaint)| {
            let field = AddressField::ALL.into_iter().find(|field| field.name() == name)?;
            Some(Problem::Field(field, sentence(complaint)))
        })
        .collect();
    let mut degrees = |field: AddressField, most: f64, complaint: &str| {
        let text = text(field);
        let number = text.parse::<f64>().ok().filter(|number| number.abs() <= most);
        if !text.is_empty() && number.is_none() {
            problems.push(Problem::Field(field, complaint.to_owned()));
        }
        number
    };
    let lat = degrees(AddressField::Lat, 90.0, words::addresses().enter_lat);
    let lon = degrees(AddressField::Lon, 180.0, words::addresses().enter_lon);
    if problems.is_empty() && lat.is_some() != lon.is_some() {
        let missing = if lat.is_some() { AddressField::Lon } else { AddressField::Lat };
        problems.push(Problem::Field(missing, words::addresses().both.to_owned()));
    }
    if problems.is_empty() { Ok(NewAddress { address: address.tidy(), lat, lon }) } else { Err(problems) }
}

/// A problem of the rules, as a form shows it.
fn sentence(complaint: &str) -> String {
    let mut letters = complaint.chars();
    let first: String = letters.next().map(|letter| letter.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}", letters.as_str())
}
