//! Composing an e-mail, text or letter (`POST /api/notifications`), with a preview that marks what is missing. A
//! letter can also be written here, or be a PDF.

mod address;
mod attachment;
mod channel;
mod complaints;
mod everybody;
mod letter_editor;
mod preview;
mod recipient;
mod saved_letters;
mod sending;
mod template;

use std::collections::BTreeMap;

use leptos::prelude::*;
use wire::assistance::Resident;
use wire::letter::{Letter, NewLetter};
use wire::notification::NotificationType;
use wire::sender::template::Template;
use wire::session::Role;

use crate::links;
use crate::model::tray::letter::{Envelope, LetterForm, Upload};
use crate::navigation::use_query;
use crate::pages::staff::{CarrierNotice, FormState, gate, task_notice, use_carriers, use_page_title};
use crate::ui::{Button, ErrorSummary, Kind, focus};
use crate::words::{self, fill};
use address::address;
use attachment::attachment;
use channel::{channels, envelopes};
use letter_editor::letter_editor;
use preview::preview;
use recipient::recipient;
use template::{TemplateChoice, values};

/// The message being composed.
#[derive(Clone, Copy)]
struct Composition {
    channel: RwSignal<NotificationType>,
    resident: RwSignal<Option<Resident>>,
    email: RwSignal<String>,
    number: RwSignal<String>,
    lines: RwSignal<String>,
    template: RwSignal<Option<Template>>,
    /// By placeholder: another template with the same placeholders keeps them.
    values: RwSignal<BTreeMap<String, String>>,
    files: RwSignal<Vec<Upload>>,
    envelope: RwSignal<Envelope>,
    heading: RwSignal<String>,
    body: RwSignal<String>,
    /// The letter as it was last saved, and with which text.
    kept: RwSignal<Option<(Letter, NewLetter)>>,
    form_state: FormState,
}

impl Composition {
    fn new() -> Self {
        Self {
            channel: RwSignal::new(NotificationType::Email),
            resident: RwSignal::new(None),
            email: RwSignal::new(String::new()),
            number: RwSignal::new(String::new()),
            lines: RwSignal::new(String::new()),
            template: RwSignal::new(None),
            values: RwSignal::new(BTreeMap::new()),
            files: RwSignal::new(Vec::new()),
            envelope: RwSignal::new(Envelope::Template),
            heading: RwSignal::new(String::new()),
            body: RwSignal::new(String::new()),
            kept: RwSignal::new(None),
            form_state: FormState::new(),
        }
    }

    fn form(self) -> LetterForm {
        LetterForm {
            channel: self.channel.get(),
            template: self.template.get(),
            email: self.email.get(),
            number: self.number.get(),
            lines: self.lines.get(),
            values: self.values.get(),
            envelope: self.envelope.get(),
            heading: self.heading.get(),
            body: self.body.get(),
            files: self.files.get(),
        }
    }

    /// What a letter consists of now.
    fn envelope(self) -> Memo<Envelope> {
        Memo::new(move |_| match self.channel.get() {
            NotificationType::Letter => self.envelope.get(),
            _ => Envelope::Template,
        })
    }
}

/// The page.
#[component]
pub fn ComposePage() -> impl IntoView {
    use_page_title(words::staff().compose);
    gate(&[Role::Officer, Role::Manager, Role::Admin], page)
}

fn page() -> AnyView {
    use_page_title(words::compose().title);
    let sent = RwSignal::new(None::<String>);
    let query = use_query();
    let to_everybody = Memo::new(move |_| query.get("everybody").is_some());
    let inside = move || match (to_everybody.get(), sent.get()) {
        (true, _) => everybody::everybody(),
        (false, Some(to)) => view! { <Done to sent/> }.into_any(),
        (false, None) => form(sent),
    };
    view! { <div class="page">{inside}</div> }.into_any()
}

fn form(sent: RwSignal<Option<String>>) -> AnyView {
    let texts = words::compose();
    let composition = Composition::new();
    let form_state = composition.form_state;
    let carriers = use_carriers();
    // Problems are checked again with every change.
    Effect::new(move |_| {
        let parsed = composition.form().parse();
        if !form_state.problems.with_untracked(Vec::is_empty) {
            form_state.check(parsed);
        }
    });
    let envelope = composition.envelope();
    let content = move || content(composition, envelope.get());
    view! {
        <form class="compose" novalidate on:submit=sending::submit(composition, sent)>
            <div class="compose__form">
                <ErrorSummary title=words::common().errors.problem problems=form_state.problems/>
                <header class="compose__head">
                    <h1>{texts.title}</h1>
                    <p class="quiet">{texts.lead}</p>
                    <p><a href=links::tell_everybody()>{words::everybody().way}</a></p>
                </header>
                <CarrierNotice carriers/>
                {recipient(composition)}
                {channels(composition, carriers)}
                {move || envelopes(composition)}
                {content}
                {task_notice(form_state.task())}
                <div class="buttons">
                    <Button kind=Kind::Primary submits=true busy=form_state.task().busy()>{texts.send}</Button>
                </div>
            </div>
            {preview(composition)}
        </form>
    }
    .into_any()
}

fn content(composition: Composition, envelope: Envelope) -> AnyView {
    let places = Memo::new(move |_| composition.form().places());
    match envelope {
        Envelope::Ready => attachment(composition, 1),
        Envelope::Written => view! { {move || address(composition)}{letter_editor(composition)} }.into_any(),
        Envelope::Template => view! {
            {move || address(composition)}
            <TemplateChoice composition/>
            {move || values(composition)}
            {move || match (places.get(), composition.channel.get()) {
                (0, NotificationType::Email) => view! { <NoPlace composition/> }.into_any(),
                (0, _) => ().into_any(),
                (places, _) => attachment(composition, places),
            }}
        }
        .into_any(),
    }
}

/// Says that a file cannot be attached, once that is known.
#[component]
fn NoPlace(composition: Composition) -> impl IntoView {
    match composition.template.with(Option::is_some) {
        true => view! { <p class="quiet">{words::compose().attachment_none}</p> }.into_any(),
        false => ().into_any(),
    }
}

#[component]
fn Done(to: String, sent: RwSignal<Option<String>>) -> impl IntoView {
    let texts = words::compose();
    focus("sent-title");
    let another = Callback::new(move |()| sent.set(None));
    view! {
        <div class="sheet">
            <h1 id="sent-title" tabindex="-1">{fill(texts.sent, &[("to", &to)])}</h1>
            <p class="quiet">{texts.lead}</p>
            <p class="buttons">
                <a class="button button--primary" href=links::MESSAGES>{texts.sent_follow}</a>
                <Button on_press=another>{texts.another}</Button>
            </p>
        </div>
    }
}
