//! Where notifications lead (`/api/follow-ons`): a link for each kind, for every service or for one, tested before it
//! is saved.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::id::ServiceId;
use wire::link::{Reader, fill as fill_link, for_reader, template_problem};
use wire::service::{FollowOnLink, NewFollowOnLink};
use wire::session::Role;
use wire::target_type::{Recipient, TargetType};

use crate::api::{list_follow_ons, list_services, update_follow_on};
use crate::components::tray::type_words;
use crate::links;
use crate::model::form::{Complaints, intern};
use crate::pages::staff::{FormState, gate, poll_notice, task_notice, use_page_title};
use crate::remote_data::{Poll, RemoteData, use_fetch};
use crate::session::use_session;
use crate::ui::{Badge, Button, ErrorSummary, Glyph, Icon, Kind, Select, Skeleton, TextField, Tone};
use crate::words;

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Links {
    poll: Poll<Vec<FollowOnLink>>,
    /// The service whose links are shown; empty for those of every service.
    service: RwSignal<String>,
    /// The id that links are tested with.
    example: RwSignal<String>,
    may_change: Memo<bool>,
}

/// The page.
#[component]
pub fn LinksPage() -> impl IntoView {
    use_page_title(words::links().title);
    gate(&[Role::Admin, Role::Manager, Role::Officer], page)
}

fn page() -> AnyView {
    let texts = words::links();
    let service = RwSignal::new(String::new());
    let poll = use_fetch(service.into(), |service, etag| {
        Box::pin(async move { list_follow_ons(&service, etag.as_deref()).await })
    });
    let session = use_session();
    let may_change = Memo::new(move |_| session.has_role(&[Role::Admin]));
    let links = Links { poll, service, example: RwSignal::new("1234".to_owned()), may_change };
    let services = use_fetch(Signal::stored(String::new()), |_, etag| {
        Box::pin(async move { list_services(etag.as_deref()).await })
    });
    let options = Signal::derive(move || {
        let known = services.data.with(|seen| seen.value().cloned()).unwrap_or_default();
        let every = (String::new(), texts.every.to_owned());
        let each = known.iter().map(|one| (one.id.0.clone(), one.name.clone()));
        std::iter::once(every).chain(each).collect::<Vec<_>>()
    });
    let kinds = Memo::new(move |_| {
        poll.data.with(|seen| {
            let all = seen.value()?;
            // The list names its service, so that a form starts with the links of its own service.
            let of = all.first().and_then(|one| one.service.clone());
            Some((of, all.iter().map(|one| one.target_type.clone()).collect::<Vec<_>>()))
        })
    });
    let inside = move || match kinds.get() {
        Some((_, kinds)) => kinds.into_iter().map(|kind| one(links, kind)).collect_view().into_any(),
        None if poll.data.with(|seen| matches!(seen, RemoteData::Loading)) => {
            view! { <Skeleton words=words::staff().loading bars=8/> }.into_any()
        }
        None => ().into_any(),
    };
    view! {
        <div class="page page--narrow">
            <p><a class="page__back" href=links::SERVICES><Icon glyph=Glyph::Back/>{texts.back}</a></p>
            <header class="page__head"><div><h1>{texts.title}</h1><p class="quiet">{texts.lead}</p></div></header>
            <Select id="links-service" label=texts.whose value=service options/>
            <TextField id="links-example" label=texts.example hint=texts.example_hint value=links.example autocomplete="off"/>
            {poll_notice(poll)}
            {inside}
        </div>
    }
    .into_any()
}

/// One kind: its link, the resulting address, and a button to restore the default.
fn one(links: Links, kind: TargetType) -> AnyView {
    let texts = words::links();
    let wanted = kind.clone();
    let now = Memo::new(move |_| {
        let all = links.poll.data.with(|seen| seen.value().cloned()).unwrap_or_default();
        all.iter().find(|one| one.target_type == wanted).cloned().unwrap_or_default()
    });
    let name = type_words(&kind);
    let state = move || match now.with(|now| now.is_own) {
        true => view! { <Badge text=texts.own tone=Tone::Accent/> }.into_any(),
        false => ().into_any(),
    };
    let leads = {
        let kind = kind.clone();
        (move || leads(&kind, &now.with(|now| now.template.clone()), &links.example.get())).into_any()
    };
    let form = move || match links.may_change.get() {
        true => form(links, kind.clone(), now),
        false => ().into_any(),
    };
    view! {
        <details class="delivery__tries">
            <summary>{name}" "{state}</summary>
            {leads}
            {form}
        </details>
    }
    .into_any()
}

