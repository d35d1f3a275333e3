//! A concern that somebody reports to the city, in the terms of Open311 GeoReport v2.
//!
//! What the city wants to know of a concern depends on its category: a [`ReportCategory`] is a service of
//! GeoReport with its definition, and is published like all content, so that a report can be written
//! where there is no network. A [`Report`] is what is sent. What everybody may read of the reports of
//! others is a [`PublicReport`].

use crate::geo::Position;
use crate::ids::{DistrictId, ItemId, SubmissionId};
use crate::lang::Localized;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

mod check;

pub use check::check;

/// What can be reported: a service of GeoReport with its definition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportCategory {
    /// The `service_code`.
    pub id: ItemId,
    /// What it is called.
    pub name: Localized,
    /// What belongs here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<Localized>,
    /// What several categories have in common.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<Localized>,
    /// Words that people would type, lower case.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<String>,
    /// What is asked beyond place, words and photos, in the order in which it is asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Question>,
}

/// An attribute of a service definition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The attribute's `code`.
    pub code: String,
    /// The question.
    pub words: Localized,
    /// How to answer it (`datatype_description`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Localized>,
    /// What is answered.
    pub datatype: Datatype,
    /// Whether there must be an answer.
    #[serde(default)]
    pub required: bool,
    /// What can be chosen, for lists.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<QuestionValue>,
}

/// What an answer is. `Note` is no question: GeoReport's `variable: false`, words to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)] // The names of GeoReport.
pub enum Datatype {
    String,
    Number,
    Datetime,
    Text,
    SingleValueList,
    MultiValueList,
    Note,
}

/// Something that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionValue {
    /// What is sent.
    pub key: String,
    /// What is read.
    pub name: Localized,
}

/// Answers by the code of their question, each as it is sent: one value, or several of a list of which
/// several can be chosen. A datetime is written `YYYY-MM-DDThh:mm`, in the city's time, as it was typed.
pub type Answers = BTreeMap<String, Vec<String>>;

/// Where it is. At least one of them is said in a report that is sent.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ReportPlace {
    /// On the map, where the device was asked or the place is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// How exact the position is, in metres, where the device says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accuracy_m: Option<u32>,
    /// Street and number, or what is beside it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// The district.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub district: Option<DistrictId>,
}

impl ReportPlace {
    /// Whether nothing is said of it.
    pub fn is_empty(&self) -> bool {
        self.position.is_none() && self.address.trim().is_empty() && self.district.is_none()
    }
}

/// Who reports, if they want to say so.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Contact {
    /// First name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub first_name: String,
    /// Last name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub last_name: String,
    /// Where an answer reaches them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub email: String,
}

/// Never who it is: it would end in a log.
impl std::fmt::Debug for Contact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Contact(…)")
    }
}

impl Contact {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        [&self.first_name, &self.last_name, &self.email]
            .iter()
            .all(|text| text.trim().is_empty())
    }
}

/// A report as it is sent. Its photos were sent before it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// What it is about.
    pub category: ItemId,
    /// The answers to the category's questions.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: Answers,
    /// Where.
    pub place: ReportPlace,
    /// What is the matter: at most [`limits::WORDS_TAKEN`] characters.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// Who reports, where they have said that the city may know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    /// The photos, by the submissions that brought them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<SubmissionId>,
    /// The report of the same device of which this says that it is not mended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reopens: Option<SubmissionId>,
    /// When it was written, by the device's clock.
    pub written_at: DateTime<Utc>,
}

/// How much a report may say. Both ends keep to it.
pub mod limits {
    /// Characters of what is the matter: what GeoReport takes at most, less what links to four photos, to the report
    /// that it reopens and the mark of the report itself need there.
    pub const WORDS: usize = 3_300;
    /// Characters of it that the gateway takes: what GeoReport takes. An app of before that knew of no less.
    pub const WORDS_TAKEN: usize = 4_000;
    /// Characters of an address, of a name, of an answer in one line.
    pub const LINE: usize = 200;
    /// Photos of a report.
    pub const PHOTOS: usize = 5;
    /// Pixels of the longer side of a photo as it is sent.
    pub const PHOTO_SIDE: u32 = 1600;
    /// Bytes of a photo as it is sent.
    pub const PHOTO_BYTES: usize = 1_000_000;
    /// Bytes of a photo as it is taken from a camera.
    pub const CAMERA_BYTES: usize = 40 * 1024 * 1024;
    /// Answers of a report, and values of one answer.
    pub const ANSWERS: usize = 50;
}

/// Something about a report that must be mended before it can be sent.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum ReportFault {
    /// No category, or one that the city no longer has.
    Category,
    /// Nothing is said of where it is.
    Place,
    /// Neither words nor a photo.
    Empty,
    /// The words are longer than [`limits::WORDS`].
    WordsTooLong,
    /// The address is longer than [`limits::LINE`].
    AddressTooLong,
    /// More photos than [`limits::PHOTOS`].
    TooManyPhotos,
    /// A question that must be answered is not, or its answer is none.
    Answer {
        /// The question.
        code: String,
        /// What is wrong with the answer.
        why: AnswerFault,
    },
    /// A name or an address for answers is given, but not the word that the city may have it.
    ContactNotReleased,
    /// A name is longer than [`limits::LINE`].
    NameTooLong,
    /// What is given as an e-mail address is none.
    Email,
}

/// What is wrong with an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerFault {
    /// There is none, and there must be one.
    Missing,
    /// Not a number.
    NotANumber,
    /// Not a date with a time.
    NotADatetime,
    /// Not one of those that can be chosen.
    NotAChoice,
    /// Longer than it may be.
    TooLong,
}

/// How far a report has got, as a traffic light.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    /// The city's gateway has it; the office does not yet. Red.
    Received,
    /// The office has it and works on it. Yellow.
    Open,
    /// The office is done with it. Green.
    Closed,
    /// The office did not take it. Red, with its reason.
    Refused,
}

/// A step on a report's way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportStep {
    /// When.
    pub at: DateTime<Utc>,
    /// How far it was then.
    pub progress: Progress,
    /// What the city says, in its own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

/// What everybody may read of a report. Never the words of who reported, but where the city itself
/// publishes them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PublicReport {
    /// The `service_request_id`.
    pub id: ItemId,
    /// Its category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<ItemId>,
    /// What the category is called, also where it is no longer there.
    pub category_name: Localized,
    /// Whether the city is done with it.
    pub progress: Progress,
    /// Where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// Where it is, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The district, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub district: Option<DistrictId>,
    /// What is the matter, as the city publishes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// What the city says of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// When it was reported.
    pub requested_at: DateTime<Utc>,
    /// When the city last said something of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<DateTime<Utc>>,
    /// How many others said that it concerns them too.
    #[serde(default)]
    pub supporters: u32,
}
