//! Small charts for figures that people compare. Each has a caption, and its figures are also in a table for people who
//! cannot see the chart. Lengths are shares of the width, so that a chart fits any column and its words keep their size.

mod bars;
mod columns;
mod shares;

pub use bars::{Bar, BarChart};
pub use columns::{Column, ColumnChart, Series};
pub use shares::{Share, ShareBar};

use leptos::prelude::*;
/// How a part of a chart is filled. No two fills differ by colour alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fill {
    /// Solid: as it should be.
    #[default]
    Plain,
    /// An outline: not decided yet.
    Open,
    /// Striped: needs attention.
    Waiting,
    /// Solid, in the colour for "confirmed by a person".
    Confirmed,
}

impl Fill {
    fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Open => "open",
            Self::Waiting => "waiting",
            Self::Confirmed => "confirmed",
        }
    }
}

/// The end of an axis that reaches `largest`: 1, 2 or 5 times a power of ten, so that its half is read easily too.
pub fn axis_end(largest: u32) -> u32 {
    let mut power = 1_u64;
    loop {
        for step in [1, 2, 4, 5] {
            // The half of an odd end is no whole number.
            if step * power >= u64::from(largest) && (step * power).is_multiple_of(2) {
                return u32::try_from(step * power).unwrap_or(u32::MAX);
            }
        }
        power *= 10;
    }
}

/// `value` as a share of `end`, in percent of a length.
fn share(value: u32, end: u32) -> String {
    let share = if end == 0 { 0.0 } else { f64::from(value.min(end)) / f64::from(end) * 100.0 };
    format!("{share:.2}%")
}
/// The stripes of [`Fill::Waiting`]. Each drawing has its own, because a pattern needs a unique id.
fn stripes(id: &str) -> impl IntoView + use<> {
    view! {
        <defs>
            <pattern id=id.to_owned() width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <rect class="chart__ground" width="6" height="6"/>
                <rect class="chart__stripe" width="3" height="6"/>
            </pattern>
        </defs>
    }
}
/// A sample of a fill beside its label. `id` must be unique.
#[component]
pub fn Swatch(#[prop(into)] id: String, fill: Fill) -> impl IntoView {
    view! {
        <svg class="chart__sample" width="14" height="14" aria-hidden="true" focusable="false">
            {(fill == Fill::Waiting).then(|| stripes(&id))}
            <rect class="chart__piece" data-fill=fill.name() fill=paint(fill, &id) x="1" y="1" width="12" height="12"/>
        </svg>
    }
}
/// The `fill` attribute of a piece; its class does the rest.
fn paint(fill: Fill, stripes: &str) -> Option<String> {
    (fill == Fill::Waiting).then(|| format!("url(#{stripes})"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn an_axis_ends_at_a_number_with_a_half() {
        let ends = [0, 1, 2, 3, 5, 7, 11, 17, 30, 50, 51, 100, 101].map(axis_end);
        assert_eq!(ends, [2, 2, 2, 4, 10, 10, 20, 20, 40, 50, 100, 100, 200]);
        assert!(axis_end(u32::MAX) >= u32::MAX / 2);
    }

    #[wasm_bindgen_test]
    fn a_share_never_leaves_the_chart() {
        assert_eq!(share(1, 4), "25.00%");
        assert_eq!(share(9, 4), "100.00%");
        assert_eq!(share(1, 0), "0.00%");
    }
}
