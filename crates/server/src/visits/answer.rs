//! Confirming or rearranging a visit, by the resident or by the officer. The other one is notified, and so is the service that
//! planned it.
//!
//! A resident who chooses one of the times that the service offers moves the visit to it. If none are offered, the resident asks
//! for a time, and the officer confirms it or chooses another.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter, Set,
};
use wire::notification::{HistoryAction, NewVisitAnswer, VisitChoice};
use wire::target_type::TargetType;

use super::reschedule::{announcements, move_announcements};
use crate::auth::caller::Person;
use crate::context::Context;
use crate::notifications;
use crate::notifications::visit_announcement::VisitAnnouncement;
use crate::notifications::{Audience, ServerNotification, VisitNews, audience_of};
use crate::visits::party::Party;
use database::entity::{notification, visit};
use web::error::Error;
use web::problem::invalid_field;

/// An answer to a visit.
pub(crate) struct VisitReply<'a> {
    pub(crate) person: &'a Person,
    /// The notification that was answered.
    pub(crate) row: &'a notification::Model,
    /// The visit, if it has a time.
    pub(crate) visit: Option<visit::Model>,
    pub(crate) answer: NewVisitAnswer,
}

/// Stores an answer, and notifies the other side and the service. Returns the text for the history.
pub(crate) async fn reply(
    transaction: &impl ConnectionTrait,
    state: &Context,
    reply: VisitReply<'_>,
) -> Result<HistoryAction, Error> {
    let VisitReply { person, row, visit, answer } = reply;
    let party = Party::of(&person.role);
    let moves_to = match &visit {
        Some(visit) => moves_to(state, party, visit, &answer)?,
        None => None,
    };
    // If the officer accepts the time that the resident asked for, the resident gets a confirmation; any other time is a question
    // to the resident.
    let confirms_wish = party == Party::Officer
        && moves_to.is_some()
        && visit.as_ref().is_some_and(|visit| visit.slot == moves_to);
    store_answer(transaction, state, party, row, visit.as_ref(), &answer).await?;
    let visit = match (visit, moves_to) {
        (Some(visit), Some(due_at)) => {
            let moved = store_move(transaction, state, party, visit, due_at, &answer).await?;
            let asks = party == Party::Officer && !confirms_wish;
            let notified: &[Party] = if asks { &[Party::Resident] } else { &[] };
            move_announcements(transaction, state, &moved, &person.user.name, notified).await?;
            Some(moved)
        }
        (Some(visit), None) => Some(store_words(transaction, state, party, visit, &answer).await?),
        (None, _) => None,
    };
    if moves_to.is_none() || party == Party::Resident || confirms_wish {
        let moves_to = moves_to.filter(|_| !confirms_wish);
        let message = sentence(state, person, visit.as_ref(), &answer, moves_to);
        notify_other(transaction, state, party, row, visit.as_ref(), message).await?;
    }
    let news = VisitNews {
        answer: &answer,
        by: party_words(party),
        due_at: visit.as_ref().map(|visit| visit.due_at),
        moved: moves_to.is_some(),
    };
    notifications::notify_service_of_visit(transaction, state, row, visit.as_ref(), news).await?;
    Ok(match (&answer.answer, moves_to) {
        (_, Some(_)) => HistoryAction::VisitMoved,
        (VisitChoice::Rearrange, None) => HistoryAction::RearrangementAsked,
        _ => HistoryAction::VisitConfirmed,
    })
}

fn party_words(party: Party) -> &'static str {
    match party {
        Party::Resident => "resident",
        Party::Officer => "officer",
    }
}

/// The new time of the visit, if the answer changes it.
fn moves_to(
    state: &Context,
    party: Party,
    visit: &visit::Model,
    answer: &NewVisitAnswer,
) -> Result<Option<i64>, Error> {
    let slot = answer.slot.as_ref().map(|slot| slot.millis());
    if slot.is_some_and(|slot| slot <= state.now()) {
        return Err(invalid_field("slot", "choose a time in the future"));
    }
    let offered = visit.slots();
    match (party, &answer.answer, slot) {
        (Party::Resident, VisitChoice::Rearrange, Some(slot)) if offered.contains(&slot) => Ok(Some(slot)),
        (Party::Resident, VisitChoice::Rearrange, Some(_)) if !offered.is_empty() => {
            Err(invalid_field("slot", "choose one of the offered times, or write when it would suit you"))
        }
        (Party::Resident, ..) => Ok(None),
        (Party::Officer, VisitChoice::Rearrange, slot) => Ok(slot),
        // Confirming the resident's request moves the visit to that time.
        (Party::Officer, _, _) => {
            Ok(visit.slot.filter(|asked| *asked > state.now() && *asked != visit.due_at))
        }
    }
}

