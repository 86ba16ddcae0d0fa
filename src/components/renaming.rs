//! The dialog that renames a television, for the resident and for their admin.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wire::label;
use wire::television::{NAME_LIMIT, Television, TelevisionChange};

use crate::ui::{Button, Dialog, Kind, TextField, focus};
use crate::words::{self, fill};

/// The television being renamed, if any.
pub type RenamedTelevision = RwSignal<Option<Television>>;

/// The button in a television's row.
pub fn rename_button(one: &Television, renamed: RenamedTelevision) -> AnyView {
    let (name, one) = (format!(" {}", one.name), one.clone());
    let press = Callback::new(move |()| renamed.set(Some(one.clone())));
    view! { <Button on_press=press>{words::television_name().rename}<span class="visually-hidden">{name}</span></Button> }
    .into_any()
}

/// The dialog. `save` receives the television's id and the change; `failure` draws why it failed.
pub fn rename_dialog(
    renamed: RenamedTelevision,
    busy: Signal<bool>,
    save: Callback<(String, TelevisionChange)>,
    failure: Callback<(), AnyView>,
) -> impl IntoView {
    let close = Callback::new(move |()| renamed.set(None));
    let open = Memo::new(move |_| renamed.with(Option::is_some));
    let inside = move || renamed.get_untracked().map(|one| form(one, busy, save, close));
    view! { <Dialog id="rename" title=words::television_name().title open=open on_close=close>{inside()}{failure.run(())}</Dialog> }
}

fn form(
    one: Television,
    busy: Signal<bool>,
    save: Callback<(String, TelevisionChange)>,
    close: Callback<()>,
) -> impl IntoView {
    let words = words::television_name();
    let name = RwSignal::new(one.name);
    let problem = RwSignal::new(None::<String>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = name.get_untracked();
        let complaint = match label::parse(&typed, NAME_LIMIT) {
            Ok(name) => {
                problem.set(None);
                return save.run((one.id.clone(), TelevisionChange { name }));
            }
            Err(label::Problem::TooLong(limit)) => fill(words.too_long, &[("count", &limit.to_string())]),
            Err(wrong) => wrong.message(words.enter),
        };
        problem.set(Some(complaint));
        focus("rename-name");
    };
    view! {
        <form novalidate on:submit=submit>
            <TextField id="rename-name" label=words.name value=name autocomplete="off" problem=problem/>
            <div class="dialog__actions">
                <Button kind=Kind::Primary submits=true busy>{words.save}</Button>
                <Button on_press=close>{words.keep}</Button>
            </div>
        </form>
    }
}
