//! Answers of the embedded GOV.UK Notify service that come in two forms.

use crate::notify::{Accepted, AcceptedReadyLetter, LetterContent};
use utoipa::openapi::schema::AnyOfBuilder;
use utoipa::openapi::{Ref, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// As the derive names the same of e-mails and texts.
const FROM_TEMPLATE: &str = "Accepted_LetterContent";

/// The answer to a letter: from a template, or a ready PDF.
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
