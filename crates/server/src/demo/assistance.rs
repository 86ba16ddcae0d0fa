//! The demo's providers: one of each scope, and one of another organisation. Number 10 is that of the published example.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, Set};
use wire::assistance::{NotifierKind, ScopeKind};

use super::people::{ACACIA_AVENUE, ACME, BIRCH_COURT, BOROUGH};
use crate::auth::account;
use crate::context::Context;
use crate::deliveries::secret;
use crate::deliveries::secret::Signer;
use database::entity::{assistance_provider, notifier, resident, setting};
use web::error::Error;

/// Marks that the providers were added once: those that an admin deleted must not come back.
const DONE: &str = "demo_assistance";

struct DemoProvider {
    id: i64,
    organisation_id: i64,
    site_id: Option<i64>,
    resident_id: Option<i64>,
    name: &'static str,
    label: &'static str,
    notifiers: Vec<(i64, NotifierKind, &'static str, String)>,
}

pub(crate) async fn seed(state: &Context) -> Result<(), Error> {
    let transaction = state.write().await?;
    let row = setting::ActiveModel { name: Set(DONE.to_owned()), value: Set("1".to_owned()) };
    let once = OnConflict::column(setting::Column::Name).do_nothing().to_owned();
    if setting::Entity::insert(row).on_conflict(once).exec_without_returning(&*transaction).await? == 0 {
        return Ok(());
    }
    let supporter = id_of(&*transaction, "supporter@demo.example").await?;
    let officer = id_of(&*transaction, "officer@demo.example").await?;
    let rose = id_of(&*transaction, "resident@demo.example").await?;
    let rose = resident::Entity::find().filter(resident::Column::UserId.eq(rose)).one(&*transaction).await?;
    let rose = rose.ok_or_else(|| Error::internal("the demo's resident is missing"))?.id;
    for wish in providers(supporter, officer, rose) {
        add(state, &*transaction, wish).await?;
    }
    if transaction.get_database_backend() == DbBackend::Postgres {
        for table in ["assistance_provider", "notifier"] {
            let next = format!(
                "SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
            );
            transaction.execute_unprepared(&next).await?;
        }
    }
    Ok(transaction.commit().await?)
}

fn providers(supporter: String, officer: String, rose: i64) -> [DemoProvider; 4] {
    use NotifierKind::{Email, Push, Webhook};
    let (acme, borough) = ((ACME, None, None), (BOROUGH, Some(BIRCH_COURT), None));
    let (site, own) = ((ACME, Some(ACACIA_AVENUE), None), (ACME, None, Some(rose)));
    let wish = |id, (organisation_id, site_id, resident_id), name, label, notifiers| DemoProvider {
        id,
        organisation_id,
        site_id,
        resident_id,
        name,
        label,
        notifiers,
    };
    [
        wish(
            9,
            acme,
            "Acme Remote Monitoring Centre",
            "Acme Support",
            vec![
                (5, Email, "Acme Support", "support@acme.example".to_owned()),
                (
                    6,
                    Webhook,
                    "Acme Support Assistance Requests",
                    "https://acme.example/webhooks/assistance-requests".to_owned(),
                ),
            ],
        ),
        wish(
            10,
            site,
            "Acacia Avenue Site Assistance Provider",
            "Duty Manager",
            vec![
                (7, Email, "Acacia Duty Manager", "acaciamanager@acme.example".to_owned()),
                (8, Push, "Olu Dlamini", officer),
            ],
        ),
        wish(11, own, "Rose's family", "My daughter Sue", vec![(9, Push, "Sue Adeyemi", supporter)]),
        wish(
            12,
            borough,
            "Birch Court Concierge",
            "Concierge",
            vec![(10, Email, "Concierge", "concierge@borough.example".to_owned())],
        ),
    ]
}

async fn id_of(db: &impl ConnectionTrait, email: &str) -> Result<String, Error> {
    let found = account::find(db, email).await?;
    Ok(found.ok_or_else(|| Error::internal(format!("{email} is missing")))?.id)
}

async fn add(state: &Context, db: &impl ConnectionTrait, wish: DemoProvider) -> Result<(), Error> {
    let now = state.now();
    let scope = match (wish.site_id, wish.resident_id) {
        (Some(_), _) => ScopeKind::Site,
        (None, Some(_)) => ScopeKind::Resident,
        (None, None) => ScopeKind::Organisation,
    };
    let row = assistance_provider::ActiveModel {
        id: Set(wish.id),
        organisation_id: Set(wish.organisation_id),
        scope: Set(scope.as_str().to_owned()),
        site_id: Set(wish.site_id),
        resident_id: Set(wish.resident_id),
        name: Set(wish.name.to_owned()),
        label: Set(wish.label.to_owned()),
        created_at: Set(now),
        updated_at: Set(now),
    };
    assistance_provider::Entity::insert(row).exec_without_returning(db).await?;
    for (position, (id, kind, name, address)) in (0..).zip(wish.notifiers) {
        let row = notifier::ActiveModel {
            id: Set(id),
            provider_id: Set(wish.id),
            position: Set(position),
            kind: Set(kind.as_str().to_owned()),
            name: Set(name.to_owned()),
            address: Set(address),
            disabled_at: Set(None),
            created_at: Set(now),
        };
        notifier::Entity::insert(row).exec_without_returning(db).await?;
        if kind == NotifierKind::Webhook {
            // The secret is shown to nobody: an admin who wants to receive these webhooks rotates it.
            secret::rotate(db, state, &Signer::Notifier(id)).await?;
        }
    }
    Ok(())
}
