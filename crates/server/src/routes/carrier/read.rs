//! `GET /api/carriers`: the available channels, for every page that offers them.

use axum::extract::State;
use wire::carrier::Carriers;
use wire::notification::NotificationType;
use wire::session::Role;

use crate::auth::caller::Person;
use crate::carrier::can_send::can_send;
use crate::carrier::list;
use crate::state::AppState;
use web::error::Error;

/// The available channels; and, for staff who write messages, the keys that do not work at present.
#[utoipa::path(get, path = "/api/carriers", tag = "templates",
    responses((status = 200, description = "isOriginal, email, text, letter; problems", body = Carriers), (status = 401), (status = 403)))]
pub(crate) async fn list_carriers(
    State(state): State<AppState>,
    person: Person,
) -> Result<axum::Json<Carriers>, Error> {
    let problems = match (person.role, person.user.organisation_id) {
        (Role::Officer | Role::Manager | Role::Admin, Some(id)) if state.original.is_some() => {
            list(&state, id).await?.1
        }
        _ => Vec::new(),
    };
    let can_send = |channel| can_send(&state.config, &channel);
    Ok(axum::Json(Carriers {
        is_original: state.original.is_some(),
        email: can_send(NotificationType::Email),
        text: can_send(NotificationType::Text),
        letter: can_send(NotificationType::Letter),
        problems,
    }))
}
