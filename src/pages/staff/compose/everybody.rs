//! Notifying everybody of a site or a tenure (`POST /api/notifications`): on their screens, and by each resident's
//! preferred channels.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::id::SiteId;
use wire::lenient;
use wire::notification::{MESSAGE_LIMIT, NewNotification, NotificationType, RESIDENT_VALUES};
use wire::sender::placeholder::is_same;
use wire::sender::template::{Template, TemplateType};
use wire::target_type::TargetType;
use wire::tenure;

use crate::api::{ApiError, Polled, create_notification, list_sites, list_templates};
use crate::components::tray::channel_words;
use crate::device::uuid;
use crate::frame::work;
use crate::links;
use crate::model::form::{Complaints, Field, Problem, about_all};
use crate::model::tray::letter::{asked_for, file_places};
use crate::pages::staff::{FormState, task_notice, use_page_title};
use crate::ui::{Button, ErrorSummary, Glyph, Icon, Kind, Select, TextArea, focus};
use crate::words;

/// The kinds of notification for groups.
const KINDS: [TargetType; 5] = [
    TargetType::CommunalComponentOutOfService,
    TargetType::ProcessReminder,
    TargetType::NoAccess,
    TargetType::SatisfactionSurvey,
    TargetType::RequestActioned,
];

#[derive(Clone, Copy, Debug, PartialEq)]
enum EverybodyField {
    Site,
    Message,
    Template,
}

impl Field for EverybodyField {
    fn id(self) -> &'static str {
        match self {
            Self::Site => "everybody-site",
            Self::Message => "everybody-message",
            Self::Template => "everybody-template",
        }
    }
}

/// The form, as typed.
#[derive(Clone, Copy)]
struct EverybodyForm {
    kind: RwSignal<String>,
    site: RwSignal<String>,
    tenure: RwSignal<String>,
    message: RwSignal<String>,
    template: RwSignal<String>,
}

impl EverybodyForm {
    fn parse(self) -> Result<NewNotification, Vec<Problem<EverybodyField>>> {
        let site_id = self.site.get_untracked().parse().ok().map(SiteId);
        let tenure = Some(self.tenure.get_untracked()).filter(|tenure| !tenure.is_empty());
        let message = self.message.get_untracked().trim().to_owned();
        let mut problems = Vec::new();
        if site_id.is_none() && tenure.is_none() {
            problems.push(Problem::Field(EverybodyField::Site, words::everybody().choose.to_owned()));
        }
        let wrong = match message.chars().count() {
            0 => Some(words::everybody().enter_message),
            count if count > MESSAGE_LIMIT => Some(words::everybody().too_long),
            _ => None,
        };
        problems.extend(wrong.map(|why| Problem::Field(EverybodyField::Message, why.to_owned())));
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(NewNotification {
            notification_type: NotificationType::Screen,
            target_type: Some(self.kind.get_untracked().into()),
            target_id: Some(uuid::random()),
            message: Some(message),
            site_id,
            tenure,
            template_id: Some(self.template.get_untracked()).filter(|id| !id.is_empty()),
            ..NewNotification::default()
        })
    }
}

/// Whether it needs only values that are known of every resident.
fn fits_residents(template: &Template) -> bool {
    let is_known = |name: &String| RESIDENT_VALUES.iter().any(|known| is_same(known, name));
    asked_for(template).iter().all(is_known) && file_places(&template.placeholders) == 0
}

fn label(template: &Template) -> String {
    let way = match template.kind {
        TemplateType::Email => NotificationType::Email,
        TemplateType::Sms => NotificationType::Text,
        _ => NotificationType::Letter,
    };
    format!("{}: {}", channel_words(&way), template.name)
}

/// The form, and the confirmation after it is sent.
pub fn everybody() -> AnyView {
    use_page_title(words::everybody().title);
    let sent = RwSignal::new(false);
    let inside = move || if sent.get() { view! { <Done sent/> }.into_any() } else { form(sent) };
    view! {
        <p><a class="page__back" href=links::COMPOSE><Icon glyph=Glyph::Back/>{words::everybody().back}</a></p>
        {inside}
    }
    .into_any()
}

