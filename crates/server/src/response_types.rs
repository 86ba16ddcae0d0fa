//! Response types: lists of them as the database keeps them (`1,2`), and which of them somebody may ask for.

use sea_orm::{ConnectionTrait, EntityTrait};
use wire::classification::{DEMO, MEDICAL, RESPONSE_TYPES, SECURITY};
use wire::session::Role;

use crate::error::Error;
use crate::table::client;
use crate::viewer::Viewer;

/// The response types this person may ask for: those of the API client that registered them, or all.
pub async fn allowed_to(db: &impl ConnectionTrait, viewer: &Viewer) -> Result<Vec<i64>, Error> {
    if viewer.role != Role::Resident {
        return Ok(Vec::new());
    }
    let client = limits(db, viewer.user.client_id.as_deref()).await?;
    Ok(client.map_or_else(|| RESPONSE_TYPES.to_vec(), |client| client.response_types()))
}

/// The API client whose limits hold for a resident that it registered.
pub async fn limits(db: &impl ConnectionTrait, id: Option<&str>) -> Result<Option<client::Model>, Error> {
    match id {
        Some(id) => Ok(client::Entity::find_by_id(id).one(db).await?),
        None => Ok(None),
    }
}

/// Reads such a list; what is no number is skipped.
pub fn parse(text: &str) -> Vec<i64> {
    text.split(',').filter_map(|part| part.trim().parse().ok()).collect()
}

/// Whether the list holds this one.
pub fn contains(text: &str, id: i64) -> bool {
    parse(text).contains(&id)
}

/// Checks and writes a list that was sent; nothing sent means Security.
pub fn to_text(ids: &[i64]) -> Result<String, Error> {
    if ids.is_empty() {
        return Ok(SECURITY.to_string());
    }
    if !ids.iter().all(|id| matches!(*id, SECURITY | MEDICAL | DEMO)) {
        return Err(Error::bad_request("responseTypeIds: use 1 (Security), 2 (Medical) and 3 (Demo)"));
    }
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    Ok(ids.iter().map(i64::to_string).collect::<Vec<_>>().join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_and_checked() {
        assert_eq!(to_text(&[2, 1, 2]).unwrap(), "1,2");
        assert_eq!(to_text(&[]).unwrap(), "1");
        assert!(to_text(&[1, 4]).is_err());
        assert!(contains("1,2", 2) && !contains("1,2", 3) && !contains("", 1));
    }
}
