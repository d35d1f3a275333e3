//! Places for cars and for bicycles.

use super::{all, districts};
use crate::live;
use crate::store::{Store, StoreError};
use ka_domain::views::{
    BicycleParkingView, CarParkRow, DistrictCount, DistrictFilter, ParkingView,
};
use ka_domain::{
    BicycleParking, CarPark, CarParkState, DistrictId, ItemId, LiveCarPark, Position, Preferences,
};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How many car parks are a few.
const NEAR: usize = 4;
/// The municipality whose car parks come first.
pub(super) const KARLSRUHE: &str = "Karlsruhe";

/// All car parks, Karlsruhe's first, with what is known of them by the minute.
pub fn parking(store: &Store, preferences: &Preferences) -> Result<ParkingView, StoreError> {
    let middle = match &preferences.district {
        Some(mine) => Position::middle(bicycle_positions(store, mine)?),
        None => None,
    };
    parking_from(store, middle)
}

pub(super) fn parking_from(
    store: &Store,
    middle: Option<Position>,
) -> Result<ParkingView, StoreError> {
    let live = live::parking(store)?;
    let read_at = live.as_ref().map(|live| live.read_at);
    let mut numbers: BTreeMap<ItemId, LiveCarPark> = live
        .into_iter()
        .flat_map(|live| live.car_parks)
        .map(|car_park| (car_park.id.clone(), car_park))
        .collect();
    let mut car_parks: Vec<CarParkRow> = store
        .read(all::<CarPark>)?
        .into_iter()
        .map(|car_park| CarParkRow {
            live: numbers.remove(&car_park.item.id),
            distance_m: middle.map(|middle| middle.distance_m(car_park.item.position)),
            car_park,
        })
        .collect();
    car_parks.sort_by_cached_key(|row| {
        let item = &row.car_park.item;
        let is_elsewhere = item.municipality != KARLSRUHE;
        (is_elsewhere, item.municipality.clone(), item.name.clone())
    });
    Ok(ParkingView { car_parks, read_at })
}

/// Karlsruhe's car parks that are open: the nearest to the middle of the district, or those with the
/// most space; a few.
pub(super) fn with_room(
    mut car_parks: Vec<CarParkRow>,
    middle: Option<Position>,
) -> Vec<CarParkRow> {
    car_parks.retain(|row| row.car_park.item.municipality == KARLSRUHE && is_open(row));
    match middle {
        Some(_) => car_parks.sort_by(|a, b| {
            let distance = |row: &CarParkRow| row.distance_m.unwrap_or(f64::MAX);
            distance(a).total_cmp(&distance(b))
        }),
        None => car_parks.sort_by_key(|row| Reverse(row.live.as_ref().and_then(|live| live.free))),
    }
    car_parks.truncate(NEAR);
    car_parks
}

fn is_open(row: &CarParkRow) -> bool {
    let open = |live: &LiveCarPark| live.free.is_some() && live.state != CarParkState::Closed;
    row.live.as_ref().is_some_and(open)
}

/// Bicycle places, with how many each district has.
pub fn bicycle_parking(
    store: &Store,
    filter: &DistrictFilter,
) -> Result<BicycleParkingView, StoreError> {
    let districts = districts(store)?;
    let mut places = store.read(all::<BicycleParking>)?;
    let mut counts: BTreeMap<Option<DistrictId>, u32> = BTreeMap::new();
    for place in &places {
        *counts.entry(place.item.district.clone()).or_default() += 1;
    }
    let unknown = counts.remove(&None);
    let mut known: Vec<DistrictCount> = districts
        .into_iter()
        .filter_map(|district| {
            let places = counts.remove(&Some(district.id.clone()))?;
            Some(DistrictCount {
                district: Some(district),
                places,
            })
        })
        .collect();
    // A district that the feed does not list any more still has its places.
    let rest: u32 = counts.values().sum::<u32>() + unknown.unwrap_or_default();
    if rest > 0 {
        known.push(DistrictCount {
            district: None,
            places: rest,
        });
    }
    places.retain(|place| match filter {
        DistrictFilter::All => true,
        DistrictFilter::In(district) => place.item.district.as_ref() == Some(district),
        DistrictFilter::Unknown => place.item.district.is_none(),
    });
    places.sort_by_cached_key(|place| (place.item.street.clone(), place.item.id.clone()));
    Ok(BicycleParkingView {
        districts: known,
        places,
    })
}

/// Where the bicycle places of a district are. Their middle stands for the middle of the district:
/// it is where its people go, and it needs no map.
pub(super) fn bicycle_positions(
    store: &Store,
    district: &DistrictId,
) -> Result<Vec<Position>, StoreError> {
    let places = store.read(all::<BicycleParking>)?;
    Ok(places
        .into_iter()
        .filter(|place| place.item.district.as_ref() == Some(district))
        .map(|place| place.item.position)
        .collect())
}
