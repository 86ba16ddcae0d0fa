//! Schemas on the page: the kind of a value in a few words, the fields of an object in a table.

use maud::{Markup, html};
use serde_json::Value;

use super::text::{fields, prose, text};

/// The bodies of a request or response, by media type, with their examples.
pub(super) fn bodies(content: &Value) -> Markup {
    html! {
        @for (media_type, body) in fields(content) {
            p { code { (media_type) } ": " (kind(&body["schema"])) }
            (example("Example", &body["example"]))
            @for (name, one) in fields(&body["examples"]) {
                (example(&["Example: ", name].concat(), &one["value"]))
            }
        }
    }
}

fn example(title: &str, value: &Value) -> Markup {
    html! {
        @if !value.is_null() {
            details {
                summary { (title) }
                pre tabindex="0" { (serde_json::to_string_pretty(value).unwrap_or_default()) }
            }
        }
    }
}

/// Every schema with its fields.
pub(super) fn schemas(schemas: &Value) -> Markup {
    html! {
        @for (name, schema) in fields(schemas) {
            section {
                h3 id={ "schema-" (name) } { (name) }
                (prose(&schema["description"]))
                (shape(schema))
                @for one in list(&schema["examples"]) { (example("Example", one)) }
            }
        }
    }
}

/// A schema: a table of fields for an object, the alternatives of a union, otherwise its kind.
fn shape(schema: &Value) -> Markup {
    let forms = list(&schema["oneOf"]).iter().chain(list(&schema["anyOf"]));
    html! {
        @if schema["properties"].is_object() {
            table {
                tbody {
                    @for (name, field) in fields(&schema["properties"]) {
                        tr {
                            th scope="row" {
                                code { (name) }
                                @if list(&schema["required"]).iter().any(|needed| needed == name) { " (always)" }
                            }
                            td { (kind(field)) }
                            td { (prose(&field["description"])) }
                        }
                    }
                }
            }
        } @else if !list(&schema["allOf"]).is_empty() {
            @for part in list(&schema["allOf"]) {
                @if part["$ref"].is_string() { p { "Every field of " (kind(part)) "." } } @else { (shape(part)) }
            }
        } @else if schema["oneOf"].is_array() || schema["anyOf"].is_array() {
            p { "One of:" }
            @for form in forms {
                (prose(&form["description"]))
                @if form["properties"].is_object() { (shape(form)) } @else { p { (kind(form)) } }
            }
        } @else {
            p { (kind(schema)) }
        }
    }
}

/// The kind of a value in a few words, with links to schemas.
pub(super) fn kind(schema: &Value) -> Markup {
    if let Some(name) = text(&schema["$ref"]).rsplit('/').next().filter(|name| !name.is_empty()) {
        return html! { a href={ "#schema-" (name) } { (name) } };
    }
    let forms = ["oneOf", "anyOf", "allOf"].map(|key| list(&schema[key])).concat();
    if !forms.is_empty() {
        return html! {
            @for (at, form) in forms.iter().enumerate() {
                @if at > 0 { @if schema["allOf"].is_array() { " with " } @else { " or " } }
                (kind(form))
            }
        };
    }
    let (names, is_nullable) = types(schema);
    html! {
        @if names.contains(&"array") {
            "list of " (kind(&schema["items"]))
        } @else if schema["additionalProperties"].is_object() {
            "object of " (kind(&schema["additionalProperties"]))
        } @else if schema["enum"].is_array() {
            @for (at, word) in list(&schema["enum"]).iter().enumerate() {
                @if at > 0 { ", " }
                code { (word.as_str().unwrap_or("null")) }
            }
        } @else if names.is_empty() && !is_nullable {
            "any value"
        } @else {
            (names.join(" or "))
            @if schema["format"].is_string() { " (" (text(&schema["format"])) ")" }
        }
        @if is_nullable { @if !names.is_empty() { " or " } "null" }
    }
}

/// The types of a schema without null, and whether null is allowed.
fn types(schema: &Value) -> (Vec<&str>, bool) {
    let names: Vec<&str> = match &schema["type"] {
        Value::String(name) => vec![name],
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let is_nullable = names.contains(&"null");
    (names.into_iter().filter(|name| *name != "null").collect(), is_nullable)
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}
