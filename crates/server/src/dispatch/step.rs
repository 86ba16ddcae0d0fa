//! One step of dispatch for one callout.

use crate::dispatch::decide::needs_somebody;
use crate::dispatch::send::send_responder;
use sea_orm::ConnectionTrait;

use crate::callouts::events::Actor;
use crate::callouts::transition;
use crate::config::Config;
use crate::dispatch::decide::{Decision, decide};
use crate::dispatch::near;
use crate::dispatch::rings::{add_event, asked, decline, find_row, note_near, retract, ring};
use web::error::Error;

/// Advances one callout as far as possible now: stores who is near, and rings, passes over or sends.
pub(crate) async fn step(
    transaction: &impl ConnectionTrait,
    id: i64,
    config: &Config,
    now: i64,
) -> Result<(), Error> {
    loop {
        let callout = transition::find(transaction, id).await?;
        if !needs_somebody(&callout) {
            return Ok(());
        }
        let near = near::candidates(transaction, &callout, config).await?;
        note_near(transaction, &callout, &near, now).await?;
        let asked = asked(transaction, id).await?;
        match decide(&callout, &asked, &near, now) {
            Decision::Wait | Decision::NobodyLeft => return Ok(()),
            Decision::PassOver(row) => {
                let name = decline(transaction, row, now).await?;
                add_event(transaction, id, format!("{name} did not answer within 20 seconds."), now).await?;
            }
            Decision::Ring(candidate) => {
                let name = ring(transaction, id, candidate, now).await?;
                let by_home = if callout.location_id.is_none() {
                    " No location was measured: the way leads to the resident's home."
                } else {
                    ""
                };
                add_event(transaction, id, format!("{name} was rung.{by_home}"), now).await?;
            }
            Decision::Send(row) => {
                let row = find_row(transaction, row).await?;
                let sent =
                    send_responder(transaction, &callout, row.responder_id, &Actor::system(), config, now)
                        .await?;
                if let Err(busy) = sent {
                    // They accepted but were sent elsewhere since, so the next one is asked.
                    retract(transaction, row, now).await?;
                    add_event(transaction, id, busy, now).await?;
                }
            }
        }
    }
}
