//! A question to the shell that stays on the screen: it is asked again when what it is made of becomes
//! stale, and what it answered before stays where it is until the new answer is there. So content,
//! once shown, is never replaced by a spinner or by a failure.

use super::first_picture::FirstPicture;
use super::reactive::{effect, memo};
use super::stale::{Stale, Topic};
use crate::ipc::{Question, read};
use ka_ipc::{Command, Failure};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;
use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

/// What a screen can show of a question.
#[derive(Debug, Clone, PartialEq)]
pub enum Stage {
    /// It was asked for the first time, and no answer is there yet.
    Loading,
    /// There is an answer.
    Ready,
    /// There never was an answer, and this is why.
    Failed(Failure),
}

/// A question that stays on the screen.
pub struct Query<T: Send + Sync + 'static> {
    value: RwSignal<Option<Arc<T>>>,
    failure: RwSignal<Option<Failure>>,
    again: RwSignal<u64>,
}

impl<T: Send + Sync + 'static> Clone for Query<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: Send + Sync + 'static> Copy for Query<T> {}

impl<T: PartialEq + Send + Sync + 'static> Query<T> {
    /// Asks what `command` says, now and whenever a signal that it reads changes or one of `topics`
    /// becomes stale.
    pub fn new<C>(command: impl Fn() -> C + 'static, topics: &'static [Topic]) -> Self
    where
        C: Command<Output = T>,
        T: DeserializeOwned,
    {
        Self::ask(None, command, topics, None)
    }

    /// Like [`Query::new`]; but it is not asked before the first picture of the app is on the screen.
    pub fn afterwards<C>(command: impl Fn() -> C + 'static, topics: &'static [Topic]) -> Self
    where
        C: Command<Output = T>,
        T: DeserializeOwned,
    {
        Self::ask(None, command, topics, Some(FirstPicture::of_app()))
    }

    /// Like [`Query::new`]; but where the first answer is at hand, it is not asked for.
    pub fn with_first<C>(
        first: Option<T>,
        command: impl Fn() -> C + 'static,
        topics: &'static [Topic],
    ) -> Self
    where
        C: Command<Output = T>,
        T: DeserializeOwned,
    {
        Self::ask(first, command, topics, None)
    }

    fn ask<C>(
        first: Option<T>,
        command: impl Fn() -> C + 'static,
        topics: &'static [Topic],
        after: Option<FirstPicture>,
    ) -> Self
    where
        C: Command<Output = T>,
        T: DeserializeOwned,
    {
        let answered = first.is_some();
        let query = Self {
            value: RwSignal::new(first.map(Arc::new)),
            failure: RwSignal::new(None),
            again: RwSignal::new(0),
        };
        keep_asking(
            Box::new(move || Question::of(&command())),
            Rc::new(move |answer| query.take(answer.and_then(|words| read(&words)))),
            query.again,
            topics,
            answered,
            after,
        );
        query
    }

    fn take(&self, answer: Result<T, Failure>) {
        match answer {
            Ok(value) => {
                self.failure.try_set(None);
                let known = self
                    .value
                    .try_with_untracked(|old| old.as_deref() == Some(&value))
                    .unwrap_or(true);
                if !known {
                    self.value.try_set(Some(Arc::new(value)));
                }
            }
            Err(failure) => {
                self.failure.try_set(Some(failure));
            }
        }
    }

    /// What the screen can show.
    pub fn stage(&self) -> Memo<Stage> {
        let query = *self;
        memo(
            move || match (query.value.with(Option::is_some), query.failure.get()) {
                (true, _) => Stage::Ready,
                (false, Some(failure)) => Stage::Failed(failure),
                (false, None) => Stage::Loading,
            },
        )
    }

    /// The latest answer.
    pub fn get(&self) -> Option<Arc<T>> {
        self.value.get()
    }

    /// The latest answer, without running again when there is a newer one.
    pub fn get_untracked(&self) -> Option<Arc<T>> {
        self.value.get_untracked()
    }

    /// Asks again.
    pub fn ask_again(&self) {
        self.again.try_update(|count| *count += 1);
    }
}

/// What a query does with an answer.
type Take = Rc<dyn Fn(Result<String, Failure>)>;

/// Asks `question` now, unless it is `answered`, and again whenever what it reads, `again` or one of
/// `topics` changes; but not before `after` is there. It does not know the type of the answer: so there is one of it for all queries.
fn keep_asking(
    question: Box<dyn Fn() -> Question>,
    take: Take,
    again: RwSignal<u64>,
    topics: &'static [Topic],
    answered: bool,
    after: Option<FirstPicture>,
) {
    let stale = Stale::of_app();
    let turn = StoredValue::new(0_u64);
    let answered = Cell::new(answered);
    effect(move || {
        if after.is_some_and(|after| !after.is_there()) {
            return;
        }
        topics.iter().for_each(|topic| stale.track(*topic));
        again.track();
        let question = question();
        if answered.take() {
            return;
        }
        turn.update_value(|turn| *turn += 1);
        let mine = turn.get_value();
        let take = Rc::clone(&take);
        spawn_local(async move {
            let answer = question.ask().await;
            // The screen may be gone, or have asked again, in the meantime.
            if turn.try_get_value() == Some(mine) {
                take(answer);
            }
        });
    });
}
