//! Organisations, sites, accounts, residents, sessions, API clients with their tokens, sign-in attempts and password resets.

use sea_orm_migration::prelude::*;

use crate::migration::columns::{counting_id, foreign_key, integer, one_of, reference, text, time};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0002_people"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for mut table in [
            customer(),
            site(),
            client(),
            user(),
            resident(),
            session(),
            token(),
            sign_in_try(),
            password_reset(),
        ] {
            manager.create_table(table.take()).await?;
        }
        for (name, table, column) in [
            ("session_user", "session", "user_id"),
            ("token_user", "token", "user_id"),
            ("token_client", "token", "client_id"),
            ("resident_site", "resident", "site_id"),
            ("sign_in_try_name", "sign_in_try", "name_hash"),
            ("sign_in_try_address", "sign_in_try", "address"),
            ("user_client", "user", "client_id"),
        ] {
            manager.create_index(Index::create().name(name).table(table).col(column).to_owned()).await?;
        }
        Ok(())
    }
}

fn customer() -> TableCreateStatement {
    Table::create().table("customer").col(counting_id()).col(text("name")).col(time("created_at")).take()
}

fn site() -> TableCreateStatement {
    Table::create()
        .table("site")
        .col(counting_id())
        .col(reference("customer_id").not_null())
        .col(text("name"))
        .col(text("address"))
        .col(time("created_at"))
        .foreign_key(&mut foreign_key("site", "customer_id", "customer", "id"))
        .take()
}

fn client() -> TableCreateStatement {
    Table::create()
        .table("client")
        .col(text("id").primary_key())
        .col(text("name"))
        .col(text("secret_hash"))
        .col(reference("customer_id").not_null())
        .col(text("allowed_response_types"))
        .col(integer("default_response_type"))
        .col(ColumnDef::new("may_create_callouts").boolean().not_null())
        .col(ColumnDef::new("active").boolean().not_null())
        .col(time("created_at"))
        .foreign_key(&mut foreign_key("client", "customer_id", "customer", "id"))
        .take()
}

fn user() -> TableCreateStatement {
    let roles = ["resident", "supporter", "officer", "manager", "admin", "controller"];
    Table::create()
        .table("user")
        .col(text("id").primary_key())
        .col(text("email").unique_key())
        .col(text("name"))
        .col(ColumnDef::new("password_hash").text())
        .col(one_of("role", &roles))
        .col(ColumnDef::new("team").text())
        .col(reference("customer_id"))
        .col(reference("site_id"))
        .col(ColumnDef::new("client_id").text())
        .col(ColumnDef::new("active").boolean().not_null())
        .col(time("created_at"))
        .col(time("updated_at"))
        .foreign_key(&mut foreign_key("user", "customer_id", "customer", "id"))
        .foreign_key(&mut foreign_key("user", "site_id", "site", "id"))
        .foreign_key(&mut foreign_key("user", "client_id", "client", "id"))
        .take()
}

fn resident() -> TableCreateStatement {
    let mut table = Table::create();
    table
        .table("resident")
        .col(counting_id())
        .col(ColumnDef::new("user_id").text().unique_key())
        .col(reference("customer_id").not_null())
        .col(reference("site_id"));
    for name in [
        "name",
        "surname",
        "email",
        "mobile",
        "gender",
        "vehicle_make",
        "vehicle_model",
        "vehicle_colour",
        "vehicle_license_plate",
    ] {
        table.col(text(name));
    }
    table
        .col(ColumnDef::new("date_of_birth").text())
        .col(reference("customer_source_id"))
        .col(reference("image_id"))
        .col(ColumnDef::new("tenure").text())
        .col(time("created_at"))
        .col(time("updated_at"))
        .foreign_key(&mut foreign_key("resident", "user_id", "user", "id"))
        .foreign_key(&mut foreign_key("resident", "customer_id", "customer", "id"))
        .foreign_key(&mut foreign_key("resident", "site_id", "site", "id"))
        .take()
}

fn session() -> TableCreateStatement {
    Table::create()
        .table("session")
        .col(text("id_hash").primary_key())
        .col(text("user_id"))
        .col(time("created_at"))
        .col(time("seen_at"))
        .foreign_key(&mut foreign_key("session", "user_id", "user", "id"))
        .take()
}

fn token() -> TableCreateStatement {
    Table::create()
        .table("token")
        .col(text("id").primary_key())
        .col(ColumnDef::new("client_id").text())
        .col(ColumnDef::new("user_id").text())
        .col(time("created_at"))
        .col(time("expires_at"))
        .col(ColumnDef::new("struck_at").big_integer())
        .check(Expr::col("client_id").is_null().ne(Expr::col("user_id").is_null()))
        .foreign_key(&mut foreign_key("token", "client_id", "client", "id"))
        .foreign_key(&mut foreign_key("token", "user_id", "user", "id"))
        .take()
}

/// In the database, because several servers share the count.
fn sign_in_try() -> TableCreateStatement {
    Table::create()
        .table("sign_in_try")
        .col(counting_id())
        .col(text("name_hash"))
        .col(text("address"))
        .col(time("tried_at"))
        .take()
}

fn password_reset() -> TableCreateStatement {
    Table::create()
        .table("password_reset")
        .col(text("user_id").primary_key())
        .col(text("code_hash"))
        .col(time("expires_at"))
        .foreign_key(&mut foreign_key("password_reset", "user_id", "user", "id"))
        .take()
}
