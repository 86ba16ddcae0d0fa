//! What one page knows of the server's clock. A page runs several programs, which share it by the document.

use std::cell::Cell;

use super::Bounds;

thread_local! {
    static KNOWN: Cell<Option<Bounds>> = const { Cell::new(None) };
}

/// Where one program of a page leaves the difference for the others.
const ATTRIBUTE: &str = "data-clock-offset";

/// Takes the `Date` of an answer that was asked for at `asked` and read just now.
pub fn learn(asked: i64, date: Option<&str>) {
    let Some(date) = date.map(js_sys::Date::parse).filter(|date| date.is_finite()) else { return };
    let Some(bounds) = Bounds::of_answer(asked, device_now(), date as i64) else { return };
    let bounds = KNOWN.get().map_or(bounds, |known| known.and(bounds));
    KNOWN.set(Some(bounds));
    if let Some(root) = root()
        && offset_of(&root) != Some(bounds.offset())
    {
        // An attribute with a fixed name cannot be refused.
        let _ = root.set_attribute(ATTRIBUTE, &bounds.offset().to_string());
    }
}

/// Milliseconds since 1970 by the server's clock; by this device's until the first answer.
pub fn now() -> i64 {
    device_now() + offset()
}

/// A moment by this device's clock, as the server's clock showed it.
pub fn from_device(at: i64) -> i64 {
    at.saturating_add(offset())
}

/// Milliseconds since 1970 by this device's own clock.
pub fn device_now() -> i64 {
    js_sys::Date::now() as i64
}

fn offset() -> i64 {
    let learned = KNOWN.get().map(Bounds::offset);
    learned.or_else(|| offset_of(&root()?)).unwrap_or_default()
}

fn offset_of(root: &web_sys::Element) -> Option<i64> {
    root.get_attribute(ATTRIBUTE)?.parse().ok()
}

fn root() -> Option<web_sys::Element> {
    web_sys::window()?.document()?.document_element()
}
