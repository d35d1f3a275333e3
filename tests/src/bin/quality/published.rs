//! What the gateway has published, read from the files of the feed, as the plain search is given it.

use crate::Key;
use anyhow::{Context, Result};
use chrono::{Datelike, NaiveDate};
use ka_core::search::entry::MONTHS;
use ka_domain::{CollectionName, Content, ItemId, Kind, Localized, OrganizationRef};
use ka_gateway::publication::Publication;
use ka_protocol::Line;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};

/// An item as a plain search knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub kind: Kind,
    pub id: ItemId,
    pub title: String,
    /// All else that the search of the app knows of it too.
    pub rest: String,
}

impl Item {
    pub fn key(&self) -> Key {
        (self.kind, self.id.clone())
    }
}

/// Everything that can be looked for.
pub fn items(publication: &Publication) -> Result<Vec<Item>> {
    let mut items = Vec::new();
    for kind in Kind::ALL {
        items.extend(
            contents(publication, kind)?
                .into_iter()
                .filter_map(|(id, content)| {
                    let (title, rest) = texts(content)?;
                    Some(Item {
                        kind,
                        id,
                        title,
                        rest,
                    })
                }),
        );
    }
    Ok(items)
}

/// The content of a collection, as its base and all deltas make it.
fn contents(publication: &Publication, kind: Kind) -> Result<BTreeMap<ItemId, Content>> {
    let mut contents = BTreeMap::new();
    let collection = CollectionName::new(kind.collection())?;
    for file in publication.files(&collection)? {
        let path = publication.folders().targets.join(file.path());
        let packed = File::open(&path).with_context(|| path.display().to_string())?;
        for line in BufReader::new(zstd::Decoder::new(packed)?).lines() {
            match Line::parse(&line?, kind)? {
                Line::Upsert { id, content, .. } => {
                    contents.insert(id, serde_json::from_str(&content)?)
                }
                Line::Remove { id, .. } => contents.remove(&id),
            };
        }
    }
    Ok(contents)
}

/// The title and the rest; none of what nobody looks for.
fn texts(content: Content) -> Option<(String, String)> {
    let both = |text: Localized| format!("{} {}", text.de, text.en);
    let join = |texts: Vec<Option<String>>| {
        let texts: Vec<String> = texts.into_iter().flatten().collect();
        texts.join(" ")
    };
    Some(match content {
        Content::Source(_) => return None,
        Content::District(district) => (district.name, district.postcodes.join(" ")),
        Content::Office(office) => (both(office.name), both(office.summary)),
        Content::Service(service) => {
            let keywords = service.keywords.join(" ");
            let rest = join(vec![Some(keywords), Some(both(service.summary))]);
            (both(service.name), rest)
        }
        Content::CarPark(park) => {
            let called = "Parkhaus Tiefgarage Parkplatz parken car park parking".to_owned();
            let all = vec![
                Some(called),
                Some(park.municipality),
                park.street,
                park.note,
            ];
            (park.name, join(all))
        }
        Content::BicycleParking(place) => {
            let called = "Fahrrad Rad Abstellplatz Fahrradständer bicycle bike parking".to_owned();
            let all = vec![Some(called), Some(place.municipality), place.note];
            (place.street, join(all))
        }
        Content::ReportCategory(category) => {
            let keywords = category.keywords.join(" ");
            let others = [category.summary, category.group];
            let others = others.map(|text| text.map(both));
            (
                both(category.name),
                join([vec![Some(keywords)], others.to_vec()].concat()),
            )
        }
        Content::PublicReport(report) => {
            let rest = vec![report.address, report.words, report.answer];
            (both(report.category_name), join(rest))
        }
        Content::Organization(of) => (of.name, join(vec![of.short_name, of.classification])),
        Content::Meeting(meeting) => {
            let day = meeting.start.map(|start| start.naive_local().date());
            let agenda: Vec<String> = meeting.agenda.into_iter().map(|item| item.name).collect();
            let rest = join(vec![
                day.map(|day| format!("{} {}", day.day(), month(day))),
                Some(names(&meeting.committees)),
                meeting.place,
                Some(agenda.join(" ")),
            ]);
            (meeting.name, rest)
        }
        Content::Paper(paper) => {
            let committees = paper
                .consultations
                .iter()
                .map(|station| &station.committees);
            let mut committees: Vec<OrganizationRef> = committees.flatten().cloned().collect();
            committees.sort();
            committees.dedup();
            let rest = join(vec![
                paper.reference,
                paper.paper_type,
                paper.date.map(month),
                Some(names(&committees)),
                Some(names(&paper.offices)),
            ]);
            (paper.name, rest)
        }
    })
}

/// The month of a day in words, with its year.
fn month(day: NaiveDate) -> String {
    let month = MONTHS.get(day.month0() as usize).unwrap_or(&"");
    format!("{month} {}", day.year())
}

fn names(organizations: &[OrganizationRef]) -> String {
    let names: Vec<&str> = organizations.iter().map(|of| of.name.as_str()).collect();
    names.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_written_in_both_languages() {
        let day = NaiveDate::from_ymd_opt(2025, 5, 27).unwrap();
        assert_eq!(month(day), "Mai May 2025");
    }
}
