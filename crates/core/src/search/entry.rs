//! From an item to what the index keeps of it.
//!
//! The stems of an item are in three ranks: those of its title; those that say what it is about, such as
//! the keywords of a service, the number of a paper and the date of a meeting; and those of all else. In
//! `rest` a bar stands between the second and the third; in `title` one stands between two languages. It
//! is no word itself.

use super::words::Written;
use crate::store::entries::{Entry, Facet};
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};
use ka_domain::{
    BicycleParking, CarPark, Content, DistrictId, Meeting, Office, Organization, OrganizationRef,
    Paper, PublicReport, ReportCategory, Service,
};
use serde::Serialize;
use std::collections::BTreeSet;

/// Grows whenever entries are made in another way, so that those in a store are made anew.
pub const EDITION: u32 = 2;

/// Between what an item is about and all else.
pub const BAR: &str = "|";

/// Months, as people write them, in German and, where that is another word, in English.
pub const MONTHS: [&str; 12] = [
    "Januar January",
    "Februar February",
    "März March",
    "April",
    "Mai May",
    "Juni June",
    "Juli July",
    "August",
    "September",
    "Oktober October",
    "November",
    "Dezember December",
];

/// What people call a meeting, beside its name.
const MEETING_WORDS: &str = "Sitzung Tagesordnung meeting agenda";
/// What people call a place to leave a car, beside its name.
const CAR_PARK_WORDS: &str = "Parkhaus Tiefgarage Parkplatz parken car park parking";
/// What people call a place to leave a bicycle, beside its street.
const BICYCLE_WORDS: &str = "Fahrrad Rad Abstellplatz Fahrradständer bicycle bike parking";

/// What people call a report, whatever it is about.
const REPORT_WORDS: &str = "melden Meldung Mangel Anliegen Störung report problem";

/// What the index keeps of an item; nothing for what nobody looks for.
pub fn entry_of(content: &Content) -> Option<Entry> {
    Some(match content {
        Content::Source(_) => return None,
        Content::District(district) => plain(&[&district.name], &district.postcodes, &[]),
        Content::Service(service) => of_service(service),
        Content::Office(office) => of_office(office),
        Content::Organization(organization) => of_organization(organization),
        Content::CarPark(car_park) => of_car_park(car_park),
        Content::BicycleParking(place) => of_bicycle_parking(place),
        Content::Meeting(meeting) => of_meeting(meeting),
        Content::Paper(paper) => of_paper(paper),
        Content::ReportCategory(category) => of_report_category(category),
        Content::PublicReport(report) => of_public_report(report),
    })
}

fn of_service(service: &Service) -> Entry {
    plain(
        &[&service.name.de, &service.name.en],
        &service.keywords,
        &[&service.summary.de, &service.summary.en],
    )
}

fn of_office(office: &Office) -> Entry {
    Entry {
        facets: districts(&office.districts),
        ..plain(
            &[&office.name.de, &office.name.en],
            &[],
            &[&office.summary.de, &office.summary.en],
        )
    }
}

fn of_organization(organization: &Organization) -> Entry {
    let short = organization.short_name.iter();
    Entry {
        facets: districts(&organization.districts),
        ..plain(
            &[&organization.name],
            &short.cloned().collect::<Vec<_>>(),
            &[organization.classification.as_deref().unwrap_or_default()],
        )
    }
}

fn of_car_park(car_park: &CarPark) -> Entry {
    let about = [CAR_PARK_WORDS.to_owned(), car_park.municipality.clone()];
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    plain(
        &[&car_park.name],
        &about,
        &[&text(&car_park.street), &text(&car_park.note)],
    )
}

fn of_bicycle_parking(place: &BicycleParking) -> Entry {
    let about = [BICYCLE_WORDS.to_owned(), place.municipality.clone()];
    let district: Vec<DistrictId> = place.district.iter().cloned().collect();
    Entry {
        facets: districts(&district),
        ..plain(
            &[&place.street],
            &about,
            &[place.note.as_deref().unwrap_or_default()],
        )
    }
}

