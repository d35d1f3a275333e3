//! The tables `news` and `news_reason`: papers and meetings that came or changed while something that
//! they concern was followed. Like what is followed, they never leave the device.
//!
//! There are never many: what was read is kept for a while, and when there are too many, those that
//! were read go first and then the oldest.

use super::{StoreError, time};
use chrono::{DateTime, TimeDelta, Utc};
use ka_domain::views::Change;
use ka_domain::{ItemId, Kind};
use rusqlite::{Connection, Transaction};
use std::collections::BTreeMap;

/// How many there are at most.
pub const MOST: u32 = 500;

/// How long what was read is kept.
pub const READ_FOR: TimeDelta = TimeDelta::days(90);

/// One of the news, without what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// A paper or a meeting.
    pub kind: Kind,
    /// Which.
    pub id: ItemId,
    /// New or changed.
    pub change: Change,
    /// When this device learned of it.
    pub at: DateTime<Utc>,
    /// Whether it was marked as read.
    pub read: bool,
    /// What of all that is followed it concerns: ids of `follow`.
    pub because: Vec<i64>,
}

/// Notes that the item is new or has changed, which concerns what `because` names. It is unread from
/// now on, and stays new for who did not read of it yet.
pub fn note(
    transaction: &Transaction<'_>,
    kind: Kind,
    id: &ItemId,
    change: Change,
    at: DateTime<Utc>,
    because: &[i64],
) -> Result<(), StoreError> {
    if because.is_empty() {
        return Ok(());
    }
    make_room(transaction, kind, id, at)?;
    let collection = kind.collection();
    transaction
        .prepare_cached(
            "INSERT INTO news (collection, id, change, at, read) VALUES (?1, ?2, ?3, ?4, 0)
             ON CONFLICT (collection, id) DO UPDATE SET
                 change = CASE WHEN read = 0 AND change = ?5 THEN change ELSE excluded.change END,
                 at = excluded.at, read = 0",
        )?
        .execute(rusqlite::params![
            collection,
            id.as_str(),
            word(change),
            at.timestamp_millis(),
            word(Change::New)
        ])?;
    transaction
        .prepare_cached("DELETE FROM news_reason WHERE collection = ?1 AND id = ?2")?
        .execute([collection, id.as_str()])?;
    let mut reason = transaction.prepare_cached(
        // What is followed no more since the reasons were worked out is none.
        "INSERT OR IGNORE INTO news_reason (collection, id, follow)
         SELECT ?1, ?2, follow.id FROM follow WHERE follow.id = ?3",
    )?;
    let mut reasons = 0;
    for follow in because {
        reasons += reason.execute(rusqlite::params![collection, id.as_str(), follow])?;
    }
    if reasons == 0 {
        forget(transaction, kind, id)?;
    }
    Ok(())
}

/// Removes what was read long ago and, if there is no place for one more, the one that is missed least.
fn make_room(
    transaction: &Transaction<'_>,
    kind: Kind,
    id: &ItemId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    transaction
        .prepare_cached("DELETE FROM news WHERE read = 1 AND at < ?1")?
        .execute([(now - READ_FOR).timestamp_millis()])?;
    transaction
        .prepare_cached(
            "DELETE FROM news WHERE (collection, id) IN (
                 SELECT collection, id FROM news ORDER BY read DESC, at LIMIT 1)
             AND (SELECT count(*) FROM news) >= ?1
             AND NOT EXISTS (SELECT 1 FROM news WHERE collection = ?2 AND id = ?3)",
        )?
        .execute(rusqlite::params![MOST, kind.collection(), id.as_str()])?;
    Ok(())
}

/// There is nothing to tell of the item any more; whether there was.
pub fn forget(transaction: &Transaction<'_>, kind: Kind, id: &ItemId) -> Result<bool, StoreError> {
    let forgotten = transaction
        .prepare_cached("DELETE FROM news WHERE collection = ?1 AND id = ?2")?
        .execute([kind.collection(), id.as_str()])?;
    Ok(forgotten > 0)
}

/// Marks all of them as read.
pub fn mark_all(transaction: &Transaction<'_>) -> Result<(), StoreError> {
    transaction.execute("UPDATE news SET read = 1 WHERE read = 0", [])?;
    Ok(())
}

/// Marks the news of one item as read, if there are any.
pub fn mark(transaction: &Transaction<'_>, kind: Kind, id: &ItemId) -> Result<(), StoreError> {
    transaction.execute(
        "UPDATE news SET read = 1 WHERE collection = ?1 AND id = ?2",
        [kind.collection(), id.as_str()],
    )?;
    Ok(())
}

