//! The resident; the callout API calls them the customer. Their details are part of every callout.

use crate::id::ResidentId;
use crate::invisible::is_blank;
use crate::label;
use crate::lenient::read_leniently;
use crate::postal_address::PostalAddress;
use crate::sender::{email, phone};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The resident's details, in a callout and in `GET /api/customer`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Customer {
    pub id: ResidentId,
    pub name: Option<String>,
    pub surname: Option<String>,
    pub mobile: Option<String>,
    /// Gender, in the resident's own word.
    pub gender: Option<String>,
    /// E-mail address for contact; not the sign-in address.
    pub email: Option<String>,
    pub vehicle_make: Option<String>,
    pub vehicle_model: Option<String>,
    pub vehicle_colour: Option<String>,
    pub vehicle_license_plate: Option<String>,
    /// The origin of the record.
    pub customer_source_id: Option<i64>,
    /// Date of birth, `YYYY-MM-DD`.
    pub date_of_birth: Option<String>,
    /// The id of the sign-in, under the source's field name.
    pub auth0_user_id: Option<String>,
    /// The id of a picture; some responses leave it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i64>))]
    pub image_id: Option<Option<i64>>,
    /// The home address, as far as it is known.
    #[serde(skip_serializing_if = "PostalAddress::is_empty")]
    pub address: PostalAddress,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

read_leniently!(Customer {
    id,
    name,
    surname,
    mobile,
    gender,
    email,
    vehicle_make,
    vehicle_model,
    vehicle_colour,
    vehicle_license_plate,
    customer_source_id,
    date_of_birth,
    auth0_user_id,
    image_id,
    address,
    created_at,
    updated_at
});

impl Customer {
    /// First and family name, as far as they are known.
    pub fn full_name(&self) -> String {
        let parts = [&self.name, &self.surname].map(|part| part.as_deref().unwrap_or_default().trim());
        parts.join(" ").trim().to_owned()
    }
}

/// Changes to the details: the body of `PATCH /api/customer`, and part of a new callout. Fields that are omitted or null stay
/// unchanged; an empty text clears the field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, rename_all = "camelCase")]
pub struct CustomerChange {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub surname: Option<String>,
    /// E-mail address for contact.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mobile: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<String>,
    /// Date of birth, `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_of_birth: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vehicle_make: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vehicle_model: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vehicle_colour: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vehicle_license_plate: Option<String>,
    /// The whole home address; omitted parts are cleared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<PostalAddress>,
}

/// Maximum length of one detail in characters.
pub const DETAIL_LIMIT: usize = 200;

impl CustomerChange {
    /// All problems, as (field, message). Empty texts are valid, because they clear the field.
    pub fn problems(&self) -> Vec<(&'static str, &'static str)> {
        let mut problems = Vec::new();
        for (field, value) in self.fields() {
            let value = value.as_deref().unwrap_or_default().trim();
            if value.chars().count() > DETAIL_LIMIT {
                problems.push((field, "write at most 200 characters"));
            } else if is_blank(value) {
                continue;
            } else if let Some(complaint) = complaint(field, value) {
                problems.push((field, complaint));
            }
        }
        problems.extend(self.address.iter().flat_map(PostalAddress::problems));
        problems
    }

    /// The details with their JSON names.
    pub fn fields(&self) -> [(&'static str, &Option<String>); 10] {
        [
            ("name", &self.name),
            ("surname", &self.surname),
            ("email", &self.email),
            ("mobile", &self.mobile),
            ("gender", &self.gender),
            ("dateOfBirth", &self.date_of_birth),
            ("vehicleMake", &self.vehicle_make),
            ("vehicleModel", &self.vehicle_model),
            ("vehicleColour", &self.vehicle_colour),
            ("vehicleLicensePlate", &self.vehicle_license_plate),
        ]
    }
}

fn complaint(field: &str, value: &str) -> Option<&'static str> {
    match field {
        "email" => (!is_email(value)).then_some("write an e-mail address like name@example.com"),
        // The number is called and never texted, so a landline is valid.
        "mobile" => {
            phone::dialable(value).is_err().then_some("write a telephone number like +44 7700 900123")
        }
        "dateOfBirth" => (!is_date(value)).then_some("write a date like 1950-01-31"),
        _ => label::parse(value, DETAIL_LIMIT).is_err().then_some(label::NO_DIRECTION_IN_DETAIL),
    }
}

/// A detail in the form that is stored: telephone numbers in plain ASCII, and nothing for invisible text.
pub fn tidy(field: &str, value: &str) -> String {
    match field {
        _ if is_blank(value) => String::new(),
        "email" => email::parse(value).unwrap_or_else(|| value.trim().to_owned()),
        "mobile" => phone::tidy(value),
        _ => value.trim().to_owned(),
    }
}

/// Whether an e-mail could be delivered there.
pub fn is_email(text: &str) -> bool {
    email::parse(text).is_some()
}

/// Whether it is a date in the form `YYYY-MM-DD`.
fn is_date(text: &str) -> bool {
    text.len() == 10 && Timestamp::try_from(format!("{text}T00:00:00Z")).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_complaint_is_told_at_once() {
        let change = CustomerChange {
            email: Some("nobody".into()),
            mobile: Some("call me".into()),
            date_of_birth: Some("31/01/1950".into()),
            name: Some("x".repeat(201)),
            ..CustomerChange::default()
        };
        let fields: Vec<_> = change.problems().into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["name", "email", "mobile", "dateOfBirth"]);
    }

    #[test]
    fn what_the_source_sends_passes() {
        let change: CustomerChange = serde_json::from_str(
            r#"{"name":"Test","email":"test@example.com","mobile":"+27761234567","gender":"","dateOfBirth":"1950-02-28"}"#,
        )
        .unwrap();
        assert_eq!(change.problems(), []);
    }

    #[test]
    fn null_and_absent_pictures_are_told_apart() {
        for text in [r#"{"imageId":null}"#, r#"{"imageId":4}"#] {
            let customer: Customer = serde_json::from_str(text).unwrap();
            assert!(serde_json::to_string(&customer).unwrap().contains(&text[1..text.len() - 1]));
        }
        let customer: Customer = serde_json::from_str("{}").unwrap();
        assert!(!serde_json::to_string(&customer).unwrap().contains("imageId"));
    }
}
