//! The people whom a request has reached, their answers, and whether anybody may still come. The visible status and the decision
//! to try the next provider both depend on this.

use std::collections::{HashMap, HashSet};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect};
use wire::assistance::AnswerChoice;
use wire::delivery::{DeliveryCause, DeliveryKind, DeliveryState};
use wire::target_type::TargetType;

use crate::auth::author::Author;
use database::entity::assistance_answer::by_email;
use database::entity::{assistance_answer, delivery, notification, tray, tray_item, user};
use web::error::Error;

/// The answers, and the people who have lost their account.
pub struct Replies<'a> {
    /// Each person's latest answer, by account or by the notifier whose e-mail they answered.
    newest: HashMap<String, AnswerChoice>,
    gone: &'a HashSet<String>,
}

impl<'a> Replies<'a> {
    /// From answers in chronological order.
    pub fn of(answers: &'a [assistance_answer::Model], gone: &'a HashSet<String>) -> Self {
        let newest = answers.iter().map(|row| (row.person(), AnswerChoice::parse(&row.answer)));
        Self { newest: newest.collect(), gone }
    }

    /// Whether anybody's latest answer is this.
    pub fn any(&self, choice: AnswerChoice) -> bool {
        self.newest.values().any(|said| *said == choice)
    }

    /// Whether this delivery may still bring somebody. A person who cannot come answers only for themselves; nobody answers for a
    /// webhook.
    pub fn may_still_bring(&self, row: &delivery::Model) -> bool {
        let person = match (row.notifier_id, row.kind == DeliveryKind::Push.as_str()) {
            (_, true) => Some(row.address.clone()),
            (Some(notifier), false) if row.kind == DeliveryKind::Email.as_str() => Some(by_email(notifier)),
            _ => None,
        };
        let is_out = person.is_some_and(|person| {
            self.newest.get(&person) == Some(&AnswerChoice::Cannot) || self.gone.contains(&person)
        });
        row.state != DeliveryState::Dead.as_str() && !is_out
    }
}

/// Since when each person who is coming has said so without withdrawing it; the earliest of these times.
pub fn reached_at(answers: &[assistance_answer::Model]) -> Option<i64> {
    let mut since: HashMap<String, i64> = HashMap::new();
    for row in answers {
        match AnswerChoice::parse(&row.answer) {
            AnswerChoice::Coming => {
                since.entry(row.person()).or_insert(row.answered_at);
            }
            AnswerChoice::Cannot => {
                since.remove(&row.person());
            }
        }
    }
    since.into_values().min()
}

/// A name for each person who answered. People with the same name are distinguished; otherwise one would seem to withdraw the
/// other's answer.
pub fn names(answers: &[assistance_answer::Model]) -> HashMap<String, String> {
    let mut known: Vec<(String, &str)> = Vec::new();
    let mut names = HashMap::new();
    for row in answers {
        if known.iter().any(|(id, _)| *id == row.person()) {
            continue;
        }
        let same = known.iter().filter(|(_, name)| *name == row.name).count();
        let name = if same == 0 { row.name.clone() } else { format!("{} ({})", row.name, same + 1) };
        names.insert(row.person(), name);
        known.push((row.person(), &row.name));
    }
    names
}

/// Recipients of pushes whose account is no longer active.
pub async fn lost_accounts(
    db: &impl ConnectionTrait,
    rows: &[delivery::Model],
) -> Result<HashSet<String>, Error> {
    let pushed = rows.iter().filter(|row| row.kind == DeliveryKind::Push.as_str());
    let ids: HashSet<&str> = pushed.map(|row| row.address.as_str()).collect();
    if ids.is_empty() {
        return Ok(HashSet::new());
    }
    let gone: Vec<String> = user::Entity::find()
        .select_only()
        .column(user::Column::Id)
        .filter(user::Column::Id.is_in(ids))
        .filter(user::Column::Active.eq(false))
        .into_tuple()
        .all(db)
        .await?;
    Ok(gone.into_iter().collect())
}

/// Every delivery of these requests, oldest first.
pub async fn deliveries(db: &impl ConnectionTrait, ids: &[i64]) -> Result<Vec<delivery::Model>, Error> {
    let found = delivery::Entity::find()
        .filter(delivery::Column::AboutKind.eq(DeliveryCause::AssistanceRequest.as_str()))
        .filter(delivery::Column::AboutId.is_in(ids.iter().map(i64::to_string)))
        .order_by_asc(delivery::Column::Id);
    Ok(found.all(db).await?)
}

/// Whether this person was asked: on a device, or as an officer of the site on the tray.
pub async fn was_asked(db: &impl ConnectionTrait, user_id: &str, request_id: i64) -> Result<bool, Error> {
    let pushed = delivery::Entity::find()
        .filter(delivery::Column::AboutKind.eq(DeliveryCause::AssistanceRequest.as_str()))
        .filter(delivery::Column::AboutId.eq(request_id.to_string()))
        .filter(delivery::Column::Kind.eq(DeliveryKind::Push.as_str()))
        .filter(delivery::Column::Address.eq(user_id));
    if pushed.limit(1).one(db).await?.is_some() {
        return Ok(true);
    }
    let Some(tray) = tray::Entity::find().filter(tray::Column::UserId.eq(user_id)).one(db).await? else {
        return Ok(false);
    };
    // Removing it from the tray changes nothing; losing the patch does.
    let on_tray = tray_item::Entity::find()
        .filter(tray_item::Column::TrayId.eq(tray.id))
        .filter(tray_item::Column::TargetId.eq(request_id.to_string()))
        .filter(tray_item::Column::TargetType.eq(TargetType::AssistanceRequested.as_str()))
        .filter(tray_item::Column::RemovedAt.is_null().or(tray_item::Column::PutAway.eq(true)))
        .all(db)
        .await?;
    let seqs = on_tray.iter().map(|item| item.seq);
    // Before these types were refused, anybody could post a notification about any request.
    let raised = notification::Entity::find()
        .filter(notification::Column::Seq.is_in(seqs))
        .filter(notification::Column::CreatedBy.eq(Author::tocsin().name))
        .filter(notification::Column::ServiceId.is_null())
        .filter(notification::Column::CreatedByUserId.is_null());
    Ok(raised.limit(1).one(db).await?.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(list: &[(&str, &str)]) -> Vec<assistance_answer::Model> {
        let row = |(id, (user, answer)): (i64, &(&str, &str))| assistance_answer::Model {
            id,
            request_id: 1,
            user_id: Some((*user).to_owned()),
            notifier_id: None,
            name: "Sam".to_owned(),
            answer: (*answer).to_owned(),
            answered_at: id,
        };
        (1..).zip(list).map(row).collect()
    }

    #[test]
    fn only_a_promise_that_stands_counts_as_reached() {
        assert_eq!(reached_at(&answers(&[("a", "coming"), ("a", "coming")])), Some(1));
        assert_eq!(reached_at(&answers(&[("a", "coming"), ("a", "cannot")])), None);
        assert_eq!(reached_at(&answers(&[("a", "coming"), ("a", "cannot"), ("a", "coming")])), Some(3));
        assert_eq!(reached_at(&answers(&[("a", "coming"), ("b", "coming"), ("a", "cannot")])), Some(2));
    }

    #[test]
    fn two_people_of_one_name_are_told_apart() {
        let names = names(&answers(&[("a", "coming"), ("b", "cannot"), ("a", "coming")]));
        assert_eq!((names["a"].as_str(), names["b"].as_str()), ("Sam", "Sam (2)"));
    }
}
