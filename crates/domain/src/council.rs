//! The council's work, shaped for reading: papers with their way through the committees, meetings
//! with their agenda, and who takes part.
//!
//! What OParl spreads over linked objects is together here as far as a reader wants it together: a
//! paper says itself which committee treated it when and what became of it. So whatever changes of its
//! way is a change of the paper, and whoever follows it hears of it.

use crate::ids::{DistrictId, ItemId};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

/// A committee or an office, by id and name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct OrganizationRef {
    /// Its id in the collection `organizations`.
    pub id: ItemId,
    /// Its name as it was when this was published.
    pub name: String,
}

/// A paper that the council treats: a proposal, a motion, a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// Its id within its collection.
    pub id: ItemId,
    /// Its title, in German.
    pub name: String,
    /// What it is, as the source says it, such as `Antrag`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper_type: Option<String>,
    /// Its number, such as `2021/1198`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Its date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<NaiveDate>,
    /// Its way through the committees, in the order of time; what has no time comes last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consultations: Vec<Consultation>,
    /// Its files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<CouncilFile>,
    /// The offices that answer for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offices: Vec<OrganizationRef>,
    /// Papers that this one belongs to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub superordinated: Vec<ItemId>,
    /// Papers that belong to this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subordinated: Vec<ItemId>,
    /// The districts that it concerns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub districts: Vec<DistrictId>,
}

/// One station of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consultation {
    /// Who treats it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub committees: Vec<OrganizationRef>,
    /// In which meeting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting: Option<ItemId>,
    /// When that meeting begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<DateTime<FixedOffset>>,
    /// The number on its agenda.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// What the committee is to do, as the source says it, such as `Vorberatung`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Whether this is where it is decided.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub authoritative: bool,
    /// What became of it, as the source says it, such as `mehrheitlich beschlossen`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
}

/// A file of a paper or a meeting. It stays at its source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CouncilFile {
    /// Its id at the source.
    pub id: ItemId,
    /// What it is called.
    pub name: String,
    /// Where it is: an `https` or `http` address.
    pub url: String,
    /// Its size, where the source says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// Its media type, where it is not PDF.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
}

/// A meeting of one or more committees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// Its id within its collection.
    pub id: ItemId,
    /// What it is called, in German.
    pub name: String,
    /// Who meets.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub committees: Vec<OrganizationRef>,
    /// When it begins, in the time of the city.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<DateTime<FixedOffset>>,
    /// When it ends, where the source says so and it is after the beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<DateTime<FixedOffset>>,
    /// Where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Whether it was called off.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cancelled: bool,
    /// What is on the agenda, in its order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agenda: Vec<AgendaItem>,
    /// Invitation, minutes and what else there is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<CouncilFile>,
    /// The districts that it concerns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub districts: Vec<DistrictId>,
}

/// One item of an agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgendaItem {
    /// Its number as it is printed, such as `4.1`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// What it is about, in German.
    pub name: String,
    /// Whether everybody may listen, where the source says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public: Option<bool>,
    /// What became of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
    /// The paper that it treats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<ItemId>,
    /// Its own files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<CouncilFile>,
}

/// What an organization is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrganizationForm {
    /// It meets: the council, a committee, a district's council, an advisory board.
    Committee,
    /// It works: an office or a company of the city.
    Office,
}

/// A committee or an office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organization {
    /// Its id within its collection.
    pub id: ItemId,
    /// What it is called, in German.
    pub name: String,
    /// Its short name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short_name: Option<String>,
    /// What it is.
    pub form: OrganizationForm,
    /// What kind of committee the source calls it, such as `Beschließender Ausschuss`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub classification: Option<String>,
    /// The last day on which it existed, if it does no more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<NaiveDate>,
    /// The districts that it is there for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub districts: Vec<DistrictId>,
}
