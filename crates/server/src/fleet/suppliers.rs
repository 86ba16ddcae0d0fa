//! Suppliers as JSON representations.

use wire::id::SupplierId;
use wire::supplier::Supplier;
use wire::time::Timestamp;

use database::entity::supplier;

/// A supplier in the form in which a callout contains it.
pub(crate) fn to_wire(row: supplier::Model) -> Supplier {
    Supplier {
        id: SupplierId(row.id),
        name: row.name,
        contact_number: row.contact_number,
        email: row.email,
        contact_person: row.contact_person,
        address: row.address,
        region: row.region,
        created_at: Timestamp::from_millis(row.created_at),
        updated_at: Timestamp::from_millis(row.updated_at),
        last_updated_by: row.last_updated_by,
        callout_requires_dispatch_approval: row.requires_approval,
        supplier_logo_url: row.logo_url,
        deleted: row.deleted,
    }
}
