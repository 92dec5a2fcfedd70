//! The browser's Web Locks: one holder at a time among all pages of an origin, released by itself when the
//! page ends. It knows no names.
//!
//! <https://developer.mozilla.org/docs/Web/API/Web_Locks_API>

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::AbortSignal;

use super::member::member;

#[wasm_bindgen]
extern "C" {
    /// The browser's own.
    #[derive(Clone)]
    type LockManager;

    #[wasm_bindgen(method, catch)]
    fn request(
        this: &LockManager,
        name: &str,
        options: &Object,
        granted: &Function,
    ) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn query(this: &LockManager) -> Result<Promise, JsValue>;
}

/// The browser's locks.
#[derive(Clone)]
pub(super) struct Locks(LockManager);

/// How a lock is asked for.
#[derive(Clone, Copy)]
pub(super) enum How<'a> {
    /// Only if it is free.
    IfFree,
    /// In line, until the signal says to wait no longer.
    InLine(Option<&'a AbortSignal>),
    /// From whoever has it.
    ByForce,
}

/// A lock that is held; dropping it gives it back.
pub(super) struct Held {
    release: Function,
}

impl Drop for Held {
    fn drop(&mut self) {
        // Settling a promise does not fail.
        let _ = self.release.call0(&JsValue::UNDEFINED);
    }
}

impl Locks {
    /// The locks, if this browser has any.
    pub(super) fn new() -> Option<Self> {
        let navigator = web_sys::window()?.navigator();
        let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
        locks.is_object().then(|| Self(locks.unchecked_into()))
    }

    /// Asks for a lock. `granted` is told when it is held, or with `None` that it is not free; `lost` is
    /// told when it was taken by force.
    pub(super) fn ask(
        &self,
        name: &str,
        how: How<'_>,
        granted: impl FnOnce(Option<Held>) + 'static,
        lost: impl FnOnce() + 'static,
    ) {
        let options = Object::new();
        let set = |name: &str, value: &JsValue| {
            // A plain object takes any member.
            let _ = Reflect::set(&options, &name.into(), value);
        };
        match how {
            How::IfFree => set("ifAvailable", &JsValue::TRUE),
            How::InLine(Some(signal)) => set("signal", signal),
            How::InLine(None) => {}
            How::ByForce => set("steal", &JsValue::TRUE),
        }
        let is_held = Rc::new(Cell::new(false));
        let holds = Rc::clone(&is_held);
        let on_granted = Closure::once_into_js(move |lock: JsValue| -> JsValue {
            if !lock.is_object() {
                granted(None);
                return JsValue::UNDEFINED;
            }
            holds.set(true);
            let mut held = None;
            let until_released = Promise::new(&mut |release, _| held = Some(Held { release }));
            granted(held);
            until_released.into()
        });
        let asked = self.0.request(name, &options, on_granted.unchecked_ref());
        spawn_local(async move {
            let ended = match asked {
                Ok(ended) => JsFuture::from(ended).await,
                Err(error) => Err(error),
            };
            if ended.is_err() && is_held.get() {
                lost();
            }
        });
    }

    /// Whether the page that holds `own` holds `name`, too.
    pub(super) async fn are_held_together(&self, own: &str, name: &str) -> bool {
        let Ok(asked) = self.0.query() else { return false };
        let Ok(answer) = JsFuture::from(asked).await else { return false };
        let held = member(&answer, "held");
        let holder_of = |wanted: &str| {
            let locks = held.dyn_ref::<Array>()?;
            let found =
                locks.iter().find(|lock| member(lock, "name").as_string().as_deref() == Some(wanted))?;
            member(&found, "clientId").as_string()
        };
        holder_of(own).is_some_and(|client| holder_of(name) == Some(client))
    }
}
