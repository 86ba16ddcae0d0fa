//! "There is a problem": the list of problems takes the focus and leads to the fields.

use leptos::prelude::*;
use tocsin::ui::{Answers, ErrorSummary, TextField, YesNo, provide_problems, title_prefix};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Page, focused, settle};

#[wasm_bindgen_test]
async fn problems_take_the_focus_and_lead_to_their_fields() {
    let problems = RwSignal::new(Vec::new());
    let page = Page::of(move || {
        view! { <ErrorSummary title="There is a problem" problems=problems/> <input id="email"/> }
    })
    .await;
    assert!(page.find("[role=alert]").is_none(), "no complaint, no summary");

    problems.set(vec![("email", "Enter an e-mail address".to_owned()), ("", "Try again".to_owned())]);
    settle().await;
    let summary = page.get(".summary");
    let active = document().active_element().expect("something has the focus");
    assert!(active.is_same_node(Some(&summary)), "the summary has the focus");
    assert_eq!(summary.get_attribute("role"), None, "what has the focus is not the alert");
    assert!(page.find(".summary > [role=alert]").is_some(), "the alert is a child of it");
    assert!(page.text().contains("There is a problem"));
    assert!(page.text().contains("Try again"));

    let link: web_sys::HtmlElement = page.get("a").unchecked_into();
    link.click();
    assert_eq!(focused(), "email");
}

#[wasm_bindgen_test]
async fn a_link_brings_the_label_of_its_field_into_view() {
    let (value, answer) = (RwSignal::new(String::new()), RwSignal::new(None));
    let answers = Answers { yes: "Yes", no: "No", open: None };
    let problems =
        vec![("name", "Enter a name".to_owned()), ("armed", "Say whether anybody is armed".to_owned())];
    let page = Page::of(move || {
        view! {
            <ErrorSummary title="There is a problem" problems=Signal::stored(problems)/>
            <div class="gap"></div>
            <TextField id="name" label="Name" value=value/>
            <div class="gap"></div>
            <YesNo id="armed" question="Is anybody armed?" answers=answers value=answer/>
            <div class="gap"></div>
        }
    })
    .await;
    for gap in page.all(".gap") {
        let _ = gap.set_attribute("style", "block-size: 3000px");
    }
    let top = |selector: &str| page.get(selector).get_bounding_client_rect().top();
    for (link, control, question) in
        [("a[href='#name']", "name", "label"), ("a[href='#armed']", "armed", "legend")]
    {
        let link: web_sys::HtmlElement = page.get(link).unchecked_into();
        link.click();
        assert_eq!(focused(), control);
        // Browsers scroll by whole pixels.
        assert!((-1.0..200.0).contains(&top(question)), "{question} is at {}", top(question));
    }
}

#[wasm_bindgen_test]
async fn the_title_knows_whether_the_page_has_complaints() {
    let problem = RwSignal::new(None::<String>);
    let page = Page::of(move || {
        provide_problems("Error: ");
        view! {
            <p id="title">{move || format!("{}Sign in", title_prefix())}</p>
            <TextField id="email" label="E-mail" value=RwSignal::new(String::new()) problem=problem/>
        }
    })
    .await;
    let title = || page.get("#title").text_content().unwrap_or_default();
    assert_eq!(title(), "Sign in");
    problem.set(Some("Enter an e-mail address".to_owned()));
    settle().await;
    assert_eq!(title(), "Error: Sign in");
    assert_eq!(page.get("#email-problem").text_content().as_deref(), Some("Error: Enter an e-mail address"));
    assert_eq!(page.get("#email-problem .visually-hidden").text_content().as_deref(), Some("Error: "));
    problem.set(None);
    settle().await;
    assert_eq!(title(), "Sign in");
}
