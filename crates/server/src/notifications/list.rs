//! `GET /api/notifications`: a page of what is on somebody's tray, or of what an organisation or a service has. Each filter has
//! an index, so a page costs the same with a thousand notifications and with a million.

#[cfg(test)]
mod plans;
mod rows;
mod times;

use std::collections::HashMap;

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, QueryFilter, QuerySelect,
    QueryTrait, Select,
};
use wire::notification::{LIMIT_DEFAULT, NotificationFilter, Scope};

use super::audience::Audience;
use super::who::{Asker, Seen};
use super::{PRIVATE, present, tray};
use crate::state::AppState;
use database::entity::{notification, tray_item};
use database::sql::Sql;
use web::error::Error;
use web::problem::{invalid, invalid_field};

/// Totals are counted this far and no farther.
const COUNTED: i64 = 10_000;

/// Where the rows of a list are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shelf {
    /// On one person's tray.
    Tray(i64),
    /// With a person to whom nothing ever came.
    Nowhere,
    /// All of an organisation's; the tray says what is read.
    Organisation {
        /// The organisation.
        customer_id: i64,
        /// The tray of the one who asks.
        tray_id: Option<i64>,
    },
    /// What a service sent.
    Service(String),
    /// What an API client posted.
    Client(String),
}

impl Shelf {
    /// Only what may be on it, so that a page cannot be asked to begin behind somebody else's.
    fn narrow(&self, query: Select<notification::Entity>) -> Select<notification::Entity> {
        use notification::Column;
        match self {
            Self::Nowhere => query,
            Self::Tray(tray_id) => query.filter(
                Column::Seq.in_subquery(
                    tray_item::Entity::find()
                        .select_only()
                        .column(tray_item::Column::Seq)
                        .filter(tray_item::Column::TrayId.eq(*tray_id))
                        .into_query(),
                ),
            ),
            Self::Organisation { customer_id, .. } => query.filter(Column::CustomerId.eq(*customer_id)),
            Self::Service(id) => query.filter(Column::ServiceId.eq(id)),
            Self::Client(id) => query.filter(Column::ClientId.eq(id)),
        }
    }
}

/// A page, the newest first. `X-Total-Count` counts what the filter takes, `X-Unread-Count` what the asker has not read.
#[utoipa::path(get, path = "/api/notifications", tag = "notifications",
    params(("notificationType" = Option<String>, Query, description = "One, or several: [Screen, Email, Text], or the name repeated; so are targetId, targetType and user"), ("targetId" = Option<String>, Query), ("targetType" = Option<String>, Query),
        ("user" = Option<String>, Query), ("team" = Option<String>, Query), ("siteId" = Option<i64>, Query), ("unread" = Option<bool>, Query), ("requireAction" = Option<bool>, Query),
        ("decided" = Option<bool>, Query), ("createdFrom" = Option<String>, Query, description = "Came at this time or later"),
        ("createdBefore" = Option<String>, Query, description = "Came before this time"),
        ("dueBefore" = Option<String>, Query, description = "Waits for a decision that is wanted before this time"), ("q" = Option<String>, Query, description = "Words; the last may be only begun"),
        ("removed" = Option<bool>, Query, description = "true: what the asker took off their tray, and may put back"),
        ("before" = Option<String>, Query, description = "Only older ones than this id"), ("limit" = Option<u32>, Query, description = "At most 200; 50 by default"),
        ("scope" = Option<String>, Query, description = "all: the whole organisation, for managers and admins")),
    responses((status = 200, description = "An array"), (status = 304), (status = 401), (status = 403), (status = 422)))]
pub(super) async fn list_notifications(
    State(state): State<AppState>,
    asker: Asker,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let pairs: Vec<(String, String)> =
        serde_urlencoded::from_str(query.as_deref().unwrap_or_default()).unwrap_or_default();
    let filter = NotificationFilter::read(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    let filter = filter.map_err(invalid)?;
    let db = &*state.db;
    let wanted = Wanted::new(db, &asker, filter).await?;
    let total = count(db, &wanted).await?;
    let seqs = page(db, &wanted).await?;
    let seen = load(db, &asker, &seqs, wanted.filter.is_of_removed()).await?;
    let list = present::many(db, &asker, seen).await?;
    let unread = match &asker {
        Asker::Person(viewer) => tray::unread(db, &viewer.user.id).await?,
        _ => 0,
    };
    let total = if total > COUNTED { format!("{COUNTED}+") } else { total.to_string() };
    let header = |text: String| HeaderValue::try_from(text).map_err(Error::internal);
    let fresh = [
        (header::ETAG, web::etag::of_body(&(&list, &total, unread))?),
        (header::CACHE_CONTROL, PRIVATE),
        (HeaderName::from_static("x-total-count"), header(total)?),
        (HeaderName::from_static("x-unread-count"), header(unread.to_string())?),
    ];
    if web::etag::is_known(&fresh[0].1, &headers) {
        return Ok((StatusCode::NOT_MODIFIED, fresh).into_response());
    }
    Ok((fresh, axum::Json(list)).into_response())
}

async fn shelf(db: &impl ConnectionTrait, asker: &Asker, scope: Scope) -> Result<Shelf, Error> {
    let tray_id = asker.tray_id(db).await?;
    Ok(match (asker, scope) {
        (Asker::Service(service), _) => Shelf::Service(service.id.clone()),
        (Asker::Client(client), _) => Shelf::Client(client.id.clone()),
        (Asker::Person(_), Scope::Own) => tray_id.map_or(Shelf::Nowhere, Shelf::Tray),
        (Asker::Person(_), Scope::All) if asker.sees_all() => {
            Shelf::Organisation { customer_id: asker.customer_id(), tray_id }
        }
        (Asker::Person(_), Scope::All) => {
            return Err(Error::forbidden("Only managers and admins see the whole organisation."));
        }
    })
}

/// What a list is asked for.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    pub(super) shelf: Shelf,
    pub(super) filter: NotificationFilter,
    /// The key of the team that is asked for.
    pub(super) team: Option<String>,
}

