//! What the person said about themselves. The screen changes at once; the shell keeps it, and where it
//! cannot, the screen goes back to what is kept and says so.
//!
//! One change is on its way at a time: the shell answers each question on a thread of its own, and
//! two of them could arrive in the other order. What is changed meanwhile waits, and only the last of
//! it is sent.

use super::stale::{Stale, Topic};
use crate::ipc::call;
use crate::state::reactive::memo;
use ka_domain::{Lang, Preferences};
use ka_ipc::{Failure, SetPreferences, StartView};
use leptos::prelude::*;
use leptos::task::spawn_local;

type Then = Box<dyn FnOnce()>;

/// The preferences, as signals.
#[derive(Clone, Copy)]
pub struct Person {
    preferences: RwSignal<Preferences>,
    /// What the shell has kept.
    kept: StoredValue<Preferences>,
    /// A change is on its way.
    sending: StoredValue<bool>,
    /// What is to be done once the last change is kept.
    afterwards: StoredValue<Vec<Then>, LocalStorage>,
    system_language: RwSignal<String>,
    trouble: RwSignal<Option<Failure>>,
    stale: Stale,
}

impl Person {
    /// Somebody who has said nothing, in front of a system that speaks what the web view says.
    pub fn new(stale: Stale) -> Self {
        let language = web_sys::window().and_then(|window| window.navigator().language());
        Self {
            preferences: RwSignal::new(Preferences::default()),
            kept: StoredValue::new(Preferences::default()),
            sending: StoredValue::new(false),
            afterwards: StoredValue::new_local(Vec::new()),
            system_language: RwSignal::new(language.unwrap_or_default()),
            trouble: RwSignal::new(None),
            stale,
        }
    }

    /// The one of this app.
    pub fn of_app() -> Self {
        expect_context()
    }

    /// Takes over what the shell has kept.
    pub fn start_with(&self, view: &StartView) {
        if !view.system_language.is_empty() {
            self.system_language.set(view.system_language.clone());
        }
        self.kept.set_value(view.preferences.clone());
        self.preferences.set(view.preferences.clone());
        self.trouble.set(None);
    }

    /// The language that the screen speaks.
    pub fn lang(&self) -> Lang {
        self.preferences
            .with(|preferences| preferences.lang)
            .unwrap_or_else(|| self.system_language.with(|tag| Lang::for_system(tag)))
    }

    /// Everything that they said.
    pub fn preferences(&self) -> Preferences {
        self.preferences.get()
    }

    /// Everything that they said, without running again when it changes.
    pub fn preferences_untracked(&self) -> Preferences {
        self.preferences.get_untracked()
    }

    /// One thing that they said; runs again only when that one changes.
    pub fn field<T>(&self, read: fn(&Preferences) -> T) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        let preferences = self.preferences;
        memo(move || preferences.with(read))
    }

    /// Why the last change could not be kept, if it could not.
    pub fn trouble(&self) -> Option<Failure> {
        self.trouble.get()
    }

    /// Changes what they said.
    pub fn change(&self, change: impl FnOnce(&mut Preferences)) {
        self.change_then(change, || {});
    }

    /// Changes what they said and, once it is kept, goes on with `then`.
    pub fn change_then(
        &self,
        change: impl FnOnce(&mut Preferences),
        then: impl FnOnce() + 'static,
    ) {
        let person = *self;
        person.preferences.try_update(change);
        person
            .afterwards
            .try_update_value(|waiting| waiting.push(Box::new(then)));
        if person.sending.try_get_value() == Some(false) {
            person.sending.set_value(true);
            spawn_local(async move {
                person.send().await;
                person.sending.try_set_value(false);
            });
        }
    }

    /// Sends what is wanted until it is what is kept, or until it is refused.
    async fn send(self) {
        while let Some(wanted) = self.preferences.try_get_untracked() {
            let then = self
                .afterwards
                .try_update_value(std::mem::take)
                .unwrap_or_default();
            let question = SetPreferences {
                preferences: wanted.clone(),
            };
            match call(question).await {
                Ok(kept) => {
                    self.trouble.try_set(None);
                    self.kept.try_set_value(kept);
                    self.stale.raise(Topic::Preferences);
                    for then in then {
                        then();
                    }
                }
                Err(failure) => {
                    if let Some(kept) = self.kept.try_get_value() {
                        self.preferences.try_set(kept);
                    }
                    self.trouble.try_set(Some(failure));
                    return;
                }
            }
            if self.preferences.try_get_untracked().as_ref() == Some(&wanted) {
                return;
            }
        }
    }
}
