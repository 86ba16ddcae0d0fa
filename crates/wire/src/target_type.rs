//! The catalogue of notification types: for each, its title, its recipients, whether it must be confirmed as seen, and its
//! follow-up. Long because it is one table.

use crate::word::words;

words!(
    /// The type of a notification. Unknown types, from old data, are shown by their message alone.
    TargetType {
        /// A request of a service user was completed.
        RequestActioned = "RequestActioned",
        /// Too many service charge payments were missed.
        MissedServiceChargePayments = "MissedServiceChargePayments",
        /// Direct debits bounced.
        FailedDirectDebits = "FailedDirectDebits",
        /// Estimated charges need a decision.
        Estimates = "Estimates",
        /// Actual charges need a decision.
        Actuals = "Actuals",
        /// A property was added and has no charges yet.
        AddNewProperty = "AddNewProperty",
        /// A tenancy was added and has no charges yet.
        AddNewTenancy = "AddNewTenancy",
        /// A transfer from the suspense account needs a decision.
        SuspenseAccount = "SuspenseAccount",
        /// The charges of all accounts changed.
        GlobalCharges = "GlobalCharges",
        /// An account was adjusted.
        Adjustments = "Adjustments",
        /// A work order is to be changed.
        WorkOrderVariation = "WorkOrderVariation",
        /// A work order was approved.
        WorkOrderApproved = "WorkOrderApproved",
        /// A work order needs follow-on work.
        WorkOrderFollowOn = "WorkOrderFollowOn",
        /// A repair exceeds the cost limit.
        HighCostAuthorisation = "HighCostAuthorisation",
        /// A communal component, such as a lift, a door or a boiler, is out of service.
        CommunalComponentOutOfService = "CommunalComponentOutOfService",
        VisitDue = "VisitDue",
        /// A survey after a repair, a gas service or a move.
        SatisfactionSurvey = "SatisfactionSurvey",
        /// A visit failed, because nobody opened.
        NoAccess = "NoAccess",
        /// A resident takes legal action for disrepair.
        LegalDisrepair = "LegalDisrepair",
        /// A case goes to court.
        CourtAction = "CourtAction",
        /// An account in arrears was paid off.
        AccountPaidOff = "AccountPaidOff",
        TenantDeath = "TenantDeath",
        /// A process waits for a tenant or leaseholder.
        ProcessReminder = "ProcessReminder",
        /// A warning about a household.
        CautionaryContact = "CautionaryContact",
        /// A process or a decision has waited too long.
        ThresholdPassed = "ThresholdPassed",
        /// A resident pressed for help.
        CalloutRaised = "CalloutRaised",
        /// A callout changed.
        CalloutUpdated = "CalloutUpdated",
        /// A resident asked for assistance.
        AssistanceRequested = "AssistanceRequested",
        /// A delivery failed for good.
        DeliveryFailed = "DeliveryFailed",
        /// A service breaches a guideline.
        GuidelineBreached = "GuidelineBreached",
        /// A service exceeded the hourly limit of screen notifications for one person.
        NotificationsBundled = "NotificationsBundled",
    }
);

/// The recipients of a type, when the request names no person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recipient {
    /// Only the person whom the request names, by e-mail, text or letter.
    Addressee,
    /// A staff team of the organisation.
    Team(&'static str),
    /// The housing officers whose patch the site is.
    SiteOfficers,
    /// The residents of the site.
    SiteResidents,
    /// The managers of the organisation.
    Managers,
    /// The administrators of the organisation.
    Admins,
    Controllers,
}

/// The follow-up of a notification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FollowOn {
    /// A link to a record; the words name the action there.
    Open(&'static str),
    /// A decision in place, with a link to the record.
    Decide(&'static str),
    /// The resident confirms the visit or asks for another time.
    ConfirmVisit,
}

/// One row of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The title on the tray.
    pub title: &'static str,
    pub audience: &'static [Recipient],
    /// Whether "I have seen this" is asked and stored.
    pub asks_to_be_seen: bool,
    pub follow_on: FollowOn,
    /// Whether it is also sent by e-mail, text or letter, so that it has a message status.
    pub has_message_status: bool,
}

use FollowOn::{ConfirmVisit, Decide, Open};
use Recipient::{Addressee, Admins, Controllers, Managers, SiteOfficers, SiteResidents, Team};

const FINANCE: &[Recipient] = &[Team("finance")];

const fn entry(title: &'static str, audience: &'static [Recipient], follow_on: FollowOn) -> Entry {
    Entry { title, audience, asks_to_be_seen: false, follow_on, has_message_status: false }
}

impl Entry {
    const fn seen(self) -> Self {
        Self { asks_to_be_seen: true, ..self }
    }

    const fn sent(self) -> Self {
        Self { has_message_status: true, ..self }
    }

    /// Whether it is meant to be approved or rejected.
    pub fn wants_decision(&self) -> bool {
        matches!(self.follow_on, Decide(_))
    }

    /// The follow-up in a few words.
    pub fn follow_on_words(&self) -> &'static str {
        match self.follow_on {
            Open(words) | Decide(words) => words,
            ConfirmVisit => "Confirm or rearrange",
        }
    }
}

