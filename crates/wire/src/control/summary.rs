//! A callout in a row of the queue and in an event: at most [`SUMMARY_LIMIT`] bytes of JSON, with the field names of
//! [`ControlCallout`], so that one reader reads both. `GET /api/control/callouts/{id}` returns the details.

use super::{ControlCallout, Position};
use crate::id::{CalloutId, ResidentId, ResponderId};
use crate::location::NoFixReason;
use crate::responder::Responder;
use crate::status::CalloutStatus;
use crate::time::Timestamp;
use serde::Serialize;

/// Maximum size of one summary in bytes.
pub const SUMMARY_LIMIT: usize = 1024;

/// Maximum size of a name as JSON, in bytes; e-mail addresses may be longer.
const NAME_LIMIT: usize = 28;
const EMAIL_LIMIT: usize = 48;

/// One item of `GET /api/control/callouts`, and the data of an event `callout`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CalloutSummary {
    callout: Core,
    urgency: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pressed_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pressed_again_at: Option<Timestamp>,
    internal_test: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<Place>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_heard_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    no_fix: Option<NoFixReason>,
    no_coverage: bool,
    automatic: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    site_name: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    demo: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = CalloutSummaryCallout))]
#[serde(rename_all = "camelCase")]
struct Core {
    id: CalloutId,
    #[serde(skip_serializing_if = "Option::is_none")]
    callout_classification_id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response_type_id: Option<i64>,
    status: CalloutStatus,
    cancelled_by_customer: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    verified: Option<bool>,
    dispatch_required: bool,
    acknowledged: bool,
    owned: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    owned_by: Option<String>,
    logged_at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    resolved_at: Option<Timestamp>,
    customer: Person,
    #[serde(rename = "calloutincidentdetail", skip_serializing_if = "Option::is_none")]
    incident_detail: Option<CrewDetail>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    callout_response_eta: Vec<Eta>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = CalloutSummaryCustomer))]
struct Person {
    id: ResidentId,
    name: String,
    surname: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = CalloutSummaryIncident))]
struct CrewDetail {
    responder: Crew,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = CalloutSummaryResponder))]
struct Crew {
    id: ResponderId,
    #[serde(skip_serializing_if = "String::is_empty")]
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    callsign: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = CalloutSummaryEta))]
#[serde(rename_all = "camelCase")]
struct Eta {
    duration_text: String,
    distance_value: i64,
}

/// A [`Position`] without its heading.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = CalloutSummaryPosition))]
#[serde(rename_all = "camelCase")]
struct Place {
    latitude: f64,
    longitude: f64,
    accuracy: Option<f64>,
    coarse: bool,
    recorded_at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    clock_offset: Option<i64>,
}

impl CalloutSummary {
    /// The number of the callout.
    pub fn id(&self) -> CalloutId {
        self.callout.id
    }

    /// The summary of a callout. Long names are truncated.
    pub fn of(control: &ControlCallout) -> Self {
        let callout = &control.callout;
        let crew = callout.incident_detail.responder.as_ref().map(crew);
        let eta = callout
            .eta()
            .map(|eta| Eta { duration_text: brief(&eta.duration_text), distance_value: eta.distance_value });
        let customer = &callout.customer;
        Self {
            urgency: control.urgency,
            pressed_at: control.pressed_at.clone(),
            pressed_again_at: control.pressed_again_at.clone(),
            internal_test: control.internal_test,
            position: control.position.as_ref().map(place),
            last_heard_at: control.last_heard_at.clone(),
            no_fix: control.no_fix,
            no_coverage: control.no_coverage,
            automatic: control.automatic,
            site_name: control.site_name.as_deref().map(brief),
            demo: control.demo,
            callout: Core {
                id: callout.id,
                callout_classification_id: callout.callout_classification_id,
                response_type_id: callout.response_type_id,
                status: callout.status.clone(),
                cancelled_by_customer: callout.cancelled_by_customer,
                verified: callout.verified,
                dispatch_required: callout.dispatch_required,
                acknowledged: callout.acknowledged,
                owned: callout.owned,
                owned_by: callout.owned_by.as_deref().map(|email| cut(email, EMAIL_LIMIT)),
                logged_at: callout.logged_at.clone(),
                resolved_at: callout.resolved_at.clone().filter(|_| callout.status.is_closed()),
                customer: Person {
                    id: customer.id,
                    name: brief(customer.name.as_deref().unwrap_or_default()),
                    surname: brief(customer.surname.as_deref().unwrap_or_default()),
                },
                incident_detail: crew.map(|responder| CrewDetail { responder }),
                callout_response_eta: eta.into_iter().collect(),
            },
        }
    }
}

