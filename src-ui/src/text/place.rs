//! A place in words.

use super::format::near;
use super::lang;
use ka_domain::views::PlaceWords;
use ka_domain::{Lang, Position};
use leptos_fluent::tr;

/// Nearer than this an address is the place itself, as exact as anybody can say, in metres.
const AT: u32 = 10;

/// The place: its address, or what is near it, or at least its district; as a last resort its degrees.
/// None if nothing is known.
pub fn place(place: &PlaceWords) -> Option<String> {
    let address = place
        .address
        .as_ref()
        .map(|address| match place.distance_m {
            Some(metres) if metres > AT => {
                tr!("place-near", { "address" => address.clone(), "far" => near(metres) })
            }
            _ => address.clone(),
        });
    match (address, place.district.clone()) {
        (Some(address), Some(district)) => {
            Some(tr!("place-with-district", { "address" => address, "district" => district }))
        }
        (Some(address), None) => Some(address),
        (None, Some(district)) if place.position.is_some() => {
            Some(tr!("place-in-district", { "district" => district }))
        }
        (None, Some(district)) => Some(district),
        (None, None) => place.position.map(degrees),
    }
}

/// How exact a position is, where that is known.
pub fn accuracy(place: &PlaceWords) -> Option<String> {
    place
        .accuracy_m
        .map(|metres| tr!("place-accuracy", { "far" => near(metres) }))
}

/// Degrees to a metre.
fn degrees(position: Position) -> String {
    let written = |degrees: f64| {
        let text = format!("{:.5}", degrees.abs());
        match lang() {
            Lang::De => text.replace('.', ","),
            Lang::En => text,
        }
    };
    tr!("place-degrees", { "lat" => written(position.lat()), "lon" => written(position.lon()) })
}
