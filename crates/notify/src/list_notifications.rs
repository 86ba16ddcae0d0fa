//! `GET /v2/notifications`: messages sent with this kind of key, newest first, 250 a page.

use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use sea_orm::sea_query::{Expr, Func};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use wire::notify::Messages;

use super::auth::ApiKey;
use super::list_page::PAGE;
use super::refusal::Refusal;
use super::{list_page, view};
use crate::state::NotifyState;
use database::entity::notify_message;

/// The most characters on a page of long messages. A page of long messages has fewer than 250, and the link to the next page
/// follows.
const PAGE_CHARACTERS: i64 = 4_000_000;
const KINDS: [&str; 3] = ["sms", "email", "letter"];
const STATUSES: [&str; 16] = [
    "cancelled",
    "created",
    "sending",
    "sent",
    "delivered",
    "pending",
    "failed",
    "technical-failure",
    "temporary-failure",
    "permanent-failure",
    "pending-virus-check",
    "validation-failed",
    "virus-scan-failed",
    "returned-letter",
    "accepted",
    "received",
];

/// The validated parameters of a list.
#[derive(Debug, Default)]
struct Filter {
    statuses: Vec<String>,
    kinds: Vec<String>,
    reference: Option<String>,
    older_than: Option<String>,
}

impl Filter {
    fn read(pairs: &[(String, String)]) -> Result<Self, Refusal> {
        let mut filter = Self::default();
        let mut wrong = Vec::new();
        let one_of = |name: &str, value: &str, known: &[&str]| {
            (!known.contains(&value)).then(|| format!("{name} {value} is not one of [{}]", known.join(", ")))
        };
        for (name, value) in pairs {
            match name.as_str() {
                "status" => {
                    wrong.extend(one_of("status", value, &STATUSES));
                    filter.statuses.extend(stored(value));
                }
                "template_type" => {
                    wrong.extend(one_of("template_type", value, &KINDS));
                    filter.kinds.push(value.clone());
                }
                // The first value counts.
                "reference" => drop(filter.reference.get_or_insert_with(|| value.clone())),
                "include_jobs" => wrong.extend(one_of("include_jobs", value, &["true", "True"])),
                _ => match list_page::older_than(name, value) {
                    Ok(id) => drop(filter.older_than.get_or_insert(id)),
                    Err(why) => wrong.push(why),
                },
            }
        }
        if wrong.is_empty() { Ok(filter) } else { Err(Refusal::validation(wrong)) }
    }
}

/// The stored statuses that a status of the API includes.
fn stored(status: &str) -> Vec<String> {
    let stored: &[&str] = match status {
        "failed" => &[
            "technical-failure",
            "temporary-failure",
            "permanent-failure",
            "validation-failed",
            "virus-scan-failed",
            "returned-letter",
        ],
        "accepted" => &["created", "sending"],
        "received" => &["delivered"],
        other => &[other],
    };
    stored.iter().map(|status| (*status).to_owned()).collect()
}

/// The first rows of a list, up to one page.
async fn page(
    db: &impl ConnectionTrait,
    query: Select<notify_message::Entity>,
) -> Result<Vec<notify_message::Model>, DbErr> {
    let sizes = query.clone().select_only().column(notify_message::Column::Id);
    let size = Func::char_length(Expr::col(notify_message::Column::Body));
    let sizes: Vec<(String, i64)> =
        sizes.column_as(Expr::expr(size).cast_as("bigint"), "size").limit(PAGE).into_tuple().all(db).await?;
    let ids = database::page_size::first_within(sizes, PAGE_CHARACTERS);
    let rows = notify_message::Entity::find().filter(notify_message::Column::Id.is_in(ids));
    rows.order_by_desc(notify_message::Column::Id).all(db).await
}

/// Lists sent messages.
#[utoipa::path(get, path = "/v2/notifications", tag = "sender",
    params(("status" = Option<String>, Query, description = "May be repeated"), ("template_type" = Option<String>, Query, description = "sms, email or letter; may be repeated"),
        ("reference" = Option<String>, Query), ("older_than" = Option<String>, Query, description = "The id of a message: the next page begins after it"), ("include_jobs" = Option<String>, Query)),
    responses((status = 200, description = "notifications and links", body = Messages), (status = 400, description = "ValidationError"), (status = 401, description = "No token"), (status = 403, description = "AuthError")))]
pub(super) async fn list_sent(
    State(state): State<NotifyState>,
    who: ApiKey,
    headers: HeaderMap,
    RawQuery(raw): RawQuery,
) -> Result<axum::Json<Messages>, Refusal> {
    let pairs = list_page::pairs(raw.as_deref());
    let filter = Filter::read(&pairs)?;
    let mut query = notify_message::Entity::find()
        .filter(notify_message::Column::ServiceId.eq(&who.service.id))
        .filter(notify_message::Column::KeyKind.eq(&who.key.kind));
    if !filter.statuses.is_empty() {
        query = query.filter(notify_message::Column::Status.is_in(filter.statuses));
    }
    if !filter.kinds.is_empty() {
        query = query.filter(notify_message::Column::Kind.is_in(filter.kinds));
    }
    if let Some(reference) = filter.reference {
        query = query.filter(notify_message::Column::Reference.eq(reference));
    }
    if let Some(older_than) = filter.older_than {
        query = query.filter(notify_message::Column::Id.lt(older_than));
    }
    let rows = page(&*state.db, query.order_by_desc(notify_message::Column::Id)).await?;
    let root = state.config.web.root(&headers);
    let address = format!("{root}/v2/notifications");
    let links = list_page::links(&address, &pairs, rows.last().map(|row| row.id.as_str()));
    let notifications = rows.iter().map(|row| view::message(row, &root)).collect();
    Ok(axum::Json(Messages { notifications, links }))
}