impl Wanted {
    async fn new(
        db: &impl ConnectionTrait,
        asker: &Asker,
        filter: NotificationFilter,
    ) -> Result<Self, Error> {
        let shelf = shelf(db, asker, filter.scope).await?;
        if filter.is_of_removed() && !matches!(shelf, Shelf::Tray(_) | Shelf::Nowhere) {
            return Err(invalid_field("removed", "only a person's own tray tells what was removed"));
        }
        let customer_id = asker.customer_id();
        let team = filter.team.clone().map(|team| Audience::Team { customer_id, team }.key());
        Ok(Self { shelf, filter, team })
    }
}

#[derive(FromQueryResult)]
struct Counted {
    n: i64,
}

#[derive(FromQueryResult)]
struct Numbered {
    seq: i64,
}

async fn count(db: &impl ConnectionTrait, wanted: &Wanted) -> Result<i64, Error> {
    match count_sql(db.get_database_backend(), wanted) {
        Some(sql) => Ok(sql.one::<Counted>(db).await?.map_or(0, |row| row.n)),
        None => Ok(0),
    }
}

/// The statement that counts; none when there is nothing to count. It goes the way of a page: without the order SQLite takes
/// an index in which every row of the tray stands, and looks at each.
pub(super) fn count_sql(backend: DbBackend, wanted: &Wanted) -> Option<Sql> {
    let mut sql = Sql::new("SELECT count(*) AS n FROM (SELECT 1 ");
    let seq = rows::push(&mut sql, backend, wanted)?;
    sql.push(&format!(" ORDER BY {seq} DESC LIMIT {}) counted", COUNTED + 1));
    Some(sql)
}

/// The numbers of a page, the newest first.
async fn page(db: &impl ConnectionTrait, wanted: &Wanted) -> Result<Vec<i64>, Error> {
    let before = match &wanted.filter.before {
        Some(id) => {
            let row =
                wanted.shelf.narrow(notification::Entity::find()).filter(notification::Column::Id.eq(&id.0));
            Some(
                row.one(db)
                    .await?
                    .ok_or_else(|| invalid_field("before", "there is no such notification"))?
                    .seq,
            )
        }
        None => None,
    };
    match page_sql(db.get_database_backend(), wanted, before) {
        Some(sql) => Ok(sql.all::<Numbered>(db).await?.into_iter().map(|row| row.seq).collect()),
        None => Ok(Vec::new()),
    }
}

/// The statement of a page; none when nothing can be on it.
pub(super) fn page_sql(backend: DbBackend, wanted: &Wanted, before: Option<i64>) -> Option<Sql> {
    let mut sql = Sql::new("SELECT i.seq ");
    let seq = rows::push(&mut sql, backend, wanted)?;
    if let Some(before) = before {
        sql.push(&format!(" AND {seq} < ")).bind(before);
    }
    let limit = wanted.filter.limit.unwrap_or(LIMIT_DEFAULT);
    sql.push(&format!(" ORDER BY {seq} DESC LIMIT {limit}"));
    Some(sql)
}

/// The notifications with these numbers, in this order, as the asker sees them: on their tray, or `removed` from it.
pub(super) async fn load(
    db: &impl ConnectionTrait,
    asker: &Asker,
    seqs: &[i64],
    removed: bool,
) -> Result<Vec<Seen>, Error> {
    if seqs.is_empty() {
        return Ok(Vec::new());
    }
    let rows = notification::Entity::find()
        .filter(notification::Column::Seq.is_in(seqs.iter().copied()))
        .all(db)
        .await?;
    let mut rows: HashMap<i64, notification::Model> = rows.into_iter().map(|row| (row.seq, row)).collect();
    let mut items: HashMap<i64, tray_item::Model> = match asker.tray_id(db).await? {
        Some(tray_id) => tray_item::Entity::find()
            .filter(tray_item::Column::TrayId.eq(tray_id))
            .filter(tray_item::Column::Seq.is_in(seqs.iter().copied()))
            .filter(match removed {
                true => tray_item::Column::PutAway.eq(true),
                false => tray_item::Column::RemovedAt.is_null(),
            })
            .all(db)
            .await?
            .into_iter()
            .map(|item| (item.seq, item))
            .collect(),
        None => HashMap::new(),
    };
    let seen = seqs.iter().filter_map(|seq| {
        let (row, item) = (rows.remove(seq)?, items.remove(seq));
        let may_decide = asker.may_decide(item.as_ref());
        Some(Seen { row, item, may_decide })
    });
    Ok(seen.collect())
}
