//! How far reports are, for whoever knows their ids.

use super::body;
use super::head::Admitted;
use super::refused::{Refused, unkept};
use super::schema;
use crate::http::App;
use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use ka_protocol::report::{ANSWER_BYTES, REPORT_BYTES, ReportStatus, STATUS_IDS, StatusQuestion};

/// Asks how far reports are. Those that are not here are left out.
#[utoipa::path(post, path = "/v1/reports/status",
    request_body = schema::StatusQuestion,
    responses(
        (status = 200, description = "Those that are here", body = Vec<schema::ReportStatus>),
        (status = 400, description = "Not of the form, or too many at a time", body = schema::Refusal),
        (status = 413, description = "Too large", body = schema::Refusal),
        (status = 429, description = "Too many, with `Retry-After`", body = schema::Refusal),
        (status = 503, description = "Not now, with `Retry-After`", body = schema::Refusal)))]
pub async fn status(State(app): State<App>, _: Admitted, body: Body) -> Result<Response, Refused> {
    let bytes = body::read(body, REPORT_BYTES).await?;
    let StatusQuestion { ids } = body::json(&bytes)?;
    if ids.is_empty() || ids.len() > STATUS_IDS {
        return Err(Refused::malformed());
    }
    // A history without end must not make the answer longer than anybody reads it.
    let share = ANSWER_BYTES as usize / ids.len();
    let mut found = app.reports.store.status(ids).await?;
    for status in &mut found {
        shorten(status, share);
    }
    Ok(unkept(StatusCode::OK, Json(found)))
}

/// Leaves out the earliest steps until the rest is at most `most` bytes, or the last step.
fn shorten(status: &mut ReportStatus, most: usize) {
    let length = |status: &ReportStatus| serde_json::to_vec(status).map_or(0, |json| json.len());
    while status.steps.len() > 1 && length(status) > most {
        status.steps.remove(0);
    }
}
