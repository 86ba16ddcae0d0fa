//! `sender`: the services of the embedded GOV.UK Notify compatible API.

use clap::Subcommand;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};

use crate::cli::database_args::{DatabaseArgs, check_organisation, error_text};
use crate::context::Context;
use database::entity::{notify_identity, notify_service};
use notify::{KeyKind, NewNotifyService, add_service, issue_key, revoke_keys};
use web::error::Error;

#[derive(Debug, Subcommand)]
pub(crate) enum NotifyServiceCommand {
    /// Add a service and print its first live key. The key is not shown again.
    Add {
        /// Name of the service. Its keys begin with this name.
        name: String,
        /// Number of the organisation whose admins manage the service's templates.
        #[arg(long)]
        customer: i64,
        /// Contact shown with files that the service sends, such as "the office on 020 7946 0000". Without it, the service cannot
        /// send files.
        #[arg(long)]
        contact: Option<String>,
        #[command(flatten)]
        database: DatabaseArgs,
    },
    /// Issue another key for a service, or replace all its keys.
    Key {
        /// Name of the service.
        name: String,
        /// What the key may do: send to anyone, send to guests only, or simulate sending.
        #[arg(long, value_enum, default_value_t = KeyKind::Live)]
        kind: KeyKind,
        /// Revoke all existing keys of the service.
        #[arg(long)]
        replace: bool,
        #[command(flatten)]
        database: DatabaseArgs,
    },
    /// Set the callback of a service: a POST with a bearer token for every delivery.
    Callback {
        /// Name of the service.
        name: String,
        /// The callback URL, beginning with https://. Without it, the callback is switched off.
        url: Option<String>,
        /// The bearer token.
        #[arg(long, env = "TOCSIN_CALLBACK_TOKEN", hide_env_values = true, default_value = "")]
        token: String,
        #[command(flatten)]
        database: DatabaseArgs,
    },
    /// Add a reply-to address, a sender name for texts, or a guest that team keys may send to.
    Identity {
        /// Name of the service.
        name: String,
        /// What to add.
        #[arg(value_parser = ["email", "sms", "guest"])]
        kind: String,
        /// The e-mail address, the name (at most 11 characters), or the guest's address or mobile number.
        value: String,
        /// Use this value when a request names none.
        #[arg(long)]
        default: bool,
        #[command(flatten)]
        database: DatabaseArgs,
    },
}

impl NotifyServiceCommand {
    pub(crate) async fn run(self) -> Result<(), String> {
        match self {
            Self::Add { name, customer, contact, database } => {
                let state = database.state().await?;
                check_organisation(&state, customer).await?;
                let service = NewNotifyService {
                    id: state.new_id().to_string(),
                    name: name.clone(),
                    organisation_id: Some(customer),
                    contact,
                };
                add_service(&*state.db, &state, service).await.map_err(error_text)?;
                let service = find(&state, &name).await?;
                let key = issue_key(&*state.db, &state, &service, KeyKind::Live).await.map_err(error_text)?;
                println!("key  {key}\nThe key is not shown again.");
                Ok(())
            }
            Self::Key { name, kind, replace, database } => {
                let state = database.state().await?;
                let service = find(&state, &name).await?;
                if replace {
                    revoke_keys(&*state.db, &state, &service.id).await.map_err(error_text)?;
                }
                let key = issue_key(&*state.db, &state, &service, kind).await.map_err(error_text)?;
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
                row.callback_token = Set(Some(state.seal(&token).map_err(error_text)?));
                row.callback_url = Set(url);
                row.update(&*state.db).await.map_err(error_text)?;
                println!("{name} is told from now on.");
                Ok(())
            }
            Self::Identity { name, kind, value, default, database } => {
                let state = database.state().await?;
                let service = find(&state, &name).await?;
                let id = state.new_id().to_string();
                let row = notify_identity::ActiveModel {
                    id: Set(id.clone()),
                    service_id: Set(service.id),
                    value: Set(normal(&kind, &value)?),
                    kind: Set(kind),
                    is_default: Set(default),
                };
                row.insert(&*state.db).await.map_err(error_text)?;
                println!("id  {id}");
                Ok(())
            }
        }
    }
}

async fn find(state: &Context, name: &str) -> Result<notify_service::Model, String> {
    let found = notify_service::Entity::find()
        .filter(notify_service::Column::Name.eq(name))
        .one(&*state.db)
        .await
        .map_err(|error| error_text(Error::from(error)))?;
    found.ok_or_else(|| {
        format!(
            "There is no service {name}. Add it with: tocsin-server sender add {name} --customer <number>"
        )
    })
}

/// The value in the normal form that requests are compared with.
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
