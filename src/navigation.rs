//! Navigation with leptos_router, for closures, callbacks and asynchronous work.

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::location::Location;
use wasm_bindgen::JsCast;
use web_sys::{
    AddEventListenerOptions, Element, Event, EventTarget, HtmlAnchorElement, MouseEvent, UrlSearchParams,
};

use crate::links;

type Navigate = Box<dyn Fn(&str, NavigateOptions) + Send + Sync>;
type Question = Box<dyn Fn(&str) -> bool + Send + Sync>;

/// Links within the app: not into another window, to a file, or to a part of this page.
const OWN_LINK: &str = "a[href]:not([target], [download], [rel~=external], [href^='#'])";

/// Navigates within the app. It is `Copy` and outlives the page that requested it.
#[derive(Clone, Copy)]
pub struct Navigator {
    navigate: StoredValue<Navigate>,
    question: StoredValue<Option<Question>>,
    previous: StoredValue<Option<String>>,
    /// Path, query and fragment of the current page, as the router has them.
    address: Memo<String>,
}

/// Provides the navigator; call it inside the router.
pub fn provide_navigator() -> Navigator {
    let navigate: Navigate = Box::new(use_navigate());
    let location = use_location();
    let hash = location.hash;
    let navigator = Navigator {
        navigate: StoredValue::new(navigate),
        question: StoredValue::new(None),
        previous: StoredValue::new(None),
        address: Memo::new(move |_| format!("{}{}", path_and_query(&location), hash.get())),
    };
    provide_context(navigator);
    navigator.remember_previous();
    navigator
}

/// The navigator from the context.
pub fn use_navigator() -> Navigator {
    expect_context()
}

impl Navigator {
    /// Goes to `address` and scrolls to the top.
    pub fn push(self, address: &str) {
        self.go(address, NavigateOptions::default());
    }

    /// Goes to `address`, replacing the current history entry, and scrolls to the top.
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

    /// Asks `question` before a link, Back or Forward leads to another path. `true` stops the navigation; the handler
    /// of the question navigates afterwards.
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

    /// Keeps the address bar at the current page. leptos_router 0.8 remembers a stack of addresses that Forward does
    /// not restore, so after Back and Forward a link to the previous page changes the page without the address.
    pub fn correct_address_bar(self, is_routing: Signal<bool>) {
        Effect::new(move |_| {
            let wanted = self.address.get();
            if is_routing.get() {
                return;
            }
            // The router changes the address bar after the page is drawn.
            let correct = move || {
                let is_settled = !is_routing.get_untracked() && self.address.get_untracked() == wanted;
                if is_settled && current_address() != wanted {
                    push_state(&wanted);
                }
            };
            set_timeout(correct, Duration::ZERO);
        });
    }

    fn remember_previous(self) {
        let location = use_location();
        Effect::new(move |before: Option<String>| {
            let now = path_and_query(&location);
            if before.as_ref().is_some_and(|before| *before != now) {
                self.previous.set_value(before);
            }
            now
        });
    }
}

/// Stops links, Back and Forward while a form has unsaved changes. leptos_router has no leave guard, so these listeners run
/// before its own: for clicks in the capture phase, for `popstate` because they are registered before the router is.
pub fn listen_before_router(navigator: StoredValue<Option<Navigator>>) {
    capture("click", move |event| {
        // The router would follow every link of this origin, also to a file or to a page of the server.
        if let Some(link) =
            event.target().and_then(own_link).filter(|link| !links::is_app_page(&link.pathname()))
        {
            link.set_rel("external");
        }
        let Some(navigator) = navigator.get_value() else { return };
        if link_of(&event).is_some_and(|address| navigator.is_guarded(&address)) {
            event.prevent_default();
        }
    });
    capture("popstate", move |event| {
        let Some(navigator) = navigator.get_value() else { return };
        // The router has not handled it yet, so it still has the page's address.
        let (address, before) = (current_address(), navigator.address.get_untracked());
        if path_of(&address) != path_of(&before) && navigator.is_guarded(&address) {
            event.stop_immediate_propagation();
            // The browser has changed the address already: restore it until the question is answered.
            push_state(&before);
        }
    });
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
    untrack(|| path_and_query(&use_location()))
}

fn path_and_query(location: &Location) -> String {
    let (path, search) = (location.pathname.get(), location.search.get());
    if search.is_empty() { path } else { format!("{path}?{search}") }
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

/// The fragment parameter `name`. Browsers do not send it to the server.
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
