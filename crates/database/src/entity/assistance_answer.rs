//! What people answered to requests.

use sea_orm::entity::prelude::*;

/// One answer; the newest of a person counts.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "assistance_reply")]
pub struct Model {
    /// Its number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The request.
    pub request_id: i64,
    /// Who answered, when they have an account.
    pub user_id: Option<String>,
    /// The notifier whose e-mail was answered by its link, by somebody without an account.
    pub notifier_id: Option<i64>,
    /// Their name when they did.
    pub name: String,
    /// An [`AnswerChoice`](wire::assistance::AnswerChoice) as text.
    pub answer: String,
    /// When.
    pub answered_at: i64,
}

impl Model {
    /// Whose answer it is: the newest of each counts.
    pub fn person(&self) -> String {
        match (&self.user_id, self.notifier_id) {
            (Some(user_id), _) => user_id.clone(),
            (None, notifier_id) => by_email(notifier_id.unwrap_or_default()),
        }
    }
}

/// Who answers the e-mail of this notifier.
pub fn by_email(notifier_id: i64) -> String {
    format!("notifier:{notifier_id}")
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
