//! What the city is made of, as types, and the rules that need nothing but those types.
//!
//! No I/O, no clock, no randomness: everything here is a value, so the device, the gateway and the
//! UI (as wasm) share it without sharing anything else.
//!
//! - [`content`]: what the city publishes (services, offices, districts, parking, sources).
//! - [`council`]: the council's work: papers, meetings, who takes part.
//! - [`follow`]: what the owner of the device follows of it.
//! - [`person`]: what the owner of the device has said about themselves. It never leaves it.
//! - [`relevance`]: which content concerns whom. It runs on the device alone.
//! - [`report`]: a concern that somebody reports to the city.
//! - [`views`]: what a screen is given to read.

pub mod content;
pub mod council;
pub mod follow;
pub mod geo;
pub mod ids;
pub mod lang;
pub mod live;
pub mod person;
pub mod provenance;
pub mod relevance;
pub mod report;
pub mod situation;
pub mod views;

pub use content::{
    BicycleParking, BicycleParkingKind, CarPark, CarParkFeature, Content, District, Kind, Office,
    Service, Source,
};
pub use council::{
    AgendaItem, Consultation, CouncilFile, Meeting, Organization, OrganizationForm,
    OrganizationRef, Paper,
};
pub use follow::{FollowedWord, Subject};
pub use geo::Position;
pub use ids::{CollectionName, DistrictId, ItemId, LeikaId, PhotoId, SourceId, SubmissionId};
pub use lang::{Lang, Localized};
pub use live::{CarParkState, LiveCarPark, LiveParking};
pub use person::{Appearance, Preferences, Role, TextScale};
pub use provenance::{Licence, Provenance};
pub use report::{
    AnswerFault, Answers, Contact, Datatype, Progress, PublicReport, Question, QuestionValue,
    Report, ReportCategory, ReportFault, ReportPlace, ReportStep, check as check_report,
};
pub use situation::LifeSituation;
