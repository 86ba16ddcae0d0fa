//! Values of the description as text.

use maud::{Markup, html};
use serde_json::Value;

/// A text; an empty one of anything else.
pub(super) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The fields of an object; none of anything else.
pub(super) fn fields(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

/// Paragraphs and bullets, with what stands between backticks as code.
pub(super) fn prose(value: &Value) -> Markup {
    let lines: Vec<&str> = text(value).lines().map(str::trim).collect();
    let bullets = lines.iter().filter_map(|line| line.strip_prefix("* "));
    let paragraphs = lines.split(|line| line.is_empty()).map(|lines| {
        lines.iter().filter(|line| !line.starts_with("* ")).copied().collect::<Vec<_>>().join(" ")
    });
    html! {
        @for paragraph in paragraphs.filter(|words| !words.is_empty()) {
            p { (words(&paragraph)) }
        }
        @if lines.iter().any(|line| line.starts_with("* ")) {
            ul { @for bullet in bullets { li { (words(bullet)) } } }
        }
    }
}

fn words(text: &str) -> Markup {
    html! {
        @for (at, part) in text.split('`').enumerate() {
            @if at % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}
