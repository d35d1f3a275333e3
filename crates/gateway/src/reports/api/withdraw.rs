//! Something is taken back before it is accepted.

use super::head::{Admitted, no_key};
use super::refused::{Refused, unkept};
use super::schema;
use crate::http::App;
use crate::reports::store::submission::{SubmissionKind, Withdrawal};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use ka_protocol::report::RefusalCode;

/// Takes back a report: its key will never be accepted.
#[utoipa::path(delete, path = "/v1/reports/{key}",
    params(("key" = String, Path, description = "The report's id")),
    responses(
        (status = 204, description = "It will never be accepted"),
        (status = 400, description = "Not a key", body = schema::Refusal),
        (status = 409, description = "Too late: it is accepted", body = schema::Receipt),
        (status = 429, description = "Too many, with `Retry-After`", body = schema::Refusal),
        (status = 503, description = "Not now, with `Retry-After`", body = schema::Refusal)))]
pub async fn report(
    State(app): State<App>,
    _: Admitted,
    Path(key): Path<String>,
) -> Result<Response, Refused> {
    withdraw(&app, SubmissionKind::Report, &key).await
}

/// Takes back a photo: its key will never be accepted.
#[utoipa::path(delete, path = "/v1/reports/photos/{key}",
    params(("key" = String, Path, description = "The photo's id")),
    responses(
        (status = 204, description = "It will never be accepted"),
        (status = 400, description = "Not a key", body = schema::Refusal),
        (status = 409, description = "Too late: it is accepted", body = schema::Receipt),
        (status = 429, description = "Too many, with `Retry-After`", body = schema::Refusal),
        (status = 503, description = "Not now, with `Retry-After`", body = schema::Refusal)))]
pub async fn photo(
    State(app): State<App>,
    _: Admitted,
    Path(key): Path<String>,
) -> Result<Response, Refused> {
    withdraw(&app, SubmissionKind::Photo, &key).await
}

/// Takes back the word that a report concerns one too: its key will never be accepted.
#[utoipa::path(delete, path = "/v1/reports/support/{key}",
    params(("key" = String, Path, description = "The key")),
    responses(
        (status = 204, description = "It will never be accepted"),
        (status = 400, description = "Not a key", body = schema::Refusal),
        (status = 409, description = "Too late: it is accepted", body = schema::Receipt),
        (status = 429, description = "Too many, with `Retry-After`", body = schema::Refusal),
        (status = 503, description = "Not now, with `Retry-After`", body = schema::Refusal)))]
pub async fn support(
    State(app): State<App>,
    _: Admitted,
    Path(key): Path<String>,
) -> Result<Response, Refused> {
    withdraw(&app, SubmissionKind::Support, &key).await
}

async fn withdraw(app: &App, kind: SubmissionKind, key: &str) -> Result<Response, Refused> {
    let key = key.parse().map_err(|_| no_key())?;
    match app.reports.store.withdraw(key, kind).await? {
        Withdrawal::Done => Ok(unkept(StatusCode::NO_CONTENT, ())),
        Withdrawal::TooLate(receipt) => Ok(unkept(StatusCode::CONFLICT, Json(receipt))),
        Withdrawal::Conflict => Err(Refused::with(StatusCode::CONFLICT, RefusalCode::Conflict)),
    }
}
