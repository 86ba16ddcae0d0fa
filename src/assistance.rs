//! What a request for assistance says to the person who asked, without a browser. The phone and the television say the same.
//! That a machine took it is never called "reached": only a person's own answer is.

use wire::assistance::{
    AnswerChoice, AssistanceRequest, NotifierKind, Provider, RequestDelivery, RequestStatus,
};
use wire::delivery::DeliveryState;
use wire::id::ProviderId;

use crate::words::{assistance as words, fill};

/// How a request stands, as far as somebody may rely on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// Nobody has answered.
    Waiting,
    /// A person said that they come.
    Reached,
    /// Nobody comes of those who were told.
    Nobody,
}

/// What is said of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    /// The answer to "is somebody coming?".
    pub headline: String,
    /// What happens next.
    pub next: &'static str,
    /// How each was told.
    pub told: Vec<String>,
    /// As far as one may rely on it.
    pub mood: Mood,
}

/// The story of a request.
pub fn story(request: &AssistanceRequest) -> Story {
    let words = words();
    let label = current(request).1;
    let said = |choice: AnswerChoice| {
        let answers = request.answers.iter().rev();
        answers
            .filter(|answer| answer.answer == choice)
            .map(|answer| answer.name.clone())
            .next()
            .unwrap_or_default()
    };
    let named = |sentence: &str, name: &str| fill(sentence, &[("name", name)]);
    let (headline, next, mood) = match request.status {
        RequestStatus::Coming => {
            (named(words.coming, &said(AnswerChoice::Coming)), words.coming_next, Mood::Reached)
        }
        RequestStatus::Declined => {
            (named(words.cannot, &said(AnswerChoice::Cannot)), words.cannot_next, Mood::Nobody)
        }
        RequestStatus::Failed => (named(words.failed, label), words.failed_next, Mood::Nobody),
        RequestStatus::Delivered => (named(words.delivered, label), words.delivered_next, Mood::Waiting),
        RequestStatus::Sending => (named(words.sending, label), words.sending_next, Mood::Waiting),
    };
    let told = request.deliveries.iter().map(told).collect();
    Story { headline, next, told, mood }
}

/// The provider that was told last: the one chosen, or one after it.
fn current(request: &AssistanceRequest) -> (ProviderId, &str) {
    request
        .tried
        .last()
        .map_or((request.provider, request.label.as_str()), |tried| (tried.provider, &tried.label))
}

fn told(delivery: &RequestDelivery) -> String {
    let words = words();
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

/// The next of those who can be asked: the first after the one that was told last who was not told yet.
pub fn next<'a>(providers: &'a [Provider], request: &AssistanceRequest) -> Option<&'a Provider> {
    let last = current(request).0;
    let after = providers.iter().position(|provider| provider.id == last).map_or(0, |at| at + 1);
    let was_told = |provider: &&Provider| {
        provider.id == request.provider || request.tried.iter().any(|tried| tried.provider == provider.id)
    };
    providers.iter().cycle().skip(after).take(providers.len()).find(|provider| !was_told(provider))
}

/// Whether a request is still worth showing by itself: somebody may still be waiting for its end.
pub fn is_fresh(request: &AssistanceRequest, now: i64) -> bool {
    now - request.created.millis() < 60 * 60 * 1000
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::assistance::{Answer, Tried};
    use wire::time::Timestamp;

    fn provider(id: i64) -> Provider {
        Provider { id: ProviderId(id), label: format!("P{id}"), ..Provider::default() }
    }

    fn request(tried: &[i64], status: RequestStatus) -> AssistanceRequest {
        let tried: Vec<_> = tried
            .iter()
            .map(|id| Tried { provider: ProviderId(*id), label: format!("P{id}"), at: Timestamp::default() })
            .collect();
        AssistanceRequest {
            provider: tried.first().map(|first| first.provider).unwrap_or_default(),
            label: "P1".to_owned(),
            tried,
            status,
            ..AssistanceRequest::default()
        }
    }

    #[test]
    fn what_a_machine_took_is_not_called_reached() {
        let story = story(&request(&[1], RequestStatus::Delivered));
        assert_eq!(story.mood, Mood::Waiting);
        assert!(story.headline.contains("P1"), "{}", story.headline);
        assert!(story.next.contains("Nobody has answered"), "{}", story.next);
    }

    #[test]
    fn who_comes_is_named() {
        let mut request = request(&[1], RequestStatus::Coming);
        let answer = |name: &str, answer| Answer { name: name.to_owned(), answer, at: Timestamp::default() };
        request.answers = vec![answer("Ben", AnswerChoice::Cannot), answer("Sue", AnswerChoice::Coming)];
        let story = story(&request);
        assert_eq!((story.headline.as_str(), story.mood), ("Sue is coming", Mood::Reached));
    }

    #[test]
    fn the_one_that_was_told_last_is_named() {
        assert!(story(&request(&[1, 2], RequestStatus::Sending)).headline.contains("P2"));
    }

    #[test]
    fn the_next_is_the_first_after_the_last_who_was_not_told() {
        let providers: Vec<_> = (1..=4).map(provider).collect();
        let next_of = |tried: &[i64]| {
            next(&providers, &request(tried, RequestStatus::Failed)).map(|provider| provider.id.0)
        };
        assert_eq!(next_of(&[2]), Some(3));
        assert_eq!(next_of(&[4]), Some(1));
        assert_eq!(next_of(&[4, 1]), Some(2));
        assert_eq!(next_of(&[1, 2, 3, 4]), None);
        assert_eq!(next_of(&[9]), Some(1));
        assert_eq!(next(&[], &request(&[1], RequestStatus::Failed)), None);
    }
}
