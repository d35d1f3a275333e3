//! Which answers are out of date, as one counter a topic.
//!
//! A query tracks the counters of the topics that it was made of; a [`Notice`] raises them. Counters
//! and not events, because two notices in one turn of the event loop would otherwise be one.

use ka_domain::Kind;
use ka_ipc::Notice;
use leptos::prelude::*;

/// Something that an answer of the shell can be made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// Items of this kind.
    Content(Kind),
    /// The numbers that change by the minute.
    Live,
    /// What is followed, and what is new of it.
    News,
    /// The outbox, drafts and reports of the owner.
    Reports,
    /// What the person said about themselves.
    Preferences,
}

/// The counters.
#[derive(Clone, Copy)]
pub struct Stale {
    content: [RwSignal<u64>; Kind::ALL.len()],
    live: RwSignal<u64>,
    news: RwSignal<u64>,
    reports: RwSignal<u64>,
    preferences: RwSignal<u64>,
    /// How often anything was raised.
    raised: StoredValue<u64>,
}

impl Stale {
    /// Nothing is stale.
    pub fn new() -> Self {
        Self {
            content: std::array::from_fn(|_| RwSignal::new(0)),
            live: RwSignal::new(0),
            news: RwSignal::new(0),
            reports: RwSignal::new(0),
            preferences: RwSignal::new(0),
            raised: StoredValue::new(0),
        }
    }

    /// The one of this app.
    pub fn of_app() -> Self {
        expect_context()
    }

    /// Runs the effect that calls this again whenever `topic` becomes stale.
    pub fn track(&self, topic: Topic) {
        self.counter(topic).track();
    }

    /// Everything made of `topic` is out of date.
    pub fn raise(&self, topic: Topic) {
        self.raised.try_update_value(|count| *count += 1);
        self.counter(topic).try_update(|count| *count += 1);
    }

    /// How often anything became stale so far: what was known at the same count is not stale.
    pub fn raised(&self) -> u64 {
        self.raised.get_value()
    }

    /// Everything that there is is out of date.
    pub fn raise_all(&self) {
        Kind::ALL
            .iter()
            .for_each(|kind| self.raise(Topic::Content(*kind)));
        self.raise(Topic::Live);
        self.raise(Topic::News);
        self.raise(Topic::Reports);
        self.raise(Topic::Preferences);
    }

    /// Everything that `notice` names is out of date.
    pub fn hear(&self, notice: &Notice) {
        match notice {
            Notice::Content { collections } => collections
                .iter()
                .filter_map(|collection| Kind::of_collection(collection.as_str()))
                .for_each(|kind| self.raise(Topic::Content(kind))),
            Notice::Live => self.raise(Topic::Live),
            Notice::News => self.raise(Topic::News),
            Notice::Reports => self.raise(Topic::Reports),
            Notice::Sync { .. } => {}
        }
    }

    fn counter(&self, topic: Topic) -> RwSignal<u64> {
        match topic {
            Topic::Content(kind) => self.content[kind as usize],
            Topic::Live => self.live,
            Topic::News => self.news,
            Topic::Reports => self.reports,
            Topic::Preferences => self.preferences,
        }
    }
}