/// How many were not read.
pub fn unread(reader: &Connection) -> Result<u32, StoreError> {
    let count = reader
        .prepare_cached("SELECT count(*) FROM news WHERE read = 0")?
        .query_row([], |row| row.get(0))?;
    Ok(count)
}

/// How many were not read of each thing that is followed, by its id; none is left out.
pub fn unread_by_follow(reader: &Connection) -> Result<BTreeMap<i64, u32>, StoreError> {
    let mut statement = reader.prepare_cached(
        "SELECT reason.follow, count(*)
         FROM news_reason AS reason JOIN news USING (collection, id)
         WHERE news.read = 0 GROUP BY reason.follow",
    )?;
    let counts = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(counts.collect::<rusqlite::Result<_>>()?)
}

/// Which news are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// All, without what was read before this moment.
    ReadSince(DateTime<Utc>),
    /// Those that were not read.
    Unread,
    /// Those that were not read, that the device learned of since this moment, and that concern
    /// something of which the system is to tell.
    ToTellSince(DateTime<Utc>),
}

/// The news asked for, unread ones first, each of both the latest first; at most `limit`.
pub fn latest(reader: &Connection, which: Which, limit: u32) -> Result<Vec<News>, StoreError> {
    let (condition, since) = match which {
        Which::ReadSince(since) => ("read = 0 OR at >= ?1", Some(since)),
        Which::Unread => ("read = 0 AND ?1 IS NULL", None),
        Which::ToTellSince(since) => (
            "read = 0 AND at >= ?1 AND EXISTS (
                 SELECT 1 FROM news_reason AS reason JOIN follow ON follow.id = reason.follow
                 WHERE reason.collection = news.collection AND reason.id = news.id
                     AND follow.notify = 1)",
            Some(since),
        ),
    };
    let mut statement = reader.prepare_cached(&format!(
        "SELECT collection, id, change, at, read FROM news WHERE {condition}
         ORDER BY read, at DESC, collection, id LIMIT ?2"
    ))?;
    let since = since.map(|since| since.timestamp_millis());
    let rows = statement.query_map(rusqlite::params![since, limit], |row| {
        Ok((
            row.get::<_, String>(0)?,
            row.get::<_, String>(1)?,
            row.get::<_, String>(2)?,
            row.get::<_, i64>(3)?,
            row.get::<_, bool>(4)?,
        ))
    })?;
    rows.map(|row| {
        let (collection, id, change, at, read) = row?;
        Ok(News {
            kind: Kind::of_collection(&collection).ok_or(StoreError::Damaged)?,
            because: reasons(reader, &collection, &id)?,
            id: ItemId::new(id).map_err(|_| StoreError::Damaged)?,
            change: change_of(&change)?,
            at: time(at)?,
            read,
        })
    })
    .collect()
}

fn reasons(reader: &Connection, collection: &str, id: &str) -> Result<Vec<i64>, StoreError> {
    let mut statement = reader.prepare_cached(
        "SELECT follow FROM news_reason WHERE collection = ?1 AND id = ?2 ORDER BY follow",
    )?;
    let reasons = statement.query_map([collection, id], |row| row.get(0))?;
    Ok(reasons.collect::<rusqlite::Result<_>>()?)
}

fn word(change: Change) -> &'static str {
    match change {
        Change::New => "new",
        Change::Changed => "changed",
    }
}

