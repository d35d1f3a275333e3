//! Items for tests, and the way to put them into a store as the feed does.

use crate::search::entry::entry_of;
use crate::store::entries::{self, Place};
use crate::store::{Store, StoreError, StoreKey, items};
use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta, Utc};
use ka_domain::{
    AgendaItem, CollectionName, Consultation, Content, CouncilFile, District, DistrictId, ItemId,
    Localized, Meeting, Organization, OrganizationForm, OrganizationRef, Paper, Progress,
    Provenance, PublicReport, ReportCategory, SourceId,
};

/// The time at which these tests play: a Monday noon in the city, which is two hours ahead.
pub const NOW: DateTime<Utc> = DateTime::from_timestamp_millis(1_789_984_800_000).unwrap();

pub fn id(text: &str) -> ItemId {
    ItemId::new(text).unwrap()
}

pub fn district_id(text: &str) -> DistrictId {
    DistrictId::new(text).unwrap()
}

/// So many hours from now, as the city writes it.
pub fn in_hours(hours: i64) -> DateTime<FixedOffset> {
    (NOW + TimeDelta::hours(hours)).with_timezone(&FixedOffset::east_opt(2 * 3600).unwrap())
}

pub fn day(text: &str) -> Option<NaiveDate> {
    Some(text.parse().unwrap())
}

pub fn paper(name: &str) -> Paper {
    Paper {
        id: id(name.split_whitespace().next().unwrap_or("p")),
        name: name.into(),
        paper_type: None,
        reference: None,
        date: None,
        consultations: vec![],
        files: vec![],
        offices: vec![],
        superordinated: vec![],
        subordinated: vec![],
        districts: vec![],
    }
}

pub fn meeting(name: &str) -> Meeting {
    Meeting {
        id: id(name),
        name: name.into(),
        committees: vec![],
        start: None,
        end: None,
        place: None,
        cancelled: false,
        agenda: vec![],
        files: vec![],
        districts: vec![],
    }
}

pub fn item(number: Option<&str>, name: &str) -> AgendaItem {
    AgendaItem {
        number: number.map(str::to_owned),
        name: name.into(),
        public: Some(true),
        result: None,
        paper: None,
        files: vec![],
    }
}

pub fn file(name: &str, url: &str) -> CouncilFile {
    CouncilFile {
        id: id(name),
        name: name.into(),
        url: url.into(),
        bytes: None,
        media_type: None,
    }
}

pub fn organization(name: &str) -> Organization {
    Organization {
        id: id(name),
        name: name.into(),
        short_name: None,
        form: OrganizationForm::Committee,
        classification: None,
        end: None,
        districts: vec![],
    }
}

pub fn committee(name: &str) -> OrganizationRef {
    OrganizationRef {
        id: id(name),
        name: name.into(),
    }
}

pub fn consultation(committees: &[&str]) -> Consultation {
    Consultation {
        committees: committees.iter().map(|name| committee(name)).collect(),
        meeting: None,
        start: None,
        number: None,
        role: None,
        authoritative: false,
        result: None,
    }
}

pub fn district(name: &str) -> District {
    District {
        id: district_id(name),
        name: name.to_uppercase(),
        postcodes: vec![],
    }
}

/// Something that can be reported, without questions. Its name is its id as well.
pub fn report_category(name: &str) -> ReportCategory {
    ReportCategory {
        id: id(name),
        name: in_both(name),
        summary: None,
        group: None,
        keywords: vec![],
        questions: vec![],
    }
}

/// What somebody reported an hour ago, nowhere.
pub fn public_report(name: &str, category: &str) -> PublicReport {
    PublicReport {
        id: id(name),
        category: Some(id(category)),
        category_name: in_both(category),
        progress: Progress::Open,
        position: None,
        address: None,
        district: None,
        words: None,
        answer: None,
        requested_at: NOW - TimeDelta::hours(1),
        updated_at: None,
        supporters: 0,
    }
}

/// The same in both languages.
pub fn in_both(text: &str) -> Localized {
    Localized {
        de: text.into(),
        en: text.into(),
    }
}

/// A store of its own, which is gone when this is dropped.
pub struct Device {
    pub store: Store,
    _folder: tempfile::TempDir,
}

impl Device {
    pub fn new() -> Device {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("store.db"), &StoreKey::new([7; 32])).unwrap();
        Device {
            store,
            _folder: folder,
        }
    }

    pub fn has(&self, content: Content) {
        put(&self.store, content);
    }

    pub fn has_paper(&self, paper: Paper) {
        self.has(Content::Paper(paper));
    }

    pub fn has_meeting(&self, meeting: Meeting) {
        self.has(Content::Meeting(meeting));
    }
}

/// Puts an item into a store that does not have it yet, with its entry.
pub fn put(store: &Store, content: Content) {
    let kind = content.kind();
    let id = match &content {
        Content::District(district) => id(district.id.as_str()),
        Content::Office(office) => office.id.clone(),
        Content::Service(service) => service.id.clone(),
        Content::CarPark(car_park) => car_park.id.clone(),
        Content::BicycleParking(place) => place.id.clone(),
        Content::Source(source) => id(source.id.as_str()),
        Content::Organization(organization) => organization.id.clone(),
        Content::Meeting(meeting) => meeting.id.clone(),
        Content::Paper(paper) => paper.id.clone(),
        Content::ReportCategory(category) => category.id.clone(),
        Content::PublicReport(report) => report.id.clone(),
    };
    let provenance = Provenance {
        source: SourceId::new("a-source").unwrap(),
        licence: None,
        as_of: DateTime::UNIX_EPOCH,
    };
    let collection = CollectionName::new(kind.collection()).unwrap();
    let body = serde_json::to_string(&content).unwrap();
    let entry = entry_of(&content);
    let place = entry.as_ref().map(|entry| Place::new(kind, entry.day, &id));
    store
        .write(|transaction| {
            items::upsert(transaction, &collection, &id, 1, &provenance, &body, place)?;
            if let (Some(place), Some(entry)) = (place, &entry) {
                entries::put(transaction, place, &id, entry)?;
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
}
