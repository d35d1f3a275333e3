//! What the connectors are doing.

use super::{App, Problem, no_store};
use crate::publication::SourceStatus;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

/// Every source.
#[derive(Debug, Serialize, ToSchema)]
pub struct SourcesReport {
    /// In the order in which they are read.
    pub sources: Vec<SourceReport>,
}

/// One source.
#[derive(Debug, Serialize, ToSchema)]
pub struct SourceReport {
    /// Its id in the collection `sources`.
    pub id: String,
    /// Seconds from one reading to the next.
    pub every_seconds: u64,
    /// When it was last read and published.
    pub last_success: Option<DateTime<Utc>>,
    /// When and why that last failed.
    pub last_failure: Option<FailureReport>,
    /// How often it has failed since the last success.
    pub failures: u32,
    /// Items at the last success.
    pub items: u64,
    /// Records that could not be read at the last success.
    pub rejected: u64,
    /// Of the items, those of which a part could not be read.
    pub incomplete: u64,
}

/// A failure.
#[derive(Debug, Serialize, ToSchema)]
pub struct FailureReport {
    /// When.
    pub at: DateTime<Utc>,
    /// Why, in one word. Of the way to the source: `file`, `unreachable`, `timed_out`, `status` (it
    /// answered that it cannot), `busy` (it asks to be asked later), `too_large`. Of what came:
    /// `unreadable`, `empty`, `mostly_unreadable`, `looping` (pages that lead in a circle or repeat
    /// each other), `foreign_link` (to another host), `endless` (more pages than anybody has),
    /// `shrunk` (far less than was promised or was there before). Of the gateway itself: `archive`,
    /// `publication`.
    pub code: String,
}

/// What the connectors are doing.
#[utoipa::path(get, path = "/v1/sources",
    responses((status = 200, description = "Every source", body = SourcesReport)))]
pub async fn sources(State(app): State<App>) -> Response {
    let reports = app.sources.iter().map(|(id, every)| {
        let status = app.publication.status(id)?;
        Ok(report(id.as_str(), every.as_secs(), status))
    });
    match reports.collect::<Result<_, crate::publication::PublicationError>>() {
        Ok(sources) => {
            let mut response = axum::Json(SourcesReport { sources }).into_response();
            no_store(response.headers_mut());
            response
        }
        Err(why) => {
            tracing::error!(%why, "the sources' status could not be read");
            Problem::answer(StatusCode::INTERNAL_SERVER_ERROR, "internal")
        }
    }
}

fn report(id: &str, every_seconds: u64, status: SourceStatus) -> SourceReport {
    SourceReport {
        id: id.to_owned(),
        every_seconds,
        last_success: status.last_success,
        last_failure: status
            .last_failure
            .zip(status.failure)
            .map(|(at, code)| FailureReport { at, code }),
        failures: status.failures,
        items: status.items,
        rejected: status.rejected,
        incomplete: status.incomplete,
    }
}
