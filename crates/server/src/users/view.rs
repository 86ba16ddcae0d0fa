//! Accounts as JSON representations.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use wire::account::Account;
use wire::id::{ResidentId, SiteId, UserId};
use wire::session::{Role, SiteRef};
use wire::time::Timestamp;

use crate::auth::account::NO_SIGN_IN;
use database::entity::{resident, session, site, user};
use web::error::Error;

pub(crate) async fn one(db: &impl ConnectionTrait, row: user::Model) -> Result<Account, Error> {
    many(db, vec![row]).await?.pop().ok_or(Error::NotFound)
}

/// Several accounts, in their order.
pub(crate) async fn many(db: &impl ConnectionTrait, rows: Vec<user::Model>) -> Result<Vec<Account>, Error> {
    let ids: Vec<_> = rows.iter().map(|row| row.id.clone()).collect();
    let sites = site::Entity::find()
        .filter(site::Column::Id.is_in(rows.iter().filter_map(|row| row.site_id)))
        .all(db)
        .await?;
    let sites: HashMap<_, _> = sites.into_iter().map(|row| (row.id, row.name)).collect();
    let residents: Vec<(Option<String>, i64, Option<String>)> = resident::Entity::find()
        .select_only()
        .columns([resident::Column::UserId, resident::Column::Id, resident::Column::Tenure])
        .filter(resident::Column::UserId.is_in(ids.clone()))
        .into_tuple()
        .all(db)
        .await?;
    let residents: HashMap<_, _> =
        residents.into_iter().map(|(user, id, tenure)| (user, (id, tenure))).collect();
    let seen: Vec<(String, Option<i64>)> = session::Entity::find()
        .select_only()
        .column(session::Column::UserId)
        .column_as(session::Column::SeenAt.max(), "seen_at")
        .filter(session::Column::UserId.is_in(ids))
        .group_by(session::Column::UserId)
        .into_tuple()
        .all(db)
        .await?;
    let seen: HashMap<_, _> = seen.into_iter().collect();
    let own = |id: &String| residents.get(&Some(id.clone()));
    let account = |row: user::Model| Account {
        resident: own(&row.id).map(|(id, _)| ResidentId(*id)),
        tenure: own(&row.id).and_then(|(_, tenure)| tenure.clone()),
        site: row.site_id.and_then(|id| Some(SiteRef { id: SiteId(id), name: sites.get(&id)?.clone() })),
        seen_at: seen.get(&row.id).copied().flatten().map(Timestamp::from_millis),
        invited: row.password_hash.is_none() && !row.email.ends_with(NO_SIGN_IN),
        email: if row.email.ends_with(NO_SIGN_IN) { String::new() } else { row.email },
        id: UserId(row.id),
        name: row.name,
        role: Role::from(row.role),
        team: row.team,
        mobile: row.mobile,
        active: row.active,
        created_at: Timestamp::from_millis(row.created_at),
    };
    Ok(rows.into_iter().map(account).collect())
}