impl TargetType {
    /// Its row in the catalogue; none for an unknown type.
    pub fn entry(&self) -> Option<Entry> {
        Some(match self {
            Self::RequestActioned => entry("Request actioned", &[Addressee], Open("See the request")).sent(),
            Self::MissedServiceChargePayments => {
                entry("Missed service charge payments", FINANCE, Open("See the account"))
            }
            Self::FailedDirectDebits => entry("Failed direct debits", FINANCE, Open("See the account")),
            Self::Estimates => entry("Estimates to approve", FINANCE, Decide("See the estimates")).seen(),
            Self::Actuals => entry("Actuals to approve", FINANCE, Decide("See the actuals")).seen(),
            Self::AddNewProperty => entry("New property", FINANCE, Open("Apply charges")),
            Self::AddNewTenancy => entry("New tenure", FINANCE, Open("Apply tenure charges")),
            Self::SuspenseAccount => {
                entry("Suspense account transfer pending", FINANCE, Decide("See the transfer")).seen()
            }
            Self::GlobalCharges => entry("Global charges", FINANCE, Open("Open the charges")),
            Self::Adjustments => entry("Adjustments", FINANCE, Open("Open the adjustment")),
            Self::WorkOrderVariation => {
                entry("Work order variation", &[Team("repairs-manager")], Decide("See the work order")).seen()
            }
            Self::WorkOrderApproved => {
                entry("Work order approved", &[Team("repairs-contractor")], Open("Proceed with the work"))
            }
            Self::WorkOrderFollowOn => {
                entry("Follow-on work needed", &[Team("dlo-supervisor")], Open("Raise a new work order"))
            }
            Self::HighCostAuthorisation => {
                entry("High cost authorisation", &[Team("rcc-supervisor")], Decide("See the work order"))
                    .seen()
            }
            Self::CommunalComponentOutOfService => {
                entry("Out of service", &[SiteResidents], Open("See the repair"))
            }
            Self::VisitDue => entry("Visit due", &[Addressee], ConfirmVisit).sent(),
            Self::SatisfactionSurvey => {
                entry("How did we do?", &[Addressee], Open("Answer the survey")).sent()
            }
            Self::NoAccess => entry("We could not get in", &[Addressee], Open("Make your home accessible")),
            Self::LegalDisrepair => {
                let audience = &[Team("finance"), Team("repairs-manager")];
                entry("Legal disrepair", audience, Open("Open the case")).seen()
            }
            Self::CourtAction => entry("Court action", FINANCE, Open("Open the case")),
            Self::AccountPaidOff => entry("Account paid off", FINANCE, Open("Close the case")),
            Self::TenantDeath => {
                entry("Death of a tenant", &[SiteOfficers], Open("Begin due process")).seen()
            }
            Self::ProcessReminder => entry("Reminder", &[Addressee], Open("Go on with it")).sent(),
            Self::CautionaryContact => {
                entry("Cautionary contact", &[SiteOfficers], Open("See the precautions")).seen()
            }
            Self::ThresholdPassed => {
                entry("Waiting too long", &[SiteOfficers, Managers], Open("See what waits"))
            }
            Self::CalloutRaised => {
                entry("Help is requested", &[SiteOfficers, Controllers], Open("See the callout")).seen()
            }
            Self::CalloutUpdated => entry("Callout", &[SiteOfficers, Controllers], Open("See the callout")),
            Self::AssistanceRequested => {
                entry("Assistance requested", &[SiteOfficers], Open("See the request")).seen()
            }
            Self::DeliveryFailed => {
                entry("Nobody could be told", &[SiteOfficers, Admins], Open("See the delivery"))
            }
            Self::GuidelineBreached => entry("Guideline breached", &[Admins], Open("See the guidelines")),
            Self::NotificationsBundled => {
                entry("More from one service", &[Addressee], Open("See what was put away"))
            }
            Self::Other(_) => return None,
        })
    }

    /// Its title; none for an unknown type.
    pub fn title(&self) -> Option<&'static str> {
        self.entry().map(|entry| entry.title)
    }

    /// Whether "I have seen this" is asked and stored.
    pub fn asks_to_be_seen(&self) -> bool {
        self.entry().is_some_and(|entry| entry.asks_to_be_seen)
    }

    /// Whether only the server raises it. If others could, they could report an alarm or its end.
    pub fn is_made_by_server(&self) -> bool {
        matches!(
            self,
            Self::CalloutRaised
                | Self::CalloutUpdated
                | Self::AssistanceRequested
                | Self::DeliveryFailed
                | Self::ThresholdPassed
                | Self::GuidelineBreached
                | Self::NotificationsBundled
        )
    }

    /// Whether it is an alarm: it may sound at night and during quiet hours.
    pub fn is_alarm(&self) -> bool {
        matches!(self, Self::CalloutRaised | Self::AssistanceRequested)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_stands_in_the_catalogue() {
        for kind in TargetType::ALL {
            let entry = kind.entry().unwrap_or_else(|| panic!("{kind} has no entry"));
            assert!(!entry.title.is_empty() && !entry.audience.is_empty());
            assert!(!entry.follow_on_words().is_empty());
        }
    }

    #[test]
    fn an_unknown_type_is_kept_and_has_no_entry() {
        let kind: TargetType = serde_json::from_str("\"FuelLow\"").unwrap();
        assert_eq!(kind.title(), None);
        assert_eq!(serde_json::to_string(&kind).unwrap(), "\"FuelLow\"");
    }

    #[test]
    fn what_the_source_says_is_decided_asks_to_be_seen() {
        for kind in TargetType::ALL.iter().filter(|kind| kind.entry().is_some_and(|e| e.wants_decision())) {
            assert!(kind.asks_to_be_seen(), "{kind}");
        }
    }
}
