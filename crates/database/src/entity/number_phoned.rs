//! Attempts to reach a resident by telephone.

use sea_orm::entity::prelude::*;

/// One attempt.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "number_phoned")]
pub struct Model {
    /// Its number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The callout.
    pub callout_id: i64,
    /// The number that was rung.
    pub number: String,
    /// Whether somebody answered.
    pub answered: bool,
    /// What was said.
    pub note: Option<String>,
    /// Who rang.
    pub phoned_by: Option<String>,
    /// When.
    pub created_at: i64,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