fn of_meeting(meeting: &Meeting) -> Entry {
    let start = meeting
        .start
        .as_ref()
        .map(DateTime::<FixedOffset>::naive_local);
    let day = start.map(|start| start.date());
    let words = day.map(|day| day_words(day, true)).unwrap_or_default();
    let about = [words, MEETING_WORDS.to_owned()];
    let agenda = meeting.agenda.iter().map(|item| item.name.as_str());
    let committees = meeting.committees.iter().map(|of| of.name.as_str());
    let place = meeting.place.as_deref();
    let rest: Vec<&str> = committees.chain(place).chain(agenda).collect();
    Entry {
        day,
        facets: facets(&meeting.districts, &meeting.committees, day),
        row: row(&meeting.row()),
        ..plain(&[&meeting.name], &about, &rest)
    }
}

fn of_paper(paper: &Paper) -> Entry {
    let last = paper.consultations.iter().rev();
    let day = paper.date.or_else(|| {
        let mut starts = last.filter_map(|station| station.start);
        starts.next().map(|start| start.date_naive())
    });
    let about: Vec<String> = [&paper.reference, &paper.paper_type]
        .into_iter()
        .flatten()
        .cloned()
        .collect();
    let committees: BTreeSet<&OrganizationRef> = paper
        .consultations
        .iter()
        .flat_map(|station| &station.committees)
        .collect();
    let day_words = day.map(|day| day_words(day, false)).unwrap_or_default();
    let names = committees.iter().map(|of| of.name.as_str());
    let offices = paper.offices.iter().map(|of| of.name.as_str());
    let rest: Vec<&str> = names.chain(offices).chain([day_words.as_str()]).collect();
    Entry {
        day,
        facets: facets(&paper.districts, committees.iter().copied(), day),
        row: row(&paper.row()),
        ..plain(&[&paper.name], &about, &rest)
    }
}

fn of_report_category(category: &ReportCategory) -> Entry {
    let mut about = category.keywords.clone();
    about.push(REPORT_WORDS.to_owned());
    let others = [&category.summary, &category.group].into_iter().flatten();
    let rest: Vec<&str> = others
        .flat_map(|text| [text.de.as_str(), text.en.as_str()])
        .collect();
    plain(&[&category.name.de, &category.name.en], &about, &rest)
}

fn of_public_report(report: &PublicReport) -> Entry {
    let day = report.requested_at.date_naive();
    let district: Vec<DistrictId> = report.district.iter().cloned().collect();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    Entry {
        day: Some(day),
        facets: facets(&district, [], Some(day)),
        ..plain(
            &[&report.category_name.de, &report.category_name.en],
            &[text(&report.address)],
            &[&text(&report.words), &text(&report.answer)],
        )
    }
}

fn plain(title: &[&str], about: &[String], rest: &[&str]) -> Entry {
    let mut written = Written::default();
    let mut entry = Entry::default();
    for (nth, text) in title.iter().enumerate() {
        if nth > 0 {
            entry.title.push(' ');
            entry.title.push_str(BAR);
        }
        written.all(text, &mut entry.title);
    }
    about
        .iter()
        .for_each(|text| written.new_ones(text, &mut entry.rest));
    if !entry.rest.is_empty() {
        entry.rest.push(' ');
    }
    entry.rest.push_str(BAR);
    rest.iter()
        .for_each(|text| written.new_ones(text, &mut entry.rest));
    entry
}

/// The words of a day: month and year, with the number of the day where people say it.
fn day_words(day: NaiveDate, with_day: bool) -> String {
    let month = MONTHS.get(day.month0() as usize).unwrap_or(&"");
    if with_day {
        format!("{} {month} {}", day.day(), day.year())
    } else {
        format!("{month} {}", day.year())
    }
}

fn districts(ids: &[DistrictId]) -> Vec<Facet> {
    ids.iter().cloned().map(Facet::District).collect()
}

fn facets<'a>(
    ids: &[DistrictId],
    committees: impl IntoIterator<Item = &'a OrganizationRef>,
    day: Option<NaiveDate>,
) -> Vec<Facet> {
    let committees = committees
        .into_iter()
        .map(|of| Facet::Committee(of.id.clone()));
    let year = day.and_then(|day| u16::try_from(day.year()).ok());
    districts(ids)
        .into_iter()
        .chain(committees)
        .chain(year.map(Facet::Year))
        .collect()
}

/// A row of ours always has a JSON form; were it not so, the list would leave it out.
fn row(row: &impl Serialize) -> String {
    serde_json::to_string(row).unwrap_or_default()
}
