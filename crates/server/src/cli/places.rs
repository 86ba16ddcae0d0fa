//! `customer` and `site`: the organisations and places of an installation.

use clap::Subcommand;
use sea_orm::{ActiveModelTrait, Set};

use wire::account::NAME_LIMIT;
use wire::label;

use super::{DatabaseArgs, check_customer, told};
use crate::table::{customer, site};

#[derive(Debug, Subcommand)]
pub(super) enum CustomerCommand {
    /// Add an organisation and print its number.
    Add {
        /// What it is called.
        name: String,
        #[command(flatten)]
        database: DatabaseArgs,
    },
}

impl CustomerCommand {
    pub(super) async fn run(self) -> Result<(), String> {
        let Self::Add { name, database } = self;
        let name = check_name(&name)?;
        let state = database.state().await?;
        let row =
            customer::ActiveModel { name: Set(name), created_at: Set(state.now()), ..Default::default() };
        let added = row.insert(&*state.db).await.map_err(told)?;
        println!("Customer {} added: {}", added.id, added.name);
        Ok(())
    }
}

fn check_name(name: &str) -> Result<String, String> {
    label::parse(name, NAME_LIMIT).map_err(|problem| format!("name: {}", problem.message("Write a name.")))
}

#[derive(Debug, Subcommand)]
pub(super) enum SiteCommand {
    /// Add a site and print its number.
    Add {
        /// What it is called.
        name: String,
        /// The number of the customer whose it is.
        #[arg(long)]
        customer: i64,
        /// Where it is, as on a letter.
        #[arg(long, default_value = "")]
        address: String,
        #[command(flatten)]
        database: DatabaseArgs,
    },
}

impl SiteCommand {
    pub(super) async fn run(self) -> Result<(), String> {
        let Self::Add { name, customer, address, database } = self;
        let name = check_name(&name)?;
        let state = database.state().await?;
        check_customer(&state, customer).await?;
        let row = site::ActiveModel {
            customer_id: Set(customer),
            name: Set(name),
            address: Set(address),
            created_at: Set(state.now()),
            ..Default::default()
        };
        let added = row.insert(&*state.db).await.map_err(told)?;
        println!("Site {} added: {}", added.id, added.name);
        Ok(())
    }
}
