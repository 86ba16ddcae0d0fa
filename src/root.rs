//! The root owner, for state that outlives the page that first needs it.

use leptos::prelude::*;

/// The owner of the whole app.
#[derive(Clone, Copy)]
pub struct Root(StoredValue<Owner>);

/// Records the current owner as the root.
pub fn provide_root() {
    if let Some(owner) = Owner::current() {
        provide_context(Root(StoredValue::new(owner)));
    }
}

/// The root from the context.
pub fn use_root() -> Root {
    expect_context()
}

impl Root {
    /// Runs `provide` in the root, unless a `T` was provided there before. What it creates lives as long as the app.
    pub fn provide_once<T: Clone + 'static>(self, provide: impl FnOnce()) {
        self.0.with_value(|owner| {
            owner.with(|| {
                if use_context::<T>().is_none() {
                    provide();
                }
            });
        });
    }
}
