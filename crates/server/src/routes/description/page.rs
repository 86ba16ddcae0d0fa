//! Writes the description as one page of HTML: every operation with its parameters, bodies and answers, then every schema.

mod schema;
mod text;

use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde_json::Value;
use utoipa::openapi::OpenApi;

use schema::{bodies, schemas};
use text::{fields, prose, text};

const STYLE: &str = include_str!("page.css");

/// The whole page.
pub(crate) fn render(api: &OpenApi) -> String {
    let api = serde_json::to_value(api).unwrap_or_default();
    let operations = operations(&api);
    let mut tags: Vec<_> = operations.iter().map(|operation| operation.tag).collect();
    tags.dedup();
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                title { "Tocsin's API" }
                meta name="viewport" content="width=device-width";
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    h1 { "Tocsin's API" }
                    (prose(&api["info"]["description"]))
                    p { a href="/api/openapi.json" { "The same for programs (OpenAPI)" } }
                    nav aria-label="Areas" {
                        ul {
                            @for tag in &tags {
                                li { a href={ "#" (tag) } { (tag) } }
                            }
                            li { a href="#schemas" { "schemas" } }
                        }
                    }
                    @for tag in &tags {
                        h2 id=(tag) { (tag) }
                        @for operation in operations.iter().filter(|operation| operation.tag == *tag) {
                            (operation.section())
                        }
                    }
                    h2 id="schemas" { "schemas" }
                    (schemas(&api["components"]["schemas"]))
                }
            }
        }
    };
    page.into_string()
}

struct Operation<'a> {
    tag: &'a str,
    method: String,
    path: &'a str,
    detail: &'a Value,
}

fn operations(api: &Value) -> Vec<Operation<'_>> {
    let mut found = Vec::new();
    for (path, item) in fields(&api["paths"]) {
        for (method, detail) in fields(item) {
            let tag = detail["tags"][0].as_str().unwrap_or("other");
            found.push(Operation { tag, method: method.to_uppercase(), path, detail });
        }
    }
    found.sort_by(|a, b| (a.tag, a.path).cmp(&(b.tag, b.path)));
    found
}

impl Operation<'_> {
    fn section(&self) -> Markup {
        let body = &self.detail["requestBody"];
        html! {
            section {
                h3 { b { (self.method) } " " code { (self.path) } }
                (prose(&self.detail["summary"]))
                (prose(&self.detail["description"]))
                (self.parameters())
                @if body.is_object() {
                    h4 { "Body" @if body["required"] != true { " (may be left out)" } }
                    (prose(&body["description"]))
                    (bodies(&body["content"]))
                }
                h4 { "Answers" }
                table {
                    tbody {
                        @for (status, response) in fields(&self.detail["responses"]) {
                            tr {
                                th scope="row" { (status) }
                                td { (prose(&response["description"])) (bodies(&response["content"])) }
                            }
                        }
                    }
                }
            }
        }
    }

    fn parameters(&self) -> Markup {
        let parameters = self.detail["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
        html! {
            @if !parameters.is_empty() {
                h4 { "Parameters" }
                table {
                    tbody {
                        @for parameter in parameters {
                            tr {
                                th scope="row" {
                                    code { (text(&parameter["name"])) }
                                    @if parameter["required"] == true && parameter["in"] != "path" { " (needed)" }
                                }
                                td { (text(&parameter["in"])) }
                                td { (schema::kind(&parameter["schema"])) }
                                td { (prose(&parameter["description"])) }
                            }
                        }
                    }
                }
            }
        }
    }
}
