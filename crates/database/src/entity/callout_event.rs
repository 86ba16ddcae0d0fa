//! What happened to callouts. Rows are only ever added.

use sea_orm::entity::prelude::*;

/// One happening.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "callout_event")]
pub struct Model {
    /// Its number; later happenings have higher ones.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The callout.
    pub callout_id: i64,
    /// A [`wire::event::EventType`].
    pub type_id: i64,
    /// The message, or a sentence that tells it.
    pub body: String,
    /// A [`wire::event::EventRole`] as text.
    pub role: String,
    /// Who did it.
    pub created_by: Option<String>,
    /// The status that came, where one did.
    pub status: Option<String>,
    /// When a silence began.
    pub gap_from: Option<i64>,
    /// When it ended.
    pub gap_to: Option<i64>,
    /// Why it was silent.
    pub gap_reason: Option<String>,
    /// A JSON list of the fields that the request held and that could not be used.
    pub ignored: Option<String>,
    /// When.
    pub created_at: i64,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
