//! The results of recent deliveries to notifiers. Only the newest one decides whether a notifier works; the counts are
//! informative.

use std::collections::{HashMap, HashSet};

use sea_orm::{ConnectionTrait, FromQueryResult};
use wire::assistance::{Health, HealthState, NotifierKind, Provider};
use wire::delivery::DeliveryCause;
use wire::sender::email;
use wire::time::Timestamp;

use super::view;
use database::entity::notifier;
use database::sql::Sql;
use web::error::Error;

/// Older deliveries are ignored: 30 days, in milliseconds.
const RECENT: i64 = 30 * 24 * 60 * 60 * 1000;

/// The health of each notifier, by its id.
pub type Healths = HashMap<i64, Health>;

#[derive(Debug, FromQueryResult)]
struct Row {
    notifier_id: i64,
    address: String,
    delivered: i64,
    dead: i64,
    newest_delivered: Option<i64>,
    newest_dead: Option<i64>,
    newest_trying: Option<i64>,
    delivered_at: Option<i64>,
    dead_at: Option<i64>,
}

/// The health of these notifiers. Deliveries to an address that a notifier no longer has are ignored.
pub async fn of_notifiers(
    db: &impl ConnectionTrait,
    organisation_id: i64,
    notifiers: &[notifier::Model],
    now: i64,
) -> Result<Healths, Error> {
    let mut found: HashMap<(i64, String), Row> = HashMap::new();
    // One query for a whole organisation; a small number of notifiers is selected by id.
    let few = (notifiers.len() <= 500).then(|| notifiers.iter().map(|row| row.id));
    if notifiers.is_empty() {
        return Ok(Healths::new());
    }
    let mut sql = Sql::new(
        "SELECT notifier_id, address, \
         SUM(CASE WHEN state = 'delivered' THEN 1 ELSE 0 END) AS delivered, \
         SUM(CASE WHEN state = 'dead' THEN 1 ELSE 0 END) AS dead, \
         MAX(CASE WHEN state = 'delivered' THEN created_at END) AS newest_delivered, \
         MAX(CASE WHEN state = 'dead' THEN created_at END) AS newest_dead, \
         MAX(CASE WHEN state = 'waiting' AND attempts > 1 THEN created_at END) AS newest_trying, \
         MAX(CASE WHEN state = 'delivered' THEN ended_at END) AS delivered_at, \
         MAX(CASE WHEN state = 'dead' THEN ended_at END) AS dead_at \
         FROM delivery WHERE organisation_id = ",
    );
    sql.bind(organisation_id).push(" AND about_kind = ").bind(DeliveryCause::AssistanceRequest.as_str());
    sql.push(" AND created_at > ").bind(now - RECENT);
    match few {
        Some(ids) => sql.push(" AND notifier_id IN (").bind_all(ids).push(")"),
        None => sql.push(" AND notifier_id IS NOT NULL"),
    };
    let rows: Vec<Row> = sql.push(" GROUP BY notifier_id, address").all(db).await?;
    for row in rows {
        found.insert((row.notifier_id, row.address.clone()), row);
    }
    let reachable = people_with_devices(db, organisation_id).await?;
    let health = |notifier: &notifier::Model| {
        let row = found.get(&(notifier.id, notifier.address.clone()));
        let mut health = of(notifier.disabled_at.is_some(), row);
        if notifier.kind() == NotifierKind::Push && !reachable.contains(&notifier.address) {
            health.state = HealthState::Unreachable;
        }
        // Stored by a release with more lenient rules; an e-mail to this address could not be sent.
        if notifier.kind() == NotifierKind::Email && email::parse(&notifier.address).is_none() {
            health.state = HealthState::BadAddress;
        }
        (notifier.id, health)
    };
    Ok(notifiers.iter().map(health).collect())
}

#[derive(FromQueryResult)]
struct Person {
    id: String,
}

/// The people in an organisation who have a device.
async fn people_with_devices(
    db: &impl ConnectionTrait,
    organisation_id: i64,
) -> Result<HashSet<String>, Error> {
    let mut sql = Sql::new("SELECT u.id FROM \"user\" u WHERE u.organisation_id = ");
    sql.bind(organisation_id).push(" AND EXISTS (SELECT 1 FROM push_subscription p WHERE p.user_id = u.id)");
    Ok(sql.all::<Person>(db).await?.into_iter().map(|person| person.id).collect())
}

/// Adds the results of recent deliveries to each provider.
pub async fn add(
    db: &impl ConnectionTrait,
    organisation_id: i64,
    providers: &mut [Provider],
    now: i64,
) -> Result<(), Error> {
    let ids: Vec<_> = providers.iter().map(|provider| provider.id.0).collect();
    let by_provider = view::notifiers_of(db, &ids).await?;
    let all: Vec<_> = by_provider.values().flatten().cloned().collect();
    let healths = of_notifiers(db, organisation_id, &all, now).await?;
    for provider in providers {
        let own = by_provider.get(&provider.id.0).into_iter().flatten();
        provider.health = Some(together(own.filter_map(|row| healths.get(&row.id))));
    }
    Ok(())
}

