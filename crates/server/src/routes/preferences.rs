//! `/api/preferences`: on which channels a person receives each kind of notification, in addition to the tray.

use std::collections::HashMap;

use axum::extract::{Request, State};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use serde_json::Value;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::preference::{
    ChannelState, KindPreference, Preferences, PreferencesChange, PreferredChannel, channels_of, kinds_of,
};
use wire::session::Role;
use wire::target_type::TargetType;

use crate::auth::account::NO_SIGN_IN;
use crate::auth::caller::Person;
use crate::messages::Recipient;
use crate::notifications::reader_of_account;
use crate::preferences::read;
use crate::state::AppState;
use database::entity::preference::{ActiveModel, Column, Entity};
use web::error::Error;
use web::problem::invalid;
use web::{json, problem};

/// The routes of this file.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    problem::styled(OpenApiRouter::new().routes(routes!(get_preferences, update_preferences)))
}

/// The caller's channels, and the choice for each kind of notification.
#[utoipa::path(get, path = "/api/preferences", tag = "preferences",
    responses((status = 200, description = "channels with their destinations; kinds with their channels", body = Preferences), (status = 401), (status = 403)))]
async fn get_preferences(
    State(state): State<AppState>,
    person: Person,
) -> Result<axum::Json<Preferences>, Error> {
    Ok(axum::Json(shown(&*state.db, &person).await?))
}

/// Sets the channels of some kinds; the others stay unchanged. All notifications are on the tray, whatever is chosen here.
#[utoipa::path(put, path = "/api/preferences", tag = "preferences",
    request_body(content = PreferencesChange, description = "kinds: kind, channels (of Email, Text, Letter, Push; null for the default)",
        example = json!({"kinds": [{"kind": "VisitDue", "channels": ["Email", "Text"]}]})),
    responses((status = 200, description = "As GET", body = Preferences), (status = 400), (status = 401), (status = 403), (status = 422)))]
async fn update_preferences(
    State(state): State<AppState>,
    person: Person,
    request: Request,
) -> Result<axum::Json<Preferences>, Error> {
    let body: Value = json::parse(&json::read_body(request, &state).await?)?;
    let change = PreferencesChange::read(body, &person.role).map_err(invalid)?;
    let transaction = state.write().await?;
    for choice in change.kinds {
        let key = (person.user.id.clone(), choice.kind.to_string());
        let Some(channels) = choice.channels else {
            Entity::delete_by_id(key).exec(&*transaction).await?;
            continue;
        };
        let channels: Vec<_> = channels.iter().map(PreferredChannel::as_str).collect();
        let row = ActiveModel { user_id: Set(key.0), kind: Set(key.1), channels: Set(channels.join(",")) };
        let replace =
            OnConflict::columns([Column::UserId, Column::Kind]).update_column(Column::Channels).to_owned();
        Entity::insert(row).on_conflict(replace).exec_without_returning(&*transaction).await?;
    }
    let shown = shown(&*transaction, &person).await?;
    transaction.commit().await?;
    Ok(axum::Json(shown))
}

async fn shown(db: &impl ConnectionTrait, person: &Person) -> Result<Preferences, Error> {
    let rows = Entity::find().filter(Column::UserId.eq(&person.user.id)).all(db).await?;
    let chosen: HashMap<String, Vec<PreferredChannel>> =
        rows.into_iter().map(|row| (row.kind, read(&row.channels))).collect();
    let channels = channels(db, person).await?;
    let usual = usual(&person.role, &channels);
    let kind = |kind: TargetType| KindPreference {
        title: kind.title().unwrap_or_default().to_owned(),
        channels: chosen.get(kind.as_str()).unwrap_or(&usual).clone(),
        always: if kind.is_alarm() { vec![PreferredChannel::Push] } else { Vec::new() },
        is_default: !chosen.contains_key(kind.as_str()),
        kind,
    };
    Ok(Preferences { kinds: kinds_of(&person.role).into_iter().map(kind).collect(), channels })
}

/// The default channels of a kind: push to every device, and for residents the first channel that reaches them.
fn usual(role: &Role, channels: &[ChannelState]) -> Vec<PreferredChannel> {
    let first =
        channels.iter().find(|way| way.destination.is_some() && way.channel != PreferredChannel::Push);
    let first = first.filter(|_| *role == Role::Resident).map(|way| way.channel.clone());
    first.into_iter().chain([PreferredChannel::Push]).collect()
}

async fn channels(db: &impl ConnectionTrait, person: &Person) -> Result<Vec<ChannelState>, Error> {
    let reader = match person.role {
        Role::Resident => reader_of_account(db, "", &person.user.id).await?,
        _ => None,
    };
    let email = Some(person.user.email.clone());
    let mut all = Vec::new();
    for channel in channels_of(&person.role) {
        let destination = match (&channel, &reader) {
            (PreferredChannel::Push, _) => {
                crate::deliveries::new_delivery::has_device(db, &person.user.id).await?.then(String::new)
            }
            (channel, Some(reader)) => reader.recipient(channel).map(words),
            _ => {
                email.clone().filter(|email| wire::customer::is_email(email) && !email.ends_with(NO_SIGN_IN))
            }
        };
        all.push(ChannelState { channel, destination });
    }
    Ok(all)
}

fn words(recipient: Recipient) -> String {
    match recipient {
        Recipient::Email(address) | Recipient::Text(address) => address,
        Recipient::Letter(lines) => lines.join(", "),
        Recipient::ReadyLetter { document_id } => document_id,
    }
}
