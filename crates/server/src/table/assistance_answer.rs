//! What people answered to requests.

use sea_orm::entity::prelude::*;

/// One answer; the newest of a person counts.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "assistance_answer")]
pub struct Model {
    /// Its number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The request.
    pub request_id: i64,
    /// Who answered.
    pub user_id: String,
    /// Their name when they did.
    pub name: String,
    /// An [`AnswerChoice`](wire::assistance::AnswerChoice) as text.
    pub answer: String,
    /// When.
    pub answered_at: i64,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
