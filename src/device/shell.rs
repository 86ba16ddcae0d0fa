//! The bridge to the shell (`public/shell/main.js`), which owns the press. One writer: what is drawn here is never sent from here.

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

/// The event on `window` that tells of a change to the press.
pub const PRESS_CHANGED: &str = "tocsin:press";

/// The event on `window` that tells that the session was asked for anew.
pub const SESSION_CHANGED: &str = "tocsin:session";

/// A press that reached the server: only such a one is of use here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReceivedPress {
    /// The callout that it made, or joined.
    pub callout: i64,
    /// When the finger was down.
    pub pressed_at: i64,
    /// When the server had it.
    pub received_at: i64,
}

/// The newest press, if it reached the server and its callout is not over.
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

/// Whether a press waits to be sent.
pub fn has_unsent_press() -> bool {
    with(Shell::record).flatten().is_some_and(|record| record.state() == "sending")
}

/// The JSON that `GET /api/session` answered, when the page was loading or after somebody signed in; `None` when there was no
/// answer to use.
pub async fn session() -> Option<String> {
    let answer = JsFuture::from(with(Shell::session)?).await.ok()?;
    js_sys::JSON::stringify(&answer).ok().map(String::from)
}

/// The database that the shell opened.
pub(super) async fn database() -> Option<JsValue> {
    JsFuture::from(with(Shell::db)?).await.ok()
}

/// The router went to `path`: the press is on one page only, and each area has its frame and stylesheet.
pub fn went_to(path: &str) {
    with(|shell| shell.page(path));
}

/// From now on locations and polls are sent from here (`on`), or no more. `open`: for the resident the callout is not
/// over, so the button means "press again".
pub fn set_tracking(on: bool, open: bool) {
    with(|shell| shell.track(on, open));
}

/// Somebody signed in: a press that waits for it goes out.
pub fn signed_in() {
    with(Shell::signed_in);
}

/// What a poll told of the callout, so that the shell's record ends when the callout does.
pub fn note_poll(callout: i64, acknowledged_at: Option<i64>, closed: bool) {
    let acknowledged_at = acknowledged_at.map_or(f64::NAN, |at| at as f64);
    with(|shell| shell.seen(callout as f64, acknowledged_at, closed));
}

/// The app has panicked: the shell shows it and loads the page again.
pub fn died() {
    with(Shell::died);
}

/// Where there is no shell (a component test), nothing happens.
fn with<T>(use_it: impl FnOnce(&Shell) -> T) -> Option<T> {
    SHELL.with(|shell| shell.as_ref().map(use_it))
}
