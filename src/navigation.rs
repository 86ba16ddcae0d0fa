//! Navigation with leptos_router, in forms that closures, callbacks and asynchronous work can hold.

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use wasm_bindgen::JsCast;
use web_sys::{
    AddEventListenerOptions, Element, Event, EventTarget, HtmlAnchorElement, MouseEvent, UrlSearchParams,
};

use crate::route;

type Navigate = Box<dyn Fn(&str, NavigateOptions) + Send + Sync>;
type Question = Box<dyn Fn(&str) -> bool + Send + Sync>;

/// Links within the app: not into another window, to a file, or to a part of this page.
const OWN_LINK: &str = "a[href]:not([target], [download], [rel~=external], [href^='#'])";

/// Navigates within the app. It is `Copy` and outlives the page that asked for it.
#[derive(Clone, Copy)]
pub struct Navigator {
    navigate: StoredValue<Navigate>,
    question: StoredValue<Option<Question>>,
    previous: StoredValue<Option<String>>,
}

/// Provides the navigator, which needs the router above it.
pub fn provide_navigator() -> Navigator {
    let navigate: Navigate = Box::new(use_navigate());
    let navigator = Navigator {
        navigate: StoredValue::new(navigate),
        question: StoredValue::new(None),
        previous: StoredValue::new(None),
    };
    provide_context(navigator);
    navigator.remember_previous();
    navigator
}

/// The navigator.
pub fn use_navigator() -> Navigator {
    expect_context()
}

impl Navigator {
    /// Goes to `address` and scrolls to the top.
    pub fn push(self, address: &str) {
        self.go(address, NavigateOptions::default());
    }

    /// Goes to `address` in the place of the current history entry, and scrolls to the top.
    pub fn push_instead(self, address: &str) {
        self.go(address, NavigateOptions { replace: true, ..NavigateOptions::default() });
    }