/// The address of a link with this id, to test it.
fn leads(kind: &TargetType, template: &str, example: &str) -> AnyView {
    let texts = words::links();
    let link = fill_link(template, example.trim());
    let is_for_residents = kind.entry().is_some_and(|entry| {
        entry.audience.iter().any(|one| matches!(one, Recipient::Addressee | Recipient::SiteResidents))
    });
    let no_page = is_for_residents && for_reader(&link, Reader::Resident).is_none();
    let warning = no_page.then(|| view! { <p>{texts.no_resident}</p> });
    view! {
        <p class="place">{texts.leads}": "<code>{link.clone()}</code></p>
        {warning}
        <p><a class="button button--quiet" href=link target="_blank" rel="noopener">{texts.open}</a></p>
    }
    .into_any()
}

fn form(links: Links, kind: TargetType, now: Memo<FollowOnLink>) -> AnyView {
    let texts = words::links();
    let begun = now.get_untracked();
    let typed = RwSignal::new(if begun.is_own { begun.template } else { String::new() });
    let (form_state, saved) = (FormState::new(), RwSignal::new(false));
    let id = intern(format!("link-{kind}"));
    let shown = kind.clone();
    let preview = move || match parse(&typed.get()) {
        Ok(template) if !template.is_empty() => leads(&shown, &template, &links.example.get()),
        _ => ().into_any(),
    };
    let set = move |template: String| {
        let kind = kind.to_string();
        form_state.complain(Complaints::new());
        saved.set(false);
        let service = Some(links.service.get_untracked()).filter(|id| !id.is_empty()).map(ServiceId);
        form_state.send(async move {
            let link = update_follow_on(&kind, &NewFollowOnLink { template, service }).await?;
            typed.try_set(if link.is_own { link.template } else { String::new() });
            saved.try_set(true);
            links.poll.refetch();
            Ok(())
        });
    };
    let usual = set.clone();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match parse(&typed.get_untracked()) {
            Ok(template) => set(template),
            Err(wrong) => form_state.complain(vec![(id, wrong.to_owned())]),
        }
    };
    let back = move || {
        if !now.with(|now| now.is_own) {
            return ().into_any();
        }
        let usual = usual.clone();
        let press = Callback::new(move |()| usual(String::new()));
        view! { <Button kind=Kind::Quiet on_press=press>{texts.back_to_usual}</Button> }.into_any()
    };
    view! {
        <form class="threshold" novalidate on:submit=submit>
            <ErrorSummary title=words::common().errors.problem problems=form_state.problems/>
            <TextField id label=texts.link hint=texts.link_hint value=typed autocomplete="off" problem=form_state.problem_at(id)/>
            {preview}
            <div class="buttons">
                <Button submits=true busy=form_state.task().busy()>{texts.save}</Button>
                {back}
                <span class="saved" role="status">{move || saved.get().then_some(texts.saved)}</span>
            </div>
            {task_notice(form_state.task())}
        </form>
    }
    .into_any()
}

/// The typed link; empty means the default.
fn parse(typed: &str) -> Result<String, &'static str> {
    let typed = typed.trim();
    match template_problem(typed).filter(|_| !typed.is_empty()) {
        None => Ok(typed.to_owned()),
        Some(_) if typed.contains(['{', '}']) => Err(words::links().only_target),
        Some(_) => Err(words::links().enter_link),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn a_link_is_checked_before_it_is_sent() {
        assert_eq!(parse(" https://x.example/{targetId} ").as_deref(), Ok("https://x.example/{targetId}"));
        assert_eq!(parse(""), Ok(String::new()));
        assert_eq!(parse("https://x.example/{id}"), Err(words::links().only_target));
        assert_eq!(parse("x.example"), Err(words::links().enter_link));
    }
}
