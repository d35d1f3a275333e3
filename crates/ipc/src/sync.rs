//! How the device stands with the city.

use crate::failure::Failure;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// How the last sync went. Being offline is a state like any other.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SyncState {
    /// Grows with each change while the app runs: of two states, the greater is the newer. An answer
    /// and a notice may overtake each other on the bridge.
    pub revision: u64,
    /// A sync is running now.
    pub running: bool,
    /// When the device last knew that it has all that the city publishes.
    pub current_as_of: Option<DateTime<Utc>>,
    /// Why the last attempt did not get there, if it did not.
    pub failure: Option<Failure>,
    /// When the next attempt is due.
    pub next_at: Option<DateTime<Utc>>,
}
