//! A database of the former release keeps its rows when tables and columns get their present names.

use sea_orm::{ActiveModelTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait, Set};
use sea_orm_migration::MigratorTrait;

use crate::support::fresh_database;
use database::connection;
use database::connection::Db;
use database::entity::{
    assistance_attempt, callout, delivery, message, notification, notify_file, notify_message, notify_pdf,
    organisation, process, receipt, resident, search_text, service, sign_in_attempt, site, token, user,
};
use database::migration::Migrator;

/// The migration that renames.
const RENAMES: &str = "m0021_glossary";

/// A database as the release before left it, with a row in each table that is renamed or has a renamed column.
async fn former(folder: &tempfile::TempDir) -> Db {
    let db = connection::connect(&fresh_database(folder).await).await.unwrap();
    let before = Migrator::migrations().iter().position(|one| one.name() == RENAMES).unwrap();
    Migrator::up(&*db, Some(u32::try_from(before).unwrap())).await.unwrap();
    for statement in FORMER {
        db.execute_unprepared(statement).await.unwrap_or_else(|error| panic!("{statement}: {error}"));
    }
    db
}

#[tokio::test]
async fn rows_of_the_former_release_are_read_by_the_present_names() {
    let folder = tempfile::tempdir().unwrap();
    let db = former(&folder).await;
    Migrator::up(&*db, None).await.unwrap();

    let acme = organisation::Entity::find_by_id(2).one(&*db).await.unwrap().unwrap();
    assert_eq!(acme.name, "Acme");
    let one = user::Entity::find_by_id("u").one(&*db).await.unwrap().unwrap();
    assert_eq!(one.organisation_id, Some(2));
    let rose = resident::Entity::find_by_id(7).one(&*db).await.unwrap().unwrap();
    assert_eq!((rose.organisation_id, rose.source_id), (2, Some(44)));
    let token = token::Entity::find_by_id("t").one(&*db).await.unwrap().unwrap();
    assert_eq!(token.revoked_at, Some(5));
    let callout = callout::Entity::find_by_id(9).one(&*db).await.unwrap().unwrap();
    assert_eq!((callout.cancelled_by_resident, callout.resident_happy), (true, Some(true)));
    let delivery = delivery::Entity::find_by_id("d").one(&*db).await.unwrap().unwrap();
    assert_eq!((delivery.organisation_id, delivery.host_key.as_str()), (Some(2), "desk.example"));
    let sent = notify_message::Entity::find_by_id("m").one(&*db).await.unwrap().unwrap();
    assert_eq!((sent.service_id.as_str(), sent.recipient.as_str()), ("n", "a@x.example"));
    let pdf = notify_pdf::Entity::find_by_id("m").one(&*db).await.unwrap().unwrap();
    assert_eq!(pdf.bytes, b"%PDF");
    let file = notify_file::Entity::find_by_id("f").one(&*db).await.unwrap().unwrap();
    assert_eq!(file.notify_message_id, "m");
    let receipt = receipt::Entity::find_by_id("r").one(&*db).await.unwrap().unwrap();
    assert_eq!((receipt.notify_message_id.as_str(), receipt.delivered_at), ("m", Some(6)));
    let guess = sign_in_attempt::Entity::find().one(&*db).await.unwrap().unwrap();
    assert_eq!(guess.attempted_at, 8);
    let attempt = assistance_attempt::Entity::find().one(&*db).await.unwrap().unwrap();
    assert_eq!((attempt.label.as_str(), attempt.attempted_at), ("Desk", 3));
    let notice = notification::Entity::find().one(&*db).await.unwrap().unwrap();
    assert_eq!((notice.organisation_id, notice.reminded_at), (2, Some(4)));
    let stale = process::Entity::find().one(&*db).await.unwrap().unwrap();
    assert_eq!((stale.organisation_id, stale.reminded_at), (2, Some(4)));
    assert_eq!(message::Entity::find().count(&*db).await.unwrap(), 0);
}

#[tokio::test]
async fn keys_indices_and_triggers_follow_the_new_names() {
    let folder = tempfile::tempdir().unwrap();
    let db = former(&folder).await;
    Migrator::up(&*db, None).await.unwrap();

    let refused = organisation::Entity::delete_by_id(2).exec(&*db).await;
    assert!(refused.is_err(), "its site, users and residents point to it");
    let twin = service::Entity::find_by_id("s").one(&*db).await.unwrap().unwrap();
    let twin = service::ActiveModel {
        id: Set("s2".to_owned()),
        key_hash: Set("another".to_owned()),
        ..twin.into_active_model().reset_all()
    };
    let refused: Result<service::Model, DbErr> = twin.insert(&*db).await;
    assert!(refused.is_err(), "two services of an organisation have two names");
    let site = site::Entity::find_by_id(5).one(&*db).await.unwrap().unwrap();
    site::ActiveModel { name: Set("Beech Court".to_owned()), ..site.into_active_model() }
        .update(&*db)
        .await
        .unwrap();
    let words = search_text::Entity::find().all(&*db).await.unwrap();
    assert!(words.iter().any(|row| row.row_id == "5" && row.words.contains("Beech")), "{words:?}");
}

