//! Resources that are created for one request.

use serde_json::Value;

/// What one request needs: resources created only for it, so that every caller who may make it succeeds.
#[derive(Clone, Debug, Default)]
pub struct Fixtures {
    params: Vec<(&'static str, String)>,
    absent: Vec<(&'static str, String)>,
    query: String,
    absent_query: Option<String>,
    /// The body; null sends none.
    pub body: Value,
    absent_body: Option<Value>,
    /// A cookie instead of the caller's.
    pub cookie: Option<String>,
    /// A text that a list shows to those who may see it, and to nobody else.
    pub mark: Option<String>,
    /// The bytes of an upload, or a form.
    pub raw: Option<(Vec<u8>, &'static str)>,
}

/// A request without anything.
pub fn plain() -> Fixtures {
    Fixtures::default()
}

/// An unused id of the same form.
fn absent_of(id: &str) -> String {
    if id.parse::<i64>().is_ok() {
        "987654321".to_owned()
    } else {
        "00000000-0000-7000-8000-00000000dead".to_owned()
    }
}

impl Fixtures {
    /// The value of `{id}` in the path.
    pub fn id(self, id: impl ToString) -> Self {
        self.param("id", id)
    }

    /// A parameter of the path; the request for an absent resource has another value.
    pub fn param(mut self, name: &'static str, id: impl ToString) -> Self {
        let id = id.to_string();
        self.absent.push((name, absent_of(&id)));
        self.params.push((name, id));
        self
    }

    /// A parameter that is the same in the request for an absent resource.
    pub fn same(mut self, name: &'static str, value: impl ToString) -> Self {
        self.absent.push((name, value.to_string()));
        self.params.push((name, value.to_string()));
        self
    }

    pub fn query(mut self, query: impl ToString) -> Self {
        self.query = format!("?{}", query.to_string());
        self
    }

    /// The query for an absent resource.
    pub fn absent_query(mut self, query: impl ToString) -> Self {
        self.absent_query = Some(format!("?{}", query.to_string()));
        self
    }

    pub fn body(mut self, body: Value) -> Self {
        self.body = body;
        self
    }

    /// The body that names an absent resource.
    pub fn instead(mut self, body: Value) -> Self {
        self.absent_body = Some(body);
        self
    }

    pub fn mark(mut self, mark: impl ToString) -> Self {
        self.mark = Some(mark.to_string());
        self
    }

    pub fn cookie(mut self, cookie: String) -> Self {
        self.cookie = Some(cookie);
        self
    }

    pub fn raw(mut self, bytes: impl Into<Vec<u8>>, kind: &'static str) -> Self {
        self.raw = Some((bytes.into(), kind));
        self
    }

    pub fn path(&self, route: &str) -> String {
        format!("{}{}", fill(route, &self.params), self.query)
    }

    pub fn absent_path(&self, route: &str) -> String {
        format!("{}{}", fill(route, &self.absent), self.absent_query.as_ref().unwrap_or(&self.query))
    }

    pub fn absent_body(&self) -> &Value {
        self.absent_body.as_ref().unwrap_or(&self.body)
    }
}

fn fill(route: &str, params: &[(&'static str, String)]) -> String {
    let (_, path) = route.split_once(' ').unwrap();
    let mut path = path.to_owned();
    for (name, value) in params {
        path = path.replace(&format!("{{{name}}}"), value);
    }
    assert!(!path.contains('{'), "{route}: nothing was made for {path}");
    path
}
