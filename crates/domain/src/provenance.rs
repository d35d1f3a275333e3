//! Where a fact comes from, under which licence, and how old it is.

use crate::ids::SourceId;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// An SPDX licence expression, as its source states it, such as `CC-BY-4.0`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Licence(pub String);

/// What stands under every item on every screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// Which source said so; its name and publisher are in the collection `sources`.
    pub source: SourceId,
    /// The licence, where the source states one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<Licence>,
    /// The moment up to which the source vouches for the fact.
    pub as_of: DateTime<Utc>,
}
