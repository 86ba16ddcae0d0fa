//! Browser sessions: started with a password, resumed by a cookie, ended by signing out, by inactivity or by revocation.

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QuerySelect, Set};
use wire::classification::REAL;
use wire::session::{Role, SessionEnd};
use wire::status::CalloutStatus;

use crate::auth::control_scope::ControlScope;
use crate::context::{Change, Context};
use database::digest::hash;
use database::entity::{callout, session, user};
use web::error::Error;

const MINUTE: i64 = 60_000;

/// Starts a session and returns the secret for its cookie. Only the hash of the secret is stored.
pub async fn start(state: &Context, user_id: &str, device: String) -> Result<String, Error> {
    let secret = state.new_secret();
    let now = state.now();
    let row = session::ActiveModel {
        id_hash: Set(hash(&secret)),
        user_id: Set(user_id.to_owned()),
        created_at: Set(now),
        seen_at: Set(now),
        held_until: Set(0),
        kind: Set("browser".to_owned()),
        device: Set(device),
    };
    let transaction = state.write().await?;
    row.insert(&*transaction).await?;
    transaction.commit().await?;
    Ok(secret)
}

/// Whether a person caused the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activity {
    /// A person acted: a change, a key press or a touch.
    Human,
    /// A page reads, polls or listens, which it also does unattended.
    Page,
}

/// The account of the session; 401 if it has ended or never existed. Only a person's activity keeps a session of staff alive.
pub async fn resume(state: &Context, secret: &str, activity: Activity) -> Result<user::Model, Error> {
    let over = || Error::unauthorized("This session has ended. Sign in again.");
    let id_hash = hash(secret);
    let row = session::Entity::find_by_id(&id_hash).one(&*state.db).await?.ok_or_else(over)?;
    let user = user::Entity::find_by_id(&row.user_id).one(&*state.db).await?;
    let user = user.filter(|user| user.active).ok_or_else(over)?;
    let (now, limits) = (state.now(), Limits::of(state, &user));
    if limits.is_some_and(|limits| limits.end_of(&row) <= now) {
        end(state, secret).await?;
        return Err(over());
    }
    let (is_seen, accuracy) = match limits {
        Some(limits) => (activity == Activity::Human, limits.accuracy()),
        None => (true, 60 * MINUTE),
    };
    if is_seen && now - row.seen_at >= accuracy {
        set(state, &id_hash, session::Column::SeenAt, now).await?;
    }
    if let Some(limits) = limits {
        hold_for_alarms(state, &user, &row, limits).await?;
    }
    Ok(user)
}

/// Keeps a controller's session alive while a real alarm of their organisations is open, and for some time afterwards.
async fn hold_for_alarms(
    state: &Context,
    user: &user::Model,
    row: &session::Model,
    limits: Limits,
) -> Result<(), Error> {
    let until = state.now() + limits.notice();
    let is_due = limits.end_of(row) < until && row.held_until < until - limits.accuracy();
    if is_due && has_open_alarm(state, user).await? {
        set(state, &row.id_hash, session::Column::HeldUntil, until).await?;
    }
    Ok(())
}

async fn has_open_alarm(state: &Context, user: &user::Model) -> Result<bool, Error> {
    if Role::from(user.role.clone()) != Role::Controller {
        return Ok(false);
    }
    let scope = ControlScope::of(&*state.db, user).await?;
    let open = callout::Entity::find()
        .filter(callout::Column::Status.ne(CalloutStatus::Closed.as_str()))
        .filter(callout::Column::ClassificationId.eq(REAL))
        .filter(callout::Column::InternalTest.eq(false))
        .filter(scope.callouts());
    Ok(open.limit(1).one(&*state.db).await?.is_some())
}

/// Waits in the queue of writers: a write outside of it could find the database locked, and a press would fail.
async fn set(state: &Context, id_hash: &str, column: session::Column, at: i64) -> Result<(), Error> {
    // Waits in the queue of writers: a write outside of it could find the database locked, and a press would fail.
    let transaction = state.write().await?;
    session::Entity::update_many()
        .col_expr(column, Expr::value(at))
        .filter(session::Column::IdHash.eq(id_hash))
        .filter(column.lt(at))
        .exec(&*transaction)
        .await?;
    Ok(transaction.commit().await?)
}

/// The account of a valid session. This check does not keep the session alive.
pub async fn holder(state: &Context, secret: &str) -> Result<Option<user::Model>, Error> {
    let Some(row) = session::Entity::find_by_id(hash(secret)).one(&*state.db).await? else {
        return Ok(None);
    };
    let user = user::Entity::find_by_id(&row.user_id).one(&*state.db).await?;
    let is_over =
        |user: &user::Model| Limits::of(state, user).is_some_and(|limits| limits.end_of(&row) <= state.now());
    Ok(user.filter(|user| user.active && !is_over(user)))
}

/// When a staff session ends unless somebody acts, and when to warn; `None` for others, whose sessions do not expire.
pub async fn ending(state: &Context, secret: &str) -> Result<Option<SessionEnd>, Error> {
    let Some(row) = session::Entity::find_by_id(hash(secret)).one(&*state.db).await? else {
        return Ok(None);
    };
    let user = user::Entity::find_by_id(&row.user_id).one(&*state.db).await?;
    let limits = user.and_then(|user| Limits::of(state, &user));
    Ok(limits.map(|limits| {
        let left = (limits.end_of(&row) - state.now()).max(0);
        SessionEnd {
            ends_in_seconds: left / 1000,
            notice_seconds: limits.notice() / 1000,
            can_stay: limits.end_of(&row) < row.created_at + limits.longest,
        }
    }))
}

/// How long sessions of staff last, in milliseconds.
#[derive(Clone, Copy, Debug)]
struct Limits {
    /// Without activity of a person.
    idle: i64,
    /// In total, active or not.
    longest: i64,
}

impl Limits {
    /// `None` for residents and supporters, who stay signed in.
    fn of(state: &Context, user: &user::Model) -> Option<Self> {
        Role::from(user.role.clone()).is_staff().then(|| Self {
            idle: i64::from(state.config.staff_idle_minutes) * MINUTE,
            longest: i64::from(state.config.staff_session_hours) * 60 * MINUTE,
        })
    }

    fn end_of(self, row: &session::Model) -> i64 {
        (row.seen_at + self.idle).min(row.created_at + self.longest).max(row.held_until)
    }

    /// How long before its end the app warns: ten minutes, or half of a shorter limit.
    fn notice(self) -> i64 {
        (10 * MINUTE).min(self.idle.min(self.longest) / 2)
    }

    /// How precisely the last activity is stored. A write for every request would be too many, and one a minute too few for a
    /// limit of one minute.
    fn accuracy(self) -> i64 {
        MINUTE.min(self.idle / 12)
    }
}

/// Deletes the session; it is no error if it does not exist.
pub async fn end(state: &Context, secret: &str) -> Result<(), Error> {
    let transaction = state.write().await?;
    crate::auth::revoke::session(&*transaction, &hash(secret)).await?;
    transaction.commit().await?;
    state.publish(Change::Trays);
    Ok(())
}
