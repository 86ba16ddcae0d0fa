//! Kinds of emergency, each with several incident categories.

use sea_orm::entity::prelude::*;

/// One kind of emergency.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "type_of_emergency")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The description; the name of the field is the source's.
    pub descript: String,
    pub created_at: i64,
    pub updated_at: i64,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
