//! Announces a visit, and what follows when it is moved or called off.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter};
use wire::target_type::TargetType;

use super::Party;
use crate::context::Context;
use crate::notifications;
use crate::notifications::visit_announcement::VisitAnnouncement;
use database::entity::{notification, visit};
use web::error::Error;

/// The default text of an announcement to this party, unless the sender provides one.
fn usual(state: &Context, visit: &visit::Model, party: Party) -> String {
    let when = state.config.calendar.words(visit.due_at);
    match party {
        Party::Resident => format!("We visit you on {when}."),
        Party::Officer => format!("You visit{} on {when}.", visit.place()),
    }
}

/// Announces a visit to both the day before, or at once if that day has come. Nobody receives the announcement twice.
pub(crate) async fn announce_both(
    transaction: &impl ConnectionTrait,
    state: &Context,
    visit: &visit::Model,
    message: Option<String>,
    officer_message: Option<String>,
    before: Option<&visit::Model>,
) -> Result<(), Error> {
    let was_notified = |email: &Option<String>| {
        before.is_some_and(|before| {
            before.state == visit.state && (&before.resident_email == email || &before.officer_email == email)
        })
    };
    for (party, said) in [(Party::Resident, message), (Party::Officer, officer_message)] {
        let Some(email) = party.email(visit).filter(|_| !was_notified(&party.email(visit).cloned())) else {
            continue;
        };
        let message = said.unwrap_or_else(|| usual(state, visit, party));
        announce(transaction, state, visit, email, message, state.config.calendar.day_before(visit.due_at))
            .await?;
    }
    Ok(())
}

async fn announce(
    transaction: &impl ConnectionTrait,
    state: &Context,
    visit: &visit::Model,
    email: &str,
    message: String,
    arrives_at: i64,
) -> Result<(), Error> {
    let announcement = VisitAnnouncement {
        visit,
        email,
        message,
        arrives_at: Some(arrives_at).filter(|at| *at > state.now()),
    };
    notifications::visit_announcement::announce(transaction, state, announcement).await
}

/// Moves the visit's announcements to its new time: `notified` are notified at once, and both are reminded the day before.
pub(crate) async fn move_announcements(
    transaction: &impl ConnectionTrait,
    state: &Context,
    visit: &visit::Model,
    by: &str,
    notified: &[Party],
) -> Result<(), Error> {
    let reminder = state.config.calendar.day_before(visit.due_at);
    let rows = announcements(transaction, visit).await?;
    for row in rows.iter().filter(|row| row.due_at.is_some()) {
        if row.arrives_at.is_some() {
            // It has not been announced yet; the new announcement has the new time.
            notifications::visit_announcement::take_back(transaction, state, row.seq).await?;
            continue;
        }
        let mut update = notification::Entity::update_many()
            .filter(notification::Column::Seq.eq(row.seq))
            .col_expr(notification::Column::DueAt, Expr::value(visit.due_at))
            .col_expr(notification::Column::Version, Expr::col(notification::Column::Version).add(1));
        if visit.answer.is_none() {
            let nothing: Option<String> = None;
            update = update.col_expr(notification::Column::VisitAnswer, Expr::value(nothing));
        }
        update.exec(transaction).await?;
        notifications::touch(transaction, row.seq).await?;
    }
    for party in [Party::Resident, Party::Officer] {
        let Some(email) = party.email(visit) else { continue };
        if notified.contains(&party) {
            let when = state.config.calendar.words(visit.due_at);
            let message = match party {
                Party::Resident => format!("{by} moved our visit to {when}. Does this suit you?"),
                Party::Officer => format!("{by} moved your visit{} to {when}.", visit.place()),
            };
            announce(transaction, state, visit, email, message, 0).await?;
        }
        if reminder > state.now() {
            announce(transaction, state, visit, email, usual(state, visit, party), reminder).await?;
        }
    }
    Ok(())
}

/// Notifies both that a visit is called off, and withdraws its announcements.
pub(crate) async fn call_off(
    transaction: &impl ConnectionTrait,
    state: &Context,
    visit: &visit::Model,
    by: &str,
) -> Result<(), Error> {
    let rows = announcements(transaction, visit).await?;
    let was_announced = rows.iter().any(|row| row.arrives_at.is_none());
    for row in &rows {
        notifications::visit_announcement::take_back(transaction, state, row.seq).await?;
    }
    if !was_announced {
        return Ok(());
    }
    let when = state.config.calendar.words(visit.due_at);
    for party in [Party::Resident, Party::Officer] {
        let Some(email) = party.email(visit) else { continue };
        let message = match party {
            Party::Resident => format!("{by} called off our visit on {when}. You need not wait for us."),
            Party::Officer => format!("{by} called off your visit{} on {when}.", visit.place()),
        };
        announce(transaction, state, visit, email, message, 0).await?;
    }
    Ok(())
}

/// The announcements of a visit, sent or scheduled.
pub(crate) async fn announcements(
    db: &impl ConnectionTrait,
    visit: &visit::Model,
) -> Result<Vec<notification::Model>, Error> {
    use notification::Column;
    let found = notification::Entity::find()
        .filter(Column::OrganisationId.eq(visit.organisation_id))
        .filter(Column::TargetId.eq(&visit.id))
        .filter(Column::TargetType.eq(TargetType::VisitDue.as_str()))
        .filter(Column::Superseded.eq(false))
        .filter(Column::DeletedAt.is_null());
    Ok(found.all(db).await?)
}
