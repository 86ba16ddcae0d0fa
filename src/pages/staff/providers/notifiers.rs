//! Recipients: e-mail addresses, webhooks and people with devices, in rows that can be added, moved, removed and
//! restored.

use leptos::prelude::*;
use wire::assistance::{NotifierDraft, NotifierKind, WebhookNotifier};
use wire::id::NotifierId;
use wire::session::Role;

use super::editor::{Editor, at};
use crate::api::list_active_users;
use crate::frame::work;
use crate::model::form::intern;
use crate::model::provider::{Repeat, control};
use crate::ui::{Button, Kind, Select, TextField, focus, rescue_focus};
use crate::words::{self, fill};

/// One row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notifier {
    id: Option<NotifierId>,
    name: RwSignal<String>,
    address: RwSignal<String>,
}

impl Notifier {
    /// The row of a stored or copied notifier.
    pub fn of(draft: &NotifierDraft) -> Self {
        Self {
            id: draft.id,
            name: RwSignal::new(draft.name.clone()),
            address: RwSignal::new(draft.address.clone()),
        }
    }

    /// The row as typed.
    pub fn draft(&self) -> NotifierDraft {
        NotifierDraft { id: self.id, name: self.name.get(), address: self.address.get() }
    }
}

/// People who can have a device.
type People = RwSignal<Vec<(String, String)>>;

/// All three lists. `hooks` are the stored webhooks, some of which may be disabled.
pub fn notifiers(editor: Editor, hooks: &[WebhookNotifier]) -> impl IntoView + use<> {
    let texts = words::provider_form();
    let people = use_people();
    let gone: Vec<_> = hooks.iter().filter(|hook| hook.disabled).map(|hook| hook.id).collect();
    let lists = NotifierKind::ALL.map(|kind| list(editor, kind, people, gone.clone()));
    view! {
        <section class="told-who" aria-labelledby="told-title">
            <h2 id="told-title">{texts.told}</h2>
            <p class="quiet">{texts.told_help}</p>
            {lists.into_iter().collect_view()}
        </section>
    }
}

fn list(editor: Editor, kind: NotifierKind, people: People, gone: Vec<NotifierId>) -> impl IntoView {
    let texts = words::provider_form();
    let (title, help, add) = match kind {
        NotifierKind::Email => (texts.email, texts.email_help, texts.add_email),
        NotifierKind::Webhook => (texts.webhook, texts.webhook_help, texts.add_webhook),
        NotifierKind::Push => (texts.push, texts.push_help, texts.add_push),
    };
    let all = editor.notifiers[kind as usize];
    let keys = Memo::new(move |_| all.with(Repeat::keys));
    let adding = intern(format!("add-{}", kind.as_str()));
    let drawn = view! { <For each=move || keys.get() key=|key| *key children=move |key| row(editor, kind, key, people, &gone)/> };
    let put_back = put_back(all, kind, adding);
    let press = move |_| {
        let row = Notifier::of(&NotifierDraft::default());
        let key = all.try_update(|all| all.add(row)).unwrap_or_default();
        focus(control(kind, key, if kind == NotifierKind::Push { "address" } else { "name" }));
    };
    let title_id = format!("{}-title", kind.as_str());
    let labelled = title_id.clone();
    view! {
        <section class="ways" aria-labelledby=labelled>
            <div class="ways__head">
                <h3 id=title_id>{title}</h3>
                <p class="quiet">{help}</p>
            </div>
            <ul class="ways__rows">{drawn}</ul>
            {put_back}
            <button class="button" type="button" id=adding on:click=press>{add}</button>
        </section>
    }
}

/// The last removed row, until it is restored or another is removed.
fn put_back(all: RwSignal<Repeat<Notifier>>, kind: NotifierKind, adding: &'static str) -> AnyView {
    let texts = words::provider_form();
    (move || {
        let Some(name) = all.with(|all| all.removed().map(|row| row.name.get_untracked())) else {
            return ().into_any();
        };
        let name = if name.trim().is_empty() { texts.somebody.to_owned() } else { name };
        let undo = Callback::new(move |()| match all.try_update(Repeat::undo).flatten() {
            Some(key) => focus(control(kind, key, "name")),
            None => rescue_focus(adding),
        });
        view! {
            <p class="ways__removed" role="status">
                <span>{fill(texts.removed, &[("name", &name)])}</span>
                <Button kind=Kind::Quiet on_press=undo>{texts.undo}</Button>
            </p>
        }
        .into_any()
    })
    .into_any()
}

