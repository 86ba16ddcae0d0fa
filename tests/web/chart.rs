//! Charts: what is drawn is said in words as well.

use leptos::prelude::*;
use tocsin::ui::{Bar, BarChart, Column, ColumnChart, Fill, Series, Share, ShareBar};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::Page;

fn bar(name: &str, value: u32, fill: Fill) -> Bar {
    Bar { name: name.to_owned(), value, words: format!("{value} days"), limit: Some(14), fill }
}

async fn bars(bars: Vec<Bar>) -> Page {
    Page::of(move || {
        view! {
            <BarChart
                id="ages" title="Oldest item" unit="days" limit_words="At most" empty="Nothing to measure" bars
            />
        }
    })
    .await
}

#[wasm_bindgen_test]
async fn every_bar_is_named_with_its_value_and_the_axis_with_its_unit() {
    let page = bars(vec![bar("Benefits", 17, Fill::Waiting), bar("Income", 1, Fill::Plain)]).await;
    assert_eq!(page.all("li").len(), 2);
    let words = page.text();
    for word in ["Oldest item", "Benefits", "17 days", "Income", "1 days", "20 days", "At most"] {
        assert!(words.contains(word), "{word} in {words}");
    }
    let lengths: Vec<_> =
        page.all("li .chart__piece").iter().filter_map(|piece| piece.get_attribute("width")).collect();
    assert_eq!(lengths, ["85.00%", "5.00%"]);
    assert_eq!(page.get("li .chart__limit").get_attribute("x1").as_deref(), Some("70.00%"));
    for drawing in page.all("svg") {
        assert_eq!(drawing.get_attribute("aria-hidden").as_deref(), Some("true"), "the words say it all");
    }
}

#[wasm_bindgen_test]
async fn no_bars_are_words() {
    let page = bars(Vec::new()).await;
    assert!(page.find("svg").is_none());
    assert!(page.text().contains("Nothing to measure"));
}

#[wasm_bindgen_test]
async fn columns_are_a_table_for_those_who_cannot_see_them() {
    let series = vec![
        Series { name: "Delivered", fill: Fill::Plain },
        Series { name: "Given up", fill: Fill::Waiting },
    ];
    let column = |name: &str, counts: [u32; 2]| Column { name: name.to_owned(), counts: counts.to_vec() };
    let columns = vec![column("14:00", [3, 0]), column("15:00", [1, 2])];
    let page = Page::of(move || {
        view! { <ColumnChart id="hours" title="3 deliveries" time="From" series columns/> }
    })
    .await;
    let rows: Vec<_> = page.all("tbody tr").iter().filter_map(|row| row.text_content()).collect();
    assert_eq!(rows, ["14:0030", "15:0012"]);
    let heads: Vec<_> = page.all("thead th").iter().filter_map(|head| head.text_content()).collect();
    assert_eq!(heads, ["From", "Delivered", "Given up"]);
    assert_eq!(page.all(".chart__columns .chart__piece").len(), 3, "nothing is drawn for none");
}

#[wasm_bindgen_test]
async fn shares_fill_the_bar_one_after_the_other() {
    let shares = vec![
        Share { count: 1, fill: Fill::Waiting },
        Share { count: 0, fill: Fill::Open },
        Share { count: 3, fill: Fill::Confirmed },
    ];
    let page = Page::of(move || view! { <ShareBar id="cover" title="4 residents" shares/> }).await;
    let of = |name: &str| -> Vec<_> {
        page.all(".chart__piece").iter().filter_map(|piece| piece.get_attribute(name)).collect()
    };
    assert_eq!(of("x"), ["0.00%", "25.00%"]);
    assert_eq!(of("width"), ["25.00%", "75.00%"]);
}
