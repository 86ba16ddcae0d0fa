//! `/api/session`: signing in and out with a browser, and who is signed in.

use axum::Json;
use axum::extract::State;
use axum::http::header::{HeaderMap, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use sea_orm::{ConnectionTrait, EntityTrait};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::classification::RESPONSE_TYPES;
use wire::id::{ResidentId, SiteId, UserId};
use wire::session::{AppConfig, Role, Session, SessionEnd, SessionUser, SignIn, SiteRef};

use crate::auth::caller::{Caller, Person, check_acting_user, check_origin, check_origin_if_said};
use crate::auth::{account, session};
use crate::config::Config;
use crate::context::Context;
use crate::notifications;
use crate::state::AppState;
use database::entity::site;
use database::response_types;
use web::error::Error;
use web::json::JsonBody;
use web::{cookie, throttle, user_agent};

/// A resident's phone stays signed in; browsers keep a cookie at most this long.
const KEEP_DAYS: u32 = 400;

/// The routes of this file.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(create_session, get_session, delete_session))
        .routes(routes!(keep_session))
}

/// Signs in with e-mail address and password; the response sets the cookie `__Host-tocsin`.
#[utoipa::path(post, path = "/api/session", tag = "session",
    request_body(content = SignIn, description = "email and password",
        example = json!({ "email": "resident@demo.example", "password": "tocsin-demo" })),
    responses((status = 200, description = "Signed in", body = Session), (status = 400), (status = 401), (status = 429)))]
async fn create_session(
    State(state): State<AppState>,
    origin: throttle::Origin,
    headers: HeaderMap,
    JsonBody(sign_in): JsonBody<SignIn>,
) -> Result<Response, Error> {
    check_origin_if_said(&headers, &state.config.web)?;
    let device = match cookie::named(&headers, web::cookie::name::DEVICE) {
        Some(secret) => secret.to_owned(),
        None => state.new_secret(),
    };
    let origin = origin.with_device(&device);
    let user = account::check_password(&state, &sign_in.email, sign_in.password, origin).await?;
    if let Some(former) = cookie::read(&headers) {
        session::end(&state, former).await?;
    }
    let secret = session::start(&state, &user.id, user_agent::name(&headers)).await?;
    let person = Person::from_user(user);
    let keep = (!person.role.is_staff()).then_some(KEEP_DAYS);
    let answer = describe(&state, Some(&person), Some(&secret)).await?;
    let answer = with_cookie(Json(answer).into_response(), cookie::set(&secret, keep)?);
    Ok(with_cookie(answer, cookie::set_device(&device, KEEP_DAYS)?))
}

/// The signed-in account, and the operator's settings that the app needs. A caller who is signed out receives 200, too.
#[utoipa::path(get, path = "/api/session", tag = "session",
    responses((status = 200, description = "`user` is null when nobody is signed in", body = Session)))]
async fn get_session(
    State(state): State<AppState>,
    headers: HeaderMap,
    caller: Result<Caller, Error>,
) -> Result<Response, Error> {
    match caller {
        Ok(Caller::Person(person)) => {
            let secret = cookie::read(&headers);
            let answer = Json(describe(&state, Some(&person), secret).await?).into_response();
            match secret {
                // Browsers delete a cookie 400 days after it was last set.
                Some(secret) if !person.role.is_staff() => {
                    Ok(with_cookie(answer, cookie::set(secret, Some(KEEP_DAYS))?))
                }
                _ => Ok(answer),
            }
        }
        Ok(Caller::Client(_) | Caller::Service(_)) => {
            Ok(Json(describe(&state, None, None).await?).into_response())
        }
        Err(Error::Unauthorized(_)) => {
            let answer = Json(describe(&state, None, None).await?).into_response();
            // Clears an invalid cookie; otherwise the browser would keep sending it.
            Ok(if cookie::read(&headers).is_some() { with_cookie(answer, cookie::clear()) } else { answer })
        }
        Err(error) => Err(error),
    }
}

