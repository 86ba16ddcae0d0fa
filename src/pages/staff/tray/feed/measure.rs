//! Which rows are visible: from the list's position in the window and the height of a row. The height comes from the
//! stylesheet, and pages are zoomed and turned, so it is measured.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use crate::pages::staff::tray::state::Tray;

/// Rows change in steps, so that not every row of scrolling causes a redraw.
const STEP: usize = 4;
/// Rows drawn above and below the visible ones.
const AROUND: usize = 6;
/// Visible rows are drawn first; those around them follow.
const AFTER_FIRST: Duration = Duration::from_millis(150);
/// A row's height before it is measured.
const USUAL: f64 = 100.0;

/// The measurements.
#[derive(Clone, Copy)]
pub struct Measure {
    /// The height of a row, in pixels of the page.
    pub row: RwSignal<f64>,
    /// Rows drawn above and below the visible ones.
    pub around: RwSignal<usize>,
}

/// Measures now, and after every scroll or resize, for as long as the caller lives.
pub fn provide_measure(tray: Tray) -> Measure {
    let measure = Measure { row: RwSignal::new(USUAL), around: RwSignal::new(0) };
    provide_context(measure);
    let again = move || measure.look(tray);
    // Scroll events do not bubble, so they are captured: either the page scrolls, or the list in it.
    let act = Closure::<dyn Fn()>::new(again).into_js_value();
    let act: js_sys::Function = act.unchecked_into();
    for event in ["scroll", "resize"] {
        let _ = window().add_event_listener_with_callback_and_bool(event, &act, true);
    }
    let kept = StoredValue::new_local(act);
    on_cleanup(move || {
        kept.with_value(|act| {
            for event in ["scroll", "resize"] {
                let _ = window().remove_event_listener_with_callback_and_bool(event, act, true);
            }
        });
    });
    // What is above the list comes and goes, and so does the list itself.
    Effect::new(move |_| {
        tray.chosen.track();
        tray.list.track();
        tray.newest.track();
        tray.selected.track();
        request_animation_frame(again);
    });
    set_timeout(again, Duration::from_millis(500));
    let some = Memo::new(move |_| tray.list.with(|list| list.as_ref().is_some_and(|list| list.length() > 0)));
    Effect::new(move |_| match some.get() {
        true => set_timeout(move || _ = measure.around.try_set(AROUND), AFTER_FIRST),
        false => measure.around.set(0),
    });
    measure
}

impl Measure {
    fn look(self, tray: Tray) {
        let (Some(list), Some(ruler)) = (element("feed"), element("feed-ruler")) else { return };
        let row = ruler.get_bounding_client_rect().height();
        // A hidden list has no visible rows.
        if row < 1.0 {
            return;
        }
        if self.row.try_get_untracked().is_some_and(|known| (known - row).abs() > 0.01) {
            self.row.set(row);
        }
        let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
        let above = -list.get_bounding_client_rect().top();
        let first = (above / row).max(0.0) as usize / STEP * STEP;
        let last = ((above + height) / row).max(0.0) as usize / STEP * STEP + STEP;
        if tray.shown.try_get_untracked().is_some_and(|shown| shown != (first, last)) {
            tray.shown.set((first, last));
        }
    }
}

/// Pixels for a stylesheet.
pub fn pixels(count: f64) -> String {
    format!("{count}px")
}

fn element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id).map(JsCast::unchecked_into)
}

/// Focuses a row, which scrolls to it. The row may not be drawn yet.
pub fn focus_row(key: i64) {
    request_animation_frame(move || {
        if let Some(row) = element(&format!("row-{key}")) {
            let _ = row.focus();
        }
    });
}
