//! One notification of the demo, inserted as if it had been sent at its time.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, Set};
use serde_json::{Map, Value};
use wire::notification::NotificationType;
use wire::session::Role;
use wire::target_type::TargetType;

use super::super::people::{ACACIA_AVENUE, ACME};
use crate::context::Context;
use crate::notifications::{Audience, PastNotification, backdate, blank};
use crate::services::id_in;
use database::entity::service;
use web::error::Error;

const MINUTE: i64 = 60_000;

/// Names of placeholders with their values.
pub(crate) type Values = &'static [(&'static str, &'static str)];

/// The audience of a notification.
#[derive(Clone, Copy, Debug)]
pub(crate) enum DemoAudience {
    Team(&'static str),
    Teams(&'static str, &'static str),
    /// The officers of Acacia Avenue.
    Officers,
    /// The residents of Acacia Avenue.
    Residents,
    Person(&'static str),
    Managers,
    Admins,
}

/// What people have done with it since.
#[derive(Clone, Copy, Debug)]
pub(crate) enum DemoOutcome {
    Waits,
    Read(&'static str),
    /// A person took this action, with a note.
    Acted(&'static str, &'static str, Option<&'static str>),
}

#[derive(Clone, Debug)]
pub(crate) struct Item {
    /// The key of the service that sent it.
    pub(crate) by: Option<&'static str>,
    pub(crate) kind: TargetType,
    pub(crate) target: &'static str,
    pub(crate) message: String,
    pub(crate) to: DemoAudience,
    pub(crate) minutes_ago: i64,
    pub(crate) asks: bool,
    pub(crate) then: DemoOutcome,
    /// Minutes until the visit.
    pub(crate) due_in: Option<i64>,
    /// The channel, address and template of its message.
    pub(crate) sent_to: Option<(NotificationType, &'static str, &'static str)>,
    pub(crate) values: Values,
    /// The facts on the record's page: name and value.
    pub(crate) facts: Values,
}

/// This many days and hours ago, in minutes.
pub(crate) const fn ago(days: i64, hours: i64) -> i64 {
    days * 24 * 60 + hours * 60 + 7
}

impl Item {
    pub(crate) fn new(
        by: &'static str,
        kind: TargetType,
        target: &'static str,
        to: DemoAudience,
        minutes_ago: i64,
        message: &str,
    ) -> Self {
        Self {
            by: Some(by),
            kind,
            target,
            message: message.to_owned(),
            to,
            minutes_ago,
            asks: false,
            then: DemoOutcome::Waits,
            due_in: None,
            sent_to: None,
            values: &[],
            facts: &[],
        }
    }

    pub(crate) fn asks(self) -> Self {
        Self { asks: true, ..self }
    }

    pub(crate) fn then(self, then: DemoOutcome) -> Self {
        Self { then, ..self }
    }

    pub(crate) fn due_in(self, minutes: i64) -> Self {
        Self { due_in: Some(minutes), ..self }
    }

    pub(crate) fn sent_by_email(self, to: &'static str, template: &'static str, values: Values) -> Self {
        Self { sent_to: Some((NotificationType::Email, to, template)), values, ..self }
    }

    pub(crate) fn sent_by_text(self, to: &'static str, template: &'static str, values: Values) -> Self {
        Self { sent_to: Some((NotificationType::Text, to, template)), values, ..self }
    }

    pub(crate) fn facts(self, facts: Values) -> Self {
        Self { facts, ..self }
    }

    /// A key that makes the demo add it only once.
    pub(crate) fn word(&self) -> String {
        // Several people may be notified of the same thing at the same time, in different words.
        format!("demo:{}:{}:{}:{:?}", self.kind, self.target, self.minutes_ago, self.to)
    }

    fn audience(&self) -> Vec<Audience> {
        let organisation_id = ACME;
        let team = |team: &str| Audience::Team { organisation_id, team: team.to_owned() };
        match self.to {
            DemoAudience::Team(name) => vec![team(name)],
            DemoAudience::Teams(one, other) => vec![team(one), team(other)],
            DemoAudience::Officers => vec![Audience::Patch(ACACIA_AVENUE)],
            DemoAudience::Residents => vec![Audience::Residents { site_id: ACACIA_AVENUE, tenure: None }],
            DemoAudience::Person(email) => {
                vec![Audience::Address { organisation_id, email: email.to_owned() }]
            }
            DemoAudience::Managers => vec![Audience::Role { organisation_id, role: Role::Manager }],
            DemoAudience::Admins => vec![Audience::Role { organisation_id, role: Role::Admin }],
        }
    }
}

pub(crate) async fn put(
    transaction: &DatabaseTransaction,
    state: &Context,
    item: &Item,
) -> Result<(), Error> {
    let at = state.now() - item.minutes_ago * MINUTE;
    let service = match item.by {
        Some(key) => service::Entity::find_by_id(id_in(key)).one(transaction).await?,
        None => None,
    };
    if let Some(service) = service.as_ref().filter(|service| service.last_sent_at < Some(at)) {
        service::Entity::update_many()
            .col_expr(service::Column::LastSentAt, Expr::value(at))
            .filter(service::Column::Id.eq(&service.id))
            .exec(transaction)
            .await?;
    }
    let values: Map<String, Value> =
        item.values.iter().map(|(name, value)| ((*name).to_owned(), (*value).into())).collect();
    let site_id =
        matches!(item.to, DemoAudience::Officers | DemoAudience::Residents).then_some(ACACIA_AVENUE);
    let user = match item.to {
        DemoAudience::Person(email) => Some(email.to_owned()),
        _ => None,
    };
    let (channel, template) = match &item.sent_to {
        Some((channel, _, template)) => (channel.clone(), Some((*template).to_owned())),
        None => (NotificationType::Screen, None),
    };
    let address = |request: NotificationType| {
        item.sent_to.as_ref().filter(|(channel, ..)| *channel == request).map(|(_, to, _)| (*to).to_owned())
    };
    let (email, mobile) = (address(NotificationType::Email), address(NotificationType::Text));
    let row = database::entity::notification::ActiveModel {
        organisation_id: Set(ACME),
        notification_type: Set(channel.to_string()),
        target_id: Set(Some(item.target.to_owned())),
        target_type: Set(Some(item.kind.to_string())),
        user_email: Set(user),
        message: Set(Some(item.message.clone())),
        service_id: Set(service.as_ref().map(|service| service.id.clone())),
        template_id: Set(template),
        require_email: Set(email.is_some()),
        require_sms: Set(mobile.is_some()),
        email: Set(email),
        mobile_number: Set(mobile),
        personalisation: Set((!values.is_empty()).then(|| Value::Object(values).to_string())),
        require_action: Set(item.asks),
        site_id: Set(site_id),
        due_at: Set(item.due_in.map(|minutes| state.now() + minutes * MINUTE)),
        once: Set(Some(item.word())),
        ..blank(state)
    };
    let done = match item.then {
        DemoOutcome::Waits => None,
        DemoOutcome::Read(email) => Some((email, "IsRead", None)),
        DemoOutcome::Acted(email, action, note) => Some((email, action, note)),
    };
    let by = service.map_or_else(|| "Tocsin".to_owned(), |service| service.name);
    backdate(transaction, state, PastNotification { row, audience: item.audience(), by, at, done }).await
}
