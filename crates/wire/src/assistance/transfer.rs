//! Import of providers, and tests of a provider that has not been saved.

use crate::delivery::Trial;
use crate::lenient::{Fields, Lenient, deserialize_leniently, read_leniently};
use serde::Serialize;
use serde_json::Value;

/// The response of `POST /api/v2/assistance-provider/import`. If there is any error, nothing was stored.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportOutcome {
    /// The file was only checked; nothing was stored.
    pub dry_run: bool,
    /// Number of providers that were, or would be, added.
    pub added: i64,
    /// Number of providers that were, or would be, replaced.
    pub replaced: i64,
    /// Errors by line.
    pub errors: Vec<LineErrors>,
}

read_leniently!(ImportOutcome { dry_run, added, replaced, errors });

/// The errors of one line of a CSV file, or of one item of a JSON list.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LineErrors {
    /// The line of the CSV file, where the header is 1, or the item of the list, where the first is 1.
    pub line: i64,
    /// The complaints, as one provider's body has them.
    #[cfg_attr(feature = "openapi", schema(value_type = crate::field_errors::FieldErrors))]
    pub errors: Value,
}

impl Lenient for LineErrors {
    fn read(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self { line: fields.take("line"), errors: fields.take("errors") })
    }
}

deserialize_leniently!(LineErrors);

/// The response of `POST /api/v2/assistance-provider/test`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Trials {
    /// One result for each notifier, or for each device of a person.
    pub results: Vec<NotifierTrial>,
}

read_leniently!(Trials { results });

/// The result of one notifier's test.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NotifierTrial {
    /// Its path in the body, such as `webhook_notifiers.1`.
    pub notifier: String,
    #[serde(flatten)]
    pub trial: Trial,
}

read_leniently!(NotifierTrial { ..trial, notifier });
