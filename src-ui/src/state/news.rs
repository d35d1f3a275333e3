//! What is new of what the person follows: the frame counts it, and the screen of everything followed
//! shows it. Asked once for both, after the first picture.

use super::query::Query;
use super::reactive::memo;
use super::stale::Topic;
use ka_domain::views::NewsView;
use ka_ipc::News;
use leptos::prelude::*;

/// Asked once for the whole app.
#[derive(Clone, Copy)]
pub struct KnownNews(Query<NewsView>);

impl KnownNews {
    /// Asks for the news.
    pub fn ask() -> Self {
        Self(Query::afterwards(|| News {}, &[Topic::News]))
    }

    /// The one of this app.
    pub fn of_app() -> Self {
        expect_context()
    }

    /// All of it.
    pub fn query(&self) -> Query<NewsView> {
        self.0
    }

    /// How many were not read; none as long as that is not known.
    pub fn unread(&self) -> Memo<u32> {
        let query = self.0;
        memo(move || query.get().map_or(0, |view| view.unread))
    }
}
