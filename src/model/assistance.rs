//! What a request for assistance tells the resident, the same on phone and television. A delivery to a machine is
//! never called "reached": only a person's answer is.

use wire::assistance::{
    Answer, AnswerChoice, AssistanceRequest, NotifierKind, Provider, RequestDelivery, RequestStatus,
};
use wire::delivery::DeliveryState;
use wire::id::{AssistanceRequestId, ProviderId};

use crate::words::{self, fill};

/// How reliable the state of a request is, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outlook {
    /// A person said that they are coming.
    Reached,
    Waiting,
    /// Nobody who was notified is coming.
    Nobody,
}

/// The texts about a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestSummary {
    /// The answer to "is somebody coming?".
    pub headline: String,
    pub next: &'static str,
    /// How each provider was notified.
    pub deliveries: Vec<String>,
    pub outlook: Outlook,
}

/// The texts about a request.
pub fn summary(request: &AssistanceRequest) -> RequestSummary {
    let words = words::assistance();
    let label = current(request).1;
    let answered = |choice: AnswerChoice| {
        let mut answers = latest_answers(request).filter(|answer| answer.answer == choice);
        answers.next_back().map(|answer| answer.name.clone()).unwrap_or_default()
    };
    let named = |sentence: &str, name: &str| fill(sentence, &[("name", name)]);
    // "Nobody has answered" is wrong once somebody said that they cannot come.
    let some_cannot = latest_answers(request).any(|answer| answer.answer == AnswerChoice::Cannot);
    let waits = |next| if some_cannot { words.some_cannot_next } else { next };
    let outlook = outlook(request.status);
    let (headline, next, outlook) = match request.status {
        RequestStatus::Coming => {
            (named(words.coming, &answered(AnswerChoice::Coming)), words.coming_next, outlook)
        }
        RequestStatus::Declined => {
            (named(words.cannot, &answered(AnswerChoice::Cannot)), words.cannot_next, outlook)
        }
        RequestStatus::Failed => (named(words.failed, label), words.failed_next, outlook),
        RequestStatus::Delivered if is_only_email(request) => {
            (named(words.emailed, label), waits(words.emailed_next), outlook)
        }
        RequestStatus::Delivered => (named(words.delivered, label), waits(words.delivered_next), outlook),
        RequestStatus::Sending => (named(words.sending, label), waits(words.sending_next), outlook),
    };
    // After "is coming" or "could not be notified", the list of notified providers only raises doubt.
    let shows_deliveries = !matches!(request.status, RequestStatus::Coming | RequestStatus::Failed);
    let deliveries = request.deliveries.iter().filter(|_| shows_deliveries).map(deliveries).collect();
    RequestSummary { headline, next, deliveries, outlook }
}

/// The latest answer of each person, oldest first: a person who was coming and then cannot is not named as coming.
pub fn latest_answers(request: &AssistanceRequest) -> impl DoubleEndedIterator<Item = &Answer> {
    let answers = request.answers.iter().enumerate();
    answers
        .filter(|(at, answer)| !request.answers[at + 1..].iter().any(|later| later.name == answer.name))
        .map(|(_, answer)| answer)
}

/// The latest answer of the person with this name.
pub fn own_answer(request: &AssistanceRequest, name: &str) -> Option<AnswerChoice> {
    latest_answers(request).find(|answer| answer.name == name).map(|answer| answer.answer)
}

fn outlook(status: RequestStatus) -> Outlook {
    match status {
        RequestStatus::Coming => Outlook::Reached,
        RequestStatus::Sending | RequestStatus::Delivered => Outlook::Waiting,
        RequestStatus::Declined | RequestStatus::Failed => Outlook::Nobody,
    }
}

/// Whether an e-mail is all that has gone out: nobody knows whether it is read.
fn is_only_email(request: &AssistanceRequest) -> bool {
    let current = current(request).0;
    let taken = |one: &&RequestDelivery| one.provider == current && one.status == DeliveryState::Delivered;
    let mut taken = request.deliveries.iter().filter(taken).peekable();
    taken.peek().is_some() && taken.all(|one| one.kind == NotifierKind::Email)
}

