//! From a name on the bridge to a handler.
//!
//! Tauri has checked by now that the name is in the table of commands. What crossed with it is the
//! command itself, as JSON; one that does not read as such is a fault of ours, not of a person.
//!
//! A picture crosses as it is, as bytes, and what it is for in a header. Where the webview cannot hand over
//! any bytes, as on Android, it is JSON with the picture in base64, `{"photo":"…"}`, or the numbers that the
//! bridge makes of bytes. Its size is looked at before anything is made of it. All of that is done beside
//! the main thread, on what crossed itself.

use crate::platform::Platform;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use ka_core::City;
use ka_ipc::{Command, Failure};
use serde::Serialize;
use serde_json::Value;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;
use tauri::http::HeaderMap;
use tauri::ipc::{Invoke, InvokeBody, InvokeError, InvokeResponseBody};
use tauri::{Manager, async_runtime};
use zeroize::Zeroizing;

type Answer = Result<String, Failure>;
type Words = Arc<dyn Fn(&City, &dyn Platform, &[u8]) -> Answer + Send + Sync>;
type Bytes = Arc<dyn Fn(&City, &str, Cow<'_, [u8]>) -> Answer + Send + Sync>;

/// Where a picture is in JSON.
const PHOTO: &str = "photo";

#[derive(Clone)]
enum Handler {
    /// Of a command that crosses as JSON.
    Words(Words),
    /// Of one that crosses as bytes with a header of this name.
    Bytes {
        header: &'static str,
        most: usize,
        answer: Bytes,
    },
}

/// Every command and what answers it.
#[derive(Default)]
pub struct Router {
    handlers: BTreeMap<&'static str, Handler>,
}

impl Router {
    /// From now on `answer` answers the command `C`, out of the engine alone.
    pub fn on<C: Command>(
        self,
        answer: impl Fn(&City, C) -> Result<C::Output, Failure> + Send + Sync + 'static,
    ) -> Router {
        self.on_platform(move |city, _, command| answer(city, command))
    }

    /// From now on `answer` answers the command `C`, for which it needs the system around the app.
    pub fn on_platform<C: Command>(
        mut self,
        answer: impl Fn(&City, &dyn Platform, C) -> Result<C::Output, Failure> + Send + Sync + 'static,
    ) -> Router {
        let handler = move |city: &City, platform: &dyn Platform, words: &[u8]| {
            let command: C = serde_json::from_slice(words).map_err(|error| {
                // Not the error itself: it may quote what was typed.
                tracing::error!(command = C::NAME, column = error.column(), "not understood");
                Failure::Internal
            })?;
            let output = answer(city, platform, command)?;
            serde_json::to_string(&output).map_err(|_| Failure::Internal)
        };
        self.handlers
            .insert(C::NAME, Handler::Words(Arc::new(handler)));
        self
    }

    /// From now on `answer` answers the command `name`, which crosses as at most `most` bytes and a
    /// `header`; more are too large a picture.
    pub fn on_bytes<T: Serialize>(
        mut self,
        name: &'static str,
        header: &'static str,
        most: usize,
        answer: impl Fn(&City, &str, Cow<'_, [u8]>) -> Result<T, Failure> + Send + Sync + 'static,
    ) -> Router {
        let answer = Arc::new(move |city: &City, header: &str, bytes: Cow<'_, [u8]>| {
            let output = answer(city, header, bytes)?;
            serde_json::to_string(&output).map_err(|_| Failure::Internal)
        });
        let handler = Handler::Bytes {
            header,
            most,
            answer,
        };
        self.handlers.insert(name, handler);
        self
    }

    /// Answers one call, off the main thread: the engine may wait for the disk. False if nobody
    /// answers this name.
    pub fn dispatch(&self, invoke: Invoke) -> bool {
        let message = invoke.message;
        let Some(handler) = self.handlers.get(message.command()).cloned() else {
            return false;
        };
        invoke.resolver.respond_async_serialized(async move {
            let work = async_runtime::spawn_blocking(move || {
                let webview = message.webview_ref();
                let city = webview.state::<Arc<City>>();
                let platform = webview.state::<Arc<dyn Platform>>();
                handler.answer(&city, &**platform, message.payload(), message.headers())
            });
            match work.await {
                Ok(Ok(answer)) => Ok(InvokeResponseBody::Json(answer)),
                Ok(Err(failure)) => Err(refused(&failure)),
                Err(_) => Err(refused(&Failure::Internal)),
            }
        });
        true
    }

    /// What one command is answered, as it crosses the bridge.
    #[cfg(test)]
    pub fn answer<C: Command>(
        &self,
        city: &City,
        platform: &dyn Platform,
        command: &C,
    ) -> Result<C::Output, Failure> {
        let words = serde_json::to_vec(command).map_err(|_| Failure::Internal)?;
        let handler = self.handlers.get(C::NAME).ok_or(Failure::Internal)?;
        let words = serde_json::from_slice(&words).map_err(|_| Failure::Internal)?;
        let body = InvokeBody::Json(words);
        let answer = handler.answer(city, platform, &body, &HeaderMap::new())?;
        serde_json::from_str(&answer).map_err(|_| Failure::Internal)
    }

    /// What a command that crosses as bytes is answered.
    #[cfg(test)]
    pub fn answer_bytes<T: serde::de::DeserializeOwned>(
        &self,
        city: &City,
        name: &str,
        body: &InvokeBody,
        headers: &HeaderMap,
    ) -> Result<T, Failure> {
        let handler = self.handlers.get(name).ok_or(Failure::Internal)?;
        let nobody = crate::testing::Asked::default();
        let answer = handler.answer(city, &nobody, body, headers)?;
        serde_json::from_str(&answer).map_err(|_| Failure::Internal)
    }

    /// The names that are answered.
    #[cfg(test)]
    pub fn names(&self) -> Vec<&'static str> {
        self.handlers.keys().copied().collect()
    }
}

