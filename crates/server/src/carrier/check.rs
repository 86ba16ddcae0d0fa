//! Validates a new notification against its templates before it is queued: every channel must be available, the service must be
//! able to use every template, and no placeholder may be missing.

use serde_json::{Map, Value};
use wire::notification::{ADDRESS_LINES, NewNotification, NotificationType, RESIDENT_VALUES};
use wire::problem::FieldErrors;
use wire::sender::placeholder::is_file_place;
use wire::sender::template::placeholders;
use wire::sender::{gsm, placeholder, typeface};

use super::{Lookup, documents, find};
use crate::auth::caller::Caller;
use crate::carrier::can_send::can_send;
use crate::context::Context;
use database::entity::{service, template};
use notify::fill_template;
use web::error::Error;

const CHANNELS: [NotificationType; 3] =
    [NotificationType::Email, NotificationType::Text, NotificationType::Letter];

/// A new notification during validation.
struct NotificationCheck<'a> {
    new: &'a NewNotification,
    values: Map<String, Value>,
    errors: &'a mut FieldErrors,
}

/// Adds every reason why it cannot be sent. Returns the service that sends it: the caller, or the service whose template was
/// chosen.
pub(crate) async fn check(
    state: &Context,
    caller: &Caller,
    named: Option<service::Model>,
    new: &mut NewNotification,
    errors: &mut FieldErrors,
) -> Result<Option<service::Model>, Error> {
    let unknown = choose_channel(state, caller, named.as_ref(), new).await?;
    let new = &*new;
    let is_group = new.is_for_residents();
    let mut checked = NotificationCheck { values: values(new), new, errors };
    if let Some(lookup) = unknown {
        checked.not_found(caller, named.as_ref(), "templateId", lookup);
    }
    let mut through = named.clone();
    let mut places = None;
    let is_named = |channel| new.template_for(channel).is_some_and(|(_, field)| field != "templateId");
    for channel in CHANNELS.iter().filter(|channel| new.goes_by(channel) || (is_group && is_named(channel))) {
        if !can_send(&state.config, channel) {
            let wish = match new.template_for(channel).filter(|_| is_group) {
                Some((_, field)) => field,
                None if new.notification_type == *channel => "notificationType",
                None => also(channel),
            };
            checked.complain(wish, not_carried(channel));
            continue;
        }
        let is_ready = *channel == NotificationType::Letter && new.ready_letter().is_some();
        let Some((id, field)) = new.template_for(channel).filter(|_| !is_ready) else { continue };
        match find(state, caller.organisation_id(), named.as_ref(), id).await? {
            Lookup::Found(found) => {
                if let (Some(one), Some(other)) = (&found.service, &through)
                    && one.id != other.id
                {
                    checked.complain(field, "choose templates of one service");
                }
                through = through.or(found.service);
                if checked.template(channel, field, &found.template) && *channel == NotificationType::Email {
                    places = Some(checked.places(&found.template));
                }
            }
            other => checked.not_found(caller, named.as_ref(), field, other),
        }
    }
    if let (Some(service), true) = (&named, new.ready_letter().is_some())
        && state.original.is_some()
        && service.notify_key.is_none()
    {
        checked.complain(key_field(caller), no_key(named.as_ref()));
    }
    checked.attachments(places);
    documents::check(state, caller, new, checked.errors).await?;
    Ok(through)
}

/// For a message to every resident of a site or tenure, which uses each resident's preferred channel: `templateId` becomes the
/// template of its own channel. Returns what was found instead of the template.
async fn choose_channel(
    state: &Context,
    caller: &Caller,
    named: Option<&service::Model>,
    new: &mut NewNotification,
) -> Result<Option<Lookup>, Error> {
    let Some(id) = new.template_id.clone().filter(|_| new.is_for_residents()) else { return Ok(None) };
    let found = match find(state, caller.organisation_id(), named, &id).await? {
        Lookup::Found(found) => found,
        other => return Ok(Some(other)),
    };
    let own = match found.template.kind.as_str() {
        "email" => &mut new.email_template_id,
        "sms" => &mut new.sms_template_id,
        _ => &mut new.letter_template_id,
    };
    own.get_or_insert(id);
    new.template_id = None;
    Ok(None)
}

/// The field that requests this channel in addition to the first one.
fn also(channel: &NotificationType) -> &'static str {
    match channel {
        NotificationType::Email => "requireEmailNotification",
        NotificationType::Text => "requireSmsNotification",
        _ => "requireLetter",
    }
}

fn not_carried(channel: &NotificationType) -> &'static str {
    match channel {
        NotificationType::Email => {
            "choose another channel: e-mail is unavailable until the operator sets --smtp or --notify-url"
        }
        NotificationType::Text => {
            "choose another channel: texts are unavailable until the operator sets --notify-url"
        }
        _ => "choose another channel: letters are unavailable until the operator sets --notify-url",
    }
}

/// The field for errors about the key of the service.
fn key_field(caller: &Caller) -> &'static str {
    match caller {
        Caller::Person(_) => "service",
        _ => "serviceKey",
    }
}

fn no_key(service: Option<&service::Model>) -> String {
    let name = service.map_or("the service", |service| &service.name);
    format!("have an admin enter the GOV.UK Notify key of {name} under Services")
}

