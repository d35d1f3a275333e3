//! Everything about one district.

use super::council::{newest_papers, next_meetings};
use super::parking::{bicycle_positions, parking_from, with_room};
use super::{all, by_id};
use crate::store::entries::{self, Facet, Range};
use crate::store::{Store, StoreError};
use chrono::{DateTime, Utc};
use ka_domain::views::{DistrictView, ParkingView};
use ka_domain::{BicycleParking, DistrictId, Kind, Office, Position};

/// How many meetings the page of a district shows.
const MEETINGS: usize = 5;
/// How many papers it shows.
const PAPERS: u32 = 10;

/// Everything about the district, if it is on the device.
pub fn district(
    store: &Store,
    id: &DistrictId,
    now: DateTime<Utc>,
) -> Result<Option<DistrictView>, StoreError> {
    let middle = Position::middle(bicycle_positions(store, id)?);
    let ParkingView { car_parks, read_at } = parking_from(store, middle)?;
    store.read(|reader| {
        let Some(district) = by_id(reader, id)? else {
            return Ok(None);
        };
        let mut offices = all::<Office>(reader)?;
        offices.retain(|office| office.item.districts.contains(id));
        let mut places = all::<BicycleParking>(reader)?;
        places.retain(|place| place.item.district.as_ref() == Some(id));
        let of = Facet::District(id.clone());
        Ok(Some(DistrictView {
            district,
            offices,
            meetings: next_meetings(reader, Some(&of), now, MEETINGS)?,
            papers: newest_papers(reader, &of, PAPERS)?,
            paper_count: entries::count(reader, Range::of(Kind::Paper), Some(&of))?,
            parking: with_room(car_parks, middle),
            parking_read_at: read_at,
            bicycle_places: u32::try_from(places.len()).unwrap_or(u32::MAX),
            bicycle_spaces: places
                .iter()
                .filter_map(|place| place.item.spaces)
                .fold(0, u32::saturating_add),
        }))
    })
}
