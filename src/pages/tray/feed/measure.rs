//! Which rows are seen: from where the list stands in the window, and how high a row is. The stylesheet says how high, and
//! the page zooms and turns; so it is measured.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::prelude::*;

use crate::pages::tray::state::Tray;
use crate::reactive::{effect, memo};

#[wasm_bindgen]
extern "C" {
    type Seen;
    #[wasm_bindgen(method, js_name = getBoundingClientRect)]
    fn rect(this: &Seen) -> Rect;
    #[wasm_bindgen(method)]
    fn focus(this: &Seen);
    type Rect;
    #[wasm_bindgen(method, getter)]
    fn top(this: &Rect) -> f64;
    #[wasm_bindgen(method, getter)]
    fn height(this: &Rect) -> f64;

    #[wasm_bindgen(js_name = String)]
    fn written(number: f64) -> String;

    type Wide;
    #[wasm_bindgen(method, getter, js_name = innerHeight)]
    fn inner_height(this: &Wide) -> f64;
    #[wasm_bindgen(method, js_name = addEventListener)]
    fn listen(this: &Wide, name: &str, act: &js_sys::Function, capture: bool);
    #[wasm_bindgen(method, js_name = removeEventListener)]
    fn unlisten(this: &Wide, name: &str, act: &js_sys::Function, capture: bool);
}

/// Rows are told in steps, so that not every row of scrolling draws anew.
const STEP: usize = 4;
/// Rows that are drawn above and below what is seen.
const AROUND: usize = 6;
/// What is seen is drawn first; what is around it follows when that stands there.
const AFTER_FIRST: Duration = Duration::from_millis(150);
/// A row's height before it is measured.
const USUAL: f64 = 100.0;

/// What is measured.
#[derive(Clone, Copy)]
pub struct Measure {
    /// The height of a row, in pixels of the page.
    pub row: RwSignal<f64>,
    /// So many rows are drawn above and below what is seen.
    pub around: RwSignal<usize>,
}

/// Measures now, and whenever something scrolls or changes its size, for as long as the caller lives.
pub fn provide_measure(tray: Tray) -> Measure {
    let measure = Measure { row: RwSignal::new(USUAL), around: RwSignal::new(0) };
    provide_context(measure);
    let again = move || measure.look(tray);
    // Scrolling does not bubble, so it is caught on its way down: it may be the page that scrolls, or the list in it.
    let act = Closure::<dyn Fn()>::new(again).into_js_value();
    let act: js_sys::Function = act.unchecked_into();
    let wide: Wide = JsValue::from(window()).unchecked_into();
    for event in ["scroll", "resize"] {
        wide.listen(event, &act, true);
    }
    let kept = StoredValue::new_local((wide, act));
    on_cleanup(move || {
        kept.with_value(|(wide, act)| {
            for event in ["scroll", "resize"] {
                wide.unlisten(event, act, true);
            }
        });
    });
    // What stands above the list comes and goes, and so does the list itself.
    effect(move || {
        tray.chosen.track();
        tray.list.track();
        tray.newest.track();
        tray.selected.track();
        request_animation_frame(again);
    });
    set_timeout(again, Duration::from_millis(500));
    let some = memo(move || tray.list.with(|list| list.as_ref().is_some_and(|list| list.length() > 0)));
    effect(move || match some.get() {
        true => set_timeout(move || _ = measure.around.try_set(AROUND), AFTER_FIRST),
        false => measure.around.set(0),
    });
    measure
}

impl Measure {
    fn look(self, tray: Tray) {
        let (Some(list), Some(ruler)) = (element("feed"), element("feed-ruler")) else { return };
        let row = ruler.rect().height();
        // Nothing is seen of a list that is put aside.
        if row < 1.0 {
            return;
        }
        if self.row.try_get_untracked().is_some_and(|known| (known - row).abs() > 0.01) {
            self.row.set(row);
        }
        let wide: Wide = JsValue::from(window()).unchecked_into();
        let above = -list.rect().top();
        let first = (above / row).max(0.0) as usize / STEP * STEP;
        let last = ((above + wide.inner_height()) / row).max(0.0) as usize / STEP * STEP + STEP;
        if tray.shown.try_get_untracked().is_some_and(|shown| shown != (first, last)) {
            tray.shown.set((first, last));
        }
    }
}

/// So many pixels, for a stylesheet. The browser writes the fraction: the tables for that would be a tenth of the tray.
pub fn pixels(count: f64) -> String {
    format!("{}px", written(count))
}

fn element(id: &str) -> Option<Seen> {
    document().get_element_by_id(id).map(JsCast::unchecked_into)
}

/// Puts the keyboard onto a row, which scrolls to it. The row may only be drawn in a moment.
pub fn focus_row(key: i64) {
    request_animation_frame(move || {
        if let Some(row) = element(&format!("row-{key}")) {
            row.focus();
        }
    });
}
