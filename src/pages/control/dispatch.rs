//! Who comes, and whom to send: responders nearest first (`GET /api/control/responders?callout=`), or a supplier by hand
//! (`GET /api/control/suppliers`, `POST …/dispatch`).

mod responder_line;
mod sent;
mod supplier_line;

use leptos::prelude::*;
use wire::control::{ControlResponder, ControlSupplier, Dispatch};
use wire::id::{ResponderId, SupplierId};
use wire::status::CalloutStatus;

use super::automatic::Automatic;
use super::callout::Open;
use super::told::{ActionNotice, PollNotice, failure};
use crate::api;
use crate::poll::{Poll, Seen, use_poll};
use crate::ui::{Skeleton, rescue_focus};
use crate::words::{callout as callout_words, dispatch as dispatch_words, staff};
use responder_line::ResponderLine;
use sent::Sent;
use supplier_line::SupplierLine;

/// The response: who is sent, or the lists from which one is chosen.
#[component]
pub fn Response(open: Open, beat: Memo<u32>) -> impl IntoView {
    let callout = open.callout;
    let chooses = Memo::new(move |_| {
        callout.with(|control| control.callout.status.can_become(&CalloutStatus::ResponderDispatched))
    });
    let sent =
        Memo::new(move |_| callout.with(|control| control.callout.incident_detail.responder_dispatched));
    view! {
        <section class="part" aria-labelledby="part-response">
            <div class="part__head">
                <h2 id="part-response" tabindex="-1">{dispatch_words().title}</h2>
                <Automatic open=open/>
            </div>
            <Show
                when=move || sent.get()
                fallback=|| view! { <p class="quiet">{callout_words().nobody}</p> }
            >
                <Sent callout=callout beat=beat/>
            </Show>
            <Show when=move || chooses.get()><Choose open=open/></Show>
        </section>
    }
}

/// The two lists. They are polled only while somebody can be sent.
#[component]
fn Choose(open: Open) -> impl IntoView {
    let words = dispatch_words();
    let id = open.id;
    let responders: Poll<Vec<ControlResponder>> = use_poll(Signal::stored(()), move |(), tag| async move {
        api::list_responders(Some(id), tag.as_deref()).await
    });
    let suppliers: Poll<Vec<ControlSupplier>> =
        use_poll(Signal::stored(()), |(), tag| async move { api::list_suppliers(tag.as_deref()).await });
    let send = Action::new_local(move |to: &Dispatch| {
        let to = *to;
        async move { open.acted(api::dispatch_callout(id, &to).await) }
    });
    on_cleanup(|| rescue_focus("part-response"));
    let known = responders.value();
    let companies = suppliers.value();
    let responder_ids = Memo::new(move |_| {
        known.with(|known| {
            known.iter().flat_map(|all| all.iter()).map(|one| one.responder.id).collect::<Vec<_>>()
        })
    });
    let supplier_ids = Memo::new(move |_| {
        companies.with(|known| {
            known.iter().flat_map(|all| all.iter()).map(|one| one.supplier.id).collect::<Vec<_>>()
        })
    });
    let sending =
        move |to: Dispatch| Signal::derive(move || send.pending().get() && send.input().get() == Some(to));
    let responder = move |responder_id: ResponderId| {
        let one = Memo::new(move |before: Option<&ControlResponder>| {
            let found = known.with(|known| {
                known.iter().flat_map(|all| all.iter()).find(|one| one.responder.id == responder_id).cloned()
            });
            found.or_else(|| before.cloned()).unwrap_or_default()
        });
        let to = Dispatch::Responder(responder_id);
        view! {
            <ResponderLine
                responder=one
                callout=open.callout
                busy=sending(to)
                on_send=Callback::new(move |()| _ = send.dispatch(to))
            />
        }
    };
    let supplier = move |supplier_id: SupplierId| {
        let one = Memo::new(move |before: Option<&ControlSupplier>| {
            let found = companies.with(|known| {
                known.iter().flat_map(|all| all.iter()).find(|one| one.supplier.id == supplier_id).cloned()
            });
            found.or_else(|| before.cloned()).unwrap_or_default()
        });
        let to = Dispatch::Supplier(supplier_id);
        view! {
            <SupplierLine supplier=one busy=sending(to) on_send=Callback::new(move |()| _ = send.dispatch(to))/>
        }
    };
    let asking = move || responders.seen.with(|seen| *seen == Seen::Asking);
    let none =
        move || responders.seen.with(|seen| seen.value().is_some()) && responder_ids.with(Vec::is_empty);
    let no_company =
        move || suppliers.seen.with(|seen| seen.value().is_some()) && supplier_ids.with(Vec::is_empty);
    view! {
        <h3>{words.choose}</h3>
        <PollNotice seen=Signal::derive(move || {
            responders.seen.with(|seen| (seen.error().cloned(), seen.at()))
        })/>
        <ActionNotice error=failure(send)/>
        <Show when=asking><Skeleton words=staff().loading/></Show>
        <Show when=none><p class="quiet">{words.none} ". " {words.none_help}</p></Show>
        <ul class="choose"><For each=move || responder_ids.get() key=|id| *id children=responder/></ul>
        <h3>{words.by_hand}</h3>
        <Show when=no_company><p class="quiet">{words.no_suppliers}</p></Show>
        <ul class="choose"><For each=move || supplier_ids.get() key=|id| *id children=supplier/></ul>
    }
}
