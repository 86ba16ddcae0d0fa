//! What rows of a long list need besides `<For>`.

use leptos::prelude::*;
use leptos::reactive::graph::{Subscriber, ToAnySubscriber};

/// A memo that lives shorter than its sources, such as in a list row. Leptos 0.8 keeps a dropped memo on the
/// subscriber list of each source, so scrolling over thousands of rows would leak; this one unsubscribes on cleanup.
pub fn scoped_memo<T: PartialEq + Send + Sync + 'static>(
    value: impl Fn(Option<&T>) -> T + Send + Sync + 'static,
) -> Memo<T> {
    let memo = ArcMemo::new(value);
    let subscriber = memo.to_any_subscriber();
    on_cleanup(move || subscriber.clear_sources(&subscriber));
    memo.into()
}

/// A numeric key for a text id: FNV-1a without its sign.
pub fn row_key(id: &str) -> i64 {
    let hash = id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash >> 1) as i64
}
