//! Fills one person's tray with any number of notifications, for benchmarks and for people who evaluate the tray: of all kinds,
//! most of them read, a few waiting for a decision.

use std::ops::Range;

use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait, QueryOrder, QuerySelect};
use wire::notification::NotificationType;
use wire::record::{Fact, NewRecord};
use wire::target_type::{TargetType, TargetType as T};

use super::super::people::ACME;
use super::super::services::INCOME_KEY;
use super::records;
use crate::context::Context;
use crate::notifications::links::record_kind;
use crate::notifications::{Audience, TrayBatch, bulk_insert};
use crate::services::id_in;
use database::entity::{notification, service, user};
use web::error::Error;

/// Rows of one statement, and statements of one transaction: each commit waits for the disk.
const AT_ONCE: i64 = 400;
const PER_TRANSACTION: i64 = 20;

/// All of them fall into the last three weeks, so that none is old enough to be erased at once.
const REACH: i64 = 21 * 24 * HOUR;
const HOUR: i64 = 60 * 60 * 1000;

/// How many of them have a record.
const RECORDS: i64 = 1_000;

/// One in this many is about a court hearing, and one in this many must be decided within a day.
const COURT: i64 = 97;
const URGENT: i64 = 80;

const NAMES: [&str; 12] = [
    "Ines Okafor",
    "Bram de Wit",
    "Noor Botha",
    "Ken Osei",
    "Lena Marsh",
    "Dev Rao",
    "Mina Farah",
    "Tom Price",
    "Ivy Stone",
    "Jane Bell",
    "Omar Haddad",
    "Zofia Nowak",
];

const STREETS: [&str; 5] = ["Acacia Avenue", "Birch Court", "Cedar Close", "Elder Street", "Hazel Row"];

/// A kind of notification, whether it needs a decision, and its text with the placeholders `{name}`, `{home}`, `{sum}` and
/// `{days}`.
const KINDS: [(T, bool, &str); 16] = [
    (
        T::MissedServiceChargePayments,
        false,
        "{days} missed service charge payments at {home} have exceeded the tolerance period.",
    ),
    (
        T::FailedDirectDebits,
        false,
        "The direct debit of {name} failed: £{sum}. The bank says: not enough money.",
    ),
    (T::Adjustments, false, "The account of {name} was adjusted by £{sum}."),
    (T::AddNewTenancy, false, "A new tenure begins at {home}: {name}. Its charges are not applied yet."),
    (T::AccountPaidOff, false, "{name} has paid off what was owed, £{sum}. The case can be closed."),
    (T::AddNewProperty, false, "A property was added: {home}. It has no charges yet."),
    (T::FailedDirectDebits, false, "The direct debit of {name}, {home}, was cancelled by the payer."),
    (T::SuspenseAccount, true, "£{sum} from {name} is in suspense: approve the transfer to their account?"),
    (T::MissedServiceChargePayments, false, "{name}, {home}: payments are {days} weeks late, £{sum} in all."),
    (T::Adjustments, false, "£{sum} was paid back to {name}: a charge was taken twice."),
    (T::CautionaryContact, false, "{home} is recorded as a cautionary contact: ring before you come."),
    (T::Estimates, true, "The service charge estimates for {home} wait for your decision: £{sum} a home."),
    (T::AddNewTenancy, false, "{name} moves from {home} next week."),
    (
        T::WorkOrderVariation,
        true,
        "The work order for {home} has grown: the repair now costs £{sum}, not £96.",
    ),
    (T::FailedDirectDebits, false, "{days} direct debits of {name} failed in a row."),
    (T::AccountPaidOff, false, "{name}, {home}: the payment plan is complete."),
];

fn pick<'a>(list: &[&'a str], number: i64) -> &'a str {
    list[usize::try_from(number).unwrap_or_default() % list.len()]
}

fn words(text: &str, number: i64) -> String {
    let home = format!("{} {}", number * 7 % 90 + 1, pick(&STREETS, number / 3));
    text.replace("{name}", pick(&NAMES, number))
        .replace("{home}", &home)
        .replace("{sum}", &format!("{}.{:02}", number * 37 % 900 + 20, number * 13 % 100))
        .replace("{days}", &(number % 6 + 2).to_string())
}

/// Adds this many notifications to the person's tray and returns their number.
pub async fn many(state: &Context, email: &str, count: i64) -> Result<i64, Error> {
    let user = crate::auth::account::find(&*state.db, email).await?.ok_or(Error::NotFound)?;
    let first = oldest(&*state.db).await? - count;
    let mut done = 0;
    while done < count {
        let transaction = state.write().await?;
        for _ in 0..PER_TRANSACTION {
            let next = AT_ONCE.min(count - done);
            if next > 0 {
                some(&transaction, state, &user, first, done..done + next, count).await?;
            }
            done += next;
        }
        transaction.commit().await?;
    }
    Ok(done)
}

