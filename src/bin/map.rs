//! The resident's third program: the map, loaded only when somebody is on the way or the resident asks for it.

fn main() {
    #[cfg(target_arch = "wasm32")]
    tocsin::pages::map::start();
}
