//! Something that a person does to what they handed in, or to a draft: one at a time, so that a button
//! that is pressed twice does it once.

use crate::ipc::{Question, read};
use crate::state::{Stale, Topic};
use ka_ipc::{Command, Failure};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What is being done, and what became of it.
#[derive(Clone, Copy)]
pub struct Deed {
    busy: RwSignal<bool>,
    trouble: RwSignal<Option<Failure>>,
    stale: Stale,
}

impl Deed {
    /// Nothing is done yet.
    pub fn new() -> Self {
        Self {
            busy: RwSignal::new(false),
            trouble: RwSignal::new(None),
            stale: Stale::of_app(),
        }
    }

    /// Asks for it and, once it is done, goes on with `then`. Nothing, while something else is being done.
    pub fn ask<C: Command>(&self, command: &C, then: impl FnOnce(C::Output) + 'static) {
        self.put(
            Question::of(command),
            Box::new(|words| read(&words).map(then)),
        );
    }

    /// It does not know the type of the answer: so there is one of it for all commands.
    fn put(&self, question: Question, then: Box<dyn FnOnce(String) -> Result<(), Failure>>) {
        let deed = *self;
        if deed.busy.try_get_untracked() != Some(false) {
            return;
        }
        deed.busy.set(true);
        deed.trouble.set(None);
        spawn_local(async move {
            let answer = question.ask().await;
            // The screen may be gone in the meantime.
            deed.busy.try_set(false);
            // Where it was refused, the screen shows something that is no longer so.
            deed.stale.raise(Topic::Reports);
            if let Err(failure) = answer.and_then(then) {
                deed.trouble.try_set(Some(failure));
            }
        });
    }

    /// Whether something is being done.
    pub fn busy(&self) -> Signal<bool> {
        self.busy.into()
    }

    /// Why the last deed was refused, if it was.
    pub fn trouble(&self) -> Option<Failure> {
        self.trouble.get()
    }

    /// Nobody needs to hear of the last one any more.
    pub fn forget(&self) {
        self.trouble.try_set(None);
    }
}
