//! What changes on the screen, drawn by one kind of code. For every closure in a view the compiler makes an own copy of
//! all that draws it; closures that are boxed here share one, and the staff's first load is half of what it would be.

use std::sync::Arc;

use leptos::prelude::*;

type Draw = Box<dyn Fn() -> AnyView + Send>;
type DrawRow = Arc<dyn Fn(i64) -> AnyView + Send + Sync>;

/// Draws again whenever what `draw` reads has changed. What stays the same stays in place, with the focus in it.
pub fn live(draw: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    view! { <LiveBoxed draw=Box::new(draw)/> }.into_any()
}

/// Draws while `when` is so; what is typed within is lost only when it ends.
pub fn shown(when: Memo<bool>, draw: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let draw: Draw = Box::new(draw);
    view! { <LiveBoxed draw={Box::new(move || if when.get() { draw() } else { nothing() })}/> }.into_any()
}

/// One row for each key; a row moves with its key, and with the focus in it.
pub fn rows(keys: Memo<Vec<i64>>, row: impl Fn(i64) -> AnyView + Send + Sync + 'static) -> AnyView {
    view! { <RowsBoxed keys row=Arc::new(row)/> }.into_any()
}

/// A key for an id that is a text: FNV-1a, without its sign.
pub fn key_of(id: &str) -> i64 {
    let hash = id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash >> 1) as i64
}

/// An attribute or a text that changes. In a box, for the same reason.
pub fn changing<T: 'static>(value: impl Fn() -> T + Send + 'static) -> Box<dyn Fn() -> T + Send> {
    Box::new(value)
}

/// An empty place.
pub fn nothing() -> AnyView {
    ().into_any()
}

#[component]
fn LiveBoxed(draw: Draw) -> impl IntoView {
    draw.into_any()
}

#[component]
fn RowsBoxed(keys: Memo<Vec<i64>>, row: DrawRow) -> impl IntoView {
    view! { <For each=move || keys.get() key=|key| *key children=move |key| row(key)/> }
}
