//! `POST /api/users`: invitations. The account is created without a password; the person chooses one with a code.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use sea_orm::ConnectionTrait;
use wire::account::{Invitation, Invited, NewAccount};
use wire::field_errors::FieldErrors;
use wire::session::Role;
use wire::tenure;

use crate::auth::account::NO_SIGN_IN;
use crate::auth::caller::Admin;
use crate::context::Context;
use crate::messages;
use crate::messages::{NewMessage, Recipient};
use crate::state::AppState;
use crate::users::{check_site, find, organisation_of, refusal, refuse, view};
use database::entity::user;
use web::error::Error;
use web::json::JsonBody;

/// How long an invitation is valid, in milliseconds: one week.
const GOOD_FOR: i64 = 7 * 24 * 60 * 60_000;

/// Invites a person into the admin's organisation. The response shows the link and the code once; they are also sent by e-mail.
#[utoipa::path(post, path = "/api/users", tag = "users",
    request_body(content = NewAccount, description = "email, name, surname, role (resident, supporter, officer, manager, admin), team, site, tenure",
        example = json!({ "email": "jo@example.com", "name": "Jo", "surname": "Smith", "role": "resident", "site": 5 })),
    responses((status = 201, description = "user and invitation", body = Invited), (status = 400, description = "message, and errors by field", body = wire::account::AccountRefusal),
        (status = 401), (status = 403), (status = 409, description = "The e-mail address is registered already", body = wire::account::AccountRefusal)))]
pub(crate) async fn create_user_invitation(
    State(state): State<AppState>,
    Admin(admin): Admin,
    headers: HeaderMap,
    JsonBody(new): JsonBody<NewAccount>,
) -> Result<(StatusCode, Json<Invited>), Error> {
    let organisation_id = organisation_of(&admin)?;
    let mut errors = new.problems();
    if let Some(site) = new.site {
        check_site(&*state.db, organisation_id, site.0, &mut errors).await?;
    }
    refuse(&errors)?;
    let transaction = state.write().await?;
    let wanted = crate::accounts::NewAccount {
        email: new.email,
        name: new.name.trim().to_owned(),
        surname: new.surname.trim().to_owned(),
        password_hash: None,
        role: new.role,
        team: new.team,
        organisation_id,
        site_id: new.site.map(|site| site.0),
        tenure: new.tenure.as_deref().and_then(|text| tenure::parse(text).ok()),
        client_id: None,
    };
    let row = match crate::accounts::create(&state, &*transaction, wanted).await {
        Err(Error::Conflict(_)) => return Err(taken()),
        made => made?,
    };
    let invitation = invite(&state, &*transaction, &row, &headers).await?;
    let user = view::one(&*transaction, row).await?;
    transaction.commit().await?;
    Ok((StatusCode::CREATED, Json(Invited { user, invitation })))
}

/// Issues a new invitation to a person without a password; the previous one becomes invalid.
#[utoipa::path(post, path = "/api/users/{id}/invitation", tag = "users",
    responses((status = 200, description = "user and invitation", body = Invited), (status = 401), (status = 403), (status = 404),
        (status = 409, description = "The person has a password, or cannot sign in; use a password reset")))]
pub(crate) async fn renew_invitation(
    State(state): State<AppState>,
    Admin(admin): Admin,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Invited>, Error> {
    let transaction = state.write().await?;
    let row = find(&*transaction, &admin, &id).await?;
    if Role::from(row.role.clone()) == Role::Controller {
        return Err(Error::conflict(
            "Only the operator can create controllers, on the server's command line.",
        ));
    }
    if row.password_hash.is_some() || row.email.ends_with(NO_SIGN_IN) || !row.active {
        return Err(Error::conflict("This person cannot be invited again. Start a password reset instead."));
    }
    let invitation = invite(&state, &*transaction, &row, &headers).await?;
    let user = view::one(&*transaction, row).await?;
    transaction.commit().await?;
    state.db.empty_log().await?;
    Ok(Json(Invited { user, invitation }))
}

/// 409 at the field, because accounts of other organisations count, too, and must not be named.
fn taken() -> Error {
    let mut errors = FieldErrors::new();
    errors.add("email", "An account has this e-mail address already. Use another.");
    refusal(StatusCode::CONFLICT, &errors)
}

async fn invite(
    state: &Context,
    transaction: &impl ConnectionTrait,
    row: &user::Model,
    headers: &HeaderMap,
) -> Result<Invitation, Error> {
    let reset = crate::auth::password_reset::put(state, transaction, &row.id, GOOD_FOR).await?;
    let root = state.config.web.root(headers);
    let pairs = [("email", row.email.as_str()), ("code", reset.code.as_str())];
    let fragment = serde_urlencoded::to_string(pairs).map_err(Error::internal)?;
    let link = format!("{root}/new-password#{fragment}");
    let body = format!(
        "Hello {},\n\nYou are invited to Tocsin. Choose a password here:\n\n{link}\n\nThe link is valid for a week. If you \
         did not expect this e-mail, ignore it.",
        row.name
    );
    // The previous code is invalid, so messages with it are erased.
    messages::erase_codes(transaction, state, &row.id).await?;
    let message = NewMessage {
        reference: Some(messages::code_reference(&row.id)),
        ..NewMessage::plain(Recipient::Email(row.email.clone()), "Choose your password for Tocsin", body)
    };
    messages::enqueue(transaction, state, message).await?;
    Ok(Invitation { link, code: reset.code, expires_at: reset.expires_at, sent: true })
}
