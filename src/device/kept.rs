//! Texts that must outlive the page, by name, in a database of the staff's own: the browser's small stores lose what was
//! written shortly before it is killed.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    type Factory;
    #[wasm_bindgen(thread_local_v2, js_namespace = window, js_name = indexedDB)]
    static FACTORY: Option<Factory>;
    #[wasm_bindgen(method, catch)]
    fn open(this: &Factory, name: &str, version: u32) -> Result<Request, JsValue>;

    type Database;
    #[wasm_bindgen(method, catch, js_name = createObjectStore)]
    fn create_object_store(this: &Database, name: &str) -> Result<Store, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn transaction(this: &Database, store: &str, mode: &str, how: &JsValue) -> Result<Work, JsValue>;

    type Work;
    #[wasm_bindgen(method, catch, js_name = objectStore)]
    fn object_store(this: &Work, name: &str) -> Result<Store, JsValue>;
    #[wasm_bindgen(method, setter, js_name = oncomplete)]
    fn set_on_complete(this: &Work, act: &js_sys::Function);
    #[wasm_bindgen(method, setter, js_name = onabort)]
    fn set_on_abort(this: &Work, act: &js_sys::Function);

    type Store;
    #[wasm_bindgen(method, catch)]
    fn get(this: &Store, key: &str) -> Result<Request, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn put(this: &Store, value: &str, key: &str) -> Result<Request, JsValue>;

    type Request;
    #[wasm_bindgen(method, setter, js_name = onsuccess)]
    fn set_on_success(this: &Request, act: &js_sys::Function);
    #[wasm_bindgen(method, setter, js_name = onerror)]
    fn set_on_error(this: &Request, act: &js_sys::Function);
    #[wasm_bindgen(method, setter, js_name = onupgradeneeded)]
    fn set_on_upgrade(this: &Request, act: &js_sys::Function);
    #[wasm_bindgen(method, getter)]
    fn result(this: &Request) -> JsValue;
}

const NAME: &str = "tocsin-staff";
const STORE: &str = "kept";

/// The text kept under `name`.
pub async fn load(name: &str) -> Option<String> {
    let work = begin("readonly").await?;
    let request = work.object_store(STORE).ok()?.get(name).ok()?;
    done(&request).await?.as_string()
}

/// Keeps `text` under `name`, replacing what was there as `edit` says, in one step that all tabs share. Whether it is on the
/// disk.
pub async fn edit(name: &str, edit: impl FnOnce(Option<String>) -> String + 'static) -> bool {
    let Some(work) = begin("readwrite").await else { return false };
    let Ok(store) = work.object_store(STORE) else { return false };
    let Ok(request) = store.get(name) else { return false };
    let (read, name) = (request.clone_value(), name.to_owned());
    // Within the event, or the transaction is over.
    let act = Closure::once_into_js(move || {
        let text = edit(read.unchecked_into::<Request>().result().as_string());
        let _ = store.put(&text, &name);
    });
    request.set_on_success(act.unchecked_ref());
    let finished = js_sys::Promise::new(&mut |resolve, reject| {
        work.set_on_complete(&resolve);
        work.set_on_abort(&reject);
    });
    JsFuture::from(finished).await.is_ok()
}

impl Request {
    fn clone_value(&self) -> JsValue {
        let value: &JsValue = self.as_ref();
        value.clone()
    }
}

async fn begin(mode: &str) -> Option<Work> {
    let request = FACTORY.with(|factory| factory.as_ref().map(|factory| factory.open(NAME, 1)))?.ok()?;
    let made = request.clone_value();
    let act = Closure::once_into_js(move || {
        let database: Database = made.unchecked_into::<Request>().result().unchecked_into();
        let _ = database.create_object_store(STORE);
    });
    request.set_on_upgrade(act.unchecked_ref());
    let database: Database = done(&request).await?.unchecked_into();
    let how = js_sys::Object::new();
    // Setting a property of a fresh plain object cannot fail.
    let _ = js_sys::Reflect::set(&how, &JsValue::from_str("durability"), &JsValue::from_str("strict"));
    database.transaction(STORE, mode, &how).ok()
}

async fn done(request: &Request) -> Option<JsValue> {
    let promise = js_sys::Promise::new(&mut |resolve, reject| {
        request.set_on_success(&resolve);
        request.set_on_error(&reject);
    });
    JsFuture::from(promise).await.ok()?;
    Some(request.result())
}
