//! The escalation ladder: who is notified of an alarm that nobody acknowledges, how, and after how many seconds.

mod plan;
mod progress;
#[cfg(test)]
mod tests;

pub use plan::{Plan, Rung, plan};
pub use progress::{Contact, Escalation, TakenRung};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::customer::is_email;
use crate::field_errors::FieldErrors;
use crate::lenient::{Lenient, read_leniently};
use crate::sender::phone;
use crate::time::Timestamp;

/// The most steps of a ladder.
pub const STEPS: usize = 10;

/// The latest begin of a step, in seconds after the press.
pub const LATEST_SECONDS: i64 = 3_600;

/// Shortest and longest pause between two repetitions of a step, in seconds.
pub const REPEAT_SECONDS: (i64, i64) = (30, 3_600);

/// The longest pause between two repetitions of the last step, in seconds: an alarm never ends in silence.
pub const LAST_REPEAT_SECONDS: i64 = 600;

/// Whom a step notifies. On the wire: a role's plural, an account's e-mail address, or a telephone number.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Target {
    /// `controllers`: all controllers of the organisation, on duty or not.
    Controllers,
    /// `officers`.
    Officers,
    /// `managers`.
    Managers,
    /// `admins`.
    Admins,
    /// `everybody`: controllers, officers, managers and admins.
    Everybody,
    /// The account with this sign-in name.
    Account(String),
    /// A telephone number that gets a text, such as a supplier's.
    Number(String),
    /// A word that this version does not know.
    Other(String),
}

impl From<String> for Target {
    fn from(text: String) -> Self {
        let word = text.trim();
        match word {
            "controllers" => Self::Controllers,
            "officers" => Self::Officers,
            "managers" => Self::Managers,
            "admins" => Self::Admins,
            "everybody" => Self::Everybody,
            _ if is_email(word) => Self::Account(word.to_lowercase()),
            _ if phone::parse(word).is_ok() => Self::Number(word.to_owned()),
            _ => Self::Other(word.to_owned()),
        }
    }
}

impl From<Target> for String {
    fn from(target: Target) -> Self {
        let word = match target {
            Target::Controllers => "controllers",
            Target::Officers => "officers",
            Target::Managers => "managers",
            Target::Admins => "admins",
            Target::Everybody => "everybody",
            Target::Account(text) | Target::Number(text) | Target::Other(text) => return text,
        };
        word.to_owned()
    }
}

impl Lenient for Target {
    fn read(value: Value) -> Option<Self> {
        String::read(value).map(Self::from)
    }
}

/// How a step notifies people.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Channel {
    /// `screen`: a notification on their tray, with a push to their devices.
    Screen,
    /// `email`, with a link that acknowledges.
    Email,
    /// `text`, which is answered to acknowledge.
    Text,
    /// A word that this version does not know.
    Other(String),
}

impl From<String> for Channel {
    fn from(text: String) -> Self {
        match text.as_str() {
            "screen" => Self::Screen,
            "email" => Self::Email,
            "text" => Self::Text,
            _ => Self::Other(text),
        }
    }
}

impl From<Channel> for String {
    fn from(channel: Channel) -> Self {
        match channel {
            Channel::Screen => "screen".to_owned(),
            Channel::Email => "email".to_owned(),
            Channel::Text => "text".to_owned(),
            Channel::Other(text) => text,
        }
    }
}

impl Lenient for Channel {
    fn read(value: Value) -> Option<Self> {
        String::read(value).map(Self::from)
    }
}

/// One step of a ladder.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = EscalationStep))]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// Seconds after the press, or after the press again.
    pub after_seconds: i64,
    /// Whom it notifies.
    pub whom: Vec<Target>,
    /// How.
    pub how: Vec<Channel>,
    /// Seconds between repetitions, until the next step begins; null: once.
    pub repeat_seconds: Option<i64>,
}

read_leniently!(Step { after_seconds, whom, how, repeat_seconds });

/// The body of `PUT /api/escalation/{responseTypeId}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, rename_all = "camelCase")]
pub struct LadderChange {
    /// The steps, earliest first.
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub steps: Vec<Step>,
}

