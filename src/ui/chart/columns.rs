//! Stacked columns over time.

use leptos::{prelude::*, text_prop::TextProp};

use super::{Fill, Swatch, axis_end, paint, stripes};
/// The height of the columns, in pixels.
const HEIGHT: f64 = 120.0;
/// One series, which is a part of every column, from the bottom up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Series {
    pub name: &'static str,
    pub fill: Fill,
}

/// One column: a count for each series.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// The label below it.
    pub name: String,
    /// One count for each series.
    pub counts: Vec<u32>,
}
/// Columns on a time axis. Their figures are also in a visually hidden table.
#[component]
pub fn ColumnChart(
    /// The prefix of all ids of this chart.
    id: &'static str,
    #[prop(into)] title: TextProp,
    /// What a column is, as the heading of the table: "Hour".
    #[prop(into)]
    time: TextProp,
    series: Vec<Series>,
    columns: Vec<Column>,
) -> impl IntoView {
    let largest = columns.iter().map(|column| column.counts.iter().sum::<u32>()).max().unwrap_or_default();
    let end = axis_end(largest);
    let stripes_id = format!("{id}-stripes");
    let pieces = columns
        .iter()
        .enumerate()
        .flat_map(|(place, column)| pieces(place, columns.len(), column, &series, end, &stripes_id));
    let pieces = pieces.collect::<Vec<_>>();
    let ends =
        [columns.first(), columns.get(columns.len() / 2).filter(|_| columns.len() > 2), columns.last()];
    let ends = ends.into_iter().flatten().map(|column| view! { <span>{column.name.clone()}</span> });
    let ends = ends.collect_view();
    let key = series.iter().map(|one| key(id, *one)).collect_view();
    view! {
        <figure class="chart" id=id>
            <figcaption class="chart__title">{title.get()}</figcaption>
            <div class="chart__plot" aria-hidden="true">
                <p class="chart__scale"><span>{end}</span><span>{end / 2}</span><span>"0"</span></p>
                <svg class="chart__columns" width="100%" height=HEIGHT focusable="false">
                    {stripes(&stripes_id)}
                    <line class="chart__rule" x1="0" x2="100%" y1="0.5" y2="0.5"/>
                    <line class="chart__rule" x1="0" x2="100%" y1=HEIGHT / 2.0 y2=HEIGHT / 2.0/>
                    {pieces}
                    <line class="chart__base" x1="0" x2="100%" y1=HEIGHT - 0.5 y2=HEIGHT - 0.5/>
                </svg>
                <p class="chart__axis">{ends}</p>
            </div>
            <p class="chart__key" aria-hidden="true">{key}</p>
            {figures(&time, &series, &columns)}
        </figure>
    }
}

/// The parts of one column, from the bottom up.
fn pieces(
    place: usize,
    among: usize,
    column: &Column,
    series: &[Series],
    end: u32,
    stripes_id: &str,
) -> Vec<AnyView> {
    let width = 100.0 / among.max(1) as f64;
    let (x, width) = (format!("{:.2}%", width * (place as f64 + 0.1)), format!("{:.2}%", width * 0.8));
    let mut top = HEIGHT;
    let piece = |(count, one): (&u32, &Series)| {
        let height = f64::from(*count) / f64::from(end.max(1)) * HEIGHT;
        top -= height;
        view! {
            <rect class="chart__piece" data-fill=one.fill.name() fill=paint(one.fill, stripes_id) x=x.clone() width=width.clone() y=top height=height/>
        }
        .into_any()
    };
    column.counts.iter().zip(series).filter(|(count, _)| **count > 0).map(piece).collect()
}
/// The key of one series.
fn key(id: &str, one: Series) -> impl IntoView + use<> {
    let id = format!("{id}-{}", one.fill.name());
    view! { <span class="chart__one"><Swatch id fill=one.fill/>{one.name}</span> }
}

fn figures(time: &TextProp, series: &[Series], columns: &[Column]) -> impl IntoView + use<> {
    let heads = series.iter().map(|one| view! { <th scope="col">{one.name}</th> }).collect_view();
    let row = |column: &Column| {
        let counts = column.counts.iter().map(|count| view! { <td>{*count}</td> }).collect_view();
        view! { <tr><th scope="row">{column.name.clone()}</th>{counts}</tr> }
    };
    view! {
        <div class="visually-hidden">
            <table>
                <thead><tr><th scope="col">{time.get()}</th>{heads}</tr></thead>
                <tbody>{columns.iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}
