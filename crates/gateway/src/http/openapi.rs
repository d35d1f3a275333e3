//! The description of all of it.

use super::{feed, live, sources};
use crate::reports::api::{media, photo, report, status, support, withdraw};
use axum::Json;
use utoipa::OpenApi;

/// The OpenAPI document.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "digital@KA city gateway",
        description = "Public content of Karlsruhe: a signed feed (The Update Framework) and live numbers, the same for everybody; and what people report to the city. Nothing about who asks is kept.",
        license(name = "EUPL-1.2", identifier = "EUPL-1.2")
    ),
    paths(
        super::health,
        sources::sources,
        live::parking,
        document,
        feed::timestamp,
        feed::metadata,
        feed::target,
        report::report,
        photo::photo,
        support::support,
        status::status,
        withdraw::report,
        withdraw::photo,
        withdraw::support,
        media::media
    )
)]
pub struct Document;

/// This document.
#[utoipa::path(get, path = "/openapi.json",
    responses((status = 200, description = "OpenAPI 3.1", content_type = "application/json")))]
pub async fn document() -> Json<utoipa::openapi::OpenApi> {
    Json(Document::openapi())
}
