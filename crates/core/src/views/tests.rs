//! Places for cars and bicycles, on Home and on their own. The council and the news have files of their
//! own.

mod council;
mod news;

use super::*;
use crate::samples::{Device, NOW, id};
use crate::store::live as kept;
use chrono::DateTime;
use ka_domain::views::DistrictFilter;
use ka_domain::{
    BicycleParkingKind, CarParkState, LiveCarPark, LiveParking, Position, Preferences,
};

fn in_durlach() -> Preferences {
    Preferences {
        district: DistrictId::new("durlach").ok(),
        ..Preferences::default()
    }
}

impl Device {
    fn has_car_park(&self, name: &str, municipality: &str, lon: f64) {
        self.has(Content::CarPark(CarPark {
            id: id(name),
            name: name.into(),
            municipality: municipality.into(),
            street: None,
            position: Position::new(49.0, lon).unwrap(),
            capacity: Some(100),
            live: true,
            max_height_cm: None,
            features: vec![],
            operator: None,
            note: None,
        }));
    }

    fn has_bicycle_place(&self, name: &str, district: Option<&str>, lon: f64) {
        self.has(Content::BicycleParking(BicycleParking {
            id: id(name),
            municipality: "Karlsruhe".into(),
            district: district.map(|name| DistrictId::new(name).unwrap()),
            street: name.into(),
            position: Position::new(49.0, lon).unwrap(),
            form: BicycleParkingKind::Stands,
            spaces: Some(12),
            cargo: false,
            trailer: false,
            charging: false,
            note: None,
            surveyed_at: None,
        }));
    }

    fn counts(&self, free: &[(&str, u32, CarParkState)]) {
        let numbers = LiveParking {
            read_at: DateTime::UNIX_EPOCH,
            car_parks: free
                .iter()
                .map(|(name, free, state)| LiveCarPark {
                    id: id(name),
                    free: Some(*free),
                    state: *state,
                    counted_at: None,
                })
                .collect(),
        };
        let answer = kept::LiveAnswer {
            etag: None,
            body: serde_json::to_string(&numbers).unwrap(),
        };
        self.store
            .write(|transaction| kept::set(transaction, "parking", &answer))
            .unwrap();
    }

    fn parks_on_home(&self, preferences: &Preferences) -> Vec<String> {
        let home = home(&self.store, preferences, NOW).unwrap();
        home.parking
            .into_iter()
            .map(|row| row.car_park.item.name)
            .collect()
    }
}

/// Three car parks from west to east, one of them closed, and one in another town.
fn with_car_parks() -> Device {
    let device = Device::new();
    device.has_car_park("west", "Karlsruhe", 8.35);
    device.has_car_park("middle", "Karlsruhe", 8.40);
    device.has_car_park("east", "Karlsruhe", 8.46);
    device.has_car_park("elsewhere", "Rastatt", 8.47);
    device.counts(&[
        ("west", 90, CarParkState::Open),
        ("middle", 50, CarParkState::Closed),
        ("east", 10, CarParkState::Open),
        ("elsewhere", 99, CarParkState::Open),
    ]);
    device
}

#[test]
fn without_a_district_the_car_park_with_most_space_comes_first() {
    let device = with_car_parks();
    assert_eq!(
        device.parks_on_home(&Preferences::default()),
        ["west", "east"]
    );
}

#[test]
fn in_a_district_the_nearest_comes_first_with_its_distance() {
    let device = with_car_parks();
    device.has_bicycle_place("a", Some("durlach"), 8.46);
    device.has_bicycle_place("b", Some("durlach"), 8.48);
    device.has_bicycle_place("c", Some("muehlburg"), 8.35);
    assert_eq!(device.parks_on_home(&in_durlach()), ["east", "west"]);
    let home = home(&device.store, &in_durlach(), NOW).unwrap();
    assert_eq!(home.bicycle_places, 2);
    let metres = home.parking[0].distance_m.unwrap();
    assert!((700.0..760.0).contains(&metres), "{metres}");
}

#[test]
fn a_district_of_which_no_place_is_known_is_as_good_as_none() {
    let device = with_car_parks();
    assert_eq!(device.parks_on_home(&in_durlach()), ["west", "east"]);
    let view = parking(&device.store, &in_durlach()).unwrap();
    assert!(view.car_parks.iter().all(|row| row.distance_m.is_none()));
}

#[test]
fn karlsruhes_car_parks_come_before_the_regions() {
    let view = parking(&with_car_parks().store, &Preferences::default()).unwrap();
    let names: Vec<_> = view
        .car_parks
        .iter()
        .map(|row| row.car_park.item.name.as_str())
        .collect();
    assert_eq!(names, ["east", "middle", "west", "elsewhere"]);
}

#[test]
fn places_whose_district_is_not_listed_are_counted_all_the_same() {
    let device = Device::new();
    device.has_bicycle_place("a", Some("durlach"), 8.46);
    device.has_bicycle_place("b", None, 8.40);
    let view = bicycle_parking(&device.store, &DistrictFilter::All).unwrap();
    let counts: Vec<_> = view
        .districts
        .iter()
        .map(|count| (count.district.is_some(), count.places))
        .collect();
    // The feed has no districts yet.
    assert_eq!(counts, [(false, 2)]);
    let view = bicycle_parking(&device.store, &DistrictFilter::Unknown).unwrap();
    assert_eq!(view.places.len(), 1);
}