/// The `seq` of the oldest notification. New ones get lower numbers, because they are older than all others and a tray is in that
/// order.
async fn oldest(db: &impl ConnectionTrait) -> Result<i64, Error> {
    use notification::{Column, Entity};
    let query = Entity::find().select_only().column(Column::Seq).order_by_asc(Column::Seq).limit(1);
    Ok(query.into_tuple().one(db).await?.unwrap_or(1))
}

async fn some(
    transaction: &DatabaseTransaction,
    state: &Context,
    user: &user::Model,
    first: i64,
    numbers: Range<i64>,
    count: i64,
) -> Result<(), Error> {
    let rows =
        numbers.clone().map(|number| row(state, user, first + number, number, count)).collect::<Vec<_>>();
    let service = service::Entity::find_by_id(id_in(INCOME_KEY)).one(transaction).await?;
    let service = service.ok_or_else(|| Error::internal("the demo has no Income Services"))?;
    for (row, number) in rows.iter().zip(numbers.start..RECORDS) {
        let kind = TargetType::from(row.target_type.clone().unwrap_or_default());
        let address = (record_kind(&kind), row.target_id.as_deref().unwrap_or_default());
        records::keep(transaction, &service, address, &record(row, address.0, number), row.created_at)
            .await?;
    }
    let read = |row: &notification::Model| row.seq % 40 != 0 && !row.require_action;
    let audience = Audience::Address { organisation_id: ACME, email: user.email.clone() };
    bulk_insert(transaction, TrayBatch { rows, user_id: user.id.clone(), audience, read: &read }).await
}

/// The record of a notification.
fn record(row: &notification::Model, kind: &str, number: i64) -> NewRecord {
    let state = if row.decided { "approved" } else { "open" };
    let fields = [("Name", "{name}"), ("Home", "{home}"), ("Amount", "£{sum}")];
    let field = |(name, text): (&str, &str)| Fact {
        name: name.to_owned(),
        value: words(text, number),
        ..Fact::default()
    };
    NewRecord {
        title: words("{name}, {home}", number),
        state: state.to_owned(),
        fields: fields.map(field).into(),
        actions: records::actions(kind),
    }
}

/// The kind that must be decided soon.
const VARIATION: (T, bool, &str) = (
    T::WorkOrderVariation,
    true,
    "The plumber is waiting at {home}: stopping the leak will cost £{sum}, not £96.",
);
const HEARING: (T, bool, &str) =
    (T::CourtAction, false, "The court hears the case of {name}, {home}, about £{sum} of arrears.");

fn row(state: &Context, user: &user::Model, seq: i64, number: i64, count: i64) -> notification::Model {
    let (now, is_urgent) = (state.now(), number % URGENT == URGENT / 2);
    let (kind, asks, text) = match number {
        _ if is_urgent => &VARIATION,
        _ if number % COURT == COURT / 2 => &HEARING,
        _ => &KINDS[usize::try_from(number).unwrap_or_default() % KINDS.len()],
    };
    let at = now - REACH * (count - number) / count;
    // Most are decided; the last hundred are waiting.
    let decided = *asks && count - number > 1_600;
    notification::Model {
        seq,
        id: state.new_id().to_string(),
        organisation_id: ACME,
        notification_type: NotificationType::Screen.to_string(),
        target_id: Some(format!("sample-{number}")),
        target_type: Some(kind.to_string()),
        user_email: Some(user.email.clone()),
        message: Some(words(text, number)),
        service_id: None,
        created_by_user_id: None,
        created_by: "Tocsin".to_owned(),
        template_id: None,
        email_template_id: None,
        sms_template_id: None,
        letter_template_id: None,
        letter_document_id: None,
        mobile_number: None,
        email: None,
        personalisation: None,
        attachments: None,
        require_action: *asks,
        require_email: false,
        require_sms: false,
        require_letter: false,
        read_callback: false,
        follow_on_url: None,
        due_at: (*asks && !decided)
            .then(|| now + if is_urgent { 3 * HOUR } else { (2 + number % 12) * 24 * HOUR }),
        site_id: None,
        audience: user.name.clone(),
        action_type: decided.then(|| "Approved".to_owned()),
        action_note: None,
        action_by: decided.then(|| user.email.clone()),
        action_by_name: decided.then(|| user.name.clone()),
        action_at: decided.then_some(at + 60_000),
        decided,
        visit_answer: None,
        visit_note: None,
        visit_at: None,
        visit_slot: None,
        visit_slots: None,
        property: None,
        broadcast: false,
        reach_after: None,
        once: None,
        topic: None,
        version: 1,
        created_at: at,
        touched_at: at,
        arrives_at: None,
        reminded_at: Some(at),
        deleted_at: None,
        superseded: false,
        erased_at: None,
        client_id: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_to_fill_in() {
        for (number, (_, _, text)) in KINDS.iter().chain([&VARIATION, &HEARING]).enumerate() {
            assert!(!words(text, i64::try_from(number).unwrap()).contains('{'), "{text}");
        }
    }
}
