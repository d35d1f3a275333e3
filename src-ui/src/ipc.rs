//! The bridge to the shell, and the only file that touches `window.__TAURI_INTERNALS__`.
//!
//! A command crosses as its own serialised self: `invoke(C::NAME, command)`. What comes back is
//! `C::Output` or a [`Failure`]; whatever is neither (a shell of another version, no shell at all)
//! is [`Failure::Internal`]. Values cross as JSON text, since `serde` on one side and the engine's
//! own parser on the other are both already here.

use js_sys::{ArrayBuffer, Function, JSON, Promise, Reflect};
use ka_domain::SubmissionId;
use ka_domain::views::DraftView;
use ka_ipc::{AddPhoto, Command, Failure, Notice};
use serde::de::DeserializeOwned;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Where `early.js` leaves what it asked for.
const EARLY: &str = "kaEarly";

/// A command on its way: its name, and itself as JSON.
pub struct Question {
    name: &'static str,
    words: Result<String, Failure>,
}

impl Question {
    /// Writes down `command`.
    pub fn of<C: Command>(command: &C) -> Self {
        Self {
            name: C::NAME,
            words: serde_json::to_string(command).map_err(|_| Failure::Internal),
        }
    }

    /// Asks the shell. The answer is JSON, to be read by [`read`].
    pub async fn ask(self) -> Result<String, Failure> {
        let payload = JSON::parse(&self.words?).map_err(|_| Failure::Internal)?;
        let early = (self.name == ka_ipc::Start::NAME)
            .then(asked_early)
            .flatten();
        let answer = match early {
            Some(answer) => JsFuture::from(answer).await,
            None => invoke(self.name, &payload).await,
        };
        answered(answer)
    }
}

/// The answer as JSON, or the refusal.
fn answered(answer: Result<JsValue, JsValue>) -> Result<String, Failure> {
    match answer {
        Ok(answer) => words(&answer).ok_or(Failure::Internal),
        Err(refusal) => Err(words(&refusal)
            .and_then(|words| serde_json::from_str(&words).ok())
            .unwrap_or(Failure::Internal)),
    }
}

/// Asks the shell.
pub async fn call<C: Command>(command: C) -> Result<C::Output, Failure> {
    read(&Question::of(&command).ask().await?)
}

/// Hands `picture`, a file as it is, to a draft: as bytes, not as JSON. Gives back the draft.
pub async fn add_photo(draft: SubmissionId, picture: &ArrayBuffer) -> Result<DraftView, Failure> {
    let (headers, options) = (js_sys::Object::new(), js_sys::Object::new());
    let said = Reflect::set(&headers, &AddPhoto::DRAFT.into(), &draft.to_string().into())
        .and_then(|_| Reflect::set(&options, &"headers".into(), &headers));
    let bridge = bridge().ok_or(Failure::Internal)?;
    let invoke = method(&bridge, "invoke").ok_or(Failure::Internal)?;
    let promise = said
        .and_then(|_| invoke.call3(&bridge, &AddPhoto::NAME.into(), picture, &options))
        .and_then(JsCast::dyn_into::<Promise>)
        .map_err(|_| Failure::Internal)?;
    read(&answered(JsFuture::from(promise).await)?)
}

/// The answer as a type of ours.
pub fn read<T: DeserializeOwned>(words: &str) -> Result<T, Failure> {
    serde_json::from_str(words).map_err(|_| Failure::Internal)
}

/// Hears every [`Notice`] from now on, for as long as the app lives.
pub async fn listen(hear: impl Fn(Notice) + 'static) -> Result<(), Failure> {
    let heard = Closure::<dyn FnMut(JsValue)>::new(move |event: JsValue| {
        let payload = Reflect::get(&event, &"payload".into()).unwrap_or(JsValue::UNDEFINED);
        if let Some(Ok(notice)) = words(&payload).map(|words| read(&words)) {
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
    let payload = js_sys::Object::new();
    for (object, key, value) in [
        (&target, "kind", JsValue::from("Any")),
        (&payload, "event", JsValue::from(Notice::EVENT)),
        (&payload, "target", JsValue::from(target.clone())),
        (&payload, "handler", handler),
    ] {
        Reflect::set(object, &key.into(), &value).map_err(|_| Failure::Internal)?;
    }
    match invoke("plugin:event|listen", &payload).await {
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

/// The answer to [`ka_ipc::Start`], for which `early.js` has asked before this code was there. Once.
fn asked_early() -> Option<Promise> {
    let window = web_sys::window()?;
    let early: js_sys::Object = Reflect::get(&window, &EARLY.into()).ok()?.dyn_into().ok()?;
    let answer = Reflect::get(&early, &"start".into())
        .ok()?
        .dyn_into()
        .ok()?;
    Reflect::delete_property(&early, &"start".into()).ok()?;
    Some(answer)
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

/// The value as JSON. `undefined` is written as `null`, which is how `()` is read.
fn words(value: &JsValue) -> Option<String> {
    if value.is_undefined() {
        Some("null".to_owned())
    } else {
        JSON::stringify(value).ok()?.as_string()
    }
}
