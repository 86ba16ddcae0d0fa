//! Suppliers: companies that send responders, or that are called by hand.

use crate::id::SupplierId;
use crate::lenient::read_leniently;
use crate::time::Timestamp;
use serde::Serialize;

/// A supplier in a callout.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Supplier {
    pub id: SupplierId,
    pub name: String,
    /// The telephone number.
    pub contact_number: Option<String>,
    pub email: Option<String>,
    /// The contact's name.
    pub contact_person: Option<String>,
    pub address: Option<String>,
    /// The region it serves.
    pub region: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub last_updated_by: Option<String>,
    /// Whether the supplier must approve a dispatch first.
    pub callout_requires_dispatch_approval: bool,
    /// URL of the logo.
    pub supplier_logo_url: Option<String>,
    pub deleted: bool,
}

read_leniently!(Supplier {
    id,
    name,
    contact_number,
    email,
    contact_person,
    address,
    region,
    created_at,
    updated_at,
    last_updated_by,
    callout_requires_dispatch_approval,
    supplier_logo_url,
    deleted
});
