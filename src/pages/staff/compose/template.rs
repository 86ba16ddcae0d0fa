//! The template (`GET /api/templates?type=&sendable=true`), and the values of its placeholders.

use leptos::prelude::*;
use wire::sender::template::Template;

use super::Composition;
use crate::api::list_templates;
use crate::model::form::Field;
use crate::model::tray::letter::{LetterField, asked_for, spaced, template_type};
use crate::pages::staff::poll_notice;
use crate::remote_data::{RemoteData, use_fetch};
use crate::ui::{FieldProblem, Select};
use crate::words::{self, fill};

/// The select for the template.
#[component]
pub fn TemplateChoice(composition: Composition) -> impl IntoView {
    let texts = words::compose();
    let key =
        Signal::derive(move || format!("sendable=true&type={}", template_type(&composition.channel.get())));
    let poll =
        use_fetch(key, |kind, etag| Box::pin(async move { list_templates(&kind, etag.as_deref()).await }));
    let chosen = RwSignal::new(String::new());
    let options = Signal::derive(move || {
        let choose = (String::new(), texts.template_choose.to_owned());
        let all = poll.data.with(|seen| seen.value().cloned());
        let all: Vec<_> = all.iter().flat_map(|all| all.iter()).collect();
        // The service matters once there is a choice.
        let is_one = all.windows(2).all(|pair| pair[0].service_name == pair[1].service_name);
        let label = |one: &Template| match one.service_name.as_str() {
            name if !is_one && !name.is_empty() => {
                fill(texts.template_of, &[("name", &one.name), ("service", name)])
            }
            _ => one.name.clone(),
        };
        let all = all.into_iter().map(|one| (one.id.clone(), label(one)));
        std::iter::once(choose).chain(all).collect::<Vec<_>>()
    });
    // The select only has an id; the rest of the form needs the template.
    Effect::new(move |_| {
        let id = chosen.get();
        let found = poll
            .data
            .with_untracked(|seen| seen.value().and_then(|all| all.iter().find(|one| one.id == id).cloned()));
        composition.template.set(found);
    });
    // Another channel has other templates.
    Effect::new(move |_| {
        if composition.template.with(Option::is_none) && !chosen.with_untracked(String::is_empty) {
            chosen.set(String::new());
        }
    });
    let none = move || {
        let is_empty =
            poll.data.with(|seen| matches!(seen, RemoteData::Ready { value, .. } if value.is_empty()));
        if is_empty {
            view! { <p class="quiet">{texts.templates_none}</p> }.into_any()
        } else {
            ().into_any()
        }
    };
    view! {
        <Select id="letter-template" label=texts.template value=chosen options=options problem=composition.form_state.problem(LetterField::Template)/>
        {none}
        {poll_notice(poll)}
    }
}

/// A field for each placeholder.
pub fn values(composition: Composition) -> AnyView {
    let names = composition.template.with(|template| template.as_ref().map(asked_for).unwrap_or_default());
    if names.is_empty() {
        return ().into_any();
    }
    let fields: Vec<_> =
        names.into_iter().enumerate().map(|(place, name)| value(composition, place, name)).collect();
    view! {
        <fieldset class="compose__values">
            <legend class="field__label">{words::compose().fields}</legend>
            {fields}
        </fieldset>
    }
    .into_any()
}

fn value(composition: Composition, place: usize, name: String) -> AnyView {
    let id = LetterField::Value(place).id();
    let problem = composition.form_state.problem(LetterField::Value(place));
    let typed = composition.values.with_untracked(|values| values.get(&name).cloned()).unwrap_or_default();
    let label = spaced(&name);
    view! {
        <div class="field" data-problem=move || problem.get().is_some().then_some("true")>
            <label class="field__label" for=id>{label}</label>
            <FieldProblem id problem/>
            <input
                class="field__control"
                id=id
                autocomplete="off"
                value=typed
                aria-invalid=move || problem.get().is_some().then_some("true")
                aria-describedby=move || problem.get().is_some().then(|| format!("{id}-problem"))
                on:input:target=move |event| {
                    let value = event.target().value();
                    composition.values.update(|values| _ = values.insert(name.clone(), value));
                }
            />
        </div>
    }
    .into_any()
}
