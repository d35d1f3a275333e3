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
use std::sync::Arc;
use tokio::sync::Semaphore;

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
    sender: Admitted,
    Key(key): Key,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refused> {
    if !is_of_type(&headers, "image/jpeg") {
        let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
        return Err(Refused::with(status, RefusalCode::NotAPicture));
    }
    let reports = &app.reports;
    let (bytes, _room) = body::read(&reports.bodies, sender, body, limits::PHOTO_BYTES).await?;
    let digest = digest(&bytes);
    let known = reports.store.known(key, SubmissionKind::Photo, digest);
    if let Some(before) = known.await? {
        return answer(before);
    }
    let photo = prepared(reports, key, bytes).await?;
    let now = reports.clock.now();
    answer(reports.store.accept_photo(digest, photo, now).await?)
}

/// A photo as it came and as it is shown.
pub async fn prepared(
    reports: &Reports,
    key: SubmissionId,
    received: Vec<u8>,
) -> Result<NewPhoto, Refused> {
    let media = unguessable()?;
    let (received, shown) = reencoded(&reports.decoding, received).await?;
    Ok(NewPhoto {
        key,
        media,
        received,
        shown,
    })
}

/// The same bytes, and the photo in them re-encoded. As many are decoded at a time as `turns` has permits:
/// each costs its pixels in memory. A turn ends with the decoding and not with the asking: nothing stops a
/// decoder in the middle, and whoever hangs up must not make room for the next one before it is done.
async fn reencoded(
    turns: &Arc<Semaphore>,
    received: Vec<u8>,
) -> Result<(Vec<u8>, Vec<u8>), Refused> {
    let turn = turns.clone().acquire_owned().await;
    let turn = turn.map_err(|_| Refused::busy())?;
    let decoding = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        ka_photo::reencode(&received).map(|shown| (received, shown))
    });
    match decoding.await.map_err(|_| Refused::busy())? {
        Ok(photo) => Ok(photo),
        Err(PhotoFault::TooLarge) => Err(Refused::too_large()),
        Err(PhotoFault::Unsupported | PhotoFault::Damaged) => Err(Refused::with(
            StatusCode::UNPROCESSABLE_ENTITY,
            RefusalCode::NotAPicture,
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::FutureExt;
    use std::sync::mpsc;

    #[test]
    fn who_hangs_up_makes_no_room_for_another_photo_until_theirs_is_decoded() {
        // The only thread is held up, so that what is to be decoded waits.
        let runtime = tokio::runtime::Builder::new_current_thread()
            .max_blocking_threads(1)
            .build()
            .unwrap();
        let (go_on, held_up) = mpsc::channel::<()>();
        runtime.block_on(async {
            let other = tokio::task::spawn_blocking(move || held_up.recv());
            let turns = Arc::new(Semaphore::new(1));
            let asking = reencoded(&turns, b"<html>".to_vec()).now_or_never();
            assert_eq!(asking, None, "it is being decoded when they hang up");
            assert_eq!(turns.available_permits(), 0);
            go_on.send(()).unwrap();
            other.await.unwrap().unwrap();
            let next = reencoded(&turns, b"<html>".to_vec()).await;
            assert!(next.is_err());
            assert_eq!(turns.available_permits(), 1);
        });
    }
}
