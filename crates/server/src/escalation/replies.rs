//! Replies to the texts of the ladder, read through the GOV.UK Notify API while an alarm with texts is open. Reading a reply
//! twice has no effect: it acknowledges only open alarms.

use std::net::SocketAddr;
use std::time::Duration;

use sea_orm::FromQueryResult;
use serde_json::Value;
use wire::sender::phone;
use wire::time::Timestamp;

use super::answer::answer;
use crate::context::{Change, Context, changed};
use crate::messages;
use database::priority::Priority;
use database::sql::Sql;
use notify::client::{Failure, NotifyClient};
use queue::Pace;
use web::error::Error;

/// Every three seconds while a text waits for its reply. Texts of other servers are found within fifteen seconds.
const PACE: Pace = Pace { busy: Duration::from_secs(3), idle: Duration::from_secs(15) };

/// How far the clock of GOV.UK Notify may be behind ours, in milliseconds.
const CLOCK: i64 = 60_000;

/// Reads replies until the server stops. `address` is where this server listens.
pub async fn read_replies(state: Context, address: SocketAddr) {
    let client = match messages::client(&state, address) {
        Ok(client) => client,
        Err(error) => return tracing::error!(%error, "cannot read replies to texts"),
    };
    loop {
        let mut changes = state.changes.subscribe();
        let is_idle = match Priority::Alarm.run(take_replies(&state, &client)).await {
            Ok(is_waiting) => !is_waiting,
            Err(error) => {
                tracing::warn!(%error, "cannot read replies to texts; retrying in 3 s");
                false
            }
        };
        let due = if is_idle { None } else { Some(PACE.busy) };
        PACE.wait(due, changed(&mut changes, |change| matches!(change, Change::Callout(_)))).await;
    }
}

/// A text that waits for its reply.
#[derive(FromQueryResult)]
struct PendingText {
    id: i64,
    number: String,
    code: i64,
    created_at: i64,
}

/// Reads new replies and acknowledges the alarms that they answer. Returns whether a text was waiting for its reply.
pub async fn take_replies(state: &Context, client: &NotifyClient) -> Result<bool, Error> {
    let waiting = waiting(state).await?;
    if waiting.is_empty() {
        return Ok(false);
    }
    let key = messages::server_key(state).await?;
    let texts = match client.received_texts(state, &key).await {
        Ok(texts) => texts,
        Err(failure) => return Err(Error::internal(reason(failure))),
    };
    for text in texts["received_text_messages"].as_array().into_iter().flatten() {
        let Some(reply) = Reply::read(text) else { continue };
        if let Some(contact) = waiting.iter().find(|waiting| reply.answers(waiting)) {
            answer(state, contact.id).await?;
        }
    }
    Ok(true)
}

fn reason(failure: Failure) -> String {
    match failure {
        Failure::Refused(words) | Failure::Later(words) | Failure::Lost(words) => words,
        Failure::Unknown => "GOV.UK Notify has no received texts at this address".to_owned(),
    }
}

/// The newest text of each alarm first, so that a reply applies to the newest alarm with its code.
async fn waiting(state: &Context) -> Result<Vec<PendingText>, Error> {
    let mut sql = Sql::new("SELECT c.id, c.number, c.code, c.created_at FROM escalation_contact c ");
    sql.push("JOIN escalation_rung r ON r.id = c.rung_id ");
    sql.push("JOIN callout o ON o.id = r.callout_id AND o.alarm_at = r.alarm_at ");
    sql.push("WHERE c.code IS NOT NULL AND c.number IS NOT NULL ORDER BY c.id DESC");
    Ok(sql.all(&*state.db).await?)
}

/// A received text.
struct Reply {
    number: String,
    code: i64,
    at: i64,
}

impl Reply {
    /// `None` for a text that does not begin with a number: people also write words.
    fn read(text: &Value) -> Option<Self> {
        let number = phone::parse(text["user_number"].as_str()?).ok()?.digits;
        let content = text["content"].as_str()?.trim_start();
        let digits: String = content.chars().take_while(char::is_ascii_digit).collect();
        let at = Timestamp::try_from(text["created_at"].as_str()?.to_owned()).ok()?.millis();
        Some(Self { number, code: digits.parse().ok()?, at })
    }

    fn answers(&self, waiting: &PendingText) -> bool {
        self.number == waiting.number && self.code == waiting.code && self.at >= waiting.created_at - CLOCK
    }
}
