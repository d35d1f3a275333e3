//! The council: meetings, papers and committees.
//!
//! A meeting is one of the next from the beginning of its day on, and past from the end of that day: who
//! looks in the evening still finds where it was. Whether it is *still to come* goes by the minute.

use super::{all, collection, named, one, row};
use crate::store::entries::{self, Facet, Order, Range, day_of};
use crate::store::{Store, StoreError, items};
use chrono::{DateTime, Utc};
use ka_domain::views::{
    AgendaView, CalendarChoice, CommitteeRow, CommitteeView, FileOwner, MeetingRow, MeetingView,
    PaperRow, PaperView, PastMeetingsView, Sourced,
};
use ka_domain::{CouncilFile, ItemId, Kind, Meeting, Organization, OrganizationForm, Paper};
use rusqlite::Connection;
use std::cmp::Reverse;

/// How many papers the page of a committee shows.
const COMMITTEE_PAPERS: u32 = 50;

/// How many meetings one day has at the most: entries of a day are in no order of hours, so that so many
/// more are read than are shown.
const OF_A_DAY: usize = 50;

/// How many meetings are still to come at the most.
const UPCOMING: u32 = 1_000;

/// The council's next meetings.
pub fn agenda(store: &Store, now: DateTime<Utc>) -> Result<AgendaView, StoreError> {
    store.read(|reader| {
        let upcoming = Range::from_day(Kind::Meeting, day_of(now));
        let all = items::count(reader, &collection(Kind::Meeting)?)?;
        let next = entries::count(reader, upcoming, None)?;
        let papers = items::count(reader, &collection(Kind::Paper)?)?;
        let number = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
        Ok(AgendaView {
            meetings: from_today(reader, None, now)?,
            past: number(all.saturating_sub(next.into())),
            papers: number(papers),
        })
    })
}

/// Every past meeting.
pub fn past_meetings(store: &Store, now: DateTime<Utc>) -> Result<PastMeetingsView, StoreError> {
    store.read(|reader| {
        Ok(PastMeetingsView {
            meetings: before_today(reader, None, now)?,
        })
    })
}

/// The committees, by name.
pub fn committees(store: &Store, now: DateTime<Utc>) -> Result<Vec<CommitteeRow>, StoreError> {
    store.read(|reader| {
        let mut committees = all::<Organization>(reader)?;
        committees.retain(|sourced| sourced.item.form == OrganizationForm::Committee);
        committees.sort_by(|a, b| a.item.name.cmp(&b.item.name));
        committees
            .into_iter()
            .map(|committee| {
                let of = Facet::Committee(committee.item.id.clone());
                Ok(CommitteeRow {
                    meetings: entries::count(reader, Range::of(Kind::Meeting), Some(&of))?,
                    next: next_meetings(reader, Some(&of), now, OF_A_DAY)?
                        .into_iter()
                        .filter(|meeting| !meeting.item.cancelled)
                        .find_map(|meeting| meeting.item.start.filter(|start| *start >= now)),
                    committee,
                })
            })
            .collect()
    })
}

/// One committee with its meetings and papers.
pub fn committee(
    store: &Store,
    id: &ItemId,
    now: DateTime<Utc>,
) -> Result<Option<CommitteeView>, StoreError> {
    store.read(|reader| {
        let Some(committee) = one::<Organization>(reader, id)? else {
            return Ok(None);
        };
        let of = Facet::Committee(id.clone());
        Ok(Some(CommitteeView {
            committee,
            upcoming: without_source(from_today(reader, Some(&of), now)?),
            past: without_source(before_today(reader, Some(&of), now)?),
            papers: without_source(newest_papers(reader, &of, COMMITTEE_PAPERS)?),
        }))
    })
}

/// One meeting with its agenda.
pub fn meeting(
    store: &Store,
    id: &ItemId,
    now: DateTime<Utc>,
) -> Result<Option<MeetingView>, StoreError> {
    store.read(|reader| {
        let Some(meeting) = one::<Meeting>(reader, id)? else {
            return Ok(None);
        };
        Ok(Some(MeetingView {
            districts: named(reader, &meeting.item.districts)?,
            upcoming: meeting.item.start.is_some_and(|start| start >= now),
            meeting,
        }))
    })
}

/// One paper with its way through the committees.
pub fn paper(store: &Store, id: &ItemId) -> Result<Option<PaperView>, StoreError> {
    store.read(|reader| {
        let Some(paper) = one::<Paper>(reader, id)? else {
            return Ok(None);
        };
        let rows = |ids: &[ItemId]| -> Result<Vec<PaperRow>, StoreError> {
            ids.iter()
                .filter_map(|id| row(reader, Kind::Paper, id).transpose())
                .collect()
        };
        Ok(Some(PaperView {
            districts: named(reader, &paper.item.districts)?,
            superordinated: rows(&paper.item.superordinated)?,
            subordinated: rows(&paper.item.subordinated)?,
            paper,
        }))
    })
}

