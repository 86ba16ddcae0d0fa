//! Estimates of arrival.

use sea_orm::entity::prelude::*;

/// One estimate of one callout.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "callout_eta")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub callout_id: i64,
    pub responder_id: i64,
    /// Travel time in seconds; 0 when `basis` is a straight line, which has no travel time.
    pub duration: i64,
    /// Metres along the route, or in a straight line.
    pub distance: i64,
    /// When it was estimated.
    pub created_at: i64,
    /// The basis of a [`wire::callout::Estimate`].
    pub basis: String,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
