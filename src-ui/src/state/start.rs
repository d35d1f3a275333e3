//! Where the app stands, from the first answer of the shell on.

use super::ahead::Ahead;
use super::{CitySync, Person, Stale};
use crate::ipc::{Question, read};
use crate::state::reactive::memo;
use ka_ipc::{Command, Failure, Phase, Start as StartCommand, StartView};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The phase of the app, as a signal; none until the shell has answered.
#[derive(Clone, Copy)]
pub struct Start {
    phase: RwSignal<Option<Phase>>,
    busy: RwSignal<bool>,
    trouble: RwSignal<Option<Failure>>,
    ahead: Ahead,
    stale: Stale,
}

impl Start {
    /// Nothing is known yet.
    pub fn new(stale: Stale) -> Self {
        Self {
            phase: RwSignal::new(None),
            busy: RwSignal::new(false),
            trouble: RwSignal::new(None),
            ahead: Ahead::new(stale),
            stale,
        }
    }

    /// The one of this app.
    pub fn of_app() -> Self {
        expect_context()
    }

    /// Where the app stands.
    pub fn phase(&self) -> Memo<Option<Phase>> {
        let phase = self.phase;
        memo(move || phase.get())
    }

    /// What came with the shell's answer for the first screen.
    pub fn ahead(&self) -> Ahead {
        self.ahead
    }

    /// The first start has been gone through.
    pub fn welcomed(&self) {
        self.phase.try_set(Some(Phase::Ready));
    }

    /// A question that may change the phase is on its way.
    pub fn busy(&self) -> Signal<bool> {
        self.busy.into()
    }

    /// Why the last such question was refused, if it was.
    pub fn trouble(&self) -> Signal<Option<Failure>> {
        self.trouble.into()
    }

    /// Asks `command`, and stands where its answer says.
    pub fn ask<C: Command<Output = StartView>>(&self, command: C, person: Person, sync: CitySync) {
        self.put(Question::of(&command), person, sync);
    }

    fn put(&self, question: Question, person: Person, sync: CitySync) {
        let start = *self;
        if start.busy.get_untracked() {
            return;
        }
        start.busy.set(true);
        start.trouble.set(None);
        let asked_at = start.stale.raised();
        spawn_local(async move {
            let answer: Result<StartView, Failure> =
                question.ask().await.and_then(|words| read(&words));
            start.busy.try_set(false);
            match answer {
                Ok(view) => {
                    person.start_with(&view);
                    sync.set(view.sync);
                    start.ahead.keep(view.first, asked_at);
                    if !matches!(view.phase, Phase::Ready) {
                        // Whatever comes after begins at the home screen.
                        leave_for_home();
                    }
                    start.phase.try_set(Some(view.phase));
                }
                Err(why) if start.phase.get_untracked().is_none() => {
                    start.phase.try_set(Some(Phase::Broken { why }));
                }
                Err(why) => {
                    start.trouble.try_set(Some(why));
                    if start.phase.get_untracked() == Some(Phase::Ready) {
                        // A deletion that went halfway has closed the store: begin again from there.
                        start.begin_again(person, sync).await;
                    }
                }
            }
        });
    }
}

impl Start {
    async fn begin_again(self, person: Person, sync: CitySync) {
        let answer = Question::of(&StartCommand {}).ask().await;
        if let Ok(view) = answer.and_then(|words| read::<StartView>(&words)) {
            person.start_with(&view);
            sync.set(view.sync);
            self.phase.try_set(Some(view.phase));
        }
    }
}

/// Sets the address to the home screen's, without a step in the history.
fn leave_for_home() {
    if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
        // Where the address cannot be set, the next screen is the last one again: no harm.
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some("/"));
    }
}
