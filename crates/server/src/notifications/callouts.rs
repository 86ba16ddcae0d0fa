//! Notifications about callouts: the officers of the site and the control room are notified of an alarm, and then, in one
//! notification that is kept current, of its progress.
//!
//! This happens in the transaction of the callout, in a savepoint: if it fails, the alarm is still committed.

use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    TransactionTrait,
};
use wire::classification::REAL;
use wire::event::EventType;
use wire::label::isolated;
use wire::session::Role;
use wire::status::CalloutStatus;
use wire::target_type::TargetType;

use super::audience::Audience;
use super::raise::{ServerNotification, raise};
use super::tray;
use crate::auth::account;
use crate::callouts::client_webhooks;
use crate::context::{Change, Context};
use database::connection;
use database::connection::WriteTransaction;
use database::entity::{callout, callout_event, notification, resident, site};
use web::error::Error;

/// Publishes a callout's latest changes: to staff on their trays, to API clients by webhook. Call it before the commit.
pub async fn notify_of_callout(
    transaction: &DatabaseTransaction,
    state: &Context,
    callout_id: i64,
) -> Result<(), Error> {
    let attempt = transaction.begin().await?;
    let done = notify_recipients(&attempt, state, callout_id).await;
    if let Err(error) = connection::settle(attempt, done).await? {
        tracing::error!(%error, callout = callout_id, "cannot create the notification of a callout");
    }
    client_webhooks::publish(transaction, state, callout_id).await
}

/// Ends the transaction of a step of one callout: notifies of it, commits, and publishes the change.
pub(crate) async fn commit_callout(
    transaction: WriteTransaction,
    state: &Context,
    callout_id: i64,
) -> Result<(), Error> {
    notify_of_callout(&transaction, state, callout_id).await?;
    transaction.commit().await?;
    state.publish(Change::Trays);
    state.publish(Change::Callout(callout_id));
    Ok(())
}

async fn notify_recipients(db: &impl ConnectionTrait, state: &Context, callout_id: i64) -> Result<(), Error> {
    let row = callout::Entity::find_by_id(callout_id).one(db).await?.ok_or(Error::NotFound)?;
    // Demonstrations are hidden from the queue of real alarms, and so from trays.
    if row.demo || row.internal_test {
        return Ok(());
    }
    let news = [EventType::STATUS, EventType::DISMISSED, EventType::PRESSED_AGAIN].map(|kind| kind.0);
    let newest = callout_event::Entity::find()
        .filter(callout_event::Column::CalloutId.eq(callout_id))
        .filter(callout_event::Column::TypeId.is_in(news))
        .order_by_desc(callout_event::Column::Id)
        .limit(1)
        .one(db)
        .await?;
    let Some(newest) = newest else { return Ok(()) };
    let resident = resident::Entity::find_by_id(row.resident_id).one(db).await?.ok_or(Error::NotFound)?;
    let is_new = newest.status.as_deref() == Some(CalloutStatus::Created.as_str());
    let is_real = row.classification_id == REAL;
    let name = resident.name_in_sentence();
    let message = match (is_new, is_real) {
        (true, true) => format!("{name} asks for help{}.", place(db, resident.site_id).await?),
        (true, false) => format!("{name} tests the alarm{}.", place(db, resident.site_id).await?),
        (false, _) if newest.type_id == EventType::PRESSED_AGAIN.0 => format!("{name} pressed again."),
        (false, _) => format!("{name}: {}", newest.body),
    };
    let organisation_id = resident.organisation_id;
    let officers = match resident.site_id {
        Some(site_id) => Audience::Patch(site_id),
        None => Audience::Team { organisation_id, team: "housing".to_owned() },
    };
    // A test sends no pushes.
    let is_alarm = is_new && is_real;
    let kind = if is_alarm { TargetType::CalloutRaised } else { TargetType::CalloutUpdated };
    let audience = vec![officers, Audience::ControlRoom(organisation_id)];
    let id = callout_id.to_string();
    let raised = ServerNotification {
        site_id: resident.site_id,
        once: Some(format!("callout-event:{}", newest.id)),
        topic: (!is_alarm).then(|| format!("callout:{callout_id}")),
        ..ServerNotification::new(organisation_id, kind, id, message.clone(), audience)
    };
    if is_alarm && !crate::control::duty::is_covered(db, organisation_id, state.now()).await? {
        let words = format!("Nobody is on duty in the control room. {message}");
        raise_unattended(db, state, &raised, words).await?;
    }
    if let Some(id) = raise(db, state, raised).await? {
        mark_as_read_by(db, state, &id, row.last_updated_by.as_deref()).await?;
    }
    Ok(())
}

/// No controller receives the alarm, so the managers, admins and officers of the organisation are notified.
async fn raise_unattended(
    db: &impl ConnectionTrait,
    state: &Context,
    alarm: &ServerNotification,
    message: String,
) -> Result<(), Error> {
    let organisation_id = alarm.organisation_id;
    let staff = [Role::Manager, Role::Admin, Role::Officer];
    let raised = ServerNotification {
        message,
        audience: staff.map(|role| Audience::Role { organisation_id, role }).to_vec(),
        once: alarm.once.as_ref().map(|once| format!("{once}:unattended")),
        ..alarm.clone()
    };
    raise(db, state, raised).await.map(drop)
}

async fn place(db: &impl ConnectionTrait, site_id: Option<i64>) -> Result<String, Error> {
    let Some(id) = site_id else { return Ok(String::new()) };
    let site = site::Entity::find_by_id(id).one(db).await?;
    Ok(site.map(|site| format!(" at {}", isolated(&site.name))).unwrap_or_default())
}

/// The person who did it has no need to read it.
async fn mark_as_read_by(
    db: &impl ConnectionTrait,
    state: &Context,
    id: &str,
    email: Option<&str>,
) -> Result<(), Error> {
    let Some(email) = email else { return Ok(()) };
    let Some(user) = account::find(db, email).await? else { return Ok(()) };
    let (tray, row) = (
        crate::auth::tray::of(db, &user.id).await?,
        notification::Entity::find().filter(notification::Column::Id.eq(id)).one(db).await?,
    );
    if let (Some(tray), Some(row)) = (tray, row) {
        tray::read(db, tray.id, row.seq, state.now()).await?;
    }
    Ok(())
}
