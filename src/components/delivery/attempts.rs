//! A table of all attempts of a delivery.

use leptos::prelude::*;
use wire::delivery::{Delivery, DeliveryAttempt};

use super::names::outcome_words;
use crate::ui::when;
use crate::words::{self, fill};

/// The table, oldest attempt first.
pub fn attempts_table(delivery: &Delivery) -> impl IntoView + use<> {
    let words = words::deliveries();
    let heads = [words.number, words.started, words.took, words.outcome, words.status, words.what];
    let heads: Vec<_> = heads.into_iter().map(|head| view! { <th scope="col">{head}</th> }).collect();
    let rows: Vec<_> = delivery.attempts.iter().map(row).collect();
    view! {
        <div class="table table--attempts" tabindex="0" role="group" aria-label=words.show>
            <table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>
        </div>
    }
}

fn row(attempt: &DeliveryAttempt) -> impl IntoView + use<> {
    let took = attempt.took_ms.map(|took| fill(words::deliveries().millis, &[("count", &took.to_string())]));
    let status = attempt.status.map(|status| status.to_string());
    let detail = attempt.detail.clone().map(|detail| view! { <p>{detail}</p> });
    let answer = attempt.answer.clone().map(|answer| view! { <pre class="answer">{answer}</pre> });
    view! {
        <tr>
            <th scope="row">{attempt.number}</th>
            <td>{when::clock_seconds(attempt.started_at.millis())}</td>
            <td>{took.unwrap_or_default()}</td>
            <td>{outcome_words(&attempt.outcome)}</td>
            <td>{status.unwrap_or_default()}</td>
            <td>{detail}{answer}</td>
        </tr>
    }
}
