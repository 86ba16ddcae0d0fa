//! Responses of the embedded GOV.UK Notify compatible service with alternatives.

use crate::notify::{Accepted, AcceptedReadyLetter, LetterContent};
use utoipa::openapi::schema::AnyOfBuilder;
use utoipa::openapi::{Ref, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// The name that the derive creates, in the same way as for e-mails and texts.
const FROM_TEMPLATE: &str = "Accepted_LetterContent";

/// The response to a letter: from a template, or a ready PDF.
pub struct AcceptedLetter;

impl PartialSchema for AcceptedLetter {
    fn schema() -> RefOr<Schema> {
        AnyOfBuilder::new()
            .item(Ref::from_schema_name(FROM_TEMPLATE))
            .item(Ref::from_schema_name(AcceptedReadyLetter::name()))
            .description(Some("A letter from a template, or, with three fields only, a ready PDF."))
            .into()
    }
}

impl ToSchema for AcceptedLetter {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((LetterContent::name().into_owned(), LetterContent::schema()));
        schemas.push((FROM_TEMPLATE.to_owned(), Accepted::<LetterContent>::schema()));
        schemas.push((AcceptedReadyLetter::name().into_owned(), AcceptedReadyLetter::schema()));
        Accepted::<LetterContent>::schemas(schemas);
        AcceptedReadyLetter::schemas(schemas);
    }
}