/// Signs out; the server deletes the session.
#[utoipa::path(delete, path = "/api/session", tag = "session",
    responses((status = 204, description = "Signed out"), (status = 403)))]
async fn delete_session(
    State(state): State<AppState>,
    method: axum::http::Method,
    headers: HeaderMap,
) -> Result<Response, Error> {
    if let Some(secret) = cookie::read(&headers) {
        check_origin(&method, &headers, &state.config.web)?;
        if let Some(user) = session::holder(&state, secret).await? {
            check_acting_user(&headers, &user)?;
        }
        session::end(&state, secret).await?;
    }
    Ok(with_cookie(StatusCode::NO_CONTENT.into_response(), cookie::clear()))
}

/// Reports a person's activity: a key press or a touch. Reading, polling and streaming do not keep a session of staff alive.
/// Returns when the session ends.
#[utoipa::path(post, path = "/api/session/active", tag = "session",
    responses((status = 200, description = "endsInSeconds, noticeSeconds, canStay; null for accounts that stay signed in", body = Option<SessionEnd>), (status = 401), (status = 403)))]
async fn keep_session(
    State(state): State<AppState>,
    headers: HeaderMap,
    _: Person,
) -> Result<Json<Option<SessionEnd>>, Error> {
    match cookie::read(&headers) {
        Some(secret) => Ok(Json(session::ending(&state, secret).await?)),
        None => Ok(Json(None)),
    }
}

fn with_cookie(mut answer: Response, cookie: HeaderValue) -> Response {
    answer.headers_mut().append(SET_COOKIE, cookie);
    answer
}

async fn describe(state: &Context, person: Option<&Person>, secret: Option<&str>) -> Result<Session, Error> {
    let user = match person {
        Some(person) => Some(describe_user(state, person).await?),
        None => None,
    };
    let response_types = match person {
        Some(person) => allowed_response_types(&*state.db, person).await?,
        None => RESPONSE_TYPES.to_vec(),
    };
    let end = match secret.filter(|_| person.is_some()) {
        Some(secret) => session::ending(state, secret).await?,
        None => None,
    };
    Ok(Session { user, config: AppConfig { response_types, ..describe_config(&state.config) }, end })
}

async fn describe_user(state: &Context, person: &Person) -> Result<SessionUser, Error> {
    let site = match person.user.site_id {
        Some(id) => site::Entity::find_by_id(id).one(&*state.db).await?,
        None => None,
    };
    let customer_id = match person.role {
        Role::Resident => person.resident_id(state).await?.map(ResidentId),
        _ => None,
    };
    Ok(SessionUser {
        id: UserId(person.user.id.clone()),
        email: person.user.email.clone(),
        name: person.user.name.clone(),
        role: person.role.clone(),
        teams: person.user.team.iter().cloned().collect(),
        site: site.map(|site| SiteRef { id: SiteId(site.id), name: site.name }),
        customer_id,
        unread_count: notifications::unread(&*state.db, &person.user.id).await?,
    })
}

fn describe_config(config: &Config) -> AppConfig {
    AppConfig {
        alarm_phone: config.alarm_phone.clone(),
        alarm_sms: config.alarm_sms.clone(),
        arming_seconds: config.arming_seconds,
        poll_seconds: config.poll_seconds,
        map_tiles: config.web.map_tiles.clone(),
        map_attribution: config.map_attribution.clone(),
        demo: config.demo,
        ..AppConfig::default()
    }
}

/// The response types that this person may request: those of the API client that registered them, or all.
async fn allowed_response_types(db: &impl ConnectionTrait, person: &Person) -> Result<Vec<i64>, Error> {
    if person.role != Role::Resident {
        return Ok(Vec::new());
    }
    let client = response_types::limits(db, person.user.client_id.as_deref()).await?;
    Ok(client.map_or_else(|| RESPONSE_TYPES.to_vec(), |client| client.response_types()))
}
