//! An assistance request as staff see it: who asked, who was notified through which notifier with what result, and who answered.
//! A failed delivery refers to its request.

use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter};
use wire::assistance::{AnswerChoice, AssistanceRequest, NotifierKind, RequestDelivery, RequestStatus};
use wire::delivery::{DeliveryCause, DeliveryState};
use wire::label::isolated;
use wire::record::{Fact, Record, RecordEvent};
use wire::time::Timestamp;

use crate::assistance::request_view;
use crate::auth::caller::Person;
use crate::auth::scopes;
use crate::records::facts::{ASSISTANCE_REQUEST, fact, fact_at, resident_facts, site_of};
use database::entity::{assistance_request, delivery, resident};
use web::error::Error;

/// The request with this id, if this person may see it.
pub(crate) async fn record(
    db: &impl ConnectionTrait,
    person: &Person,
    id: &str,
) -> Result<Option<Record>, Error> {
    let Ok(number) = id.parse::<i64>() else { return Ok(None) };
    let readable = assistance_request::Entity::find_by_id(number).filter(scopes::assistance_requests(person));
    let Some(row) = readable.one(db).await? else { return Ok(None) };
    let Some(resident) = resident::Entity::find_by_id(row.resident_id).one(db).await? else {
        return Ok(None);
    };
    let site = site_of(db, row.site_id).await?;
    let mut facts = resident_facts(&resident, site.as_ref());
    let request = request_view(db, row).await?;
    facts.extend(known(&request));
    Ok(Some(Record {
        kind: ASSISTANCE_REQUEST.into(),
        id: number.to_string(),
        title: format!("Assistance for {}", resident.name_in_sentence()),
        state: state(&request).into(),
        trouble: matches!(request.status, RequestStatus::Failed | RequestStatus::Declined),
        facts,
        events: happened(&request, &resident.name_in_sentence()),
        ..Record::default()
    }))
}

/// The request of a delivery. If nobody could be notified at all, the notification names the request itself.
pub(crate) async fn of_delivery(
    db: &impl ConnectionTrait,
    person: &Person,
    id: &str,
) -> Result<Option<Record>, Error> {
    let row = delivery::Entity::find_by_id(id).one(db).await?;
    let request = match row {
        Some(row) if row.about_kind == DeliveryCause::AssistanceRequest.as_str() => row.about_id,
        Some(_) => return Ok(None),
        None => id.to_owned(),
    };
    record(db, person, &request).await
}

fn state(request: &AssistanceRequest) -> &'static str {
    match request.status {
        RequestStatus::Sending | RequestStatus::Delivered if !request.answers.is_empty() => {
            "Others may still come"
        }
        RequestStatus::Sending => "Being told",
        RequestStatus::Delivered => "Nobody has answered yet",
        RequestStatus::Failed => "Nobody could be notified",
        RequestStatus::Coming => "Somebody is coming",
        RequestStatus::Declined => "Nobody can come",
    }
}

fn known(request: &AssistanceRequest) -> Vec<Fact> {
    let mut facts = vec![fact_at("Asked for", request.label.clone(), request.created.millis())];
    let later = request.tried.iter().skip(1);
    facts.extend(later.map(|tried| fact_at("Then told", tried.label.clone(), tried.at.millis())));
    let answer = request.answers.last().map_or_else(
        || fact("Answer", "Nobody has answered yet"),
        |answer| {
            let said = answered(&answer.name, answer.answer);
            fact_at("Answer", said.trim_end_matches('.'), answer.at.millis())
        },
    );
    facts.push(answer);
    let ledger = Some(format!("/staff/deliveries?request={}", request.id));
    facts.push(Fact { link: ledger, ..fact("Deliveries", "Every try and what it answered") });
    facts
}

/// Events: the request, its deliveries, its answers.
fn happened(request: &AssistanceRequest, name: &str) -> Vec<RecordEvent> {
    let event = |at: &Timestamp, text: String| RecordEvent { at: at.clone(), text };
    let asked = event(&request.created, format!("{name} asked for {}.", isolated(&request.label)));
    let later = request.tried.iter().skip(1);
    let later = later.map(|tried| event(&tried.at, format!("{} was next.", isolated(&tried.label))));
    let deliveries = request.deliveries.iter().map(|row| event(&row.updated, became(row)));
    let answers = request.answers.iter().map(|row| event(&row.at, answered(&row.name, row.answer)));
    let mut events: Vec<_> = [asked].into_iter().chain(later).chain(deliveries).chain(answers).collect();
    // Newest first, also among events with the same time.
    events.reverse();
    events
}

/// The result of a delivery. A successful webhook does not mean that a person knows of it.
fn became(row: &RequestDelivery) -> String {
    let way = match row.kind {
        NotifierKind::Email => "e-mail",
        NotifierKind::Push => "message to the devices",
        NotifierKind::Webhook => "message to the system",
    };
    let whom = if row.kind == NotifierKind::Email { "to" } else { "of" };
    let outcome = match row.status {
        DeliveryState::Delivered => "has gone out.".to_owned(),
        DeliveryState::Dead => "could not be delivered.".to_owned(),
        _ if row.attempts == 0 => "is about to go out.".to_owned(),
        _ => format!("is on its way, try {}.", row.attempts),
    };
    format!("The {way} {whom} {} {outcome}", isolated(&row.name))
}

fn answered(name: &str, answer: AnswerChoice) -> String {
    match answer {
        AnswerChoice::Coming => format!("{name} is coming."),
        AnswerChoice::Cannot => format!("{name} cannot come."),
    }
}
