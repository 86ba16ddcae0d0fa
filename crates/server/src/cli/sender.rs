//! `sender`: services of the embedded sender, for programs that speak GOV.UK Notify's API.

use clap::Subcommand;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};

use super::{DatabaseArgs, check_customer, told};
use crate::error::Error;
use crate::sender::{KeyKind, NewSenderService, add_service, issue_key, revoke_keys};
use crate::state::AppState;
use crate::table::{sender_identity, sender_service};

#[derive(Debug, Subcommand)]
pub(super) enum SenderCommand {
    /// Add a service, and issue its first live key, which is shown this once.
    Add {
        /// What it is called; its key begins with it.
        name: String,
        /// The number of the customer whose admins look after its templates.
        #[arg(long)]
        customer: i64,
        /// Whom people ask about a file it sent, such as "the office on 020 7946 0000". Without it it sends no files.
        #[arg(long)]
        contact: Option<String>,
        #[command(flatten)]
        database: DatabaseArgs,
    },
    /// Issue a further key of a service, or replace all of them.
    Key {
        /// The service's name.
        name: String,
        /// What the key may do: send to anybody, to guests only, or only pretend.
        #[arg(long, value_enum, default_value_t = KeyKind::Live)]
        kind: KeyKind,
        /// End every key that counts now.
        #[arg(long)]
        replace: bool,
        #[command(flatten)]
        database: DatabaseArgs,
    },
    /// Tell a service of every delivery, by a POST with a bearer token.
    Callback {
        /// The service's name.
        name: String,
        /// Where to: an address that begins with https://. Without one it is told no more.
        url: Option<String>,
        /// The bearer token.
        #[arg(long, env = "TOCSIN_CALLBACK_TOKEN", hide_env_values = true, default_value = "")]
        token: String,
        #[command(flatten)]
        database: DatabaseArgs,
    },
    /// Add an address for answers, a name that texts come from, or a guest that team keys may write to.
    Identity {
        /// The service's name.
        name: String,
        /// Which of the three.
        #[arg(value_parser = ["email", "sms", "guest"])]
        kind: String,
        /// The address, the name (at most 11 characters), or the guest's address or number.
        value: String,
        /// Take it when a request chooses none.
        #[arg(long)]
        default: bool,
        #[command(flatten)]
        database: DatabaseArgs,
    },
}

impl SenderCommand {
    pub(super) async fn run(self) -> Result<(), String> {
        match self {
            Self::Add { name, customer, contact, database } => {
                let state = database.state().await?;
                check_customer(&state, customer).await?;
                let service = NewSenderService {
                    id: state.new_id().to_string(),
                    name: name.clone(),
                    customer_id: Some(customer),
                    contact,
                };
                add_service(&*state.db, &state, service).await.map_err(told)?;
                let service = find(&state, &name).await?;
                let key = issue_key(&*state.db, &state, &service, KeyKind::Live).await.map_err(told)?;
                println!("key  {key}\nThe key is not shown again.");
                Ok(())
            }
            Self::Key { name, kind, replace, database } => {
                let state = database.state().await?;
                let service = find(&state, &name).await?;
                if replace {
                    revoke_keys(&*state.db, &state, &service.id).await.map_err(told)?;
                }
                let key = issue_key(&*state.db, &state, &service, kind).await.map_err(told)?;
                println!("key  {key}\nThe key is not shown again.");
                Ok(())
            }
            Self::Callback { name, url, token, database } => {
                let state = database.state().await?;
                let is_https = |url: &String| url.starts_with("https://");
                if !url.as_ref().is_none_or(is_https) {
                    return Err("Write an address that begins with https://.".to_owned());
                }
                let mut row = find(&state, &name).await?.into_active_model();
                row.callback_token = Set(Some(crate::seal::seal(&state, &token).map_err(told)?));
                row.callback_url = Set(url);
                row.update(&*state.db).await.map_err(told)?;
                println!("{name} is told from now on.");
                Ok(())
            }
            Self::Identity { name, kind, value, default, database } => {
                let state = database.state().await?;
                let service = find(&state, &name).await?;
                let id = state.new_id().to_string();
                let row = sender_identity::ActiveModel {
                    id: Set(id.clone()),
                    service_id: Set(service.id),
                    value: Set(normal(&kind, &value)?),
                    kind: Set(kind),
                    is_default: Set(default),
                };
                row.insert(&*state.db).await.map_err(told)?;
                println!("id  {id}");
                Ok(())
            }
        }
    }
}

async fn find(state: &AppState, name: &str) -> Result<sender_service::Model, String> {
    let found = sender_service::Entity::find()
        .filter(sender_service::Column::Name.eq(name))
        .one(&*state.db)
        .await
        .map_err(|error| told(Error::from(error)))?;
    found.ok_or_else(|| {
        format!(
            "There is no service {name}. Add it with: tocsin-server sender add {name} --customer <number>"
        )
    })
}

/// The value as requests are compared with it.
fn normal(kind: &str, value: &str) -> Result<String, String> {
    let email = wire::sender::email::parse(value).map(|address| wire::sender::email::identity(&address));
    let number = wire::sender::phone::parse(value).ok().map(|number| number.digits);
    match kind {
        "email" => email.ok_or_else(|| "Write an e-mail address.".to_owned()),
        "guest" => email.or(number).ok_or_else(|| "Write an e-mail address or a mobile number.".to_owned()),
        _ if (1..=11).contains(&value.chars().count()) => Ok(value.to_owned()),
        _ => Err("Write a name of 1 to 11 characters.".to_owned()),
    }
}
