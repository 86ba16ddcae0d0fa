//! Acknowledging an alarm through the messages of a rung: the link in an e-mail, or a reply to a text.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use wire::event::EventRole;
use wire::label::isolated;
use wire::session::Role;

use crate::callouts::acknowledge::acknowledge;
use crate::callouts::events::Actor;
use crate::callouts::transition;
use crate::context::Context;
use crate::dispatch::step::step;
use crate::notifications;
use database::entity::{callout, escalation_contact, escalation_rung, user};
use web::error::Error;

/// A contact with its alarm.
pub(crate) struct ContactedAlarm {
    pub(crate) contact: escalation_contact::Model,
    pub(crate) rung: escalation_rung::Model,
    pub(crate) callout: callout::Model,
    /// The account; `None` for a telephone number in the ladder.
    pub(crate) user: Option<user::Model>,
}

impl ContactedAlarm {
    /// The contact with this id; `None` if its account was deactivated or is not staff any more.
    pub(crate) async fn find(db: &impl ConnectionTrait, contact_id: i64) -> Result<Option<Self>, Error> {
        let Some(contact) = escalation_contact::Entity::find_by_id(contact_id).one(db).await? else {
            return Ok(None);
        };
        let rung = escalation_rung::Entity::find_by_id(contact.rung_id).one(db).await?;
        let rung = rung.ok_or_else(|| Error::internal("a contact has no rung"))?;
        let callout = transition::find(db, rung.callout_id).await?;
        let user = match &contact.user_id {
            Some(id) => {
                let user = user::Entity::find_by_id(id).one(db).await?;
                let Some(user) = user.filter(|user| user.active && Role::from(user.role.clone()).is_staff())
                else {
                    return Ok(None);
                };
                Some(user)
            }
            None => None,
        };
        Ok(Some(Self { contact, rung, callout, user }))
    }

    /// Nobody has acknowledged this alarm yet.
    pub(crate) fn is_open(&self) -> bool {
        self.callout.alarm_at == Some(self.rung.alarm_at) && !self.callout.status().is_closed()
    }
}

/// Acknowledges the alarm for the contact; `false` if somebody was faster. Repeating it has no further effect.
pub(crate) async fn answer(state: &Context, contact_id: i64) -> Result<bool, Error> {
    let now = state.now();
    let transaction = state.write().await?;
    let Some(asked) = ContactedAlarm::find(&*transaction, contact_id).await? else { return Ok(false) };
    if !asked.is_open() {
        return Ok(asked.contact.answered_at.is_some());
    }
    let id = asked.callout.id;
    let by = match asked.contact.channel.as_str() {
        "email" => "by e-mail",
        _ => "by text",
    };
    let name = asked.user.as_ref().map(|user| user.name.clone());
    let words = match &name {
        Some(name) => format!("{} has seen it, {by}.", isolated(name)),
        None => format!("A number of the escalation ladder has answered, {by}."),
    };
    let actor = Actor { role: EventRole::Admin, name, email: asked.user.map(|user| user.email) };
    acknowledge(&*transaction, &asked.callout, &actor, &words, now).await?;
    escalation_contact::Entity::update_many()
        .col_expr(escalation_contact::Column::AnsweredAt, Expr::value(now))
        .filter(escalation_contact::Column::Id.eq(contact_id))
        .exec(&*transaction)
        .await?;
    step(&*transaction, id, &state.config, now).await?;
    notifications::commit_callout(transaction, state, id).await?;
    Ok(true)
}
