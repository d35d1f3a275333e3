//! The feed: static files. All but the timestamp are named by their version or hash and never change,
//! so that any cache on the way may keep them for ever. What is not there must not be kept at all: the
//! next root is asked for every day and will be there one day.

use super::{App, Problem, no_store, with_etag};
use crate::publication::etag;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use ka_protocol::http as paths;
use std::path::Path;
use tower_http::services::ServeDir;

const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// The newest state of the feed. Ask with `If-None-Match`: 304 means that nothing has changed, and
/// nothing else need be asked for.
#[utoipa::path(get, path = "/feed/metadata/timestamp.json",
    params(("If-None-Match" = Option<String>, Header, description = "The ETag of the answer before")),
    responses(
        (status = 200, description = "The role `timestamp`", content_type = "application/json"),
        (status = 304, description = "Nothing has changed"),
        (status = 503, description = "Nothing is published yet", body = Problem)))]
pub async fn timestamp(State(app): State<App>, headers: HeaderMap) -> Response {
    let path = app.publication.folders().metadata.join("timestamp.json");
    match tokio::fs::read(&path).await {
        Ok(bytes) => {
            let json = [(header::CONTENT_TYPE, "application/json")];
            with_etag(&headers, &etag(&bytes), "no-cache", (json, bytes))
        }
        Err(_) => Problem::answer(StatusCode::SERVICE_UNAVAILABLE, "nothing_published"),
    }
}

/// Signed metadata, such as `12.snapshot.json`.
#[utoipa::path(get, path = "/feed/metadata/{file}",
    params(("file" = String, Path, description = "Version and role")),
    responses(
        (status = 200, description = "The role", content_type = "application/json"),
        (status = 404, description = "There is no such version")))]
pub async fn metadata(State(app): State<App>, request: Request) -> Response {
    from_folder(
        &app.publication.folders().metadata,
        paths::METADATA,
        request,
    )
    .await
}

/// A feed file, under the name that TUF clients ask for: its SHA-256, a dot, the target's name.
#[utoipa::path(get, path = "/feed/targets/{path}",
    params(("path" = String, Path, description = "Hash and name")),
    responses(
        (status = 200, description = "The file", content_type = "application/zstd"),
        (status = 404, description = "There is no such file")))]
pub async fn target(State(app): State<App>, request: Request) -> Response {
    from_folder(&app.publication.folders().targets, paths::TARGETS, request).await
}

async fn from_folder(folder: &Path, prefix: &str, request: Request) -> Response {
    let (mut parts, _) = request.into_parts();
    let below = parts.uri.path().strip_prefix(prefix).unwrap_or_default();
    let Ok(uri) = format!("/{below}").parse() else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    parts.uri = uri;
    let answer = ServeDir::new(folder)
        .append_index_html_on_directories(false)
        .try_call(Request::from_parts(parts, Body::empty()))
        .await;
    let mut response = match answer {
        Ok(response) => response.map(Body::new),
        Err(why) => {
            tracing::error!(%why, "a file of the feed could not be read");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    };
    let found = matches!(
        response.status(),
        StatusCode::OK | StatusCode::PARTIAL_CONTENT | StatusCode::NOT_MODIFIED
    );
    let headers = response.headers_mut();
    if found {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(FOR_EVER));
    } else {
        no_store(headers);
    }
    if found && prefix == paths::TARGETS {
        let zstd = HeaderValue::from_static("application/zstd");
        headers.insert(header::CONTENT_TYPE, zstd);
    }
    response
}