/// The provider that was notified last: the chosen one, or a later one.
fn current(request: &AssistanceRequest) -> (ProviderId, &str) {
    request
        .tried
        .last()
        .map_or((request.provider, request.label.as_str()), |tried| (tried.provider, &tried.label))
}

fn deliveries(delivery: &RequestDelivery) -> String {
    let words = words::assistance();
    let sentence = match (&delivery.status, delivery.kind) {
        (DeliveryState::Delivered, NotifierKind::Email) => words.told_email,
        (DeliveryState::Delivered, NotifierKind::Push) => words.told_push,
        (DeliveryState::Delivered, NotifierKind::Webhook) => words.told_webhook,
        (DeliveryState::Dead, _) => words.told_nobody,
        _ if delivery.attempts > 1 => words.told_again,
        _ => words.told_soon,
    };
    fill(sentence, &[("name", &delivery.name)])
}

/// The next provider to ask: the first one after the last notified that was not notified yet.
pub fn next<'a>(providers: &'a [Provider], request: &AssistanceRequest) -> Option<&'a Provider> {
    let last = current(request).0;
    let after = providers.iter().position(|provider| provider.id == last).map_or(0, |at| at + 1);
    let was_told = |provider: &&Provider| {
        provider.id == request.provider || request.tried.iter().any(|tried| tried.provider == provider.id)
    };
    providers.iter().cycle().skip(after).take(providers.len()).find(|provider| !was_told(provider))
}

/// Whether a request still deserves a place on the screen: somebody may be waiting for its outcome.
pub fn is_fresh(request: &AssistanceRequest, now: i64) -> bool {
    now - request.created.millis() < 60 * 60 * 1000
}

/// The open requests, best news first: coming, pending, unreached; within each the newest first.
fn open(requests: &[AssistanceRequest], now: i64) -> Vec<&AssistanceRequest> {
    let mut open: Vec<_> = requests.iter().filter(|request| is_fresh(request, now)).collect();
    open.sort_by_key(|request| outlook(request.status));
    open
}

/// The open request with the best news.
pub fn best(requests: &[AssistanceRequest], now: i64) -> Option<&AssistanceRequest> {
    open(requests, now).first().copied()
}

/// An open request in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestLine {
    pub id: AssistanceRequestId,
    pub headline: String,
    pub outlook: Outlook,
}

/// Every open request except `but`, best news first. Equal news is shown once, and failed requests share the last
/// line so that they are not missed.
pub fn lines(requests: &[AssistanceRequest], but: Option<AssistanceRequestId>, now: i64) -> Vec<RequestLine> {
    let shown =
        requests.iter().find(|request| Some(request.id) == but).map(|request| summary(request).headline);
    let mut lines = Vec::<RequestLine>::new();
    let open = || open(requests, now).into_iter().filter(|request| Some(request.id) != but);
    let is_lost = |request: &&AssistanceRequest| request.status == RequestStatus::Failed;
    for request in open().filter(|request| !is_lost(request)) {
        let RequestSummary { headline, outlook, .. } = summary(request);
        let shows_deliveries =
            lines.iter().map(|line| &line.headline).chain(&shown).any(|deliveries| *deliveries == headline);
        if !shows_deliveries {
            lines.push(RequestLine { id: request.id, headline, outlook });
        }
    }
    let mut lost = Vec::<(AssistanceRequestId, &str)>::new();
    for request in open().filter(is_lost) {
        let label = current(request).1;
        if lost.iter().all(|(_, known)| *known != label) {
            lost.push((request.id, label));
        }
    }
    if let Some((id, last)) = lost.pop() {
        let id = lost.first().map_or(id, |first| first.0);
        let names: Vec<_> = lost.iter().map(|(_, label)| *label).collect();
        let all = match names.is_empty() {
            true => last.to_owned(),
            false => fill(words::assistance().and, &[("names", &names.join(", ")), ("name", last)]),
        };
        let headline = fill(words::assistance().failed, &[("name", &all)]);
        if shown.as_ref() != Some(&headline) {
            lines.push(RequestLine { id, headline, outlook: Outlook::Nobody });
        }
    }
    lines
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
