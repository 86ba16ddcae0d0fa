//! What must outlive the page: one text a number, in the store `tracker` of the database that the shell opened. The
//! browser's other stores lose what was written shortly before it is killed.

use wasm_bindgen::prelude::*;
use web_sys::{IdbDatabase, IdbObjectStore, IdbTransactionMode};

use super::shell;
use super::staff_store::done;

const STORE: &str = "tracker";

/// The text kept under `key`.
pub async fn load(key: i64) -> Option<String> {
    let request = store(IdbTransactionMode::Readonly).await?.get(&number(key)).ok()?;
    done(&request).await?.as_string()
}

/// Keeps `text` under `key`. Without a disk there is nothing to be done about it.
pub async fn save(key: i64, text: &str) {
    if let Some(store) = store(IdbTransactionMode::Readwrite).await {
        let _ = store.put_with_key(&text.into(), &number(key));
    }
}

/// Forgets what is kept under `key`.
pub async fn delete(key: i64) {
    if let Some(store) = store(IdbTransactionMode::Readwrite).await {
        let _ = store.delete(&number(key));
    }
}

/// Forgets everything.
pub async fn clear() {
    if let Some(store) = store(IdbTransactionMode::Readwrite).await {
        let _ = store.clear();
    }
}

async fn store(mode: IdbTransactionMode) -> Option<IdbObjectStore> {
    let database: IdbDatabase = shell::database().await?.unchecked_into();
    database.transaction_with_str_and_mode(STORE, mode).ok()?.object_store(STORE).ok()
}

/// JavaScript's own kind of number: an `i64` would become a `BigInt`, which is another key, or none.
fn number(key: i64) -> JsValue {
    JsValue::from_f64(key as f64)
}
