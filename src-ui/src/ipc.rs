//! The bridge to the shell, and the only file that touches `window.__TAURI_INTERNALS__`.
//!
//! A command crosses as its own serialised self: `invoke(C::NAME, command)`. What comes back is
//! `C::Output` or a [`Failure`]; whatever is neither (a shell of another version, no shell at all)
//! is [`Failure::Internal`]. Values cross as JSON text, since `serde` on one side and the engine's
//! own parser on the other are both already here.

use js_sys::{Function, JSON, Promise, Reflect};
use ka_ipc::{Command, Failure, Notice};
use serde::de::DeserializeOwned;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Asks the shell.
pub async fn call<C: Command>(command: C) -> Result<C::Output, Failure> {
    let words = serde_json::to_string(&command).map_err(|_| Failure::Internal)?;
    let payload = JSON::parse(&words).map_err(|_| Failure::Internal)?;
    match invoke(C::NAME, &payload).await {
        Ok(answer) => read(&answer).ok_or(Failure::Internal),
        Err(refusal) => Err(read(&refusal).unwrap_or(Failure::Internal)),
    }
}

/// Hears every [`Notice`] from now on, for as long as the app lives.
pub async fn listen(hear: impl Fn(Notice) + 'static) -> Result<(), Failure> {
    let heard = Closure::<dyn FnMut(JsValue)>::new(move |event: JsValue| {
        let payload = Reflect::get(&event, &"payload".into()).unwrap_or(JsValue::UNDEFINED);
        if let Some(notice) = read(&payload) {
            hear(notice);
        }
    });
    let bridge = bridge().ok_or(Failure::Internal)?;
    let handler = method(&bridge, "transformCallback")
        .and_then(|transform| transform.call1(&bridge, heard.as_ref()).ok())
        .ok_or(Failure::Internal)?;
    // The shell calls it for as long as the page lives.
    heard.forget();

    let target = js_sys::Object::new();
    let words = js_sys::Object::new();
    for (object, key, value) in [
        (&target, "kind", JsValue::from("Any")),
        (&words, "event", JsValue::from(Notice::EVENT)),
        (&words, "target", JsValue::from(target.clone())),
        (&words, "handler", handler),
    ] {
        Reflect::set(object, &key.into(), &value).map_err(|_| Failure::Internal)?;
    }
    match invoke("plugin:event|listen", &words).await {
        Ok(_) => Ok(()),
        Err(_) => Err(Failure::Internal),
    }
}

/// The object that Tauri puts on every window of its own.
fn bridge() -> Option<JsValue> {
    let window = web_sys::window()?;
    let bridge = Reflect::get(&window, &"__TAURI_INTERNALS__".into()).ok()?;
    bridge.is_object().then_some(bridge)
}

fn method(object: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(object, &name.into()).ok()?.dyn_into().ok()
}

async fn invoke(name: &str, payload: &JsValue) -> Result<JsValue, JsValue> {
    let bridge = bridge().ok_or(JsValue::UNDEFINED)?;
    let invoke = method(&bridge, "invoke").ok_or(JsValue::UNDEFINED)?;
    let promise: Promise = invoke.call2(&bridge, &name.into(), payload)?.dyn_into()?;
    JsFuture::from(promise).await
}

/// The value as a type of ours. `undefined` is read as `null`, which is how `()` is written.
fn read<T: DeserializeOwned>(value: &JsValue) -> Option<T> {
    let words = if value.is_undefined() {
        "null".to_owned()
    } else {
        JSON::stringify(value).ok()?.as_string()?
    };
    serde_json::from_str(&words).ok()
}
