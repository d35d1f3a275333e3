//! What lives for minutes: asked for while somebody looks, kept with its time, shown with it.

use crate::ids::ItemId;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Whether a car park takes cars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CarParkState {
    /// It does.
    Open,
    /// It does not.
    Closed,
    /// The source does not say.
    Unknown,
}

/// The live numbers of one car park.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiveCarPark {
    /// The [`crate::CarPark`] meant.
    pub id: ItemId,
    /// Free spaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub free: Option<u32>,
    /// Open or closed.
    pub state: CarParkState,
    /// When the number was counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted_at: Option<DateTime<Utc>>,
}

/// All live numbers of the region's car parks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiveParking {
    /// When the gateway read them at the source.
    pub read_at: DateTime<Utc>,
    /// One entry a car park that counts.
    pub car_parks: Vec<LiveCarPark>,
}
