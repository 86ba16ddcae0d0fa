//! Estimates of arrival.

use sea_orm::entity::prelude::*;

/// One estimate.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "callout_eta")]
pub struct Model {
    /// Its number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The callout.
    pub callout_id: i64,
    /// The responder.
    pub responder_id: i64,
    /// Seconds.
    pub duration: i64,
    /// Metres along the way, or in a straight line.
    pub distance: i64,
    /// When it was estimated.
    pub created_at: i64,
    /// [`wire::callout::Estimate`]'s basis. In a straight line there is no duration, and 0 stands in its place.
    pub basis: String,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
