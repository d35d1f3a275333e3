//! From a name on the bridge to a handler.
//!
//! Tauri has checked by now that the name is in the table of commands. What crossed with it is the
//! command itself, as JSON; one that does not read as such is a fault of ours, not of a person.

use crate::platform::Platform;
use ka_core::City;
use ka_ipc::{Command, Failure};
use std::collections::BTreeMap;
use std::sync::Arc;
use tauri::ipc::{Invoke, InvokeBody, InvokeError, InvokeResponseBody};
use tauri::{Manager, async_runtime};
use zeroize::Zeroizing;

type Answer = Result<String, Failure>;
type Handler = Arc<dyn Fn(&City, &dyn Platform, &[u8]) -> Answer + Send + Sync>;

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
        self.handlers.insert(C::NAME, Arc::new(handler));
        self
    }

    /// Answers one call, off the main thread: the engine may wait for the disk. False if nobody
    /// answers this name.
    pub fn dispatch(&self, invoke: Invoke) -> bool {
        let message = invoke.message;
        let Some(handler) = self.handlers.get(message.command()).cloned() else {
            return false;
        };
        let words = Zeroizing::new(match message.payload() {
            InvokeBody::Json(value) => value.to_string().into_bytes(),
            InvokeBody::Raw(bytes) => bytes.clone(),
        });
        let webview = message.webview();
        invoke.resolver.respond_async_serialized(async move {
            let work = async_runtime::spawn_blocking(move || {
                let city = webview.state::<Arc<City>>();
                let platform = webview.state::<Arc<dyn Platform>>();
                handler(&city, &**platform, &words)
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
        let answer = self.handlers.get(C::NAME).ok_or(Failure::Internal)?(city, platform, &words)?;
        serde_json::from_str(&answer).map_err(|_| Failure::Internal)
    }

    /// The names that are answered.
    #[cfg(test)]
    pub fn names(&self) -> Vec<&'static str> {
        self.handlers.keys().copied().collect()
    }
}

fn refused(failure: &Failure) -> InvokeError {
    InvokeError(serde_json::to_value(failure).unwrap_or_default())
}
