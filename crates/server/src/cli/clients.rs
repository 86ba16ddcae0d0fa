//! `client`: programs that call the API.

use clap::Subcommand;
use sea_orm::{ActiveModelTrait, EntityTrait, Set};

use super::{DatabaseArgs, check_customer, told};
use crate::revoke;
use crate::session;
use crate::table::client;

#[derive(Debug, Subcommand)]
pub(super) enum ClientCommand {
    /// Issue an id and a secret; the secret is shown this once.
    Add {
        /// What the program is called.
        name: String,
        /// The number of the customer whose residents it registers.
        #[arg(long)]
        customer: i64,
        /// Response types its users may ask for: 1 Security, 2 Medical, 3 Demo.
        #[arg(long, value_delimiter = ',', default_value = "1,2", value_parser = clap::value_parser!(i64).range(1..=3))]
        response_types: Vec<i64>,
        /// The response type of an alert that names none.
        #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(i64).range(1..=3))]
        default_response_type: i64,
        /// Let its server token create callouts, which is off unless given.
        #[arg(long)]
        may_create_callouts: bool,
        #[command(flatten)]
        database: DatabaseArgs,
    },
    /// Revoke a program: its secret and its tokens count no more. The residents it registered keep their accounts.
    Revoke {
        /// Its clientId.
        id: String,
        #[command(flatten)]
        database: DatabaseArgs,
    },
}

impl ClientCommand {
    pub(super) async fn run(self) -> Result<(), String> {
        let (name, customer, response_types, default_response_type, may_create_callouts, database) =
            match self {
                Self::Add {
                    name,
                    customer,
                    response_types,
                    default_response_type,
                    may_create_callouts,
                    database,
                } => (name, customer, response_types, default_response_type, may_create_callouts, database),
                Self::Revoke { id, database } => return revoke_client(id, database).await,
            };
        if !response_types.contains(&default_response_type) {
            return Err("--default-response-type must be one of --response-types.".to_owned());
        }
        let state = database.state().await?;
        check_customer(&state, customer).await?;
        let secret = state.new_secret();
        let mut id = [0; 16];
        state.random.fill(&mut id);
        let row = client::ActiveModel {
            id: Set(uuid::Builder::from_random_bytes(id).into_uuid().to_string()),
            name: Set(name),
            secret_hash: Set(session::hash(&secret)),
            customer_id: Set(customer),
            allowed_response_types: Set(response_types
                .iter()
                .map(i64::to_string)
                .collect::<Vec<_>>()
                .join(",")),
            default_response_type: Set(default_response_type),
            may_create_callouts: Set(may_create_callouts),
            active: Set(true),
            created_at: Set(state.now()),
        };
        let added = row.insert(&*state.db).await.map_err(told)?;
        println!("clientId      {}\nclientSecret  {secret}\nThe secret is not shown again.", added.id);
        Ok(())
    }
}

async fn revoke_client(id: String, database: DatabaseArgs) -> Result<(), String> {
    let state = database.state().await?;
    let id = id.trim().to_lowercase();
    let known = client::Entity::find_by_id(&id).one(&*state.db).await.map_err(told)?;
    let name = known.ok_or_else(|| format!("There is no client {id}."))?.name;
    let transaction = state.write().await.map_err(told)?;
    revoke::client(&*transaction, &id, state.now()).await.map_err(told)?;
    transaction.commit().await.map_err(told)?;
    println!("{name} is revoked.");
    Ok(())
}
