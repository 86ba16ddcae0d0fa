//! The table of responders, with the ways to change and to remove each.

use leptos::prelude::*;
use wire::classification::{MEDICAL, SECURITY};
use wire::control::ControlResponder;
use wire::id::ResponderId;

use super::told::{ActionNotice, failure};
use super::vehicles::Fleet;
use crate::api;
use crate::components::control::vehicle_name;
use crate::poll::Seen;
use crate::route;
use crate::ui::{Age, Badge, Button, Dialog, Kind, Skeleton, Tone, rescue_focus};
use crate::words::{dispatch, fill, staff, vehicles};

/// The table, and the button that adds one.
#[component]
pub fn Responders(fleet: Fleet) -> impl IntoView {
    let words = vehicles();
    let known = fleet.responders.value();
    let ids = Memo::new(move |_| {
        known.with(|known| {
            known.iter().flat_map(|all| all.iter()).map(|one| one.responder.id).collect::<Vec<_>>()
        })
    });
    let leaving = RwSignal::new(None::<(ResponderId, String)>);
    let remove = Action::new_local(move |id: &ResponderId| {
        let id = *id;
        async move {
            let ended = api::delete_responder(id).await;
            fleet.responders.again();
            ended
        }
    });
    let row = move |id: ResponderId| {
        let one = Memo::new(move |before: Option<&ControlResponder>| {
            let found = known.with(|known| {
                known.iter().flat_map(|all| all.iter()).find(|one| one.responder.id == id).cloned()
            });
            found.or_else(|| before.cloned()).unwrap_or_default()
        });
        on_cleanup(|| rescue_focus("responders-title"));
        view! { <ResponderRow responder=one on_remove=Callback::new(move |name| leaving.set(Some((id, name))))/> }
    };
    let asking = move || fleet.responders.seen.with(|seen| *seen == Seen::Asking);
    let none = Memo::new(move |_| known.with(|known| known.as_ref().is_some_and(|known| known.is_empty())));
    let name =
        move || leaving.with(|leaving| leaving.as_ref().map(|(_, name)| name.clone()).unwrap_or_default());
    let keep = Callback::new(move |()| leaving.set(None));
    let yes = Callback::new(move |()| {
        if let Some((id, _)) = leaving.get_untracked() {
            remove.dispatch(id);
        }
        leaving.set(None);
    });
    view! {
        <section class="part" aria-labelledby="responders-title">
            <div class="part__head">
                <h2 id="responders-title" tabindex="-1">{words.responders}</h2>
                <a class="button" href=route::control_vehicle_form("responder", "new")>{words.add_responder}</a>
            </div>
            <ActionNotice error=failure(remove)/>
            <Show when=asking><Skeleton words=staff().loading bars=5/></Show>
            <Show when=move || none.get()>
                <div class="empty"><p class="empty__title">{words.none}</p><p>{words.none_help}</p></div>
            </Show>
            <div class="table table--vehicles" tabindex="0" role="group" aria-label=words.responders>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{words.callsign}</th>
                            <th scope="col">{words.crew}</th>
                            <th scope="col">{words.vehicle}</th>
                            <th scope="col">{words.trained}</th>
                            <th scope="col">{words.availability}</th>
                            <th scope="col">{words.position}</th>
                            <th scope="col"><span class="visually-hidden">{words.actions}</span></th>
                        </tr>
                    </thead>
                    <tbody><For each=move || ids.get() key=|id| *id children=row/></tbody>
                </table>
            </div>
            <Dialog
                id="remove-responder"
                title=words.remove_vehicle
                open=Signal::derive(move || leaving.with(Option::is_some))
                on_close=keep
            >
                <p>{move || fill(words.remove_help, &[("name", &name())])}</p>
                <div class="dialog__actions">
                    <Button kind=Kind::Primary on_press=yes>{words.remove}</Button>
                    <Button on_press=keep>{words.keep}</Button>
                </div>
            </Dialog>
        </section>
    }
}

#[component]
fn ResponderRow(responder: Memo<ControlResponder>, on_remove: Callback<String>) -> impl IntoView {
    let words = vehicles();
    let name = move || responder.with(|one| vehicle_name(&one.responder));
    let which = responder.with_untracked(|one| one.responder.id.to_string());
    let demo = Memo::new(move |_| responder.with(|one| one.demo));
    let at =
        Memo::new(move |_| responder.with(|one| one.position.as_ref().map(|at| at.recorded_at.millis())));
    let state = Memo::new(move |_| responder.with(availability));
    view! {
        <tr>
            <th scope="row">
                {name}
                {move || demo.get().then(|| view! { " " <Badge text=words.demo_mark/> })}
            </th>
            <td>{move || responder.with(crew)}<p class="quiet">{move || responder.with(|one| one.supplier_name.clone())}</p></td>
            <td>{move || responder.with(vehicle)}<p class="quiet">{move || responder.with(|one| one.responder.vehicle_license_plate.clone())}</p></td>
            <td>{move || responder.with(trained)}</td>
            <td>
                <Badge
                    text=Signal::derive(move || state.get().0.to_owned())
                    tone=Signal::derive(move || state.get().1)
                />
            </td>
            <td>
                {move || match at.get() {
                    Some(at) => view! { <Age at=Signal::stored(at)/> }.into_any(),
                    None => view! { <span class="quiet">{dispatch().no_position}</span> }.into_any(),
                }}
            </td>
            <td class="table__actions">
                <a href=route::control_vehicle_form("responder", &which)>
                    {words.change}<span class="visually-hidden">" " {name}</span>
                </a>
                <Button kind=Kind::Quiet on_press=Callback::new(move |()| on_remove.run(name()))>
                    {words.remove}<span class="visually-hidden">" " {name}</span>
                </Button>
            </td>
        </tr>
    }
}

fn crew(one: &ControlResponder) -> String {
    format!("{} {}", one.responder.name, one.responder.surname).trim().to_owned()
}

fn vehicle(one: &ControlResponder) -> String {
    let responder = &one.responder;
    let parts = [&responder.vehicle_colour, &responder.vehicle_make, &responder.vehicle_model];
    let parts: Vec<_> =
        parts.into_iter().flatten().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

fn trained(one: &ControlResponder) -> String {
    let words = vehicles();
    let all = [(SECURITY, words.security), (MEDICAL, words.medical)];
    let known: Vec<_> =
        all.into_iter().filter(|(id, _)| one.response_type_ids.contains(id)).map(|(_, name)| name).collect();
    known.join(", ")
}

fn availability(one: &ControlResponder) -> (&'static str, Tone) {
    let words = dispatch();
    match one {
        one if one.available => (words.available, Tone::Confirmed),
        one if one.callout_id.is_some() || one.responder.currently_on_call => (words.busy, Tone::Waiting),
        one if !one.responder.active => (words.off_duty, Tone::Plain),
        _ => (words.no_position, Tone::Plain),
    }
}
