//! Callouts with their presses, locations, requests to responders and events; and the suppliers and responders.
//!
//! Long because a migration is one step: its tables are created together, and it is never edited.

use sea_orm_migration::prelude::*;
use wire::status::CalloutStatus;

use crate::migration::columns::{counting_id, foreign_key, one_of, reference, text, time};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0003_callouts"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for mut table in [
            type_of_emergency(),
            incident_category(),
            supplier(),
            callout(),
            responder(),
            responder_location(),
            callout_location(),
            callout_event(),
            callout_eta(),
            responder_in_range(),
            number_phoned(),
            idempotency_key(),
            lease(),
        ] {
            manager.create_table(table.take()).await?;
        }
        for (name, table, columns) in [
            ("callout_resident", "callout", &["resident_id", "status"][..]),
            ("callout_status", "callout", &["status", "demo"]),
            ("callout_resolved", "callout", &["resolved_at"]),
            ("responder_latitude", "responder", &["latitude"]),
            ("responder_callout", "responder", &["callout_id"]),
            ("responder_supplier", "responder", &["supplier_id"]),
            ("responder_location_responder", "responder_location", &["responder_id", "recorded_at"]),
            ("responder_location_received", "responder_location", &["received_at"]),
            ("callout_event_callout", "callout_event", &["callout_id"]),
            ("callout_eta_callout", "callout_eta", &["callout_id"]),
            ("responder_in_range_responder", "responder_in_range", &["responder_id"]),
            ("number_phoned_callout", "number_phoned", &["callout_id"]),
            ("idempotency_key_created", "idempotency_key", &["created_at"]),
            ("idempotency_key_callout", "idempotency_key", &["callout_id"]),
        ] {
            create_index(manager, name, table, columns, false).await?;
        }
        let one_row_each = ["callout_id", "recorded_at", "latitude", "longitude"];
        create_index(manager, "callout_location_once", "callout_location", &one_row_each, true).await?;
        let asked_once = ["callout_id", "responder_id"];
        create_index(manager, "responder_in_range_once", "responder_in_range", &asked_once, true).await?;
        seed_categories(manager).await
    }
}

async fn create_index(
    manager: &SchemaManager<'_>,
    name: &'static str,
    table: &'static str,
    columns: &[&'static str],
    unique: bool,
) -> Result<(), DbErr> {
    let mut index = Index::create().name(name).table(table).take();
    for column in columns {
        index.col(*column);
    }
    if unique {
        index.unique();
    }
    manager.create_index(index).await
}

fn flag(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).boolean().not_null().take()
}

fn maybe_flag(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).boolean().take()
}

fn number(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().not_null().take()
}

fn maybe_number(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().take()
}

fn maybe_text(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().take()
}

fn measure(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).double().not_null().take()
}

fn maybe_measure(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).double().take()
}

fn type_of_emergency() -> TableCreateStatement {
    Table::create()
        .table("type_of_emergency")
        .col(counting_id())
        .col(text("descript"))
        .col(time("created_at"))
        .col(time("updated_at"))
        .take()
}

fn incident_category() -> TableCreateStatement {
    Table::create()
        .table("incident_category")
        .col(counting_id())
        .col(text("description"))
        .col(reference("type_of_emergency_id").not_null())
        .col(time("created_at"))
        .col(time("updated_at"))
        .foreign_key(&mut foreign_key("incident_category", "type_of_emergency_id", "type_of_emergency", "id"))
        .take()
}

fn supplier() -> TableCreateStatement {
    let mut table = Table::create();
    table.table("supplier").col(counting_id()).col(text("name"));
    for name in
        ["contact_number", "email", "contact_person", "address", "region", "logo_url", "last_updated_by"]
    {
        table.col(maybe_text(name));
    }
    table
        .col(text("response_types"))
        .col(flag("requires_approval"))
        .col(flag("demo"))
        .col(flag("deleted"))
        .col(time("created_at"))
        .col(time("updated_at"))
        .take()
}

fn responder() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("responder")
        .col(counting_id())
        .col(reference("supplier_id").not_null())
        .col(text("name"))
        .col(text("surname"));
    for name in [
        "callsign",
        "reference",
        "mobile",
        "vehicle_make",
        "vehicle_model",
        "vehicle_colour",
        "vehicle_license_plate",
    ] {
        table.col(maybe_text(name));
    }
    table
        .col(text("response_types"))
        .col(flag("active"))
        .col(flag("demo"))
        .col(flag("deleted"))
        .col(reference("callout_id"))
        .col(reference("location_id"))
        .col(maybe_measure("latitude"))
        .col(maybe_measure("longitude"))
        .col(time("created_at"))
        .col(time("updated_at"))
        .foreign_key(&mut foreign_key("responder", "supplier_id", "supplier", "id"))
        .foreign_key(&mut foreign_key("responder", "callout_id", "callout", "id"))
        .take()
}

