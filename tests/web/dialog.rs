//! The dialog: it traps the focus, is named by its title, and Escape asks its owner to close it.

use leptos::prelude::*;
use tocsin::ui::Dialog;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, EventInit, HtmlDialogElement};

use crate::page::{Page, focused, settle};

#[wasm_bindgen_test]
async fn a_dialog_opens_and_closes_with_its_signal() {
    let open = RwSignal::new(false);
    let page = Page::of(move || {
        view! {
            <Dialog id="sure" title="Close the callout" open=open on_close=move |()| open.set(false)>
                <button id="yes">"Close it"</button>
            </Dialog>
        }
    })
    .await;
    let dialog: HtmlDialogElement = page.get("dialog").unchecked_into();
    assert!(!dialog.open());
    assert!(page.find("#yes").is_none(), "a closed dialog has no content to stumble over");

    open.set(true);
    settle().await;
    assert!(dialog.open());
    assert_eq!(
        page.get(&format!("#{}", dialog.get_attribute("aria-labelledby").unwrap_or_default())).inner_text(),
        "Close the callout"
    );
    page.get("#yes").focus().expect("it takes the focus");
    assert_eq!(focused(), "yes");

    // What Escape does in a browser: a `cancel` that the owner handles.
    let escape = Event::new_with_event_init_dict("cancel", &{
        let init = EventInit::new();
        init.set_cancelable(true);
        init
    });
    let escape = escape.expect("an event");
    dialog.dispatch_event(&escape).expect("it is heard");
    settle().await;
    assert!(escape.default_prevented(), "the owner closes it, not the browser");
    assert!(!dialog.open());
}
