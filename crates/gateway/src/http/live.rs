//! What lives for minutes.

use super::{App, Problem, with_etag};
use crate::schedule::LIVE_PARKING;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use chrono::{DateTime, Utc};
use serde::Deserialize;
use utoipa::ToSchema;

/// For half a minute nobody need ask again; the source counts about once a minute.
const CACHE: &str = "public, max-age=30";

/// [`ka_domain::LiveParking`] as the document describes it; a test holds the two together.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)] // Only described.
pub struct LiveParking {
    /// When the gateway read them at the source.
    pub read_at: DateTime<Utc>,
    /// One entry a car park that counts.
    pub car_parks: Vec<LiveCarPark>,
}

/// The live numbers of one car park.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)] // Only described.
pub struct LiveCarPark {
    /// Its id in the collection `car-parks`.
    pub id: String,
    /// Free spaces, where they are counted.
    pub free: Option<u32>,
    /// Whether it takes cars.
    pub state: CarParkState,
    /// When the number was counted.
    pub counted_at: Option<DateTime<Utc>>,
}

/// Whether a car park takes cars.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CarParkState {
    /// It does.
    Open,
    /// It does not.
    Closed,
    /// The source does not say.
    Unknown,
}

/// The live numbers of the car parks.
#[utoipa::path(get, path = "/v1/live/parking",
    params(("If-None-Match" = Option<String>, Header, description = "The ETag of the answer before")),
    responses(
        (status = 200, description = "The numbers", body = LiveParking),
        (status = 304, description = "Still the same"),
        (status = 503, description = "None are known yet", body = Problem)))]
pub async fn parking(State(app): State<App>, headers: HeaderMap) -> Response {
    match app.publication.live(LIVE_PARKING) {
        Ok(Some(answer)) => {
            let json = [(header::CONTENT_TYPE, "application/json")];
            with_etag(&headers, &answer.etag, CACHE, (json, answer.body))
        }
        Ok(None) => Problem::answer(StatusCode::SERVICE_UNAVAILABLE, "nothing_known"),
        Err(why) => {
            tracing::error!(%why, "the live numbers could not be read");
            Problem::answer(StatusCode::INTERNAL_SERVER_ERROR, "internal")
        }
    }
}
