//! Notifications in the format of the contract, as one person sees them.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use wire::id::{NotificationId, SiteId};
use wire::notification::{Notification, NotificationType, SentMessage, VisitAnswer};
use wire::time::Timestamp;

use super::broadcast;
use super::links::Links;
use crate::auth::caller::Caller;
use crate::auth::caller::Person;
use crate::auth::rights::VisibleNotification;
use crate::visits;
use database::entity::{message, notification, service};
use web::error::Error;

/// One notification.
pub(crate) async fn one(
    db: &impl ConnectionTrait,
    caller: &Caller,
    seen: VisibleNotification,
) -> Result<Notification, Error> {
    many(db, caller, vec![seen]).await?.pop().ok_or(Error::NotFound)
}

/// A page of notifications, in their order.
pub(crate) async fn many(
    db: &impl ConnectionTrait,
    caller: &Caller,
    page: Vec<VisibleNotification>,
) -> Result<Vec<Notification>, Error> {
    let sent: Vec<String> =
        page.iter().filter(|seen| leaves(&seen.row)).map(|seen| seen.row.id.clone()).collect();
    let mut messages = crate::messages::of_notification::of_notifications(db, &sent).await?;
    let services: Vec<&str> = page.iter().filter_map(|seen| seen.row.service_id.as_deref()).collect();
    let services: HashMap<String, service::Model> = if services.is_empty() {
        HashMap::new()
    } else {
        let rows = service::Entity::find().filter(service::Column::Id.is_in(services)).all(db).await?;
        rows.into_iter().map(|service| (service.id.clone(), service)).collect()
    };
    let person = match caller {
        Caller::Person(person) => Some(person),
        _ => None,
    };
    // Only staff and the sender see the number of recipients.
    let mut reached = match person.is_none_or(|person| person.role.is_staff()) {
        true => broadcast::reached(db, page.iter().map(|seen| &seen.row)).await?,
        false => HashMap::new(),
    };
    let mut own_visits = visits::own_of(db, person, page.iter().map(|seen| &seen.row)).await?;
    let rows: Vec<&notification::Model> = page.iter().map(|seen| &seen.row).collect();
    let links = Links::of(db, &rows).await?;
    let mut replies = crate::notifications::reply::of(db, person, &rows).await?;
    let mut shown = Vec::with_capacity(page.len());
    for seen in page {
        let messages = messages.remove(&seen.row.id).unwrap_or_default();
        let service = seen.row.service_id.as_ref().and_then(|id| services.get(id));
        let reached = reached.remove(&seen.row.id).unwrap_or_default();
        let own_visit = own_visits.remove(&seen.row.id);
        let reply = replies.remove(&seen.row.seq);
        let mut one = Notification { reached, reply, ..to_wire(seen, person, &links, messages, service) };
        if let Some(visit) = own_visit {
            one.due_at = Some(Timestamp::from_millis(visit.due_at));
            one.visit_answer = visits::answer_of(&visit);
        }
        shown.push(one);
    }
    Ok(shown)
}

/// Whether it is sent by e-mail, text or letter.
pub(crate) fn leaves(row: &notification::Model) -> bool {
    row.require_email || row.require_sms || row.require_letter || !is_screen(row)
}

fn is_screen(row: &notification::Model) -> bool {
    row.notification_type == NotificationType::Screen.as_str()
}

/// Whether this person may remove it from their tray.
pub(crate) fn is_removable(row: &notification::Model, person: Option<&Person>) -> bool {
    (!row.require_action || row.decided) && !person.is_some_and(|person| has_written(row, person))
}

/// Whether this person sent it by e-mail, text or letter. It stays on their tray, as evidence of what was sent.
pub(crate) fn has_written(row: &notification::Model, person: &Person) -> bool {
    row.created_by_user_id.as_ref() == Some(&person.user.id) && !is_screen(row)
}

fn to_wire(
    seen: VisibleNotification,
    person: Option<&Person>,
    links: &Links,
    messages: Vec<message::Model>,
    service: Option<&service::Model>,
) -> Notification {
    let VisibleNotification { row, item, may_decide } = seen;
    let time = |at: Option<i64>| at.map(Timestamp::from_millis);
    let follow_on_url = links.link(&row, person.map(|person| &person.role));
    let record = links.record(&row);
    let removed_at = item.as_ref().and_then(|item| item.removed_at);
    let is_removable = removed_at.is_none() && row.deleted_at.is_none() && is_removable(&row, person);
    let sent = leaves(&row).then(|| {
        let mut sent: Vec<_> = messages.into_iter().map(sent_message).collect();
        sent.sort_by(|one, other| one.channel.cmp(&other.channel));
        sent
    });
    let visit_answer = row.visit_answer.map(|answer| VisitAnswer {
        answer: answer.into(),
        note: row.visit_note,
        slot: time(row.visit_slot),
        at: Timestamp::from_millis(row.visit_at.unwrap_or_default()),
    });
    Notification {
        id: NotificationId(row.id),
        target_id: row.target_id,
        target_type: row.target_type.unwrap_or_default().into(),
        notification_type: row.notification_type.into(),
        user: row.user_email,
        message: row.message,
        service_key: None,
        template_id: row.template_id,
        mobile_number: row.mobile_number,
        email: row.email,
        require_action: row.require_action,
        require_email_notification: row.require_email,
        require_sms_notification: row.require_sms,
        require_letter: row.require_letter,
        is_read_status: item.as_ref().is_some_and(|item| item.read_at.is_some()),
        sent_message_details: sent,
        action_note: row.action_note,
        performed_action_done_by: row.action_by,
        performed_action_type: row.action_type.map(Into::into),
        is_removable,
        personalisation_params: row.personalisation.and_then(|json| serde_json::from_str(&json).ok()),
        performed_action_date: time(row.action_at),
        created_date: Timestamp::from_millis(row.created_at),
        version: Some(row.version),
        performed_action_done_by_name: row.action_by_name,
        created_by: Some(row.created_by),
        service: service.map(|service| service.name.clone()),
        service_contact: service.and_then(|service| service.contact.clone()),
        record,
        reply: None,
        audience: Some(row.audience).filter(|words| !words.is_empty()),
        site_id: row.site_id.map(SiteId),
        may_decide: Some(may_decide),
        read_at: time(item.and_then(|item| item.read_at)),
        follow_on_url,
        due_at: time(row.due_at),
        visit_answer,
        slots: slots(row.visit_slots.as_deref()),
        property: row.property,
        reached: Vec::new(),
        erased_at: time(row.erased_at),
        deleted_at: time(row.deleted_at),
        removed_at: time(removed_at),
    }
}

/// The alternative times of a visit, parsed from the stored form.
fn slots(json: Option<&str>) -> Vec<Timestamp> {
    let times: Vec<i64> = json.and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default();
    times.into_iter().map(Timestamp::from_millis).collect()
}

fn sent_message(row: message::Model) -> SentMessage {
    SentMessage {
        channel: crate::messages::of_notification::channel(&row),
        id: row.sender_id,
        status: row.status,
        time: Timestamp::from_millis(row.updated_at),
        document_id: row.document_id,
    }
}
