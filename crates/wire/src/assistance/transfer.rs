//! Many providers at once, and the trial of one that may not be saved yet.

use crate::delivery::Trial;
use crate::lenient::{Fields, Lenient, deserialize_leniently, read_leniently};
use serde::Serialize;
use serde_json::Value;

/// The answer of `POST /api/v2/assistance-provider/import`. With any complaint nothing was stored.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ImportOutcome {
    /// It was only tried out.
    pub dry_run: bool,
    /// Providers that were, or would be, added.
    pub added: i64,
    /// Providers that were, or would be, replaced.
    pub replaced: i64,
    /// Everything that is wrong, by line.
    pub errors: Vec<LineErrors>,
}

read_leniently!(ImportOutcome { dry_run, added, replaced, errors });

/// What is wrong with one line of a CSV file, or with one entry of a JSON list.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct LineErrors {
    /// The line of the CSV file, the head being 1; or the entry of the list, the first being 1.
    pub line: i64,
    /// The complaints, as one provider's body has them.
    pub errors: Value,
}

impl Lenient for LineErrors {
    fn read(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self { line: fields.take("line"), errors: fields.take("errors") })
    }
}

deserialize_leniently!(LineErrors);

/// The answer of `POST /api/v2/assistance-provider/test`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Trials {
    /// What became of each notifier: one, or one a device of a person.
    pub results: Vec<NotifierTrial>,
}

read_leniently!(Trials { results });

/// What became of one notifier.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct NotifierTrial {
    /// Its path in the body, such as `webhook_notifiers.1`.
    pub notifier: String,
    /// What was sent and answered.
    #[serde(flatten)]
    pub trial: Trial,
}

read_leniently!(NotifierTrial { ..trial, notifier });
