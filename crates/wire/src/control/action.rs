//! What a controller does to a callout. Acknowledge, own, verify, arrive and cancel-response need no body; complete and
//! close take an [`Outcome`](crate::incident::Outcome).

use crate::id::{ResponderId, SupplierId};
use crate::message::NewComment;
use serde::{Deserialize, Serialize};

/// The body of `dispatch`: a responder, who is then followed, or a supplier, who was rung by hand. Never both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RawDispatch", into = "RawDispatch")]
pub enum Dispatch {
    /// By the system: the position moves, and an estimate of arrival is kept.
    Responder(ResponderId),
    /// By hand.
    Supplier(SupplierId),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawDispatch {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    responder_id: Option<ResponderId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    supplier_id: Option<SupplierId>,
}

impl TryFrom<RawDispatch> for Dispatch {
    type Error = &'static str;
    fn try_from(raw: RawDispatch) -> Result<Self, Self::Error> {
        match (raw.responder_id, raw.supplier_id) {
            (Some(id), None) => Ok(Self::Responder(id)),
            (None, Some(id)) => Ok(Self::Supplier(id)),
            _ => Err("responderId: send responderId or supplierId, one of them"),
        }
    }
}

impl From<Dispatch> for RawDispatch {
    fn from(dispatch: Dispatch) -> Self {
        match dispatch {
            Dispatch::Responder(id) => Self { responder_id: Some(id), supplier_id: None },
            Dispatch::Supplier(id) => Self { responder_id: None, supplier_id: Some(id) },
        }
    }
}

/// The body of `reply`: a message to the resident.
pub type Reply = NewComment;

/// The body of `phoned`: an attempt to reach the resident.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phoned {
    /// The number that was rung.
    pub number: String,
    /// Whether somebody answered.
    pub answered: bool,
    /// What was said, at most 2000 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The body of `stand-down`: the customer confirmed that nobody has to come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandDown {
    /// How they confirmed it, at most 2000 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The body of `automatic`: whether the simulator takes this callout's steps by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Switch {
    /// On or off.
    pub on: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{from_value, json, to_value};

    #[test]
    fn one_of_the_two_is_dispatched() {
        for body in [json!({"responderId": 8}), json!({"supplierId": 109})] {
            let dispatch: Dispatch = from_value(body.clone()).unwrap();
            assert_eq!(to_value(dispatch).unwrap(), body);
        }
        for body in [json!({}), json!({"responderId": 8, "supplierId": 109})] {
            assert!(from_value::<Dispatch>(body).is_err());
        }
    }
}
