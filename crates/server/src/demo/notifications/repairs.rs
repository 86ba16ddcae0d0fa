//! Notifications from Repairs to its managers, contractors and supervisors.

use wire::target_type::TargetType as T;

use super::items::{DemoAudience, DemoOutcome, Item, ago};
use crate::demo::REPAIRS_KEY;

const MANAGER: DemoAudience = DemoAudience::Team("repairs-manager");
const CONTRACTOR: DemoAudience = DemoAudience::Team("repairs-contractor");
const DLO: DemoAudience = DemoAudience::Team("dlo-supervisor");
const RCC: DemoAudience = DemoAudience::Team("rcc-supervisor");

pub(crate) fn items() -> Vec<Item> {
    let to = |to, kind, target, at, message| Item::new(REPAIRS_KEY, kind, target, to, at, message);
    vec![
        to(MANAGER, T::WorkOrderVariation, "work-order-70412", ago(0, 1), "Work order 70412 is to change: the leak at 33 Acacia Avenue needs a new valve and two more hours, £184 instead of £96.")
            .asks()
            .facts(&[("Home", "33 Acacia Avenue"), ("Job", "Leak under the kitchen sink"), ("Before", "£96.00"), ("Now", "£184.00"), ("Contractor", "Khan Plumbing")]),
        to(MANAGER, T::WorkOrderVariation, "work-order-70377", ago(2, 4), "Work order 70377 is to change: the fence at 5 Acacia Avenue needs eight posts instead of five.")
            .asks()
            .then(DemoOutcome::Acted("repairs-manager@demo.example", "Approved", None))
            .facts(&[("Home", "5 Acacia Avenue"), ("Job", "Fence"), ("Now", "£410.00")]),
        to(MANAGER, T::WorkOrderVariation, "work-order-70290", ago(9, 2), "Work order 70290 is to change: the contractor asks for scaffolding at 40 Acacia Avenue, £1,150 more.")
            .asks()
            .then(DemoOutcome::Acted("repairs-manager@demo.example", "Rejected", Some("A ladder is enough for one gutter")))
            .facts(&[("Home", "40 Acacia Avenue"), ("Job", "Gutter"), ("Asked for", "Scaffolding, £1,150.00")]),
        to(CONTRACTOR, T::WorkOrderApproved, "work-order-70399", ago(0, 2), "Work order 70399 is approved: replace the front door lock at 18 Acacia Avenue. You can go ahead.")
            .facts(&[("Home", "18 Acacia Avenue"), ("Job", "Front door lock"), ("Approved", "£140.00"), ("Finish by", "Friday")]),
        to(CONTRACTOR, T::WorkOrderApproved, "work-order-70377", ago(2, 3), "Work order 70377 is approved with eight posts. You can go ahead."),
        to(DLO, T::WorkOrderFollowOn, "work-order-70365", ago(0, 5), "Work order 70365 needs another one after it: the plaster at 33 Acacia Avenue must dry for two weeks, then be painted.")
            .facts(&[("Home", "33 Acacia Avenue"), ("Done", "Plaster in the hall"), ("Left to do", "Paint, in two weeks")]),
        to(DLO, T::WorkOrderFollowOn, "work-order-70341", ago(4, 1), "Work order 70341 needs another one after it: the boiler at 11 Acacia Avenue runs, its flue has to be moved.")
            .then(DemoOutcome::Read("dlo-supervisor@demo.example"))
            .facts(&[("Home", "11 Acacia Avenue"), ("Done", "Boiler repaired"), ("Left to do", "Move the flue")]),
        to(RCC, T::HighCostAuthorisation, "work-order-70420", ago(0, 3), "Work order 70420 costs £4,860: a new lift motor at Acacia Avenue. It needs your authorisation.")
            .asks()
            .facts(&[("Where", "Lift B, Acacia Avenue"), ("Job", "New motor"), ("Cost", "£4,860.00"), ("Others asked", "£5,240 and £5,900")]),
        to(RCC, T::HighCostAuthorisation, "work-order-70233", ago(12, 5), "Work order 70233 costs £2,300: damp treatment at 22 Acacia Avenue. It needs your authorisation.")
            .asks()
            .then(DemoOutcome::Acted("rcc-supervisor@demo.example", "Approved", Some("Before the claim grows")))
            .facts(&[("Home", "22 Acacia Avenue"), ("Job", "Damp treatment"), ("Cost", "£2,300.00")]),
    ]
}
