//! From a body's objects to what people read.
//!
//! OParl spreads what belongs together over linked objects; here it is put together, once, for
//! everybody. [`Neighbours`] holds what an object must know of others for that. It is a plain value, so
//! that the archive and a file fill it alike and nothing here asks a database.

use super::body::Rewrite;
use super::districts::Districts;
use super::list::{List, file_id};
use super::object::{self, Object};
use chrono::{DateTime, Utc};
use ka_domain::ids::InvalidId;
use ka_domain::{
    AgendaItem, Consultation, Content, CouncilFile, DistrictId, ItemId, Meeting, Organization,
    OrganizationForm, OrganizationRef, Paper,
};
use std::collections::{BTreeSet, HashMap, HashSet};

/// The way in which objects are shaped. It grows with each change of this file or of `districts.rs`,
/// so that everything is shaped anew.
pub const SHAPE: u32 = 1;

/// A paper that passes more local councils than this concerns the whole city.
const LOCAL_COUNCILS: usize = 2;

/// An object that is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    /// Its address.
    pub address: String,
    /// What the feed calls it.
    pub item: ItemId,
    /// When it was changed last.
    pub as_of: DateTime<Utc>,
    /// Whether a part of it could not be read.
    pub incomplete: bool,
    /// What it says.
    pub object: Object,
}

/// What objects must know of others. Everything is found by address.
#[derive(Debug, Default)]
pub struct Neighbours {
    organizations: HashMap<String, OrganizationRef>,
    meet: HashSet<String>,
    meetings: HashMap<String, (ItemId, object::Meeting)>,
    /// From an agenda item to its meeting.
    on_agenda: HashMap<String, String>,
    papers: HashMap<String, ItemId>,
    /// From a consultation, or from the agenda item where it takes place, to the paper.
    treated: HashMap<String, ItemId>,
}

impl Neighbours {
    /// Takes an object to be known.
    pub fn know(&mut self, held: &Held) {
        let item = held.item.clone();
        match &held.object {
            Object::Organization(organization) => {
                let name = organization_name(organization, &held.item);
                let known = OrganizationRef { id: item, name };
                self.organizations.insert(held.address.clone(), known);
            }
            Object::Meeting(meeting) => {
                for address in meeting
                    .agenda
                    .iter()
                    .filter_map(|item| item.address.as_ref())
                {
                    self.on_agenda.insert(address.clone(), held.address.clone());
                }
                self.meet.extend(meeting.organizations.iter().cloned());
                self.meetings
                    .insert(held.address.clone(), (item, meeting.clone()));
            }
            Object::Paper(paper) => {
                for station in &paper.consultations {
                    let names = [&station.address, &station.agenda_item];
                    for address in names.into_iter().flatten() {
                        self.treated
                            .entry(address.clone())
                            .or_insert_with(|| item.clone());
                    }
                }
                self.papers.insert(held.address.clone(), item);
            }
        }
    }

    /// This organization is named by a meeting.
    pub fn meets(&mut self, organization: String) {
        self.meet.insert(organization);
    }

    /// This paper is there.
    pub fn there(&mut self, paper: String, item: ItemId) {
        self.papers.insert(paper, item);
    }

    /// This consultation, or this agenda item, treats a paper.
    pub fn treats(&mut self, address: String, paper: ItemId) {
        self.treated.insert(address, paper);
    }

    /// The paper that a consultation or an agenda item treats.
    pub fn treated(&self, address: &str) -> Option<&ItemId> {
        self.treated.get(address)
    }

    /// Whether this meeting, or the meeting with this agenda item, is known.
    pub fn knows_meeting(&self, address: &str) -> bool {
        self.meetings.contains_key(address) || self.on_agenda.contains_key(address)
    }

    fn refs(&self, addresses: &[String]) -> Vec<OrganizationRef> {
        let mut refs: Vec<OrganizationRef> = Vec::new();
        for known in addresses
            .iter()
            .filter_map(|address| self.organizations.get(address))
        {
            if !refs.contains(known) {
                refs.push(known.clone());
            }
        }
        refs
    }
}

