//! Named texts in the staff's IndexedDB database: `localStorage` loses writes made shortly before the browser is
//! killed.

use leptos::prelude::window;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbRequest, IdbTransaction, IdbTransactionMode};

// web-sys has a transaction's durability only behind `web_sys_unstable_apis`; the `idb` crate has none.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = IdbDatabase)]
    type DurableDatabase;
    #[wasm_bindgen(method, catch)]
    fn transaction(
        this: &DurableDatabase,
        store: &str,
        mode: IdbTransactionMode,
        options: &JsValue,
    ) -> Result<IdbTransaction, JsValue>;
}

const NAME: &str = "tocsin-staff";
const STORE: &str = "kept";

/// The text stored under `name`.
pub async fn load(name: &str) -> Option<String> {
    let work = begin(IdbTransactionMode::Readonly).await?;
    let request = work.object_store(STORE).ok()?.get(&name.into()).ok()?;
    done(&request).await?.as_string()
}

/// Replaces the text under `name` by the result of `edit`, in one transaction shared by all tabs. Returns whether it
/// is on disk.
pub async fn edit(name: &str, edit: impl FnOnce(Option<String>) -> String + 'static) -> bool {
    let Some(work) = begin(IdbTransactionMode::Readwrite).await else { return false };
    let Ok(store) = work.object_store(STORE) else { return false };
    let Ok(request) = store.get(&name.into()) else { return false };
    let (read, name) = (request.clone(), name.to_owned());
    // Inside the event handler, or the transaction is over.
    let act = Closure::once_into_js(move || {
        let text = edit(read.result().ok().and_then(|value| value.as_string()));
        let _ = store.put_with_key(&text.into(), &name.into());
    });
    request.set_onsuccess(Some(act.unchecked_ref()));
    let finished = js_sys::Promise::new(&mut |resolve, reject| {
        work.set_oncomplete(Some(&resolve));
        work.set_onabort(Some(&reject));
    });
    JsFuture::from(finished).await.is_ok()
}

async fn begin(mode: IdbTransactionMode) -> Option<IdbTransaction> {
    let request = window().indexed_db().ok()??.open_with_u32(NAME, 1).ok()?;
    let upgraded = request.clone();
    let act = Closure::once_into_js(move || {
        if let Ok(database) = upgraded.result() {
            let _ = database.unchecked_into::<IdbDatabase>().create_object_store(STORE);
        }
    });
    request.set_onupgradeneeded(Some(act.unchecked_ref()));
    let database: DurableDatabase = done(&request).await?.unchecked_into();
    let options = js_sys::Object::new();
    // Setting a property of a new plain object cannot fail.
    let _ = js_sys::Reflect::set(&options, &JsValue::from_str("durability"), &JsValue::from_str("strict"));
    database.transaction(STORE, mode, &options).ok()
}

/// The result of a request to the database; `None` when it failed.
pub(super) async fn done(request: &IdbRequest) -> Option<JsValue> {
    let promise = js_sys::Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(promise).await.ok()?;
    request.result().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn a_stored_text_is_read_back_and_replaced() {
        assert!(edit("a-test", |before| before.unwrap_or_default() + "one").await);
        assert!(edit("a-test", |_| "two".to_owned()).await);
        assert_eq!(load("a-test").await.as_deref(), Some("two"));
        assert_eq!(load("nothing").await, None);
    }
}
