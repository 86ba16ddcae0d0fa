//! What must outlive the page: one text for each number, in the store `tracker` of the shell's IndexedDB database.
//! Other browser storage loses writes made shortly before the browser is killed.

use wasm_bindgen::prelude::*;
use web_sys::{IdbDatabase, IdbObjectStore, IdbTransactionMode};

use super::shell;
use super::staff_store::done;

const STORE: &str = "tracker";

/// The text stored under `key`.
pub async fn load(key: i64) -> Option<String> {
    let request = store(IdbTransactionMode::Readonly).await?.get(&number(key)).ok()?;
    done(&request).await?.as_string()
}

/// Stores `text` under `key`. Disk failures are ignored: nothing can be done about them.
pub async fn save(key: i64, text: &str) {
    if let Some(store) = store(IdbTransactionMode::Readwrite).await {
        let _ = store.put_with_key(&text.into(), &number(key));
    }
}

/// Deletes the text under `key`.
pub async fn delete(key: i64) {
    if let Some(store) = store(IdbTransactionMode::Readwrite).await {
        let _ = store.delete(&number(key));
    }
}

/// Deletes all stored texts.
pub async fn clear() {
    if let Some(store) = store(IdbTransactionMode::Readwrite).await {
        let _ = store.clear();
    }
}

async fn store(mode: IdbTransactionMode) -> Option<IdbObjectStore> {
    let database: IdbDatabase = shell::database().await?.unchecked_into();
    database.transaction_with_str_and_mode(STORE, mode).ok()?.object_store(STORE).ok()
}

/// A JavaScript number: an `i64` would become a `BigInt`, which is another key, or none.
fn number(key: i64) -> JsValue {
    JsValue::from_f64(key as f64)
}
