//! The address of a home or a site, in the parts that registers use: the control room reads it first and passes it to the driver.

use crate::field_errors::FieldErrors;
use crate::invisible::is_blank;
use crate::label;
use crate::lenient::{Fields, Lenient};
use crate::postcode;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Maximum length of one part in characters.
pub const PART_LIMIT: usize = 200;

/// An address. Unknown parts are missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct PostalAddress {
    /// Such as `Flat 4` or `4b`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flat: Option<String>,
    /// Number and street.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub street: Option<String>,
    /// Town or city.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub town: Option<String>,
    /// County, state or province.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postcode: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Unique Property Reference Number: up to 12 digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uprn: Option<String>,
}

/// Unreadable values are left out in responses and refused in requests.
impl Lenient for PostalAddress {
    fn read(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self {
            flat: fields.take("flat"),
            street: fields.take("street"),
            town: fields.take("town"),
            region: fields.take("region"),
            postcode: fields.take("postcode"),
            country: fields.take("country"),
            uprn: fields.take("uprn"),
        })
    }
}

impl PostalAddress {
    /// The parts with their JSON names.
    pub fn parts(&self) -> [(&'static str, &Option<String>); 7] {
        [
            ("flat", &self.flat),
            ("street", &self.street),
            ("town", &self.town),
            ("region", &self.region),
            ("postcode", &self.postcode),
            ("country", &self.country),
            ("uprn", &self.uprn),
        ]
    }

    /// Whether every part is missing.
    pub fn is_empty(&self) -> bool {
        self.parts().iter().all(|(_, part)| part.is_none())
    }

    /// The address in one line, as for a driver; none if it is empty.
    pub fn line(&self) -> Option<String> {
        let flat = self.flat.as_ref().map(|flat| match flat.starts_with(|c: char| c.is_ascii_digit()) {
            true => format!("Flat {flat}"),
            false => flat.clone(),
        });
        let parts = [flat, self.street.clone(), self.town.clone(), self.region.clone()];
        let rest = [self.postcode.clone(), self.country.clone()];
        let all: Vec<String> = parts.into_iter().chain(rest).flatten().collect();
        (!all.is_empty()).then(|| all.join(", "))
    }

    /// A home's own address, completed by its site's: a home with only a flat is at the site's address.
    pub fn at_site(self, site: &Self) -> Self {
        if self.street.is_some() {
            return self;
        }
        let uprn = self.uprn.or_else(|| site.uprn.clone().filter(|_| self.flat.is_none()));
        Self { flat: self.flat, uprn, ..site.clone() }
    }

    /// Trimmed, without empty parts, and with the postcode in its printed form.
    pub fn tidy(self) -> Self {
        let tidy =
            |part: Option<String>| part.map(|text| text.trim().to_owned()).filter(|text| !is_blank(text));
        let code = |text: String| postcode::parse(&text).unwrap_or_else(|| text.to_uppercase());
        let digits = |text: String| text.chars().filter(|c| !c.is_whitespace()).collect();
        Self {
            flat: tidy(self.flat),
            street: tidy(self.street),
            town: tidy(self.town),
            region: tidy(self.region),
            postcode: tidy(self.postcode).map(code),
            country: tidy(self.country),
            uprn: tidy(self.uprn).map(digits),
        }
    }

    /// All problems, as (part, message). Addresses of any country are valid.
    pub fn problems(&self) -> Vec<(&'static str, &'static str)> {
        let mut problems = Vec::new();
        for (name, part) in self.parts() {
            let Some(text) = part.as_deref().map(str::trim).filter(|text| !is_blank(text)) else { continue };
            if text.chars().count() > PART_LIMIT {
                problems.push((name, "write at most 200 characters"));
            } else if let Some(complaint) = complaint(name, text) {
                problems.push((name, complaint));
            }
        }
        problems
    }
}

fn complaint(name: &str, text: &str) -> Option<&'static str> {
    let is_code = |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-');
    match name {
        "postcode" => {
            let fits =
                text.len() <= 12 && text.chars().all(is_code) && text.chars().any(|c| c.is_ascii_digit());
            (!fits).then_some("write a postcode like N1 9GU")
        }
        "uprn" => {
            let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            let fits = (1..=12).contains(&digits.len()) && digits.chars().all(|c| c.is_ascii_digit());
            (!fits).then_some("write up to 12 digits")
        }
        _ => label::parse(text, PART_LIMIT).is_err().then_some(label::NO_DIRECTION_IN_DETAIL),
    }
}