fn responder_location() -> TableCreateStatement {
    Table::create()
        .table("responder_location")
        .col(counting_id())
        .col(reference("responder_id").not_null())
        .col(measure("latitude"))
        .col(measure("longitude"))
        .col(maybe_measure("accuracy"))
        .col(maybe_measure("heading"))
        .col(text("provider"))
        .col(time("recorded_at"))
        .col(time("received_at"))
        .foreign_key(&mut foreign_key("responder_location", "responder_id", "responder", "id"))
        .take()
}

/// The callout with its current dispatch. `first_location_id`, `location_id` and `eta_id` have no foreign keys, because the rows
/// they point to refer back to the callout.
fn callout() -> TableCreateStatement {
    let statuses = CalloutStatus::ALL.map(|status| status.as_str().to_owned());
    let mut status = text("status");
    status.check(Expr::col("status").is_in(statuses));
    let mut no_fix = maybe_text("no_fix");
    no_fix.check(Expr::col("no_fix").is_in(["denied", "unavailable", "timeout"]));
    let mut table = Table::create();
    table
        .table("callout")
        .col(counting_id())
        .col(reference("resident_id").not_null())
        .col(number("classification_id").check(Expr::col("classification_id").is_in([1, 2])).take())
        .col(number("response_type_id").check(Expr::col("response_type_id").is_in([1, 2, 3])).take())
        .col(flag("internal_test"))
        .col(flag("demo"))
        .col(status)
        .col(maybe_text("source"))
        .col(maybe_text("last_updated_by"))
        .col(maybe_text("last_updated_by_client_id"));
    for name in [
        "cancelled_by_customer",
        "dispatch_required",
        "verified",
        "acknowledged",
        "owned",
        "automatic",
        "responder_dispatched",
    ] {
        table.col(flag(name));
    }
    for name in [
        "verified_by",
        "first_acknowledged_by",
        "owned_by",
        "gap_reason",
        "route",
        "incident_details",
        "responder_company",
        "detail_updated_by",
    ] {
        table.col(maybe_text(name));
    }
    table.col(no_fix);
    for name in ["logged_at", "created_at", "updated_at", "urgency", "urgency_raised_at", "detail_updated_at"]
    {
        table.col(number(name));
    }
    for name in [
        "pressed_at",
        "pressed_again_at",
        "verified_at",
        "first_acknowledged_at",
        "owned_at",
        "resolved_at",
        "last_heard_at",
        "gap_from",
        "gap_to",
        "responder_dispatched_at",
        "responder_arrived_at",
        "responder_completed_at",
        "first_location_id",
        "location_id",
        "eta_id",
        "responder_id",
        "supplier_id",
        "incident_category_id",
        "erased_at",
    ] {
        table.col(maybe_number(name));
    }
    for name in ["situation_neutral", "any_injuries", "customer_happy", "follow_up_required"] {
        table.col(maybe_flag(name));
    }
    table
        .foreign_key(&mut foreign_key("callout", "resident_id", "resident", "id"))
        .foreign_key(&mut foreign_key("callout", "supplier_id", "supplier", "id"))
        .foreign_key(&mut foreign_key("callout", "incident_category_id", "incident_category", "id"))
        .take()
}

fn callout_location() -> TableCreateStatement {
    Table::create()
        .table("callout_location")
        .col(counting_id())
        .col(reference("callout_id").not_null())
        .col(measure("latitude"))
        .col(measure("longitude"))
        .col(maybe_measure("accuracy"))
        .col(text("source"))
        .col(time("recorded_at"))
        .col(time("received_at"))
        .foreign_key(&mut foreign_key("callout_location", "callout_id", "callout", "id"))
        .take()
}

fn callout_event() -> TableCreateStatement {
    Table::create()
        .table("callout_event")
        .col(counting_id())
        .col(reference("callout_id").not_null())
        .col(number("type_id"))
        .col(text("body"))
        .col(one_of("role", &["User", "Admin", "System"]))
        .col(maybe_text("created_by"))
        .col(maybe_text("status"))
        .col(maybe_number("gap_from"))
        .col(maybe_number("gap_to"))
        .col(maybe_text("gap_reason"))
        .col(time("created_at"))
        .foreign_key(&mut foreign_key("callout_event", "callout_id", "callout", "id"))
        .take()
}