fn row(editor: Editor, kind: NotifierKind, key: i64, people: People, gone: &[NotifierId]) -> AnyView {
    let all = editor.notifiers[kind as usize];
    let Some(row) = all.with_untracked(|all| all.get(key).copied()) else { return ().into_any() };
    let is_gone = row.id.is_some_and(|id| gone.contains(&id));
    let disabled =
        is_gone.then(|| view! { <p class="quiet">{words::provider_form().disabled}</p> }.into_any());
    let fields = match kind {
        NotifierKind::Push => view! { <Person editor key row people/> }.into_any(),
        NotifierKind::Email | NotifierKind::Webhook => address(editor, kind, key, row),
    };
    view! {
        <li class="way" data-kind=kind.as_str()>
            <div class="way__fields">{fields}{disabled}</div>
            <Actions all kind key row/>
        </li>
    }
    .into_any()
}

fn address(editor: Editor, kind: NotifierKind, key: i64, row: Notifier) -> AnyView {
    let texts = words::provider_form();
    let (name, address) = (control(kind, key, "name"), control(kind, key, "address"));
    let (label, input) = match kind {
        NotifierKind::Email => (texts.email_address, "email"),
        NotifierKind::Webhook | NotifierKind::Push => (texts.web_address, "url"),
    };
    view! {
        <TextField id=name label=texts.who value=row.name autocomplete="off" problem=at(editor, name)/>
        <TextField id=address label=label value=row.address kind=input autocomplete="off" problem=at(editor, address)/>
    }
    .into_any()
}

/// A person is chosen; the row gets their name.
#[component]
fn Person(editor: Editor, key: i64, row: Notifier, people: People) -> impl IntoView {
    let texts = words::provider_form();
    let address = control(NotifierKind::Push, key, "address");
    let options = Signal::derive(move || {
        let mut options = vec![(String::new(), texts.choose_person.to_owned())];
        people.with(|people| options.extend(people.iter().cloned()));
        // A person who was deactivated since is still in the row.
        let chosen = row.address.get();
        if !options.iter().any(|(id, _)| *id == chosen) {
            options.push((chosen, row.name.get()));
        }
        options
    });
    Effect::new(move |_| {
        let chosen = row.address.get();
        let name =
            people.with(|people| people.iter().find(|(id, _)| *id == chosen).map(|(_, name)| name.clone()));
        if let Some(name) = name.filter(|name| row.name.with_untracked(|known| known != name))
            && row.name.with_untracked(String::is_empty)
        {
            row.name.set(name);
        }
    });
    let nobody = move || match people.with(Vec::is_empty) {
        true => view! { <p class="quiet">{texts.no_people}</p> }.into_any(),
        false => ().into_any(),
    };
    let name = control(NotifierKind::Push, key, "name");
    view! {
        <Select id=address label=texts.person value=row.address options=options problem=at(editor, address)/>
        <TextField id=name label=texts.who value=row.name autocomplete="off" problem=at(editor, name)/>
        {nobody}
    }
}

#[component]
fn Actions(all: RwSignal<Repeat<Notifier>>, kind: NotifierKind, key: i64, row: Notifier) -> impl IntoView {
    let texts = words::provider_form();
    let adding = intern(format!("add-{}", kind.as_str()));
    let hidden = move || format!(" {}", row.name.get());
    let shift = move |down: bool| Callback::new(move |()| all.update(|all| all.shift(key, down)));
    let remove = Callback::new(move |()| {
        all.update(|all| all.remove(key));
        rescue_focus(adding);
    });
    let several = Memo::new(move |_| all.with(Repeat::len) > 1);
    let moves = move || {
        match several.get() {
        true => view! {
            <Button kind=Kind::Quiet on_press=shift(false)>{texts.up}<span class="visually-hidden">{hidden}</span></Button>
            <Button kind=Kind::Quiet on_press=shift(true)>{texts.down}<span class="visually-hidden">{hidden}</span></Button>
        }
        .into_any(),
        false => ().into_any(),
    }
    };
    view! {
        <div class="way__actions">
            {moves}
            <Button kind=Kind::Quiet on_press=remove>{texts.remove}<span class="visually-hidden">{hidden}</span></Button>
        </div>
    }
}

/// Accounts that are not residents: supporters first, since they are chosen most.
fn use_people() -> People {
    let people = RwSignal::new(Vec::new());
    work(async move {
        let mut found = Vec::new();
        let others = Role::ALL.into_iter().filter(|role| !matches!(role, Role::Supporter | Role::Resident));
        for role in [Role::Supporter].into_iter().chain(others) {
            let Ok(these) = list_active_users(&role).await else { return };
            found.extend(these.into_iter().map(|one| (one.id.0, one.name)));
        }
        let _ = people.try_set(found);
    });
    people
}
