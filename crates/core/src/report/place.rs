//! A place in words. The device knows no map: what it knows are places with an address that the city
//! publishes, and the nearest of them is told with how far it is, so that nobody takes it for the place itself.

use super::{collection, district};
use crate::store::{StoreError, around, items};
use ka_domain::views::PlaceWords;
use ka_domain::{Content, DistrictId, ItemId, Kind, Position, ReportPlace};
use rusqlite::Connection;

/// Metres up to which the address of something says where something else is.
const ADDRESS_WITHIN: f64 = 200.0;

/// What has an address and a position.
const KINDS: [Kind; 3] = [Kind::BicycleParking, Kind::CarPark, Kind::PublicReport];

/// The place in words, as far as the device can say.
pub fn words(reader: &Connection, place: &ReportPlace) -> Result<PlaceWords, StoreError> {
    let typed = place.address.trim();
    let mut words = PlaceWords {
        address: (!typed.is_empty()).then(|| typed.to_owned()),
        distance_m: None,
        district: None,
        position: place.position,
        accuracy_m: place.accuracy_m,
    };
    let mut district = place.district.clone();
    if let Some(position) = place.position
        && (words.address.is_none() || district.is_none())
    {
        let near = Near::of(reader, position)?;
        if words.address.is_none()
            && let Some((distance, address)) = near.address
        {
            words.address = Some(address);
            // Never longer than a few hundred.
            words.distance_m = Some(distance.round() as u32);
        }
        district = district.or(near.district);
    }
    words.district = match district {
        Some(district) => name(reader, &district)?,
        None => None,
    };
    Ok(words)
}

/// What is known of the surroundings.
struct Near {
    address: Option<(f64, String)>,
    district: Option<DistrictId>,
}

impl Near {
    fn of(reader: &Connection, position: Position) -> Result<Near, StoreError> {
        let mut near = Near {
            address: None,
            district: None,
        };
        for (distance, content) in around::within(reader, &KINDS, position, district::WITHIN)? {
            let (address, district) = match content {
                Content::BicycleParking(place) => (Some(place.street), place.district),
                Content::CarPark(car_park) => (car_park.street, None),
                Content::PublicReport(report) => (report.address, report.district),
                _ => continue,
            };
            let address = address.filter(|address| !address.trim().is_empty());
            if near.address.is_none() && distance <= ADDRESS_WITHIN {
                near.address = address.map(|address| (distance, address));
            }
            near.district = near.district.or(district);
        }
        Ok(near)
    }
}

/// What a district is called, if it is on the device.
fn name(reader: &Connection, id: &DistrictId) -> Result<Option<String>, StoreError> {
    let id = ItemId::new(id.as_str()).map_err(|_| StoreError::Damaged)?;
    let found = items::get(reader, &collection(Kind::District)?, &id)?;
    Ok(found.and_then(|sourced| match sourced.item {
        Content::District(district) => Some(district.name),
        _ => None,
    }))
}
