//! Signed webhooks to API clients about the callouts of their users and the callouts that they raised. They are stored in the
//! transaction of the change and sent through the deliveries.
//!
//! What is new is computed from the state last sent to the client. A webhook contains no personal data.

use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, Set, TransactionTrait,
};
use serde_json::{Value, json};
use wire::delivery::DeliveryCause;
use wire::status::CalloutStatus;
use wire::time::Timestamp;

use crate::context::Context;
use crate::deliveries;
use crate::deliveries::Signer;
use crate::deliveries::new_delivery::{DeliverySubject, NewDelivery, Target};
use database::entity::client_callout::Column;
use database::entity::{callout, callout_event, client_callout};
use database::sql::Sql;
use web::error::Error;

/// The most events in one webhook; a client reads the others with the callout.
const MOST_EVENTS: u64 = 50;

/// An active client with a webhook.
#[derive(FromQueryResult)]
struct WebhookClient {
    id: String,
    name: String,
    organisation_id: i64,
    webhook_url: String,
}

/// Stores webhooks for the changes that a callout's clients have not received. It uses a savepoint: if this fails, the change of
/// the callout is still committed.
pub(crate) async fn publish(
    transaction: &DatabaseTransaction,
    state: &Context,
    callout_id: i64,
) -> Result<(), Error> {
    let listeners = listeners(transaction, callout_id).await?;
    if listeners.is_empty() {
        return Ok(());
    }
    let attempt = transaction.begin().await?;
    match enqueue_all(&attempt, state, callout_id, listeners).await {
        Ok(()) => attempt.commit().await?,
        Err(error) => {
            tracing::error!(%error, callout = callout_id, "cannot store the webhooks of a callout");
            attempt.rollback().await?;
        }
    }
    Ok(())
}

/// The client that registered the resident, and every client that pressed.
async fn listeners(db: &impl ConnectionTrait, callout_id: i64) -> Result<Vec<WebhookClient>, Error> {
    let mut sql =
        Sql::new("SELECT id, name, organisation_id, webhook_url FROM client c WHERE c.active = TRUE ");
    sql.push("AND c.webhook_url IS NOT NULL AND (c.id IN (SELECT r.reporter FROM callout_reporter r WHERE ");
    sql.push("r.callout_id = ").bind(callout_id);
    sql.push(") OR c.id IN (SELECT u.client_id FROM callout k JOIN resident r ON r.id = k.resident_id ");
    sql.push("JOIN \"user\" u ON u.id = r.user_id WHERE k.id = ").bind(callout_id);
    Ok(sql.push(")) ORDER BY c.id").all(db).await?)
}

async fn enqueue_all(
    db: &impl ConnectionTrait,
    state: &Context,
    callout_id: i64,
    listeners: Vec<WebhookClient>,
) -> Result<(), Error> {
    let row = callout::Entity::find_by_id(callout_id).one(db).await?.ok_or(Error::NotFound)?;
    for listener in listeners {
        let id = (callout_id, listener.id.clone());
        let before = client_callout::Entity::find_by_id(id).one(db).await?;
        let events =
            events_since(db, callout_id, before.as_ref().map_or(0, |before| before.event_id)).await?;
        let newest = events.last().map_or(before.as_ref().map_or(0, |one| one.event_id), |event| event.id);
        let news = news(before.as_ref(), &row, !events.is_empty());
        for kind in &news {
            let data = body(&row, kind, newest, &events);
            enqueue(db, state, &listener, kind, callout_id, data).await?;
        }
        if !news.is_empty() {
            keep(db, &listener.id, &row, newest).await?;
        }
    }
    Ok(())
}

