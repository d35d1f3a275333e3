//! What the screens of the council are given to read.

use super::{CarParkRow, Sourced};
use crate::content::{District, Office};
use crate::council::{AgendaItem, Consultation, CouncilFile, Meeting, Organization, Paper};
use crate::ids::{DistrictId, ItemId};
use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// A meeting in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingRow {
    /// Its id.
    pub id: ItemId,
    /// What it is called.
    pub name: String,
    /// When it begins.
    pub start: Option<DateTime<FixedOffset>>,
    /// Where it is.
    pub place: Option<String>,
    /// How many items its agenda has.
    pub agenda: u32,
    /// Whether it was called off.
    pub cancelled: bool,
}

/// A paper in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperRow {
    /// Its id.
    pub id: ItemId,
    /// Its title.
    pub name: String,
    /// What it is.
    pub paper_type: Option<String>,
    /// Its number.
    pub reference: Option<String>,
    /// Its date.
    pub date: Option<NaiveDate>,
    /// What became of it last.
    pub result: Option<String>,
}

/// The next meetings, the earliest first, and how much else there is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgendaView {
    /// From today on.
    pub meetings: Vec<Sourced<MeetingRow>>,
    /// How many meetings are past.
    pub past: u32,
    /// How many papers there are.
    pub papers: u32,
}

/// Every past meeting, the latest first; those without a time come last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastMeetingsView {
    /// The meetings.
    pub meetings: Vec<Sourced<MeetingRow>>,
}

/// A committee in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommitteeRow {
    /// The committee.
    pub committee: Sourced<Organization>,
    /// How many meetings of it there are.
    pub meetings: u32,
    /// When it meets next.
    pub next: Option<DateTime<FixedOffset>>,
}

/// One committee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommitteeView {
    /// The committee.
    pub committee: Sourced<Organization>,
    /// Its next meetings, the earliest first.
    pub upcoming: Vec<MeetingRow>,
    /// Its past meetings, the latest first.
    pub past: Vec<MeetingRow>,
    /// Papers that it treated last, at most 50, the newest first.
    pub papers: Vec<PaperRow>,
}

/// One meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingView {
    /// The meeting.
    pub meeting: Sourced<Meeting>,
    /// The districts that it concerns, with names.
    pub districts: Vec<District>,
    /// Whether it is still to come.
    pub upcoming: bool,
}

/// One paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperView {
    /// The paper.
    pub paper: Sourced<Paper>,
    /// The districts that it concerns, with names.
    pub districts: Vec<District>,
    /// Papers that it belongs to, as far as the device has them.
    pub superordinated: Vec<PaperRow>,
    /// Papers that belong to it, as far as the device has them.
    pub subordinated: Vec<PaperRow>,
}

/// Everything about one district on one page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DistrictView {
    /// The district.
    pub district: District,
    /// The local offices of the district.
    pub offices: Vec<Sourced<Office>>,
    /// The next meetings that concern it, at most 5.
    pub meetings: Vec<Sourced<MeetingRow>>,
    /// The newest papers that concern it, at most 10.
    pub papers: Vec<Sourced<PaperRow>>,
    /// How many papers concern it.
    pub paper_count: u32,
    /// A few car parks with free spaces, the nearest to the middle of the district first.
    pub parking: Vec<CarParkRow>,
    /// When the live numbers were read at the source; none if there are none.
    pub parking_read_at: Option<DateTime<Utc>>,
    /// How many places for bicycles it has.
    pub bicycle_places: u32,
    /// How many bicycles find room in those that say so.
    pub bicycle_spaces: u32,
}

/// Which item of the council a file belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", content = "id", rename_all = "snake_case")]
pub enum FileOwner {
    /// A paper.
    Paper(ItemId),
    /// A meeting, its agenda included.
    Meeting(ItemId),
}

/// What is to be put into a calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", content = "which", rename_all = "snake_case")]
pub enum CalendarChoice {
    /// One meeting.
    Meeting(ItemId),
    /// Every meeting that is still to come.
    Upcoming,
    /// The meetings to come that concern a district.
    District(DistrictId),
    /// The meetings to come of a committee.
    Committee(ItemId),
}

impl Paper {
    /// What a list shows of it.
    pub fn row(&self) -> PaperRow {
        PaperRow {
            id: self.id.clone(),
            name: self.name.clone(),
            paper_type: self.paper_type.clone(),
            reference: self.reference.clone(),
            date: self.date,
            result: self.outcome().map(str::to_owned),
        }
    }

    /// What became of it last.
    pub fn outcome(&self) -> Option<&str> {
        let results = self.consultations.iter().rev();
        results.filter_map(Consultation::outcome).next()
    }

    /// The file with this id.
    pub fn file(&self, id: &ItemId) -> Option<&CouncilFile> {
        self.files.iter().find(|file| file.id == *id)
    }
}

impl Consultation {
    fn outcome(&self) -> Option<&str> {
        self.result.as_deref()
    }
}

impl Meeting {
    /// What a list shows of it.
    pub fn row(&self) -> MeetingRow {
        MeetingRow {
            id: self.id.clone(),
            name: self.name.clone(),
            start: self.start,
            place: self.place.clone(),
            agenda: u32::try_from(self.agenda.len()).unwrap_or(u32::MAX),
            cancelled: self.cancelled,
        }
    }

    /// The file with this id, of the meeting or of its agenda.
    pub fn file(&self, id: &ItemId) -> Option<&CouncilFile> {
        let of_agenda = self.agenda.iter().flat_map(|item: &AgendaItem| &item.files);
        self.files
            .iter()
            .chain(of_agenda)
            .find(|file| file.id == *id)
    }
}
