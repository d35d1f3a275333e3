//! A report is handed in.

use super::body::{self, Room, digest};
use super::head::{Admitted, Key, is_of_type};
use super::refused::{Refused, answer};
use super::{multipart, photo, schema};
use crate::http::App;
use crate::reports::new_key;
use crate::reports::store::submission::{Digest, NewReport, SubmissionKind, Verdict};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use ka_domain::{Report, check_report};
use ka_protocol::report::{REPORT_BYTES, RefusalCode};

/// What came.
pub struct HandedIn {
    /// The report.
    pub report: Report,
    /// Photos that came with it.
    pub photos: Vec<Vec<u8>>,
    /// Tells all of it from anything else.
    pub digest: Digest,
    /// Its room, as long as it is in memory.
    pub room: Room,
}

/// Hands in a report: as JSON, which names photos that were handed in before; or in parts, `report` as JSON and
/// up to five times `photo`.
#[utoipa::path(post, path = "/v1/reports",
    params(
        ("Idempotency-Key" = String, Header, description = "The report's id, a UUID of version 7"),
        ("Device-Key" = Option<String>, Header, description = "32 hexadecimal digits, others every day")),
    request_body(content(
        (schema::Report = "application/json"),
        (schema::ReportInParts = "multipart/form-data"))),
    responses(
        (status = 201, description = "It is here", body = schema::Receipt),
        (status = 400, description = "Not of the form, or no proper key", body = schema::Refusal),
        (status = 409, description = "The key was used for something else", body = schema::Refusal),
        (status = 410, description = "The key was taken back", body = schema::Refusal),
        (status = 413, description = "Too large", body = schema::Refusal),
        (status = 415, description = "Neither JSON nor parts", body = schema::Refusal),
        (status = 422, description = "It says what cannot be, or brings what is no picture", body = schema::Refusal),
        (status = 424, description = "A photo that it names is not here", body = schema::Refusal),
        (status = 429, description = "Too many, with `Retry-After`", body = schema::Refusal),
        (status = 503, description = "Not now, with `Retry-After`", body = schema::Refusal)))]
pub async fn report(
    State(app): State<App>,
    sender: Admitted,
    Key(key): Key,
    request: Request,
) -> Result<Response, Refused> {
    let handed_in = read(request, sender, &app).await?;
    let (reports, digest) = (&app.reports, handed_in.digest);
    let known = reports.store.known(key, SubmissionKind::Report, digest);
    if let Some(before) = known.await? {
        return answer(before);
    }
    let (new, _room) = checked(&app, handed_in).await?;
    let now = reports.clock.now();
    let verdict = reports.store.accept_report(key, digest, new, now).await?;
    if let Verdict::Accepted(_) = verdict {
        reports.handed_in.notify_one();
    }
    answer(verdict)
}

async fn read(request: Request, sender: Admitted, app: &App) -> Result<HandedIn, Refused> {
    if is_of_type(request.headers(), "multipart/form-data") {
        return multipart::read(request, sender, app).await;
    }
    if !is_of_type(request.headers(), "application/json") {
        let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
        return Err(Refused::with(status, RefusalCode::Invalid));
    }
    let bodies = &app.reports.bodies;
    let (bytes, room) = body::read(bodies, sender, request.into_body(), REPORT_BYTES).await?;
    Ok(HandedIn {
        report: body::json(&bytes)?,
        photos: Vec::new(),
        digest: digest(&bytes),
        room,
    })
}

/// A report that can be taken: as the category that it names asks for it, with its photos.
async fn checked(app: &App, handed_in: HandedIn) -> Result<(NewReport, Room), Refused> {
    let reports = &app.reports;
    let now = reports.clock.now();
    let mut report = handed_in.report;
    let mut came = Vec::new();
    for photo in handed_in.photos {
        let key = new_key(now)?;
        report.photos.push(key);
        came.push((key, photo));
    }
    let category = reports.category(report.category.clone()).await?;
    if category.is_none() && reports.has_no_categories().await? {
        return Err(Refused::busy());
    }
    let faults = check_report(&report, category.as_ref());
    let (Some(category), true) = (category, faults.is_empty()) else {
        return Err(Refused::faulty(faults));
    };
    report.answers = category.asked(&report.answers);
    let mut photos = Vec::new();
    for (key, bytes) in came {
        photos.push(photo::prepared(reports, key, bytes).await?);
    }
    let new = NewReport {
        report,
        category_name: category.name,
        photos,
        delivery: reports.way(now),
    };
    Ok((new, handed_in.room))
}
