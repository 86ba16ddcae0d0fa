//! Who is told when a resident asks for assistance.

use sea_orm::entity::prelude::*;
use wire::assistance::{Scope, ScopeKind};

/// A provider, for everybody of an organisation, of a site, or for one resident.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "assistance_provider")]
pub struct Model {
    /// Its number; never given to another one.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Whose it is.
    pub customer_id: i64,
    /// A [`ScopeKind`] as text.
    pub scope: String,
    /// The site, when it is for one.
    pub site_id: Option<i64>,
    /// The resident, when it is for one.
    pub resident_id: Option<i64>,
    /// What staff call it.
    pub name: String,
    /// What the television shows.
    pub label: String,
    /// When it was added.
    pub created_at: i64,
    /// When it last changed.
    pub updated_at: i64,
}

impl Model {
    /// Whom it is for.
    pub fn scope(&self) -> Scope {
        match (self.site_id, self.resident_id) {
            (Some(site), _) => Scope::new(ScopeKind::Site, site),
            (None, Some(resident)) => Scope::new(ScopeKind::Resident, resident),
            (None, None) => Scope::new(ScopeKind::Customer, self.customer_id),
        }
    }
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
