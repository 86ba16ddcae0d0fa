//! Writing an e-mail, a text or a letter from a template (`POST /api/notifications`), with a preview that says what is
//! missing.

mod address;
mod attachment;
mod preview;
mod recipient;
mod template;

use std::collections::BTreeMap;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::assistance::Resident;
use wire::notification::{NewNotification, NotificationType};
use wire::sender::template::Template;

use crate::api::{ApiError, create_notification};
use crate::form::Complaints;
use crate::json;
use crate::pages::staff::{Filing, task_notice, use_page_title};
use crate::reactive::effect;
use crate::route;
use crate::tray::letter::LetterForm;
use crate::ui::{Button, ErrorSummary, Kind, focus, live, nothing};
use crate::words::{compose as words, fill, words as common};
use address::address;
use attachment::attachment;
use preview::preview;
use recipient::recipient;
use template::{template_choice, values};

/// What is being written.
#[derive(Clone, Copy)]
struct Writing {
    channel: RwSignal<NotificationType>,
    resident: RwSignal<Option<Resident>>,
    email: RwSignal<String>,
    number: RwSignal<String>,
    lines: RwSignal<String>,
    template: RwSignal<Option<Template>>,
    /// By the placeholders' names: another template that asks for the same keeps them.
    values: RwSignal<BTreeMap<String, String>>,
    attachment: RwSignal<Option<(String, String)>>,
    filing: Filing,
}

impl Writing {
    fn begin() -> Self {
        Self {
            channel: RwSignal::new(NotificationType::Email),
            resident: RwSignal::new(None),
            email: RwSignal::new(String::new()),
            number: RwSignal::new(String::new()),
            lines: RwSignal::new(String::new()),
            template: RwSignal::new(None),
            values: RwSignal::new(BTreeMap::new()),
            attachment: RwSignal::new(None),
            filing: Filing::begin(),
        }
    }

    fn form(self) -> LetterForm {
        let channel = self.channel.get();
        let attachment = self.attachment.get().filter(|_| channel == NotificationType::Email);
        LetterForm {
            channel,
            template: self.template.get(),
            email: self.email.get(),
            number: self.number.get(),
            lines: self.lines.get(),
            values: self.values.get(),
            attachment: attachment.map(|(id, _)| id),
        }
    }
}

/// The page.
pub fn compose_page() -> AnyView {
    use_page_title(words().title);
    let sent = RwSignal::new(None::<String>);
    let inside = live(move || match sent.get() {
        Some(to) => done(to, sent),
        None => form(sent),
    });
    view! { <div class="page">{inside}</div> }.into_any()
}

fn form(sent: RwSignal<Option<String>>) -> AnyView {
    let texts = words();
    let writing = Writing::begin();
    let filing = writing.filing;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let parsed = untrack(|| writing.form()).parse();
        if let Some(new) = filing.check(parsed) {
            filing.send(async move {
                match create_notification(&new).await {
                    Ok(_) => sent.set(Some(to_words(&new))),
                    Err(error) => filing.complain(complaints(&error)),
                }
                Ok(())
            });
        }
    };
    // What was complained about is looked at again with every change.
    effect(move || {
        let parsed = writing.form().parse();
        if !filing.problems.with_untracked(Vec::is_empty) {
            filing.check(parsed);
        }
    });
    let fields = live(move || values(writing));
    let file =
        live(
            move || {
                if writing.channel.get() == NotificationType::Email { attachment(writing) } else { nothing() }
            },
        );
    view! {
        <form class="compose" novalidate on:submit=submit>
            <div class="compose__form">
                <ErrorSummary title=common().errors.problem problems=filing.problems/>
                <header class="compose__head">
                    <h1>{texts.title}</h1>
                    <p class="quiet">{texts.lead}</p>
                </header>
                {recipient(writing)}
                {channels(writing)}
                {live(move || address(writing))}
                {template_choice(writing)}
                {fields}
                {file}
                {task_notice(filing.task())}
                <div class="buttons">
                    <Button kind=Kind::Primary submits=true busy=filing.task().busy()>{texts.send}</Button>
                </div>
            </div>
            {preview(writing)}
        </form>
    }
    .into_any()
}

fn channels(writing: Writing) -> AnyView {
    let texts = words();
    let all = [
        (NotificationType::Email, texts.email, "how-email"),
        (NotificationType::Text, texts.text, "how-text"),
        (NotificationType::Letter, texts.letter, "how-letter"),
    ];
    let radio = |(channel, label, id): (NotificationType, &'static str, &'static str)| {
        let (shown, chosen) = (channel.clone(), channel);
        let choose = move |_| {
            writing.channel.set(chosen.clone());
            writing.template.set(None);
            writing.filing.complain(Complaints::new());
        };
        view! {
            <label class="choice">
                <input type="radio" name="how" id=id prop:checked=move || writing.channel.get() == shown on:change=choose/>
                <span>{label}</span>
            </label>
        }
    };
    view! {
        <fieldset class="field">
            <legend class="field__label">{texts.how}</legend>
            <div class="choices">{all.into_iter().map(radio).collect_view()}</div>
        </fieldset>
    }
    .into_any()
}

/// What the server finds wrong, at the fields that it names; what it names otherwise is about the whole.
fn complaints(error: &ApiError) -> Complaints {
    let ApiError::Refused { body, .. } = error else { return vec![("", error.message())] };
    let problem: wire::problem::Problem = json::read(body).unwrap_or_default();
    let found: Complaints = problem
        .errors
        .iter()
        .flat_map(|(field, all)| {
            let id = match field {
                "email" => "letter-email",
                "mobileNumber" => "letter-number",
                "templateId" => "letter-template",
                field if field.starts_with("addressLine") => "letter-lines",
                _ => "",
            };
            all.iter().map(move |message| (id, message.clone()))
        })
        .collect();
    if found.is_empty() { vec![("", error.message())] } else { found }
}

fn to_words(new: &NewNotification) -> String {
    let to = new.email.clone().or_else(|| new.mobile_number.clone());
    to.or_else(|| new.address().first().map(|line| (*line).to_owned())).unwrap_or_default()
}

fn done(to: String, sent: RwSignal<Option<String>>) -> AnyView {
    let texts = words();
    focus("sent-title");
    let another = Callback::new(move |()| sent.set(None));
    view! {
        <div class="sheet">
            <h1 id="sent-title" tabindex="-1">{fill(texts.sent, &[("to", &to)])}</h1>
            <p class="quiet">{texts.lead}</p>
            <p class="buttons">
                <a class="button button--primary" href=route::MESSAGES>{texts.sent_follow}</a>
                <Button on_press=another>{texts.another}</Button>
            </p>
        </div>
    }
    .into_any()
}
