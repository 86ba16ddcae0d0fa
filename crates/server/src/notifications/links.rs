//! The link of a notification: from its sender, from an admin's setting for the service or the type, or to the record that the
//! type is about. Without a page that the reader may open, there is no link and no button.

use std::collections::{HashMap, HashSet};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use wire::delivery::DeliveryCause;
use wire::link;
use wire::link::{Reader, TARGET_ID, encode};
use wire::session::Role;
use wire::target_type::TargetType;

use database::entity::{delivery, link_template, notification, process, record};
use web::error::Error;

/// The kind of record of a type, as it is part of the page's URL.
pub(crate) fn record_kind(kind: &TargetType) -> &'static str {
    use TargetType as T;
    match kind {
        T::RequestActioned => "request",
        T::MissedServiceChargePayments | T::FailedDirectDebits | T::AccountPaidOff => "account",
        T::Estimates => "estimate",
        T::Actuals => "actual",
        T::AddNewProperty => "property",
        T::AddNewTenancy => "tenancy",
        T::SuspenseAccount => "transfer",
        T::GlobalCharges => "charge",
        T::Adjustments => "adjustment",
        T::WorkOrderVariation | T::WorkOrderApproved | T::WorkOrderFollowOn | T::HighCostAuthorisation => {
            "work-order"
        }
        T::CommunalComponentOutOfService => "component",
        T::VisitDue | T::NoAccess => "visit",
        T::SatisfactionSurvey => "survey",
        T::LegalDisrepair => "disrepair-case",
        T::CourtAction => "court-case",
        T::TenantDeath => "tenant",
        T::ProcessReminder | T::ThresholdPassed => "process",
        T::CautionaryContact => "household",
        T::CalloutRaised | T::CalloutUpdated => "callout",
        T::AssistanceRequested => "assistance-request",
        T::DeliveryFailed => "delivery",
        T::GuidelineBreached => "guideline",
        T::NotificationsBundled => "notifications",
        T::Other(_) => "record",
    }
}

/// The default link of a type.
pub(crate) fn default_template(kind: &TargetType) -> String {
    match kind {
        TargetType::GuidelineBreached => "/staff/governance".to_owned(),
        TargetType::NotificationsBundled => "/staff/tray?show=removed".to_owned(),
        kind => format!("/staff/records/{}/{TARGET_ID}", record_kind(kind)),
    }
}

/// The links of the organisations whose notifications are shown, and which of their records have a page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Links {
    /// By organisation, service and type; an empty service means services without a link of their own.
    templates: HashMap<(i64, String, String), String>,
    /// By organisation, kind and id.
    records: HashSet<(i64, String, String)>,
}

impl Links {
    /// Reads the links and records of these notifications.
    pub(crate) async fn of(db: &impl ConnectionTrait, rows: &[&notification::Model]) -> Result<Self, Error> {
        let organisations: HashSet<i64> = rows.iter().map(|row| row.organisation_id).collect();
        if organisations.is_empty() {
            return Ok(Self::default());
        }
        let templates = link_template::Entity::find()
            .filter(link_template::Column::OrganisationId.is_in(organisations.clone()))
            .all(db)
            .await?
            .into_iter()
            .map(|row| ((row.organisation_id, row.service_id, row.target_type), row.template))
            .collect();
        let records = records(db, &organisations, rows).await?;
        Ok(Self { templates, records })
    }

    /// The link of a notification for people with this role; programs get that of staff.
    pub(crate) fn link(&self, row: &notification::Model, role: Option<&Role>) -> Option<String> {
        let reader = reader(role)?;
        let given = row.follow_on_url.as_deref().and_then(|url| link::for_reader(url, reader));
        given.or_else(|| self.template_link(row, reader)).or_else(|| self.page(row, role))
    }

    /// The link of an e-mail, text or letter about a notification for people with this role: the notification itself, which can
    /// be answered there, unless its service or an admin configured another.
    pub(crate) fn message_link(&self, row: &notification::Model, role: &Role) -> Option<String> {
        let reader = reader(Some(role))?;
        let given = row.follow_on_url.as_deref().and_then(|url| link::for_reader(url, reader));
        given.or_else(|| self.template_link(row, reader)).or_else(|| {
            let own = format!("/notifications/{}", row.id);
            link::for_reader(&own, reader)
        })
    }

    /// The link of a message for a person without an account: a page that opens without signing in, if its service or an admin
    /// configured one.
    pub(crate) fn open_link(&self, row: &notification::Model) -> Option<String> {
        let is_open = |link: &String| !link::is_own(link) || link::is_open(link);
        let given = row.follow_on_url.clone().filter(is_open);
        given.or_else(|| self.template_link(row, Reader::Resident).filter(is_open))
    }

