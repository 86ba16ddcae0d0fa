//! `POST /api/callouts`: the press.
//!
//! Missing details never refuse it. Everything that it causes is one transaction: the resident's details, the new callout or the
//! further press, the end of drills, the first ring, the stored response.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, TransactionTrait};
use wire::event::EventType;
use wire::status::CalloutStatus;

use crate::auth::caller::Caller;
use crate::callouts::access::Reporter;
use crate::callouts::events::{Actor, NewCalloutEvent};
use crate::callouts::fields::{LenientValue, read_press};
use crate::callouts::idempotency::{Key, Owner};
use crate::callouts::press::{NewPress, insert, press_again, press_of};
use crate::callouts::view::CalloutExtras;
use crate::callouts::{drill, press_resident, reporters, second_press, transition, view};
use crate::context::{Change, Context};
use crate::notifications;
use crate::routes::callouts::heartbeat;
use crate::state::AppState;
use database::connection;
use database::entity::callout;
use web::error::Error;
use web::json;

/// Raises a callout. 201 with the new callout, or 200 with the open one that the press is added to.
#[utoipa::path(post, path = "/api/callouts", tag = "callouts",
    params(("Idempotency-Key" = Option<String>, Header, description = "A UUID that the client generates for each press; a repeated request with it raises no second callout"),
        ("Tocsin-User" = Option<String>, Header, description = "The account that pressed; if another account has signed in since, 409 with this header, which names that account")),
    request_body(content = wire::new_callout::NewCallout, description = "calloutClassificationId, responseTypeId, customer, calloutLocation, internalTest, pressedAt; all optional"),
    responses((status = 201, description = "The callout", body = wire::callout::Callout), (status = 200, description = "The open callout to which this press is added", body = wire::callout::Callout),
        (status = 400), (status = 401), (status = 403), (status = 409, description = "A request with the same key is in progress; retry. Or, with Tocsin-User, another account is signed in"),
        (status = 422, description = "The key was used with another body")))]
pub(crate) async fn create_callout(
    State(state): State<AppState>,
    caller: Caller,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, Error> {
    let logged_at = state.now();
    let reporter = Reporter::new(&state, caller).await?;
    let bytes = json::read_body(request, &state).await?;
    let LenientValue { value: new, mut ignored } = read_press(&bytes, logged_at)?;
    let NewPress { press, sentence, integration_test } =
        press_of(&state, &reporter, &new, &mut ignored).await?;
    let key = Key::read(&headers, &bytes);

    let transaction = state.write().await.map_err(|error| still_in_flight(error.into()))?;
    let resident =
        press_resident::resident_of(&*transaction, &reporter, new.customer.clone(), logged_at).await?;
    if let Some(key) = &key
        && let Some(stored) = key.stored(&*transaction, Owner::Alarm(resident.id)).await?
    {
        return stored.again();
    }
    let open = callout::Entity::find()
        .filter(callout::Column::ResidentId.eq(resident.id))
        .filter(callout::Column::Status.ne(CalloutStatus::Closed.as_str()))
        .all(&*transaction)
        .await?;
    let effect = second_press::rule(press, &open, logged_at);
    let actor = Actor::resident(resident.full_name());
    for id in &effect.ends {
        drill::end(&*transaction, *id, &actor, "A real alarm ended this test.", logged_at).await?;
    }
    let (status, id) = match effect.into {
        Some(second_press) => {
            press_again(&*transaction, second_press, &new, ignored, &actor, logged_at).await?;
            (StatusCode::OK, second_press.callout_id)
        }
        None => {
            let id = insert(&*transaction, &reporter, &resident, (press, integration_test), &new, logged_at)
                .await?;
            let event = NewCalloutEvent::status(CalloutStatus::Created, sentence).ignoring(ignored);
            event.insert(&*transaction, id, &actor, logged_at).await?;
            if press.is_real() && !press.internal_test {
                note_unattended(&transaction, id, resident.organisation_id, logged_at).await?;
            }
            (StatusCode::CREATED, id)
        }
    };
    let reporter = reporters::name(&reporter);
    heartbeat::store_press(&*transaction, id, reporter, &new, logged_at).await?;
    ring(&state, &transaction, id, logged_at).await?;
    let row = transition::find(&*transaction, id).await?;
    let shown = view::one(&*transaction, row, CalloutExtras::default()).await?;
    if let Some(key) = key {
        key.keep(&*transaction, Owner::Alarm(resident.id), status.as_u16(), &shown, Some(id), logged_at)
            .await?;
    }
    for id in effect.ends.iter().chain([&id]) {
        notifications::notify_of_callout(&transaction, &state, *id).await?;
    }
    transaction.commit().await?;
    state.publish(Change::Trays);
    for id in effect.ends.into_iter().chain([id]) {
        state.publish(Change::Callout(id));
    }
    Ok((status, [(header::LOCATION, format!("/api/callouts/{id}"))], axum::Json(shown)).into_response())
}

/// Rings the nearest responder, in a savepoint: if it fails, the callout is still committed, and automatic dispatch retries
/// within a second.
async fn ring(state: &Context, transaction: &DatabaseTransaction, id: i64, now: i64) -> Result<(), Error> {
    let attempt = transaction.begin().await?;
    let done = crate::dispatch::step::step(&attempt, id, &state.config, now).await;
    if let Err(error) = connection::settle(attempt, done).await? {
        tracing::error!(%error, callout = id, "cannot ring a responder yet; retrying");
    }
    Ok(())
}

/// Records that nobody was on duty when the alarm arrived.
async fn note_unattended(
    transaction: &DatabaseTransaction,
    id: i64,
    organisation_id: i64,
    now: i64,
) -> Result<(), Error> {
    if crate::control::duty::is_covered(transaction, organisation_id, now).await? {
        return Ok(());
    }
    metrics::counter!("callouts_unattended_total").increment(1);
    let words = "Nobody was on duty in the control room. Managers, admins and officers were notified.";
    NewCalloutEvent::new(EventType::CONTROL, words).insert(transaction, id, &Actor::system(), now).await
}

/// If the transaction could not begin, the same press is most likely in progress on another connection.
pub(crate) fn still_in_flight(error: Error) -> Error {
    match error {
        Error::Database(error) if error.to_string().contains("locked") => {
            Error::conflict("This press is still being stored. Retry with the same key.")
        }
        other => other,
    }
}
