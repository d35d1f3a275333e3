//! What is looked for, and the answer to it.
//!
//! Every letter is a question. One is on its way at a time: what is typed meanwhile waits, and only the
//! last of it is asked. An answer to what nobody wants any more is dropped. The answer that is shown
//! stays until the next one is there, and no sync changes it.

use super::address::Wanted;
use crate::ipc::{Question, read};
use crate::state::reactive::effect;
use crate::text::lang;
use ka_domain::Lang;
use ka_domain::views::SearchView;
use ka_ipc::{Failure, Search};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

/// An answer, with what it answers.
#[derive(Debug, PartialEq)]
pub struct Answer {
    /// What was looked for.
    pub wanted: Wanted,
    /// What was found.
    pub view: SearchView,
}

/// A search that goes on.
#[derive(Clone, Copy)]
pub struct Looking {
    wanted: RwSignal<Wanted>,
    answer: RwSignal<Option<Arc<Answer>>>,
    failure: RwSignal<Option<Failure>>,
    again: RwSignal<u64>,
    /// A question is on its way.
    sending: StoredValue<bool>,
}

impl Looking {
    /// Looks for `wanted`, and for whatever is wanted after it.
    pub fn new(wanted: Wanted) -> Self {
        let looking = Self {
            wanted: RwSignal::new(wanted),
            answer: RwSignal::new(None),
            failure: RwSignal::new(None),
            again: RwSignal::new(0),
            sending: StoredValue::new(false),
        };
        effect(move || {
            looking.wanted.track();
            looking.again.track();
            looking.send(lang());
        });
        looking
    }

    fn send(self, lang: Lang) {
        if self.sending.get_value() {
            return;
        }
        self.sending.set_value(true);
        spawn_local(async move {
            // It may be gone, or want something else, by the time that the answer comes.
            while let Some(wanted) = self.try_wanted() {
                let answer = ask(&wanted, lang).await;
                if self.try_wanted().as_ref() != Some(&wanted) {
                    continue;
                }
                match answer {
                    Ok(view) => {
                        let answer = view.map(|view| Arc::new(Answer { wanted, view }));
                        self.failure.try_set(None);
                        self.answer.try_set(answer);
                    }
                    Err(failure) => {
                        self.failure.try_set(Some(failure));
                    }
                }
                break;
            }
            self.sending.try_set_value(false);
        });
    }

    /// What is looked for.
    pub fn wanted(&self) -> Wanted {
        self.wanted.get()
    }

    /// What is looked for, without running again when it changes.
    pub fn wanted_untracked(&self) -> Wanted {
        self.wanted.get_untracked()
    }

    /// What is looked for, if the screen is still there.
    pub fn try_wanted(&self) -> Option<Wanted> {
        self.wanted.try_get_untracked()
    }

    /// Looks for something else.
    pub fn want(&self, wanted: Wanted) {
        self.wanted.set(wanted);
    }

    /// Changes what is looked for.
    pub fn change(&self, change: impl FnOnce(&mut Wanted)) {
        self.wanted.update(change);
    }

    /// Asks once more.
    pub fn ask_again(&self) {
        self.again.update(|count| *count += 1);
    }

    /// The latest answer.
    pub fn answer(&self) -> Option<Arc<Answer>> {
        self.answer.get()
    }

    /// Whether the latest answer is the one to what is looked for now.
    pub fn is_answered(&self) -> bool {
        let wanted = self.wanted.get();
        match self.answer.get() {
            Some(answer) => answer.wanted == wanted,
            None => wanted.is_nothing(),
        }
    }

    /// Why the last question was refused, if it was.
    pub fn failure(&self) -> Option<Failure> {
        self.failure.get()
    }
}

/// Asks the shell; nothing for nothing.
async fn ask(wanted: &Wanted, lang: Lang) -> Result<Option<SearchView>, Failure> {
    if wanted.is_nothing() {
        return Ok(None);
    }
    let question = Question::of(&Search {
        words: wanted.words.clone(),
        filter: wanted.filter.clone(),
        lang,
    });
    read(&question.ask().await?).map(Some)
}