/// Shapes objects.
pub struct Shaper<'a> {
    /// What they must know of others.
    pub neighbours: &'a Neighbours,
    /// Which districts there are.
    pub districts: &'a Districts,
    /// Where files answer.
    pub rewrite: &'a Rewrite,
}

impl Shaper<'_> {
    /// The content of an object.
    pub fn content(&self, held: &Held) -> Result<Content, InvalidId> {
        Ok(match &held.object {
            Object::Organization(organization) => {
                Content::Organization(self.organization(held, organization))
            }
            Object::Meeting(meeting) => Content::Meeting(self.meeting(held, meeting)?),
            Object::Paper(paper) => Content::Paper(self.paper(held, paper)?),
        })
    }

    fn organization(&self, held: &Held, from: &object::Organization) -> Organization {
        let name = organization_name(from, &held.item);
        let words = [&from.classification, &from.organization_type];
        let meets = self.neighbours.meet.contains(&held.address)
            || words
                .into_iter()
                .flatten()
                .any(|words| says_committee(words));
        Organization {
            id: held.item.clone(),
            districts: self.districts.of_organization(&name).into_iter().collect(),
            short_name: from.short_name.clone().filter(|short| *short != name),
            name,
            form: match meets {
                true => OrganizationForm::Committee,
                false => OrganizationForm::Office,
            },
            classification: from.classification.clone(),
            end: from.end,
        }
    }

    fn meeting(&self, held: &Held, from: &object::Meeting) -> Result<Meeting, InvalidId> {
        let committees = self.neighbours.refs(&from.organizations);
        let mut districts: BTreeSet<DistrictId> = BTreeSet::new();
        for committee in &committees {
            districts.extend(self.districts.of_organization(&committee.name));
        }
        let mut agenda = Vec::with_capacity(from.agenda.len());
        for item in &from.agenda {
            if let Some(name) = &item.name {
                districts.extend(self.districts.named_in(name));
            }
            agenda.push(self.agenda_item(item)?);
        }
        let who = || {
            let names: Vec<&str> = committees.iter().map(|one| &*one.name).collect();
            (!names.is_empty()).then(|| names.join(", "))
        };
        Ok(Meeting {
            id: held.item.clone(),
            name: from
                .name
                .clone()
                .or_else(who)
                .unwrap_or_else(|| held.item.to_string()),
            committees,
            start: from.start,
            // Midnight of its day, where the source does not know.
            end: from
                .end
                .filter(|end| from.start.is_some_and(|start| *end > start)),
            place: from.place.clone(),
            cancelled: from.cancelled,
            agenda,
            files: self.files(&from.files)?,
            districts: districts.into_iter().collect(),
        })
    }

    fn agenda_item(&self, from: &object::AgendaItem) -> Result<AgendaItem, InvalidId> {
        let treats = [&from.consultation, &from.address];
        let treats = treats.into_iter().flatten();
        let paper = treats
            .filter_map(|address| self.neighbours.treated(address))
            .next();
        Ok(AgendaItem {
            number: from.number.clone(),
            name: from
                .name
                .clone()
                .or_else(|| from.number.clone())
                .unwrap_or_default(),
            public: from.public,
            result: from.result.clone(),
            paper: paper.cloned(),
            files: self.files(&from.files)?,
        })
    }

    fn paper(&self, held: &Held, from: &object::Paper) -> Result<Paper, InvalidId> {
        let name = [&from.name, &from.reference, &from.paper_type]
            .into_iter()
            .flatten()
            .next();
        let name = name.cloned().unwrap_or_else(|| held.item.to_string());
        let mut consultations: Vec<Consultation> = from
            .consultations
            .iter()
            .map(|one| self.consultation(one))
            .collect();
        consultations.sort_by_key(|one| (one.start.is_none(), one.start));
        let offices = self.neighbours.refs(&from.under_direction_of);
        let known = |addresses: &[String]| -> Vec<ItemId> {
            let papers = addresses
                .iter()
                .filter_map(|address| self.neighbours.papers.get(address));
            papers.cloned().collect()
        };
        Ok(Paper {
            id: held.item.clone(),
            districts: self.districts_of(&name, &consultations, &offices),
            name,
            paper_type: from.paper_type.clone(),
            reference: from.reference.clone(),
            date: from.date,
            consultations,
            files: self.files(&from.files)?,
            offices,
            superordinated: known(&from.superordinated),
            subordinated: known(&from.subordinated),
        })
    }

    fn consultation(&self, from: &object::Consultation) -> Consultation {
        let neighbours = self.neighbours;
        let by_agenda = || neighbours.on_agenda.get(from.agenda_item.as_ref()?);
        let named = from
            .meeting
            .as_ref()
            .filter(|one| neighbours.meetings.contains_key(*one));
        let meeting = named
            .or_else(by_agenda)
            .and_then(|one| neighbours.meetings.get(one));
        let item = meeting.and_then(|(_, meeting)| {
            let mut agenda = meeting.agenda.iter();
            agenda.find(|item| {
                let named = from.agenda_item.is_some() && item.address == from.agenda_item;
                named || (from.address.is_some() && item.consultation == from.address)
            })
        });
        let organizations = match (&*from.organizations, meeting) {
            ([], Some((_, meeting))) => &meeting.organizations,
            _ => &from.organizations,
        };
        Consultation {
            committees: neighbours.refs(organizations),
            meeting: meeting.map(|(id, _)| id.clone()),
            start: meeting.and_then(|(_, meeting)| meeting.start),
            number: item.and_then(|item| item.number.clone()),
            role: from.role.clone(),
            authoritative: from.authoritative,
            result: item.and_then(|item| item.result.clone()),
        }
    }

    /// The districts of a paper: those that its title names, and those whose local councils and
    /// offices treat it. What passes all local councils, as the budget does, concerns none of them
    /// more than the others.
    fn districts_of(
        &self,
        title: &str,
        consultations: &[Consultation],
        offices: &[OrganizationRef],
    ) -> Vec<DistrictId> {
        let mut local: BTreeSet<&ItemId> = BTreeSet::new();
        let mut by_council: BTreeSet<DistrictId> = BTreeSet::new();
        for committee in consultations.iter().flat_map(|one| &one.committees) {
            let of = self.districts.of_organization(&committee.name);
            if !of.is_empty() {
                local.insert(&committee.id);
                by_council.extend(of);
            }
        }
        let mut districts = self.districts.named_in(title);
        if local.len() <= LOCAL_COUNCILS {
            districts.extend(by_council);
            for office in offices {
                districts.extend(self.districts.of_organization(&office.name));
            }
        }
        districts.into_iter().collect()
    }

    fn files(&self, from: &[object::File]) -> Result<Vec<CouncilFile>, InvalidId> {
        from.iter().map(|file| self.file(file)).collect()
    }

    fn file(&self, from: &object::File) -> Result<CouncilFile, InvalidId> {
        let id = file_id(&from.address)?;
        Ok(CouncilFile {
            name: from.name.clone().unwrap_or_else(|| id.to_string()),
            id,
            url: self.rewrite.apply(&from.url),
            bytes: from.bytes,
            media_type: from.media_type.clone(),
        })
    }
}

impl Object {
    /// The list that it is of.
    pub fn list(&self) -> List {
        match self {
            Object::Organization(_) => List::Organization,
            Object::Meeting(_) => List::Meeting,
            Object::Paper(_) => List::Paper,
        }
    }
}

fn organization_name(organization: &object::Organization, item: &ItemId) -> String {
    let names = [&organization.name, &organization.short_name];
    let name = names.into_iter().flatten().next().cloned();
    name.unwrap_or_else(|| item.to_string())
}

/// Whether the source's own words for an organization are those for one that meets.
fn says_committee(words: &str) -> bool {
    const WORDS: [&str; 8] = [
        "ausschuss",
        "beirat",
        "gremium",
        "fraktion",
        "kommission",
        "committee",
        "council",
        "faction",
    ];
    let words = words.to_lowercase();
    WORDS.iter().any(|word| words.contains(word))
        || words.split_whitespace().any(|word| word.ends_with("rat"))
}

#[cfg(test)]
mod tests;
