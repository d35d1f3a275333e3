//! The names of the sources, for the line under every item.

use super::query::Query;
use super::stale::Topic;
use super::start::Start;
use ka_domain::views::SourceRow;
use ka_domain::{Kind, Source, SourceId};
use ka_ipc::Sources;
use leptos::prelude::*;

/// Asked once for the whole app.
#[derive(Clone, Copy)]
pub struct KnownSources(Query<Vec<SourceRow>>);

impl KnownSources {
    /// Asks for the sources.
    pub fn ask() -> Self {
        let first = Start::of_app().ahead().sources();
        Self(Query::with_first(
            first,
            || Sources {},
            &[Topic::Content(Kind::Source)],
        ))
    }

    /// The one of this app.
    pub fn of_app() -> Self {
        expect_context()
    }

    /// The source that `id` names, once it is known.
    pub fn find(&self, id: &SourceId) -> Option<Source> {
        self.0
            .get()?
            .iter()
            .find(|row| row.source.id == *id)
            .map(|row| row.source.clone())
    }
}
