//! Parses the lines of a file of residents.

use serde_json::Value;

use crate::spreadsheet::unguarded;
use web::error::Error;

/// The columns that are read; others are ignored.
const COLUMNS: [&str; 6] = ["email", "name", "surname", "site", "tenure", "mobile"];

/// One line as it was written; empty cells are `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Line {
    /// The line number: the head of a sheet is 1, and so is the first entry of a list.
    pub(crate) number: i64,
    pub(crate) email: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) surname: Option<String>,
    pub(crate) site: Option<String>,
    pub(crate) tenure: Option<String>,
    pub(crate) mobile: Option<String>,
}

impl Line {
    fn set(&mut self, column: &str, cell: &str) {
        let cell = Some(cell.trim().to_owned()).filter(|cell| !cell.is_empty());
        match column {
            "email" => self.email = cell,
            "name" => self.name = cell,
            "surname" => self.surname = cell,
            "site" => self.site = cell,
            "tenure" => self.tenure = cell,
            "mobile" => self.mobile = cell,
            _ => {}
        }
    }
}

/// Parses a sheet; 400 if it is not one, or its head has no column for e-mail addresses.
pub(crate) fn of_sheet(text: &str) -> Result<Vec<Line>, Error> {
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let head: Vec<String> = reader
        .headers()
        .map(|head| head.iter().map(|name| name.to_lowercase()).collect())
        .unwrap_or_default();
    if !head.iter().any(|name| name == "email") {
        let columns = COLUMNS.join(",");
        return Err(Error::bad_request(format!(
            "Line 1 has no column email. Begin the file with: {columns}"
        )));
    }
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| Error::bad_request(format!("The file is not CSV: {error}.")))?;
        if record.iter().all(str::is_empty) {
            continue;
        }
        let number = record.position().map_or(0, |position| position.line());
        let mut line = Line { number: i64::try_from(number).unwrap_or_default(), ..Line::default() };
        for (column, cell) in head.iter().zip(record.iter()) {
            line.set(column, unguarded(cell));
        }
        lines.push(line);
    }
    Ok(lines)
}

/// Parses a list; values other than text and numbers count as empty.
pub(crate) fn of_list(list: Vec<Value>) -> Vec<Line> {
    let line = |(number, value): (i64, Value)| {
        let mut line = Line { number, ..Line::default() };
        for column in COLUMNS {
            match &value[column] {
                Value::String(text) => line.set(column, text),
                Value::Number(number) => line.set(column, &number.to_string()),
                _ => {}
            }
        }
        line
    };
    (1..).zip(list).map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_sheet_and_a_list_say_the_same() {
        let sheet = of_sheet("Email,site,Tenure,note\njo@a.example,5,Leaseholder,x\n,,,\n").unwrap();
        let list = of_list(vec![json!({"email": "jo@a.example", "site": 5, "tenure": "Leaseholder"})]);
        assert_eq!(sheet.len(), 1);
        assert_eq!(sheet[0], Line { number: 2, ..list[0].clone() });
        assert!(of_sheet("name\nJo").is_err());
    }
}