fn form(sent: RwSignal<bool>) -> AnyView {
    let texts = words::everybody();
    let form_state = FormState::new();
    let form = EverybodyForm {
        kind: RwSignal::new(KINDS[0].to_string()),
        site: RwSignal::default(),
        tenure: RwSignal::default(),
        message: RwSignal::default(),
        template: RwSignal::default(),
    };
    let kinds = KINDS.map(|kind| (kind.to_string(), kind.title().unwrap_or_default().to_owned())).to_vec();
    let sites = RwSignal::new(vec![(String::new(), texts.every_site.to_owned())]);
    work(async move {
        if let Ok(found) = list_sites("").await {
            let found = found.into_iter().map(|site| (site.id.to_string(), site.name));
            let _ = sites.try_update(|all| all.extend(found));
        }
    });
    let templates = RwSignal::new(vec![(String::new(), texts.no_template.to_owned())]);
    work(async move {
        if let Ok(Polled::Changed(found, _)) = list_templates("sendable=true", None).await {
            let found = found.into_iter().filter(fits_residents).map(|one| (one.id.clone(), label(&one)));
            let _ = templates.try_update(|all| all.extend(found));
        }
    });
    let mut tenures = vec![(String::new(), texts.every_tenure.to_owned())];
    tenures.extend(tenure::USUAL.map(|tenure| (tenure.to_owned(), tenure.to_owned())));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(new) = form_state.check(form.parse()) {
            form_state.send(async move {
                match create_notification(&new).await {
                    Ok(_) => _ = sent.try_set(true),
                    Err(error @ ApiError::Refused { .. }) => form_state.complain(complaints(&error)),
                    Err(error) => return Err(error),
                }
                Ok(())
            });
        }
    };
    view! {
        <form class="panel" novalidate on:submit=submit>
            <ErrorSummary title=words::common().errors.problem problems=form_state.problems/>
            <header><h1>{texts.title}</h1><p class="quiet">{texts.lead}</p></header>
            <Select id="everybody-kind" label=texts.kind value=form.kind options=Signal::stored(kinds)/>
            <Select id="everybody-site" label=texts.site value=form.site options=sites problem=form_state.problem(EverybodyField::Site)/>
            <Select id="everybody-tenure" label=texts.tenure hint=texts.tenure_hint value=form.tenure options=Signal::stored(tenures) problem=form_state.problem_at("everybody-tenure")/>
            <TextArea id="everybody-message" label=texts.message value=form.message problem=form_state.problem(EverybodyField::Message)/>
            <Select id="everybody-template" label=texts.template hint=texts.template_hint value=form.template options=templates problem=form_state.problem(EverybodyField::Template)/>
            {task_notice(form_state.task())}
            <div class="buttons">
                <Button kind=Kind::Primary submits=true busy=form_state.task().busy()>{texts.send}</Button>
            </div>
        </form>
    }
    .into_any()
}

/// The server's errors, at the fields that it names.
fn complaints(error: &ApiError) -> Complaints {
    let ApiError::Refused { body, .. } = error else { return about_all(error.message()) };
    let problem: wire::problem::Problem = lenient::from_str(body).unwrap_or_default();
    let at = |field: &str| match field {
        "siteId" => "everybody-site",
        "tenure" => "everybody-tenure",
        "message" => "everybody-message",
        field if field.ends_with("emplateId") || field.starts_with("personalisationParams") => {
            "everybody-template"
        }
        _ => "",
    };
    let found: Complaints = problem
        .errors
        .iter()
        .flat_map(|(field, all)| all.iter().map(move |message| (at(field), message.clone())))
        .collect();
    if found.is_empty() { about_all(error.message()) } else { found }
}

#[component]
fn Done(sent: RwSignal<bool>) -> impl IntoView {
    let texts = words::everybody();
    focus("everybody-sent");
    let another = Callback::new(move |()| sent.set(false));
    view! {
        <div class="sheet">
            <h1 id="everybody-sent" tabindex="-1">{texts.sent}</h1>
            <p class="quiet">{texts.sent_help}</p>
            <p class="buttons"><Button on_press=another>{texts.another}</Button></p>
        </div>
    }
}
