//! What the city publishes. Every variant is one kind of item of the feed.

use crate::council::{Meeting, Organization, Paper};
use crate::geo::Position;
use crate::ids::{DistrictId, ItemId, LeikaId};
use crate::lang::Localized;
use crate::person::Role;
use crate::provenance::Licence;
use crate::report::{PublicReport, ReportCategory};
use crate::situation::LifeSituation;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// One item of public content. On the wire `{"kind": "service", …}`; fields that this version does
/// not know are ignored, so that an older app reads a newer feed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Content {
    /// A part of the city.
    District(District),
    /// An office of the city.
    Office(Office),
    /// Something that a person can ask of the city.
    Service(Service),
    /// A car park.
    CarPark(CarPark),
    /// A place to leave a bicycle.
    BicycleParking(BicycleParking),
    /// Where content comes from.
    Source(Source),
    /// A committee or an office that takes part in the council's work.
    Organization(Organization),
    /// A meeting of the council or of a committee.
    Meeting(Meeting),
    /// A paper of the council.
    Paper(Paper),
    /// What can be reported to the city.
    ReportCategory(ReportCategory),
    /// What everybody may read of a report.
    PublicReport(PublicReport),
}

/// The kind of a [`Content`], without the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // The variants of `Content`, one for one.
pub enum Kind {
    District,
    Office,
    Service,
    CarPark,
    BicycleParking,
    Source,
    Organization,
    Meeting,
    Paper,
    ReportCategory,
    PublicReport,
}

impl Kind {
    /// Every kind that this version knows.
    pub const ALL: [Kind; 11] = [
        Kind::District,
        Kind::Office,
        Kind::Service,
        Kind::CarPark,
        Kind::BicycleParking,
        Kind::Source,
        Kind::Organization,
        Kind::Meeting,
        Kind::Paper,
        Kind::ReportCategory,
        Kind::PublicReport,
    ];

    /// The collection of the feed that carries this kind.
    pub fn collection(self) -> &'static str {
        match self {
            Kind::District => "districts",
            Kind::Office => "offices",
            Kind::Service => "services",
            Kind::CarPark => "car-parks",
            Kind::BicycleParking => "bicycle-parking",
            Kind::Source => "sources",
            Kind::Organization => "organizations",
            Kind::Meeting => "meetings",
            Kind::Paper => "papers",
            Kind::ReportCategory => "report-categories",
            Kind::PublicReport => "public-reports",
        }
    }

    /// The kind that `collection` carries, if this version knows the collection.
    pub fn of_collection(collection: &str) -> Option<Kind> {
        Kind::ALL
            .into_iter()
            .find(|kind| kind.collection() == collection)
    }
}

impl Content {
    /// Which kind of content this is.
    pub fn kind(&self) -> Kind {
        match self {
            Content::District(_) => Kind::District,
            Content::Office(_) => Kind::Office,
            Content::Service(_) => Kind::Service,
            Content::CarPark(_) => Kind::CarPark,
            Content::BicycleParking(_) => Kind::BicycleParking,
            Content::Source(_) => Kind::Source,
            Content::Organization(_) => Kind::Organization,
            Content::Meeting(_) => Kind::Meeting,
            Content::Paper(_) => Kind::Paper,
            Content::ReportCategory(_) => Kind::ReportCategory,
            Content::PublicReport(_) => Kind::PublicReport,
        }
    }
}

/// One of the 27 districts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct District {
    /// Slug of the name.
    pub id: DistrictId,
    /// The name, the same in every language.
    pub name: String,
    /// Postcodes that belong to the district, where known for sure.
    #[serde(default)]
    pub postcodes: Vec<String>,
}

/// An office of the city.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Office {
    /// The office's own id within its collection.
    pub id: ItemId,
    /// What it is called.
    pub name: Localized,
    /// What it is there for, in one or two sentences.
    pub summary: Localized,
    /// The districts that a local office serves; empty for an office of the whole city.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub districts: Vec<DistrictId>,
}

/// Something that a person can ask of the city.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// The service's own id within its collection.
    pub id: ItemId,
    /// What it is called.
    pub name: Localized,
    /// What it is for and what a person gets, in one or two sentences.
    pub summary: Localized,
    /// The number in the national catalogue, only where known for sure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leika: Option<LeikaId>,
    /// The responsible office.
    pub office: ItemId,
    /// Who it is for.
    pub audience: Vec<Role>,
    /// The situations in which people need it, the main one first.
    pub situations: Vec<LifeSituation>,
    /// Words that people would type, lower case, both languages.
    #[serde(default)]
    pub keywords: Vec<String>,
}

/// What a car park offers beyond a space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // The names say it; the words for people are in locales.
pub enum CarParkFeature {
    StepFree,
    Lift,
    WomensSpaces,
    FamilySpaces,
    Charging,
    LongTerm,
}

/// A car park, without the numbers that change by the minute (those are [`crate::LiveParking`]).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CarPark {
    /// The id at its source.
    pub id: ItemId,
    /// Its name.
    pub name: String,
    /// The town or city that it stands in.
    pub municipality: String,
    /// Street and number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub street: Option<String>,
    /// Where it is.
    pub position: Position,
    /// How many spaces it has in all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<u32>,
    /// Whether free spaces are counted live.
    pub live: bool,
    /// The greatest height of a vehicle, in centimetres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_height_cm: Option<u32>,
    /// What else it offers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub features: Vec<CarParkFeature>,
    /// Who runs it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator: Option<String>,
    /// A remark of the source, in German.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What a place for bicycles is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // The names say it; the words for people are in locales.
pub enum BicycleParkingKind {
    Stands,
    Covered,
    Box,
    Station,
    Unknown,
}

/// A place to leave a bicycle.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BicycleParking {
    /// The id at its source.
    pub id: ItemId,
    /// The town or city that it stands in.
    pub municipality: String,
    /// The district of Karlsruhe, where the source names one of the 27.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub district: Option<DistrictId>,
    /// Street, with a number where there is one.
    pub street: String,
    /// Where it is.
    pub position: Position,
    /// Stands, boxes or a station.
    pub form: BicycleParkingKind,
    /// How many bicycles find room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spaces: Option<u32>,
    /// Room for cargo bicycles.
    #[serde(default)]
    pub cargo: bool,
    /// Room for trailers.
    #[serde(default)]
    pub trailer: bool,
    /// Electric bicycles can be charged.
    #[serde(default)]
    pub charging: bool,
    /// A remark of the source, in German, mostly about the exact spot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// When the source last looked at this place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub surveyed_at: Option<DateTime<Utc>>,
}

/// Where content comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The id that [`crate::Provenance`] names.
    pub id: crate::ids::SourceId,
    /// What the source has.
    pub name: Localized,
    /// Who publishes it.
    pub publisher: String,
    /// The licence, where it states one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<Licence>,
    /// What a reader should know of it.
    pub description: Localized,
}
