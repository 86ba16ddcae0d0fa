//! A key that nobody else has, by which the server knows a request that it has seen.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    // `crypto.randomUUID` is younger than the phones in use.
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues)]
    fn fill_with_random(bytes: &mut [u8]);
}

/// A fresh UUID.
pub fn fresh() -> String {
    let mut bytes = [0; 16];
    fill_with_random(&mut bytes);
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let mut text: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    for at in [8, 13, 18, 23] {
        text.insert(at, '-');
    }
    text
}
