//! Monitors the guidelines. A breach is notified when it begins, and again only after it had ended.

use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, QuerySelect, Set};
use wire::governance::{Measure, Standing};
use wire::plural::{counted, form};
use wire::session::Role;
use wire::target_type::TargetType;

use super::measure::standings;
use crate::context::{Change, Context};
use crate::notifications;
use crate::notifications::{Audience, ServerNotification};
use database::entity::{breach, guideline};
use web::error::Error;

/// Notifies every admin of breaches that have begun since the last run.
pub async fn notify_of_breaches(state: Context) -> Result<(), Error> {
    let organisations: Vec<i64> = guideline::Entity::find()
        .select_only()
        .column(guideline::Column::OrganisationId)
        .distinct()
        .into_tuple()
        .all(&*state.db)
        .await?;
    for organisation_id in organisations {
        // Read without the write lock first, because most runs find no change.
        let is_news = |standing: &Standing| standing.breached != standing.breached_since.is_some();
        if standings(&*state.db, organisation_id, state.now()).await?.iter().any(is_news) {
            // An organisation that fails does not delay the others.
            if let Err(error) = notify_organisation(&state, organisation_id).await {
                tracing::error!(%error, organisation_id, "cannot create the notifications of guideline breaches");
            }
        }
    }
    Ok(())
}

async fn notify_organisation(state: &Context, organisation_id: i64) -> Result<(), Error> {
    let now = state.now();
    let transaction = state.write().await?;
    for standing in standings(&*transaction, organisation_id, now).await? {
        let key = (standing.service_id.0.clone(), standing.measure.to_string());
        match (standing.breached, &standing.breached_since) {
            (true, None) => {
                let row =
                    breach::ActiveModel { service_id: Set(key.0), measure: Set(key.1), since: Set(now) };
                let keep = OnConflict::columns([breach::Column::ServiceId, breach::Column::Measure])
                    .do_nothing()
                    .to_owned();
                breach::Entity::insert(row).on_conflict(keep).exec_without_returning(&*transaction).await?;
                let audience = vec![Audience::Role { organisation_id, role: Role::Admin }];
                let id = standing.service_id.to_string();
                let raise = ServerNotification::new(
                    organisation_id,
                    TargetType::GuidelineBreached,
                    id,
                    words(&standing),
                    audience,
                );
                notifications::raise(&*transaction, state, raise).await?;
            }
            (false, Some(_)) => {
                breach::Entity::delete_by_id(key).exec(&*transaction).await?;
            }
            _ => {}
        }
    }
    transaction.commit().await?;
    state.publish(Change::Trays);
    Ok(())
}

/// The duration of a state.
const DAYS: &str = "1 day|{count} days";

fn words(standing: &Standing) -> String {
    let (service, limit) = (&standing.service, standing.limit);
    let value = standing.value.unwrap_or_default();
    match standing.measure {
        Measure::FailureShare => {
            format!("{service}: {value} of 100 messages failed in the last week. At most {limit} may.")
        }
        Measure::UndecidedDays => {
            let (days, most) = (counted(DAYS, value.into()), form("is kept|are kept", limit.into()));
            format!("{service}: something has waited {days} for a decision. At most {limit} {most}.")
        }
        Measure::SilentDays => {
            let (days, most) = (counted(DAYS, value.into()), form("is expected|are expected", limit.into()));
            format!("{service} has sent nothing for {days}. At most {limit} {most}.")
        }
        Measure::Other(_) => format!("{service} does not keep a guideline."),
    }
}
