//! Notify: an embedded implementation of GOV.UK Notify's API, version 2, at the server's root. Clients written for GOV.UK Notify
//! work with it, and this server's own messages use the same API whether GOV.UK Notify or this server sends them.
//!
//! `own` is the server's own service. `auth`, `limits`, `schema` and `refusal` apply to every request; `post_…` accept messages;
//! `carry` sends them; `receipts` reports to services; `forget` erases messages after seven days.

mod accept;
mod auth;
mod builtin_service;
pub mod client;
mod file_pages;
mod files;
mod filling;
mod get_notification;
mod identity;
mod keys;
mod letter;
mod limits;
mod list_notifications;
mod list_page;
pub mod markup;
pub mod original;
mod outbox_page;
mod post_email;
mod post_letter;
mod post_sms;
mod preview;
mod receipts;
mod received_texts;
mod refusal;
mod rendering;
mod retention;
mod schema;
mod smtp;
pub mod state;
mod template_reads;
mod view;
mod worker;

pub use builtin_service::{
    OWN_NAME, PLAIN_EMAIL, PLAIN_FILES, PLAIN_LETTER, PLAIN_TEXT, builtin_key, ensure,
};
pub use keys::{
    KeyKind, NewNotifyService, add_service, issue_key, key_parts, mirror_service, put_key, revoke_keys,
};
pub use retention::{KEPT_DAYS, delete_old_messages};
pub use wire::sender::placeholder::names as placeholder_names;
pub use worker::{run, work_through_due};

pub use file_pages::disposition;
pub use files::content_type as file_type;
pub use filling::fill as fill_template;
pub use get_notification::report;
pub use letter::{
    Failure as LetterFailure, Letter as LetterPages, check_ready as check_ready_letter,
    render as render_letter, sample as sample_letter,
};
pub use receipts::send_receipts;
pub use rendering::{draw_letter, render};
pub use smtp::{Smtp, with_tls};

use axum::extract::DefaultBodyLimit;
use axum::routing::any;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::rendering::BODY_LIMIT;
use crate::state::NotifyState;

/// The routes of the service.
pub fn routes<S: Clone + Send + Sync + 'static>(state: NotifyState) -> OpenApiRouter<S> {
    api().with_state(state)
}

/// The description of the service's API.
pub fn description() -> utoipa::openapi::OpenApi {
    api().into_openapi()
}

fn api() -> OpenApiRouter<NotifyState> {
    let posts = OpenApiRouter::new()
        .routes(routes!(post_email::send_email))
        .routes(routes!(post_sms::send_sms))
        .routes(routes!(post_letter::send_letter))
        .layer(DefaultBodyLimit::max(BODY_LIMIT));
    let api = OpenApiRouter::new()
        .merge(posts)
        .routes(routes!(list_notifications::list_sent))
        .routes(routes!(get_notification::get_sent))
        .routes(routes!(get_notification::get_sent_pdf))
        .routes(routes!(template_reads::list_sendable_templates))
        .routes(routes!(template_reads::get_sendable_template))
        .routes(routes!(template_reads::get_template_version))
        .routes(routes!(template_reads::list_template_versions))
        .routes(routes!(preview::preview_template))
        .routes(routes!(received_texts::list_received_texts));
    web::refusals::refuse_with::<wire::notify::Refusal, _>(api, "application/json")
        .merge(file_pages::routes())
        .merge(outbox_page::routes())
        .route("/v2/{*rest}", any(refusal::unknown_address))
}
