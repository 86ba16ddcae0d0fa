//! The key that identifies this server to push services (VAPID, RFC 8292).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use reqwest::Url;
use serde::Serialize;
use web_push_native::p256::SecretKey;
use web_push_native::p256::elliptic_curve::sec1::ToEncodedPoint;
use web_push_native::p256::pkcs8::EncodePrivateKey;

use crate::error::Error;

/// How long a proof is valid, in seconds; push services accept at most a day.
const GOOD_FOR: i64 = 12 * 60 * 60;

/// The server's key pair.
#[derive(Clone)]
pub struct Keys {
    signs: EncodingKey,
    /// The public key in the encoding that browsers expect.
    pub public: String,
}

#[derive(Serialize)]
struct Claims {
    aud: String,
    exp: i64,
    sub: String,
}

impl Keys {
    /// The key pair with this secret key.
    pub fn of(secret: &SecretKey) -> Result<Self, Error> {
        let der = secret.to_pkcs8_der().map_err(Error::internal)?;
        let public = URL_SAFE_NO_PAD.encode(secret.public_key().to_encoded_point(false));
        Ok(Self { signs: EncodingKey::from_ec_der(der.as_bytes()), public })
    }

    /// The `Authorization` header for the push service at this endpoint. `contact` is the operator's address for the push
    /// service.
    pub fn authorize(&self, now: i64, contact: String, endpoint: &Url) -> Result<String, Error> {
        let claims =
            Claims { aud: endpoint.origin().ascii_serialization(), exp: now / 1000 + GOOD_FOR, sub: contact };
        let proof = jsonwebtoken::encode(&Header::new(Algorithm::ES256), &claims, &self.signs)
            .map_err(Error::internal)?;
        Ok(format!("vapid t={proof}, k={}", self.public))
    }
}
