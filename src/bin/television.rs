//! The television of a resident: `/tv`.

fn main() {
    #[cfg(target_arch = "wasm32")]
    tocsin::pages::television::start();
}