    /// Changes the address without a new history entry and without scrolling.
    pub fn replace(self, address: &str) {
        self.go(address, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
    }

    /// The address before this one, if it was in this app.
    pub fn previous(self) -> Option<String> {
        self.previous.get_value()
    }

    /// Asks `question` before a link, Back or Forward leads to another path. `true` stops the navigation; whoever answers
    /// the question navigates afterwards.
    pub fn guard(self, question: impl Fn(&str) -> bool + Send + Sync + 'static) {
        self.question.set_value(Some(Box::new(question)));
    }

    /// Removes the guard.
    pub fn unguard(self) {
        let _ = self.question.try_set_value(None);
    }

    fn go(self, address: &str, options: NavigateOptions) {
        self.navigate.with_value(|navigate| navigate(address, options));
    }

    fn is_guarded(self, address: &str) -> bool {
        self.question.with_value(|question| question.as_ref().is_some_and(|question| question(address)))
    }

    fn remember_previous(self) {
        let location = use_location();
        Effect::new(move |before: Option<String>| {
            let now = format!("{}{}", location.pathname.get(), with_mark(&location.search.get()));
            if before.as_ref().is_some_and(|before| *before != now) {
                self.previous.set_value(before);
            }
            now
        });
    }
}

/// Keeps the address bar at the current page. leptos_router 0.8 remembers a stack of addresses that Forward does not restore, so
/// after Back and Forward a link to the page before changes the page without the address.
pub fn correct_address_bar(is_routing: Signal<bool>) {
    let location = use_location();
    let address = Memo::new(move |_| {
        format!("{}{}{}", location.pathname.get(), with_mark(&location.search.get()), location.hash.get())
    });
    Effect::new(move |_| {
        let wanted = address.get();
        if is_routing.get() {
            return;
        }
        // The router changes the address bar after the page is drawn.
        let correct = move || {
            let is_settled = !is_routing.get_untracked() && address.get_untracked() == wanted;
            if is_settled && current_address() != wanted {
                push_state(&wanted);
            }
        };
        set_timeout(correct, Duration::ZERO);
    });
}

/// Stops links, Back and Forward while a form has unsaved changes. leptos_router has no leave guard, so these listeners run
/// before its own: for clicks in the capture phase, for `popstate` because they are registered before the router is.
pub fn listen_before_router(navigator: StoredValue<Option<Navigator>>) {
    let shown = StoredValue::new(current_address());
    let guarded =
        move |address: &str| navigator.get_value().is_some_and(|navigator| navigator.is_guarded(address));
    capture("click", move |event| {
        // The router would follow every link of this origin, also to a file or to a page of the server.
        if let Some(link) =
            event.target().and_then(own_link).filter(|link| !route::is_app_page(&link.pathname()))
        {
            link.set_rel("external");
        }
        if link_of(&event).is_some_and(|address| guarded(&address)) {
            event.prevent_default();
        }
    });
    capture("popstate", move |event| {
        let (address, before) = (current_address(), shown.get_value());
        if path_of(&address) != path_of(&before) && guarded(&address) {
            event.stop_immediate_propagation();
            // The browser has changed the address already: it is put back until the question is answered.
            push_state(&before);
        }
    });
    // Where the page was when a guard was asked: the address bar is the truth after each navigation.
    let remember = move || shown.set_value(current_address());
    capture("pointerdown", move |_| remember());
    capture("keydown", move |_| remember());
}

/// Calls `act` with the path of each link of this app that is hovered or focused: a visit to it is likely.
pub fn on_link_intent(act: impl Fn(&str) + Copy + 'static) {
    for event in ["pointerover", "focusin"] {
        capture(event, move |event| {
            if let Some(link) = event.target().and_then(own_link) {
                act(&link.pathname());
            }
        });
    }
}

fn capture(name: &str, act: impl Fn(Event) + 'static) {
    let options = AddEventListenerOptions::new();
    options.set_capture(true);
    let act = wasm_bindgen::closure::Closure::<dyn Fn(Event)>::new(act).into_js_value();
    let _ = window().add_event_listener_with_callback_and_add_event_listener_options(
        name,
        act.unchecked_ref(),
        &options,
    );
}

/// The address of a link of this app that a plain click follows.
fn link_of(event: &Event) -> Option<String> {
    let click: &MouseEvent = event.dyn_ref()?;
    let is_plain = click.button() == 0
        && !(click.meta_key() || click.ctrl_key() || click.shift_key() || click.alt_key());
    let link = own_link(event.target().filter(|_| is_plain)?)?;
    Some(format!("{}{}{}", link.pathname(), link.search(), link.hash()))
}

fn own_link(target: EventTarget) -> Option<HtmlAnchorElement> {
    let target: Element = target.dyn_into().ok()?;
    let link: HtmlAnchorElement = target.closest(OWN_LINK).ok()??.dyn_into().ok()?;
    (link.origin() == origin()).then_some(link)
}

fn push_state(address: &str) {
    if let Ok(history) = window().history() {
        let _ = history.push_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(address));
    }
}

fn path_of(address: &str) -> &str {
    address.split(['?', '#']).next().unwrap_or_default()
}

/// Path, query and fragment in the address bar.
fn current_address() -> String {
    let location = window().location();
    let parts = [location.pathname(), location.search(), location.hash()];
    parts.into_iter().filter_map(Result::ok).collect()
}

/// Scheme, name and port of this server, as people reach it.
pub fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// Path and query of the current page.
pub fn current_path_and_query() -> String {
    let location = use_location();
    let (path, search) = (location.pathname.get_untracked(), location.search.get_untracked());
    format!("{path}{}", with_mark(&search))
}

fn with_mark(search: &str) -> String {
    if search.is_empty() { String::new() } else { format!("?{search}") }
}

/// The query of the current address.
#[derive(Clone, Copy)]
pub struct Query(Memo<String>);

impl Query {
    /// The parameter `name`; an empty value counts as none.
    ///
    /// The raw query is parsed by the browser: leptos_router's `ParamsMap` decodes values a second time, which changes a
    /// search for `%41`.
    pub fn get(self, name: &str) -> Option<String> {
        self.0.with(|search| value_in(search, name))
    }
}

/// The query of the current address; reading it follows the address.
pub fn use_query() -> Query {
    Query(use_location().search)
}

/// The value that stands behind `#` under `name`. Browsers do not send it to the server.
pub fn fragment(name: &str) -> Option<String> {
    value_in(use_location().hash.get_untracked().trim_start_matches('#'), name)
}

fn value_in(search: &str, name: &str) -> Option<String> {
    UrlSearchParams::new_with_str(search).ok()?.get(name).filter(|value| !value.is_empty())
}

/// A value encoded for use in an address.
pub fn encoded(value: &str) -> String {
    String::from(js_sys::encode_uri_component(value))
}
