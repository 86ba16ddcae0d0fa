//! Full-text search: FTS5 on SQLite, a `tsvector` on PostgreSQL. Both get words that were cut here, so that they agree on
//! what a word is.

use sea_orm::{ConnectionTrait, DbBackend};
use wire::target_type::TargetType;

use crate::error::Error;
use crate::sql::Sql;
use crate::table::notification;

/// Letters and digits; everything else parts words.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// What somebody may look for.
pub(super) fn text_of(row: &notification::Model) -> String {
    let title = row.target_type.clone().map(TargetType::from).and_then(|kind| kind.title());
    let values =
        row.personalisation.as_deref().and_then(|json| serde_json::from_str::<serde_json::Value>(json).ok());
    let values: Vec<String> = match values {
        Some(serde_json::Value::Object(fields)) => {
            fields.values().filter_map(|value| value.as_str().map(str::to_owned)).collect()
        }
        _ => Vec::new(),
    };
    let parts = [
        title,
        row.message.as_deref(),
        row.target_id.as_deref(),
        row.user_email.as_deref(),
        row.email.as_deref(),
        Some(row.created_by.as_str()),
    ];
    let all = parts.into_iter().flatten().chain(values.iter().map(String::as_str));
    all.flat_map(words).collect::<Vec<_>>().join(" ")
}

/// Makes a notification findable.
pub(super) async fn add(db: &impl ConnectionTrait, row: &notification::Model) -> Result<(), Error> {
    let mut sql = Sql::new("INSERT INTO notification_text (rowid, words) VALUES (");
    sql.bind(row.seq).push(", ");
    match db.get_database_backend() {
        DbBackend::Postgres => sql.push("to_tsvector('simple', ").bind(text_of(row)).push("))"),
        _ => sql.bind(text_of(row)).push(")"),
    };
    sql.run(db).await?;
    Ok(())
}

/// Forgets its words.
pub(super) async fn forget(db: &impl ConnectionTrait, seqs: &[i64]) -> Result<(), Error> {
    for seq in seqs {
        Sql::new("DELETE FROM notification_text WHERE rowid = ").bind(*seq).run(db).await?;
    }
    Ok(())
}

/// The query that finds all of these words, the last one perhaps only begun; none when there is no word.
pub(super) fn query(backend: DbBackend, text: &str) -> Option<String> {
    let words: Vec<String> = words(text).take(20).collect();
    let (last, rest) = words.split_last()?;
    // Words are letters and digits only, so there is nothing to escape.
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
