//! The objects of a body, as far as they are of use here.
//!
//! They are kept as these types, not as they came: so an object of any size costs little room, and one
//! that changed only in what nobody reads has not changed. When the types change, what is kept of
//! them is too old: [`FORM`] says so.

use super::fields::Fields;
use super::list::List;
use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::cell::Cell;
use std::collections::HashSet;

/// The form in which objects are kept. It grows with each change of the types here, or of how they
/// are read.
pub const FORM: u32 = 1;

/// What an object of a list says.
#[derive(Debug, Clone, PartialEq)]
pub enum Read {
    /// What it is now.
    Present(Box<Present>),
    /// It is gone.
    Deleted {
        /// Its address.
        address: String,
        /// When it was changed last.
        modified: Option<DateTime<Utc>>,
    },
}

/// An object that is there.
#[derive(Debug, Clone, PartialEq)]
pub struct Present {
    /// Its address, as it calls itself.
    pub address: String,
    /// When it was changed last.
    pub modified: Option<DateTime<Utc>>,
    /// Whether a part of it could not be read.
    pub incomplete: bool,
    /// What is of use.
    pub object: Object,
}

/// An object of one of the lists.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // The types of OParl, one for one.
pub enum Object {
    Organization(Organization),
    Meeting(Meeting),
    Paper(Paper),
}

/// Who takes part.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[allow(missing_docs)] // Named and meant as in OParl.
pub struct Organization {
    pub name: Option<String>,
    pub short_name: Option<String>,
    pub classification: Option<String>,
    pub organization_type: Option<String>,
    pub end: Option<NaiveDate>,
}

/// When they meet.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[allow(missing_docs)] // Named and meant as in OParl.
pub struct Meeting {
    pub name: Option<String>,
    pub organizations: Vec<String>,
    pub start: Option<DateTime<FixedOffset>>,
    pub end: Option<DateTime<FixedOffset>>,
    pub place: Option<String>,
    pub cancelled: bool,
    pub agenda: Vec<AgendaItem>,
    pub files: Vec<File>,
}

/// One item of an agenda.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[allow(missing_docs)] // Named and meant as in OParl.
pub struct AgendaItem {
    pub address: Option<String>,
    pub number: Option<String>,
    pub name: Option<String>,
    pub public: Option<bool>,
    pub result: Option<String>,
    pub consultation: Option<String>,
    pub files: Vec<File>,
}

/// What they treat.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[allow(missing_docs)] // Named and meant as in OParl.
pub struct Paper {
    pub name: Option<String>,
    pub paper_type: Option<String>,
    pub reference: Option<String>,
    pub date: Option<NaiveDate>,
    pub consultations: Vec<Consultation>,
    pub files: Vec<File>,
    pub under_direction_of: Vec<String>,
    pub superordinated: Vec<String>,
    pub subordinated: Vec<String>,
}

