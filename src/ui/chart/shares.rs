//! Shares of a whole, as one bar.

use leptos::{prelude::*, text_prop::TextProp};

use super::{Fill, paint, share, stripes};
/// One share of the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    pub count: u32,
    pub fill: Fill,
}

/// One bar for the whole. The page says the counts in words, each beside its `Swatch`, so nothing is in the drawing alone.
#[component]
pub fn ShareBar(
    /// The prefix of all ids of this chart.
    id: &'static str,
    #[prop(into)] title: TextProp,
    shares: Vec<Share>,
) -> impl IntoView {
    let whole: u32 = shares.iter().map(|one| one.count).sum();
    let stripes_id = format!("{id}-stripes");
    let mut before = 0;
    let mut piece = |one: &Share| {
        let at = share(before, whole);
        before += one.count;
        view! {
            <rect class="chart__piece" data-fill=one.fill.name() fill=paint(one.fill, &stripes_id) x=at width=share(one.count, whole) y="1" height="22"/>
        }
    };
    let pieces = shares.iter().filter(|one| one.count > 0).map(&mut piece).collect_view();
    view! {
        <figure class="chart" id=id>
            <figcaption class="chart__title">{title.get()}</figcaption>
            <svg class="chart__track" width="100%" height="24" aria-hidden="true" focusable="false">
                {stripes(&stripes_id)}
                <rect class="chart__room" y="1" width="100%" height="22"/>
                {pieces}
            </svg>
        </figure>
    }
}
