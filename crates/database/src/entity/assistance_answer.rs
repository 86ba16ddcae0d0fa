//! Answers to assistance requests.

use sea_orm::entity::prelude::*;

/// One answer. The newest answer of each person counts.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "assistance_reply")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub request_id: i64,
    /// The account of the person who answered, if they have one.
    pub user_id: Option<String>,
    /// The e-mail notifier, if the answer came through the link in its e-mail from a person without an account.
    pub notifier_id: Option<i64>,
    /// The person's name at that time.
    pub name: String,
    /// An [`AnswerChoice`](wire::assistance::AnswerChoice) as text.
    pub answer: String,
    pub answered_at: i64,
}

impl Model {
    /// The key of the person who answered; the newest answer for each key counts.
    pub fn person(&self) -> String {
        match (&self.user_id, self.notifier_id) {
            (Some(user_id), _) => user_id.clone(),
            (None, notifier_id) => by_email(notifier_id.unwrap_or_default()),
        }
    }
}

/// The key of a person who answers by the link in this notifier's e-mail.
pub fn by_email(notifier_id: i64) -> String {
    format!("notifier:{notifier_id}")
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
