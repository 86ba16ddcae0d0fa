//! The staff's entry: everything below `/staff/`.

fn main() {
    #[cfg(target_arch = "wasm32")]
    tocsin::pages::staff::start();
}
