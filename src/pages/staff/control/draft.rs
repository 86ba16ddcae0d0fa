//! Unsent drafts, by callout. They outlive a visit to another callout, a new alarm, and a new sign-in, so that
//! nothing typed is lost.

use std::collections::HashMap;

use leptos::prelude::*;
use wire::id::CalloutId;

use crate::model::control::outcome::OutcomeForm;
use crate::model::control::phoned::PhonedForm;

/// Which form is open below the steps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Panel {
    #[default]
    Nothing,
    /// The response is being completed.
    Completing,
    /// The callout is being closed.
    Closing,
    /// The resident confirmed that nobody has to come.
    StandingDown,
    /// A call is being recorded.
    Phoning,
}

/// All drafts about one callout.
#[derive(Clone, Copy)]
pub struct Draft {
    pub panel: RwSignal<Panel>,
    pub reply: RwSignal<String>,
    /// How the resident confirmed that nobody has to come.
    pub note: RwSignal<String>,
    pub phoned: PhonedDraft,
    pub outcome: OutcomeDraft,
}

/// The form of a call, as signals.
#[derive(Clone, Copy, Default)]
pub struct PhonedDraft {
    /// The number that was rung.
    pub number: RwSignal<String>,
    pub answered: RwSignal<Option<bool>>,
    pub note: RwSignal<String>,
}

/// The closing form, as signals.
#[derive(Clone, Copy, Default)]
pub struct OutcomeDraft {
    /// The chosen category's number.
    pub category: RwSignal<String>,
    pub details: RwSignal<String>,
    pub injuries: RwSignal<Option<bool>>,
    /// There was no danger left.
    pub neutral: RwSignal<Option<bool>>,
    /// The resident was content.
    pub happy: RwSignal<Option<bool>>,
    /// Somebody has to come back to it.
    pub follow_up: RwSignal<Option<bool>>,
}

impl Draft {
    fn new() -> Self {
        Self {
            panel: RwSignal::default(),
            reply: RwSignal::default(),
            note: RwSignal::default(),
            phoned: PhonedDraft::default(),
            outcome: OutcomeDraft::default(),
        }
    }
}

impl PhonedDraft {
    /// The form as typed.
    pub fn typed(self) -> PhonedForm {
        PhonedForm {
            number: self.number.get_untracked(),
            answered: self.answered.get_untracked(),
            note: self.note.get_untracked(),
        }
    }

    /// Empties the form.
    pub fn clear(self) {
        self.number.set(String::new());
        self.answered.set(None);
        self.note.set(String::new());
    }
}

impl OutcomeDraft {
    /// The form as typed.
    pub fn typed(self) -> OutcomeForm {
        OutcomeForm {
            category: self.category.get_untracked(),
            details: self.details.get_untracked(),
            any_injuries: self.injuries.get_untracked(),
            customer_happy: self.happy.get_untracked(),
            follow_up_required: self.follow_up.get_untracked(),
            situation_neutral: self.neutral.get_untracked(),
        }
    }

    /// Starts with what was recorded, unless something was typed already.
    pub fn begin(self, recorded: OutcomeForm) {
        if self.typed() == OutcomeForm::default() {
            self.category.set(recorded.category);
            self.details.set(recorded.details);
            self.injuries.set(recorded.any_injuries);
            self.neutral.set(recorded.situation_neutral);
            self.happy.set(recorded.customer_happy);
            self.follow_up.set(recorded.follow_up_required);
        }
    }

    /// Empties the form.
    pub fn clear(self) {
        self.category.set(String::new());
        self.details.set(String::new());
        for answer in [self.injuries, self.neutral, self.happy, self.follow_up] {
            answer.set(None);
        }
    }
}

/// The drafts of all callouts. They belong to the app, not to a page.
#[derive(Clone)]
pub struct Drafts {
    owner: Owner,
    kept: StoredValue<HashMap<CalloutId, Draft>>,
}

/// Provides drafts for every page below.
pub fn provide_drafts() {
    let owner = Owner::current().expect("BUG: a component without an owner");
    provide_context(Drafts { owner, kept: StoredValue::new(HashMap::new()) });
}

/// The draft of one callout: what was typed before, or an empty one.
pub fn use_draft(id: CalloutId) -> Draft {
    let Drafts { owner, kept } = expect_context();
    if let Some(draft) = kept.with_value(|kept| kept.get(&id).copied()) {
        return draft;
    }
    let draft = owner.with(Draft::new);
    kept.update_value(|kept| _ = kept.insert(id, draft));
    draft
}
