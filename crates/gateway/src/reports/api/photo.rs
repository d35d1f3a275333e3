//! A photo is handed in.

use super::body::{self, digest};
use super::head::{Admitted, Key, is_of_type};
use super::refused::{Refused, answer};
use super::schema;
use crate::http::App;
use crate::reports::store::submission::{NewPhoto, SubmissionKind};
use crate::reports::{Reports, unguessable};
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use ka_domain::SubmissionId;
use ka_domain::report::limits;
use ka_photo::PhotoFault;
use ka_protocol::report::RefusalCode;

/// Hands in a photo, before the report that names it.
#[utoipa::path(post, path = "/v1/reports/photos",
    params(
        ("Idempotency-Key" = String, Header, description = "The photo's id, a UUID of version 7"),
        ("Device-Key" = Option<String>, Header, description = "32 hexadecimal digits, others every day")),
    request_body(content = Vec<u8>, content_type = "image/jpeg", description = "At most 1,000,000 bytes"),
    responses(
        (status = 201, description = "It is here", body = schema::Receipt),
        (status = 400, description = "No proper key", body = schema::Refusal),
        (status = 409, description = "The key was used for something else", body = schema::Refusal),
        (status = 410, description = "The key was taken back", body = schema::Refusal),
        (status = 413, description = "Too large", body = schema::Refusal),
        (status = 415, description = "Not a JPEG", body = schema::Refusal),
        (status = 422, description = "Not a picture that can be read", body = schema::Refusal),
        (status = 429, description = "Too many, with `Retry-After`", body = schema::Refusal),
        (status = 503, description = "Not now, with `Retry-After`", body = schema::Refusal)))]
pub async fn photo(
    State(app): State<App>,
    _: Admitted,
    Key(key): Key,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refused> {
    if !is_of_type(&headers, "image/jpeg") {
        let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
        return Err(Refused::with(status, RefusalCode::NotAPicture));
    }
    let bytes = body::read(body, limits::PHOTO_BYTES).await?;
    let (reports, digest) = (&app.reports, digest(&bytes));
    let known = reports.store.known(key, SubmissionKind::Photo, digest);
    if let Some(before) = known.await? {
        return answer(before);
    }
    let photo = prepared(reports, key, bytes).await?;
    let now = reports.clock.now();
    answer(reports.store.accept_photo(digest, photo, now).await?)
}

/// A photo as it came and as it is shown. As many are decoded at a time as there are processors: each
/// costs its pixels in memory.
pub async fn prepared(
    reports: &Reports,
    key: SubmissionId,
    received: Vec<u8>,
) -> Result<NewPhoto, Refused> {
    let media = unguessable()?;
    let _turn = reports
        .decoding
        .acquire()
        .await
        .map_err(|_| Refused::busy())?;
    let preparing = tokio::task::spawn_blocking(move || {
        let photo = ka_photo::prepare(&received)?;
        Ok((received, photo.jpeg))
    });
    match preparing.await.map_err(|_| Refused::busy())? {
        Ok((received, shown)) => Ok(NewPhoto {
            key,
            media,
            received,
            shown,
        }),
        Err(PhotoFault::TooLarge) => Err(Refused::too_large()),
        Err(PhotoFault::Unsupported | PhotoFault::Damaged) => Err(Refused::with(
            StatusCode::UNPROCESSABLE_ENTITY,
            RefusalCode::NotAPicture,
        )),
    }
}
