//! What the city's WFS answers: a GeoJSON collection of points, each with properties.

use super::{ConnectorError, MOST_BYTES};
use ka_domain::Position;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

#[derive(Deserialize)]
struct Collection<'a> {
    #[serde(borrow)]
    features: Vec<&'a RawValue>,
}

/// A feature with properties of type `P`.
#[derive(Deserialize)]
struct Feature<P> {
    geometry: Point,
    properties: P,
}

#[derive(Deserialize)]
struct Point {
    /// Longitude first, as GeoJSON has it.
    coordinates: (f64, f64),
}

/// The features that can be read, each with its place, and how many cannot.
pub fn read<P: for<'de> Deserialize<'de>>(
    bytes: &[u8],
) -> Result<(Vec<(Position, P)>, u64), ConnectorError> {
    if bytes.len() > MOST_BYTES {
        return Err(ConnectorError::TooLarge(bytes.len()));
    }
    let collection: Collection<'_> = serde_json::from_slice(bytes)?;
    let total = collection.features.len();
    let read: Vec<(Position, P)> = collection
        .features
        .into_iter()
        .filter_map(|raw| serde_json::from_str::<Feature<P>>(raw.get()).ok())
        .filter_map(|feature| {
            let (lon, lat) = feature.geometry.coordinates;
            Some((Position::new(lat, lon).ok()?, feature.properties))
        })
        .collect();
    let rejected = (total - read.len()) as u64;
    Ok((read, rejected))
}

/// The source writes "T", "F" or null; anything else is as good as null.
pub fn flag<'de, D: Deserializer<'de>>(from: D) -> Result<Option<bool>, D::Error> {
    Ok(match Option::<String>::deserialize(from)?.as_deref() {
        Some("T") => Some(true),
        Some("F") => Some(false),
        _ => None,
    })
}

/// A text without the blanks around it; none if nothing is left.
pub fn text<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    let text = Option::<String>::deserialize(from)?;
    Ok(text
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty()))
}
