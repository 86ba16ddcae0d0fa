//! A rung of the escalation ladder that an alarm has climbed. The key of callout, alarm, step and repetition is unique, so
//! several servers take each rung once.

use sea_orm::entity::prelude::*;

/// A rung.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "escalation_rung")]
pub struct Model {
    /// Its number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The callout.
    pub callout_id: i64,
    /// The callout's `alarm_at` at that time: a press after an acknowledgement begins a new climb.
    pub alarm_at: i64,
    /// Which step, from 0.
    pub step: i64,
    /// Which repetition, from 0.
    pub repetition: i64,
    /// When it was taken.
    pub taken_at: i64,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
