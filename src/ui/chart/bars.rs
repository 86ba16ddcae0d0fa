//! Horizontal bars, each with its limit as a line across it.

use leptos::{prelude::*, text_prop::TextProp};

use super::{Fill, axis_end, paint, share, stripes};
/// One bar of the chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bar {
    pub name: String,
    pub value: u32,
    /// The value in words: "17 days".
    pub words: String,
    pub limit: Option<u32>,
    pub fill: Fill,
}
/// Horizontal bars on one axis. `unit` is the axis's unit; `limit_words` explains the line.
#[component]
pub fn BarChart(
    /// The prefix of all ids of this chart.
    id: &'static str,
    #[prop(into)] title: TextProp,
    #[prop(into)] unit: TextProp,
    #[prop(into)] limit_words: TextProp,
    /// Shown in place of the bars when there are none.
    #[prop(into)]
    empty: TextProp,
    bars: Vec<Bar>,
) -> impl IntoView {
    let largest =
        bars.iter().flat_map(|bar| [Some(bar.value), bar.limit]).flatten().max().unwrap_or_default();
    let end = axis_end(largest);
    let has_limit = bars.iter().any(|bar| bar.limit.is_some());
    let is_empty = bars.is_empty();
    let drawn = bars.into_iter().enumerate().map(|(place, bar)| drawn(&format!("{id}-{place}"), bar, end));
    let drawn = drawn.collect_view();
    let key = has_limit.then(|| view! { <p class="chart__key"><Line/>{limit_words.get()}</p> });
    view! {
        <figure class="chart" id=id>
            <figcaption class="chart__title">{title.get()}</figcaption>
            {match is_empty {
                true => view! { <p class="chart__empty">{empty.get()}</p> }.into_any(),
                false => view! {
                    <ul class="chart__bars">{drawn}</ul>
                    <p class="chart__axis" aria-hidden="true">
                        <span>"0"</span><span>{end / 2}</span><span>{end}" "{unit.get()}</span>
                    </p>
                    {key}
                }
                .into_any(),
            }}
        </figure>
    }
}
/// Name and value are text; the drawing adds nothing to them.
fn drawn(id: &str, bar: Bar, end: u32) -> impl IntoView + use<> {
    let Bar { name, value, words, limit, fill } = bar;
    let stripes_id = format!("{id}-stripes");
    let line = limit.map(|limit| {
        let at = share(limit, end);
        view! { <line class="chart__limit" x1=at.clone() x2=at y1="0" y2="18"/> }
    });
    view! {
        <li class="chart__bar">
            <span class="chart__name">{name}</span>
            <span class="chart__value">{words}</span>
            <svg class="chart__track" width="100%" height="18" aria-hidden="true" focusable="false">
                {(fill == Fill::Waiting).then(|| stripes(&stripes_id))}
                <rect class="chart__room" y="3" width="100%" height="12"/>
                <rect class="chart__piece" data-fill=fill.name() fill=paint(fill, &stripes_id) y="3" width=share(value, end) height="12"/>
                {line}
            </svg>
        </li>
    }
}
/// The line in the key.
#[component]
fn Line() -> impl IntoView {
    view! {
        <svg class="chart__sample" width="12" height="18" aria-hidden="true" focusable="false">
            <line class="chart__limit" x1="6" x2="6" y1="0" y2="18"/>
        </svg>
    }
}
