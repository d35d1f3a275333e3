//! What a screen is given to read. Every item comes with its [`Provenance`].

pub mod council;
pub mod news;
pub mod report;
pub mod search;

pub use council::{
    AgendaView, CalendarChoice, CommitteeRow, CommitteeView, DistrictView, FileOwner, MeetingRow,
    MeetingView, PaperRow, PaperView, PastMeetingsView,
};
pub use news::{Change, FollowRow, NewsRow, NewsView, ReadMark};
pub use report::{
    AnsweredQuestion, AroundFilter, AroundView, DraftRow, DraftText, DraftView, MyReportRow,
    MyReportView, MyReportsView, NearbyRow, NeedKind, OutboxRow, OutboxView, PhotoRow, PlaceWords,
    RejectionKind, SubmissionKind, SubmissionState, TroubleKind,
};
pub use search::{Hit, HitGroup, Piece, SearchFilter, SearchView, Tried};

use crate::content::{BicycleParking, CarPark, District, Office, Service, Source};
use crate::ids::{CollectionName, DistrictId};
use crate::live::LiveCarPark;
use crate::provenance::Provenance;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// An item with where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sourced<T> {
    /// The item.
    pub item: T,
    /// Where it comes from and how old it is.
    pub provenance: Provenance,
}

/// The home screen: what concerns the owner of the device.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HomeView {
    /// The owner's district, if they named one.
    pub district: Option<District>,
    /// Services for their role and situation, best first.
    pub services: Vec<Sourced<Service>>,
    /// A few car parks in Karlsruhe with free spaces: those nearest to the owner's district first,
    /// or without a district those with the most.
    pub parking: Vec<CarParkRow>,
    /// When the live numbers were read at the source; none if there are none.
    pub parking_read_at: Option<DateTime<Utc>>,
    /// Bicycle places in the owner's district.
    pub bicycle_places: u32,
    /// The offices that they are most likely to need.
    pub offices: Vec<Sourced<Office>>,
    /// What is new of what they follow and was not read, the latest first; a few.
    pub news: Vec<NewsRow>,
    /// How many news were not read.
    pub unread: u32,
    /// The council's next meetings; those that concern the owner's district first. A few.
    pub meetings: Vec<Sourced<MeetingRow>>,
}

/// Every service and every office, in no promised order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ServicesView {
    /// All services.
    pub services: Vec<Sourced<Service>>,
    /// All offices.
    pub offices: Vec<Sourced<Office>>,
}

/// One service, with its office where the feed has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ServiceView {
    /// The service.
    pub service: Sourced<Service>,
    /// The responsible office.
    pub office: Option<Sourced<Office>>,
}

/// One office, with the services that it answers for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OfficeView {
    /// The office.
    pub office: Sourced<Office>,
    /// Its districts, with names; empty for an office of the whole city.
    pub districts: Vec<District>,
    /// Its services.
    pub services: Vec<Sourced<Service>>,
}

/// One car park with its live numbers, where there are any.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CarParkRow {
    /// The car park.
    pub car_park: Sourced<CarPark>,
    /// What is known of it by the minute.
    pub live: Option<LiveCarPark>,
    /// Metres from the middle of the owner's district, as the crow flies; none if they named none.
    pub distance_m: Option<f64>,
}

/// All car parks: Karlsruhe's first, then by municipality and name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ParkingView {
    /// The car parks.
    pub car_parks: Vec<CarParkRow>,
    /// When the live numbers were read at the source; none if there are none.
    pub read_at: Option<DateTime<Utc>>,
}

/// A district (or "elsewhere") and how many bicycle places it has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DistrictCount {
    /// The district; none for places whose district the source does not say.
    pub district: Option<District>,
    /// How many places.
    pub places: u32,
}

/// Bicycle places of one district, or all of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BicycleParkingView {
    /// Every district that has places, by name; the nameless rest last.
    pub districts: Vec<DistrictCount>,
    /// The places asked for, by street.
    pub places: Vec<Sourced<BicycleParking>>,
}

/// Which bicycle places are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DistrictFilter {
    /// All.
    All,
    /// Those of one district.
    In(DistrictId),
    /// Those whose district is not known.
    Unknown,
}

/// One source with what the device has of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SourceRow {
    /// The source.
    pub source: Source,
    /// How many items of it are on the device.
    pub items: u64,
    /// The latest moment up to which it vouches for them.
    pub as_of: Option<DateTime<Utc>>,
}

/// How fresh one collection is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CollectionState {
    /// The collection.
    pub collection: CollectionName,
    /// How many items of it are on the device.
    pub items: u64,
    /// Its generation at the gateway.
    pub generation: u64,
    /// The last delta taken in; 0 for the base file.
    pub sequence: u64,
    /// When it was last taken in.
    pub applied_at: DateTime<Utc>,
}

/// What the app keeps on the device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StorageView {
    /// Bytes of the encrypted store on disk, all its files together.
    pub store_bytes: u64,
    /// Bytes of signed metadata and downloads beside it.
    pub feed_bytes: u64,
    /// The collections in it.
    pub collections: Vec<CollectionState>,
}