fn callout_eta() -> TableCreateStatement {
    Table::create()
        .table("callout_eta")
        .col(counting_id())
        .col(reference("callout_id").not_null())
        .col(reference("responder_id").not_null())
        .col(number("duration"))
        .col(number("distance"))
        .col(time("created_at"))
        .foreign_key(&mut foreign_key("callout_eta", "callout_id", "callout", "id"))
        .foreign_key(&mut foreign_key("callout_eta", "responder_id", "responder", "id"))
        .take()
}

fn responder_in_range() -> TableCreateStatement {
    Table::create()
        .table("responder_in_range")
        .col(counting_id())
        .col(reference("callout_id").not_null())
        .col(reference("responder_id").not_null())
        .col(reference("supplier_id").not_null())
        .col(flag("requested"))
        .col(maybe_number("requested_at"))
        .col(flag("declined"))
        .col(flag("acknowledged"))
        .col(number("distance"))
        .col(number("duration"))
        .col(maybe_number("retracted_at"))
        .col(time("created_at"))
        .col(time("updated_at"))
        .foreign_key(&mut foreign_key("responder_in_range", "callout_id", "callout", "id"))
        .foreign_key(&mut foreign_key("responder_in_range", "responder_id", "responder", "id"))
        .foreign_key(&mut foreign_key("responder_in_range", "supplier_id", "supplier", "id"))
        .take()
}

fn number_phoned() -> TableCreateStatement {
    Table::create()
        .table("number_phoned")
        .col(counting_id())
        .col(reference("callout_id").not_null())
        .col(text("number"))
        .col(flag("answered"))
        .col(maybe_text("note"))
        .col(maybe_text("phoned_by"))
        .col(time("created_at"))
        .foreign_key(&mut foreign_key("number_phoned", "callout_id", "callout", "id"))
        .take()
}

/// Stored responses to presses, so that a request with the same key receives the same response.
fn idempotency_key() -> TableCreateStatement {
    Table::create()
        .table("idempotency_key")
        .col(text("owner"))
        .col(text("key"))
        .col(text("body_hash"))
        .col(number("status"))
        .col(text("answer"))
        .col(reference("callout_id"))
        .col(time("created_at"))
        .primary_key(Index::create().col("owner").col("key"))
        .take()
}

/// Which server runs a job that must run on one server at a time.
fn lease() -> TableCreateStatement {
    Table::create()
        .table("lease")
        .col(text("name").primary_key().take())
        .col(text("holder"))
        .col(time("until"))
        .take()
}

/// The creation time of the categories in the published examples.
const MADE: i64 = 1_502_793_420_000;

/// Category 24 of type 5 is in the published examples; the others are there so that a controller has a choice.
async fn seed_categories(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let types = [(1, "Crime"), (2, "Medical"), (3, "Fire"), (4, "Safety"), (5, "Test Callout")];
    for (id, descript) in types {
        let row = Query::insert()
            .into_table("type_of_emergency")
            .columns(["id", "descript", "created_at", "updated_at"])
            .values_panic([id.into(), descript.into(), MADE.into(), MADE.into()])
            .take();
        manager.execute(row).await?;
    }
    let categories = [
        (1, 1, "Break-in"),
        (2, 1, "Robbery"),
        (3, 1, "Assault"),
        (4, 1, "Domestic violence"),
        (5, 1, "Suspicious person"),
        (6, 1, "Vehicle theft"),
        (7, 2, "Fall"),
        (8, 2, "Chest pain"),
        (9, 2, "Breathing difficulty"),
        (10, 2, "Injury"),
        (11, 2, "Unwell"),
        (12, 3, "Fire or smoke"),
        (13, 4, "Road accident"),
        (14, 4, "Vehicle breakdown"),
        (15, 4, "Locked out"),
        (16, 4, "Welfare check"),
        (17, 4, "False alarm"),
        (24, 5, "Test Callout"),
    ];
    for (id, type_id, description) in categories {
        let made = if id == 24 { MADE + 60_000 } else { MADE };
        let row = Query::insert()
            .into_table("incident_category")
            .columns(["id", "type_of_emergency_id", "description", "created_at", "updated_at"])
            .values_panic([id.into(), type_id.into(), description.into(), made.into(), made.into()])
            .take();
        manager.execute(row).await?;
    }
    Ok(())
}
