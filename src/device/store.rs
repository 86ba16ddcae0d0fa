//! What must outlive the page: one text a number, in the store `tracker` of the database that the shell opened. The
//! browser's other stores lose what was written shortly before it is killed.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::shell;

#[wasm_bindgen]
extern "C" {
    type Database;
    #[wasm_bindgen(method, catch)]
    fn transaction(this: &Database, store: &str, mode: &str) -> Result<Transaction, JsValue>;
    type Transaction;
    #[wasm_bindgen(method, catch, js_name = objectStore)]
    fn object_store(this: &Transaction, name: &str) -> Result<Store, JsValue>;
    type Store;
    #[wasm_bindgen(method, catch)]
    fn get(this: &Store, key: f64) -> Result<Request, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn put(this: &Store, value: &str, key: f64) -> Result<Request, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn delete(this: &Store, key: f64) -> Result<Request, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn clear(this: &Store) -> Result<Request, JsValue>;
    type Request;
    #[wasm_bindgen(method, setter, js_name = onsuccess)]
    fn set_on_success(this: &Request, act: &js_sys::Function);
    #[wasm_bindgen(method, setter, js_name = onerror)]
    fn set_on_error(this: &Request, act: &js_sys::Function);
    #[wasm_bindgen(method, getter)]
    fn result(this: &Request) -> JsValue;
}

const STORE: &str = "tracker";

/// The text kept under `key`.
pub async fn load(key: i64) -> Option<String> {
    let request = store("readonly").await?.get(key as f64).ok()?;
    let done = js_sys::Promise::new(&mut |resolve, reject| {
        request.set_on_success(&resolve);
        request.set_on_error(&reject);
    });
    JsFuture::from(done).await.ok()?;
    request.result().as_string()
}

/// Keeps `text` under `key`. Without a disk there is nothing to be done about it.
pub async fn save(key: i64, text: &str) {
    if let Some(store) = store("readwrite").await {
        let _ = store.put(text, key as f64);
    }
}

/// Forgets what is kept under `key`.
pub async fn forget(key: i64) {
    if let Some(store) = store("readwrite").await {
        let _ = store.delete(key as f64);
    }
}

/// Forgets everything.
pub async fn clear() {
    if let Some(store) = store("readwrite").await {
        let _ = store.clear();
    }
}

async fn store(mode: &str) -> Option<Store> {
    let database: Database = shell::database().await?.unchecked_into();
    database.transaction(STORE, mode).ok()?.object_store(STORE).ok()
}
