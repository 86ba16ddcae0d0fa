//! Announces a visit to one person, and withdraws an announcement.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use wire::notification::NotificationType;
use wire::target_type::TargetType;

use crate::auth::author::Author;
use crate::context::Context;
use crate::notifications::preferred::DefaultChannel;
use crate::notifications::raise::{blank, put};
use crate::notifications::{Audience, address, preferred, tray};
use database::entity::notification::{ActiveModel, Column, Entity};
use database::entity::{preference, visit};
use web::error::Error;

/// The announcement of a visit to one person.
pub(crate) struct VisitAnnouncement<'a> {
    pub(crate) visit: &'a visit::Model,
    /// The e-mail address of the resident or officer.
    pub(crate) email: &'a str,
    pub(crate) message: String,
    /// When it appears on their tray; at once without a value.
    pub(crate) arrives_at: Option<i64>,
}

/// Announces a visit on the screen, and to a resident also by the first channel that reaches them, unless they chose others.
pub(crate) async fn announce(
    transaction: &impl ConnectionTrait,
    state: &Context,
    new: VisitAnnouncement<'_>,
) -> Result<(), Error> {
    let visit = new.visit;
    let to = address::recipient_by_email(transaction, visit.organisation_id, new.email).await?;
    let row = ActiveModel {
        organisation_id: Set(visit.organisation_id),
        notification_type: Set(NotificationType::Screen.to_string()),
        target_id: Set(Some(visit.id.clone())),
        target_type: Set(Some(TargetType::VisitDue.to_string())),
        user_email: Set(Some(new.email.to_owned())),
        message: Set(Some(new.message)),
        service_id: Set(visit.service_id.clone()),
        client_id: Set(visit.client_id.clone()),
        due_at: Set(Some(visit.due_at)),
        visit_slots: Set(visit.slots.clone()),
        property: Set(visit.property.clone()),
        site_id: Set(visit.site_id.or(to.site_id)),
        arrives_at: Set(new.arrives_at),
        ..blank(state)
    };
    let row = put(transaction, state, row, &to.audiences, &Author::tocsin()).await?;
    if let ([Audience::Person(id)], None) = (&to.audiences[..], new.arrives_at) {
        write_first_way(transaction, state, &row, id).await?;
    }
    Ok(())
}

/// Residents without preferences for visits are messaged by the first channel; the others were contacted when it arrived on their
/// tray.
pub(crate) async fn write_first_way(
    transaction: &impl ConnectionTrait,
    state: &Context,
    row: &database::entity::notification::Model,
    user_id: &str,
) -> Result<(), Error> {
    let key = (user_id.to_owned(), row.target_type.clone().unwrap_or_default());
    match preference::Entity::find_by_id(key).one(transaction).await? {
        Some(_) => Ok(()),
        None => preferred::write_to(transaction, state, row, user_id, DefaultChannel::FirstWay).await,
    }
}

/// Withdraws an announcement, whether or not it has appeared on a tray.
pub(crate) async fn take_back(
    transaction: &impl ConnectionTrait,
    state: &Context,
    seq: i64,
) -> Result<(), Error> {
    tray::remove_everywhere(transaction, seq, state.now()).await?;
    let nothing: Option<i64> = None;
    Entity::update_many()
        .filter(Column::Seq.eq(seq))
        .col_expr(Column::ArrivesAt, Expr::value(nothing))
        .col_expr(Column::Superseded, Expr::value(true))
        .exec(transaction)
        .await?;
    Ok(())
}