/// The changes since the last webhook to the client, in the order of a callout's life.
fn news(before: Option<&client_callout::Model>, now: &callout::Model, has_events: bool) -> Vec<&'static str> {
    let (was_open, was) = (before.is_some(), before.map(|one| CalloutStatus::from(one.status.clone())));
    let (status, was) = (now.status(), was.unwrap_or(CalloutStatus::Created));
    let was_acknowledged = before.is_some_and(|one| one.acknowledged);
    let owned_by = before.and_then(|one| one.owned_by.as_ref());
    let was_cancelled = before.is_some_and(|one| one.cancelled_by_resident);
    let was_required = before.is_none_or(|one| one.dispatch_required);
    let to = |reached: CalloutStatus| status == reached && was != reached;
    let all = [
        (!was_open, "callout.new"),
        (now.acknowledged && !was_acknowledged, "callout.acknowledged"),
        (now.owned && now.owned_by.as_ref() != owned_by, "callout.owned"),
        (to(CalloutStatus::ResponderDispatched), "callout.dispatched"),
        (to(CalloutStatus::ResponderArrived), "callout.arrived"),
        (to(CalloutStatus::ResponderCancelled), "callout.response-cancelled"),
        (to(CalloutStatus::ResponderCompleted), "callout.completed"),
        (now.cancelled_by_resident && !was_cancelled, "callout.soft-cancelled"),
        (!now.dispatch_required && was_required, "callout.no-response-required"),
        (to(CalloutStatus::Closed), "callout.closed"),
    ];
    let mut news: Vec<_> = all.into_iter().filter(|(so, _)| *so).map(|(_, kind)| kind).collect();
    if news.is_empty() && has_events {
        news.push("callout.events-changed");
    }
    news
}

async fn events_since(
    db: &impl ConnectionTrait,
    callout_id: i64,
    known: i64,
) -> Result<Vec<callout_event::Model>, Error> {
    let newest = callout_event::Entity::find()
        .filter(callout_event::Column::CalloutId.eq(callout_id))
        .filter(callout_event::Column::Id.gt(known))
        .order_by_desc(callout_event::Column::Id)
        .limit(MOST_EVENTS);
    let mut events = newest.all(db).await?;
    events.reverse();
    Ok(events)
}

fn body(row: &callout::Model, kind: &str, newest: i64, events: &[callout_event::Model]) -> Value {
    let time = |at: Option<i64>| at.map(Timestamp::from_millis);
    let events: Vec<_> = events
        .iter()
        .map(|event| {
            json!({"id": event.id, "calloutEventTypeId": event.type_id, "status": event.status,
                "createdAt": Timestamp::from_millis(event.created_at)})
        })
        .collect();
    json!({
        "message": printed_name(kind, row),
        // Webhooks may arrive out of order: the higher number is newer.
        "sequence": newest,
        "callout": {
            "id": row.id,
            "customerId": row.resident_id,
            "calloutClassificationId": row.classification_id,
            "responseTypeId": row.response_type_id,
            "internalTest": row.internal_test,
            "status": row.status,
            "acknowledged": row.acknowledged,
            "firstAcknowledgedAt": time(row.first_acknowledged_at),
            "owned": row.owned,
            "ownedAt": time(row.owned_at),
            "verified": row.verified,
            "cancelledByCustomer": row.cancelled_by_resident,
            "dispatchRequired": row.dispatch_required,
            "responderDispatchedAt": time(row.responder_dispatched_at),
            "responderArrivedAt": time(row.responder_arrived_at),
            "responderCompletedAt": time(row.responder_completed_at),
            "loggedAt": Timestamp::from_millis(row.logged_at),
            "updatedAt": Timestamp::from_millis(row.updated_at),
            "resolvedAt": time(row.resolved_at),
        },
        "events": events,
    })
}

/// The source's name of the event. A responder sent by automatic dispatch has acknowledged the callout; a supplier rung by a
/// controller was dispatched.
fn printed_name(kind: &str, row: &callout::Model) -> &'static str {
    match kind {
        "callout.new" => "NEW_CALLOUT",
        "callout.owned" => "CALLOUT_OWNED",
        "callout.dispatched" if row.responder_id.is_some() => "RESPONDER_ACKNOWLEDGED_CALLOUT",
        "callout.dispatched" => "RESPONDER_MANUALLY_DISPATCHED",
        "callout.arrived" => "RESPONDER_ARRIVED_ON_SCENE",
        "callout.completed" => "RESPONDER_COMPLETED",
        "callout.soft-cancelled" => "CALLOUT_SOFT_CANCELLED_BY_CUSTOMER",
        "callout.no-response-required" => "CALLOUT_NO_LONGER_REQUIRES_RESPONSE",
        "callout.closed" => "CALLOUT_CLOSED",
        _ => "CALLOUT_EVENTS_CHANGED",
    }
}

