//! What the city is made of, as types, and the rules that need nothing but those types.
//!
//! No I/O, no clock, no randomness: everything here is a value, so the device, the gateway and the
//! UI (as wasm) share it without sharing anything else.
//!
//! - [`content`]: what the city publishes (services, offices, districts, parking, sources).
//! - [`person`]: what the owner of the device has said about themselves. It never leaves it.
//! - [`relevance`]: which content concerns whom. It runs on the device alone.
//! - [`views`]: what a screen is given to read.

pub mod content;
pub mod geo;
pub mod ids;
pub mod lang;
pub mod live;
pub mod person;
pub mod provenance;
pub mod relevance;
pub mod situation;
pub mod views;

pub use content::{
    BicycleParking, BicycleParkingKind, CarPark, CarParkFeature, Content, District, Kind, Office,
    Service, Source,
};
pub use geo::Position;
pub use ids::{CollectionName, DistrictId, ItemId, LeikaId, SourceId};
pub use lang::{Lang, Localized};
pub use live::{CarParkState, LiveCarPark, LiveParking};
pub use person::{Appearance, Preferences, Role, TextScale};
pub use provenance::{Licence, Provenance};
pub use situation::LifeSituation;
