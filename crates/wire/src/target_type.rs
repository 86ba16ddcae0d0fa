//! The catalogue: what a notification can be about. Each type has its title, whom it is for, whether it asks to be marked
//! as seen, and what one goes on to from there.
//! Long because it is one table, and a table is read whole.

use crate::word::words;

words!(
    /// What a notification is about. Types that are not known, from old data, are shown by their message alone.
    TargetType {
        /// Something that a service user asked for was done.
        RequestActioned = "RequestActioned",
        /// Too many service charge payments were missed.
        MissedServiceChargePayments = "MissedServiceChargePayments",
        /// Direct debits bounced.
        FailedDirectDebits = "FailedDirectDebits",
        /// Estimated charges wait for a decision.
        Estimates = "Estimates",
        /// Actual charges wait for a decision.
        Actuals = "Actuals",
        /// A property was added and has no charges yet.
        AddNewProperty = "AddNewProperty",
        /// A tenancy was added and has no charges yet.
        AddNewTenancy = "AddNewTenancy",
        /// A transfer out of the suspense account waits for a decision.
        SuspenseAccount = "SuspenseAccount",
        /// Charges of everybody changed.
        GlobalCharges = "GlobalCharges",
        /// An account was adjusted.
        Adjustments = "Adjustments",
        /// A work order is to change.
        WorkOrderVariation = "WorkOrderVariation",
        /// A work order may go ahead.
        WorkOrderApproved = "WorkOrderApproved",
        /// A work order needs another one after it.
        WorkOrderFollowOn = "WorkOrderFollowOn",
        /// A repair costs more than may be spent without asking.
        HighCostAuthorisation = "HighCostAuthorisation",
        /// A lift, a door, a boiler that all share is out of order.
        CommunalComponentOutOfService = "CommunalComponentOutOfService",
        /// Somebody visits tomorrow.
        VisitDue = "VisitDue",
        /// A few questions after a repair, a gas service or a move.
        SatisfactionSurvey = "SatisfactionSurvey",
        /// Somebody stood before a closed door.
        NoAccess = "NoAccess",
        /// A resident claims disrepair by law.
        LegalDisrepair = "LegalDisrepair",
        /// A case goes to court.
        CourtAction = "CourtAction",
        /// An account in arrears was paid off.
        AccountPaidOff = "AccountPaidOff",
        /// A tenant died.
        TenantDeath = "TenantDeath",
        /// A tenant or leaseholder has something left to do.
        ProcessReminder = "ProcessReminder",
        /// Take care at this household.
        CautionaryContact = "CautionaryContact",
        /// A process or a decision has waited too long.
        ThresholdPassed = "ThresholdPassed",
        /// A resident pressed for help.
        CalloutRaised = "CalloutRaised",
        /// A callout changed.
        CalloutUpdated = "CalloutUpdated",
        /// A resident asked for assistance.
        AssistanceRequested = "AssistanceRequested",
        /// Somebody could not be told.
        DeliveryFailed = "DeliveryFailed",
        /// A service does not keep to a guideline.
        GuidelineBreached = "GuidelineBreached",
        /// A service sent somebody more than their tray takes one by one.
        NotificationsBundled = "NotificationsBundled",
    }
);

/// Whom a type is for, when the sender does not name a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recipient {
    /// Whoever the sender names, and nobody else: it goes by e-mail, text or letter.
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
    /// The control room.
    Controllers,
}

/// What one goes on to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FollowOn {
    /// To a record, by a link; the words say what one does there.
    Open(&'static str),
    /// To a decision in place, and to the record behind it.
    Decide(&'static str),
    /// The resident says whether the visit suits them.
    ConfirmVisit,
}

/// One line of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it is called in the tray.
    pub title: &'static str,
    /// Whom it is for.
    pub audience: &'static [Recipient],
    /// Whether "I have seen this" is asked for and kept.
    pub asks_to_be_seen: bool,
    /// What one goes on to.
    pub follow_on: FollowOn,
    /// Whether it also goes out by e-mail, text or letter, so that there is a message status to follow.
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

    /// Whether approving or rejecting is what it is for.
    pub fn wants_decision(&self) -> bool {
        matches!(self.follow_on, Decide(_))
    }

    /// What one goes on to, in a few words.
    pub fn follow_on_words(&self) -> &'static str {
        match self.follow_on {
            Open(words) | Decide(words) => words,
            ConfirmVisit => "Confirm or rearrange",
        }
    }
}

impl TargetType {
    /// Its line in the catalogue; none for what is not known.
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

    /// What it is called; nothing for what is not known.
    pub fn title(&self) -> Option<&'static str> {
        self.entry().map(|entry| entry.title)
    }

    /// Whether "I have seen this" is asked for and kept.
    pub fn asks_to_be_seen(&self) -> bool {
        self.entry().is_some_and(|entry| entry.asks_to_be_seen)
    }

    /// The server raises these itself, from what happened. Nobody else may, or anybody could report an alarm, or its end.
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

    /// An alarm: it may sound at night and rings even where other notifications are quiet.
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
