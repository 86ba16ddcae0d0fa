//! Notifications from Income Services and from Revenue and Benefits to finance.

use wire::target_type::TargetType as T;

use super::items::{DemoAudience, DemoOutcome, Item, ago};
use crate::demo::{INCOME_KEY, REVENUE_KEY};

const FINANCE: DemoAudience = DemoAudience::Team("finance");
const FIN: &str = "finance@demo.example";

pub(crate) fn items() -> Vec<Item> {
    let income = |kind, target, at, message| Item::new(INCOME_KEY, kind, target, FINANCE, at, message);
    let revenue = |kind, target, at, message| Item::new(REVENUE_KEY, kind, target, FINANCE, at, message);
    vec![
        income(T::MissedServiceChargePayments, "account-10442", ago(0, 1), "3 missed service charge payments at 14 Acacia Avenue have exceeded the tolerance period.")
            .facts(&[("Account", "10442, Ines Okafor"), ("Home", "14 Acacia Avenue"), ("Balance", "£612.40 owed"), ("Missed", "August, September, October")]),
        income(T::MissedServiceChargePayments, "account-10517", ago(3, 2), "4 missed service charge payments at 9 Acacia Avenue have exceeded the tolerance period.")
            .then(DemoOutcome::Read(FIN))
            .facts(&[("Account", "10517, Bram de Wit"), ("Home", "9 Acacia Avenue"), ("Balance", "£803.00 owed")]),
        income(T::FailedDirectDebits, "account-10388", ago(0, 3), "2 direct debits failed today: Noor Botha, Ken Osei. Their bank says: not enough money.")
            .facts(&[("Account", "10388, Noor Botha"), ("Amount", "£118.75"), ("Reason", "Refer to payer"), ("Next try", "In ten days")]),
        income(T::FailedDirectDebits, "account-10401", ago(6, 4), "1 direct debit failed: Ken Osei. The instruction was cancelled by the payer.")
            .then(DemoOutcome::Read(FIN))
            .facts(&[("Account", "10401, Ken Osei"), ("Amount", "£96.20"), ("Reason", "Instruction cancelled")]),
        income(T::Estimates, "estimate-2027-acacia", ago(0, 5), "The service charge estimates for Acacia Avenue, 2027, wait for your decision: £1,284 a home, 6 % more than this year.")
            .asks()
            .facts(&[("Estate", "Acacia Avenue, 62 homes"), ("This year", "£1,211 a home"), ("Next year", "£1,284 a home"), ("Why more", "Lift maintenance and insurance")]),
        income(T::Estimates, "estimate-2027-birch", ago(8, 1), "The service charge estimates for Birch Court, 2027, wait for your decision: £940 a home.")
            .asks()
            .then(DemoOutcome::Acted(FIN, "Approved", Some("Checked against the ledger")))
            .facts(&[("Estate", "Birch Court, 24 homes"), ("Next year", "£940 a home")]),
        income(T::Actuals, "actual-2026-acacia", ago(1, 2), "The actual charges of Acacia Avenue, 2026, wait for your decision: £74,310 spent, £1,180 more than estimated.")
            .asks()
            .facts(&[("Estate", "Acacia Avenue"), ("Estimated", "£73,130"), ("Spent", "£74,310"), ("Largest difference", "Emergency lift repair, £960")]),
        income(T::Actuals, "actual-2026-birch", ago(15, 3), "The actual charges of Birch Court, 2026, wait for your decision: £21,905 spent.")
            .asks()
            .then(DemoOutcome::Acted(FIN, "Rejected", Some("The gardening invoice is in twice")))
            .facts(&[("Estate", "Birch Court"), ("Spent", "£21,905")]),
        revenue(T::AddNewProperty, "property-7781", ago(2, 1), "A property was added: Flat 3, 51 Acacia Avenue. It has no charges yet.")
            .facts(&[("Home", "Flat 3, 51 Acacia Avenue"), ("Rooms", "2"), ("Added by", "Revenue and Benefits")]),
        revenue(T::AddNewTenancy, "tenancy-20913", ago(0, 6), "A new tenure begins on Monday at 27 Acacia Avenue: Lena Marsh, secure tenancy. Its charges are not applied yet.")
            .facts(&[("Tenant", "Lena Marsh"), ("Home", "27 Acacia Avenue"), ("Tenure", "Secure tenancy"), ("Begins", "Monday")]),
        revenue(T::AddNewTenancy, "tenancy-20880", ago(11, 2), "A new tenure began at 3 Acacia Avenue: Tom and Ada Price, leasehold.")
            .then(DemoOutcome::Read(FIN))
            .facts(&[("Leaseholders", "Tom and Ada Price"), ("Home", "3 Acacia Avenue")]),
        revenue(T::SuspenseAccount, "transfer-5520", ago(0, 2), "£245.00 from a payer named M BOTHA is in suspense. It may belong to the account of Noor Botha: approve the transfer?")
            .asks()
            .facts(&[("Amount", "£245.00"), ("Payer", "M BOTHA"), ("Reference", "RENT NOV"), ("Proposed account", "10388, Noor Botha")]),
        revenue(T::SuspenseAccount, "transfer-5498", ago(4, 5), "£96.20 without a reference is in suspense. It matches what Ken Osei owes: approve the transfer?")
            .asks()
            .then(DemoOutcome::Acted(FIN, "Initiated", Some("Asked the bank for the payer's name")))
            .facts(&[("Amount", "£96.20"), ("Payer", "not named"), ("Proposed account", "10401, Ken Osei")]),
        revenue(T::SuspenseAccount, "transfer-5471", ago(17, 6), "£1,020.00 from ACME PENSIONS is in suspense: approve the transfer to the account of Ines Okafor?")
            .asks()
            .facts(&[("Amount", "£1,020.00"), ("Payer", "ACME PENSIONS"), ("Proposed account", "10442, Ines Okafor")]),
        income(T::GlobalCharges, "charge-heating-2027", ago(5, 1), "The heating charge of all homes changes on 1 January: £11.40 instead of £10.90 a week.")
            .facts(&[("Charge", "Heating"), ("Now", "£10.90 a week"), ("From 1 January", "£11.40 a week"), ("Homes", "412")]),
        income(T::Adjustments, "adjustment-331", ago(1, 7), "The account of Bram de Wit was adjusted by £42.00: the door entry charge was taken twice.")
            .facts(&[("Account", "10517, Bram de Wit"), ("Adjustment", "£42.00 back"), ("Reason", "Door entry charged twice")]),
        income(T::CourtAction, "court-case-88", ago(6, 2), "A possession hearing is set for Dev Rao, 40 Acacia Avenue: County Court, Thursday in two weeks, 10:30.")
            .facts(&[("Tenant", "Dev Rao"), ("Home", "40 Acacia Avenue"), ("Court", "County Court, room 4"), ("Owed", "£3,950.10")]),
        income(T::CourtAction, "court-case-71", ago(33, 4), "The court has given judgment against Ivy Stone, 8 Birch Court: payment by instalments of £40 a month.")
            .then(DemoOutcome::Read(FIN))
            .facts(&[("Tenant", "Ivy Stone"), ("Home", "8 Birch Court"), ("Judgment", "£40 a month")]),
        income(T::AccountPaidOff, "account-10255", ago(2, 3), "Joe Bloggs has paid off what he owed. The case can be closed.")
            .facts(&[("Account", "10255, Joe Bloggs"), ("Balance", "£0.00"), ("Case", "Opened in March")]),
        Item::new(INCOME_KEY, T::LegalDisrepair, "disrepair-case-19", DemoAudience::Teams("finance", "repairs-manager"), ago(1, 1), "A legal disrepair claim came in for 22 Acacia Avenue: damp in two rooms since spring. The first answer is due in 20 days.")
            .facts(&[("Tenant", "Mina Farah"), ("Home", "22 Acacia Avenue"), ("Claim", "Damp in two rooms since spring"), ("Solicitor", "Hale and Partners")]),
        Item::new(INCOME_KEY, T::RequestActioned, "request-6610", FINANCE, ago(0, 4), "The rent statement that Ines Okafor asked for was sent to her.")
            .sent_by_email("ines.okafor@home.example", "c6a75cc9-1193-4a5d-8e0f-000000000101", &[("firstName", "Ines"), ("lastName", "Okafor")])
            .facts(&[("Asked by", "Ines Okafor"), ("Request", "Rent statement of the last twelve months"), ("Answer", "Sent by e-mail")]),
        Item::new(REVENUE_KEY, T::RequestActioned, "request-6588", FINANCE, ago(2, 6), "The new payment date that Ken Osei asked for is set.")
            .sent_by_text("07700 900123", "c6a75cc9-1193-4a5d-8e0f-000000000102", &[("firstName", "Ken"), ("lastName", "Osei")])
            .facts(&[("Asked by", "Ken Osei"), ("Request", "Pay on the 3rd instead of the 28th"), ("Answer", "Sent by text")]),
    ]
}
