//! A rung of the escalation ladder that an alarm has climbed. The combination of callout, alarm, step and repetition is unique,
//! so that several servers take each rung only once.

use sea_orm::entity::prelude::*;

/// One rung of one alarm.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "escalation_rung")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub callout_id: i64,
    /// The callout's `alarm_at` at that time. A press after an acknowledgement starts the ladder again.
    pub alarm_at: i64,
    /// The number of the step, from 0.
    pub step: i64,
    /// The number of the repetition, from 0.
    pub repetition: i64,
    pub taken_at: i64,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
