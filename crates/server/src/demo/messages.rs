//! The demo's messages: the `sample` service of the published examples with its keys, and templates for e-mails, texts and
//! letters.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use wire::sender::template::TemplateType;
use wire::sender::template::TemplateType::{Email, Letter, Sms};

use crate::context::Context;
use crate::templates::put::{NewTemplate, put_template};
use database::entity::notify_service::BUILTIN_SERVICE;
use database::entity::{notify_identity, notify_key, received_text};
use notify::{KeyKind, NewNotifyService, add_service, key_parts, put_key};
use web::error::Error;

/// The return address of the demo's letters; the number is reserved for fiction.
const CONTACT_BLOCK: &str = "Acme Housing\n1 Office Road\nLondon\nE1 8QS\n020 7946 0000";

/// The live key of the published examples.
pub const SAMPLE_KEY: &str =
    "sample-15f6815b-0000-0000-0000-000000000000-c6a75cc9-0000-0000-0000-000000000000";
/// A team key of the same service, which sends to its guests only.
pub const SAMPLE_TEAM_KEY: &str =
    "sample-15f6815b-0000-0000-0000-000000000000-c6a75cc9-0000-0000-0000-000000000001";
/// A test key of the same service, which sends nothing.
pub const SAMPLE_TEST_KEY: &str =
    "sample-15f6815b-0000-0000-0000-000000000000-c6a75cc9-0000-0000-0000-000000000002";

pub(crate) const SAMPLE: &str = "15f6815b-0000-0000-0000-000000000000";
const ACME: i64 = 2;
const BY: &str = "admin@demo.example";