/// The callsign, or the crew's name if there is none.
fn crew(responder: &Responder) -> Crew {
    let callsign = responder.callsign.as_deref().map(brief).filter(|callsign| !callsign.is_empty());
    let name = match callsign {
        Some(_) => String::new(),
        None => brief(&format!("{} {}", responder.name, responder.surname)),
    };
    Crew { id: responder.id, name, callsign }
}

fn place(position: &Position) -> Place {
    // A millionth of a degree is a tenth of a metre.
    let rounded = |degrees: f64| (degrees * 1e6).round() / 1e6;
    Place {
        latitude: rounded(position.latitude),
        longitude: rounded(position.longitude),
        // Never rounded to 0, which means unknown.
        accuracy: position.accuracy.map(|metres| metres.round().max(1.0)),
        coarse: position.coarse,
        recorded_at: position.recorded_at.clone(),
        clock_offset: Some(position.clock_offset).filter(|offset| *offset != 0),
    }
}

/// The start of a text that fits into [`NAME_LIMIT`] bytes of JSON.
fn brief(text: &str) -> String {
    cut(text, NAME_LIMIT)
}

/// The start of a text that fits into this many bytes of JSON.
fn cut(text: &str, limit: usize) -> String {
    let text = text.trim();
    let cost = |letter: char| match letter {
        '"' | '\\' => 2,
        letter if letter.is_control() => 6,
        letter => letter.len_utf8(),
    };
    let whole: usize = text.chars().map(cost).sum();
    if whole <= limit {
        return text.to_owned();
    }
    let mut room = limit - '…'.len_utf8();
    let fits = |letter: &char| {
        let fits = cost(*letter) <= room;
        room = room.saturating_sub(cost(*letter));
        fits
    };
    let mut cut: String = text.chars().take_while(fits).collect();
    cut.push('…');
    cut
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::callout::{Callout, ResponseEta};
    use crate::customer::Customer;
    use crate::lenient::Lenient;

    fn fullest() -> ControlCallout {
        let long = || "Ŵ\"\\\u{1}".repeat(100);
        let time = || Timestamp::from_millis(1_767_614_400_000);
        let mut callout = Callout {
            id: CalloutId(i64::MAX),
            callout_classification_id: Some(1),
            response_type_id: Some(2),
            status: CalloutStatus::ResponderDispatched,
            verified: Some(true),
            owned: true,
            owned_by: Some(long()),
            resolved_at: Some(time()),
            customer: Customer {
                id: ResidentId(i64::MAX),
                name: Some(long()),
                surname: Some(long()),
                ..Customer::default()
            },
            callout_response_eta: vec![ResponseEta { duration_text: long(), ..ResponseEta::default() }],
            ..Callout::default()
        };
        callout.incident_detail.responder =
            Some(Responder { id: ResponderId(i64::MAX), callsign: Some(long()), ..Responder::default() });
        ControlCallout {
            callout,
            urgency: 99,
            pressed_at: Some(time()),
            pressed_again_at: Some(time()),
            position: Some(Position {
                latitude: -26.109_054_123_456_7,
                longitude: 128.083_123_456_789,
                accuracy: Some(1_234.567_890_123),
                coarse: true,
                ..Position::default()
            }),
            last_heard_at: Some(time()),
            no_fix: Some(NoFixReason::Unavailable),
            site_name: Some(long()),
            ..ControlCallout::default()
        }
    }

    #[test]
    fn the_fullest_summary_fits_into_its_limit() {
        let text = serde_json::to_string(&CalloutSummary::of(&fullest())).unwrap();
        assert!(text.len() <= SUMMARY_LIMIT, "{} bytes: {text}", text.len());
    }

    #[test]
    fn a_summary_reads_as_the_callout_that_it_was_made_of() {
        let mut control = fullest();
        control.callout.customer =
            Customer { name: Some("Rose".into()), surname: Some("Adeyemi".into()), ..Customer::default() };
        let read = ControlCallout::read(serde_json::to_value(CalloutSummary::of(&control)).unwrap()).unwrap();
        assert_eq!(read.callout.id, control.callout.id);
        assert_eq!(read.callout.customer.full_name(), "Rose Adeyemi");
        assert_eq!(read.callout.status, control.callout.status);
        assert_eq!((read.urgency, read.no_fix), (control.urgency, control.no_fix));
        assert_eq!(read.position.unwrap().accuracy, Some(1_235.0));
        assert!(read.callout.eta().is_some() && read.callout.incident_detail.responder.is_some());
    }

    #[test]
    fn a_long_name_is_cut_between_letters() {
        assert_eq!(brief(" Rose "), "Rose");
        let cut = brief(&"é".repeat(60));
        assert!(cut.ends_with('…') && cut.len() <= NAME_LIMIT);
    }
}
