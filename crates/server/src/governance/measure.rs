//! Measures how services keep the guidelines.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder};
use wire::governance::{Measure, Standing};
use wire::id::ServiceId;
use wire::time::Timestamp;

use database::entity::{breach, guideline, service};
use database::sql::Sql;
use web::error::Error;

const DAY: i64 = 24 * 60 * 60 * 1000;

/// The period over which failures are counted.
const FAILURES: i64 = 7 * DAY;

#[derive(FromQueryResult)]
struct CountRow {
    n: i64,
    failed: Option<i64>,
}

#[derive(FromQueryResult)]
struct Oldest {
    at: Option<i64>,
}

/// Every active service of an organisation with every guideline that applies to it.
pub(crate) async fn standings(
    db: &impl ConnectionTrait,
    organisation_id: i64,
    now: i64,
) -> Result<Vec<Standing>, Error> {
    let limits: HashMap<(String, String), i64> = guideline::Entity::find()
        .filter(guideline::Column::OrganisationId.eq(organisation_id))
        .all(db)
        .await?
        .into_iter()
        .map(|row| ((row.measure, row.service_id), row.most))
        .collect();
    let services = service::Entity::find()
        .filter(service::Column::OrganisationId.eq(organisation_id))
        .filter(service::Column::Active.eq(true))
        .order_by_asc(service::Column::NameKey)
        .all(db)
        .await?;
    let mut standings = Vec::new();
    for service in services {
        for measure in Measure::ALL {
            let own = limits.get(&(measure.to_string(), service.id.clone()));
            let Some(limit) = own.or_else(|| limits.get(&(measure.to_string(), String::new()))) else {
                continue;
            };
            let value = value(db, &service, measure, now).await?;
            let since = breach::Entity::find_by_id((service.id.clone(), measure.to_string())).one(db).await?;
            standings.push(Standing {
                service_id: ServiceId(service.id.clone()),
                service: service.name.clone(),
                measure: measure.clone(),
                limit: u32::try_from(*limit).unwrap_or(u32::MAX),
                value: value.map(|value| u32::try_from(value).unwrap_or(u32::MAX)),
                breached: value.is_some_and(|value| value > *limit),
                breached_since: since.map(|row| Timestamp::from_millis(row.since)),
            });
        }
    }
    Ok(standings)
}

/// The current value; `None` if there is nothing to measure.
async fn value(
    db: &impl ConnectionTrait,
    service: &service::Model,
    measure: &Measure,
    now: i64,
) -> Result<Option<i64>, Error> {
    match measure {
        Measure::FailureShare => {
            let mut sql = Sql::new("SELECT count(*) AS n, CAST(sum(CASE WHEN status IN ");
            sql.push("('failed', 'permanent-failure', 'technical-failure', 'temporary-failure') THEN 1 ELSE 0 END) AS BIGINT) ");
            sql.push("AS failed FROM message WHERE service_id = ").bind(service.id.as_str());
            sql.push(" AND created_at > ").bind(now - FAILURES);
            let counted = sql.one::<CountRow>(db).await?;
            let counted = counted.filter(|counted| counted.n > 0);
            Ok(counted.map(|counted| (counted.failed.unwrap_or_default() * 100).div_euclid(counted.n)))
        }
        Measure::UndecidedDays => {
            let mut sql = Sql::new("SELECT min(created_at) AS at FROM notification WHERE service_id = ");
            sql.bind(service.id.as_str())
                .push(" AND require_action = TRUE AND decided = FALSE AND deleted_at IS NULL");
            let oldest = sql.one::<Oldest>(db).await?.and_then(|row| row.at);
            Ok(oldest.map(|at| (now - at) / DAY))
        }
        Measure::SilentDays => Ok(Some((now - service.last_sent_at.unwrap_or(service.created_at)) / DAY)),
        Measure::Other(_) => Ok(None),
    }
}