/// Stores the answer in every announcement of the visit, so that both sides see it.
async fn store_answer(
    transaction: &impl ConnectionTrait,
    state: &Context,
    party: Party,
    row: &notification::Model,
    visit: Option<&visit::Model>,
    answer: &NewVisitAnswer,
) -> Result<(), Error> {
    use notification::Column;
    // A notification to many residents stays unchanged for the others.
    let mut seqs = if row.broadcast { Vec::new() } else { vec![row.seq] };
    if let Some(visit) = visit {
        let dated = announcements(transaction, visit).await?;
        seqs.extend(
            dated.iter().filter(|row| row.due_at.is_some() && row.arrives_at.is_none()).map(|row| row.seq),
        );
    }
    let now = state.now();
    let slot = answer.slot.as_ref().map(|slot| slot.millis());
    let mut update = notification::Entity::update_many()
        .filter(Column::Seq.is_in(seqs.iter().copied()))
        .col_expr(Column::TouchedAt, Expr::value(now))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1));
    if party == Party::Resident {
        update = update
            .col_expr(Column::VisitAnswer, Expr::value(answer.answer.as_str()))
            .col_expr(Column::VisitNote, Expr::value(answer.note.clone()))
            .col_expr(Column::VisitSlot, Expr::value(slot))
            .col_expr(Column::VisitAt, Expr::value(now));
    }
    update.exec(transaction).await?;
    for seq in seqs {
        notifications::touch(transaction, seq).await?;
    }
    Ok(())
}

async fn store_words(
    transaction: &impl ConnectionTrait,
    state: &Context,
    party: Party,
    visit: visit::Model,
    answer: &NewVisitAnswer,
) -> Result<visit::Model, Error> {
    if party == Party::Officer {
        return Ok(visit);
    }
    let mut row = visit.into_active_model();
    row.answer = Set(Some(answer.answer.as_str().to_owned()));
    row.note = Set(answer.note.clone());
    row.slot = Set(answer.slot.as_ref().map(|slot| slot.millis()));
    row.answered_at = Set(Some(state.now()));
    row.updated_at = Set(state.now());
    Ok(row.update(transaction).await?)
}

/// Moves the visit. A resident who chose the time has confirmed it; otherwise the resident is asked again.
async fn store_move(
    transaction: &impl ConnectionTrait,
    state: &Context,
    party: Party,
    visit: visit::Model,
    due_at: i64,
    answer: &NewVisitAnswer,
) -> Result<visit::Model, Error> {
    let length = visit.ends_at - visit.due_at;
    let suits = party == Party::Resident || visit.slot == Some(due_at);
    let mut row = visit.into_active_model();
    row.due_at = Set(due_at);
    row.ends_at = Set(due_at + length);
    row.answer = Set(suits.then(|| VisitChoice::Confirmed.as_str().to_owned()));
    row.note = Set(if party == Party::Resident { answer.note.clone() } else { None });
    row.slot = Set(None);
    row.answered_at = Set(suits.then(|| state.now()));
    row.updated_at = Set(state.now());
    Ok(row.update(transaction).await?)
}

/// Notifies the other side: the visiting officer, or the officers of the site if none is assigned; or the resident.
async fn notify_other(
    transaction: &impl ConnectionTrait,
    state: &Context,
    party: Party,
    row: &notification::Model,
    visit: Option<&visit::Model>,
    message: String,
) -> Result<(), Error> {
    let organisation_id = row.organisation_id;
    let email = match visit {
        Some(visit) => party.other().email(visit).cloned(),
        None => notifications::visit::other_of_visit(row, party == Party::Resident),
    };
    if let (Party::Officer, Some(visit), Some(email)) = (party, visit, &email) {
        let announcement = VisitAnnouncement { visit, email, message, arrives_at: None };
        return notifications::visit_announcement::announce(transaction, state, announcement).await;
    }
    let audience = match (party, email, row.site_id) {
        (_, Some(email), _) => audience_of(transaction, organisation_id, &email).await?,
        (Party::Officer, None, _) => return Ok(()),
        (Party::Resident, None, Some(site_id)) => vec![Audience::Patch(site_id)],
        (Party::Resident, None, None) => vec![Audience::Team { organisation_id, team: "housing".to_owned() }],
    };
    let own = visit.map(|visit| visit.id.clone()).or_else(|| row.target_id.clone());
    let target_id = own.unwrap_or_else(|| row.id.clone());
    let side = party_words(party);
    let raised = ServerNotification {
        site_id: visit.and_then(|visit| visit.site_id).or(row.site_id),
        topic: Some(format!("visit:{organisation_id}:{target_id}:{side}")),
        due_at: visit.map(|visit| visit.due_at),
        ..ServerNotification::new(organisation_id, TargetType::VisitDue, target_id, message, audience)
    };
    notifications::raise(transaction, state, raised).await?;
    Ok(())
}

fn sentence(
    state: &Context,
    person: &Person,
    visit: Option<&visit::Model>,
    answer: &NewVisitAnswer,
    moves_to: Option<i64>,
) -> String {
    let name = &person.user.name;
    let words = |millis: i64| state.config.calendar.words(millis);
    let note = answer.note.as_ref().map(|note| format!(" {note}")).unwrap_or_default();
    let asked = answer.slot.as_ref().map(|slot| words(slot.millis()));
    match (&answer.answer, moves_to, asked) {
        (_, Some(due), _) => format!("{name} moved the visit to {}.{note}", words(due)),
        (VisitChoice::Rearrange, None, Some(asked)) => {
            format!("{name} asks for another time: {asked}. Confirm it, or choose another.{note}")
        }
        (VisitChoice::Rearrange, None, None) => match &answer.note {
            Some(note) => format!("{name} asks for another day: {note}"),
            None => format!("{name} asks for another day."),
        },
        // The resident needs to know which visit; the officer needs to know whose.
        _ => match visit.filter(|_| Party::of(&person.role) == Party::Officer) {
            Some(visit) => format!("{name} confirms the visit on {}.", words(visit.due_at)),
            None => format!("{name} confirms the visit."),
        },
    }
}
