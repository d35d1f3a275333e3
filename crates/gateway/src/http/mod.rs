//! What the gateway serves.
//!
//! Content is public and the same for everybody. What is handed in, and asked after, is
//! [`crate::reports::api`]'s. Nothing about who asks is logged or kept: no address, no user agent, no
//! cookie; for those who hand something in, the address is looked at to bound how much that is.

mod feed;
mod live;
mod openapi;
mod sources;
#[cfg(test)]
mod tests;

use crate::publication::Publication;
use crate::reports::{Reports, api};
use axum::Router;
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get};
use ka_domain::SourceId;
use ka_protocol::http as paths;
use serde::Serialize;
use std::sync::Arc;
use std::time::Duration;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;
use utoipa::ToSchema;

/// How long an answer may take to begin.
const TIMEOUT: Duration = Duration::from_secs(30);

/// What the handlers share.
#[derive(Clone)]
pub struct App {
    /// The content.
    pub publication: Arc<Publication>,
    /// The sources with their intervals.
    pub sources: Arc<[(SourceId, Duration)]>,
    /// What people report.
    pub reports: Arc<Reports>,
}

/// An error, as JSON.
#[derive(Debug, Serialize, ToSchema)]
struct Problem {
    /// What is wrong, in one word.
    error: &'static str,
}

impl Problem {
    fn answer(status: StatusCode, error: &'static str) -> Response {
        let mut response = (status, axum::Json(Problem { error })).into_response();
        no_store(response.headers_mut());
        response
    }
}

/// Every route. `OpenApi` describes the same ones; a test compares them.
fn routes() -> Vec<(String, MethodRouter<App>)> {
    let within = |limit, routes: Vec<(String, MethodRouter<App>)>| {
        let limit = TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, limit);
        routes
            .into_iter()
            .map(move |(path, handler)| (path, handler.layer(limit)))
    };
    let reports = within(api::TIMEOUT, api::routes());
    within(TIMEOUT, public()).chain(reports).collect()
}

fn public() -> Vec<(String, MethodRouter<App>)> {
    vec![
        (paths::HEALTH.to_owned(), get(health)),
        (paths::SOURCES.to_owned(), get(sources::sources)),
        (paths::LIVE_PARKING.to_owned(), get(live::parking)),
        (paths::OPENAPI.to_owned(), get(openapi::document)),
        (
            format!("{}timestamp.json", paths::METADATA),
            get(feed::timestamp),
        ),
        (format!("{}{{file}}", paths::METADATA), get(feed::metadata)),
        (format!("{}{{*path}}", paths::TARGETS), get(feed::target)),
    ]
}

/// All of it.
pub fn router(app: App) -> Router {
    let router = routes()
        .into_iter()
        .fold(Router::new(), |router, (path, handler)| {
            router.route(&path, handler)
        });
    // The route, not the path: whoever knows the id of a report may ask after it.
    let trace = TraceLayer::new_for_http().make_span_with(|request: &Request| {
        let route = request.extensions().get::<MatchedPath>();
        let route = route.map(MatchedPath::as_str);
        tracing::debug_span!("request", method = %request.method(), route)
    });
    router.layer(trace).with_state(app)
}

/// Whether the gateway is up.
#[utoipa::path(get, path = "/healthz", responses((status = 200, description = "It is up", body = String)))]
async fn health() -> &'static str {
    "ok\n"
}

/// Answers with `body`, or with 304 if the asker has it already.
fn with_etag(
    asked: &HeaderMap,
    etag: &str,
    cache: &'static str,
    body: impl IntoResponse,
) -> Response {
    let mut response = if knows(asked, etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        body.into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    if let Ok(etag) = HeaderValue::from_str(etag) {
        headers.insert(header::ETAG, etag);
    }
    response
}

/// Whether `If-None-Match` names `etag`.
fn knows(asked: &HeaderMap, etag: &str) -> bool {
    asked
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|list| list.split(','))
        .map(str::trim)
        .any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == etag)
}

/// Says that nobody need keep it.
pub fn no_store(headers: &mut HeaderMap) {
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
}
