//! Response types: lists of them as the database stores them (`1,2`), and the ones that a resident may request.

use sea_orm::{ConnectionTrait, DbErr, EntityTrait};
use wire::classification::{DEMO, MEDICAL, SECURITY};

use crate::entity::client;

/// The API client that registered a resident, and whose limits therefore apply.
pub async fn limits(db: &impl ConnectionTrait, id: Option<&str>) -> Result<Option<client::Model>, DbErr> {
    match id {
        Some(id) => client::Entity::find_by_id(id).one(db).await,
        None => Ok(None),
    }
}

/// Parses a list and skips entries that are not numbers.
pub fn parse(text: &str) -> Vec<i64> {
    text.split(',').filter_map(|part| part.trim().parse().ok()).collect()
}

/// Whether the list contains this id.
pub fn contains(text: &str, id: i64) -> bool {
    parse(text).contains(&id)
}

/// A list contains a response type that does not exist.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("responseTypeIds: use 1 (Security), 2 (Medical) and 3 (Demo)")]
pub struct UnknownResponseType;

/// Checks a list from a request and formats it; an empty list means Security.
pub fn to_text(ids: &[i64]) -> Result<String, UnknownResponseType> {
    if ids.is_empty() {
        return Ok(SECURITY.to_string());
    }
    if !ids.iter().all(|id| matches!(*id, SECURITY | MEDICAL | DEMO)) {
        return Err(UnknownResponseType);
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
