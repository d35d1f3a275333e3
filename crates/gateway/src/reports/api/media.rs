//! Photos as everybody may see them who has their names.

use crate::http::{App, no_store};
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// It may be kept for an hour, by whoever asked alone: the office may still refuse its report.
const CACHE: HeaderValue = HeaderValue::from_static("private, max-age=3600");

/// A photo of a report, re-encoded. Its name cannot be guessed, and the gateway tells it to the city's
/// server alone: without one, to nobody. Whether that server tells it to everybody is its own affair.
#[utoipa::path(get, path = "/v1/media/{file}",
    params(("file" = String, Path, description = "Its name and `.jpg`")),
    responses(
        (status = 200, description = "The photo", content_type = "image/jpeg"),
        (status = 404, description = "There is none of that name, or none for everybody")))]
pub async fn media(State(app): State<App>, Path(file): Path<String>) -> Response {
    let shown = match file.strip_suffix(".jpg") {
        Some(name) => app.reports.store.shown(name.to_owned()).await,
        None => Ok(None),
    };
    let status = match shown {
        Ok(Some(jpeg)) => {
            let headers = [
                (header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg")),
                (header::CACHE_CONTROL, CACHE),
                (
                    header::X_CONTENT_TYPE_OPTIONS,
                    HeaderValue::from_static("nosniff"),
                ),
            ];
            return (headers, jpeg).into_response();
        }
        Ok(None) => StatusCode::NOT_FOUND,
        Err(why) => {
            tracing::error!(%why, "a photo could not be read");
            StatusCode::SERVICE_UNAVAILABLE
        }
    };
    let mut response = status.into_response();
    no_store(response.headers_mut());
    response
}