const FORMER: &[&str] = &[
    "INSERT INTO customer (id, name, created_at) VALUES (2, 'Acme', 0)",
    "INSERT INTO site (id, customer_id, name, address, created_at) VALUES (5, 2, 'Acacia', '1 Acacia', 0)",
    "INSERT INTO \"user\" (id, email, name, role, customer_id, active, created_at, updated_at) VALUES \
     ('u', 'rose@x.example', 'Rose', 'resident', 2, TRUE, 0, 0)",
    "INSERT INTO resident (id, user_id, customer_id, site_id, name, surname, email, mobile, gender, vehicle_make, vehicle_model, \
     vehicle_colour, vehicle_license_plate, customer_source_id, created_at, updated_at) VALUES \
     (7, 'u', 2, 5, 'Rose', 'A', '', '', '', '', '', '', '', 44, 0, 0)",
    "INSERT INTO token (id, user_id, created_at, expires_at, struck_at) VALUES ('t', 'u', 0, 1, 5)",
    "INSERT INTO sign_in_try (name_hash, address, tried_at) VALUES ('h', '::1', 8)",
    "INSERT INTO callout (id, resident_id, classification_id, response_type_id, internal_test, demo, status, cancelled_by_customer, \
     dispatch_required, verified, acknowledged, owned, automatic, responder_dispatched, urgency, urgency_raised_at, logged_at, \
     created_at, updated_at, detail_updated_at, customer_happy) VALUES \
     (9, 7, 1, 1, FALSE, FALSE, 'created', TRUE, FALSE, FALSE, FALSE, FALSE, FALSE, FALSE, 1, 0, 0, 0, 0, 0, TRUE)",
    "INSERT INTO delivery (id, webhook_id, customer_id, event_type, kind, state, about_kind, about_id, name, address, lane, content, \
     attempts, created_at) VALUES ('d', 'w', 2, 'x', 'webhook', 'waiting', 'test', '1', 'Desk', 'https://desk.example', \
     'desk.example', '{}', 0, 0)",
    "INSERT INTO sender_service (id, name, customer_id, active, international, rate_limit, email_limit, sms_limit, letter_limit, \
     created_at) VALUES ('n', 'N', 2, TRUE, FALSE, 1, 1, 1, 1, 0)",
    "INSERT INTO sent (id, service_id, key_kind, kind, recipient, normal, template_id, template_version, body, status, attempts, \
     created_at, updated_at) VALUES ('m', 'n', 'normal', 'email', 'a@x.example', 'a@x.example', 'p', 1, 'Hello', 'sending', 0, 0, 0)",
    "INSERT INTO sent_pdf (sent_id, bytes) VALUES ('m', '%PDF')",
    "INSERT INTO sent_file (id, service_id, sent_id, key_hash, content_type, bytes, created_at, expires_at) VALUES \
     ('f', 'n', 'm', 'k', 'text/plain', 'x', 0, 1)",
    "INSERT INTO receipt (id, service_id, sent_id, body, attempts, told_at, created_at) VALUES ('r', 'n', 'm', '{}', 1, 6, 0)",
    "INSERT INTO assistance_provider (id, customer_id, scope, name, label, created_at, updated_at) VALUES \
     (3, 2, 'customer', 'Desk', 'Desk', 0, 0)",
    "INSERT INTO assistance_request (id, customer_id, resident_id, provider_id, label, created_at) VALUES (4, 2, 7, 3, 'Desk', 0)",
    "INSERT INTO assistance_try (request_id, provider_id, label, tried_at) VALUES (4, 3, 'Desk', 3)",
    "INSERT INTO service (id, customer_id, name, name_key, key_hash, key_sealed, key_made_at, active, created_at) VALUES \
     ('s', 2, 'Repairs', 'repairs', 'h', 'k', 0, TRUE, 0)",
    "INSERT INTO notification (seq, id, customer_id, notification_type, created_by, audience, require_action, require_email, \
     require_sms, require_letter, decided, version, created_at, touched_at, told_at) VALUES \
     (1, 'n1', 2, 'Screen', 'x', 'x', FALSE, FALSE, FALSE, FALSE, FALSE, 1, 0, 0, 4)",
    "INSERT INTO process (customer_id, id, kind, state, owner, updated_at, told_at) VALUES (2, 'p', 'k', 's', 'o@x.example', 0, 4)",
];
