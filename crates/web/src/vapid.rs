//! The key by which push services know this server (VAPID, RFC 8292).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use reqwest::Url;
use serde::Serialize;
use web_push_native::p256::SecretKey;
use web_push_native::p256::elliptic_curve::sec1::ToEncodedPoint;
use web_push_native::p256::pkcs8::EncodePrivateKey;

use crate::error::Error;

/// How long one proof is good, in seconds; a push service takes at most a day.
const GOOD_FOR: i64 = 12 * 60 * 60;

/// The server's key.
#[derive(Clone)]
pub struct Keys {
    signs: EncodingKey,
    /// The public half, as browsers want it.
    pub public: String,
}

#[derive(Serialize)]
struct Claims {
    aud: String,
    exp: i64,
    sub: String,
}

impl Keys {
    /// The key with this secret half.
    pub fn of(secret: &SecretKey) -> Result<Self, Error> {
        let der = secret.to_pkcs8_der().map_err(Error::internal)?;
        let public = URL_SAFE_NO_PAD.encode(secret.public_key().to_encoded_point(false));
        Ok(Self { signs: EncodingKey::from_ec_der(der.as_bytes()), public })
    }

    /// The header that proves to the push service at this address who pushes. `contact` is whom it may write to.
    pub fn authorize(&self, now: i64, contact: String, endpoint: &Url) -> Result<String, Error> {
        let claims =
            Claims { aud: endpoint.origin().ascii_serialization(), exp: now / 1000 + GOOD_FOR, sub: contact };
        let proof = jsonwebtoken::encode(&Header::new(Algorithm::ES256), &claims, &self.signs)
            .map_err(Error::internal)?;
        Ok(format!("vapid t={proof}, k={}", self.public))
    }
}
