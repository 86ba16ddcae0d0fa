//! The tray.

fn main() {
    #[cfg(target_arch = "wasm32")]
    tocsin::pages::tray::start();
}
