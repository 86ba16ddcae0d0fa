//! The effect of a press on the tables: a new callout, a further press on an open one, or the end of a drill.

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, ExprTrait, Set};
use wire::classification::{REAL, SECURITY, TEST, response_type_name};
use wire::event::EventType;
use wire::new_callout::NewCallout;
use wire::status::CalloutStatus;

use crate::callouts::access::Reporter;
use crate::callouts::events::{Actor, NewCalloutEvent};
use crate::callouts::second_press::{Press, SecondPress};
use crate::callouts::transition;
use crate::context::Context;
use database::entity::{callout, client, resident};
use database::response_types;
use web::error::Error;

/// The requested kind, with defaults filled in. A response type that the API client may not use is replaced by the client's
/// default and named in `ignored`; a press by a client under test becomes a TEST. No press is refused for this.
pub(crate) async fn press_of(
    state: &Context,
    reporter: &Reporter,
    new: &NewCallout,
    ignored: &mut Vec<String>,
) -> Result<NewPress, Error> {
    let limits = match reporter {
        Reporter::Client(client) => Some(client.clone()),
        Reporter::Resident { client_id, .. } => {
            response_types::limits(&*state.db, client_id.as_deref()).await?
        }
    };
    let default = limits.as_ref().map_or(SECURITY, |client| client.default_response_type);
    let wanted = Press {
        classification_id: new.callout_classification_id.unwrap_or(REAL),
        response_type_id: new.response_type_id.unwrap_or(default),
        internal_test: new.internal_test.unwrap_or_default(),
    };
    let is_allowed = |client: &client::Model| {
        response_types::contains(&client.allowed_response_types, wanted.response_type_id)
    };
    let integration_test = limits.as_ref().is_some_and(client::Model::is_integration_test);
    let mut asked = NewPress { press: wanted, sentence: ASKED.to_owned(), integration_test };
    if !limits.as_ref().is_none_or(is_allowed) {
        ignored.push("responseTypeId".to_owned());
        // A demonstration never becomes a real alarm.
        if wanted.is_demo() {
            asked.press.classification_id = TEST;
        }
        asked.press.response_type_id = default;
        asked.sentence = format!(
            "{ASKED} {} was pressed, which this resident's client may not ask for. It counts as {}.",
            response_type_name(wanted.response_type_id),
            response_type_name(default)
        );
    }
    if integration_test && asked.press.is_real() {
        if new.callout_classification_id.is_some() {
            ignored.push("calloutClassificationId".to_owned());
        }
        asked.press.classification_id = TEST;
        asked.sentence.push_str(" Its client is being tried out, so it counts as TEST.");
    }
    Ok(asked)
}

/// What a press requests.
pub(crate) struct NewPress {
    /// The kind, with defaults filled in.
    pub(crate) press: Press,
    /// The sentence for the control room.
    pub(crate) sentence: String,
    /// From a client under test: hidden from the queue of real alarms, and no real vehicle is rung.
    pub(crate) integration_test: bool,
}

/// The first event of every callout.
const ASKED: &str = "Help was asked for.";

/// Inserts a new callout and returns its id.
pub(crate) async fn insert(
    transaction: &impl ConnectionTrait,
    reporter: &Reporter,
    resident: &resident::Model,
    (press, integration_test): (Press, bool),
    new: &NewCallout,
    now: i64,
) -> Result<i64, Error> {
    let climbs = press.is_real() && !integration_test && !press.internal_test;
    let row = callout::ActiveModel {
        resident_id: Set(resident.id),
        classification_id: Set(press.classification_id),
        response_type_id: Set(press.response_type_id),
        internal_test: Set(press.internal_test),
        demo: Set(press.is_demo() || integration_test),
        status: Set(CalloutStatus::Created.into()),
        source: Set(reporter.client_id()),
        last_updated_by_client_id: Set(reporter.client_id()),
        cancelled_by_resident: Set(false),
        dispatch_required: Set(true),
        verified: Set(false),
        acknowledged: Set(false),
        owned: Set(false),
        automatic: Set(false),
        responder_dispatched: Set(false),
        urgency: Set(0),
        urgency_raised_at: Set(now),
        alarm_at: Set(climbs.then_some(now)),
        escalates_at: Set(climbs.then_some(now)),
        pressed_at: Set(new.pressed_at.as_ref().map(|time| time.millis())),
        logged_at: Set(now),
        created_at: Set(now),
        updated_at: Set(now),
        detail_updated_at: Set(now),
        ..Default::default()
    };
    Ok(row.insert(transaction).await?.id)
}

/// `now` if a real alarm that was acknowledged is pressed again; otherwise the current value of `column`.
fn unless_climbing(column: callout::Column, now: i64) -> Expr {
    use callout::Column;
    let is_answered = Condition::all()
        .add(Column::AlarmAt.is_null())
        .add(Column::ClassificationId.eq(REAL))
        .add(Column::Demo.eq(false))
        .add(Column::InternalTest.eq(false));
    Expr::case(is_answered, now).finally(Expr::col(column)).into()
}

/// Adds the press to an open callout. It also undoes a dismissal and a stand-down, because a resident who presses again wants
/// help.
pub(crate) async fn press_again(
    transaction: &impl ConnectionTrait,
    second_press: SecondPress,
    new: &NewCallout,
    ignored: Vec<String>,
    actor: &Actor,
    now: i64,
) -> Result<(), Error> {
    let mut update = transition::update(second_press.callout_id, actor, now)
        .col_expr(callout::Column::CancelledByResident, Expr::value(false))
        .col_expr(callout::Column::DispatchRequired, Expr::value(true))
        .col_expr(callout::Column::PressedAgainAt, Expr::value(now));
    if second_press.raises {
        update = update
            .col_expr(callout::Column::Urgency, Expr::col(callout::Column::Urgency).add(1))
            .col_expr(callout::Column::UrgencyRaisedAt, Expr::value(now))
            .col_expr(callout::Column::AlarmAt, unless_climbing(callout::Column::AlarmAt, now))
            .col_expr(callout::Column::EscalatesAt, unless_climbing(callout::Column::EscalatesAt, now));
    }
    if let Some(at) = &new.pressed_at {
        update = update.col_expr(callout::Column::PressedAt, Expr::value(at.millis()));
    }
    transition::while_open(transaction, second_press.callout_id, update).await?;
    let event = NewCalloutEvent::new(EventType::PRESSED_AGAIN, "Pressed again").ignoring(ignored);
    event.insert(transaction, second_press.callout_id, actor, now).await
}