/// The body of `PUT /api/v2/site/{id}/address` and `/api/v2/resident/{id}/address`: an address and its coordinates.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewAddress {
    /// The parts; omitted parts are cleared.
    #[serde(flatten)]
    pub address: PostalAddress,
    /// Degrees north.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lat: Option<f64>,
    /// Degrees east.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lon: Option<f64>,
}

impl NewAddress {
    /// Parses a request and reports all problems at once.
    pub fn read(body: Value) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let Some(mut fields) = Fields::of(body) else {
            errors.add("street", "Send an object.");
            return Err(errors);
        };
        let mut text = |name: &str| match fields.take::<Value>(name) {
            Value::Null => None,
            Value::String(text) => Some(text),
            Value::Number(number) => Some(number.to_string()),
            _ => {
                errors.add(name, "Write text.");
                None
            }
        };
        let address = PostalAddress {
            flat: text("flat"),
            street: text("street"),
            town: text("town"),
            region: text("region"),
            postcode: text("postcode"),
            country: text("country"),
            uprn: text("uprn"),
        };
        for (name, complaint) in address.problems() {
            errors.add(name, sentence(complaint));
        }
        let mut degrees = |name: &str, most: f64| {
            let value = fields.take::<Value>(name);
            let is_there = !value.is_null() && value != Value::String(String::new());
            let degrees = value.as_f64().or_else(|| String::read(value)?.trim().parse().ok());
            let degrees = degrees.filter(|degrees| degrees.abs() <= most);
            if is_there && degrees.is_none() {
                errors.add(name, format!("Write a number from -{most} to {most}."));
            }
            degrees
        };
        let (lat, lon) = (degrees("lat", 90.0), degrees("lon", 180.0));
        if errors.is_empty() && lat.is_some() != lon.is_some() {
            errors.add(if lat.is_some() { "lon" } else { "lat" }, "Write both numbers, or neither.");
        }
        let new = Self { address: address.tidy(), lat, lon };
        if errors.is_empty() { Ok(new) } else { Err(errors) }
    }
}

/// A problem in this API's form.
fn sentence(complaint: &str) -> String {
    let mut letters = complaint.chars();
    let first: String = letters.next().map(|letter| letter.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}.", letters.as_str().trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn address(body: Value) -> PostalAddress {
        NewAddress::read(body).unwrap().address
    }

    #[test]
    fn an_address_is_read_tidied_and_said_in_one_line() {
        let body = json!({"flat": " 4b ", "street": "12 Acacia Avenue", "town": "London", "postcode": "n19gu", "uprn": 100023336956_i64, "region": ""});
        let address = address(body);
        assert_eq!(address.line().unwrap(), "Flat 4b, 12 Acacia Avenue, London, N1 9GU");
        assert_eq!((address.uprn.as_deref(), &address.region), (Some("100023336956"), &None));
        assert_eq!(PostalAddress::default().line(), None);
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let body = json!({"flat": [], "street": "x".repeat(201), "postcode": "!", "uprn": "12a", "lat": 91, "lon": "far"});
        let errors = NewAddress::read(body).unwrap_err();
        let fields: Vec<_> = errors.iter().map(|(path, _)| path).collect();
        assert_eq!(fields, ["flat", "street", "postcode", "uprn", "lat", "lon"]);
        let half = NewAddress::read(json!({"lat": 51.5})).unwrap_err();
        assert_eq!(half.at("lon"), Some("Write both numbers, or neither."));
        assert!(NewAddress::read(json!([])).is_err());
    }

    #[test]
    fn who_says_only_the_flat_lives_at_the_site() {
        let site = address(json!({"street": "12 Acacia Avenue", "town": "London", "uprn": "1"}));
        let flat = address(json!({"flat": "4", "uprn": "7"}));
        let home = flat.at_site(&site);
        assert_eq!(home.line().unwrap(), "Flat 4, 12 Acacia Avenue, London");
        assert_eq!(home.uprn.as_deref(), Some("7"));
        assert_eq!(PostalAddress::default().at_site(&site), site);
        let own = address(json!({"street": "3 Birch Court"}));
        assert_eq!(own.clone().at_site(&site), own);
        let unknown = address(json!({"flat": "4"})).at_site(&site);
        assert_eq!(unknown.uprn, None, "the site's number is not the flat's");
    }
}
