//! Deliveries as JSON representations, with the names of what they belong to.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use wire::delivery::{
    AttemptOutcome, Delivery, DeliveryAbout, DeliveryAttempt, DeliveryCause, DeliveryKind, DeliveryOwner,
};
use wire::time::Timestamp;

use super::secret::CLIENT;
use database::entity::delivery::Model;
use database::entity::{
    assistance_provider, assistance_request, client, delivery_attempt, resident, service, user,
};
use web::error::Error;

/// The names of what deliveries belong to, by id.
struct Names {
    providers: HashMap<i64, String>,
    services: HashMap<String, String>,
    clients: HashMap<String, String>,
    people: HashMap<String, String>,
    /// The residents who made the requests, by request id.
    requesters: HashMap<String, String>,
}

impl Names {
    async fn of(db: &impl ConnectionTrait, rows: &[Model]) -> Result<Self, Error> {
        let ids: Vec<_> = rows.iter().filter_map(|row| row.provider_id).collect();
        let providers = assistance_provider::Entity::find()
            .filter(assistance_provider::Column::Id.is_in(ids))
            .all(db)
            .await?;
        let ids: Vec<_> = rows.iter().filter_map(|row| row.service_id.as_deref()).collect();
        let services = service::Entity::find().filter(service::Column::Id.is_in(ids)).all(db).await?;
        let ids: Vec<_> = rows.iter().filter_map(client_of).collect();
        let clients = match ids.is_empty() {
            true => Vec::new(),
            false => client::Entity::find().filter(client::Column::Id.is_in(ids)).all(db).await?,
        };
        let is_push = |row: &&Model| row.kind == DeliveryKind::Push.as_str();
        let ids: Vec<_> = rows.iter().filter(is_push).map(|row| row.address.as_str()).collect();
        let people = user::Entity::find().filter(user::Column::Id.is_in(ids)).all(db).await?;
        Ok(Self {
            requesters: requesters(db, rows).await?,
            providers: providers.into_iter().map(|row| (row.id, row.name)).collect(),
            services: services.into_iter().map(|row| (row.id, row.name)).collect(),
            clients: clients.into_iter().map(|row| (row.id, row.name)).collect(),
            people: people.into_iter().map(|row| (row.id, row.name)).collect(),
        })
    }
}

/// The API client, if it is a client's webhook.
fn client_of(row: &Model) -> Option<&str> {
    row.signer_id.as_deref().filter(|_| row.signer_kind.as_deref() == Some(CLIENT))
}

async fn requesters(db: &impl ConnectionTrait, rows: &[Model]) -> Result<HashMap<String, String>, Error> {
    let is_request = |row: &&Model| row.about_kind == DeliveryCause::AssistanceRequest.as_str();
    let ids: Vec<i64> = rows.iter().filter(is_request).filter_map(|row| row.about_id.parse().ok()).collect();
    let requests =
        assistance_request::Entity::find().filter(assistance_request::Column::Id.is_in(ids)).all(db).await?;
    let ids = requests.iter().map(|row| row.resident_id);
    let people = resident::Entity::find().filter(resident::Column::Id.is_in(ids)).all(db).await?;
    let people: HashMap<_, _> = people.into_iter().map(|row| (row.id, row.full_name())).collect();
    let requester =
        |row: assistance_request::Model| Some((row.id.to_string(), people.get(&row.resident_id)?.clone()));
    Ok(requests.into_iter().filter_map(requester).collect())
}

/// Combines deliveries with their attempts.
pub(crate) async fn delivery_views(
    db: &impl ConnectionTrait,
    rows: Vec<Model>,
    mut attempts: HashMap<String, Vec<delivery_attempt::Model>>,
) -> Result<Vec<Delivery>, Error> {
    let names = Names::of(db, &rows).await?;
    let tries = |id: &str| attempts.remove(id).unwrap_or_default().into_iter().map(attempt).collect();
    let mut tries = tries;
    Ok(rows.into_iter().map(|row| delivery(tries(&row.id), row, &names)).collect())
}

fn delivery(attempts: Vec<DeliveryAttempt>, row: Model, names: &Names) -> Delivery {
    let time = |millis: Option<i64>| millis.map(Timestamp::from_millis);
    let kind = DeliveryKind::from(row.kind.clone());
    let person = names.people.get(&row.address).cloned();
    let client = client_of(&row).map(|id| DeliveryOwner {
        name: names.clients.get(id).cloned().unwrap_or_default(),
        id: id.to_owned(),
    });
    Delivery {
        client,
        id: row.id,
        webhook_id: row.webhook_id,
        event_type: row.event_type,
        state: row.state.into(),
        about: about(row.about_kind.into(), row.about_id, names),
        provider: row
            .provider_id
            .map(|id| DeliveryOwner { id, name: names.providers.get(&id).cloned().unwrap_or_default() }),
        service: row
            .service_id
            .map(|id| DeliveryOwner { name: names.services.get(&id).cloned().unwrap_or_default(), id }),
        name: row.name,
        address: if kind == DeliveryKind::Push { person.unwrap_or_default() } else { row.address },
        kind,
        created_at: Timestamp::from_millis(row.created_at),
        started_at: time(row.started_at),
        due_at: time(row.due_at),
        ended_at: time(row.ended_at),
        replay_of: row.replay_of,
        attempts,
        body: None,
    }
}

fn about(kind: DeliveryCause, id: String, names: &Names) -> DeliveryAbout {
    let requester = names.requesters.get(&id).filter(|_| kind == DeliveryCause::AssistanceRequest);
    DeliveryAbout { resident: requester.cloned().unwrap_or_default(), kind, id }
}

fn attempt(row: delivery_attempt::Model) -> DeliveryAttempt {
    DeliveryAttempt {
        number: row.number.try_into().unwrap_or_default(),
        started_at: Timestamp::from_millis(row.started_at),
        took_ms: row.took_ms.and_then(|took| took.try_into().ok()),
        outcome: AttemptOutcome::from(row.outcome),
        status: row.status.and_then(|status| status.try_into().ok()),
        detail: row.detail,
        answer: row.answer,
    }
}
