//! Copying a stored provider, and deleting it after showing whom that leaves uncovered (`GET
//! /api/v2/assistance-provider/{id}/uncovered`).

use leptos::prelude::*;
use wire::assistance::{Provider, Uncovered};

use crate::api::{delete_provider, get_uncovered};
use crate::links;
use crate::navigation::use_navigator;
use crate::pages::staff::task_notice;
use crate::task::Task;
use crate::ui::{Button, Dialog, Kind};
use crate::words::{self, fill, form};

/// The buttons to copy and delete.
pub fn more(provider: &Provider) -> AnyView {
    let texts = words::providers();
    let id = provider.id;
    let navigator = use_navigator();
    let open = RwSignal::new(false);
    let known = RwSignal::new(None::<Uncovered>);
    let (looking, deleting) = (Task::new(), Task::new());
    let ask = Callback::new(move |()| {
        open.set(true);
        looking.run(async move {
            let answer = get_uncovered(id).await?;
            let _ = known.try_set(Some(answer));
            Ok(())
        });
    });
    let keep = Callback::new(move |()| open.set(false));
    let delete = Callback::new(move |()| {
        deleting.run(async move {
            delete_provider(id).await?;
            // Unsaved changes in its form are deleted with it.
            navigator.unguard();
            navigator.push(links::PROVIDERS);
            Ok(())
        });
    });
    let who = move || {
        (move || {
            let sentence =
                known.with(|known| known.as_ref().map_or_else(|| texts.delete_asking.to_owned(), left_alone));
            view! { <p role="status">{sentence}</p> }.into_any()
        })
        .into_any()
    };
    let title = fill(texts.delete_title, &[("name", &provider.name)]);
    view! {
        <div class="buttons">
            <a class="button" href=links::provider_copy(id)>{texts.duplicate}</a>
            <Button on_press=ask>{texts.delete}</Button>
        </div>
        <Dialog id="delete" title=title open=open on_close=keep>
            {who()}
            <p>{texts.delete_help}</p>
            {task_notice(looking)}
            {task_notice(deleting)}
            <div class="dialog__actions">
                <Button kind=Kind::Primary busy=deleting.busy() on_press=delete>{texts.delete}</Button>
                <Button on_press=keep>{texts.keep}</Button>
            </div>
        </Dialog>
    }
    .into_any()
}

fn left_alone(uncovered: &Uncovered) -> String {
    let texts = words::providers();
    let names: Vec<_> = uncovered.examples.iter().map(|resident| resident.name.as_str()).collect();
    let (named, rest) = (names.join(", "), uncovered.nobody - names.len() as i64);
    let names = match rest {
        1.. => fill(texts.delete_more, &[("names", &named), ("count", &rest.to_string())]),
        _ => named,
    };
    match uncovered.nobody {
        0 => texts.delete_nobody.to_owned(),
        count => fill(form(texts.delete_alone, count), &[("count", &count.to_string()), ("names", &names)]),
    }
}
