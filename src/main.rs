//! Mounts the app.

// A native build of the workspace compiles this file too; there is no browser to mount the app in.
#[cfg(target_arch = "wasm32")]
mod app;

fn main() {
    #[cfg(target_arch = "wasm32")]
    app::mount();
}
