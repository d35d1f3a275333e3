//! What a screen is given to read, made of what is in the store. Nothing here waits for the network.

use crate::live;
use crate::store::{Store, StoreError, items, positions};
use ka_domain::relevance::{home_offices, home_services};
use ka_domain::views::{
    BicycleParkingView, CarParkRow, CollectionState, DistrictCount, DistrictFilter, HomeView,
    OfficeView, ParkingView, ServiceView, ServicesView, SourceRow, Sourced,
};
use ka_domain::{
    BicycleParking, CarPark, CarParkState, CollectionName, Content, District, DistrictId, ItemId,
    Kind, LiveCarPark, Office, Position, Preferences, Service, Source,
};
use rusqlite::Connection;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How many car parks Home shows.
const HOME_CAR_PARKS: usize = 4;
/// How many offices Home shows.
const HOME_OFFICES: usize = 4;
/// The municipality whose car parks come first.
const KARLSRUHE: &str = "Karlsruhe";

/// A kind of content as its own type.
trait OfKind: Sized {
    const KIND: Kind;
    fn of(content: Content) -> Option<Self>;
}

macro_rules! of_kind {
    ($($kind:ident),*) => {$(
        impl OfKind for $kind {
            const KIND: Kind = Kind::$kind;
            fn of(content: Content) -> Option<Self> {
                match content {
                    Content::$kind(item) => Some(item),
                    _ => None,
                }
            }
        }
    )*};
}

of_kind!(District, Office, Service, CarPark, BicycleParking, Source);

fn collection(kind: Kind) -> Result<CollectionName, StoreError> {
    CollectionName::new(kind.collection()).map_err(|_| StoreError::Damaged)
}

fn typed<T: OfKind>(sourced: Sourced<Content>) -> Option<Sourced<T>> {
    let provenance = sourced.provenance;
    T::of(sourced.item).map(|item| Sourced { item, provenance })
}

fn all<T: OfKind>(reader: &Connection) -> Result<Vec<Sourced<T>>, StoreError> {
    let found = items::all(reader, &collection(T::KIND)?)?;
    Ok(found.into_iter().filter_map(typed).collect())
}

fn one<T: OfKind>(reader: &Connection, id: &ItemId) -> Result<Option<Sourced<T>>, StoreError> {
    Ok(items::get(reader, &collection(T::KIND)?, id)?.and_then(typed))
}

/// Every district, by name.
pub fn districts(store: &Store) -> Result<Vec<District>, StoreError> {
    let mut districts: Vec<District> = store
        .read(all::<District>)?
        .into_iter()
        .map(|sourced| sourced.item)
        .collect();
    districts.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(districts)
}

/// What concerns the owner of the device.
pub fn home(store: &Store, preferences: &Preferences) -> Result<HomeView, StoreError> {
    let (services, offices) = store
        .read(|reader| Ok::<_, StoreError>((all::<Service>(reader)?, all::<Office>(reader)?)))?;
    let service_items: Vec<Service> = services.iter().map(|s| s.item.clone()).collect();
    let office_items: Vec<Office> = offices.iter().map(|o| o.item.clone()).collect();
    let chosen_services = home_services(&service_items, preferences)
        .into_iter()
        .filter_map(|chosen| services.iter().find(|s| s.item.id == chosen.id).cloned())
        .collect();
    let chosen_offices = home_offices(&office_items, &service_items, preferences, HOME_OFFICES)
        .into_iter()
        .filter_map(|chosen| offices.iter().find(|o| o.item.id == chosen.id).cloned())
        .collect();

    let mine = preferences.district.as_ref();
    let bicycles = match mine {
        Some(mine) => bicycle_positions(store, mine)?,
        None => Vec::new(),
    };
    let middle = Position::middle(bicycles.iter().copied());
    let parking = parking_from(store, middle)?;
    let mut nearby: Vec<CarParkRow> = parking
        .car_parks
        .into_iter()
        .filter(|row| row.car_park.item.municipality == KARLSRUHE && is_open(row))
        .collect();
    match middle {
        Some(_) => nearby.sort_by(|a, b| {
            let distance = |row: &CarParkRow| row.distance_m.unwrap_or(f64::MAX);
            distance(a).total_cmp(&distance(b))
        }),
        None => nearby.sort_by_key(|row| Reverse(row.live.as_ref().and_then(|live| live.free))),
    }
    nearby.truncate(HOME_CAR_PARKS);

    let district = districts(store)?
        .into_iter()
        .find(|district| Some(&district.id) == mine);
    Ok(HomeView {
        district,
        services: chosen_services,
        parking: nearby,
        parking_read_at: parking.read_at,
        bicycle_places: u32::try_from(bicycles.len()).unwrap_or(u32::MAX),
        offices: chosen_offices,
    })
}

