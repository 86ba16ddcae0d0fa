//! The staff's door: signing in, and the way to the pages that one's role opens.

fn main() {
    #[cfg(target_arch = "wasm32")]
    tocsin::pages::door::start();
}
