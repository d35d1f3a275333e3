//! How the device stands with the city.

use crate::ipc::call;
use crate::state::reactive::memo;
use ka_ipc::{Failure, SyncNow, SyncState};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The four ways to stand with the city, each with its own words and its own sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// A sync is running.
    Running,
    /// The device has what the city publishes.
    Current,
    /// The city cannot be reached.
    Offline,
    /// Something was refused or went wrong.
    Failed(Failure),
    /// No sync was tried yet.
    Never,
}

impl Standing {
    /// The word for tests and styles.
    pub fn word(&self) -> &'static str {
        match self {
            Standing::Running => "running",
            Standing::Current => "current",
            Standing::Offline => "offline",
            Standing::Failed(_) => "failed",
            Standing::Never => "never",
        }
    }
}

/// The state of the sync, as a signal.
#[derive(Clone, Copy)]
pub struct CitySync(RwSignal<SyncState>);

impl CitySync {
    /// Nothing is known yet.
    pub fn new() -> Self {
        Self(RwSignal::new(SyncState::default()))
    }

    /// The one of this app.
    pub fn of_app() -> Self {
        expect_context()
    }

    /// Takes over what the shell says, unless something newer has overtaken it.
    pub fn set(&self, state: SyncState) {
        let is_newer = self
            .0
            .try_with_untracked(|known| state.revision >= known.revision);
        if is_newer == Some(true) {
            self.0.try_set(state);
        }
    }

    /// All of it.
    pub fn state(&self) -> SyncState {
        self.0.get()
    }

    /// Which of the ways it is.
    pub fn standing(&self) -> Memo<Standing> {
        let state = self.0;
        memo(move || {
            state.with(|state| match (&state.failure, state.running) {
                (_, true) => Standing::Running,
                (Some(Failure::Offline), _) => Standing::Offline,
                (Some(failure), _) => Standing::Failed(failure.clone()),
                (None, _) if state.current_as_of.is_some() => Standing::Current,
                (None, _) => Standing::Never,
            })
        })
    }

    /// Asks for a sync now.
    pub fn now(&self) {
        let state = self.0;
        spawn_local(async move {
            if let Err(failure) = call(SyncNow {}).await {
                state.try_update(|state| {
                    state.running = false;
                    state.failure = Some(failure);
                });
            }
        });
    }

    /// Asks for a sync whenever the system says that there is a network again.
    pub fn follow_the_network(self) {
        let back = window_event_listener(leptos::ev::online, move |_| self.now());
        on_cleanup(move || back.remove());
    }
}
