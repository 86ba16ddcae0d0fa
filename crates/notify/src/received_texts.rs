//! `GET /v2/received-text-messages`: texts that people sent, newest first, 250 a page.

use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use wire::notify::{ReceivedText, ReceivedTexts};
use wire::time::Timestamp;

use super::auth::ApiKey;
use super::list_page;
use super::list_page::PAGE;
use super::refusal::Refusal;
use crate::state::NotifyState;
use database::entity::received_text;
use web::error::Error;

/// Lists received texts.
#[utoipa::path(get, path = "/v2/received-text-messages", tag = "sender",
    params(("older_than" = Option<String>, Query, description = "The id of a text: the next page begins after it")),
    responses((status = 200, description = "received_text_messages and links", body = ReceivedTexts), (status = 400, description = "ValidationError"), (status = 401, description = "No token"), (status = 403, description = "AuthError")))]
pub(super) async fn list_received_texts(
    State(state): State<NotifyState>,
    who: ApiKey,
    headers: HeaderMap,
    RawQuery(raw): RawQuery,
) -> Result<axum::Json<ReceivedTexts>, Refusal> {
    let mut query =
        received_text::Entity::find().filter(received_text::Column::ServiceId.eq(&who.service.id));
    for (name, value) in list_page::pairs(raw.as_deref()) {
        let id = list_page::older_than(&name, &value).map_err(|why| Refusal::validation(vec![why]))?;
        query = query.filter(received_text::Column::Id.lt(id));
    }
    let rows = query.order_by_desc(received_text::Column::Id).limit(PAGE).all(&*state.db).await?;
    let address = format!("{}/v2/received-text-messages", state.config.web.root(&headers));
    let links = list_page::links(&address, &[], rows.last().map(|row| row.id.as_str()));
    let texts = rows.into_iter().map(|text| ReceivedText {
        id: text.id,
        created_at: Timestamp::from_millis(text.created_at),
        service_id: text.service_id,
        notify_number: text.notify_number,
        user_number: text.user_number,
        content: text.content,
    });
    Ok(axum::Json(ReceivedTexts { received_text_messages: texts.collect(), links }))
}

/// Stores a received text.
pub(super) async fn receive(
    state: &NotifyState,
    service_id: &str,
    from: &str,
    to: &str,
    content: &str,
) -> Result<(), Error> {
    let row = received_text::ActiveModel {
        id: Set(state.new_id().to_string()),
        service_id: Set(service_id.to_owned()),
        user_number: Set(from.to_owned()),
        notify_number: Set(to.to_owned()),
        content: Set(content.to_owned()),
        created_at: Set(state.now()),
    };
    let transaction = state.write().await?;
    row.insert(&*transaction).await?;
    Ok(transaction.commit().await?)
}
