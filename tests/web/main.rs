//! Components in a real browser: labels, problems, focus and keys. `script/test` runs them in Chromium; natively this
//! file is empty.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::wasm_bindgen_test_configure;

mod button;
mod callout;
mod chart;
mod clock;
mod control;
mod delivery;
mod dialog;
mod field;
mod page;
mod rows;
mod summary;
mod tray;

wasm_bindgen_test_configure!(run_in_browser);