/// The file `file` of `owner`, if both are on the device.
pub fn file(
    store: &Store,
    owner: &FileOwner,
    file: &ItemId,
) -> Result<Option<CouncilFile>, StoreError> {
    store.read(|reader| match owner {
        FileOwner::Paper(id) => {
            let paper = one::<Paper>(reader, id)?;
            Ok(paper.and_then(|paper| paper.item.file(file).cloned()))
        }
        FileOwner::Meeting(id) => {
            let meeting = one::<Meeting>(reader, id)?;
            Ok(meeting.and_then(|meeting| meeting.item.file(file).cloned()))
        }
    })
}

/// The meetings that are to be put into a calendar, the earliest first, those that were called off
/// among them: a calendar that has them already learns of it.
pub fn export(
    store: &Store,
    choice: &CalendarChoice,
    now: DateTime<Utc>,
) -> Result<Vec<Meeting>, StoreError> {
    store.read(|reader| {
        let ids: Vec<ItemId> = match choice {
            CalendarChoice::Meeting(id) => vec![id.clone()],
            CalendarChoice::Upcoming => ids(from_today(reader, None, now)?),
            CalendarChoice::District(district) => {
                let of = Facet::District(district.clone());
                ids(from_today(reader, Some(&of), now)?)
            }
            CalendarChoice::Committee(committee) => {
                let of = Facet::Committee(committee.clone());
                ids(from_today(reader, Some(&of), now)?)
            }
        };
        ids.iter()
            .filter_map(|id| one::<Meeting>(reader, id).transpose())
            .map(|meeting| Ok(meeting?.item))
            .collect()
    })
}

/// The next meetings that have `facet`, the earliest first; at most `most`.
pub(super) fn next_meetings(
    reader: &Connection,
    facet: Option<&Facet>,
    now: DateTime<Utc>,
    most: usize,
) -> Result<Vec<Sourced<MeetingRow>>, StoreError> {
    let limit = u32::try_from(most.saturating_add(OF_A_DAY)).unwrap_or(u32::MAX);
    let range = Range::from_day(Kind::Meeting, day_of(now));
    let mut meetings = entries::rows(reader, range, facet, Order::OldestFirst, limit)?;
    meetings.sort_by_key(earliest);
    meetings.truncate(most);
    Ok(meetings)
}

/// The newest papers that have `facet`, at most `limit`.
pub(super) fn newest_papers(
    reader: &Connection,
    facet: &Facet,
    limit: u32,
) -> Result<Vec<Sourced<PaperRow>>, StoreError> {
    let papers = Range::of(Kind::Paper);
    entries::rows(reader, papers, Some(facet), Order::NewestFirst, limit)
}

fn from_today(
    reader: &Connection,
    facet: Option<&Facet>,
    now: DateTime<Utc>,
) -> Result<Vec<Sourced<MeetingRow>>, StoreError> {
    let range = Range::from_day(Kind::Meeting, day_of(now));
    let mut meetings = entries::rows(reader, range, facet, Order::OldestFirst, UPCOMING)?;
    meetings.sort_by_key(earliest);
    Ok(meetings)
}

fn before_today(
    reader: &Connection,
    facet: Option<&Facet>,
    now: DateTime<Utc>,
) -> Result<Vec<Sourced<MeetingRow>>, StoreError> {
    let range = Range::before_day(Kind::Meeting, day_of(now));
    let mut meetings = entries::rows(reader, range, facet, Order::NewestFirst, u32::MAX)?;
    // None is the smallest, so that what has no time comes last.
    meetings.sort_by_key(|meeting: &Sourced<MeetingRow>| {
        (Reverse(meeting.item.start), meeting.item.id.clone())
    });
    Ok(meetings)
}

/// By hour, then in an order that stays.
fn earliest(meeting: &Sourced<MeetingRow>) -> (Option<DateTime<Utc>>, ItemId) {
    let start = meeting.item.start.map(|start| start.to_utc());
    (start, meeting.item.id.clone())
}

fn without_source<T>(rows: Vec<Sourced<T>>) -> Vec<T> {
    rows.into_iter().map(|sourced| sourced.item).collect()
}

fn ids(meetings: Vec<Sourced<MeetingRow>>) -> Vec<ItemId> {
    meetings
        .into_iter()
        .map(|sourced| sourced.item.id)
        .collect()
}
