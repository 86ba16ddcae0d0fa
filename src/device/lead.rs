//! Which of several tabs speaks for the resident: the one that was brought to the front last. It takes the lead by force,
//! since a frozen tab keeps a Web Lock for ever; a tab that was not given the lead waits for the one that has it to end.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

#[wasm_bindgen]
extern "C" {
    type Locks;
    #[wasm_bindgen(thread_local_v2, js_namespace = ["window", "navigator"], js_name = locks)]
    static LOCKS: Option<Locks>;
    #[wasm_bindgen(method)]
    fn request(this: &Locks, name: &str, options: &JsValue, hold: &JsValue) -> js_sys::Promise;
}

/// The contest for the lead among the tabs of one browser.
#[derive(Clone)]
pub struct Lead {
    tell: Rc<dyn Fn(bool)>,
    /// Which request speaks for this tab: taking the lead again ends the request before it, which is no loss of the lead.
    newest: Rc<Cell<u32>>,
}

impl Lead {
    /// `tell` hears whether this tab leads, at every change. Where there are no locks every tab leads: a report too many
    /// is better than none.
    pub fn new(tell: impl Fn(bool) + 'static) -> Self {
        Self { tell: Rc::new(tell), newest: Rc::default() }
    }

    /// Takes the lead now, whoever has it.
    pub fn take(&self) {
        self.contend(true);
    }

    fn contend(&self, by_force: bool) {
        let mine = self.newest.get() + 1;
        self.newest.set(mine);
        let this = self.clone();
        // Never resolved: the lock is held until it is stolen or the tab ends.
        let hold = Closure::once_into_js(move || {
            if this.newest.get() == mine {
                (this.tell)(true);
            }
            js_sys::Promise::new(&mut |_, _| ())
        });
        let options = js_sys::Object::new();
        // Setting a property of a fresh plain object cannot fail.
        let _ = js_sys::Reflect::set(&options, &JsValue::from_str("steal"), &JsValue::from_bool(by_force));
        let asked =
            LOCKS.with(|locks| locks.as_ref().map(|locks| locks.request("tocsin-tracker", &options, &hold)));
        let Some(asked) = asked else { return (self.tell)(true) };
        let this = self.clone();
        spawn_local(async move {
            // It ends only by being taken away.
            let _ = JsFuture::from(asked).await;
            if this.newest.get() == mine {
                (this.tell)(false);
                this.contend(false);
            }
        });
    }
}
