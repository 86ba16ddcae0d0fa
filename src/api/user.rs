//! Accounts of an organisation.

use wire::account::{Account, AccountChange, AccountImport, Invited, NewAccount, SignedIn, TokenRow};
use wire::id::UserId;
use wire::page::Page;
use wire::password::{NewPasswordReset, PasswordReset};
use wire::session::Role;

use super::{ApiError, Polled, Request, api_url, every_page, fetch_json, poll, send, send_json};

/// `GET /api/users?q=&role=&page=`: one page, by name.
pub async fn list_users(query: &str, etag: Option<&str>) -> Result<Polled<Page<Account>>, ApiError> {
    poll(Request::get(&api_url(&format!("/users?{query}"))), etag).await
}

/// `GET /api/users?active=true&role=`: all active accounts of a role.
pub async fn list_active_users(role: &Role) -> Result<Vec<Account>, ApiError> {
    every_page(&format!("/users?active=true&role={}", role.as_str())).await
}

/// `GET /api/users/{id}`.
pub async fn get_user(id: &str, etag: Option<&str>) -> Result<Polled<Account>, ApiError> {
    poll(Request::get(&api_url(&format!("/users/{id}"))), etag).await
}

/// `POST /api/users`: the only response with the invitation's link.
pub async fn create_user_invitation(new: &NewAccount) -> Result<Invited, ApiError> {
    send_json(Request::post(&api_url("/users")), new).await
}

/// `POST /api/users/{id}/invitation`: a new link; the previous one stops working.
pub async fn renew_invitation(id: &UserId) -> Result<Invited, ApiError> {
    fetch_json(Request::post(&api_url(&format!("/users/{id}/invitation")))).await
}

/// `PATCH /api/users/{id}`: omitted fields stay unchanged.
pub async fn update_user(id: &UserId, change: &AccountChange) -> Result<Account, ApiError> {
    send_json(Request::patch(&api_url(&format!("/users/{id}"))), change).await
}

/// `POST /api/users/import`: a preview of an import of residents, or its result.
pub async fn import_users(file: &[u8], dry_run: bool) -> Result<AccountImport, ApiError> {
    let path = api_url(&format!("/users/import?dryRun={dry_run}"));
    let body = js_sys::Uint8Array::from(file).into();
    fetch_json(Request::post(&path).bytes(body).header("Content-Type", "text/csv")).await
}

/// `POST /api/password-resets`: a code, shown once.
pub async fn create_password_reset(email: &str) -> Result<PasswordReset, ApiError> {
    let body = NewPasswordReset { email: email.to_owned() };
    send_json(Request::post(&api_url("/password-resets")), &body).await
}

/// `GET /api/users/{id}/sessions`.
pub async fn list_user_sessions(id: &str, etag: Option<&str>) -> Result<Polled<Vec<SignedIn>>, ApiError> {
    poll(Request::get(&api_url(&format!("/users/{id}/sessions"))), etag).await
}

/// `DELETE /api/users/{id}/sessions`: ends all sessions and revokes all tokens.
pub async fn delete_user_sessions(id: &UserId) -> Result<(), ApiError> {
    delete(&format!("/users/{id}/sessions")).await
}

/// `DELETE /api/users/{id}/sessions/{session}`.
pub async fn delete_user_session(id: &UserId, session: &str) -> Result<(), ApiError> {
    delete(&format!("/users/{id}/sessions/{session}")).await
}

/// `GET /api/users/{id}/tokens`.
pub async fn list_user_tokens(id: &str, etag: Option<&str>) -> Result<Polled<Vec<TokenRow>>, ApiError> {
    poll(Request::get(&api_url(&format!("/users/{id}/tokens"))), etag).await
}

/// `DELETE /api/users/{id}/tokens/{token}`.
pub async fn delete_user_token(id: &UserId, token: &str) -> Result<(), ApiError> {
    delete(&format!("/users/{id}/tokens/{token}")).await
}

async fn delete(path: &str) -> Result<(), ApiError> {
    send(Request::delete(&api_url(path))).await.map(drop)
}
