//! The form of the resident's own details: texts as typed, and their validation. The rules are `wire`'s.

use leptos::prelude::*;
use wire::customer::{Customer, CustomerChange, DETAIL_LIMIT};
use wire::postal_address::PostalAddress;

use crate::model::form::{Field, Problem};
use crate::words;

/// The fields, in the order of the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum DetailsField {
    Name,
    Surname,
    Mobile,
    Email,
    Gender,
    Birth,
    Flat,
    Street,
    Town,
    Postcode,
    Make,
    Model,
    Colour,
    Plate,
}

impl DetailsField {
    /// All of them; the home's begin with [`Self::Flat`], the vehicle's with [`Self::Make`].
    pub(super) const ALL: [Self; 14] = [
        Self::Name,
        Self::Surname,
        Self::Mobile,
        Self::Email,
        Self::Gender,
        Self::Birth,
        Self::Flat,
        Self::Street,
        Self::Town,
        Self::Postcode,
        Self::Make,
        Self::Model,
        Self::Colour,
        Self::Plate,
    ];

    pub(super) fn appearance(self) -> FieldAppearance {
        let table = words::account();
        let appearance =
            |label, autocomplete| FieldAppearance { label, hint: None, kind: "text", autocomplete };
        match self {
            Self::Name => appearance(table.name, "given-name"),
            Self::Surname => appearance(table.surname, "family-name"),
            Self::Mobile => FieldAppearance {
                kind: "tel",
                hint: Some(table.mobile_hint),
                ..appearance(table.mobile, "tel")
            },
            Self::Email => FieldAppearance { kind: "email", ..appearance(table.contact_email, "email") },
            Self::Gender => appearance(table.gender, "sex"),
            Self::Birth => {
                FieldAppearance { hint: Some(table.birth_hint), ..appearance(table.birth, "bday") }
            }
            Self::Flat => appearance(table.flat, "address-line2"),
            Self::Street => appearance(table.street, "address-line1"),
            Self::Town => appearance(table.town, "address-level2"),
            Self::Postcode => appearance(table.postcode, "postal-code"),
            Self::Make => appearance(table.vehicle_make, "off"),
            Self::Model => appearance(table.vehicle_model, "off"),
            Self::Colour => appearance(table.vehicle_colour, "off"),
            Self::Plate => appearance(table.plate, "off"),
        }
    }

    /// The message for a problem that `wire` found.
    fn advice(self, too_long: bool) -> &'static str {
        let table = words::account();
        match self {
            _ if too_long => table.too_long,
            Self::Mobile => table.mobile_problem,
            Self::Email => table.email_problem,
            Self::Birth => table.birth_problem,
            Self::Postcode => table.postcode_problem,
            _ => table.too_long,
        }
    }
}

/// How a field is shown.
pub(super) struct FieldAppearance {
    pub label: &'static str,
    pub hint: Option<&'static str>,
    pub kind: &'static str,
    pub autocomplete: &'static str,
}

/// A control has the name of its field on the wire, so that `wire`'s problems find it.
impl Field for DetailsField {
    fn id(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Surname => "surname",
            Self::Mobile => "mobile",
            Self::Email => "email",
            Self::Gender => "gender",
            Self::Birth => "dateOfBirth",
            Self::Flat => "flat",
            Self::Street => "street",
            Self::Town => "town",
            Self::Postcode => "postcode",
            Self::Make => "vehicleMake",
            Self::Model => "vehicleModel",
            Self::Colour => "vehicleColour",
            Self::Plate => "vehicleLicensePlate",
        }
    }
}

/// The form, as typed; one text for each of [`DetailsField::ALL`].
#[derive(Clone, Copy)]
pub(super) struct DetailsForm {
    texts: [RwSignal<String>; 14],
    /// The address as the server has it: an unchanged address is not sent, or the site's would become the resident's
    /// own.
    address: StoredValue<PostalAddress>,
}

impl DetailsForm {
    /// The stored details, ready to be changed.
    pub(super) fn of(customer: Customer) -> Self {
        let home = customer.address.clone();
        let texts = [
            customer.name,
            customer.surname,
            customer.mobile,
            customer.email,
            customer.gender,
            customer.date_of_birth,
            home.flat,
            home.street,
            home.town,
            home.postcode,
            customer.vehicle_make,
            customer.vehicle_model,
            customer.vehicle_colour,
            customer.vehicle_license_plate,
        ];
        let texts = texts.map(|text| RwSignal::new(text.unwrap_or_default()));
        Self { texts, address: StoredValue::new(customer.address) }
    }

    /// The text of one field.
    pub(super) fn text(self, field: DetailsField) -> RwSignal<String> {
        self.texts[field as usize]
    }

    /// The address, if it was changed. A property number belongs to the previous address, so it is dropped.
    fn address(self) -> Option<PostalAddress> {
        let text = |field| Some(self.text(field).get_untracked());
        let before = self.address.get_value();
        let typed = PostalAddress {
            flat: text(DetailsField::Flat),
            street: text(DetailsField::Street),
            town: text(DetailsField::Town),
            postcode: text(DetailsField::Postcode),
            uprn: before.uprn.clone(),
            ..before.clone()
        };
        let typed = typed.tidy();
        (typed != before.tidy()).then_some(PostalAddress { uprn: None, ..typed })
    }

    /// All problems at once, or the request.
    pub(super) fn parse(self) -> Result<CustomerChange, Vec<Problem<DetailsField>>> {
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
            address: self.address(),
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
