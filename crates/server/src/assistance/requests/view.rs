//! Assistance requests as JSON representations. The status is computed from tries, answers and deliveries and is not stored, so
//! that it cannot contradict them.

use std::collections::{HashMap, HashSet};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use wire::assistance::{
    Answer, AnswerChoice, AssistanceRequest, NotifierKind, RequestDelivery, RequestStatus, Tried,
};
use wire::delivery::DeliveryState;
use wire::id::{AssistanceRequestId, NotifierId, ProviderId, ResidentId, SiteId};
use wire::time::Timestamp;

use super::replies;
use super::replies::Replies;
use database::entity::{assistance_answer, assistance_attempt, assistance_request, delivery, resident, site};
use web::error::Error;

/// One request as JSON representation.
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
    let tries = assistance_attempt::Entity::find()
        .filter(assistance_attempt::Column::RequestId.is_in(ids.clone()))
        .order_by_asc(assistance_attempt::Column::Id)
        .all(db);
    let mut tries = by(tries.await?, |row| row.request_id);
    let answers = assistance_answer::Entity::find()
        .filter(assistance_answer::Column::RequestId.is_in(ids.clone()))
        .order_by_asc(assistance_answer::Column::Id)
        .all(db);
    let mut answers = by(answers.await?, |row| row.request_id);
    let deliveries = replies::deliveries(db, &ids).await?;
    let gone = replies::lost_accounts(db, &deliveries).await?;
    let mut deliveries = by(deliveries, |row| row.about_id.parse().unwrap_or_default());
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
            ..parts.show(row, &gone)
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

/// The rows of one request, oldest first.
struct Parts {
    tries: Vec<assistance_attempt::Model>,
    answers: Vec<assistance_answer::Model>,
    deliveries: Vec<delivery::Model>,
}

impl Parts {
    fn show(self, row: assistance_request::Model, gone: &HashSet<String>) -> AssistanceRequest {
        let time = Timestamp::from_millis;
        let names = replies::names(&self.answers);
        AssistanceRequest {
            id: AssistanceRequestId(row.id),
            provider: ProviderId(row.provider_id),
            label: row.label,
            resident: ResidentId(row.resident_id),
            site: row.site_id.map(SiteId),
            status: self.status(gone),
            created: time(row.created_at),
            reached: replies::reached_at(&self.answers).map(time),
            answers: self
                .answers
                .into_iter()
                .map(|row| Answer {
                    name: names.get(&row.person()).cloned().unwrap_or(row.name),
                    answer: AnswerChoice::parse(&row.answer),
                    at: time(row.answered_at),
                })
                .collect(),
            deliveries: self.deliveries.into_iter().map(delivery).collect(),
            tried: self
                .tries
                .into_iter()
                .map(|row| Tried {
                    provider: ProviderId(row.provider_id),
                    label: row.label,
                    at: time(row.attempted_at),
                })
                .collect(),
            ..AssistanceRequest::default()
        }
    }

    /// The status from all who were asked: a person who cannot come does not end the request while others may come.
    fn status(&self, gone: &HashSet<String>) -> RequestStatus {
        let replies = Replies::of(&self.answers, gone);
        if replies.any(AnswerChoice::Coming) {
            return RequestStatus::Coming;
        }
        let open: Vec<_> = self.deliveries.iter().filter(|row| replies.may_still_bring(row)).collect();
        let is = |row: &delivery::Model, state: DeliveryState| row.state == state.as_str();
        let current = self.tries.last().map(|row| row.provider_id);
        if open.iter().any(|row| row.provider_id == current && is(row, DeliveryState::Delivered)) {
            RequestStatus::Delivered
        } else if open.iter().any(|row| is(row, DeliveryState::Waiting)) {
            RequestStatus::Sending
        } else if !open.is_empty() {
            RequestStatus::Delivered
        } else if replies.any(AnswerChoice::Cannot) {
            RequestStatus::Declined
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
