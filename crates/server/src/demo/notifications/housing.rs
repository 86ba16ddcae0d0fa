//! Notifications to housing officers, managers and admins.

use wire::target_type::TargetType as T;

use super::items::{DemoAudience, DemoOutcome, Item, ago};
use crate::demo::{INCOME_KEY, REPAIRS_KEY};

const OLU: &str = "officer@demo.example";

pub(crate) fn items() -> Vec<Item> {
    let officers =
        |kind, target, at, message| Item::new(INCOME_KEY, kind, target, DemoAudience::Officers, at, message);
    let tocsin = |item: Item| Item { by: None, ..item };
    vec![
        officers(T::TenantDeath, "tenant-30071", ago(0, 2), "Arthur Bell, 46 Acacia Avenue, has died. His daughter rang this morning; she asks to be spoken to before Friday.")
            .asks()
            .facts(&[("Tenant", "Arthur Bell"), ("Home", "46 Acacia Avenue"), ("Reported by", "Jane Bell, daughter, 020 7946 0021"), ("Next of kin", "Jane Bell")]),
        officers(T::TenantDeath, "tenant-30012", ago(21, 3), "Greta Lindqvist, 2 Acacia Avenue, has died. Her son has the keys.")
            .asks()
            .then(DemoOutcome::Acted(OLU, "Approved", Some("Tenancy ends on Sunday, keys are back")))
            .facts(&[("Tenant", "Greta Lindqvist"), ("Home", "2 Acacia Avenue"), ("Next of kin", "Per Lindqvist")]),
        Item::new(INCOME_KEY, T::CautionaryContact, "household-412", DemoAudience::Person(OLU), ago(0, 4), "Before your visit tomorrow: a new cautionary contact at 22 Acacia Avenue. Do not go alone; a large dog is in the hall.")
            .facts(&[("Household", "Farah, 22 Acacia Avenue"), ("Care", "Do not go alone"), ("Since", "This morning"), ("Reviewed", "In six months")]),
        officers(T::CautionaryContact, "household-388", ago(7, 2), "A member of the household at 9 Acacia Avenue is recorded as a cautionary contact.")
            .then(DemoOutcome::Read(OLU))
            .facts(&[("Household", "de Wit, 9 Acacia Avenue"), ("Care", "Ring before you come")]),
        Item::new(REPAIRS_KEY, T::VisitDue, "visit-880", DemoAudience::Person(OLU), ago(0, 3), "A visit to Rose Adeyemi, 33 Acacia Avenue, tomorrow: the first after the repair.")
            .due_in(20 * 60)
            .facts(&[("Visit to", "Rose Adeyemi, 33 Acacia Avenue"), ("Officer", "Olu Dlamini"), ("Why", "First visit after the repair")]),
        tocsin(officers(T::AssistanceRequested, "assistance-request-demo", ago(3, 1), "Noor Botha, Acacia Avenue, asked for: Help with shopping. Sue Adeyemi answered: I am coming.")
            .then(DemoOutcome::Read(OLU)))
            .facts(&[("Resident", "Noor Botha"), ("Asked for", "Help with shopping"), ("Answer", "Sue Adeyemi is coming")]),
        tocsin(Item::new(INCOME_KEY, T::ThresholdPassed, "process-demo-17", DemoAudience::Person(OLU), ago(1, 5), "Nothing has happened for 14 days: tenancy change TC-2041 (documents checked), with officer@demo.example.")),
        tocsin(Item::new(INCOME_KEY, T::ThresholdPassed, "process-demo-17", DemoAudience::Managers, ago(1, 5), "Nothing has happened for 14 days: tenancy change TC-2041 (documents checked), with officer@demo.example."))
            .facts(&[("Process", "Tenancy change TC-2041"), ("Stands at", "Documents checked"), ("Officer", "Olu Dlamini")]),
        tocsin(Item::new(INCOME_KEY, T::DeliveryFailed, "delivery-demo-5", DemoAudience::Admins, ago(2, 2), "Help with shopping: https://helpers.example/hook did not answer for five minutes. Its owner was not told of a request."))
            .facts(&[("Provider", "Help with shopping"), ("Webhook", "https://helpers.example/hook"), ("Tries", "9 in five minutes")]),
        Item::new(INCOME_KEY, T::CourtAction, "court-case-88", DemoAudience::Person("manager@demo.example"), ago(6, 1), "For your information: a possession hearing is set for Dev Rao, 40 Acacia Avenue."),
    ]
}
