//! A key that nobody else has, by which the server knows a request that it has seen.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = crypto, js_name = randomUUID)]
    fn random_uuid() -> String;
}

/// A fresh UUID.
pub fn fresh() -> String {
    random_uuid()
}