/// Where the bicycle places of a district are. Their middle stands for the middle of the district:
/// it is where its people go, and it needs no map.
fn bicycle_positions(store: &Store, district: &DistrictId) -> Result<Vec<Position>, StoreError> {
    let places = store.read(all::<BicycleParking>)?;
    Ok(places
        .into_iter()
        .filter(|place| place.item.district.as_ref() == Some(district))
        .map(|place| place.item.position)
        .collect())
}

fn is_open(row: &CarParkRow) -> bool {
    let open = |live: &LiveCarPark| live.free.is_some() && live.state != CarParkState::Closed;
    row.live.as_ref().is_some_and(open)
}

/// Every service and every office.
pub fn services(store: &Store) -> Result<ServicesView, StoreError> {
    store.read(|reader| {
        Ok(ServicesView {
            services: all(reader)?,
            offices: all(reader)?,
        })
    })
}

/// One service with its office.
pub fn service(store: &Store, id: &ItemId) -> Result<Option<ServiceView>, StoreError> {
    store.read(|reader| {
        let Some(service) = one::<Service>(reader, id)? else {
            return Ok(None);
        };
        let office = one(reader, &service.item.office)?;
        Ok(Some(ServiceView { service, office }))
    })
}

/// One office with its services.
pub fn office(store: &Store, id: &ItemId) -> Result<Option<OfficeView>, StoreError> {
    store.read(|reader| {
        let Some(office) = one::<Office>(reader, id)? else {
            return Ok(None);
        };
        let mut services = all::<Service>(reader)?;
        services.retain(|service| service.item.office == office.item.id);
        let districts = all::<District>(reader)?
            .into_iter()
            .map(|sourced| sourced.item)
            .filter(|district| office.item.districts.contains(&district.id))
            .collect();
        Ok(Some(OfficeView {
            office,
            districts,
            services,
        }))
    })
}

/// All car parks, Karlsruhe's first, with what is known of them by the minute.
pub fn parking(store: &Store, preferences: &Preferences) -> Result<ParkingView, StoreError> {
    let middle = match &preferences.district {
        Some(mine) => Position::middle(bicycle_positions(store, mine)?),
        None => None,
    };
    parking_from(store, middle)
}

fn parking_from(store: &Store, middle: Option<Position>) -> Result<ParkingView, StoreError> {
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

/// Every source with what the device has of it.
pub fn sources(store: &Store) -> Result<Vec<SourceRow>, StoreError> {
    let (sources, shares) = store
        .read(|reader| Ok::<_, StoreError>((all::<Source>(reader)?, items::by_source(reader)?)))?;
    let row = |sourced: Sourced<Source>| {
        let share = shares.get(&sourced.item.id);
        SourceRow {
            items: share.map_or(0, |share| share.items),
            as_of: share.map(|share| share.as_of),
            source: sourced.item,
        }
    };
    Ok(sources.into_iter().map(row).collect())
}

/// How fresh each collection is.
pub fn collections(store: &Store) -> Result<Vec<CollectionState>, StoreError> {
    store.read(|reader| {
        positions::all(reader)?
            .into_iter()
            .map(|standing| {
                Ok(CollectionState {
                    items: items::count(reader, &standing.collection)?,
                    collection: standing.collection,
                    generation: standing.position.generation,
                    sequence: standing.position.sequence,
                    applied_at: standing.applied_at,
                })
            })
            .collect()
    })
}

#[cfg(test)]
mod tests;
