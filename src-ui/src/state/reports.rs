//! What the owner of this device has sent and written, and what of it needs them: the frame counts it,
//! Home tells of it, and the screens of the outbox and of their reports show it. Asked once for all of
//! them, after the first picture.

use super::query::Query;
use super::reactive::memo;
use super::stale::Topic;
use ka_domain::Kind;
use ka_domain::views::{MyReportsView, OutboxView};
use ka_ipc::{MyReports, Outbox};
use leptos::prelude::*;

/// Asked once for the whole app.
#[derive(Clone, Copy)]
pub struct KnownReports {
    outbox: Query<OutboxView>,
    mine: Query<MyReportsView>,
}

impl KnownReports {
    /// Asks for both.
    pub fn ask() -> Self {
        Self {
            outbox: Query::afterwards(
                || Outbox {},
                &[Topic::Reports, Topic::Content(Kind::ReportCategory)],
            ),
            mine: Query::afterwards(
                || MyReports {},
                &[Topic::Reports, Topic::Content(Kind::ReportCategory)],
            ),
        }
    }

    /// The one of this app.
    pub fn of_app() -> Self {
        expect_context()
    }

    /// The outbox.
    pub fn outbox(&self) -> Query<OutboxView> {
        self.outbox
    }

    /// Drafts and reports.
    pub fn mine(&self) -> Query<MyReportsView> {
        self.mine
    }

    /// Asks again for drafts and reports. With that, the city is asked for news of the reports.
    pub fn ask_again(&self) {
        self.mine.ask_again();
    }

    /// How many in the outbox need their owner; none as long as that is not known.
    pub fn need_you(&self) -> Memo<u32> {
        let query = self.outbox;
        memo(move || query.get().map_or(0, |view| view.need_you))
    }
}
