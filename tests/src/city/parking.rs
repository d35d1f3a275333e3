//! Car parks and places for bicycles, in the form that the city's WFS gives.

use anyhow::Result;
use chrono::{DateTime, Duration, Utc};
use serde_json::{Value, json};
use std::path::Path;

/// A car park whose free spaces are counted: of [`ZOO_SPACES`], [`ZOO_FREE`] are free.
pub const ZOO: &str = "Zoo";
/// All of its spaces.
pub const ZOO_SPACES: u32 = 640;
/// Its free spaces.
pub const ZOO_FREE: u32 = 213;
/// How long ago they were counted, in minutes.
pub const ZOO_AGE: i64 = 4;
/// A car park that is counted and closed.
pub const CLOSED: &str = "Am Wasserturm";
/// A car park that nobody counts.
pub const UNCOUNTED: &str = "Waldstraße";

/// Writes them into `folder`, as of `now`.
pub fn write(folder: &Path, now: DateTime<Utc>) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    std::fs::write(folder.join("karlsruhe.json"), car_parks(now).to_string())?;
    std::fs::write(
        folder.join("karlsruhe_bike.json"),
        bicycle_places().to_string(),
    )?;
    Ok(())
}

fn car_parks(now: DateTime<Utc>) -> Value {
    let counted = now - Duration::minutes(ZOO_AGE);
    collection([
        feature(
            (8.4012, 48.9951),
            json!({
                "id": 1, "gemeinde": "Karlsruhe", "parkhaus_name": ZOO,
                "parkhaus_strasse": "Ettlinger Straße 6",
                "gesamte_parkplaetze": ZOO_SPACES, "freie_parkplaetze": ZOO_FREE,
                "echtzeit_belegung": "T", "geschlossen": "F", "aufzug": "T",
                "max_durchfahrtshoehe": 2.1,
                "stand_stammdaten": "2023-12-31T23:00:00Z", "stand_freieparkplaetze": counted,
            }),
        ),
        feature(
            (8.3899, 49.0071),
            json!({
                "id": 2, "gemeinde": "Karlsruhe", "parkhaus_name": CLOSED,
                "gesamte_parkplaetze": 120, "freie_parkplaetze": 0,
                "echtzeit_belegung": "T", "geschlossen": "T",
                "stand_stammdaten": "2023-12-31T23:00:00Z", "stand_freieparkplaetze": counted,
            }),
        ),
        feature(
            (8.3976, 49.0089),
            json!({
                "id": 3, "gemeinde": "Karlsruhe", "parkhaus_name": UNCOUNTED,
                "gesamte_parkplaetze": 200, "echtzeit_belegung": "F",
                "stand_stammdaten": "2023-12-31T23:00:00Z",
            }),
        ),
    ])
}

fn bicycle_places() -> Value {
    let place = |id: u32, district: &str, street: &str, form: &str, spaces: Option<u32>| {
        feature(
            (8.40 + f64::from(id) / 1000.0, 49.0),
            json!({
                "id": id, "gemeinde": "Karlsruhe", "stadtteil": district, "standort": street,
                "art": form, "stellplaetze": spaces, "lastenrad": "F", "mit_anhaenger": "F",
                "stand": "2024-02-25T23:00:00Z",
            }),
        )
    };
    collection([
        place(
            1,
            "Durlach",
            "Marstallstraße 2",
            "Fahrradabstellanlage",
            Some(12),
        ),
        place(
            2,
            "Durlach",
            "Pfinztalstraße 9",
            "Fahrradabstellanlage überdacht",
            Some(40),
        ),
        place(3, "Südweststadt", "Eisenlohrstraße 25", "Fahrradbox", None),
    ])
}

fn feature((east, north): (f64, f64), properties: Value) -> Value {
    json!({
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [east, north]},
        "properties": properties,
    })
}

fn collection(features: impl Into<Vec<Value>>) -> Value {
    json!({"type": "FeatureCollection", "features": features.into()})
}
