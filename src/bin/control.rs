//! The control room: below `/staff/control`.

fn main() {
    #[cfg(target_arch = "wasm32")]
    tocsin::pages::control::start();
}
