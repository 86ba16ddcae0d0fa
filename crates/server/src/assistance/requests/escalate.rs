//! Decides which provider is tried next. A try is over when nobody it reached can still come: every delivery was given up, or
//! reached only people who cannot come. Then the next provider on the resident's television is notified, if the organisation
//! wants that; each at most once.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use wire::assistance::AnswerChoice;
use wire::delivery::{DeliveryCause, DeliveryKind};
use wire::session::Role;
use wire::target_type::TargetType;

use super::notify_provider::{RequestMessage, notify_provider};
use super::replies;
use super::replies::Replies;
use crate::assistance::visible;
use crate::context::Context;
use crate::notifications;
use crate::notifications::{Audience, ServerNotification};
use database::entity::{
    assistance_answer, assistance_attempt, assistance_provider, assistance_request, delivery, organisation,
    resident,
};
use web::error::Error;

/// Older requests are not escalated: one day, in milliseconds.
const FRESH: i64 = 24 * 60 * 60 * 1000;

/// Notifies the chosen provider, and the following ones while they reach nobody.
pub async fn begin(
    state: &Context,
    db: &impl ConnectionTrait,
    request: &assistance_request::Model,
    provider: &assistance_provider::Model,
) -> Result<(), Error> {
    if notify_provider(state, db, request, provider).await? > 0 {
        return Ok(());
    }
    if !try_next(state, db, request).await? {
        notify_of_failure(state, db, request).await?;
    }
    Ok(())
}

/// Checks a request after a delivery ended or a person declined, and notifies the next provider if the try is over.
pub async fn look_again(
    state: &Context,
    db: &impl ConnectionTrait,
    request: &assistance_request::Model,
) -> Result<(), Error> {
    let answers = answers(db, request.id).await?;
    let deliveries = replies::deliveries(db, &[request.id]).await?;
    let gone = replies::lost_accounts(db, &deliveries).await?;
    let replies = Replies::of(&answers, &gone);
    if replies.any(AnswerChoice::Coming) {
        return Ok(());
    }
    let Some(current) = tries(db, request.id).await?.pop() else { return Ok(()) };
    let is_current = |row: &&delivery::Model| row.provider_id == Some(current.provider_id);
    if !deliveries.iter().filter(is_current).any(|row| replies.may_still_bring(row)) {
        try_next(state, db, request).await?;
    }
    Ok(())
}

/// Checks every recent request that was pushed to a person whose account was deactivated, because they will not come.
pub async fn account_revoked(state: &Context, db: &impl ConnectionTrait, user_id: &str) -> Result<(), Error> {
    let about: Vec<String> = delivery::Entity::find()
        .select_only()
        .column(delivery::Column::AboutId)
        .distinct()
        .filter(delivery::Column::AboutKind.eq(DeliveryCause::AssistanceRequest.as_str()))
        .filter(delivery::Column::Kind.eq(DeliveryKind::Push.as_str()))
        .filter(delivery::Column::Address.eq(user_id))
        .filter(delivery::Column::CreatedAt.gt(state.now() - FRESH))
        .into_tuple()
        .all(db)
        .await?;
    let ids: Vec<i64> = about.iter().filter_map(|id| id.parse().ok()).collect();
    let requests = assistance_request::Entity::find()
        .filter(assistance_request::Column::Id.is_in(ids))
        .order_by_asc(assistance_request::Column::Id)
        .all(db)
        .await?;
    for request in requests {
        look_again(state, db, &request).await?;
    }
    Ok(())
}

