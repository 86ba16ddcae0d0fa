//! Who was found near a callout, who was asked, and what they answered.

use sea_orm::entity::prelude::*;

/// A responder near a callout.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "responder_in_range")]
pub struct Model {
    /// Its number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The callout.
    pub callout_id: i64,
    /// The responder.
    pub responder_id: i64,
    /// The company they drive for.
    pub supplier_id: i64,
    /// They have been rung.
    pub requested: bool,
    /// When; the silence is counted from here.
    pub requested_at: Option<i64>,
    /// They cannot come, or did not answer in time.
    pub declined: bool,
    /// They accepted.
    pub acknowledged: bool,
    /// Metres along the way when they were found.
    pub distance: i64,
    /// Seconds along the way when they were found.
    pub duration: i64,
    /// When they were called back.
    pub retracted_at: Option<i64>,
    /// When they were found.
    pub created_at: i64,
    /// When this last changed.
    pub updated_at: i64,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
