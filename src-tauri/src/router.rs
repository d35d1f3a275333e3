//! From a name on the bridge to a handler.
//!
//! Tauri has checked by now that the name is in the table of commands. What crossed with it is the
//! command itself, as JSON; one that does not read as such is a fault of ours, not of a person. A picture
//! crosses as it is, as bytes, and what it is for in a header.

use crate::platform::Platform;
use ka_core::City;
use ka_ipc::{Command, Failure};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;
use tauri::http::HeaderMap;
use tauri::ipc::{Invoke, InvokeBody, InvokeError, InvokeResponseBody};
use tauri::{Manager, async_runtime};
use zeroize::Zeroizing;

type Answer = Result<String, Failure>;
type Words = Arc<dyn Fn(&City, &dyn Platform, &[u8]) -> Answer + Send + Sync>;
type Bytes = Arc<dyn Fn(&City, &str, &[u8]) -> Answer + Send + Sync>;

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
        answer: impl Fn(&City, &str, &[u8]) -> Result<T, Failure> + Send + Sync + 'static,
    ) -> Router {
        let answer = Arc::new(move |city: &City, header: &str, bytes: &[u8]| {
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
        let called = Called::of(&handler, message.payload(), message.headers());
        let webview = message.webview();
        invoke.resolver.respond_async_serialized(async move {
            let work = async_runtime::spawn_blocking(move || {
                let city = webview.state::<Arc<City>>();
                let platform = webview.state::<Arc<dyn Platform>>();
                handler.answer(&city, &**platform, &called?)
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
        let called = Called::of(handler, &InvokeBody::Json(words), &HeaderMap::new())?;
        let answer = handler.answer(city, platform, &called)?;
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
        let called = Called::of(handler, body, headers)?;
        let nobody = crate::testing::Asked::default();
        let answer = handler.answer(city, &nobody, &called)?;
        serde_json::from_str(&answer).map_err(|_| Failure::Internal)
    }

    /// The names that are answered.
    #[cfg(test)]
    pub fn names(&self) -> Vec<&'static str> {
        self.handlers.keys().copied().collect()
    }
}

/// What crossed.
struct Called {
    header: String,
    body: Zeroizing<Vec<u8>>,
}

impl Called {
    fn of(handler: &Handler, body: &InvokeBody, headers: &HeaderMap) -> Result<Called, Failure> {
        let (header, body) = match (handler, body) {
            (Handler::Words(_), InvokeBody::Json(value)) => {
                (String::new(), value.to_string().into_bytes())
            }
            (Handler::Words(_), InvokeBody::Raw(bytes)) => (String::new(), bytes.clone()),
            (Handler::Bytes { header, most, .. }, body) => {
                let header = headers.get(*header).and_then(|value| value.to_str().ok());
                (
                    header.ok_or(Failure::Internal)?.to_owned(),
                    bytes(body, *most)?,
                )
            }
        };
        let body = Zeroizing::new(body);
        Ok(Called { header, body })
    }
}

/// Bytes as they crossed. Where the webview cannot hand over any, as on Android, they come as numbers.
fn bytes(body: &InvokeBody, most: usize) -> Result<Vec<u8>, Failure> {
    match body {
        InvokeBody::Raw(bytes) if bytes.len() > most => Err(Failure::PhotoTooLarge),
        InvokeBody::Raw(bytes) => Ok(bytes.clone()),
        InvokeBody::Json(Value::Array(numbers)) if numbers.len() > most => {
            Err(Failure::PhotoTooLarge)
        }
        InvokeBody::Json(Value::Array(numbers)) => {
            let byte = |number: &Value| u8::try_from(number.as_u64()?).ok();
            let bytes: Option<Vec<u8>> = numbers.iter().map(byte).collect();
            bytes.ok_or(Failure::Internal)
        }
        InvokeBody::Json(_) => Err(Failure::Internal),
    }
}

impl Handler {
    fn answer(&self, city: &City, platform: &dyn Platform, called: &Called) -> Answer {
        match self {
            Handler::Words(answer) => answer(city, platform, &called.body),
            Handler::Bytes { answer, .. } => answer(city, &called.header, &called.body),
        }
    }
}

fn refused(failure: &Failure) -> InvokeError {
    InvokeError(serde_json::to_value(failure).unwrap_or_default())
}
