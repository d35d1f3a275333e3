//! Places on the map.

use serde::{Deserialize, Serialize};

/// A position in WGS 84, in degrees. Always a real place on Earth.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Raw")]
pub struct Position {
    lat: f64,
    lon: f64,
}

#[derive(Deserialize)]
struct Raw {
    lat: f64,
    lon: f64,
}

/// Numbers that are no place on Earth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a place on Earth")]
pub struct NotOnEarth;

impl TryFrom<Raw> for Position {
    type Error = NotOnEarth;
    fn try_from(raw: Raw) -> Result<Self, NotOnEarth> {
        Position::new(raw.lat, raw.lon)
    }
}

impl Position {
    /// Latitude −90…90 and longitude −180…180, in degrees.
    pub fn new(lat: f64, lon: f64) -> Result<Self, NotOnEarth> {
        if (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon) {
            Ok(Self { lat, lon })
        } else {
            Err(NotOnEarth)
        }
    }

    /// The middle of places that are near each other: the mean of their degrees. None of none.
    pub fn middle(places: impl IntoIterator<Item = Position>) -> Option<Position> {
        let (mut lat, mut lon, mut count) = (0.0, 0.0, 0.0);
        for place in places {
            (lat, lon, count) = (lat + place.lat, lon + place.lon, count + 1.0);
        }
        // Nothing over nothing is no number, and no place.
        Position::new(lat / count, lon / count).ok()
    }

    /// Degrees north.
    pub fn lat(self) -> f64 {
        self.lat
    }

    /// Degrees east.
    pub fn lon(self) -> f64 {
        self.lon
    }

    /// The distance to `other` along the surface, in metres (haversine on a sphere of 6,371,009 m;
    /// within a city that is right to about half a per cent).
    pub fn distance_m(self, other: Position) -> f64 {
        const EARTH_RADIUS_M: f64 = 6_371_009.0;
        let (a, b) = (self.lat.to_radians(), other.lat.to_radians());
        let d_lat = b - a;
        let d_lon = (other.lon - self.lon).to_radians();
        let h = (d_lat / 2.0).sin().powi(2) + a.cos() * b.cos() * (d_lon / 2.0).sin().powi(2);
        2.0 * EARTH_RADIUS_M * h.sqrt().min(1.0).asin()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn from_the_palace_to_durlach_is_about_five_kilometres() {
        let palace = Position::new(49.0134, 8.4044).unwrap();
        let karlsburg = Position::new(48.9991, 8.4722).unwrap();
        let metres = palace.distance_m(karlsburg);
        assert!((4_900.0..5_500.0).contains(&metres), "{metres}");
    }

    #[test]
    fn the_middle_of_two_places_is_between_them_and_of_none_is_nowhere() {
        let (a, b) = (
            Position::new(49.0, 8.0).unwrap(),
            Position::new(50.0, 9.0).unwrap(),
        );
        assert_eq!(Position::middle([a, b]), Position::new(49.5, 8.5).ok());
        assert_eq!(Position::middle([]), None);
    }

    #[test]
    fn not_a_number_is_no_place() {
        assert!(Position::new(f64::NAN, 8.0).is_err());
        assert!(serde_json::from_str::<Position>(r#"{"lat":91,"lon":0}"#).is_err());
    }

    proptest! {
        #[test]
        fn a_distance_is_the_same_both_ways(a in -90f64..90., b in -180f64..180., c in -90f64..90., d in -180f64..180.) {
            let (p, q) = (Position::new(a, b).unwrap(), Position::new(c, d).unwrap());
            prop_assert!((p.distance_m(q) - q.distance_m(p)).abs() < 1e-3);
            prop_assert!(p.distance_m(q) >= 0.0);
        }
    }
}
