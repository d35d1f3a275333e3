//! Answers that came with the first one of the shell, ahead of their questions: so that the first
//! drawing of the home screen has content. Each is good for one use, and for none once anything
//! became stale after the shell was asked.

use super::stale::Stale;
use ka_domain::views::{HomeView, SourceRow};
use ka_ipc::FirstScreen;
use leptos::prelude::*;

/// The answers.
#[derive(Clone, Copy)]
pub struct Ahead {
    home: StoredValue<Option<HomeView>>,
    sources: StoredValue<Option<Vec<SourceRow>>>,
    /// [`Stale::raised`] when the shell was asked.
    asked_at: StoredValue<u64>,
    stale: Stale,
}

impl Ahead {
    /// There are none yet.
    pub fn new(stale: Stale) -> Self {
        Self {
            home: StoredValue::new(None),
            sources: StoredValue::new(None),
            asked_at: StoredValue::new(0),
            stale,
        }
    }

    /// Keeps what the shell answered to a question that was asked at `asked_at`.
    pub fn keep(&self, first: Option<FirstScreen>, asked_at: u64) {
        let (home, sources) = first.map(|first| (first.home, first.sources)).unzip();
        self.home.try_set_value(home);
        self.sources.try_set_value(sources);
        self.asked_at.try_set_value(asked_at);
    }

    /// What the home screen shows.
    pub fn home(&self) -> Option<HomeView> {
        self.fresh(self.home)
    }

    /// The sources.
    pub fn sources(&self) -> Option<Vec<SourceRow>> {
        self.fresh(self.sources)
    }

    fn fresh<T: Send + Sync + 'static>(&self, kept: StoredValue<Option<T>>) -> Option<T> {
        kept.try_update_value(Option::take)
            .flatten()
            .filter(|_| self.asked_at.get_value() == self.stale.raised())
    }
}
