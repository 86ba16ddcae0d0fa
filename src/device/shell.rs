//! The bridge to the shell (`public/shell/main.js`), which owns the press: the app never sends one.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

// The shell is this project's own JavaScript.
#[wasm_bindgen]
extern "C" {
    type Shell;
    #[wasm_bindgen(thread_local_v2, js_namespace = window, js_name = tocsin)]
    static SHELL: Option<Shell>;

    #[wasm_bindgen(method, getter)]
    fn record(this: &Shell) -> Option<Record>;
    #[wasm_bindgen(method, getter)]
    fn session(this: &Shell) -> js_sys::Promise;
    #[wasm_bindgen(method, getter)]
    fn db(this: &Shell) -> js_sys::Promise;
    #[wasm_bindgen(method)]
    fn page(this: &Shell, path: &str);
    #[wasm_bindgen(method)]
    fn track(this: &Shell, on: bool, open: bool);
    #[wasm_bindgen(method, js_name = signedIn)]
    fn signed_in(this: &Shell);
    #[wasm_bindgen(method)]
    fn seen(this: &Shell, callout: f64, acknowledged_at: f64, closed: bool);
    #[wasm_bindgen(method)]
    fn died(this: &Shell);

    type Record;
    #[wasm_bindgen(method, getter)]
    fn state(this: &Record) -> String;
    #[wasm_bindgen(method, getter, js_name = pressedAt)]
    fn pressed_at(this: &Record) -> f64;
    #[wasm_bindgen(method, getter, js_name = receivedAt)]
    fn received_at(this: &Record) -> Option<f64>;
    #[wasm_bindgen(method, getter)]
    fn callout(this: &Record) -> Option<f64>;
}

/// The event on `window` for a change of the press.
pub const PRESS_CHANGED: &str = "tocsin:press";

/// The event on `window` for a session that was fetched again.
pub const SESSION_CHANGED: &str = "tocsin:session";

/// A press that reached the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReceivedPress {
    /// The callout that it created or joined.
    pub callout: i64,
    /// When the button was pressed.
    pub pressed_at: i64,
    /// When the server received it.
    pub received_at: i64,
}

/// The newest press, if it reached the server and its callout is open.
pub fn received_press() -> Option<ReceivedPress> {
    let record = with(Shell::record)??;
    if record.state() != "received" {
        return None;
    }
    Some(ReceivedPress {
        callout: record.callout()? as i64,
        pressed_at: record.pressed_at() as i64,
        received_at: record.received_at()? as i64,
    })
}

/// Whether a press is waiting to be sent.
pub fn has_unsent_press() -> bool {
    with(Shell::record).flatten().is_some_and(|record| record.state() == "sending")
}

/// The response to `GET /api/session`, fetched while the page was loading or after a sign-in; `None` if there is
/// none.
pub async fn session() -> Option<String> {
    let answer = JsFuture::from(with(Shell::session)?).await.ok()?;
    js_sys::JSON::stringify(&answer).ok().map(String::from)
}

/// The database that the shell opened.
pub(super) async fn database() -> Option<JsValue> {
    JsFuture::from(with(Shell::db)?).await.ok()
}

/// Reports the current path: the press is on one page only, and each area has its frame and stylesheet.
pub fn went_to(path: &str) {
    with(|shell| shell.page(path));
}

/// Reports whether the app sends locations and polls (`on`). `open`: the callout is not over for the resident, so the
/// button means "press again".
pub fn set_tracking(on: bool, open: bool) {
    with(|shell| shell.track(on, open));
}

/// Reports a sign-in: a waiting press is sent.
pub fn signed_in() {
    with(Shell::signed_in);
}

/// Reports the callout's state from a poll, so that the shell's record ends with the callout.
pub fn note_poll(callout: i64, acknowledged_at: Option<i64>, closed: bool) {
    let acknowledged_at = acknowledged_at.map_or(f64::NAN, |at| at as f64);
    with(|shell| shell.seen(callout as f64, acknowledged_at, closed));
}

/// Reports a panic: the shell shows it and reloads the page.
pub fn died() {
    with(Shell::died);
}

/// Without a shell (component tests) nothing happens.
fn with<T>(use_it: impl FnOnce(&Shell) -> T) -> Option<T> {
    SHELL.with(|shell| shell.as_ref().map(use_it))
}
