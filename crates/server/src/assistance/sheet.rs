//! Providers as a CSV sheet: one line for each notifier; consecutive lines with the same provider belong together.

use std::collections::HashMap;

use serde_json::{Map, Value, json};
use wire::assistance::{NotifierKind, Provider};
use wire::field_errors::{FieldErrors, WHOLE};

use crate::spreadsheet::{MARK, guarded, unguarded};
use web::error::Error;

/// The head of the sheet. Additional columns are ignored.
pub const HEAD: [&str; 10] = [
    "provider_id",
    "name",
    "label",
    "content_type",
    "object_id",
    "object_name",
    "kind",
    "notifier_id",
    "notifier_name",
    "address",
];

/// The columns that must be equal in all lines of one provider.
const SAME: [usize; 5] = [0, 1, 2, 3, 4];

/// A provider in the sheet.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// Its first line, where the head is 1.
    pub line: i64,
    /// The provider as the body of a request.
    pub body: Value,
    /// The line of each notifier, by the path of the notifier in the body.
    lines: HashMap<String, i64>,
}

impl Entry {
    /// An entry of a JSON list, counted from 1.
    pub fn of_list(line: i64, body: Value) -> Self {
        Self { line, body, lines: HashMap::new() }
    }

    /// The line and column for a problem at this path of the body.
    pub fn place(&self, path: &str) -> (i64, String) {
        let mut steps = path.splitn(3, '.');
        let (Some(list), Some(index)) = (steps.next(), steps.next()) else {
            return (self.line, path.to_owned());
        };
        let Some(line) = self.lines.get(&format!("{list}.{index}")) else {
            return (self.line, path.to_owned());
        };
        let column = match steps.next() {
            Some("id") => "notifier_id",
            Some("name") => "notifier_name",
            _ => "address",
        };
        (*line, column.to_owned())
    }
}

/// Parses a sheet: its providers, and the problems of single lines.
pub fn read(text: &str) -> (Vec<Entry>, Vec<(i64, FieldErrors)>) {
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let mut wrong = Vec::new();
    let mut complain = |line: i64, field: &str, message: String| {
        let mut errors = FieldErrors::new();
        errors.add(field, message);
        wrong.push((line, errors));
    };
    let head: Vec<String> = reader
        .headers()
        .map(|head| head.iter().map(|name| name.to_lowercase()).collect())
        .unwrap_or_default();
    // Columns that only help people to read the sheet may be missing.
    let missing: Vec<_> = HEAD
        .into_iter()
        .filter(|name| !["provider_id", "object_name", "notifier_id"].contains(name))
        .filter(|name| !head.iter().any(|known| known == name))
        .collect();
    if !missing.is_empty() {
        complain(1, WHOLE, format!("Columns are missing: {}.", missing.join(", ")));
        return (Vec::new(), wrong);
    }
    let columns = HEAD.map(|name| head.iter().position(|known| known == name));
    let mut entries: Vec<Entry> = Vec::new();
    let mut former: Option<Vec<String>> = None;
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                complain(
                    i64::try_from(line).unwrap_or_default(),
                    WHOLE,
                    "This line cannot be read.".to_owned(),
                );
                continue;
            }
        };
        let line = record.position().map_or(0, |position| line_of(text, position));
        let cell = |at: usize| {
            let text = columns[at].and_then(|column| record.get(column)).unwrap_or_default();
            unguarded(text).to_owned()
        };
        let cells: Vec<String> = (0..HEAD.len()).map(cell).collect();
        if cells.iter().all(String::is_empty) {
            continue;
        }
        let key: Vec<_> = SAME.iter().map(|at| cells[*at].clone()).collect();
        if former.as_ref() != Some(&key) {
            entries.push(Entry { line, body: head_of(&cells), lines: HashMap::new() });
            former = Some(key);
        }
        let entry = entries.last_mut().expect("BUG: the first line begins a provider");
        let Some(kind) = NotifierKind::parse(&cells[6].to_lowercase()) else {
            complain(line, "kind", "Use email, webhook or push.".to_owned());
            continue;
        };
        add(entry, line, kind, &cells);
    }
    (entries, wrong)
}

