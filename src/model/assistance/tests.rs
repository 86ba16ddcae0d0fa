//! Tests of the texts about requests.

use super::*;
use wire::assistance::Tried;
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
fn a_delivery_to_a_machine_is_not_called_reached() {
    let summary = summary(&request(&[1], RequestStatus::Delivered));
    assert_eq!(summary.outlook, Outlook::Waiting);
    assert!(summary.headline.contains("P1"), "{}", summary.headline);
    assert!(summary.next.contains("Nobody has answered"), "{}", summary.next);
}

#[test]
fn the_person_who_is_coming_is_named() {
    let mut request = request(&[1], RequestStatus::Coming);
    let answer = |name: &str, answer| Answer { name: name.to_owned(), answer, at: Timestamp::default() };
    request.answers = vec![answer("Ben", AnswerChoice::Cannot), answer("Sue", AnswerChoice::Coming)];
    let summary = summary(&request);
    assert_eq!((summary.headline.as_str(), summary.outlook), ("Sue is coming", Outlook::Reached));
}

#[test]
fn a_person_who_cannot_come_after_all_is_not_named_as_coming() {
    let answer = |name: &str, answer| Answer { name: name.to_owned(), answer, at: Timestamp::default() };
    let mut request = request(&[1], RequestStatus::Coming);
    let (coming, cannot) = (AnswerChoice::Coming, AnswerChoice::Cannot);
    request.answers = vec![answer("Olu", coming), answer("Sue", coming), answer("Sue", cannot)];
    assert_eq!(summary(&request).headline, "Olu is coming");
    assert_eq!(own_answer(&request, "Sue"), Some(cannot));
    assert_eq!(own_answer(&request, "Ben"), None);
}

#[test]
fn one_refusal_does_not_end_waiting_for_the_others() {
    for status in [RequestStatus::Sending, RequestStatus::Delivered] {
        let mut request = request(&[1], status);
        let cannot = AnswerChoice::Cannot;
        request.answers = vec![Answer { name: "Sue".to_owned(), answer: cannot, at: Timestamp::default() }];
        let summary = summary(&request);
        assert_eq!(summary.outlook, Outlook::Waiting);
        assert!(summary.next.contains("Others may still answer"), "{}", summary.next);
        assert!(!summary.next.contains("Nobody has answered"), "{}", summary.next);
    }
}

#[test]
fn the_provider_notified_last_is_named() {
    assert!(summary(&request(&[1, 2], RequestStatus::Sending)).headline.contains("P2"));
}

#[test]
fn the_next_provider_is_the_first_unnotified_one_after_the_last_notified() {
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

#[test]
fn a_sent_email_is_not_called_received() {
    let delivery = |kind| RequestDelivery {
        provider: ProviderId(1),
        kind,
        status: DeliveryState::Delivered,
        ..RequestDelivery::default()
    };
    let mut request = request(&[1], RequestStatus::Delivered);
    request.deliveries = vec![delivery(NotifierKind::Email)];
    assert_eq!(summary(&request).headline, "The e-mail to P1 has gone out");
    request.deliveries.push(delivery(NotifierKind::Push));
    assert_eq!(summary(&request).headline, "P1 has your request");
}

#[test]
fn the_best_news_is_first_and_shown_once() {
    let of = |id, tried, status| AssistanceRequest {
        id: AssistanceRequestId(id),
        created: Timestamp::from_millis(3_600_000),
        ..request(&[tried], status)
    };
    let mut all = vec![
        of(5, 3, RequestStatus::Failed),
        of(4, 2, RequestStatus::Sending),
        of(3, 2, RequestStatus::Sending),
        of(2, 1, RequestStatus::Coming),
        of(1, 4, RequestStatus::Coming),
    ];
    all[4].created = Timestamp::from_millis(0);
    let ids = |but: Option<i64>| {
        let lines = lines(&all, but.map(AssistanceRequestId), 3_600_001);
        lines.into_iter().map(|line| line.id.0).collect::<Vec<_>>()
    };
    assert_eq!(ids(None), [2, 4, 5], "the one of an hour ago is over");
    assert_eq!(ids(Some(4)), [2, 5]);
    assert_eq!(best(&all, 3_600_001).map(|request| request.id.0), Some(2));
    assert!(lines(&[], None, 0).is_empty());
    all.insert(0, of(6, 1, RequestStatus::Failed));
    let last = lines(&all, None, 3_600_001).pop().unwrap();
    assert_eq!((last.id.0, last.headline.as_str()), (6, "P1 and P3 could not be told"));
}
