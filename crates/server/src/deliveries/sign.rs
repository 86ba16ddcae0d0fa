//! Signatures of Standard Webhooks: HMAC-SHA256 of `id.timestamp.body`, one for each current secret.
//! <https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::secret::PREFIX;

/// The header `webhook-signature` for a body sent at this second.
pub(crate) fn signature(secrets: &[String], id: &str, seconds: i64, body: &str) -> String {
    let signatures = secrets.iter().filter_map(|secret| {
        let secret = STANDARD.decode(secret.strip_prefix(PREFIX)?).ok()?;
        let mut mac = Hmac::<Sha256>::new_from_slice(&secret).ok()?;
        mac.update(format!("{id}.{seconds}.").as_bytes());
        mac.update(body.as_bytes());
        Some(format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes())))
    });
    signatures.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderMap;
    use proptest::prelude::*;
    use standardwebhooks::{Webhook, WebhookError};
    use std::time::{SystemTime, UNIX_EPOCH};

    /// The public library uses the machine's own clock.
    fn now() -> i64 {
        SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs().try_into().unwrap()
    }

    fn verify(secret: &str, seconds: i64, signature: &str, body: &str) -> Result<(), WebhookError> {
        let mut headers = HeaderMap::new();
        headers.insert("webhook-id", "msg_1".parse().unwrap());
        headers.insert("webhook-timestamp", seconds.into());
        headers.insert("webhook-signature", signature.parse().unwrap());
        Webhook::new(secret)?.verify(body.as_bytes(), &headers)
    }

    fn secret(bytes: &[u8]) -> String {
        format!("{PREFIX}{}", STANDARD.encode(bytes))
    }

    proptest! {
        #[test]
        fn the_public_library_verifies_every_signature(
            key in proptest::collection::vec(any::<u8>(), 24..=64), body in "\\PC{0,200}"
        ) {
            let (secret, now) = (secret(&key), now());
            let signed = signature(std::slice::from_ref(&secret), "msg_1", now, &body);
            prop_assert!(verify(&secret, now, &signed, &body).is_ok());
            prop_assert!(verify(&secret, now + 1, &signed, &body).is_err());
            let other = format!("{body} ");
            prop_assert!(verify(&secret, now, &signed, &other).is_err());
        }
    }

    #[test]
    fn while_a_rotation_overlaps_each_secret_verifies() {
        let (old, new, now) = (secret(&[1; 32]), secret(&[2; 32]), now());
        let signed = signature(&[new.clone(), old.clone()], "msg_1", now, "{}");
        assert!(verify(&old, now, &signed, "{}").is_ok());
        assert!(verify(&new, now, &signed, "{}").is_ok());
        assert!(verify(&secret(&[3; 32]), now, &signed, "{}").is_err());
    }
}