/// The answer of `GET` and `PUT /api/escalation/{responseTypeId}`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Ladder {
    /// 1 security, 2 medical.
    pub response_type_id: i64,
    /// The steps, earliest first.
    pub steps: Vec<Step>,
    /// The organisation has not changed it.
    pub is_default: bool,
    /// When it was changed; null while it is the default.
    pub updated_at: Option<Timestamp>,
    /// Who changed it.
    pub updated_by: Option<String>,
}

read_leniently!(Ladder { response_type_id, steps, is_default, updated_at, updated_by });

/// The ladder of an organisation that has set none.
pub fn default_steps() -> Vec<Step> {
    let all = vec![Channel::Screen, Channel::Email, Channel::Text];
    vec![
        Step { after_seconds: 60, whom: vec![Target::Controllers], how: all.clone(), repeat_seconds: None },
        Step { after_seconds: 180, whom: vec![Target::Everybody], how: all, repeat_seconds: Some(300) },
    ]
}

impl LadderChange {
    /// Everything that is wrong, each at its field, such as `steps.1.afterSeconds`.
    pub fn problems(&self) -> FieldErrors {
        let mut errors = FieldErrors::new();
        if self.steps.is_empty() || self.steps.len() > STEPS {
            errors.add("steps", format!("Add 1 to {STEPS} steps."));
        }
        let mut earliest = 0;
        for (at, step) in self.steps.iter().enumerate() {
            let is_last = at + 1 == self.steps.len();
            step.check(&format!("steps.{at}"), earliest, is_last, &mut errors);
            earliest = step.after_seconds + 1;
        }
        errors
    }
}

impl Step {
    fn check(&self, name: &str, earliest: i64, is_last: bool, errors: &mut FieldErrors) {
        if self.after_seconds < earliest || self.after_seconds > LATEST_SECONDS {
            errors.add(
                format!("{name}.afterSeconds"),
                format!("Enter a number of seconds from {earliest} to {LATEST_SECONDS}."),
            );
        }
        if self.whom.is_empty() {
            errors.add(format!("{name}.whom"), "Choose at least one group, account or number.");
        }
        for target in &self.whom {
            if let Target::Other(word) = target {
                errors.add(
                    format!("{name}.whom"),
                    format!(
                        "\"{word}\" is not known. Use controllers, officers, managers, admins, everybody, the e-mail \
                         address of an account or a telephone number."
                    ),
                );
            }
        }
        if self.how.is_empty() {
            errors.add(format!("{name}.how"), "Choose screen, email or text.");
        }
        for channel in &self.how {
            if let Channel::Other(word) = channel {
                errors.add(
                    format!("{name}.how"),
                    format!("\"{word}\" is not known. Use screen, email or text."),
                );
            }
        }
        let has_number = self.whom.iter().any(|target| matches!(target, Target::Number(_)));
        if has_number && !self.how.contains(&Channel::Text) {
            errors.add(format!("{name}.how"), "A telephone number is notified by text: add text.");
        }
        let (shortest, longest) = REPEAT_SECONDS;
        if self.repeat_seconds.is_some_and(|pause| !(shortest..=longest).contains(&pause)) {
            errors.add(
                format!("{name}.repeatSeconds"),
                format!("Enter a number of seconds from {shortest} to {longest}, or leave it empty."),
            );
        }
        if !is_last {
            return;
        }
        // The last step must reach people whatever became of the others.
        if !self.whom.contains(&Target::Everybody) {
            errors.add(format!("{name}.whom"), "The last step notifies everybody.");
        }
        if !self.how.contains(&Channel::Screen) {
            errors.add(format!("{name}.how"), "The last step uses the screen, beside other channels.");
        }
        if self.repeat_seconds.is_none_or(|pause| pause > LAST_REPEAT_SECONDS) {
            errors.add(
                format!("{name}.repeatSeconds"),
                format!("The last step repeats at least every {LAST_REPEAT_SECONDS} seconds until somebody answers."),
            );
        }
    }
}
