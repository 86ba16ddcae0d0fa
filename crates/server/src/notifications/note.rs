//! Notes of actions. The history holds a salted seal of each, and the words stand beside it: so they can be erased while the
//! chain of hashes still fits, and whoever changes them is found out.

use std::collections::HashMap;

use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use sha2::{Digest, Sha256};

use crate::context::Context;
use database::entity::notification_note::{ActiveModel, Column, Entity, Model};
use web::error::Error;

/// What a seal begins with. A note of an earlier release stands in the history itself.
const SEAL: &str = "sha256:";

/// A note that is about to be written.
pub(crate) struct NewNote<'a> {
    text: &'a str,
    salt: String,
}

impl<'a> NewNote<'a> {
    pub(crate) fn new(state: &Context, text: &'a str) -> Self {
        Self { text, salt: state.new_secret() }
    }

    /// What the history holds of it.
    pub(crate) fn seal(&self) -> String {
        seal(&self.salt, self.text)
    }

    /// Stores its words beside the entry that holds the seal.
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

/// What the notes of these notifications say, by their entries.
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

/// The note of an entry in words; nothing once it was erased.
pub(crate) fn words(stored: Option<String>, id: i64, notes: &mut HashMap<i64, Model>) -> Option<String> {
    match stored {
        Some(seal) if seal.starts_with(SEAL) => notes.remove(&id).map(|row| row.note),
        other => other,
    }
}

/// The first of these entries whose note no longer says what it said.
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
