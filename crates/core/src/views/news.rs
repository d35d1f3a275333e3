//! What is followed, and what is new of it.

use super::{by_id, one, row};
use crate::store::follows::Follow;
use crate::store::news::{self, News, READ_FOR, Which};
use crate::store::{Store, StoreError, follows};
use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use ka_domain::views::{FollowRow, MeetingRow, NewsRow, NewsView, PaperRow};
use ka_domain::{Kind, Organization, Subject};
use rusqlite::Connection;
use std::collections::BTreeMap;

/// How many news a screen is given.
const MOST: u32 = 100;

/// What is followed, in the order in which it was begun.
pub fn follows(store: &Store) -> Result<Vec<FollowRow>, StoreError> {
    store.read(|reader| Ok(rows(reader)?.into_iter().map(|(_, row)| row).collect()))
}

/// What is new of it.
pub fn news(store: &Store, now: DateTime<Utc>) -> Result<NewsView, StoreError> {
    store.read(|reader| view(reader, Which::ReadSince(now - READ_FOR), MOST))
}

/// What the device learned of since `since`, of all of which the system is to tell, and what was not
/// read meanwhile.
pub fn to_tell(store: &Store, since: DateTime<Utc>) -> Result<Vec<NewsRow>, StoreError> {
    store.read(|reader| Ok(view(reader, Which::ToTellSince(since), news::MOST)?.news))
}

/// What was not read, at most `limit`.
pub(super) fn unread(reader: &Connection, limit: u32) -> Result<NewsView, StoreError> {
    view(reader, Which::Unread, limit)
}

fn view(reader: &Connection, which: Which, limit: u32) -> Result<NewsView, StoreError> {
    let found = news::latest(reader, which, limit)?;
    // Who follows nothing has no news: then there is nothing to look up either.
    if found.is_empty() {
        return Ok(NewsView::default());
    }
    let follows: BTreeMap<i64, FollowRow> = rows(reader)?
        .into_iter()
        .map(|(follow, row)| (follow.id, row))
        .collect();
    let news = found
        .into_iter()
        .filter_map(|news| news_row(reader, news, &follows).transpose())
        .collect::<Result<_, _>>()?;
    Ok(NewsView {
        news,
        unread: news::unread(reader)?,
    })
}

/// What a list shows of one of the news; none if what it is about is not there.
fn news_row(
    reader: &Connection,
    news: News,
    follows: &BTreeMap<i64, FollowRow>,
) -> Result<Option<NewsRow>, StoreError> {
    let Some(about) = about(reader, &news)? else {
        return Ok(None);
    };
    Ok(Some(NewsRow {
        kind: news.kind,
        id: news.id,
        name: about.name,
        start: about.start,
        date: about.date,
        change: news.change,
        at: news.at,
        because: news
            .because
            .iter()
            .filter_map(|follow| follows.get(follow).cloned())
            .collect(),
        read: news.read,
    }))
}

/// What the news are about.
struct About {
    name: String,
    start: Option<DateTime<FixedOffset>>,
    date: Option<NaiveDate>,
}

fn about(reader: &Connection, news: &News) -> Result<Option<About>, StoreError> {
    Ok(match news.kind {
        Kind::Meeting => row::<MeetingRow>(reader, news.kind, &news.id)?.map(|meeting| About {
            name: meeting.name,
            start: meeting.start,
            date: None,
        }),
        Kind::Paper => row::<PaperRow>(reader, news.kind, &news.id)?.map(|paper| About {
            name: paper.name,
            start: None,
            date: paper.date,
        }),
        _ => None,
    })
}

fn rows(reader: &Connection) -> Result<Vec<(Follow, FollowRow)>, StoreError> {
    let unread = news::unread_by_follow(reader)?;
    follows::all(reader)?
        .into_iter()
        .map(|follow| {
            let row = FollowRow {
                subject: follow.subject.clone(),
                name: name(reader, &follow.subject)?,
                notify: follow.notify,
                unread: unread.get(&follow.id).copied().unwrap_or_default(),
            };
            Ok((follow, row))
        })
        .collect()
}

/// What it is called, where it is on the device; a word is its own name.
fn name(reader: &Connection, subject: &Subject) -> Result<Option<String>, StoreError> {
    Ok(match subject {
        Subject::District(id) => by_id(reader, id)?.map(|district| district.name),
        Subject::Committee(id) => {
            one::<Organization>(reader, id)?.map(|committee| committee.item.name)
        }
        Subject::Paper(id) => row::<PaperRow>(reader, Kind::Paper, id)?.map(|paper| paper.name),
        Subject::Word(_) => None,
    })
}