impl Handler {
    fn answer(
        &self,
        city: &City,
        platform: &dyn Platform,
        body: &InvokeBody,
        headers: &HeaderMap,
    ) -> Answer {
        match self {
            Handler::Words(answer) => match body {
                InvokeBody::Json(value) => {
                    // A passphrase may be among them.
                    let words = Zeroizing::new(value.to_string());
                    answer(city, platform, words.as_bytes())
                }
                InvokeBody::Raw(bytes) => answer(city, platform, bytes),
            },
            Handler::Bytes {
                header,
                most,
                answer,
            } => {
                let header = headers.get(*header).and_then(|value| value.to_str().ok());
                let header = header.ok_or(Failure::Internal)?;
                answer(city, header, bytes(body, *most)?)
            }
        }
    }
}

/// Bytes as they crossed, at most `most` of them.
fn bytes(body: &InvokeBody, most: usize) -> Result<Cow<'_, [u8]>, Failure> {
    let fits = |length: usize| match length > most {
        true => Err(Failure::PhotoTooLarge),
        false => Ok(()),
    };
    match body {
        InvokeBody::Raw(bytes) => {
            fits(bytes.len())?;
            Ok(Cow::Borrowed(bytes))
        }
        InvokeBody::Json(Value::Object(fields)) => {
            let base64 = fields.get(PHOTO).and_then(Value::as_str);
            let base64 = base64.ok_or(Failure::Internal)?;
            // Four letters are at most three bytes, of which the last letters may say that there are fewer.
            fits((base64.len() / 4 * 3).saturating_sub(2))?;
            let bytes = BASE64_STANDARD.decode(base64);
            let bytes = bytes.map_err(|_| Failure::Internal)?;
            fits(bytes.len())?;
            Ok(Cow::Owned(bytes))
        }
        InvokeBody::Json(Value::Array(numbers)) => {
            fits(numbers.len())?;
            let byte = |number: &Value| u8::try_from(number.as_u64()?).ok();
            let bytes: Option<Vec<u8>> = numbers.iter().map(byte).collect();
            Ok(Cow::Owned(bytes.ok_or(Failure::Internal)?))
        }
        InvokeBody::Json(_) => Err(Failure::Internal),
    }
}

fn refused(failure: &Failure) -> InvokeError {
    InvokeError(serde_json::to_value(failure).unwrap_or_default())
}