    /// The record of a notification, as kind and id in the page's URL.
    pub(crate) fn record(&self, row: &notification::Model) -> Option<String> {
        let (kind, id) = (row.target_type.as_deref()?, row.target_id.as_deref()?);
        let kind = record_kind(&TargetType::known(kind)?);
        let key = (row.organisation_id, kind.to_owned(), id.to_owned());
        self.records.contains(&key).then(|| format!("{kind}/{}", encode(id)))
    }

    fn template_link(&self, row: &notification::Model, reader: Reader) -> Option<String> {
        let (kind, id) = (row.target_type.clone()?, row.target_id.as_deref()?);
        let of = |service: &str| self.templates.get(&(row.organisation_id, service.to_owned(), kind.clone()));
        let template = row.service_id.as_deref().and_then(of).or_else(|| of(""))?;
        link::for_reader(&link::fill(template, id), reader)
    }

    /// The path of the record's page.
    fn page(&self, row: &notification::Model, role: Option<&Role>) -> Option<String> {
        let kind = TargetType::known(row.target_type.as_deref()?)?;
        // Residents have no list of removed notifications.
        if matches!(kind, TargetType::GuidelineBreached | TargetType::NotificationsBundled) {
            return (reader(role)? == Reader::Staff).then(|| default_template(&kind));
        }
        let record = self.record(row)?;
        let is_callout = matches!(kind, TargetType::CalloutRaised | TargetType::CalloutUpdated);
        match role {
            Some(Role::Controller) if is_callout => {
                Some(format!("/staff/control/{}", encode(row.target_id.as_deref()?)))
            }
            _ => link::for_reader(&format!("/records/{record}"), reader(role)?),
        }
    }
}

/// The kind of reader for this role; supporters and responders have neither trays nor records.
fn reader(role: Option<&Role>) -> Option<Reader> {
    match role {
        Some(Role::Resident) => Some(Reader::Resident),
        Some(Role::Officer | Role::Manager | Role::Admin | Role::Controller) | None => Some(Reader::Staff),
        Some(_) => None,
    }
}

/// Which of the notifications' records can be shown.
async fn records(
    db: &impl ConnectionTrait,
    organisations: &HashSet<i64>,
    rows: &[&notification::Model],
) -> Result<HashSet<(i64, String, String)>, Error> {
    let mut found = HashSet::new();
    let (mut deliveries, mut kept) = (HashSet::new(), HashSet::new());
    for row in rows {
        let kind = row.target_type.as_deref().and_then(TargetType::known);
        let (Some(kind), Some(id)) = (kind, row.target_id.as_deref()) else { continue };
        match record_kind(&kind) {
            // Our own records, which exist before the notification.
            own @ ("callout" | "assistance-request") => {
                found.insert((row.organisation_id, own.to_owned(), id.to_owned()));
            }
            // If nobody could be notified at all, it refers to the request itself.
            own @ "delivery" if id.parse::<i64>().is_ok() => {
                found.insert((row.organisation_id, own.to_owned(), id.to_owned()));
            }
            "delivery" => {
                deliveries.insert(id);
                kept.insert(id);
            }
            _ => _ = kept.insert(id),
        }
    }
    if !deliveries.is_empty() {
        let of_requests: Vec<(Option<i64>, String)> = delivery::Entity::find()
            .select_only()
            .columns([delivery::Column::OrganisationId, delivery::Column::Id])
            .filter(delivery::Column::Id.is_in(deliveries))
            .filter(delivery::Column::AboutKind.eq(DeliveryCause::AssistanceRequest.as_str()))
            .into_tuple()
            .all(db)
            .await?;
        found.extend(
            of_requests.into_iter().map(|(of, id)| (of.unwrap_or_default(), "delivery".to_owned(), id)),
        );
    }
    if kept.is_empty() {
        return Ok(found);
    }
    let of_services: Vec<(i64, String, String)> = record::Entity::find()
        .select_only()
        .columns([record::Column::OrganisationId, record::Column::Kind, record::Column::Id])
        .filter(record::Column::OrganisationId.is_in(organisations.clone()))
        .filter(record::Column::Id.is_in(kept.clone()))
        .into_tuple()
        .all(db)
        .await?;
    found.extend(of_services);
    let processes: Vec<(i64, String)> = process::Entity::find()
        .select_only()
        .columns([process::Column::OrganisationId, process::Column::Id])
        .filter(process::Column::OrganisationId.is_in(organisations.clone()))
        .filter(process::Column::Id.is_in(kept))
        .into_tuple()
        .all(db)
        .await?;
    found.extend(processes.into_iter().map(|(of, id)| (of, "process".to_owned(), id)));
    Ok(found)
}
