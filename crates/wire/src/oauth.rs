//! Tokens and users of API clients, as in the AURA API.

use crate::id::{ResidentId, UserId};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The body of `POST /api/oauth/token`: a client's secret (for a **server token**, which manages users), or a user's password
/// (for a **user token**, which creates and updates that user's callouts).
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "RawTokenRequest")]
pub enum TokenRequest {
    /// For a server token.
    Client {
        /// The client's id, a GUID.
        id: String,
        secret: String,
    },
    /// For a user token.
    Password {
        /// The user's e-mail address or opaque id.
        email: String,
        password: String,
    },
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct RawTokenRequest {
    #[serde(alias = "clientId")]
    client_id: Option<String>,
    #[serde(alias = "clientSecret")]
    client_secret: Option<String>,
    #[serde(alias = "username")]
    email: Option<String>,
    password: Option<String>,
    #[serde(alias = "grantType")]
    grant_type: Option<String>,
}

impl TryFrom<RawTokenRequest> for TokenRequest {
    type Error = &'static str;
    fn try_from(raw: RawTokenRequest) -> Result<Self, Self::Error> {
        let RawTokenRequest { client_id, client_secret, email, password, grant_type } = raw;
        match grant_type.as_deref() {
            None | Some("password" | "client_credentials") => {}
            Some(_) => return Err("grant_type: use password or client_credentials"),
        }
        let by_client = grant_type.as_deref() == Some("client_credentials");
        match (email, password, client_id, client_secret) {
            (Some(email), Some(password), ..) if !by_client => Ok(Self::Password { email, password }),
            _ if grant_type.as_deref() == Some("password") => Err("password: send username and password"),
            (.., Some(id), Some(secret)) => Ok(Self::Client { id, secret }),
            _ => Err("clientId: send clientId and clientSecret, or email and password"),
        }
    }
}

/// The response of `POST /api/oauth/token`, in the source's spelling and in OAuth's.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TokenAnswer {
    /// The token, a JWT.
    #[serde(rename = "accessToken")]
    pub access_token: String,
    /// `Bearer`.
    #[serde(rename = "tokenType")]
    pub token_type: String,
    /// Seconds until it expires; omitted if it does not expire.
    #[serde(rename = "expiresIn", default, skip_serializing_if = "Option::is_none")]
    pub expires_in: Option<i64>,
    #[serde(rename = "access_token")]
    oauth_access_token: String,
    #[serde(rename = "token_type")]
    oauth_token_type: String,
    #[serde(rename = "expires_in", default, skip_serializing_if = "Option::is_none")]
    oauth_expires_in: Option<i64>,
}

impl TokenAnswer {
    /// The response with both spellings.
    pub fn bearer(token: String, expires_in: impl Into<Option<i64>>) -> Self {
        let expires_in = expires_in.into();
        Self {
            access_token: token.clone(),
            token_type: "Bearer".to_owned(),
            expires_in,
            oauth_access_token: token,
            oauth_token_type: "Bearer".to_owned(),
            oauth_expires_in: expires_in,
        }
    }
}

/// Minimum length of a password in characters.
pub const PASSWORD_LEAST: usize = 8;

/// The body of `POST /api/oauth/user`. The e-mail may be an opaque id such as `guid_1234@company.example`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewUser {
    /// The sign-in address or opaque id.
    pub email: String,
    pub password: String,
}

impl NewUser {
    /// The first problem, with the field and what to do.
    pub fn check(&self) -> Result<(), &'static str> {
        if !crate::customer::is_email(self.email.trim()) {
            return Err("email: write an address like name@example.com");
        }
        if self.password.chars().count() < PASSWORD_LEAST {
            return Err("password: use 8 characters or more");
        }
        if self.password.len() > 1000 {
            return Err("password: use at most 1000 bytes");
        }
        Ok(())
    }
}

/// The response to a registration.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, rename_all = "camelCase")]
pub struct RegisteredUser {
    pub id: UserId,
    pub email: String,
    /// The resident record of this account.
    pub customer_id: ResidentId,
}

/// The response of `GET /api/oauth/user/{id}/subscription`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, rename_all = "camelCase")]
pub struct Subscription {
    pub user_id: UserId,
    /// Whether the user may create callouts.
    pub active: bool,
    /// The response types that the client's users may request.
    pub response_type_ids: Vec<i64>,
    pub created_at: Timestamp,
    pub deactivated_at: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{from_value, json};

    #[test]
    fn each_printed_form_is_read() {
        let client = json!({"clientId": "a", "clientSecret": "b"});
        assert!(matches!(from_value(client).unwrap(), TokenRequest::Client { .. }));
        for body in [
            json!({"email": "a", "password": "b"}),
            json!({"grant_type": "password", "username": "a", "password": "b"}),
            json!({"grant_type": "password", "username": "a", "password": "b", "client_id": "c", "client_secret": "d"}),
        ] {
            assert!(matches!(from_value(body).unwrap(), TokenRequest::Password { .. }));
        }
    }

    #[test]
    fn half_a_form_is_refused() {
        for body in [
            json!({}),
            json!({"clientId": "a"}),
            json!({"email": "a"}),
            json!({"grant_type": "magic", "username": "a", "password": "b"}),
        ] {
            assert!(from_value::<TokenRequest>(body).is_err());
        }
    }

    #[test]
    fn both_spellings_are_answered() {
        let answer = serde_json::to_value(TokenAnswer::bearer("t".into(), 60)).unwrap();
        let both = json!({"accessToken": "t", "tokenType": "Bearer", "expiresIn": 60,
                          "access_token": "t", "token_type": "Bearer", "expires_in": 60});
        assert_eq!(answer, both);
        let endless = serde_json::to_value(TokenAnswer::bearer("t".into(), None)).unwrap();
        assert!(endless.get("expiresIn").is_none() && endless.get("expires_in").is_none());
    }
}
