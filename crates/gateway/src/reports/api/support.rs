//! It is said that a report of somebody else concerns one too.

use super::body::{self, digest};
use super::head::{Admitted, Key};
use super::refused::{Refused, answer};
use super::schema;
use crate::http::App;
use crate::reports::store::submission::SubmissionKind;
use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use ka_protocol::report::{REPORT_BYTES, Support};

/// Says that a public report concerns one too.
#[utoipa::path(post, path = "/v1/reports/support",
    params(
        ("Idempotency-Key" = String, Header, description = "A UUID of version 7"),
        ("Device-Key" = Option<String>, Header, description = "32 hexadecimal digits, others every day")),
    request_body = schema::Support,
    responses(
        (status = 201, description = "It is noted", body = schema::Receipt),
        (status = 400, description = "Not of the form, or no proper key", body = schema::Refusal),
        (status = 409, description = "The key was used for something else", body = schema::Refusal),
        (status = 410, description = "The key was taken back", body = schema::Refusal),
        (status = 413, description = "Too large", body = schema::Refusal),
        (status = 422, description = "No such report is public", body = schema::Refusal),
        (status = 429, description = "Too many, with `Retry-After`", body = schema::Refusal),
        (status = 503, description = "Not now, with `Retry-After`", body = schema::Refusal)))]
pub async fn support(
    State(app): State<App>,
    sender: Admitted,
    Key(key): Key,
    body: Body,
) -> Result<Response, Refused> {
    let reports = &app.reports;
    let (bytes, _room) = body::read(&reports.bodies, sender, body, REPORT_BYTES).await?;
    let Support { report } = body::json(&bytes)?;
    let digest = digest(&bytes);
    let known = reports.store.known(key, SubmissionKind::Support, digest);
    if let Some(before) = known.await? {
        return answer(before);
    }
    if !reports.is_public(report.clone()).await? {
        return Err(Refused::faulty(Vec::new()));
    }
    let now = reports.clock.now();
    answer(
        reports
            .store
            .accept_support(key, digest, report, now)
            .await?,
    )
}