/// The last part of the id (the rest is always the same), the channel, the name, the subject and the text.
type DemoTemplate = (u32, TemplateType, &'static str, Option<&'static str>, &'static str);

/// Templates of the `sample` service; the first is that of the published example.
const SAMPLES: &[DemoTemplate] = &[
    (
        1,
        Letter,
        "Failed direct debit",
        Some("Your direct debit failed"),
        "Dear ((first name)) ((last name)),\n\nYour bank could not pay your last direct debit. We try again in ten \
         days.\n\n* Please check that there is enough money in the account.\n* If your bank details have changed, tell \
         us.\n\nCall us if you need more time.\n\nIncome Services",
    ),
    (2, Email, "Hello by e-mail", Some("Hello ((name))"), "Hello ((name)),\n\nthis is a message from us."),
    (3, Sms, "Hello by text", None, "Hello ((name)), this is a message from us."),
    (
        4,
        Email,
        "A file",
        Some("A document for you"),
        "Hello ((name)),\n\nhere is your document: ((link_to_file))\n\n((urgent??Please read it today.))",
    ),
    (5, Letter, "Hello by letter", Some("Hello ((name))"), "Dear ((name)),\n\nthis is a letter from us."),
];

/// Templates for everybody in the organisation.
const CATALOGUE: &[DemoTemplate] = &[
    (
        101,
        Email,
        "Request actioned",
        Some("We have acted on your request"),
        "Dear ((firstName)) ((lastName)),\n\nWe have acted on your request.\n\nSee where it stands: ((link))",
    ),
    (102, Sms, "Request actioned", None, "We have acted on your request. See where it stands: ((link))"),
    (
        103,
        Letter,
        "Request actioned",
        Some("We have acted on your request"),
        "Dear ((firstName)) ((lastName)),\n\nWe have acted on your request. You can see where it stands at ((link)), or \
         call us.\n\nYours sincerely\n\nAcme Housing",
    ),
    (
        111,
        Email,
        "Visit due",
        Some("We visit you tomorrow"),
        "Dear ((firstName)),\n\nWe visit you tomorrow. Confirm the visit, or ask for another day: ((link))",
    ),
    (112, Sms, "Visit due, to the resident", None, "We visit you tomorrow. Confirm or rearrange: ((link))"),
    (113, Sms, "Visit due, to the officer", None, "You visit ((firstName)) ((lastName)) tomorrow: ((link))"),
    (
        121,
        Email,
        "Survey",
        Some("How did we do?"),
        "Dear ((firstName)),\n\nWe were at your home. Tell us in two minutes how it went: ((link))",
    ),
    (122, Sms, "Survey", None, "We were at your home. Tell us how it went: ((link))"),
    (
        131,
        Email,
        "No access",
        Some("We could not get in"),
        "Dear ((firstName)),\n\nWe came and nobody let us in. Tell us when you are at home: ((link))",
    ),
    (132, Sms, "No access", None, "We came and nobody let us in. Tell us when you are at home: ((link))"),
    (
        133,
        Letter,
        "No access",
        Some("We could not get into your home"),
        "Dear ((firstName)) ((lastName)),\n\nWe came to your home and nobody let us in. We have to come in to keep it \
         safe.\n\nPlease call us within seven days and say when you are at home.\n\nYours sincerely\n\nAcme Housing",
    ),
    (
        141,
        Email,
        "Out of service",
        Some("Something in your building does not work"),
        "Dear ((firstName)),\n\nSomething that everybody in your building uses does not work. See how the repair goes: \
         ((link))",
    ),
    (
        142,
        Sms,
        "Out of service",
        None,
        "Something in your building does not work. See how the repair goes: ((link))",
    ),
    (
        151,
        Letter,
        "Court action",
        Some("We have gone to court"),
        "Dear ((firstName)) ((lastName)),\n\nWe have gone to court about your account. Call us this week: it can still be \
         stopped.\n\nYours sincerely\n\nAcme Housing",
    ),
    (
        152,
        Letter,
        "Account paid off",
        Some("Your account is paid off"),
        "Dear ((firstName)) ((lastName)),\n\nYour account is paid off. Thank you. The case is closed.\n\nYours \
         sincerely\n\nAcme Housing",
    ),
    (
        161,
        Email,
        "Reminder of a process",
        Some("Something waits for you"),
        "Dear ((firstName)),\n\nSomething waits for you. Go on here: ((link))",
    ),
    (162, Sms, "Reminder of a process", None, "Something waits for you. Go on here: ((link))"),
];

pub(crate) async fn seed(state: &Context) -> Result<(), Error> {
    let transaction = state.write().await?;
    let service = NewNotifyService {
        id: SAMPLE.to_owned(),
        name: "sample".to_owned(),
        organisation_id: Some(ACME),
        contact: Some("Income Services on 020 7946 0000".to_owned()),
    };
    add_service(&*transaction, state, service).await?;
    for (kind, key) in
        [(KeyKind::Live, SAMPLE_KEY), (KeyKind::Team, SAMPLE_TEAM_KEY), (KeyKind::Test, SAMPLE_TEST_KEY)]
    {
        add_key(&*transaction, state, kind, key).await?;
    }
    for (id, kind, value, is_default) in [
        ("c6a75cc9-1193-4a5d-8e0f-000000000011", "email", "income@demo.example", true),
        ("c6a75cc9-1193-4a5d-8e0f-000000000012", "sms", "ACME", false),
        ("c6a75cc9-1193-4a5d-8e0f-000000000013", "guest", "guest@demo.example", false),
        ("c6a75cc9-1193-4a5d-8e0f-000000000014", "guest", "447700900123", false),
    ] {
        let row = notify_identity::ActiveModel {
            id: Set(id.to_owned()),
            service_id: Set(SAMPLE.to_owned()),
            kind: Set(kind.to_owned()),
            value: Set(value.to_owned()),
            is_default: Set(is_default),
        };
        let keep = OnConflict::column(notify_identity::Column::Id).do_nothing().to_owned();
        notify_identity::Entity::insert(row).on_conflict(keep).exec_without_returning(&*transaction).await?;
    }
    for (service, list) in [(SAMPLE, SAMPLES), (BUILTIN_SERVICE, CATALOGUE)] {
        for (number, kind, name, subject, body) in list {
            let template = NewTemplate {
                id: format!("c6a75cc9-1193-4a5d-8e0f-{number:012}"),
                service_id: service.to_owned(),
                organisation_id: Some(ACME),
                kind: kind.clone(),
                name: (*name).to_owned(),
                subject: subject.map(str::to_owned),
                body: (*body).to_owned(),
                postage: None,
                letter_contact_block: (*kind == TemplateType::Letter).then(|| CONTACT_BLOCK.to_owned()),
            };
            put_template(&*transaction, state, template, BY).await?;
        }
    }
    let text = received_text::ActiveModel {
        id: Set("c6a75cc9-1193-4a5d-8e0f-000000000021".to_owned()),
        service_id: Set(SAMPLE.to_owned()),
        user_number: Set("447700900123".to_owned()),
        notify_number: Set("447700900999".to_owned()),
        content: Set("I paid this morning.".to_owned()),
        created_at: Set(state.now()),
    };
    let keep = OnConflict::column(received_text::Column::Id).do_nothing().to_owned();
    received_text::Entity::insert(text).on_conflict(keep).exec_without_returning(&*transaction).await?;
    Ok(transaction.commit().await?)
}

async fn add_key(db: &impl ConnectionTrait, state: &Context, kind: KeyKind, key: &str) -> Result<(), Error> {
    let known = notify_key::Entity::find()
        .filter(notify_key::Column::ServiceId.eq(SAMPLE))
        .filter(notify_key::Column::Kind.eq(kind.as_str()))
        .one(db)
        .await?;
    let Some((service, secret)) = key_parts(key).filter(|_| known.is_none()) else { return Ok(()) };
    put_key(db, state, service, kind, secret).await
}
