//! Text boxes and selects: label, hint, problem and control are linked.

use leptos::prelude::*;
use tocsin::ui::{FileField, Select, TextArea, TextField};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, HtmlInputElement, HtmlSelectElement};

use crate::page::{Page, settle};

#[wasm_bindgen_test]
async fn the_label_and_the_hint_belong_to_the_control() {
    let value = RwSignal::new(String::new());
    let page = Page::of(
        move || view! { <TextField id="email" label="E-mail" hint="As you signed up" value=value/> },
    )
    .await;
    let control = page.get("input");
    assert_eq!(page.get("label").get_attribute("for").as_deref(), Some("email"));
    assert_eq!(control.id(), "email");
    assert_eq!(control.get_attribute("aria-describedby").as_deref(), Some("email-hint"));
    assert_eq!(control.get_attribute("aria-invalid"), None);
}

#[wasm_bindgen_test]
async fn a_problem_is_linked_to_its_control_and_disappears_again() {
    let (value, problem) =
        (RwSignal::new("x".to_owned()), RwSignal::new(Some("Enter an e-mail address".to_owned())));
    let page =
        Page::of(move || view! { <TextField id="email" label="E-mail" value=value problem=problem/> }).await;
    let control = page.get("input");
    assert_eq!(control.get_attribute("aria-invalid").as_deref(), Some("true"));
    assert_eq!(control.get_attribute("aria-describedby").as_deref(), Some("email-problem"));
    assert!(
        page.get("#email-problem")
            .text_content()
            .is_some_and(|text| text.contains("Enter an e-mail address"))
    );

    problem.set(None);
    settle().await;
    assert!(page.find("#email-problem").is_none());
    assert_eq!(control.get_attribute("aria-invalid"), None);
    assert_eq!(control.unchecked_into::<HtmlInputElement>().value(), "x", "what was typed stays");
}

#[wasm_bindgen_test]
async fn typed_text_arrives_as_typed() {
    let value = RwSignal::new(String::new());
    let page = Page::of(move || view! { <TextArea id="note" label="Note" value=value/> }).await;
    let control: web_sys::HtmlTextAreaElement = page.get("textarea").unchecked_into();
    control.set_value("  two\nlines ");
    control.dispatch_event(&Event::new("input").expect("an event")).expect("it is heard");
    assert_eq!(value.get_untracked(), "  two\nlines ");
}

#[wasm_bindgen_test]
async fn a_select_shows_and_reports_the_chosen_option() {
    let value = RwSignal::new("2".to_owned());
    let options = vec![("1".to_owned(), "Security".to_owned()), ("2".to_owned(), "Medical".to_owned())];
    let page = Page::of(move || {
        view! { <Select id="kind" label="What kind" value=value options=Signal::stored(options)/> }
    })
    .await;
    let control: HtmlSelectElement = page.get("select").unchecked_into();
    assert_eq!(control.value(), "2");
    control.set_value("1");
    control.dispatch_event(&Event::new("change").expect("an event")).expect("it is heard");
    assert_eq!(value.get_untracked(), "1");
}

#[wasm_bindgen_test]
async fn a_file_field_is_tied_to_its_hint_and_its_complaint() {
    let problem = RwSignal::new(None::<String>);
    let page = Page::of(move || {
        let on_choose = Callback::new(|_| ());
        view! { <FileField id="pdf" label="PDF" hint="A4, up to 5 MB" accept=".pdf" on_choose problem/> }
    })
    .await;
    let control = page.get("input[type=file]");
    assert_eq!(page.get("label").get_attribute("for").as_deref(), Some("pdf"));
    assert_eq!(control.get_attribute("aria-describedby").as_deref(), Some("pdf-hint"));
    assert_eq!(control.get_attribute("accept").as_deref(), Some(".pdf"));
    problem.set(Some("Choose a PDF".to_owned()));
    settle().await;
    assert_eq!(control.get_attribute("aria-describedby").as_deref(), Some("pdf-hint pdf-problem"));
    assert_eq!(control.get_attribute("aria-invalid").as_deref(), Some("true"));
}
