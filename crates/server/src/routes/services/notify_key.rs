//! A service's own GOV.UK Notify key: entered by an admin, stored sealed, and tested before use.

use axum::extract::{Path, Request, State};
use sea_orm::Set;
use serde_json::Value;
use wire::sender::template::TemplateType;
use wire::service::{NOTIFY_KEY_FORM, NotifyKeyTest, ServiceChange, notify_key_parts};

use super::list::own;
use crate::auth::caller::Admin;
use crate::context::Context;
use crate::state::AppState;
use database::entity::service::ActiveModel;
use notify::original::{KeyProblem, Original};
use web::error::Error;
use web::json;
use web::problem::{invalid, invalid_field};

/// Stores a key in the row, or removes it if empty.
pub(crate) fn set(state: &Context, row: &mut ActiveModel, key: &str) -> Result<(), Error> {
    original(state)?;
    let name = notify_key_parts(key).map(|(name, ..)| name.to_owned());
    row.notify_key_at = Set(name.is_some().then(|| state.now()));
    row.notify_key = Set(name.is_some().then(|| state.seal(key)).transpose()?);
    row.notify_key_name = Set(name);
    Ok(())
}

/// GOV.UK Notify; 422 if messages are not sent through it, because a key would have no effect.
fn original(state: &Context) -> Result<&Original, Error> {
    state.original.as_deref().ok_or_else(|| {
        invalid_field(
            "notifyKey",
            "no key is needed: this server sends through the embedded service. To send through GOV.UK Notify, the operator sets --notify-url",
        )
    })
}

/// Tests whether GOV.UK Notify accepts a key: the one in the body, which is not stored, or otherwise the service's own.
#[utoipa::path(post, path = "/api/services/{id}/notify-key/test", tag = "services", params(("id" = String, Path)),
    request_body(content = wire::openapi::NotifyKeyRequest, description = "notifyKey; the default is the stored one"),
    responses((status = 200, description = "accepted; answer: Notify's reason for refusing; emailTemplates, smsTemplates, letterTemplates", body = NotifyKeyTest),
        (status = 400), (status = 401), (status = 403), (status = 404), (status = 422, description = "There is no key, or this server sends through the embedded service")))]
pub(crate) async fn test_notify_key(
    State(state): State<AppState>,
    Admin(admin): Admin,
    Path(id): Path<String>,
    request: Request,
) -> Result<axum::Json<NotifyKeyTest>, Error> {
    let body: Value = json::parse(&json::read_body(request, &state).await?)?;
    let row = own(&*state.db, admin.user.organisation_id.unwrap_or_default(), &id).await?;
    let typed = ServiceChange::read(body).map_err(invalid)?.notify_key.filter(|key| !key.is_empty());
    let original = original(&state)?;
    let key = match (typed, row.notify_key) {
        (Some(key), _) => key,
        (None, Some(sealed)) => state.unseal(&sealed)?,
        (None, None) => return Err(invalid_field("notifyKey", NOTIFY_KEY_FORM)),
    };
    Ok(axum::Json(match original.read_templates(&state, &key).await {
        Ok(templates) => {
            let count = |kind: TemplateType| {
                let same = templates.iter().filter(|template| template.kind == kind.as_str()).count();
                i64::try_from(same).unwrap_or(i64::MAX)
            };
            NotifyKeyTest {
                accepted: true,
                answer: None,
                email_templates: count(TemplateType::Email),
                sms_templates: count(TemplateType::Sms),
                letter_templates: count(TemplateType::Letter),
            }
        }
        Err(KeyProblem::Refused(words) | KeyProblem::NoAnswer(words)) => {
            NotifyKeyTest { answer: Some(words), ..NotifyKeyTest::default() }
        }
    }))
}