fn change_of(word: &str) -> Result<Change, StoreError> {
    [Change::New, Change::Changed]
        .into_iter()
        .find(|change| self::word(*change) == word)
        .ok_or(StoreError::Damaged)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::{Device, NOW, id};
    use crate::store::follows;
    use ka_domain::{FollowedWord, Subject};

    /// A device that follows so many words, and their ids.
    fn following(words: usize) -> (Device, Vec<i64>) {
        let device = Device::new();
        for n in 0..words {
            let word = Subject::Word(FollowedWord::new(&format!("Wort {n}")).unwrap());
            device
                .store
                .write(|transaction| follows::begin(transaction, &word, NOW))
                .unwrap();
        }
        let all = device.store.read(follows::all).unwrap();
        (device, all.into_iter().map(|follow| follow.id).collect())
    }

    impl Device {
        fn notes(&self, name: &str, change: Change, minutes: i64, because: &[i64]) {
            let at = NOW + TimeDelta::minutes(minutes);
            self.store
                .write(|transaction| note(transaction, Kind::Paper, &id(name), change, at, because))
                .unwrap();
        }

        fn reads(&self, name: &str) {
            self.store
                .write(|transaction| mark(transaction, Kind::Paper, &id(name)))
                .unwrap();
        }

        fn all(&self) -> Vec<News> {
            let everything = Which::ReadSince(DateTime::UNIX_EPOCH);
            self.store
                .read(|reader| latest(reader, everything, u32::MAX))
                .unwrap()
        }

        fn ids(&self) -> Vec<String> {
            self.all()
                .into_iter()
                .map(|news| news.id.to_string())
                .collect()
        }
    }

    #[test]
    fn what_is_new_stays_new_until_it_was_read() {
        let (device, because) = following(1);
        device.notes("a", Change::New, 0, &because);
        device.notes("a", Change::Changed, 5, &because);
        let [news] = device.all().try_into().unwrap();
        assert_eq!((news.change, news.read), (Change::New, false));
        assert_eq!(news.at, NOW + TimeDelta::minutes(5));
        device.reads("a");
        device.notes("a", Change::Changed, 9, &because);
        let [news] = device.all().try_into().unwrap();
        assert_eq!((news.change, news.read), (Change::Changed, false));
    }

    #[test]
    fn a_change_that_came_again_as_new_is_new() {
        let (device, because) = following(1);
        device.notes("a", Change::Changed, 0, &because);
        device.notes("a", Change::New, 1, &because);
        assert_eq!(device.all()[0].change, Change::New);
    }

    #[test]
    fn the_reasons_are_those_of_the_last_change() {
        let (device, words) = following(3);
        device.notes("a", Change::New, 0, &words[..2]);
        device.notes("a", Change::Changed, 1, &words[1..]);
        assert_eq!(device.all()[0].because, words[1..]);
        let counts = device.store.read(unread_by_follow).unwrap();
        assert_eq!(counts, [(words[1], 1), (words[2], 1)].into());
    }

    #[test]
    fn without_a_reason_there_is_nothing_to_tell() {
        let (device, words) = following(1);
        device.notes("a", Change::New, 0, &[]);
        device.notes("b", Change::New, 0, &[words[0] + 1]);
        assert!(device.all().is_empty());
    }

    #[test]
    fn a_paper_that_is_gone_is_no_news_and_a_meeting_of_its_id_is() {
        let (device, because) = following(1);
        device.notes("a", Change::New, 0, &because);
        let store = &device.store;
        let noted = |transaction: &Transaction<'_>| {
            note(
                transaction,
                Kind::Meeting,
                &id("a"),
                Change::New,
                NOW,
                &because,
            )?;
            forget(transaction, Kind::Paper, &id("a"))
        };
        store.write(noted).unwrap();
        let [news] = device.all().try_into().unwrap();
        assert_eq!(news.kind, Kind::Meeting);
        assert_eq!(store.read(unread).unwrap(), 1);
    }

    #[test]
    fn there_are_never_more_than_so_many_and_what_was_read_goes_first() {
        let (device, because) = following(1);
        let most = i64::from(MOST);
        for n in 0..most {
            device.notes(&format!("n{n}"), Change::New, n, &because);
        }
        device.reads("n3");
        // One that is there already needs no room.
        device.notes("n7", Change::Changed, most, &because);
        assert_eq!(device.all().len(), 500);
        device.notes("late-1", Change::New, most + 1, &because);
        device.notes("late-2", Change::New, most + 2, &because);
        let ids = device.ids();
        assert_eq!(ids.len(), 500);
        assert_eq!(&ids[..3], ["late-2", "late-1", "n7"]);
        for gone in ["n3", "n0"] {
            assert!(!ids.iter().any(|id| id == gone), "{gone}");
        }
    }

    #[test]
    fn what_was_read_long_ago_is_removed_and_what_was_not_stays() {
        let (device, because) = following(1);
        device.notes("read", Change::New, 0, &because);
        device.notes("unread", Change::New, 0, &because);
        device.reads("read");
        device.notes("next-day", Change::New, 60 * 24, &because);
        assert_eq!(device.ids(), ["next-day", "unread", "read"]);
        device.notes("much-later", Change::New, 60 * 24 * 91, &because);
        assert_eq!(device.ids(), ["much-later", "next-day", "unread"]);
    }
}
