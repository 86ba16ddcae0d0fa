//! The actions of a controller on a callout. Acknowledge, own, verify, arrive and cancel-response have no body; complete and
//! close take an [`Outcome`](crate::incident::Outcome).

use crate::id::{ResponderId, SupplierId};
use crate::message::NewComment;
use serde::{Deserialize, Serialize};

/// The body of `dispatch`: either a responder, who is then tracked, or a supplier, who was called by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RawDispatch", into = "RawDispatch")]
pub enum Dispatch {
    /// Dispatch by the system: the vehicle is tracked and its arrival is estimated.
    Responder(ResponderId),
    /// Dispatch by hand.
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

/// The body of `phoned`: an attempt to call the resident.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Phoned {
    /// The number that was called.
    pub number: String,
    /// Whether the call was answered.
    pub answered: bool,
    /// A note about the call, at most 2000 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The body of `stand-down`: the resident confirmed that no help is needed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StandDown {
    /// How the resident confirmed it, at most 2000 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The body of `automatic`: whether the simulator takes this callout's steps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Switch {
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
