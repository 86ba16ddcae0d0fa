//! Every route × every kind of caller. A row defines who may call the route: those receive a success; callers who could use the
//! route but not this resource receive 404 with the same body as for an absent one; other programs and people 403; and anonymous,
//! revoked and expired callers 401. The routes come from the server itself: a route without a row fails, and so does a row
//! without a route.

mod access_rows;
mod assistance_rows;
pub mod caller;
mod callout_rows;
mod control_rows;
mod fixtures;
mod message_rows;
mod notification_rows;
mod notify_rows;
mod office_rows;
mod open_rows;
mod routes;
mod row;
mod things;
mod visit_rows;
pub mod world;

use std::collections::BTreeSet;

use caller::Caller;
use row::{Expected, Row};
use world::World;

use crate::support::description::description;

type Area = fn() -> Vec<Row>;

/// All rows, by area; each area has a server of its own.
const AREAS: [(&str, Area); 10] = [
    ("open", open_rows::rows),
    ("access", access_rows::rows),
    ("callouts", callout_rows::rows),
    ("control", control_rows::rows),
    ("assistance", assistance_rows::rows),
    ("messages", message_rows::rows),
    ("notifications", notification_rows::rows),
    ("office", office_rows::rows),
    ("sender", notify_rows::rows),
    ("visits", visit_rows::rows),
];

#[tokio::test]
async fn every_route_has_a_row_and_every_row_a_route() {
    let routes = routes::all().await;
    let rows: BTreeSet<String> = AREAS.iter().flat_map(|(_, rows)| rows()).map(|row| row.route).collect();
    let without_row: Vec<_> = routes.difference(&rows).collect();
    let without_route: Vec<_> = rows.difference(&routes).collect();
    assert!(without_row.is_empty(), "say in matrix/ who may use {without_row:#?}");
    assert!(without_route.is_empty(), "these routes are gone: {without_route:#?}");
    assert!(routes.len() > 100, "the server names its routes");
}

macro_rules! areas {
    ($($name:ident $area:literal),* $(,)?) => {
        $(
            #[tokio::test]
            async fn $name() {
                check($area).await;
            }
        )*

        #[tokio::test]
        async fn every_area_is_checked() {
            let checked = [$($area),*];
            assert_eq!(AREAS.map(|(area, _)| area), checked);
        }
    };
}

areas!(
    each_caller_gets_their_own_answer_where_everybody_may_ask "open",
    each_caller_gets_their_own_answer_from_accounts "access",
    each_caller_gets_their_own_answer_from_callouts "callouts",
    each_caller_gets_their_own_answer_from_the_control_room "control",
    each_caller_gets_their_own_answer_from_assistance "assistance",
    each_caller_gets_their_own_answer_from_messages "messages",
    each_caller_gets_their_own_answer_from_notifications "notifications",
    each_caller_gets_their_own_answer_from_the_office "office",
    each_caller_gets_their_own_answer_from_the_sender "sender",
    each_caller_gets_their_own_answer_from_visits "visits",
);

async fn check(area: &str) {
    let world: &'static World = Box::leak(Box::new(World::new().await));
    let (_, rows) = AREAS.into_iter().find(|(name, _)| *name == area).unwrap();
    let mut wrong = Vec::new();
    for row in rows() {
        for caller in Caller::ALL {
            wrong.extend(check_one(world, &row, caller).await);
        }
    }
    assert!(wrong.is_empty(), "{} answers are not by the rule:\n{}", wrong.len(), wrong.join("\n"));
}

/// Calls one route as one caller; returns what is wrong with the response.
async fn check_one(world: &'static World, row: &Row, caller: Caller) -> Option<String> {
    let made = (row.make)(world).await;
    let client = world.client(row, caller, &made).await;
    let answer = row.send(&client, &made.path(&row.route), &made.body, &made).await;
    let expected = row.expected(caller);
    let complain = |what: String| {
        let body: String = String::from_utf8_lossy(&answer.bytes).chars().take(160).collect();
        Some(format!("{} as {caller:?}: {what}; {} {body}", row.route, answer.status))
    };
    if !expected.fits(answer.status) {
        return complain(format!("expected {expected:?}"));
    }
    if !world.describes(&row.route, answer.status) {
        return complain("the description does not name this status".to_owned());
    }
    let (method, _) = row.route.split_once(' ').unwrap();
    let path = made.path(&row.route);
    if let Some(fault) = description().fault(method, &path, answer.status, &answer.headers, &answer.bytes) {
        return complain(format!("the description is wrong: {fault}"));
    }
    let is_json = made.raw.is_none() && !made.body.is_null() && method != "DELETE";
    if expected == Expected::Success
        && is_json
        && let Some(fault) = description().request_fault(method, &path, &made.body)
    {
        return complain(format!("it took a body that is not described: {fault}"));
    }
    if expected == Expected::Absent {
        let absent = row.send(&client, &made.absent_path(&row.route), made.absent_body(), &made).await;
        if (absent.status, &absent.bytes) != (answer.status, &answer.bytes) {
            let body = String::from_utf8_lossy(&absent.bytes).into_owned();
            return complain(format!("what never existed answers {} {body}", absent.status));
        }
    }
    if let (Expected::Success, Some(mark)) = (expected, &made.mark) {
        let shows = String::from_utf8_lossy(&answer.bytes).contains(mark.as_str());
        let may_see = row.sees.contains(&caller);
        if shows != may_see {
            return complain(format!("{mark} is shown: {shows}, should be: {may_see}"));
        }
    }
    row.look.and_then(|look| look(caller, &answer)).and_then(complain)
}
