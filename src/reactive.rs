//! What follows from signals, in boxes. For every closure that is handed to Leptos as it is the compiler makes an own copy of
//! all that runs it, a kilobyte each; closures that are boxed here share one.

use leptos::prelude::*;
use leptos::reactive::graph::{Subscriber, ToAnySubscriber};

type Since<T> = Box<dyn Fn(Option<&T>) -> T + Send + Sync>;

/// Does something now, and again whenever what it reads has changed.
pub fn effect(act: impl FnMut() + 'static) {
    effect_boxed(Box::new(act));
}

/// The same, told what it answered the last time.
pub fn effect_since<T: 'static>(act: impl FnMut(Option<T>) -> T + 'static) {
    effect_since_boxed(Box::new(act));
}

/// What follows from other things, worked out again when they change; whoever reads it runs again only when it differs.
pub fn memo<T: PartialEq + Send + Sync + 'static>(value: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    memo_since(move |_| value())
}

/// The same, told what it was before.
pub fn memo_since<T: PartialEq + Send + Sync + 'static>(
    value: impl Fn(Option<&T>) -> T + Send + Sync + 'static,
) -> Memo<T> {
    memo_boxed(Box::new(value))
}

fn effect_boxed(act: Box<dyn FnMut()>) {
    Effect::new(act);
}

fn effect_since_boxed<T: 'static>(act: Box<dyn FnMut(Option<T>) -> T>) {
    Effect::new(act);
}

fn memo_boxed<T: PartialEq + Send + Sync + 'static>(value: Since<T>) -> Memo<T> {
    let memo = ArcMemo::new(value);
    // What it reads may live on, and Leptos 0.8 would keep it on its list: a row of a long list reads much.
    let reader = memo.to_any_subscriber();
    on_cleanup(move || reader.clear_sources(&reader));
    memo.into()
}
