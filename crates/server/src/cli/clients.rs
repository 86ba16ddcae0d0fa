//! `client`: API clients.

pub(crate) mod sandbox;

use clap::Subcommand;
use sea_orm::{ActiveModelTrait, EntityTrait, Set};
use wire::client::RequestType;

use crate::accounts::revoke;
use crate::cli::database_args::{DatabaseArgs, check_organisation, error_text};
use crate::deliveries::{Signer, secret};
use database::entity::client;

#[derive(Debug, Subcommand)]
pub(crate) enum ClientCommand {
    /// Add a client and print its id and secret. The secret is not shown again.
    Add {
        /// Name of the program.
        name: String,
        /// Number of the organisation whose residents the client registers. Without it, an INTEGRATION_TEST client gets an
        /// organisation of its own.
        #[arg(long, required_unless_present = "request_type")]
        customer: Option<i64>,
        /// INTEGRATION for live use, the default. INTEGRATION_TEST for trials: the client's callouts are TEST and Demo only, no
        /// live queue shows them, and only demo vehicles are dispatched.
        #[arg(long, value_parser = parse_request_type)]
        request_type: Option<RequestType>,
        /// URL that receives webhooks about the client's callouts. An admin or the client itself can change it later.
        #[arg(long)]
        webhook: Option<String>,
        /// Response types that the client's users may request, separated by commas: 1 Security, 2 Medical, 3 Demo.
        #[arg(long, value_delimiter = ',', default_value = "1,2", value_parser = clap::value_parser!(i64).range(1..=3))]
        response_types: Vec<i64>,
        /// Response type of a callout that names none.
        #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(i64).range(1..=3))]
        default_response_type: i64,
        /// Allow the client's server token to create callouts.
        #[arg(long)]
        may_create_callouts: bool,
        #[command(flatten)]
        database: DatabaseArgs,
    },
    /// Add a controller and demo vehicles for an INTEGRATION_TEST client. They serve the client's organisation only.
    Sandbox(Box<sandbox::Sandbox>),
    /// Revoke a client with its secret and tokens. The residents it registered keep their accounts.
    Revoke {
        /// The clientId.
        id: String,
        #[command(flatten)]
        database: DatabaseArgs,
    },
}

impl ClientCommand {
    pub(crate) async fn run(self) -> Result<(), String> {
        let Self::Add {
            name,
            customer,
            request_type,
            webhook,
            response_types,
            default_response_type,
            may_create_callouts,
            database,
        } = self
        else {
            return match self {
                Self::Sandbox(sandbox) => sandbox.run().await,
                Self::Revoke { id, database } => revoke_client(id, database).await,
                Self::Add { .. } => Ok(()),
            };
        };
        if !response_types.contains(&default_response_type) {
            return Err("--default-response-type must be one of --response-types.".to_owned());
        }
        let request_type = request_type.unwrap_or(RequestType::Integration);
        let state = database.state().await?;
        if let Some(url) = &webhook {
            let checked = crate::deliveries::check::check_address(&state, url).await;
            checked.map_err(|refusal| format!("--webhook: {refusal}"))?;
        }
        let customer = match customer {
            Some(customer) => {
                check_organisation(&state, customer).await?;
                customer
            }
            None if request_type == RequestType::IntegrationTest => {
                sandbox::add_organisation(&state, &name).await?
            }
            None => {
                return Err(
                    "Name the organisation whose residents it registers: --customer <number>".to_owned()
                );
            }
        };
        let secret = state.new_secret();
        let mut id = [0; 16];
        state.random.fill(&mut id);
        let row = client::ActiveModel {
            id: Set(uuid::Builder::from_random_bytes(id).into_uuid().to_string()),
            name: Set(name),
            secret_hash: Set(database::digest::hash(&secret)),
            organisation_id: Set(customer),
            allowed_response_types: Set(response_types
                .iter()
                .map(i64::to_string)
                .collect::<Vec<_>>()
                .join(",")),
            default_response_type: Set(default_response_type),
            may_create_callouts: Set(may_create_callouts),
            request_type: Set(request_type.as_str().to_owned()),
            webhook_url: Set(webhook.clone()),
            active: Set(true),
            created_at: Set(state.now()),
        };
        let added = row.insert(&*state.db).await.map_err(error_text)?;
        println!("clientId       {}\nclientSecret   {secret}", added.id);
        if webhook.is_some() {
            let transaction = state.write().await.map_err(error_text)?;
            let made =
                secret::rotate(&*transaction, &state, &Signer::Client(added.id)).await.map_err(error_text)?;
            transaction.commit().await.map_err(error_text)?;
            println!("webhookSecret  {made}");
        }
        println!("Customer {customer} is its organisation. Secrets are not shown again.");
        Ok(())
    }
}

fn parse_request_type(text: &str) -> Result<RequestType, String> {
    RequestType::known(text).ok_or_else(|| format!("write {}", RequestType::choices()))
}

async fn revoke_client(id: String, database: DatabaseArgs) -> Result<(), String> {
    let state = database.state().await?;
    let id = id.trim().to_lowercase();
    let known = client::Entity::find_by_id(&id).one(&*state.db).await.map_err(error_text)?;
    let name = known.ok_or_else(|| format!("There is no client {id}."))?.name;
    let transaction = state.write().await.map_err(error_text)?;
    revoke::client(&*transaction, &id, state.now()).await.map_err(error_text)?;
    transaction.commit().await.map_err(error_text)?;
    println!("{name} is revoked.");
    Ok(())
}
