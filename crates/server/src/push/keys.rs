//! The key that identifies this server to push services (VAPID, RFC 8292). It is created once and stored in the database, because
//! every device's subscription is bound to it.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, Set};
use web_push_native::p256::SecretKey;

use crate::context::Context;
use database::entity::setting;
use web::error::Error;
use web::vapid::Keys;

const NAME: &str = "push_key";

/// The key that identifies this server to push services; created on first use and cached.
pub async fn keys(state: &Context) -> Result<&Keys, Error> {
    state.push_keys.get_or_try_init(|| load(state)).await
}

async fn load(state: &Context) -> Result<Keys, Error> {
    let read = || setting::Entity::find_by_id(NAME).one(&*state.db);
    let stored = match read().await? {
        Some(stored) => stored,
        None => {
            make(state).await?;
            read().await?.ok_or_else(|| Error::internal("the push key is missing from the database"))?
        }
    };
    let bytes = URL_SAFE_NO_PAD.decode(state.unseal(&stored.value)?).map_err(Error::internal)?;
    Keys::of(&SecretKey::from_slice(&bytes).map_err(Error::internal)?)
}

async fn make(state: &Context) -> Result<(), Error> {
    let secret = loop {
        let mut bytes = [0; 32];
        state.random.fill(&mut bytes);
        // Almost every number is a valid key, but not all are.
        if let Ok(secret) = SecretKey::from_slice(&bytes) {
            break secret;
        }
    };
    let value = state.seal(&URL_SAFE_NO_PAD.encode(secret.to_bytes()))?;
    // When two servers start at once, the first insert wins.
    let row = setting::ActiveModel { name: Set(NAME.to_owned()), value: Set(value) };
    let transaction = state.write().await?;
    setting::Entity::insert(row)
        .on_conflict(OnConflict::column(setting::Column::Name).do_nothing().to_owned())
        .exec_without_returning(&*transaction)
        .await?;
    Ok(transaction.commit().await?)
}

pub(crate) fn contact(state: &Context) -> String {
    let config = &state.config;
    let public = config.web.public_url.clone().filter(|url| url.starts_with("https://"));
    config.push_contact.clone().or(public).unwrap_or_else(|| "https://localhost".to_owned())
}
