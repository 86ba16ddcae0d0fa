//! The record of a notification (`GET /api/records/{kind}/{id}`), beside the decision: nobody has to decide about
//! what they cannot see.

use leptos::prelude::*;
use wire::notification::Notification;
use wire::record::Record;

use crate::api::get_record;
use crate::components::{record_actions, record_facts, record_keeper};
use crate::pages::staff::Load;
use crate::remote_data::{Poll, use_fetch};
use crate::ui::{Badge, Tone};

/// The record; nothing if it is not kept here.
#[component]
pub fn RecordPart(item: Memo<Notification>, now: Signal<i64>) -> impl IntoView {
    let address = Memo::new(move |_| item.with(|item| item.record.clone()));
    (move || {
        let Some(address) = address.get() else { return ().into_any() };
        let poll = use_fetch(Signal::stored(address), |address, etag| {
            Box::pin(async move { get_record(&address, etag.as_deref()).await })
        });
        view! { <RecordView poll now/> }.into_any()
    })
    .into_any()
}

#[component]
fn RecordView(poll: Poll<Record>, now: Signal<i64>) -> impl IntoView {
    let draw = move |value: &Record| record(value, now.get());
    view! { <section class="part" aria-labelledby="item-record"><Load poll bars=3 draw/></section> }
}

fn record(record: &Record, now: i64) -> AnyView {
    let state = view! { <Badge text=record.state.clone() tone={if record.trouble { Tone::Waiting } else { Tone::Accent }}/> }.into_any();
    view! {
        <div class="part__head"><h2 id="item-record">{record.title.clone()}</h2>{state}</div>
        {record_facts(record, now)}
        {record_actions(record)}
        {record_keeper(record, now)}
    }
    .into_any()
}
