//! The admins' pages: providers, accounts, services, templates and what becomes of deliveries.

fn main() {
    #[cfg(target_arch = "wasm32")]
    tocsin::pages::admin::start();
}
