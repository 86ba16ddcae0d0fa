//! The officers' other pages: writing, what was sent, the records, and this device.

fn main() {
    #[cfg(target_arch = "wasm32")]
    tocsin::pages::office::start();
}
