//! The gateway's paths, as the app asks for them.

/// Signed metadata of the feed, a directory.
pub const METADATA: &str = "/feed/metadata/";
/// Files of the feed, a directory.
pub const TARGETS: &str = "/feed/targets/";
/// Live numbers of the car parks: [`ka_domain::LiveParking`] as JSON, with `ETag` and `max-age`.
pub const LIVE_PARKING: &str = "/v1/live/parking";
/// Whether the gateway is up.
pub const HEALTH: &str = "/healthz";
/// What the gateway's connectors are doing.
pub const SOURCES: &str = "/v1/sources";
/// The OpenAPI document of all of it.
pub const OPENAPI: &str = "/openapi.json";
