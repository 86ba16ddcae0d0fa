//! The server's own service of notify: its key, and the templates for messages that have no template of their own.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

use super::keys::{KeyKind, NewNotifyService, add_service, issue_key};
use crate::state::NotifyState;
use database::entity::notify_service::BUILTIN_SERVICE;
use database::entity::{notify_key, notify_service, template, template_version};
use web::error::Error;

/// The name of the server's own service.
pub const OWN_NAME: &str = "Tocsin";
/// The template for e-mails without one: `((subject))`, `((body))`, and up to ten files.
pub const PLAIN_EMAIL: &str = "00000000-0000-7000-8000-000000000011";
/// The template for texts without one: `((body))`.
pub const PLAIN_TEXT: &str = "00000000-0000-7000-8000-000000000012";
/// The template for letters without one: `((subject))`, `((body))`.
pub const PLAIN_LETTER: &str = "00000000-0000-7000-8000-000000000013";
/// The template that ready letters are stored with.
pub(super) const READY_LETTER: &str = "00000000-0000-7000-8000-000000000014";

/// The names of the placeholders for files in [`PLAIN_EMAIL`].
pub const PLAIN_FILES: [&str; 10] =
    ["file_1", "file_2", "file_3", "file_4", "file_5", "file_6", "file_7", "file_8", "file_9", "file_10"];

/// Creates the service, its key and its templates where they are missing.
pub async fn ensure(state: &NotifyState) -> Result<(), Error> {
    if builtin_key_row(state).await?.is_some() {
        return Ok(());
    }
    let transaction = state.write().await?;
    let service = NewNotifyService {
        id: BUILTIN_SERVICE.to_owned(),
        name: OWN_NAME.to_owned(),
        organisation_id: None,
        contact: Some("the office".to_owned()),
    };
    add_service(&*transaction, state, service).await?;
    let files: Vec<String> = PLAIN_FILES.iter().map(|name| format!("(({name}))")).collect();
    let email_body = format!("((body))\n\n{}", files.join("\n"));
    for (id, kind, subject, body) in [
        (PLAIN_EMAIL, "email", Some("((subject))"), email_body.as_str()),
        (PLAIN_TEXT, "sms", None, "((body))"),
        (PLAIN_LETTER, "letter", Some("((subject))"), "((body))"),
        (READY_LETTER, "letter", Some("Pre-compiled PDF"), ""),
    ] {
        add_hidden_template(state, &*transaction, id, kind, subject, body).await?;
    }
    let service = notify_service::Entity::find_by_id(BUILTIN_SERVICE).one(&*transaction).await?;
    let service = service.ok_or_else(|| Error::internal("the server's own notify service is missing"))?;
    // When two servers start at once, the second one finds the key of the first.
    if builtin_key_row_in(&*transaction).await?.is_none() {
        issue_key(&*transaction, state, &service, KeyKind::Live).await?;
    }
    // The throttle of the message outbox limits the server's own messages, so notify has no limit for them.
    let mut unlimited: notify_service::ActiveModel = service.into();
    unlimited.rate_limit = Set(0);
    sea_orm::ActiveModelTrait::update(unlimited, &*transaction).await?;
    Ok(transaction.commit().await?)
}

async fn add_hidden_template(
    state: &NotifyState,
    db: &impl sea_orm::ConnectionTrait,
    id: &str,
    kind: &str,
    subject: Option<&str>,
    body: &str,
) -> Result<(), Error> {
    let now = state.now();
    let row = template::ActiveModel {
        id: Set(id.to_owned()),
        service_id: Set(BUILTIN_SERVICE.to_owned()),
        organisation_id: Set(None),
        kind: Set(kind.to_owned()),
        name: Set("Plain words".to_owned()),
        subject: Set(subject.map(str::to_owned)),
        body: Set(body.to_owned()),
        postage: Set((kind == "letter").then(|| "second".to_owned())),
        letter_contact_block: Set(None),
        version: Set(1),
        archived: Set(false),
        hidden: Set(true),
        created_by: Set("Tocsin".to_owned()),
        created_at: Set(now),
        updated_at: Set(None),
    };
    let keep = OnConflict::column(template::Column::Id).do_nothing().to_owned();
    let added = template::Entity::insert(row).on_conflict(keep).exec_without_returning(db).await?;
    if added == 0 {
        return Ok(());
    }
    let version = template_version::ActiveModel {
        template_id: Set(id.to_owned()),
        version: Set(1),
        name: Set("Plain words".to_owned()),
        subject: Set(subject.map(str::to_owned)),
        body: Set(body.to_owned()),
        postage: Set((kind == "letter").then(|| "second".to_owned())),
        letter_contact_block: Set(None),
        archived: Set(false),
        created_by: Set("Tocsin".to_owned()),
        created_at: Set(now),
    };
    template_version::Entity::insert(version).exec_without_returning(db).await?;
    Ok(())
}

async fn builtin_key_row(state: &NotifyState) -> Result<Option<notify_key::Model>, Error> {
    builtin_key_row_in(&*state.db).await
}

async fn builtin_key_row_in(db: &impl sea_orm::ConnectionTrait) -> Result<Option<notify_key::Model>, Error> {
    let query = notify_key::Entity::find()
        .filter(notify_key::Column::ServiceId.eq(BUILTIN_SERVICE))
        .filter(notify_key::Column::Kind.eq(KeyKind::Live.as_str()))
        .filter(notify_key::Column::ExpiredAt.is_null());
    Ok(query.one(db).await?)
}

/// The key that the server sends its own messages with.
pub async fn builtin_key(state: &NotifyState) -> Result<String, Error> {
    let row = builtin_key_row(state)
        .await?
        .ok_or_else(|| Error::internal("the server's own notify key is missing"))?;
    Ok(format!("{OWN_NAME}-{BUILTIN_SERVICE}-{}", state.unseal(&row.secret)?))
}
