//! The response: who is coming, and whom to send: responders nearest first (`GET /api/control/responders?callout=`),
//! or a supplier by hand (`GET /api/control/suppliers`, `POST …/dispatch`).

mod responder_line;
mod sent;
mod supplier_line;

use leptos::prelude::*;
use wire::control::{ControlCallout, Dispatch};
use wire::id::{ResponderId, SupplierId};
use wire::status::CalloutStatus;

use super::automatic::automatic;
use super::callout::CalloutContext;
use crate::api;
use crate::components::control::ViewContext;
use crate::pages::staff::{poll_notice, task_notice};
use crate::remote_data::{RemoteData, use_poll};
use crate::task::Task;
use crate::ui::{Button, Skeleton, rescue_focus};
use crate::words::{self, fill};
pub use responder_line::availability;

use responder_line::responder_line;
use sent::sent;
use supplier_line::supplier_line;

/// The current dispatch, or the lists to choose from.
pub fn response(open: CalloutContext) -> impl IntoView {
    let callout = open.callout;
    let chooses = Memo::new(move |_| {
        callout.with(|control| control.callout.status.can_become(&CalloutStatus::ResponderDispatched))
    });
    view! {
        <section class="part" aria-labelledby="part-response">
            <div class="part__head">
                <h2 id="part-response" tabindex="-1">{words::dispatch().title}</h2>
                {automatic(open)}
            </div>
            {open.shows(coming)}
            {move || chooses.get().then(|| choose(open))}
        </section>
    }
}

fn coming(control: &ControlCallout, context: &ViewContext) -> AnyView {
    if control.callout.incident_detail.responder_dispatched {
        sent(control, context)
    } else {
        view! { <p class="quiet">{words::callout().nobody}</p> }.into_any()
    }
}

/// The two lists. They are polled only while somebody can be sent.
fn choose(open: CalloutContext) -> AnyView {
    let words = words::dispatch();
    let id = open.id;
    on_cleanup(|| rescue_focus("part-response"));
    let responders = use_poll(Signal::stored(id.to_string()), move |_, etag| {
        Box::pin(async move { api::list_responders(Some(id), etag.as_deref()).await })
    });
    let suppliers = use_poll(Signal::stored(String::new()), move |_, etag| {
        Box::pin(async move { api::list_suppliers(Some(id), etag.as_deref()).await })
    });
    let (task, sending) = (Task::new(), RwSignal::new(None::<Dispatch>));
    let send = move |to: Dispatch, name: String| {
        let busy = Signal::derive(move || task.busy().get() && sending.get() == Some(to));
        let press = Callback::new(move |()| {
            sending.set(Some(to));
            task.run(async move { open.acted(api::dispatch_callout(id, &to).await) });
        });
        let (short, name) = match to {
            Dispatch::Responder(_) => (words.send, fill(words.send_name, &[("name", &name)])),
            Dispatch::Supplier(_) => (words.send_hand, fill(words.send_name, &[("name", &name)])),
        };
        view! {
            <div class="choose__send">
                <Button busy=busy on_press=press>
                    <span aria-hidden="true">{short}</span>
                    <span class="visually-hidden">{name}</span>
                </Button>
            </div>
        }
        .into_any()
    };
    let known = responders.value();
    let companies = suppliers.value();
    let responder_ids = Memo::new(move |_| {
        known.with(|known| {
            known.iter().flat_map(|all| all.iter()).map(|one| one.responder.id.0).collect::<Vec<_>>()
        })
    });
    // As the server does with responders: demonstrations and real alarms never share suppliers.
    let is_demo = Memo::new(move |_| open.callout.with(ControlCallout::is_demo));
    let supplier_ids = Memo::new(move |_| {
        let demo = is_demo.get();
        companies.with(|known| {
            let all = known.iter().flat_map(|all| all.iter());
            all.filter(|one| one.demo == demo).map(|one| one.supplier.id.0).collect::<Vec<_>>()
        })
    });
    let responder = move |key: i64| {
        (move || {
            known.with(|known| {
                let one = known.iter().flat_map(|all| all.iter()).find(|one| one.responder.id.0 == key);
                let Some(one) = one else { return ().into_any() };
                let to = Dispatch::Responder(ResponderId(key));
                open.callout.with(|control| responder_line(one, control, |name| send(to, name)))
            })
        })
        .into_any()
    };
    let supplier = move |key: i64| {
        (move || {
            companies.with(|known| {
                let one = known.iter().flat_map(|all| all.iter()).find(|one| one.supplier.id.0 == key);
                let to = Dispatch::Supplier(SupplierId(key));
                one.map(|one| supplier_line(one, |name| send(to, name)))
            })
        })
        .into_any()
    };
    let none = move || {
        responders.data.with(|seen| match seen {
            RemoteData::Loading => view! { <Skeleton words=words::staff().loading/> }.into_any(),
            RemoteData::Ready { value, .. } if value.is_empty() => {
                view! { <p class="quiet">{format!("{}. {}", words.none, words.none_help)}</p> }.into_any()
            }
            _ => ().into_any(),
        })
    };
    let no_company = move || {
        suppliers.data.with(|seen| match seen {
            RemoteData::Ready { value, .. } if value.is_empty() => {
                view! { <p class="quiet">{words.no_suppliers}</p> }.into_any()
            }
            _ => ().into_any(),
        })
    };
    view! {
        <h3>{words.choose}</h3>
        {poll_notice(responders)}
        {task_notice(task)}
        {none}
        <ul class="choose"><For each=move || responder_ids.get() key=|key| *key children=responder/></ul>
        <h3>{words.by_hand}</h3>
        {no_company}
        <ul class="choose"><For each=move || supplier_ids.get() key=|key| *key children=supplier/></ul>
    }
    .into_any()
}