async fn enqueue(
    db: &impl ConnectionTrait,
    state: &Context,
    listener: &WebhookClient,
    kind: &str,
    callout_id: i64,
    data: Value,
) -> Result<(), Error> {
    let delivery = NewDelivery {
        event: kind.to_owned(),
        organisation_id: Some(listener.organisation_id),
        about: DeliverySubject { cause: DeliveryCause::Callout, id: callout_id.to_string() },
        provider_id: None,
        notifier_id: None,
        service_id: None,
        target: Target::Webhook {
            name: listener.name.clone(),
            url: listener.webhook_url.clone(),
            signer: Signer::Client(listener.id.clone()),
            data,
        },
    };
    deliveries::enqueue(db, state, delivery).await.map(drop)
}

async fn keep(
    db: &impl ConnectionTrait,
    client_id: &str,
    now: &callout::Model,
    event_id: i64,
) -> Result<(), Error> {
    let row = client_callout::ActiveModel {
        callout_id: Set(now.id),
        client_id: Set(client_id.to_owned()),
        status: Set(now.status.clone()),
        acknowledged: Set(now.acknowledged),
        owned_by: Set(now.owned_by.clone()),
        cancelled_by_resident: Set(now.cancelled_by_resident),
        dispatch_required: Set(now.dispatch_required),
        event_id: Set(event_id),
    };
    let again = OnConflict::columns([Column::CalloutId, Column::ClientId])
        .update_columns([
            Column::Status,
            Column::Acknowledged,
            Column::OwnedBy,
            Column::CancelledByResident,
            Column::DispatchRequired,
            Column::EventId,
        ])
        .to_owned();
    client_callout::Entity::insert(row).on_conflict(again).exec_without_returning(db).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::callouts::example::callout;
    use database::entity::callout::Model as Callout;

    fn row(now: &Callout) -> client_callout::Model {
        client_callout::Model {
            callout_id: now.id,
            client_id: String::new(),
            status: now.status.clone(),
            acknowledged: now.acknowledged,
            owned_by: now.owned_by.clone(),
            cancelled_by_resident: now.cancelled_by_resident,
            dispatch_required: now.dispatch_required,
            event_id: 1,
        }
    }

    #[test]
    fn each_change_has_its_word_and_what_has_none_is_a_change_of_events() {
        let before = callout();
        let status = |status: &str| Callout { status: status.to_owned(), ..before.clone() };
        let acknowledged = Callout { acknowledged: true, ..before.clone() };
        let owned = Callout { owned: true, owned_by: Some("c@x.example".to_owned()), ..before.clone() };
        let cancelled = Callout { cancelled_by_resident: true, ..before.clone() };
        let stood_down = Callout { dispatch_required: false, ..before.clone() };
        for (now, expected) in [
            (acknowledged, "callout.acknowledged"),
            (owned, "callout.owned"),
            (status("Responder Dispatched"), "callout.dispatched"),
            (status("Responder Arrived"), "callout.arrived"),
            (status("Responder Cancelled"), "callout.response-cancelled"),
            (status("Responder Completed"), "callout.completed"),
            (cancelled, "callout.soft-cancelled"),
            (stood_down, "callout.no-response-required"),
            (status("closed"), "callout.closed"),
            (before.clone(), "callout.events-changed"),
        ] {
            assert_eq!(news(Some(&row(&before)), &now, true), [expected]);
        }
        assert_eq!(news(None, &before, true), ["callout.new"]);
        assert!(news(Some(&row(&before)), &before, false).is_empty());
    }

    #[test]
    fn what_happens_at_once_is_told_in_the_order_of_its_life() {
        let before = callout();
        let sent =
            Callout { acknowledged: true, status: "Responder Dispatched".to_owned(), ..before.clone() };
        assert_eq!(news(Some(&row(&before)), &sent, true), ["callout.acknowledged", "callout.dispatched"]);
    }
}
