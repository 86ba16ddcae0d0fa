//! The closing form: what a controller records when a response is completed and when a callout is closed.

use wire::id::IncidentCategoryId;
use wire::incident::{INCIDENT_DETAILS_LIMIT, IncidentDetail, Outcome};

use crate::model::form::{Field, Problem};
use crate::words;

/// The form's fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutcomeField {
    Category,
    Details,
}

impl Field for OutcomeField {
    fn id(self) -> &'static str {
        match self {
            Self::Category => "outcome-category",
            Self::Details => "outcome-details",
        }
    }
}

/// The form, as typed. An open question is not the same as "no".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutcomeForm {
    /// The chosen category's number; empty while none is chosen.
    pub category: String,
    pub details: String,
    pub any_injuries: Option<bool>,
    /// The resident was content with the help.
    pub customer_happy: Option<bool>,
    /// Somebody has to come back to it.
    pub follow_up_required: Option<bool>,
    /// There was no danger left.
    pub situation_neutral: Option<bool>,
}

impl OutcomeForm {
    /// The form filled with what was recorded.
    pub fn recorded(detail: &IncidentDetail) -> Self {
        Self {
            category: detail.incident_category_id.map(|id| id.to_string()).unwrap_or_default(),
            details: detail.incident_details.clone().unwrap_or_default(),
            any_injuries: detail.any_injuries,
            customer_happy: detail.customer_happy,
            follow_up_required: detail.follow_up_required,
            situation_neutral: detail.situation_neutral,
        }
    }

    /// Validates the form. Closing needs a category; completing does not.
    pub fn parse(&self, closing: bool) -> Result<Outcome, Vec<Problem<OutcomeField>>> {
        let mut problems = Vec::new();
        let category = self.category.parse().ok().map(IncidentCategoryId);
        if closing && category.is_none() {
            problems
                .push(Problem::Field(OutcomeField::Category, words::outcome().choose_category.to_owned()));
        }
        let details = self.details.trim();
        if details.chars().count() > INCIDENT_DETAILS_LIMIT {
            problems.push(Problem::Field(OutcomeField::Details, words::outcome().too_long.to_owned()));
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Outcome {
            incident_details: (!details.is_empty()).then(|| details.to_owned()),
            any_injuries: self.any_injuries,
            customer_happy: self.customer_happy,
            follow_up_required: self.follow_up_required,
            situation_neutral: self.situation_neutral,
            incident_category_id: category,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_needs_a_category_and_completing_does_not() {
        let empty = OutcomeForm::default();
        assert_eq!(empty.parse(false), Ok(Outcome::default()));
        let problems = empty.parse(true).unwrap_err();
        assert!(matches!(problems[..], [Problem::Field(OutcomeField::Category, _)]));
    }

    #[test]
    fn all_problems_are_reported_at_once() {
        let long = OutcomeForm { details: "x".repeat(4001), ..OutcomeForm::default() };
        assert_eq!(long.parse(true).unwrap_err().len(), 2);
    }

    #[test]
    fn a_recorded_outcome_comes_back_unchanged() {
        let form = OutcomeForm {
            category: "3".into(),
            details: "  A broken window.  ".into(),
            any_injuries: Some(false),
            ..OutcomeForm::default()
        };
        let outcome = form.parse(true).unwrap();
        assert_eq!(outcome.incident_details.as_deref(), Some("A broken window."));
        assert_eq!(outcome.any_injuries, Some(false));
        assert_eq!(outcome.customer_happy, None);
    }
}
