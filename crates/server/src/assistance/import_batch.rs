//! Stores the providers of an import, a few rows at a time.

use sea_orm::ConnectionTrait;
use wire::assistance::NewProvider;

use crate::assistance::store;
use crate::context::Context;
use web::error::Error;

/// Rows (providers and notifiers) of one transaction. Presses wait for one transaction at most, so this limits how long they
/// wait.
const ROWS_PER_TRANSACTION: usize = 24;

/// Stores all providers in small transactions, so that presses are written in between. They have been validated; if the database
/// fails all the same, the added ones are removed again.
pub(crate) async fn store_all(
    state: Context,
    organisation_id: i64,
    fit: Vec<(Option<i64>, NewProvider)>,
) -> Result<(), Error> {
    let mut added = Vec::new();
    // Replaced ones are last, because they cannot be undone.
    let (new, replaced): (Vec<_>, Vec<_>) = fit.into_iter().partition(|(id, _)| id.is_none());
    for part in parts(new).into_iter().chain(parts(replaced)) {
        match store_part(&state, organisation_id, part).await {
            Ok(ids) => added.extend(ids),
            Err(error) => {
                tracing::error!(%error, added = added.len(), "an import failed; removing what it added");
                remove_all(&state, &added).await?;
                return Err(error);
            }
        }
    }
    Ok(())
}

/// Splits the list so that no part has more rows than one transaction may have.
fn parts(fit: Vec<(Option<i64>, NewProvider)>) -> Vec<Vec<(Option<i64>, NewProvider)>> {
    let mut parts: Vec<Vec<_>> = Vec::new();
    let mut rows = ROWS_PER_TRANSACTION;
    for entry in fit {
        let own = 1 + entry.1.notifiers.len();
        if rows + own > ROWS_PER_TRANSACTION {
            parts.push(Vec::new());
            rows = 0;
        }
        rows += own;
        if let Some(part) = parts.last_mut() {
            part.push(entry);
        }
    }
    parts
}

async fn store_part(
    state: &Context,
    organisation_id: i64,
    part: Vec<(Option<i64>, NewProvider)>,
) -> Result<Vec<i64>, Error> {
    let mut added = Vec::new();
    let transaction = state.write().await?;
    for (id, new) in part {
        added.extend(store(state, &*transaction, organisation_id, id, new).await?);
    }
    transaction.commit().await?;
    Ok(added)
}

async fn remove_all(state: &Context, added: &[i64]) -> Result<(), Error> {
    for part in added.chunks(ROWS_PER_TRANSACTION) {
        let transaction = state.write().await?;
        for id in part {
            store::delete(&*transaction, *id).await?;
        }
        transaction.commit().await?;
    }
    Ok(())
}

async fn store(
    state: &Context,
    transaction: &impl ConnectionTrait,
    organisation_id: i64,
    id: Option<i64>,
    new: NewProvider,
) -> Result<Option<i64>, Error> {
    match id {
        Some(id) => {
            let row = store::find(transaction, organisation_id, id).await?;
            store::replace(state, transaction, row, new).await?;
            Ok(None)
        }
        None => Ok(Some(store::insert(state, transaction, organisation_id, new).await?.0.id)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::assistance::{NewNotifier, NotifierKind, Scope};
    use wire::id::OrganisationId;

    fn provider(notifiers: usize) -> NewProvider {
        let notifier = || NewNotifier {
            id: None,
            kind: NotifierKind::Email,
            name: "Desk".to_owned(),
            address: "desk@acme.example".to_owned(),
        };
        NewProvider {
            scope: Scope::Organisation(OrganisationId(2)),
            name: "Desk".to_owned(),
            label: "Desk".to_owned(),
            notifiers: std::iter::repeat_with(notifier).take(notifiers).collect(),
        }
    }

    #[test]
    fn no_transaction_of_an_import_holds_the_database_for_long() {
        let fit: Vec<_> = (0..500).map(|number| (None, provider(1 + number % 20))).collect();
        let parts = parts(fit);
        assert_eq!(parts.iter().map(Vec::len).sum::<usize>(), 500);
        for part in parts {
            let rows: usize = part.iter().map(|(_, new)| 1 + new.notifiers.len()).sum();
            assert!(rows <= ROWS_PER_TRANSACTION, "{rows}");
        }
    }
}
