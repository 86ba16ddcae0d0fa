//! Whom a provider is for: everybody, a site or one resident, the last two found by name.

use leptos::prelude::*;
use wire::assistance::ScopeKind;

use super::editor::{Editor, at};
use crate::api::{Polled, get_coverage, get_organisation};
use crate::frame::work;
use crate::pages::staff::admin::finder::finder;
use crate::ui::{Button, FieldProblem, Kind, rescue_focus};
use crate::words::{self, fill};

/// The radio buttons and the finder.
pub fn whom(editor: Editor) -> AnyView {
    let texts = words::provider_form();
    let organisation = use_organisation(editor);
    name_the_object(editor);
    let everybody = move || match organisation.get() {
        Some((_, name)) => fill(texts.everybody, &[("name", &name)]),
        None => texts.everybody_plain.to_owned(),
    };
    let choose = move |kind: ScopeKind| {
        if editor.kind.get_untracked() != kind {
            let own = organisation.get_untracked().filter(|_| kind == ScopeKind::Organisation);
            editor.object.set(own.as_ref().map(|(id, _)| *id));
            editor.object_name.set(own.map(|(_, name)| name).unwrap_or_default());
            editor.kind.set(kind);
        }
    };
    let radio = move |kind: ScopeKind, label: AnyView| {
        let id = match kind {
            ScopeKind::Organisation => "for-customer",
            ScopeKind::Site => "for-site",
            ScopeKind::Resident => "for-resident",
        };
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="for"
                    id=id
                    prop:checked=move || editor.kind.get() == kind
                    on:change=move |_| choose(kind)
                />
                {label}
            </label>
        }
    };
    let object = move || match editor.kind.get() {
        ScopeKind::Organisation => ().into_any(),
        kind => object(editor, kind),
    };
    view! {
        <fieldset class="field">
            <legend class="field__label">{texts.whom}</legend>
            <div class="choices">
                {radio(ScopeKind::Organisation, view! { <span>{everybody}</span> }.into_any())}
                {radio(ScopeKind::Site, view! { <span>{words::providers().site}</span> }.into_any())}
                {radio(ScopeKind::Resident, view! { <span>{words::providers().resident}</span> }.into_any())}
            </div>
            {object}
        </fieldset>
    }
    .into_any()
}

/// The chosen object, or the finder.
fn object(editor: Editor, kind: ScopeKind) -> AnyView {
    let texts = words::provider_form();
    let is_chosen = Memo::new(move |_| editor.object.get().is_some());
    (move || {
        if is_chosen.get() {
            return view! { <Chosen editor/> }.into_any();
        }
        let (label, hint) = match kind {
            ScopeKind::Resident => (texts.find_resident, texts.find_resident_hint),
            ScopeKind::Site | ScopeKind::Organisation => (texts.find_site, texts.find_site_hint),
        };
        let kinds: &'static [ScopeKind] =
            if kind == ScopeKind::Resident { &[ScopeKind::Resident] } else { &[ScopeKind::Site] };
        finder("provider-object", label, hint, kinds, at(editor, "provider-object"), move |_, choice| {
            editor.object_name.set(choice.name);
            editor.object.set(Some(choice.key));
        })
    })
    .into_any()
}

#[component]
fn Chosen(editor: Editor) -> impl IntoView {
    let retry = Callback::new(move |()| {
        editor.object.set(None);
        editor.object_name.set(String::new());
        rescue_focus("provider-object");
    });
    view! {
        <FieldProblem id="provider-object" problem=at(editor, "provider-object")/>
        <p class="chosen" id="provider-object" tabindex="-1">
            <strong>{move || editor.object_name.get()}</strong>
            <Button kind=Kind::Quiet on_press=retry>{words::provider_form().change}</Button>
        </p>
    }
}

/// The signed-in person's organisation, the default of a new form.
fn use_organisation(editor: Editor) -> RwSignal<Option<(i64, String)>> {
    let organisation = RwSignal::new(None);
    work(async move {
        let Ok(Polled::Changed(own, _)) = get_organisation(None).await else { return };
        if organisation.try_set(Some((own.id.0, own.name.clone()))).is_some() {
            return;
        }
        if editor.kind.get_untracked() == ScopeKind::Organisation && editor.object.get_untracked().is_none() {
            editor.object.set(Some(own.id.0));
            editor.object_name.set(own.name);
        }
    });
    organisation
}

/// A form opened for an object only has its number.
fn name_the_object(editor: Editor) {
    let Some(id) =
        editor.object.get_untracked().filter(|_| editor.object_name.with_untracked(String::is_empty))
    else {
        return;
    };
    let kind = editor.kind.get_untracked();
    work(async move {
        let query = format!("{}={id}", kind.as_str());
        match get_coverage(&query, None).await {
            Ok(Polled::Changed(cover, _)) => _ = editor.object_name.try_set(cover.name),
            // It does not exist: the person chooses another.
            Ok(Polled::Unchanged) | Err(_) => _ = editor.object.try_set(None),
        }
    });
}
