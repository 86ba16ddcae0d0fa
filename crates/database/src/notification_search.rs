//! Full-text search: FTS5 on SQLite, a `tsvector` on PostgreSQL. Text is split into words here, so that both agree on what a word
//! is.

use sea_orm::{ConnectionTrait, DbBackend, DbErr, FromQueryResult};
use serde_json::Value;
use wire::fold::fold;
use wire::target_type::TargetType;

use crate::entity::notification;
use crate::sql::Sql;

/// Splits a text into folded words of letters and digits; everything else separates words.
fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// The searchable fields of a notification.
#[derive(Debug, FromQueryResult)]
struct Searchable {
    seq: i64,
    target_type: Option<String>,
    message: Option<String>,
    target_id: Option<String>,
    user_email: Option<String>,
    email: Option<String>,
    created_by: String,
    personalisation: Option<String>,
}

/// The searchable text of a notification.
pub fn text_of(row: &notification::Model) -> String {
    Searchable {
        seq: row.seq,
        target_type: row.target_type.clone(),
        message: row.message.clone(),
        target_id: row.target_id.clone(),
        user_email: row.user_email.clone(),
        email: row.email.clone(),
        created_by: row.created_by.clone(),
        personalisation: row.personalisation.clone(),
    }
    .words()
}

impl Searchable {
    fn words(&self) -> String {
        let title = self.target_type.clone().map(TargetType::from).and_then(|kind| kind.title());
        let values =
            self.personalisation.as_deref().and_then(|json| serde_json::from_str::<Value>(json).ok());
        let values: Vec<String> = match values {
            Some(Value::Object(fields)) => {
                fields.values().filter_map(|value| value.as_str().map(str::to_owned)).collect()
            }
            _ => Vec::new(),
        };
        let parts = [
            title,
            self.message.as_deref(),
            self.target_id.as_deref(),
            self.user_email.as_deref(),
            self.email.as_deref(),
            Some(self.created_by.as_str()),
        ];
        let all = parts.into_iter().flatten().chain(values.iter().map(String::as_str));
        all.flat_map(words).collect::<Vec<_>>().join(" ")
    }
}

/// Rows that one query reads while all are folded.
const AT_ONCE: i64 = 500;

/// Rewrites the words of all notifications, for those that were stored before words were folded.
pub async fn fold_all(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    let mut last = 0_i64;
    loop {
        let mut sql = Sql::new(
            "SELECT seq, target_type, message, target_id, user_email, email, created_by, personalisation \
             FROM notification WHERE seq > ",
        );
        sql.bind(last).push(" ORDER BY seq LIMIT ").bind(AT_ONCE);
        let rows: Vec<Searchable> = sql.all(db).await?;
        let Some(end) = rows.last() else { return Ok(()) };
        last = end.seq;
        for row in &rows {
            let mut sql = Sql::new("UPDATE notification_text SET words = ");
            match db.get_database_backend() {
                DbBackend::Postgres => sql.push("to_tsvector('simple', ").bind(row.words()).push(")"),
                _ => sql.bind(row.words()),
            };
            sql.push(" WHERE rowid = ").bind(row.seq).run(db).await?;
        }
    }
}

/// Adds a notification to the index.
pub async fn add(db: &impl ConnectionTrait, row: &notification::Model) -> Result<(), DbErr> {
    let mut sql = Sql::new("INSERT INTO notification_text (rowid, words) VALUES (");
    sql.bind(row.seq).push(", ");
    match db.get_database_backend() {
        DbBackend::Postgres => sql.push("to_tsvector('simple', ").bind(text_of(row)).push("))"),
        _ => sql.bind(text_of(row)).push(")"),
    };
    sql.run(db).await?;
    Ok(())
}

/// Removes notifications from the index.
pub async fn remove(db: &impl ConnectionTrait, seqs: &[i64]) -> Result<(), DbErr> {
    for seq in seqs {
        Sql::new("DELETE FROM notification_text WHERE rowid = ").bind(*seq).run(db).await?;
    }
    Ok(())
}

/// A query for all of these words, the last of which may be a prefix; `None` if there is no word.
pub fn query(backend: DbBackend, text: &str) -> Option<String> {
    let words: Vec<String> = words(text).into_iter().take(20).collect();
    let (last, rest) = words.split_last()?;
    // Words contain only letters and digits, so nothing needs escaping.
    Some(match backend {
        DbBackend::Postgres => {
            rest.iter().map(|word| format!("{word} & ")).collect::<String>() + &format!("{last}:*")
        }
        _ => rest.iter().map(|word| format!("\"{word}\" ")).collect::<String>() + &format!("\"{last}\"*"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_typed_is_syntax() {
        assert_eq!(query(DbBackend::Sqlite, "court* OR \"x"), Some("\"court\" \"or\" \"x\"*".to_owned()));
        assert_eq!(query(DbBackend::Postgres, "a:b & !c"), Some("a & b & c:*".to_owned()));
        assert_eq!(query(DbBackend::Sqlite, " -- * "), None);
    }
}
