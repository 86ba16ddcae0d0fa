//! The resident's entry: phone and television.

fn main() {
    #[cfg(target_arch = "wasm32")]
    tocsin::pages::resident::start();
}
