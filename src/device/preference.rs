//! Small settings stored in this browser, such as whether the alarm sounds. Nothing important: the storage may be
//! cleared.

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// The value stored under `name`.
pub fn preference(name: &str) -> Option<String> {
    storage()?.get_item(name).ok()?
}

/// Stores `value` under `name`, if the browser allows it.
pub fn set_preference(name: &str, value: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(name, value);
    }
}
