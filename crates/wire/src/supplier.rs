//! Suppliers: companies that send responders, or that are rung by hand.

use crate::id::SupplierId;
use crate::lenient::read_leniently;
use crate::time::Timestamp;
use serde::Serialize;

/// A supplier as a callout shows it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Supplier {
    /// Its number.
    pub id: SupplierId,
    /// The company's name.
    pub name: String,
    /// The number to ring.
    pub contact_number: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// Whom to ask for.
    pub contact_person: Option<String>,
    /// Where it is.
    pub address: Option<String>,
    /// The region it serves.
    pub region: Option<String>,
    /// When it was added.
    pub created_at: Timestamp,
    /// When this last changed.
    pub updated_at: Timestamp,
    /// Who changed it last.
    pub last_updated_by: Option<String>,
    /// Whether somebody there has to approve a dispatch first.
    pub callout_requires_dispatch_approval: bool,
    /// A picture of its logo.
    pub supplier_logo_url: Option<String>,
    /// Removed.
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
