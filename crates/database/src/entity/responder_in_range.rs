//! The responders near a callout, which of them were rung, and what they answered.

use sea_orm::entity::prelude::*;

/// A responder near a callout.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "responder_in_range")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub callout_id: i64,
    pub responder_id: i64,
    /// The company that they drive for.
    pub supplier_id: i64,
    /// They have been rung.
    pub requested: bool,
    /// When they were rung; the time to answer counts from here.
    pub requested_at: Option<i64>,
    /// They declined, or did not answer in time.
    pub declined: bool,
    pub acknowledged: bool,
    /// Metres along the route when they were found.
    pub distance: i64,
    /// Travel time in seconds along the route when they were found.
    pub duration: i64,
    /// When the request was retracted.
    pub retracted_at: Option<i64>,
    pub created_at: i64,
    pub updated_at: i64,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
