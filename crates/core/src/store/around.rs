//! Content by where it is. SQLite looks for the place within the JSON of each item, which takes a
//! microsecond or two, so that only what is near becomes a value: of some thousand items a few.

use super::StoreError;
use super::readable::readable;
use ka_domain::{Content, Kind, Position};
use ka_protocol::read_content;
use rusqlite::Connection;

/// Metres of a degree of latitude, rounded down: what is at the edge is rather in than out.
const METRES_PER_DEGREE: f64 = 111_000.0;

/// The items of these kinds that are within `metres` of `middle`, with their distance in metres, the nearest
/// first. What has no position is nowhere.
pub fn within(
    reader: &Connection,
    kinds: &[Kind],
    middle: Position,
    metres: f64,
) -> Result<Vec<(f64, Content)>, StoreError> {
    let lat = metres / METRES_PER_DEGREE;
    // Near a pole every place is east and west of all others.
    let lon = lat / middle.lat().to_radians().cos().max(0.001);
    let mut statement = reader.prepare_cached(
        "SELECT body FROM item WHERE collection = ?1 AND CASE WHEN json_valid(body)
             THEN body ->> '$.position.lat' BETWEEN ?2 AND ?3
                 AND body ->> '$.position.lon' BETWEEN ?4 AND ?5 END",
    )?;
    let mut found = Vec::new();
    for kind in kinds {
        let bodies = statement.query_map(
            rusqlite::params![
                kind.collection(),
                middle.lat() - lat,
                middle.lat() + lat,
                middle.lon() - lon,
                middle.lon() + lon,
            ],
            |row| Ok(row.get::<_, String>(0)),
        )?;
        let contents = readable("item", bodies, |body| {
            read_content(&body, *kind)?.ok_or(StoreError::Damaged)
        })?;
        for content in contents {
            let Some(position) = position(&content) else {
                continue;
            };
            let distance = middle.distance_m(position);
            if distance <= metres {
                found.push((distance, content));
            }
        }
    }
    found.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    Ok(found)
}

fn position(content: &Content) -> Option<Position> {
    match content {
        Content::CarPark(car_park) => Some(car_park.position),
        Content::BicycleParking(place) => Some(place.position),
        Content::PublicReport(report) => report.position,
        _ => None,
    }
}
