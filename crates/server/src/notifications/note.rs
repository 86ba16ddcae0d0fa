//! Notes of actions. The history contains a salted hash of each note, and the text is stored beside it. So a text can be erased
//! without breaking the chain of hashes, and a changed text is detected.

use std::collections::HashMap;

use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use sha2::{Digest, Sha256};

use crate::context::Context;
use database::entity::notification_note::{ActiveModel, Column, Entity, Model};
use web::error::Error;

/// The prefix of a hash. Earlier releases stored notes in the history itself.
const SEAL: &str = "sha256:";

/// A note that is about to be stored.
pub(crate) struct NewNote<'a> {
    text: &'a str,
    salt: String,
}

impl<'a> NewNote<'a> {
    pub(crate) fn new(state: &Context, text: &'a str) -> Self {
        Self { text, salt: state.new_secret() }
    }

    /// The hash for the history.
    pub(crate) fn seal(&self) -> String {
        seal(&self.salt, self.text)
    }

    /// Stores the text together with the id of the history entry.
    pub(crate) async fn store(
        self,
        db: &impl ConnectionTrait,
        history_id: i64,
        notification_id: &str,
    ) -> Result<(), Error> {
        let row = ActiveModel {
            history_id: Set(history_id),
            notification_id: Set(notification_id.to_owned()),
            salt: Set(self.salt),
            note: Set(self.text.to_owned()),
        };
        row.insert(db).await?;
        Ok(())
    }
}

fn seal(salt: &str, text: &str) -> String {
    let digest = Sha256::digest(format!("{salt}\n{text}"));
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{SEAL}{hex}")
}

/// The texts of these notifications' notes, by history entry.
pub(crate) async fn notes_of(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = &str>,
) -> Result<HashMap<i64, Model>, Error> {
    let ids: Vec<&str> = ids.into_iter().collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = Entity::find().filter(Column::NotificationId.is_in(ids)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.history_id, row)).collect())
}

/// The text of an entry's note; `None` once it was erased.
pub(crate) fn words(stored: Option<String>, id: i64, notes: &mut HashMap<i64, Model>) -> Option<String> {
    match stored {
        Some(seal) if seal.starts_with(SEAL) => notes.remove(&id).map(|row| row.note),
        other => other,
    }
}

/// The first of these entries whose note was changed.
pub(crate) async fn first_changed(
    db: &impl ConnectionTrait,
    entries: &[(i64, Option<&str>)],
) -> Result<Option<i64>, Error> {
    let sealed =
        entries.iter().filter_map(|(id, note)| Some((*id, note.filter(|note| note.starts_with(SEAL))?)));
    let sealed: HashMap<i64, &str> = sealed.collect();
    let rows = Entity::find().filter(Column::HistoryId.is_in(sealed.keys().copied())).all(db).await?;
    let changed =
        rows.iter().filter(|row| sealed.get(&row.history_id) != Some(&seal(&row.salt, &row.note).as_str()));
    Ok(changed.map(|row| row.history_id).min())
}
