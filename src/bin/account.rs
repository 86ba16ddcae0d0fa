//! The resident's second program: signing in, and their own details.

fn main() {
    #[cfg(target_arch = "wasm32")]
    tocsin::pages::account::start();
}
