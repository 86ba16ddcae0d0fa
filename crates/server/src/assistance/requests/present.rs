//! Requests as they are answered. What became of one is read from its tries, its answers and its deliveries, and kept
//! nowhere, so that it cannot disagree with them.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use wire::assistance::{
    Answer, AnswerChoice, AssistanceRequest, NotifierKind, RequestDelivery, RequestStatus, Tried,
};
use wire::delivery::{DeliveryCause, DeliveryState};
use wire::id::{AssistanceRequestId, NotifierId, ProviderId, ResidentId, SiteId};
use wire::time::Timestamp;

use crate::error::Error;
use crate::table::{assistance_answer, assistance_request, assistance_try, delivery, resident, site};

/// One request.
pub async fn one(
    db: &impl ConnectionTrait,
    row: assistance_request::Model,
) -> Result<AssistanceRequest, Error> {
    many(db, vec![row]).await?.pop().ok_or(Error::NotFound)
}

/// Several requests, in their order.
pub async fn many(
    db: &impl ConnectionTrait,
    rows: Vec<assistance_request::Model>,
) -> Result<Vec<AssistanceRequest>, Error> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let tries = assistance_try::Entity::find()
        .filter(assistance_try::Column::RequestId.is_in(ids.clone()))
        .order_by_asc(assistance_try::Column::Id)
        .all(db);
    let mut tries = by(tries.await?, |row| row.request_id);
    let answers = assistance_answer::Entity::find()
        .filter(assistance_answer::Column::RequestId.is_in(ids.clone()))
        .order_by_asc(assistance_answer::Column::Id)
        .all(db);
    let mut answers = by(answers.await?, |row| row.request_id);
    let deliveries = delivery::Entity::find()
        .filter(delivery::Column::AboutKind.eq(DeliveryCause::AssistanceRequest.as_str()))
        .filter(delivery::Column::AboutId.is_in(ids.iter().map(i64::to_string)))
        .order_by_asc(delivery::Column::Id)
        .all(db);
    let mut deliveries = by(deliveries.await?, |row| row.about_id.parse().unwrap_or_default());
    let residents = resident::Entity::find()
        .filter(resident::Column::Id.is_in(rows.iter().map(|row| row.resident_id)))
        .all(db)
        .await?;
    let names: HashMap<_, _> = residents.iter().map(|row| (row.id, row.full_name())).collect();
    let sites = site::Entity::find()
        .filter(site::Column::Id.is_in(rows.iter().filter_map(|row| row.site_id)))
        .all(db)
        .await?;
    let sites: HashMap<_, _> = sites.into_iter().map(|row| (row.id, row.name)).collect();
    let request = |row: assistance_request::Model| {
        let parts = Parts {
            tries: tries.remove(&row.id).unwrap_or_default(),
            answers: answers.remove(&row.id).unwrap_or_default(),
            deliveries: deliveries.remove(&row.id).unwrap_or_default(),
        };
        AssistanceRequest {
            resident_name: names.get(&row.resident_id).cloned().unwrap_or_default(),
            site_name: row.site_id.and_then(|id| sites.get(&id).cloned()),
            ..parts.show(row)
        }
    };
    Ok(rows.into_iter().map(request).collect())
}

fn by<T>(rows: Vec<T>, key: fn(&T) -> i64) -> HashMap<i64, Vec<T>> {
    let mut found: HashMap<i64, Vec<T>> = HashMap::new();
    for row in rows {
        found.entry(key(&row)).or_default().push(row);
    }
    found
}

/// What belongs to one request, each oldest first.
struct Parts {
    tries: Vec<assistance_try::Model>,
    answers: Vec<assistance_answer::Model>,
    deliveries: Vec<delivery::Model>,
}

impl Parts {
    fn show(self, row: assistance_request::Model) -> AssistanceRequest {
        let time = Timestamp::from_millis;
        let choice = |row: &assistance_answer::Model| AnswerChoice::parse(&row.answer);
        let coming = self.answers.iter().find(|answer| choice(answer) == AnswerChoice::Coming);
        AssistanceRequest {
            id: AssistanceRequestId(row.id),
            provider: ProviderId(row.provider_id),
            label: row.label,
            resident: ResidentId(row.resident_id),
            site: row.site_id.map(SiteId),
            status: self.status(),
            created: time(row.created_at),
            reached: coming.map(|answer| time(answer.answered_at)),
            answers: self
                .answers
                .iter()
                .map(|row| Answer { name: row.name.clone(), answer: choice(row), at: time(row.answered_at) })
                .collect(),
            deliveries: self.deliveries.into_iter().map(delivery).collect(),
            tried: self
                .tries
                .into_iter()
                .map(|row| Tried {
                    provider: ProviderId(row.provider_id),
                    label: row.label,
                    at: time(row.tried_at),
                })
                .collect(),
            ..AssistanceRequest::default()
        }
    }

    fn status(&self) -> RequestStatus {
        let mut newest: HashMap<&str, (AnswerChoice, i64)> = HashMap::new();
        for row in &self.answers {
            newest.insert(&row.user_id, (AnswerChoice::parse(&row.answer), row.answered_at));
        }
        if newest.values().any(|(choice, _)| *choice == AnswerChoice::Coming) {
            return RequestStatus::Coming;
        }
        let state = |row: &delivery::Model| DeliveryState::from(row.state.clone());
        let last = self.tries.last();
        let is_current = |row: &&delivery::Model| row.provider_id == last.map(|row| row.provider_id);
        let current: Vec<_> = self.deliveries.iter().filter(is_current).map(state).collect();
        let began = last.map_or(0, |row| row.tried_at);
        // A no to an earlier try does not speak for the people who are told now.
        if newest.values().any(|(_, at)| *at > began || self.tries.len() == 1) {
            return RequestStatus::Declined;
        }
        let all = || self.deliveries.iter().map(state);
        if current.contains(&DeliveryState::Delivered) {
            RequestStatus::Delivered
        } else if all().any(|state| state == DeliveryState::Waiting) {
            RequestStatus::Sending
        } else if all().any(|state| state == DeliveryState::Delivered) {
            RequestStatus::Delivered
        } else {
            RequestStatus::Failed
        }
    }
}

fn delivery(row: delivery::Model) -> RequestDelivery {
    let status = DeliveryState::from(row.state);
    RequestDelivery {
        provider: ProviderId(row.provider_id.unwrap_or_default()),
        notifier: row.notifier_id.map(NotifierId),
        kind: NotifierKind::parse(&row.kind).unwrap_or_default(),
        due: row.due_at.map(Timestamp::from_millis),
        updated: Timestamp::from_millis(row.ended_at.or(row.started_at).unwrap_or(row.created_at)),
        id: row.id,
        name: row.name,
        status,
        attempts: row.attempts,
    }
}
