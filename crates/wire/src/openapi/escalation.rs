//! Enums of the escalation ladder.

use crate::escalation::{Channel, Target};
use serde_json::json;
use std::borrow::Cow;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use super::words::one_of;

impl PartialSchema for Target {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(
                "`controllers`, `officers`, `managers`, `admins`, `everybody`, the e-mail address of an account, or a \
                 telephone number, which gets a text.",
            ))
            .examples([json!("controllers"), json!("+447700900123")])
            .into()
    }
}

impl ToSchema for Target {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("EscalationTarget")
    }
}

impl PartialSchema for Channel {
    fn schema() -> RefOr<Schema> {
        one_of(
            "How a step of the ladder notifies people.",
            &[
                ("screen", "A notification on their tray, with a push to their devices."),
                ("email", "With a link that acknowledges the alarm."),
                ("text", "Answered to acknowledge the alarm."),
            ],
        )
    }
}

impl ToSchema for Channel {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("EscalationChannel")
    }
}
