//! What is to be pasted elsewhere.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    type Clipboard;
    #[wasm_bindgen(thread_local_v2, js_namespace = ["window", "navigator"], js_name = clipboard)]
    static CLIPBOARD: Option<Clipboard>;
    #[wasm_bindgen(method, js_name = writeText)]
    fn write(this: &Clipboard, text: &str) -> js_sys::Promise;
}

/// Puts a text there, where the browser lets a page do so.
pub fn copy(text: &str) {
    CLIPBOARD.with(|clipboard| {
        if let Some(clipboard) = clipboard {
            let asked = clipboard.write(text);
            wasm_bindgen_futures::spawn_local(async move {
                let _ = wasm_bindgen_futures::JsFuture::from(asked).await;
            });
        }
    });
}
