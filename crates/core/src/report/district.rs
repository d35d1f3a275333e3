//! The district of a place, as far as the device can say: that of the nearest thing of which the city says it.
//! Where the districts end is not known here.

use super::collection;
use crate::store::{StoreError, items};
use ka_domain::{Content, DistrictId, Kind, Position};
use rusqlite::Connection;

/// Metres up to which something is in the district of something else.
pub(super) const WITHIN: f64 = 400.0;
/// Metres of one degree of latitude, at the least.
const DEGREE: f64 = 110_500.0;

/// Where which district is known, for asking after many places.
pub(super) struct KnownDistricts(Vec<(Position, DistrictId)>);

impl KnownDistricts {
    pub(super) fn of(reader: &Connection) -> Result<KnownDistricts, StoreError> {
        let all = items::all(reader, &collection(Kind::BicycleParking)?)?.into_iter();
        let known = all.filter_map(|sourced| match sourced.item {
            Content::BicycleParking(place) => Some((place.position, place.district?)),
            _ => None,
        });
        Ok(KnownDistricts(known.collect()))
    }

    /// The district of `position`; none where nothing near it is known.
    pub(super) fn at(&self, position: Position) -> Option<DistrictId> {
        self.0
            .iter()
            // Most are far away, which is seen without the distance.
            .filter(|(known, _)| (known.lat() - position.lat()).abs() * DEGREE <= WITHIN)
            .map(|(known, district)| (known.distance_m(position), district))
            .filter(|(distance, _)| *distance <= WITHIN)
            .min_by(|(a, _), (b, _)| a.total_cmp(b))
            .map(|(_, district)| district.clone())
    }
}
