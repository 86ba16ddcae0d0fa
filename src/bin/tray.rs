//! The officers' pages: the tray, and what is sent and followed from it.

fn main() {
    #[cfg(target_arch = "wasm32")]
    tocsin::pages::tray::start();
}
