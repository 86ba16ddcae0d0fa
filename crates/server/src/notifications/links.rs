//! Where one goes on from a notification: as its sender said, as an admin set it for the type, or to the record that the
//! type is about.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use wire::session::Role;
use wire::target_type::TargetType;

use crate::error::Error;
use crate::table::{follow_on_link, notification};

/// What stands for the record's id in a template.
const PLACE: &str = "{targetId}";

/// The kind of record that a type is about, as it stands in the address of its page.
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

/// The link of a type while no admin has set another.
pub(crate) fn default_template(kind: &TargetType) -> String {
    match kind {
        TargetType::GuidelineBreached => "/staff/governance".to_owned(),
        TargetType::NotificationsBundled => "/staff/tray?show=removed".to_owned(),
        kind => format!("/staff/records/{}/{PLACE}", record_kind(kind)),
    }
}

/// The links of one organisation.
#[derive(Clone, Debug, Default)]
pub(super) struct Links(HashMap<String, String>);

impl Links {
    /// Reads what the admins of an organisation have set.
    pub(super) async fn of(db: &impl ConnectionTrait, customer_id: i64) -> Result<Self, Error> {
        let rows = follow_on_link::Entity::find()
            .filter(follow_on_link::Column::CustomerId.eq(customer_id))
            .all(db)
            .await?;
        Ok(Self(rows.into_iter().map(|row| (row.target_type, row.template)).collect()))
    }

    /// Where a notification leads somebody with this role. Residents have pages of their own.
    pub(super) fn link(&self, row: &notification::Model, role: Option<&Role>) -> Option<String> {
        if row.follow_on_url.is_some() {
            return row.follow_on_url.clone();
        }
        let (kind, id) = (row.target_type.as_deref()?, row.target_id.as_deref()?);
        let id = encode(id);
        if let Some(template) = self.0.get(kind) {
            return Some(template.replace(PLACE, &id));
        }
        let kind = TargetType::known(kind)?;
        let is_callout = matches!(kind, TargetType::CalloutRaised | TargetType::CalloutUpdated);
        Some(match role {
            Some(Role::Controller) if is_callout => format!("/staff/control/{id}"),
            Some(Role::Resident) if kind == TargetType::NotificationsBundled => return None,
            Some(Role::Resident) => format!("/records/{}/{id}", record_kind(&kind)),
            _ => default_template(&kind).replace(PLACE, &id),
        })
    }
}

/// An id as it may stand in an address.
fn encode(id: &str) -> String {
    id.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}