fn of(is_disabled: bool, row: Option<&Row>) -> Health {
    let time = |at: Option<i64>| at.map(Timestamp::from_millis);
    // A person with two devices is notified if one of them succeeds, so at equal times "delivered" takes precedence. A delivery
    // that is retried has failed once already.
    let state = match row.map(|row| (row.newest_delivered, row.newest_dead.max(row.newest_trying))) {
        _ if is_disabled => HealthState::Disabled,
        Some((Some(delivered), failed)) if failed.is_none_or(|failed| delivered >= failed) => {
            HealthState::Works
        }
        Some((_, Some(_))) => HealthState::Failing,
        _ => HealthState::Untried,
    };
    Health {
        state,
        delivered: row.map_or(0, |row| row.delivered),
        dead: row.map_or(0, |row| row.dead),
        delivered_at: time(row.and_then(|row| row.delivered_at)),
        dead_at: time(row.and_then(|row| row.dead_at)),
    }
}

/// The health of a provider: that of its worst notifier. But a working notifier compensates for those that were never tried, and
/// for people without a device.
pub fn together<'a>(parts: impl Iterator<Item = &'a Health>) -> Health {
    let mut sum = Health::default();
    let mut states = Vec::new();
    for part in parts {
        states.push(part.state);
        sum.delivered += part.delivered;
        sum.dead += part.dead;
        sum.delivered_at = sum.delivered_at.max(part.delivered_at.clone());
        sum.dead_at = sum.dead_at.max(part.dead_at.clone());
    }
    sum.state = if !states.is_empty() && states.iter().all(|state| *state == HealthState::Disabled) {
        HealthState::Disabled
    } else if states.contains(&HealthState::BadAddress) {
        HealthState::BadAddress
    } else if states.iter().any(|state| matches!(state, HealthState::Failing | HealthState::Disabled)) {
        HealthState::Failing
    } else if states.contains(&HealthState::Works) {
        HealthState::Works
    } else if states.contains(&HealthState::Unreachable) {
        HealthState::Unreachable
    } else {
        HealthState::Untried
    };
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(newest_delivered: Option<i64>, newest_dead: Option<i64>) -> Row {
        let (delivered_at, dead_at) = (newest_delivered, newest_dead);
        let address = String::new();
        Row {
            notifier_id: 1,
            address,
            delivered: 1,
            dead: 1,
            newest_delivered,
            newest_dead,
            newest_trying: None,
            delivered_at,
            dead_at,
        }
    }

    #[test]
    fn what_is_tried_again_has_failed() {
        let again = |newest| Row { newest_trying: newest, ..row(Some(5), None) };
        assert_eq!(of(false, Some(&again(Some(6)))).state, HealthState::Failing);
        assert_eq!(of(false, Some(&again(Some(4)))).state, HealthState::Works);
    }

    #[test]
    fn the_newest_delivery_says_whether_it_works() {
        for (delivered, dead, state) in [
            (None, None, HealthState::Untried),
            (Some(2), Some(1), HealthState::Works),
            (Some(1), Some(2), HealthState::Failing),
            (Some(2), Some(2), HealthState::Works),
            (None, Some(1), HealthState::Failing),
        ] {
            assert_eq!(of(false, Some(&row(delivered, dead))).state, state);
        }
        assert_eq!(of(true, Some(&row(Some(1), None))).state, HealthState::Disabled);
        assert_eq!(of(false, None).state, HealthState::Untried);
    }

    #[test]
    fn one_that_fails_spoils_the_whole() {
        let health = |state| Health { state, ..Health::default() };
        let whole = |states: &[HealthState]| {
            together(states.iter().map(|s| health(*s)).collect::<Vec<_>>().iter()).state
        };
        use HealthState::{Disabled, Failing, Unreachable, Untried, Works};
        assert_eq!(whole(&[Unreachable, Unreachable]), Unreachable);
        assert_eq!(whole(&[Unreachable, Works]), Works);
        assert_eq!(whole(&[Unreachable, Untried]), Unreachable);
        assert_eq!(whole(&[Unreachable, Failing]), Failing);
        assert_eq!(whole(&[Works, Untried]), Works);
        assert_eq!(whole(&[Works, HealthState::BadAddress]), HealthState::BadAddress);
        assert_eq!(whole(&[Works, Failing]), Failing);
        assert_eq!(whole(&[Disabled, Disabled]), Disabled);
        assert_eq!(whole(&[Disabled, Works]), Failing);
        assert_eq!(whole(&[]), Untried);
    }
}
