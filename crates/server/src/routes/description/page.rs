//! Writes the description as one page of HTML.

use std::fmt::Write;

use serde_json::Value;
use utoipa::openapi::OpenApi;

const STYLE: &str = include_str!("page.css");

/// The whole page.
pub(crate) fn render(api: &OpenApi) -> String {
    let api = serde_json::to_value(api).unwrap_or_default();
    let mut page = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Tocsin's API</title>\
         <meta name=\"viewport\" content=\"width=device-width\"><style>{STYLE}</style></head><body><main>\
         <h1>Tocsin's API</h1><p>{}</p><p><a href=\"/api/openapi.json\">The same for programs (OpenAPI)</a></p>",
        words(api["info"]["description"].as_str().unwrap_or_default())
    );
    let operations = operations(&api);
    let mut tags: Vec<_> = operations.iter().map(|operation| operation.tag).collect();
    tags.dedup();
    page.push_str("<nav aria-label=\"Areas\"><ul>");
    for tag in &tags {
        let _ = write!(page, "<li><a href=\"#{0}\">{0}</a></li>", escape(tag));
    }
    page.push_str("</ul></nav>");
    for tag in tags {
        let _ = write!(page, "<h2 id=\"{0}\">{0}</h2>", escape(tag));
        for operation in operations.iter().filter(|operation| operation.tag == tag) {
            operation.write(&mut page);
        }
    }
    page.push_str("</main></body></html>");
    page
}

struct Operation<'a> {
    tag: &'a str,
    method: String,
    path: &'a str,
    detail: &'a Value,
}

fn operations(api: &Value) -> Vec<Operation<'_>> {
    let mut found = Vec::new();
    for (path, item) in api["paths"].as_object().into_iter().flatten() {
        for (method, detail) in item.as_object().into_iter().flatten() {
            let tag = detail["tags"][0].as_str().unwrap_or("other");
            found.push(Operation { tag, method: method.to_uppercase(), path, detail });
        }
    }
    found.sort_by(|a, b| (a.tag, a.path).cmp(&(b.tag, b.path)));
    found
}

impl Operation<'_> {
    fn write(&self, page: &mut String) {
        let _ = write!(
            page,
            "<section><h3><b>{}</b> <code>{}</code></h3><p>{}</p>",
            escape(&self.method),
            escape(self.path),
            words(&self.about())
        );
        self.write_parameters(page);
        if let Some(text) = self.detail["requestBody"]["description"].as_str() {
            let _ = write!(page, "<p>Body: {}.</p>", words(text));
        }
        for (kind, media) in self.detail["requestBody"]["content"].as_object().into_iter().flatten() {
            write_example(page, &format!("Body ({kind})"), media);
        }
        page.push_str("<table><caption>Answers</caption><tbody>");
        for (status, response) in self.detail["responses"].as_object().into_iter().flatten() {
            let text = response["description"].as_str().unwrap_or_default();
            let _ =
                write!(page, "<tr><th scope=\"row\">{}</th><td>{}</td></tr>", escape(status), words(text));
        }
        page.push_str("</tbody></table>");
        for (status, response) in self.detail["responses"].as_object().into_iter().flatten() {
            for media in response["content"].as_object().into_iter().flat_map(|content| content.values()) {
                write_example(page, &format!("Example of {status}"), media);
            }
        }
        page.push_str("</section>");
    }

    fn about(&self) -> String {
        let texts = ["summary", "description"].map(|name| self.detail[name].as_str().unwrap_or_default());
        texts.join(" ").trim().to_owned()
    }

    fn write_parameters(&self, page: &mut String) {
        let parameters = self.detail["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
        if parameters.is_empty() {
            return;
        }
        page.push_str("<table><caption>Parameters</caption><tbody>");
        for parameter in parameters {
            let text = |name: &str| escape(parameter[name].as_str().unwrap_or_default());
            let (name, place, about) =
                (text("name"), text("in"), words(parameter["description"].as_str().unwrap_or_default()));
            let _ = write!(page, "<tr><th scope=\"row\">{name}</th><td>{place}</td><td>{about}</td></tr>");
        }
        page.push_str("</tbody></table>");
    }
}

fn write_example(page: &mut String, title: &str, media: &Value) {
    let example = &media["example"];
    if example.is_null() {
        return;
    }
    let text = serde_json::to_string_pretty(example).unwrap_or_default();
    let _ = write!(
        page,
        "<details><summary>{}</summary><pre tabindex=\"0\">{}</pre></details>",
        escape(title),
        escape(&text)
    );
}

/// Escaped words, with what stands between backticks as code.
fn words(text: &str) -> String {
    let parts = text.split('`').enumerate().map(|(at, part)| match at % 2 {
        1 => format!("<code>{}</code>", escape(part)),
        _ => escape(part),
    });
    parts.collect()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
