//! Random UUIDs, used as idempotency keys.

use leptos::prelude::window;

/// A random UUID (version 4).
pub fn random() -> String {
    let mut bytes = [0; 16];
    // `crypto.randomUUID` is missing on older phones.
    let crypto = window().crypto().expect("BUG: a browser without crypto");
    crypto.get_random_values_with_u8_array(&mut bytes).expect("BUG: 16 random bytes were refused");
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let mut text: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    for at in [8, 13, 18, 23] {
        text.insert(at, '-');
    }
    text
}
