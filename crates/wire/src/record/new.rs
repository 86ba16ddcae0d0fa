//! The body of `PUT /api/records/{kind}/{id}`: a record that a service keeps in Tocsin.

use super::{Fact, RecordAction};
use crate::invisible::is_blank;
use crate::label;
use crate::lenient::{Fields, Lenient};
use crate::link::is_link;
use crate::problem::FieldErrors;
use crate::time::Timestamp;
use serde::Serialize;
use serde_json::Value;

/// Maximum number of fields, and of actions, of a record.
const FIELDS: usize = 50;
const ACTIONS: usize = 10;

/// Maximum length in characters of a title, a state or a name; and of a field's value.
const LABEL: usize = 200;
const VALUE: usize = 2000;

/// A record as its service sends it, each time in full.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct NewRecord {
    /// The title in a few words.
    pub title: String,
    /// The state in a few words.
    pub state: String,
    /// What is known of it, in order.
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub fields: Vec<Fact>,
    /// What can be done with it, the first thing first.
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub actions: Vec<RecordAction>,
}

impl NewRecord {
    /// Parses a request and reports all problems at once, each at its path.
    pub fn read(body: Value) -> Result<Self, FieldErrors> {
        let Some(fields) = Fields::of(body) else {
            return Err(FieldErrors::one("title", "send an object with title, state, fields and actions"));
        };
        let mut reader = Reader { fields, path: String::new(), errors: FieldErrors::default() };
        let title = reader.label("title", "write what the record is called");
        let state = reader.label("state", "write where it stands, such as open");
        let items = reader.list("fields", FIELDS);
        let (fields, errors) = each(items, "fields", reader.errors, |reader| Fact {
            name: reader.label("name", "write what this field is called"),
            value: reader.value(),
            at: reader.time(),
            link: reader.link("write a link that begins with https://, one /, tel: or mailto:", true),
            staff_only: reader.flag("staff_only"),
        });
        reader.errors = errors;
        let items = reader.list("actions", ACTIONS);
        let (actions, mut errors) = each(items, "actions", reader.errors, |reader| RecordAction {
            label: reader.label("label", "write what one does, such as Apply charges"),
            link: reader
                .link("write a link that begins with https:// or with one /", false)
                .unwrap_or_default(),
            staff_only: reader.flag("staff_only"),
        });
        for (index, action) in actions.iter().enumerate().filter(|(_, action)| action.link.is_empty()) {
            let path = format!("actions.{index}.link");
            if !action.label.is_empty() && errors.of(&path).is_empty() {
                errors.add(path, "write where this is done");
            }
        }
        errors.or(Self { title, state, fields, actions })
    }
}

/// The objects of a list, each parsed by `read`.
fn each<T>(
    items: Vec<Value>,
    name: &str,
    mut errors: FieldErrors,
    read: impl Fn(&mut Reader) -> T,
) -> (Vec<T>, FieldErrors) {
    let mut all = Vec::with_capacity(items.len());
    for (index, item) in items.into_iter().enumerate() {
        let path = format!("{name}.{index}");
        match Fields::of(item) {
            Some(fields) => {
                let mut reader = Reader { fields, path: format!("{path}."), errors };
                all.push(read(&mut reader));
                errors = reader.errors;
            }
            None => errors.add(path, "send an object"),
        }
    }
    (all, errors)
}

/// Takes fields from an object and collects their problems.
struct Reader {
    fields: Fields,
    path: String,
    errors: FieldErrors,
}

impl Reader {
    fn complain(&mut self, name: &str, complaint: impl Into<String>) {
        self.errors.add(format!("{}{name}", self.path), complaint);
    }

    fn label(&mut self, name: &str, when_empty: &str) -> String {
        let text = self.fields.take::<String>(name);
        label::parse(&text, LABEL).unwrap_or_else(|problem| {
            match problem {
                label::Problem::Empty => self.complain(name, when_empty),
                other => self.complain(name, other.message(when_empty)),
            }
            String::new()
        })
    }

    fn value(&mut self) -> String {
        let text = match self.fields.take::<Value>("value") {
            Value::String(text) => text,
            Value::Number(number) => number.to_string(),
            Value::Null => String::new(),
            _ => {
                self.complain("value", "write text");
                return String::new();
            }
        };
        if text.chars().count() > VALUE {
            self.complain("value", format!("write at most {VALUE} characters"));
        }
        if text.chars().any(|c| c.is_control() && c != '\n') {
            self.complain("value", "leave out control characters");
        }
        if is_blank(&text) { String::new() } else { text.trim().to_owned() }
    }

    fn time(&mut self) -> Option<Timestamp> {
        match self.fields.take::<Value>("at") {
            Value::Null => None,
            value => Timestamp::read(value).or_else(|| {
                self.complain("at", "write a time like 2026-01-31T09:30:00.000Z");
                None
            }),
        }
    }

    fn link(&mut self, complaint: &str, rings: bool) -> Option<String> {
        let fits = |link: &str| {
            let reaches = rings && ["tel:", "mailto:"].iter().any(|scheme| link.starts_with(scheme));
            link.len() <= 1000
                && (is_link(link) || (reaches && !link.chars().any(|c| c.is_whitespace() || c.is_control())))
        };
        match self.fields.take::<Value>("link") {
            Value::Null => None,
            Value::String(link) if fits(link.trim()) => Some(link.trim().to_owned()),
            _ => {
                self.complain("link", complaint);
                None
            }
        }
    }

    fn flag(&mut self, name: &str) -> bool {
        match self.fields.take::<Value>(name) {
            Value::Null => false,
            Value::Bool(flag) => flag,
            _ => {
                self.complain("staffOnly", "write true or false");
                false
            }
        }
    }

    fn list(&mut self, name: &str, most: usize) -> Vec<Value> {
        match self.fields.take::<Value>(name) {
            Value::Null => Vec::new(),
            Value::Array(list) if list.len() <= most => list,
            _ => {
                self.complain(name, format!("send a list of at most {most}"));
                Vec::new()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_record_is_read_with_its_fields_and_actions() {
        let body = json!({
            "title": "Account 1", "state": "in arrears",
            "fields": [{"name": "Owed", "value": "£12.00", "staffOnly": true}, {"name": "Payments", "value": 3}],
            "actions": [{"label": "Open the account", "link": "https://income.example/1"}],
        });
        let record = NewRecord::read(body).unwrap();
        assert!(record.fields[0].staff_only && !record.fields[1].staff_only);
        assert_eq!(record.fields[1].value, "3");
        assert_eq!(record.actions[0].link, "https://income.example/1");
    }

    #[test]
    fn everything_wrong_is_told_at_once_at_its_own_path() {
        let body = json!({
            "state": "a\nb",
            "fields": [{"name": "", "value": "x"}, 3, {"name": "Ring", "value": "us", "link": "javascript:1"}],
            "actions": [{"label": "Pay"}, {"label": "Ring", "link": "tel:1"}, {"link": "/a", "staffOnly": "yes"}],
        });
        let errors = NewRecord::read(body).unwrap_err();
        let wrong: Vec<_> = errors.iter().map(|(field, _)| field).collect();
        let expected = [
            "actions.0.link",
            "actions.1.link",
            "actions.2.label",
            "actions.2.staffOnly",
            "fields.0.name",
            "fields.1",
            "fields.2.link",
            "state",
            "title",
        ];
        assert_eq!(wrong, expected);
        let many = json!({"title": "a", "state": "b", "fields": vec![json!({"name": "a"}); 51]});
        assert_eq!(NewRecord::read(many).unwrap_err().of("fields").len(), 1);
    }
}
