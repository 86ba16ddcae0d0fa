//! Schemas of times, degrees, flags and nested errors.

use crate::coordinate::Coordinate;
use crate::field_errors::FieldErrors;
use crate::location::GapReason;
use crate::time::Timestamp;
use serde_json::json;
use utoipa::openapi::schema::{
    AdditionalProperties, AnyOfBuilder, ArrayBuilder, KnownFormat, ObjectBuilder, OneOfBuilder, Schema,
    SchemaFormat, Type,
};
use utoipa::openapi::{Ref, RefOr};
use utoipa::{PartialSchema, ToSchema};

/// Decimal degrees as text.
const DEGREES: &str = r"^[+-]?\d{1,15}(\.\d*)?$";

impl PartialSchema for Timestamp {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
            .description(Some("A time by RFC 3339. Answers have three digits of a second and `Z`."))
            .examples([json!("2026-01-05T12:00:00.000Z")])
            .into()
    }
}

impl ToSchema for Timestamp {}

/// In requests: a number, or the text that responses contain.
impl PartialSchema for Coordinate {
    fn schema() -> RefOr<Schema> {
        OneOfBuilder::new()
            .item(ObjectBuilder::new().schema_type(Type::Number))
            .item(degrees())
            .description(Some("Decimal degrees, north or east positive, as a number or as text."))
            .examples([json!(-26.109_26)])
            .into()
    }
}

impl ToSchema for Coordinate {}

/// In responses: decimal degrees as text, as the callout source writes them.
pub struct Degrees;

impl PartialSchema for Degrees {
    fn schema() -> RefOr<Schema> {
        degrees()
            .description(Some("Decimal degrees as text, north or east positive."))
            .examples([json!("-26.10926")])
            .into()
    }
}

impl ToSchema for Degrees {}

fn degrees() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String).pattern(Some(DEGREES))
}

/// A flag of a request, which the source's clients also write as text.
pub struct Flag;

impl PartialSchema for Flag {
    fn schema() -> RefOr<Schema> {
        let text = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(["true", "false"]));
        OneOfBuilder::new()
            .item(ObjectBuilder::new().schema_type(Type::Boolean))
            .item(text)
            .description(Some("True or false, also as text."))
            .into()
    }
}

impl ToSchema for Flag {}

impl PartialSchema for GapReason {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(
                "Why no location came for a while: `hidden` (the page was not visible), `offline`, `closed`, or another \
                 reason in words.",
            ))
            .examples([json!("offline")])
            .into()
    }
}

impl ToSchema for GapReason {}

/// Nested as the request body, with a list of messages at each field.
impl PartialSchema for FieldErrors {
    fn schema() -> RefOr<Schema> {
        let messages = ArrayBuilder::new().items(ObjectBuilder::new().schema_type(Type::String));
        let nested = Ref::from_schema_name("FieldErrors");
        let complaint = AnyOfBuilder::new()
            .item(messages)
            .item(ArrayBuilder::new().items(nested.clone()))
            .item(nested)
            .build();
        ObjectBuilder::new()
            .schema_type(Type::Object)
            .description(Some(
                "Everything that is wrong, by field: a list of messages, or, for a list of objects, one object for each. \
                 What belongs to no field stands in `non_field_errors`.",
            ))
            .additional_properties(Some(AdditionalProperties::RefOr(RefOr::T(complaint.into()))))
            .examples([json!({"label": ["Use at most 40 characters."], "webhook_notifiers": [{}, {"url": ["Use https."]}]})])
            .into()
    }
}

impl ToSchema for FieldErrors {}

/// A [`TargetType`](crate::target_type::TargetType) as it is stored: old notifications have other words, or none.
pub struct StoredTargetType;

impl PartialSchema for StoredTargetType {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(
                "A word of the catalogue (`TargetType`). Old notifications have other words, or none.",
            ))
            .examples([json!("FailedDirectDebits")])
            .into()
    }
}

impl ToSchema for StoredTargetType {}

/// The bytes of a file.
pub struct File;

impl PartialSchema for File {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary)))
            .description(Some("A file, byte for byte."))
            .into()
    }
}

impl ToSchema for File {}

/// A page for a browser.
pub struct HtmlPage;

impl PartialSchema for HtmlPage {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::String).description(Some("A page for a browser.")).into()
    }
}

impl ToSchema for HtmlPage {}

/// Server-sent events: the response does not end.
pub struct EventStream;

impl PartialSchema for EventStream {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("Server-sent events; the answer does not end. The data of each event is JSON."))
            .into()
    }
}

impl ToSchema for EventStream {}
