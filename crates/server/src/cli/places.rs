//! `customer` and `site`: the organisations and sites of an installation.

use clap::Subcommand;
use sea_orm::{ActiveModelTrait, Set};
use wire::account::NAME_LIMIT;
use wire::label;
use wire::postal_address::PostalAddress;

use crate::cli::database_args::{DatabaseArgs, check_organisation, error_text};
use database::entity::{organisation, site};

#[derive(Debug, Subcommand)]
pub(crate) enum OrganisationCommand {
    /// Add an organisation and print its number.
    Add {
        /// Name of the organisation.
        name: String,
        #[command(flatten)]
        database: DatabaseArgs,
    },
}

impl OrganisationCommand {
    pub(crate) async fn run(self) -> Result<(), String> {
        let Self::Add { name, database } = self;
        let name = check_name(&name)?;
        let state = database.state().await?;
        let row =
            organisation::ActiveModel { name: Set(name), created_at: Set(state.now()), ..Default::default() };
        let added = row.insert(&*state.db).await.map_err(error_text)?;
        println!("Customer {} added: {}", added.id, added.name);
        Ok(())
    }
}

fn check_name(name: &str) -> Result<String, String> {
    label::parse(name, NAME_LIMIT).map_err(|problem| format!("name: {}", problem.message("Write a name.")))
}

fn degrees(text: &str, most: f64) -> Result<f64, String> {
    let degrees = text.parse::<f64>().ok().filter(|degrees| degrees.abs() <= most);
    degrees.ok_or_else(|| format!("write a number from -{most} to {most}"))
}

#[derive(Debug, Subcommand)]
pub(crate) enum SiteCommand {
    /// Add a site and print its number.
    Add {
        /// Name of the site.
        name: String,
        /// Number of the organisation that the site belongs to.
        #[arg(long)]
        customer: i64,
        /// Postal address in one line, when it cannot be given by the flags below.
        #[arg(long, default_value = "")]
        address: String,
        /// Number and street.
        #[arg(long)]
        street: Option<String>,
        /// Town.
        #[arg(long)]
        town: Option<String>,
        /// Postcode.
        #[arg(long)]
        postcode: Option<String>,
        /// Unique Property Reference Number.
        #[arg(long)]
        uprn: Option<String>,
        /// Degrees north. A callout without a location uses the position of the resident's site.
        #[arg(long, requires = "longitude", allow_hyphen_values = true, value_parser = |text: &str| degrees(text, 90.0))]
        latitude: Option<f64>,
        /// Degrees east.
        #[arg(long, requires = "latitude", allow_hyphen_values = true, value_parser = |text: &str| degrees(text, 180.0))]
        longitude: Option<f64>,
        #[command(flatten)]
        database: DatabaseArgs,
    },
}

impl SiteCommand {
    pub(crate) async fn run(self) -> Result<(), String> {
        let Self::Add {
            name,
            customer,
            address,
            street,
            town,
            postcode,
            uprn,
            latitude,
            longitude,
            database,
        } = self;
        let name = check_name(&name)?;
        let parts = PostalAddress { street, town, postcode, uprn, ..PostalAddress::default() };
        if let Some((part, complaint)) = parts.problems().first() {
            return Err(format!("--{part}: {complaint}."));
        }
        let parts = parts.tidy();
        let state = database.state().await?;
        check_organisation(&state, customer).await?;
        let row = site::ActiveModel {
            organisation_id: Set(customer),
            name: Set(name),
            address: Set(parts.line().unwrap_or(address)),
            street: Set(parts.street),
            town: Set(parts.town),
            postcode: Set(parts.postcode),
            uprn: Set(parts.uprn),
            latitude: Set(latitude),
            longitude: Set(longitude),
            created_at: Set(state.now()),
            ..Default::default()
        };
        let added = row.insert(&*state.db).await.map_err(error_text)?;
        println!("Site {} added: {}", added.id, added.name);
        Ok(())
    }
}
