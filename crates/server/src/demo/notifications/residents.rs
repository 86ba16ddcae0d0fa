//! Notifications to the residents of Acacia Avenue.

use wire::target_type::TargetType as T;

use super::items::{DemoAudience, DemoOutcome, Item, ago};
use crate::demo::{INCOME_KEY, REPAIRS_KEY};

const ROSE: &str = "resident@demo.example";
const NOOR: &str = "neighbour@demo.example";

pub(crate) fn items() -> Vec<Item> {
    let all = |at, message| {
        Item::new(
            REPAIRS_KEY,
            T::CommunalComponentOutOfService,
            "component-lift-b",
            DemoAudience::Residents,
            at,
            message,
        )
        .facts(&[
            ("What", "Lift B"),
            ("Where", "Acacia Avenue, north entrance"),
            ("Status", "A part is ordered"),
            ("Use instead", "Lift A, south entrance"),
        ])
    };
    let to = |by, person, kind, target, at, message| {
        Item::new(by, kind, target, DemoAudience::Person(person), at, message)
    };
    vec![
        all(ago(2, 1), "Lift B is out of service. An engineer comes today. Please use lift A."),
        all(ago(0, 5), "Lift B is still out of service. A part is ordered and comes on Thursday. Please use lift A."),
        to(REPAIRS_KEY, ROSE, T::VisitDue, "visit-880", ago(0, 3), "Olu Dlamini visits you tomorrow, to see whether the repair was done well.")
            .due_in(20 * 60)
            .facts(&[("Visit to", "Rose Adeyemi, 33 Acacia Avenue"), ("Officer", "Olu Dlamini"), ("Why", "First visit after the repair")]),
        to(REPAIRS_KEY, NOOR, T::VisitDue, "visit-872", ago(0, 6), "A gas engineer visits you in two days, for the yearly check.")
            .due_in(44 * 60)
            .facts(&[("Visit to", "Noor Botha"), ("Who comes", "Gas engineer"), ("Why", "Yearly gas safety check")]),
        to(REPAIRS_KEY, ROSE, T::SatisfactionSurvey, "survey-3301", ago(1, 2), "How did we do with the leak under your sink? Five short questions.")
            .facts(&[("About", "Leak under the kitchen sink, work order 70412"), ("Questions", "5"), ("Open until", "In two weeks")]),
        to(REPAIRS_KEY, NOOR, T::SatisfactionSurvey, "survey-3288", ago(9, 1), "How did we do with your gas servicing? Five short questions.")
            .then(DemoOutcome::Read(NOOR))
            .facts(&[("About", "Gas servicing"), ("Questions", "5")]),
        to(REPAIRS_KEY, NOOR, T::NoAccess, "visit-861", ago(4, 2), "We came for the gas check and nobody let us in. Tell us when you are at home: we have to come in to keep you safe.")
            .facts(&[("Visit to", "Noor Botha"), ("Why", "Yearly gas safety check"), ("What to do", "Ring 020 7946 0000, or answer the next visit")]),
        to(INCOME_KEY, ROSE, T::ProcessReminder, "process-tenancy-audit", ago(5, 3), "Your tenancy check is nearly done. Please bring one document with your address by Friday.")
            .facts(&[("Process", "Tenancy check"), ("Still needed", "One document with your address"), ("Until", "Friday")]),
        to(INCOME_KEY, ROSE, T::ProcessReminder, "process-contents", ago(16, 2), "Your contents insurance ends at the end of the month.")
            .then(DemoOutcome::Read(ROSE))
            .facts(&[("Process", "Contents insurance"), ("Ends", "At the end of the month")]),
    ]
}