/// The CSV reader counts empty lines to the record after them.
fn line_of(text: &str, position: &csv::Position) -> i64 {
    let at = usize::try_from(position.byte()).unwrap_or_default();
    let before =
        text.as_bytes().get(at..).unwrap_or_default().iter().take_while(|byte| b"\r\n".contains(byte));
    let skipped = before.filter(|byte| **byte == b'\n').count() as u64;
    i64::try_from(position.line() + skipped).unwrap_or_default()
}

fn head_of(cells: &[String]) -> Value {
    let mut body = json!({
        "name": cells[1], "label": cells[2], "content_type": cells[3].to_lowercase(), "object_id": cells[4],
    });
    if !cells[0].is_empty() {
        body["id"] = cells[0].clone().into();
    }
    body
}

fn add(entry: &mut Entry, line: i64, kind: NotifierKind, cells: &[String]) {
    let mut item = Map::new();
    if !cells[7].is_empty() {
        item.insert("id".to_owned(), cells[7].clone().into());
    }
    item.insert("name".to_owned(), cells[8].clone().into());
    item.insert(kind.address().to_owned(), cells[9].clone().into());
    let fields = entry.body.as_object_mut().expect("BUG: a body is an object");
    let list = fields.entry(kind.list()).or_insert_with(|| json!([]));
    let list = list.as_array_mut().expect("BUG: notifiers are a list");
    entry.lines.insert(format!("{}.{}", kind.list(), list.len()), line);
    list.push(Value::Object(item));
}

/// Formats providers as a sheet.
pub fn write(providers: &[Provider]) -> Result<String, Error> {
    let mut writer = csv::Writer::from_writer(MARK.to_string().into_bytes());
    writer.write_record(HEAD).map_err(Error::internal)?;
    for provider in providers {
        let draft = provider.to_draft();
        let object = provider.content_object.as_ref();
        let object_id = object.map_or_else(String::new, |object| object.id().to_string());
        let object_name = object.map(|object| object.name()).unwrap_or_default();
        for kind in NotifierKind::ALL {
            for notifier in draft.list(kind) {
                let id = notifier.id.map_or_else(String::new, |id| id.to_string());
                let cells = [
                    &provider.id.to_string(),
                    &provider.name,
                    &provider.label,
                    provider.kind.as_str(),
                    &object_id,
                    object_name,
                    kind.as_str(),
                    &id,
                    &notifier.name,
                    &notifier.address,
                ];
                writer.write_record(cells.map(guarded)).map_err(Error::internal)?;
            }
        }
    }
    String::from_utf8(writer.into_inner().map_err(Error::internal)?).map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: &str = "name,label,content_type,object_id,kind,notifier_name,address,remark\n\
        Watch,Watch,site,5,email,Porter,p@acme.example,x\n\
        Watch,Watch,site,5,Webhook,Desk,https://desk.example\n\
        \n\
        '=Sum,Sum,customer,2,email,A,a@acme.example\n\
        Watch,Watch,site,5,pigeon,Bird,roof\n";

    #[test]
    fn lines_below_each_other_are_one_provider() {
        let (entries, wrong) = read(SHEET);
        assert_eq!(entries.iter().map(|entry| entry.line).collect::<Vec<_>>(), [2, 5, 6]);
        assert_eq!(entries[0].body["webhook_notifiers"][0]["url"], "https://desk.example");
        assert_eq!(entries[1].body["name"], "=Sum");
        assert_eq!(wrong.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [6]);
    }

    #[test]
    fn a_complaint_stands_on_the_line_of_its_notifier() {
        let (entries, _) = read(SHEET);
        assert_eq!(entries[0].place("webhook_notifiers.0.url"), (3, "address".to_owned()));
        assert_eq!(entries[0].place("label"), (2, "label".to_owned()));
    }

    #[test]
    fn a_sheet_without_its_columns_says_which() {
        let (entries, wrong) = read("name;label\nA;B\n");
        assert!(entries.is_empty());
        assert!(wrong[0].1.to_string().contains("content_type"));
    }
}
