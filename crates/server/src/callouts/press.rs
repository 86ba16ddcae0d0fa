//! What a press does to the tables: a new callout, one press more on an open one, or the end of a drill.

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, ExprTrait, Set};
use wire::classification::{REAL, SECURITY};
use wire::event::EventType;
use wire::new_callout::NewCallout;
use wire::status::CalloutStatus;

use crate::callouts::access::Speaker;
use crate::callouts::events::{Actor, Happening};
use crate::callouts::flow;
use crate::callouts::merge::{Merge, Press};
use crate::dispatch;
use crate::error::Error;
use crate::state::AppState;
use crate::table::{callout, client, resident};

/// What is asked for: defaults filled in, within what the API client behind it allows.
pub(super) async fn press_of(state: &AppState, speaker: &Speaker, new: &NewCallout) -> Result<Press, Error> {
    let limits = match speaker {
        Speaker::Client(client) => Some(client.clone()),
        Speaker::Resident { client_id: Some(id), .. } => {
            client::Entity::find_by_id(id).one(&*state.db).await?
        }
        Speaker::Resident { client_id: None, .. } => None,
    };
    let default = limits.as_ref().map_or(SECURITY, |client| client.default_response_type);
    let response_type_id = new.response_type_id.unwrap_or(default);
    if let Some(client) = &limits
        && !crate::response_types::contains(&client.allowed_response_types, response_type_id)
    {
        return Err(Error::forbidden(format!(
            "responseTypeId: this client may ask for {} only.",
            client.allowed_response_types
        )));
    }
    Ok(Press {
        classification_id: new.callout_classification_id.unwrap_or(REAL),
        response_type_id,
        internal_test: new.internal_test.unwrap_or_default(),
    })
}

/// Stores a new callout and gives its number.
pub(super) async fn insert(
    transaction: &impl ConnectionTrait,
    speaker: &Speaker,
    resident: &resident::Model,
    press: Press,
    new: &NewCallout,
    now: i64,
) -> Result<i64, Error> {
    let row = callout::ActiveModel {
        resident_id: Set(resident.id),
        classification_id: Set(press.classification_id),
        response_type_id: Set(press.response_type_id),
        internal_test: Set(press.internal_test),
        demo: Set(press.is_demo()),
        status: Set(CalloutStatus::Created.into()),
        source: Set(speaker.client_id()),
        last_updated_by_client_id: Set(speaker.client_id()),
        cancelled_by_customer: Set(false),
        dispatch_required: Set(true),
        verified: Set(false),
        acknowledged: Set(false),
        owned: Set(false),
        automatic: Set(false),
        responder_dispatched: Set(false),
        urgency: Set(0),
        urgency_raised_at: Set(now),
        pressed_at: Set(new.pressed_at.as_ref().map(|time| time.millis())),
        logged_at: Set(now),
        created_at: Set(now),
        updated_at: Set(now),
        detail_updated_at: Set(now),
        ..Default::default()
    };
    Ok(row.insert(transaction).await?.id)
}

/// Adds the press to an open callout. It also undoes a dismissal and a stand-down: who presses again wants help.
pub(super) async fn press_again(
    transaction: &impl ConnectionTrait,
    merge: Merge,
    new: &NewCallout,
    actor: &Actor,
    now: i64,
) -> Result<(), Error> {
    let mut update = flow::update(merge.callout_id, actor, now)
        .col_expr(callout::Column::CancelledByCustomer, Expr::value(false))
        .col_expr(callout::Column::DispatchRequired, Expr::value(true))
        .col_expr(callout::Column::PressedAgainAt, Expr::value(now));
    if merge.raises {
        update = update
            .col_expr(callout::Column::Urgency, Expr::col(callout::Column::Urgency).add(1))
            .col_expr(callout::Column::UrgencyRaisedAt, Expr::value(now));
    }
    if let Some(at) = &new.pressed_at {
        update = update.col_expr(callout::Column::PressedAt, Expr::value(at.millis()));
    }
    flow::while_open(transaction, merge.callout_id, update).await?;
    let told = Happening::new(EventType::PRESSED_AGAIN, "Pressed again");
    told.of(transaction, merge.callout_id, actor, now).await
}

/// A real alarm ends a test or a demonstration of the same person.
pub(super) async fn end_drill(
    transaction: &impl ConnectionTrait,
    id: i64,
    actor: &Actor,
    now: i64,
) -> Result<(), Error> {
    let update = flow::update(id, actor, now)
        .col_expr(callout::Column::ResolvedAt, Expr::value(now))
        .col_expr(callout::Column::DetailUpdatedAt, Expr::value(now));
    flow::advance(transaction, id, CalloutStatus::Closed, update).await?;
    dispatch::release(transaction, id, now).await?;
    Happening::status(CalloutStatus::Closed, "A real alarm ended this test.")
        .of(transaction, id, actor, now)
        .await
}
