//! The key by which push services know this server (VAPID, RFC 8292): made once and kept in the database, since every
//! device's subscription is bound to it.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use reqwest::Url;
use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, Set};
use serde::Serialize;
use web_push_native::p256::SecretKey;
use web_push_native::p256::elliptic_curve::sec1::ToEncodedPoint;
use web_push_native::p256::pkcs8::EncodePrivateKey;

use crate::state::AppState;
use database::entity::setting;
use web::error::Error;

/// How long one proof is good, in seconds; a push service takes at most a day.
const GOOD_FOR: i64 = 12 * 60 * 60;

const NAME: &str = "push_key";

/// The server's key.
#[derive(Clone)]
pub struct Keys {
    signs: EncodingKey,
    /// What browsers are told, unpadded base64url.
    pub public: String,
}

#[derive(Serialize)]
struct Claims {
    aud: String,
    exp: i64,
    sub: String,
}

impl Keys {
    /// The stored key; the first start makes it.
    pub(crate) async fn load(state: &AppState) -> Result<Self, Error> {
        let read = || setting::Entity::find_by_id(NAME).one(&*state.db);
        let stored = match read().await? {
            Some(stored) => stored,
            None => {
                make(state).await?;
                read().await?.ok_or_else(|| Error::internal("the push key vanished"))?
            }
        };
        let bytes = URL_SAFE_NO_PAD.decode(state.unseal(&stored.value)?).map_err(Error::internal)?;
        Self::of(&SecretKey::from_slice(&bytes).map_err(Error::internal)?)
    }

    fn of(secret: &SecretKey) -> Result<Self, Error> {
        let der = secret.to_pkcs8_der().map_err(Error::internal)?;
        let public = URL_SAFE_NO_PAD.encode(secret.public_key().to_encoded_point(false));
        Ok(Self { signs: EncodingKey::from_ec_der(der.as_bytes()), public })
    }

    /// The header `authorization` for a push to this address.
    pub(super) fn authorize(&self, state: &AppState, endpoint: &Url) -> Result<String, Error> {
        let claims = Claims {
            aud: endpoint.origin().ascii_serialization(),
            exp: state.now() / 1000 + GOOD_FOR,
            sub: contact(state),
        };
        let proof = jsonwebtoken::encode(&Header::new(Algorithm::ES256), &claims, &self.signs)
            .map_err(Error::internal)?;
        Ok(format!("vapid t={proof}, k={}", self.public))
    }
}

async fn make(state: &AppState) -> Result<(), Error> {
    let secret = loop {
        let mut bytes = [0; 32];
        state.random.fill(&mut bytes);
        // Next to no number is too large for the curve, but one could be.
        if let Ok(secret) = SecretKey::from_slice(&bytes) {
            break secret;
        }
    };
    let value = state.seal(&URL_SAFE_NO_PAD.encode(secret.to_bytes()))?;
    // Two copies that start at once: the first insert wins.
    let row = setting::ActiveModel { name: Set(NAME.to_owned()), value: Set(value) };
    let transaction = state.write().await?;
    setting::Entity::insert(row)
        .on_conflict(OnConflict::column(setting::Column::Name).do_nothing().to_owned())
        .exec_without_returning(&*transaction)
        .await?;
    Ok(transaction.commit().await?)
}

fn contact(state: &AppState) -> String {
    let config = &state.config;
    let public = config.web.public_url.clone().filter(|url| url.starts_with("https://"));
    config.push_contact.clone().or(public).unwrap_or_else(|| "https://localhost".to_owned())
}
