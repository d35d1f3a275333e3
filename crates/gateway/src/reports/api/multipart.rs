//! A report in parts, as those hand it in who are not the app: `report` as JSON, and `photo` as often as there
//! are photos.

use super::body;
use super::head::Admitted;
use super::refused::Refused;
use super::report::HandedIn;
use crate::http::App;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;
use ka_domain::report::limits;
use ka_protocol::report::{MULTIPART_BYTES, REPORT_BYTES};
use sha2::{Digest, Sha256};

/// Reads all parts. Their order and the line between them may be others when it is sent again; what counts is
/// what they hold.
pub async fn read(request: Request, sender: Admitted, app: &App) -> Result<HandedIn, Refused> {
    let room = app
        .reports
        .bodies
        .room(sender, request.body(), MULTIPART_BYTES)?;
    let parts = Multipart::from_request(request, app).await;
    let mut parts = parts.map_err(|_| Refused::malformed())?;
    let (mut report, mut photos) = (None, Vec::new());
    while let Some(part) = parts.next_field().await.map_err(refused)? {
        let is_report = match part.name() {
            Some("report") => true,
            Some("photo") => false,
            _ => return Err(Refused::malformed()),
        };
        let most = match is_report {
            true => REPORT_BYTES,
            false => limits::PHOTO_BYTES,
        };
        let bytes = whole(part, most).await?;
        if !is_report {
            photos.push(bytes);
        } else if report.replace(bytes).is_some() {
            return Err(Refused::malformed());
        }
        if photos.len() > limits::PHOTOS {
            let faults = vec![ka_domain::ReportFault::TooManyPhotos];
            return Err(Refused::faulty(faults));
        }
    }
    let json = report.ok_or_else(Refused::malformed)?;
    let mut hash = Sha256::new();
    for bytes in std::iter::once(&json).chain(&photos) {
        hash.update((bytes.len() as u64).to_be_bytes());
        hash.update(bytes);
    }
    Ok(HandedIn {
        report: body::json(&json)?,
        photos,
        digest: hash.finalize().into(),
        room,
    })
}

/// All of a part, which has at most `most` bytes.
async fn whole(mut part: Field<'_>, most: usize) -> Result<Vec<u8>, Refused> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.chunk().await.map_err(refused)? {
        if bytes.len() + chunk.len() > most {
            return Err(Refused::too_large());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn refused(why: MultipartError) -> Refused {
    match why.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Refused::too_large(),
        StatusCode::INTERNAL_SERVER_ERROR => Refused::broken_off(),
        _ => Refused::malformed(),
    }
}
