//! Creates notifications, in the transaction of their cause.

use database::entity::notification;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Set};
use wire::notification::{HistoryAction, NotificationType};
use wire::session::Role;
use wire::target_type::TargetType;

use super::audience::Audience;
use super::history::NewHistoryEntry;
use super::tray::Arrival;
use super::{audience, broadcast, reach, tray};
use crate::auth::author::Author;
use crate::context::Context;
use crate::notifications::bundle::{BundledRecipient, HOUR, count, rewrite, words};
use database::entity::notification::{ActiveModel, Column, Entity, Model};
use database::entity::notification_audience;
use database::notification_search;
use database::sql::Sql;
use web::error::Error;

/// A notification that the server itself creates, for the screen.
#[derive(Clone, Debug)]
pub struct ServerNotification {
    /// The organisation that it is about.
    pub organisation_id: i64,
    /// The type of what it is about.
    pub target_type: TargetType,
    /// The id of what it is about.
    pub target_id: String,
    /// The text, one sentence.
    pub message: String,
    pub audience: Vec<Audience>,
    /// Somebody must approve or reject it.
    pub require_action: bool,
    /// The site that it is about.
    pub site_id: Option<i64>,
    /// The link; without one, the type's link is used.
    pub follow_on_url: Option<String>,
    /// A notification with the same value is not created again.
    pub once: Option<String>,
    /// It supersedes an earlier one with the same value.
    pub topic: Option<String>,
    /// When its event takes place, such as a visit.
    pub due_at: Option<i64>,
}

impl ServerNotification {
    /// A notification to read, without a decision.
    pub fn new(
        organisation_id: i64,
        target_type: TargetType,
        target_id: impl Into<String>,
        message: impl Into<String>,
        audience: Vec<Audience>,
    ) -> Self {
        Self {
            organisation_id,
            target_type,
            target_id: target_id.into(),
            message: message.into(),
            audience,
            require_action: false,
            site_id: None,
            follow_on_url: None,
            once: None,
            topic: None,
            due_at: None,
        }
    }
}

/// Puts a notification on the trays of its audience, inside of the caller's transaction. Returns its id, or `None` if it exists
/// already. `state.publish(Change::Trays)` after the commit shows it at once; without it, it appears within a second.
pub async fn raise(
    transaction: &impl ConnectionTrait,
    state: &Context,
    raise: ServerNotification,
) -> Result<Option<String>, Error> {
    let now = state.now();
    if let Some(once) = &raise.once
        && Entity::find()
            .filter(Column::Once.eq(once))
            .select_only()
            .column(Column::Seq)
            .into_tuple::<i64>()
            .one(transaction)
            .await?
            .is_some()
    {
        return Ok(None);
    }
    if let Some(topic) = &raise.topic {
        supersede(transaction, topic, now).await?;
    }
    let row = ActiveModel {
        organisation_id: Set(raise.organisation_id),
        notification_type: Set(NotificationType::Screen.to_string()),
        target_id: Set(Some(raise.target_id)),
        target_type: Set(Some(raise.target_type.to_string())),
        message: Set(Some(raise.message)),
        require_action: Set(raise.require_action),
        site_id: Set(raise.site_id),
        follow_on_url: Set(raise.follow_on_url),
        once: Set(raise.once),
        topic: Set(raise.topic),
        due_at: Set(raise.due_at),
        ..blank(state)
    };
    let row = put(transaction, state, row, &raise.audience, &Author::tocsin()).await?;
    Ok(Some(row.id))
}

async fn supersede(transaction: &impl ConnectionTrait, topic: &str, now: i64) -> Result<(), Error> {
    let earlier: Vec<i64> = Entity::find()
        .select_only()
        .column(Column::Seq)
        .filter(Column::Topic.eq(topic))
        .filter(Column::DeletedAt.is_null())
        .into_tuple()
        .all(transaction)
        .await?;
    for seq in earlier {
        tray::remove_everywhere(transaction, seq, now).await?;
        let superseded = Entity::update_many().col_expr(Column::Superseded, Expr::value(true));
        superseded.filter(Column::Seq.eq(seq)).exec(transaction).await?;
    }
    Ok(())
}

/// A row with only an id and times.
pub(crate) fn blank(state: &Context) -> ActiveModel {
    let now = state.now();
    ActiveModel {
        id: Set(state.new_id().to_string()),
        created_by: Set(Author::tocsin().name),
        require_action: Set(false),
        require_email: Set(false),
        require_sms: Set(false),
        require_letter: Set(false),
        read_callback: Set(false),
        audience: Set(String::new()),
        decided: Set(false),
        superseded: Set(false),
        broadcast: Set(false),
        version: Set(1),
        created_at: Set(now),
        touched_at: Set(now),
        ..Default::default()
    }
}

