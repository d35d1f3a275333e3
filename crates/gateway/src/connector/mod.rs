//! Connectors: one module a source of the city.
//!
//! A connector turns the bytes that a source answers into items. It fetches nothing itself, so the
//! same code reads a file, an answer over HTTP and a test. Sources are other people's systems, and
//! one odd record must not cost the city the rest: a record that cannot be read is left out and
//! counted, while an answer that is not of the source's form at all is an error, and then what was
//! published before stays.

pub mod bicycle_parking;
pub mod car_parks;
pub mod city_facts;
mod geojson;

use ka_domain::{Content, ItemId, LiveParking, Provenance};

/// The largest answer that is read, in bytes.
pub const MOST_BYTES: usize = 64 * 1024 * 1024;

/// One item as a source has it now.
#[derive(Debug, Clone, PartialEq)]
pub struct Harvested {
    /// Its id within its collection.
    pub id: ItemId,
    /// Where it comes from.
    pub provenance: Provenance,
    /// The item.
    pub content: Content,
}

/// Everything that a source has now.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Harvest {
    /// The items.
    pub items: Vec<Harvested>,
    /// What lives for minutes, where the source has it.
    pub live: Option<LiveParking>,
    /// Records that could not be read.
    pub rejected: u64,
}

/// Why an answer could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ConnectorError {
    /// A file could not be read.
    #[error("{path}: {why}")]
    File {
        /// Which.
        path: String,
        /// Why.
        why: std::io::Error,
    },
    /// The answer is larger than [`MOST_BYTES`].
    #[error("an answer of {0} bytes is too large")]
    TooLarge(usize),
    /// The answer is not JSON of the expected form.
    #[error("not the expected JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// A file is not TOML of the expected form.
    #[error("{path}: {why}")]
    Toml {
        /// Which.
        path: String,
        /// Why.
        why: Box<toml::de::Error>,
    },
    /// Two items have one id.
    #[error("{0} is there twice")]
    Twice(String),
    /// An item names another that is not there.
    #[error("{from} names {to}, which is not there")]
    Dangling {
        /// The item.
        from: String,
        /// What it names.
        to: String,
    },
    /// An id that is not one.
    #[error(transparent)]
    Id(#[from] ka_domain::ids::InvalidId),
}