/// Notifies the next provider that has a notifier and was not tried yet. False if there is none, or the organisation does not
/// want it.
async fn try_next(
    state: &Context,
    db: &impl ConnectionTrait,
    request: &assistance_request::Model,
) -> Result<bool, Error> {
    let organisation = organisation::Entity::find_by_id(request.organisation_id).one(db).await?;
    if !organisation.is_some_and(|organisation| organisation.escalation) {
        return Ok(false);
    }
    let resident = resident::Entity::find_by_id(request.resident_id).one(db).await?;
    let resident = resident.ok_or_else(|| Error::internal("a request has no resident"))?;
    let tried: Vec<_> = tries(db, request.id).await?.into_iter().map(|row| row.provider_id).collect();
    for provider in in_order(visible::list(db, &resident).await?, &tried) {
        if notify_provider(state, db, request, &provider).await? > 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The providers that were not tried, starting after the last one that was.
fn in_order(mut visible: Vec<assistance_provider::Model>, tried: &[i64]) -> Vec<assistance_provider::Model> {
    let last = tried.last().and_then(|id| visible.iter().position(|row| row.id == *id));
    if let Some(last) = last {
        visible.rotate_left(last + 1);
    }
    visible.retain(|row| !tried.contains(&row.id));
    visible
}

/// All notifiers of the chosen provider are disabled and no other provider is notified, so the officers must know at once.
async fn notify_of_failure(
    state: &Context,
    db: &impl ConnectionTrait,
    request: &assistance_request::Model,
) -> Result<(), Error> {
    let asked = RequestMessage::of(db, request).await?.sentence(&request.label);
    let message = format!("{asked} Nobody could be notified: every notifier is disabled.");
    raise_failure(state, db, request, request.id.to_string(), message, None).await
}

/// Notifies the officers of the site and the admins of a failed delivery.
pub async fn raise_failure(
    state: &Context,
    db: &impl ConnectionTrait,
    request: &assistance_request::Model,
    target_id: String,
    message: String,
    topic: Option<String>,
) -> Result<(), Error> {
    let mut audience = vec![Audience::Role { organisation_id: request.organisation_id, role: Role::Admin }];
    audience.extend(request.site_id.map(Audience::Patch));
    let mut raise = ServerNotification::new(
        request.organisation_id,
        TargetType::DeliveryFailed,
        target_id,
        message,
        audience,
    );
    raise.site_id = request.site_id;
    raise.topic = topic;
    notifications::raise(db, state, raise).await?;
    Ok(())
}

/// The tries, in order.
async fn tries(db: &impl ConnectionTrait, request_id: i64) -> Result<Vec<assistance_attempt::Model>, Error> {
    let own = assistance_attempt::Column::RequestId.eq(request_id);
    let found = assistance_attempt::Entity::find().filter(own).order_by_asc(assistance_attempt::Column::Id);
    Ok(found.all(db).await?)
}

/// The answers, oldest first.
async fn answers(db: &impl ConnectionTrait, request_id: i64) -> Result<Vec<assistance_answer::Model>, Error> {
    let own = assistance_answer::Column::RequestId.eq(request_id);
    let found = assistance_answer::Entity::find().filter(own).order_by_asc(assistance_answer::Column::Id);
    Ok(found.all(db).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn provider(id: i64) -> assistance_provider::Model {
        assistance_provider::Model {
            id,
            organisation_id: 2,
            scope: "customer".to_owned(),
            site_id: None,
            resident_id: None,
            name: String::new(),
            label: String::new(),
            created_at: 0,
            updated_at: 0,
        }
    }

    fn order(visible: &[i64], tried: &[i64]) -> Vec<i64> {
        let visible = visible.iter().map(|id| provider(*id)).collect();
        in_order(visible, tried).into_iter().map(|row| row.id).collect()
    }

    #[test]
    fn the_next_on_the_screen_comes_first_and_nobody_twice() {
        assert_eq!(order(&[1, 2, 3, 4], &[2]), [3, 4, 1]);
        assert_eq!(order(&[1, 2, 3, 4], &[4, 1]), [2, 3]);
        assert_eq!(order(&[1, 2], &[1, 2]), [0; 0]);
        assert_eq!(order(&[1, 2], &[9]), [1, 2], "the chosen one was deleted since");
    }
}
