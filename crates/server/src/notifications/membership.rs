//! Changes of audiences: people who join a team or patch get its open notifications on their tray, and lose them when they leave.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter};
use wire::session::Role;

use super::audience::Audience;
use super::tray::{Arrival, put, recount};
use crate::auth::control_scope::ControlScope;
use crate::auth::tray::of;
use database::entity::{notification_audience, resident, tray, user};
use database::sql::Sql;
use web::error::Error;

/// Whether the account is currently in the audience of a notification.
pub(crate) async fn is_for(db: &impl ConnectionTrait, user: &user::Model, seq: i64) -> Result<bool, Error> {
    let own = resident::Column::UserId.eq(&user.id);
    let resident = resident::Entity::find().filter(own).one(db).await?;
    let tenure = resident.and_then(|row| row.tenure);
    let keys = keys_of(db, user, tenure.as_deref()).await?;
    let found = notification_audience::Entity::find()
        .filter(notification_audience::Column::Seq.eq(seq))
        .filter(notification_audience::Column::Key.is_in(keys))
        .one(db)
        .await?;
    Ok(found.is_some())
}

/// Removes notifications that the account may no longer see after a change of role, team or site. Those that staff sent
/// themselves are kept.
pub async fn leave(
    db: &impl ConnectionTrait,
    user: &user::Model,
    tenure: Option<&str>,
    now: i64,
) -> Result<(), Error> {
    let Some(tray) = of(db, &user.id).await? else { return Ok(()) };
    let keys = keys_of(db, user, tenure).await?;
    let mut items = Sql::new("UPDATE tray_item SET removed_at = ");
    items.bind(now).push(", revision = ").bind(tray.revision + 1).push(" WHERE tray_id = ").bind(tray.id);
    items.push(" AND removed_at IS NULL");
    if Role::from(user.role.clone()).is_staff() {
        items.push(" AND as_sender = FALSE");
    }
    items.push(
        " AND NOT EXISTS (SELECT 1 FROM notification_audience a WHERE a.seq = tray_item.seq AND a.key IN (",
    );
    items.bind_all(keys.iter().map(String::as_str)).push("))").run(db).await?;
    recount(db, tray.id).await
}

/// Every audience key that applies to an account.
async fn keys_of(
    db: &impl ConnectionTrait,
    user: &user::Model,
    tenure: Option<&str>,
) -> Result<Vec<String>, Error> {
    let scope = ControlScope::of(db, user).await?;
    Ok(Audience::keys_of(user, tenure, scope.ids().unwrap_or_default()))
}

#[derive(FromQueryResult)]
struct SeqRow {
    seq: i64,
}

/// Adds open notifications to the tray of a new account, or of one that joined a team or patch: all undecided ones, and the
/// newest others.
pub async fn join(db: &impl ConnectionTrait, user: &user::Model, tenure: Option<&str>) -> Result<(), Error> {
    const MOST: usize = 200;
    let keys = keys_of(db, user, tenure).await?;
    let mut sql = Sql::new(
        "SELECT DISTINCT n.seq FROM notification_audience a JOIN notification n ON n.seq = a.seq WHERE a.key IN (",
    );
    sql.bind_all(keys.iter().map(String::as_str));
    sql.push(
        ") AND n.deleted_at IS NULL AND n.erased_at IS NULL AND n.decided = FALSE ORDER BY n.seq DESC LIMIT ",
    );
    let found: Vec<SeqRow> = sql.push(&MOST.to_string()).all(db).await?;
    if let Some(tray) = of(db, &user.id).await? {
        come_back(db, &tray, &found).await?;
    }
    for row in found.into_iter().rev() {
        let arrival = Arrival { read_at: None, as_sender: false };
        put(db, row.seq, &[Audience::Person(user.id.clone())], arrival).await?;
    }
    Ok(())
}

/// Restores notifications that were removed when the owner left a team or site. Those that the owner removed stay removed.
async fn come_back(db: &impl ConnectionTrait, tray: &tray::Model, found: &[SeqRow]) -> Result<(), Error> {
    if found.is_empty() {
        return Ok(());
    }
    let mut items = Sql::new("UPDATE tray_item SET removed_at = NULL, revision = ");
    items.bind(tray.revision + 1);
    items.push(
        ", decided = (SELECT n.decided FROM notification n WHERE n.seq = tray_item.seq) WHERE tray_id = ",
    );
    items.bind(tray.id).push(" AND removed_at IS NOT NULL AND put_away = FALSE AND seq IN (");
    let changed = items.bind_all(found.iter().map(|row| row.seq)).push(")").run(db).await?;
    if changed > 0 { recount(db, tray.id).await } else { Ok(()) }
}