/// The values that a template can be filled with, including the link, which the server adds.
fn values(new: &NewNotification) -> Map<String, Value> {
    let mut values: Map<String, Value> =
        new.personalisation_params.iter().map(|(name, text)| (name.clone(), text.as_str().into())).collect();
    let has_link = new.follow_on_url.is_some() || (new.target_id.is_some() && new.target_type.is_some());
    if has_link {
        values.entry("link").or_insert_with(|| "/".into());
    }
    if new.is_for_residents() {
        for name in RESIDENT_VALUES {
            // A name of typical length, because the length of a text depends on it.
            let text = if name == "message" { new.message.as_deref() } else { Some("Rosalind Adeyemi") };
            values.entry(name).or_insert_with(|| text.unwrap_or_default().into());
        }
    }
    values
}

impl NotificationCheck<'_> {
    /// Several channels may report the same error for a field.
    fn complain(&mut self, field: impl Into<String>, complaint: impl Into<String>) {
        let (field, complaint) = (field.into(), complaint.into());
        if !self.errors.of(&field).contains(&complaint) {
            self.errors.add(field, complaint);
        }
    }

    /// Adds the error for a template that cannot be used.
    fn not_found(&mut self, caller: &Caller, named: Option<&service::Model>, field: &str, lookup: Lookup) {
        match lookup {
            Lookup::Absent => {
                self.complain(field, "choose another template: none with this id can be sent");
            }
            Lookup::NoKey => self.complain(key_field(caller), no_key(named)),
            Lookup::Refused(words) => {
                let name = named.map_or("the operator", |service| &service.name);
                let complaint =
                    format!("have an admin check the GOV.UK Notify key of {name} under Services: {words}");
                self.complain(key_field(caller), complaint);
            }
            // The message is queued; if GOV.UK Notify refuses it, its status contains the reason.
            Lookup::Found(_) | Lookup::NoAnswer => {}
        }
    }

    /// Whether the template fits its channel; adds an error for each placeholder without a value.
    fn template(&mut self, channel: &NotificationType, field: &str, template: &template::Model) -> bool {
        let kind = match channel {
            NotificationType::Email => "email",
            NotificationType::Text => "sms",
            _ => "letter",
        };
        if template.kind != kind {
            let (is, wanted) = (plural(&template.kind), plural(kind));
            self.complain(field, format!("choose a template of {wanted}: this one belongs to {is}"));
            return false;
        }
        let asked = placeholder::missing(
            &[template.subject.as_deref().unwrap_or_default(), &template.body],
            &self.values,
        );
        for name in asked.iter().filter(|name| kind != "email" || !is_file_place(name)) {
            self.complain(
                format!("personalisationParams.{name}"),
                "enter a value: the template has this placeholder",
            );
        }
        match kind {
            "sms" => self.length(template),
            "letter" => self.printable(template),
            _ => {}
        }
        true
    }

    /// Refuses a text that is too long for mobile networks.
    fn length(&mut self, template: &template::Model) {
        let length = fill_template(template, &self.values).map(|(_, body)| gsm::length(&body));
        if length.as_ref().is_ok_and(|length| *length <= gsm::LIMIT) {
            return;
        }
        let count = length.map_or_else(|_| "far more".to_owned(), |length| length.to_string());
        let limit = gsm::LIMIT;
        self.complain(
            "personalisationParams",
            format!("shorten the text: it has {count} characters, and texts have {limit}"),
        );
    }

    /// Refuses a letter with characters that the font lacks.
    fn printable(&mut self, template: &template::Model) {
        let mut asked = placeholders(template.subject.as_deref(), &template.body);
        asked.extend(ADDRESS_LINES.map(str::to_owned));
        // Placeholder names that differ only in case, spaces, dashes and underscores are the same.
        let is_shown = |name: &str| asked.iter().any(|one| placeholder::is_same(one, name));
        let values = self.new.personalisation_params.iter().filter(|(name, _)| is_shown(name));
        let values: Vec<&str> = values.map(|(_, value)| value.as_str()).collect();
        if let Some(problem) = typeface::problem(&values) {
            self.complain("personalisationParams", problem);
        }
    }

    /// The number of file placeholders in an e-mail template that no other value fills.
    fn places(&self, template: &template::Model) -> usize {
        let asked = placeholder::missing(
            &[template.subject.as_deref().unwrap_or_default(), &template.body],
            &self.values,
        );
        asked.iter().filter(|name| is_file_place(name)).count()
    }

    /// Validates attachments: they need an e-mail, and placeholders for files in its template. `places` is their number, if the
    /// template is known.
    fn attachments(&mut self, places: Option<usize>) {
        let is_letter = matches!(self.new.ready_letter(), Some((_, "attachments")));
        let leaves = CHANNELS.iter().any(|channel| self.new.goes_by(channel));
        let count = self.new.attachments.len();
        let complaint = match (places, count) {
            (Some(0), 1..) => {
                "choose a template with a placeholder for a file, ((link_to_file)), or remove the file"
                    .to_owned()
            }
            (Some(1..), 0) => "attach a file: the template has a placeholder for one".to_owned(),
            (Some(places), count) if places < count => {
                format!("attach at most {places}: the template has no placeholder for more")
            }
            (None, 1..) if leaves && !is_letter && !self.new.goes_by(&NotificationType::Email) => {
                "remove the file: only e-mails can have attachments. A letter without a template may be a PDF"
                    .to_owned()
            }
            (None, 2..) if is_letter && !self.new.goes_by(&NotificationType::Email) => {
                "attach one PDF: a letter is one document".to_owned()
            }
            _ => return,
        };
        self.complain("attachments", complaint);
    }
}

fn plural(kind: &str) -> &str {
    match kind {
        "email" => "e-mails",
        "sms" => "texts",
        _ => "letters",
    }
}
