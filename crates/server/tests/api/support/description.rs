//! Checks the responses to every client of the tests against the description.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock};

use axum::http::HeaderMap;
use jsonschema::{Draft, Registry, Validator};
use serde_json::{Value, json};

/// The base URI of references between the description's schemas.
const ADDRESS: &str = "urn:tocsin:description";

/// Statuses that any operation may return: from middleware, or because the server fails.
const EVERYWHERE: [u16; 5] = [408, 413, 429, 500, 503];

/// The description with closed objects: a field that it does not name is an error.
pub struct Description {
    document: &'static Value,
    paths: Vec<(Vec<&'static str>, &'static str)>,
    registry: Registry<'static>,
    validators: Mutex<HashMap<String, &'static Validator>>,
}

/// The description of this process.
pub fn description() -> &'static Description {
    static DESCRIPTION: OnceLock<Description> = OnceLock::new();
    DESCRIPTION.get_or_init(|| {
        let open = serde_json::to_value(server::description()).unwrap();
        let document: &'static Value = Box::leak(Box::new(closed_document(open)));
        let paths = document["paths"].as_object().unwrap().keys();
        let registry = Registry::new().draft(Draft::Draft202012).add(ADDRESS, document).unwrap();
        Description {
            document,
            paths: paths.map(|path| (path.split('/').collect(), path.as_str())).collect(),
            registry: registry.prepare().unwrap(),
            validators: Mutex::default(),
        }
    })
}

impl Description {
    /// The document with closed objects.
    pub fn document(&self) -> &'static Value {
        self.document
    }

    /// The error in a response, if any.
    pub fn fault(
        &self,
        method: &str,
        address: &str,
        status: u16,
        headers: &HeaderMap,
        bytes: &[u8],
    ) -> Option<String> {
        let place = self.operation(method, address)?;
        let responses = &self.document.pointer(&place)?["responses"];
        let key = match responses.get(status.to_string()) {
            Some(_) => status.to_string(),
            None if EVERYWHERE.contains(&status) => "default".to_owned(),
            None => return Some(format!("the description does not name the status {status}")),
        };
        let Some(content) = responses[&key]["content"].as_object() else {
            return (!bytes.is_empty()).then(|| "the description names no body".to_owned());
        };
        let media_type = headers.get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let media_type = media_type.split(';').next().unwrap_or_default();
        let Some(named) = [media_type, "*/*"].into_iter().find(|kind| content.contains_key(*kind)) else {
            return Some(format!("the description does not name the content type {media_type:?}"));
        };
        if !media_type.ends_with("json") || headers.contains_key("content-encoding") {
            return None;
        }
        let Ok(body) = serde_json::from_slice(bytes) else { return Some("the body is no JSON".to_owned()) };
        self.mismatch(&format!("{place}/responses/{key}/content/{}/schema", escape(named)), &body)
    }

    /// The error in an accepted request, if any.
    pub fn request_fault(&self, method: &str, address: &str, body: &Value) -> Option<String> {
        let place = self.operation(method, address)?;
        let request = &self.document.pointer(&place)?["requestBody"];
        if request.is_null() {
            return Some("the description names no request body".to_owned());
        }
        request["content"].get("application/json")?;
        self.mismatch(&format!("{place}/requestBody/content/application~1json/schema"), body)
    }

    /// The mismatch between a body and the schema at this place of the document.
    pub fn mismatch(&self, place: &str, body: &Value) -> Option<String> {
        let validator = self.validator(place);
        let errors: Vec<_> = validator
            .iter_errors(body)
            .map(|error| format!("{}: {error}", error.instance_path()).chars().take(400).collect::<String>())
            .collect();
        (!errors.is_empty()).then(|| errors.join("; "))
    }

    fn validator(&self, place: &str) -> &'static Validator {
        let mut validators = self.validators.lock().unwrap();
        validators.entry(place.to_owned()).or_insert_with(|| {
            let options = jsonschema::options().with_draft(Draft::Draft202012).should_validate_formats(true);
            let place = place.replace('{', "%7B").replace('}', "%7D");
            let schema = json!({ "$ref": format!("{ADDRESS}#{place}") });
            let built = options.with_registry(&self.registry).build(&schema);
            Box::leak(Box::new(built.unwrap_or_else(|error| panic!("{place}: {error}"))))
        })
    }

    /// The JSON pointer of the operation for this path.
    fn operation(&self, method: &str, address: &str) -> Option<String> {
        let path = address.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
        let parts: Vec<&str> = path.split('/').collect();
        let fits = |template: &&(Vec<&str>, &str)| {
            template.0.len() == parts.len()
                && template.0.iter().zip(&parts).all(|(named, part)| named.starts_with('{') || named == part)
        };
        // `/tv/pairings/claim` also matches `/tv/pairings/{id}`; the path with fewer parameters is the right one.
        let (_, path) = self.paths.iter().filter(fits).min_by_key(|(_, path)| path.matches('{').count())?;
        let method = method.to_lowercase();
        self.document["paths"][path].get(&method)?;
        Some(format!("/paths/{}/{method}", escape(path)))
    }
}

/// Escapes a name for a JSON pointer.
pub fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// Closes every object. A schema that is part of another one (`allOf`) stays open there, under a name of its own.
fn closed_document(mut document: Value) -> Value {
    let schemas = document["components"]["schemas"].as_object().cloned().unwrap_or_default();
    close(&mut document, true);
    let named = document["components"]["schemas"].as_object_mut().unwrap();
    for (name, mut schema) in schemas {
        close(&mut schema, false);
        named.insert(format!("{name}.open"), schema);
    }
    document
}

fn close(value: &mut Value, is_whole: bool) {
    let fields = match value {
        Value::Array(items) => return items.iter_mut().for_each(|item| close(item, is_whole)),
        Value::Object(fields) => fields,
        _ => return,
    };
    // Examples are not schemas, whatever they contain.
    for name in ["example", "examples"] {
        fields.remove(name).map(|kept| fields.insert(format!("x-{name}"), kept));
    }
    if let Some(Value::String(target)) = fields.get_mut("$ref").filter(|_| !is_whole) {
        target.push_str(".open");
    }
    let is_object = fields.contains_key("properties") || fields.contains_key("allOf");
    if is_whole && is_object && !fields.contains_key("additionalProperties") {
        fields.insert("unevaluatedProperties".to_owned(), Value::Bool(false));
    }
    for (name, inner) in fields.iter_mut() {
        match (name.as_str(), inner) {
            ("enum" | "x-example" | "x-examples", _) => {}
            // Names of fields and schemas are not keywords.
            ("properties" | "schemas", Value::Object(named)) => {
                named.values_mut().for_each(|inner| close(inner, true))
            }
            ("allOf", inner) => close(inner, false),
            ("oneOf" | "anyOf", inner) => close(inner, is_whole),
            (_, inner) => close(inner, true),
        }
    }
}