/// One station of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[allow(missing_docs)] // Named and meant as in OParl.
pub struct Consultation {
    pub address: Option<String>,
    pub meeting: Option<String>,
    pub agenda_item: Option<String>,
    pub organizations: Vec<String>,
    pub role: Option<String>,
    pub authoritative: bool,
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[allow(missing_docs)] // Named and meant as in OParl.
pub struct File {
    pub address: String,
    pub name: Option<String>,
    pub url: String,
    pub bytes: Option<u64>,
    pub media_type: Option<String>,
}

/// Reads one object of `list`; none if it is none of it, or has no address.
pub fn read(list: List, text: &str) -> Option<Read> {
    let value: Value = text.parse().ok()?;
    let map = value.as_object()?;
    let lost = Cell::new(false);
    let fields = Fields::of(map, &lost);
    let address = fields.address("id")?;
    let modified = fields.moment("modified").map(|moment| moment.to_utc());
    if fields.is_deleted() {
        return Some(Read::Deleted { address, modified });
    }
    let kind = fields.wanted_text("type");
    if !kind.is_none_or(|kind| is_of(list, &kind)) {
        return None;
    }
    let object = match list {
        List::Organization => Object::Organization(organization(fields)),
        List::Meeting => Object::Meeting(meeting(fields)),
        List::Paper => Object::Paper(paper(fields)),
    };
    Some(Read::Present(Box::new(Present {
        address,
        modified,
        incomplete: lost.get(),
        object,
    })))
}

/// Whether a type such as `https://schema.oparl.org/1.1/Paper` is that of the list's objects.
fn is_of(list: List, kind: &str) -> bool {
    let name = kind.rsplit('/').next().unwrap_or(kind);
    name.eq_ignore_ascii_case(list.name())
}

fn organization(fields: Fields<'_>) -> Organization {
    Organization {
        name: fields.wanted_text("name"),
        short_name: fields.text("shortName"),
        classification: fields.text("classification"),
        organization_type: fields.text("organizationType"),
        end: fields.day("endDate"),
    }
}

fn meeting(fields: Fields<'_>) -> Meeting {
    let single = ["invitation", "resultsProtocol", "verbatimProtocol"];
    let mut agenda: Vec<(u64, AgendaItem)> = fields
        .objects("agendaItem")
        .map(|item| (item.count("order").unwrap_or(u64::MAX), agenda_item(item)))
        .collect();
    // Stable: what has no order stays as it stood, behind what has one.
    agenda.sort_by_key(|(order, _)| *order);
    Meeting {
        name: fields.wanted_text("name"),
        organizations: fields.addresses("organization"),
        start: fields.moment("start"),
        end: fields.moment("end"),
        place: fields.object("location").and_then(place),
        cancelled: fields.flag("cancelled").unwrap_or(false),
        agenda: agenda.into_iter().map(|(_, item)| item).collect(),
        files: files(fields, &single, &["auxiliaryFile"]),
    }
}

fn agenda_item(fields: Fields<'_>) -> AgendaItem {
    AgendaItem {
        address: fields.address("id"),
        number: fields.text("number"),
        name: fields.wanted_text("name"),
        public: fields.flag("public"),
        result: fields.text("result"),
        consultation: fields.address("consultation"),
        files: files(fields, &["resolutionFile"], &["auxiliaryFile"]),
    }
}

fn paper(fields: Fields<'_>) -> Paper {
    let mut seen = HashSet::new();
    let mut consultations: Vec<Consultation> =
        fields.objects("consultation").map(consultation).collect();
    // Some stand there twice.
    consultations.retain(|one| match &one.address {
        Some(address) => seen.insert(address.clone()),
        None => true,
    });
    Paper {
        name: fields.wanted_text("name"),
        paper_type: fields.text("paperType"),
        reference: fields.text("reference"),
        date: fields.day("date"),
        consultations,
        files: files(fields, &["mainFile"], &["auxiliaryFile"]),
        under_direction_of: fields.addresses("underDirectionOf"),
        superordinated: fields.addresses("superordinatedPaper"),
        subordinated: fields.addresses("subordinatedPaper"),
    }
}

fn consultation(fields: Fields<'_>) -> Consultation {
    Consultation {
        address: fields.address("id"),
        meeting: fields.address("meeting"),
        agenda_item: fields.address("agendaItem"),
        organizations: fields.addresses("organization"),
        // What the source writes where it does not know.
        role: fields.text("role").filter(|role| role != "unbekannt"),
        authoritative: fields.flag("authoritative").unwrap_or(false),
    }
}

/// The files of some fields, each once.
fn files(fields: Fields<'_>, single: &[&str], lists: &[&str]) -> Vec<File> {
    let single = single.iter().filter_map(|key| fields.object(key));
    let listed = lists.iter().flat_map(|key| fields.objects(key));
    let mut seen = HashSet::new();
    single
        .chain(listed)
        .filter(|file| !file.is_deleted())
        .filter_map(file)
        .filter(|file| seen.insert(file.address.clone()))
        .collect()
}

fn file(fields: Fields<'_>) -> Option<File> {
    let url = fields
        .address("accessUrl")
        .or_else(|| fields.address("downloadUrl"))
        // An address of any other kind would be opened by who knows what.
        .filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    let Some(url) = url else {
        fields.lose();
        return None;
    };
    let media_type = fields.text("mimeType");
    Some(File {
        address: fields.address("id").unwrap_or_else(|| url.clone()),
        name: fields.text("name").or_else(|| fields.text("fileName")),
        url,
        bytes: fields.count("size"),
        media_type: media_type.filter(|media| media != "application/pdf"),
    })
}

/// Where a meeting is, from the finest to the widest, nothing twice.
fn place(location: Fields<'_>) -> Option<String> {
    let town = match (location.text("postalCode"), location.text("locality")) {
        (Some(code), Some(town)) => Some(format!("{code} {town}")),
        (code, town) => code.or(town),
    };
    let mut parts: Vec<String> = Vec::new();
    let written = ["room", "description", "streetAddress"].map(|key| location.text(key));
    for part in written.into_iter().chain([town]).flatten() {
        if !parts.iter().any(|other| other.contains(&part)) {
            parts.push(part);
        }
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

#[cfg(test)]
mod tests;