/// Stores a notification with its audience, trays, search words and history.
pub(crate) async fn put(
    transaction: &impl ConnectionTrait,
    state: &Context,
    mut row: ActiveModel,
    audiences: &[Audience],
    by: &Author,
) -> Result<Model, Error> {
    row.audience = Set(audience::words(transaction, audiences).await?);
    row.created_by = Set(by.name.clone());
    let row = row.insert(transaction).await?;
    let keys = audiences.iter().map(Audience::key).collect::<std::collections::BTreeSet<_>>();
    if !keys.is_empty() {
        let keys = keys
            .into_iter()
            .map(|key| notification_audience::ActiveModel { key: Set(key), seq: Set(row.seq) });
        notification_audience::Entity::insert_many(keys).exec_without_returning(transaction).await?;
    }
    if row.arrives_at.is_none() {
        arrive(transaction, state, &row, audiences).await?;
    }
    notification_search::add(transaction, &row).await?;
    NewHistoryEntry {
        notification_id: &row.id,
        at: row.created_at,
        made_at: None,
        by,
        action: HistoryAction::Created,
        note: None,
    }
    .write(transaction)
    .await?;
    Ok(row)
}

/// Puts a stored notification on the trays of its audience. If it was sent by e-mail, text or letter, it is there as read unless
/// it needs a decision. The same holds for its sender's tray, where the sender can follow it.
pub(crate) async fn arrive(
    transaction: &impl ConnectionTrait,
    state: &Context,
    row: &Model,
    audiences: &[Audience],
) -> Result<(), Error> {
    let is_screen = row.notification_type == NotificationType::Screen.as_str();
    let read_at = (!is_screen && !row.require_action).then_some(row.created_at);
    tray::put(transaction, row.seq, audiences, Arrival { read_at, as_sender: false }).await?;
    if let Some(sender) = row.created_by_user_id.clone().filter(|_| !is_screen) {
        let arrival = Arrival { read_at: Some(row.created_at), as_sender: true };
        tray::put(transaction, row.seq, &[Audience::Person(sender)], arrival).await?;
    }
    if is_screen {
        let broadcast = audiences.iter().any(Audience::is_of_residents);
        if broadcast {
            broadcast::begin(transaction, state, row.seq).await?;
        }
        let over = bundle(transaction, state, row).await?;
        reach::push(transaction, state, row, reach::RecipientContext { broadcast, over: &over }).await?;
    }
    Ok(())
}

/// Counts a notification that has just arrived, and puts it away above the limit. Returns the accounts for which it did.
pub(crate) async fn bundle(
    transaction: &impl ConnectionTrait,
    state: &Context,
    row: &notification::Model,
) -> Result<Vec<String>, Error> {
    let Some(sender) = row.service_id.as_deref().or(row.client_id.as_deref()) else { return Ok(Vec::new()) };
    let (now, most) = (state.now(), i64::from(state.config.screen_notifications_an_hour));
    let hour = now / HOUR;
    count(transaction, sender, row.seq, hour).await?;
    let mut flooded =
        Sql::new("SELECT c.tray_id, t.user_id, u.role, c.count, c.summary_id FROM screen_count c ");
    flooded.push("JOIN tray t ON t.id = c.tray_id JOIN \"user\" u ON u.id = t.user_id WHERE c.sender_id = ");
    flooded.bind(sender).push(" AND c.hour = ").bind(hour).push(" AND c.count > ").bind(most);
    flooded.push(" AND EXISTS (SELECT 1 FROM tray_item i WHERE i.tray_id = c.tray_id AND i.as_sender = FALSE AND i.seq = ");
    let flooded: Vec<BundledRecipient> = flooded.bind(row.seq).push(")").all(transaction).await?;
    for person in &flooded {
        if !row.require_action {
            tray::put_away(transaction, person.tray_id, row.seq, now).await?;
        }
        summarise(transaction, state, row, sender, person, most).await?;
    }
    Ok(flooded.into_iter().map(|person| person.user_id).collect())
}

/// Creates one notification an hour that counts those that were put away. The count is kept current, and it causes one push.
pub(crate) async fn summarise(
    transaction: &impl ConnectionTrait,
    state: &Context,
    row: &notification::Model,
    sender: &str,
    person: &BundledRecipient,
    most: i64,
) -> Result<(), Error> {
    let message = words(&row.created_by, person.count - most, &Role::from(person.role.clone()));
    if let Some(id) = &person.summary_id {
        return rewrite(transaction, id, message).await;
    }
    let audience = vec![Audience::Person(person.user_id.clone())];
    let raised = ServerNotification::new(
        row.organisation_id,
        TargetType::NotificationsBundled,
        sender,
        message,
        audience,
    );
    // Boxed, because the call is recursive. This notification has no sender, so it is not counted itself.
    let Some(id) = Box::pin(raise(transaction, state, raised)).await? else { return Ok(()) };
    let mut sql = Sql::new("UPDATE screen_count SET summary_id = ");
    sql.bind(id).push(" WHERE sender_id = ").bind(sender).push(" AND tray_id = ").bind(person.tray_id);
    Ok(sql.push(" AND hour = ").bind(state.now() / HOUR).run(transaction).await.map(drop)?)
}
