//! What the person said about themselves. The screen changes at once; the shell keeps it, and where it
//! cannot, the screen goes back and says so.

use super::stale::{Stale, Topic};
use crate::ipc::call;
use crate::state::reactive::memo;
use ka_domain::{Lang, Preferences};
use ka_ipc::{Failure, SetPreferences, StartView};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The preferences, as signals.
#[derive(Clone, Copy)]
pub struct Person {
    preferences: RwSignal<Preferences>,
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
        let before = person.preferences.get_untracked();
        let mut wanted = before.clone();
        change(&mut wanted);
        person.preferences.set(wanted.clone());
        spawn_local(async move {
            match call(SetPreferences {
                preferences: wanted,
            })
            .await
            {
                Ok(kept) => {
                    person.trouble.try_set(None);
                    if person.preferences.try_get_untracked().as_ref() != Some(&kept) {
                        person.preferences.try_set(kept);
                    }
                    person.stale.raise(Topic::Preferences);
                    then();
                }
                Err(failure) => {
                    person.preferences.try_set(before);
                    person.trouble.try_set(Some(failure));
                }
            }
        });
    }
}
