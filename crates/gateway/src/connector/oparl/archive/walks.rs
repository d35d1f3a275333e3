//! How far the walks have come.

use super::super::list::List;
use super::super::object::{self, Read};
use super::super::page::Page;
use super::objects::{self, Put};
use super::{Archive, time, written};
use crate::connector::ConnectorError;
use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, OptionalExtension, Row, params};
use sha2::{Digest, Sha256};
use url::Url;

/// More pages than any list has.
const MOST_PAGES: u64 = 10_000;
/// More objects than any list has.
const MOST_OBJECTS: u64 = 500_000;
/// A walk that was not believed is not tried again for this long.
pub const POSTPONED: TimeDelta = TimeDelta::days(1);
/// Objects that a walk may miss in any case: between its pages some come and go.
const MISSED_AT_MOST: u64 = 10;
/// Objects of a page that may be odd in any case: the last page of a list, or what changed in an hour,
/// may hold nothing else.
const ODD_AT_MOST: u64 = 10;
/// How long it counts what a missed object said of itself.
const ASKED_AGAIN: TimeDelta = TimeDelta::days(6);
/// After how long one is asked for again of which that told nothing.
const ASKED_IN_VAIN: TimeDelta = TimeDelta::hours(20);

/// A walk that has not come to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Walk {
    /// Through which list.
    pub list: List,
    /// Grows from walk to walk.
    pub number: i64,
    /// Whether through all of it, or only through what changed.
    pub whole: bool,
    /// When it began.
    pub started: DateTime<Utc>,
    /// The page that comes next; none once all are read.
    pub next: Option<Url>,
}

/// What the walks that came to their end know of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct State {
    /// The newest change that was seen; none before the first walk has ended.
    pub mark: Option<DateTime<Utc>>,
    /// When the last walk through all of it ended.
    pub whole_at: Option<DateTime<Utc>>,
    /// Before when no other is to be tried.
    pub postponed: Option<DateTime<Utc>>,
}

/// What has become of an object that a walk has missed.
#[derive(Debug)]
pub enum Missed {
    /// It is still there.
    There(Box<object::Present>),
    /// It is gone.
    Gone,
    /// It is there, but not for everybody.
    Hidden,
    /// That could not be found out.
    Unknown,
}

impl Archive {
    /// The walk through `list` that has not come to its end.
    pub fn unfinished(&self, list: List) -> Result<Option<Walk>, ConnectorError> {
        let sql = "SELECT number, whole, started, next FROM walk WHERE list = ?1";
        let walk = self.connection.query_row(sql, [list.name()], |row| {
            let next: Option<String> = row.get(3)?;
            Ok(Walk {
                list,
                number: row.get(0)?,
                whole: row.get(1)?,
                started: moment(row, 2)?.unwrap_or(DateTime::UNIX_EPOCH),
                next: next.and_then(|next| Url::parse(&next).ok()),
            })
        });
        Ok(walk.optional()?)
    }

    /// What is known of `list`.
    pub fn state(&self, list: List) -> Result<State, ConnectorError> {
        let sql = "SELECT mark, whole_at, postponed FROM list WHERE name = ?1";
        let state = self.connection.query_row(sql, [list.name()], |row| {
            Ok(State {
                mark: moment(row, 0)?,
                whole_at: moment(row, 1)?,
                postponed: moment(row, 2)?,
            })
        });
        Ok(state.optional()?.unwrap_or_default())
    }

    /// Begins a walk through `list` at the page `first`.
    pub fn begin(
        &mut self,
        list: List,
        whole: bool,
        first: &Url,
        now: DateTime<Utc>,
    ) -> Result<(), ConnectorError> {
        let transaction = self.transaction()?;
        end(&transaction, list)?;
        transaction.execute(
            "INSERT INTO walk (list, number, whole, started, next)
             VALUES (?1, (SELECT coalesce(max(walk), 0) + 1 FROM object WHERE list = ?1), ?2, ?3, ?4)",
            params![list.name(), whole, written(now), first.as_str()],
        )?;
        Ok(transaction.commit()?)
    }

    /// Stores what is on a page, and with it where the walk goes on: both, or neither.
    pub fn store(&mut self, walk: &Walk, page: &Page<'_>) -> Result<(), ConnectorError> {
        let list = walk.list;
        let raw = page.objects.iter().map(|raw| raw.get());
        let read: Vec<(&str, Option<Read>)> =
            raw.map(|raw| (raw, object::read(list, raw))).collect();
        let unreadable = read.iter().filter(|(_, one)| one.is_none()).count() as u64;
        let readable = read.len() as u64 - unreadable;
        if unreadable > readable.max(ODD_AT_MOST) {
            return Err(ConnectorError::MostlyUnreadable {
                rejected: unreadable,
                read: readable,
            });
        }
        let alone = self.shaping()?.is_none();
        let transaction = self.transaction()?;
        visit(&transaction, walk, page)?;
        let (mut met, mut rejected, mut fresh) = (0, 0, 0);
        let mut newest: Option<DateTime<Utc>> = None;
        for (raw, one) in &read {
            let modified = match one {
                Some(Read::Present(present)) => {
                    let (number, started) = (walk.number, walk.started);
                    match objects::put(&transaction, list, present, number, started, alone)? {
                        Put::Seen => (met, fresh) = (met + 1, fresh + 1),
                        Put::Again => {}
                        Put::Refused => {
                            rejected += 1;
                            fresh += note(&transaction, list, raw)?;
                        }
                    }
                    present.modified
                }
                Some(Read::Deleted { address, modified }) => {
                    objects::remove(&transaction, list, address)?;
                    met += 1;
                    fresh += note(&transaction, list, raw)?;
                    *modified
                }
                None => {
                    rejected += 1;
                    fresh += note(&transaction, list, raw)?;
                    None
                }
            };
            newest = newest.max(modified);
        }
        met += rejected;
        // A page of which this walk knows everything was here before, under another address.
        if fresh == 0 && !read.is_empty() {
            return Err(ConnectorError::Looping);
        }
        let next = page.next.as_ref().map(Url::as_str);
        // A clock that goes before ours must not make us miss what is changed until then.
        let newest = newest.map(|newest| written(newest.min(walk.started)));
        transaction.execute(
            "UPDATE walk SET next = ?2, met = met + ?3, promised = max(promised, ?4),
                 rejected = rejected + ?5, newest = max(coalesce(newest, ?6), coalesce(?6, newest)),
                 failures = 0 WHERE list = ?1",
            params![
                list.name(),
                next,
                met,
                page.promised.unwrap_or(0),
                rejected,
                newest
            ],
        )?;
        Ok(transaction.commit()?)
    }

    /// A page of the walk could not be read. If that has happened there `most` times, it begins anew
    /// next time.
    pub fn stumbled(&mut self, walk: &Walk, most: u32) -> Result<(), ConnectorError> {
        let transaction = self.transaction()?;
        let failures: u32 = transaction.query_row(
            "UPDATE walk SET failures = failures + 1 WHERE list = ?1 RETURNING failures",
            [walk.list.name()],
            |row| row.get(0),
        )?;
        if failures >= most {
            give_up(&transaction, walk)?;
        }
        Ok(transaction.commit()?)
    }

    /// The walk leads nowhere. It begins anew next time.
    pub fn abandon(&mut self, walk: &Walk) -> Result<(), ConnectorError> {
        let transaction = self.transaction()?;
        give_up(&transaction, walk)?;
        Ok(transaction.commit()?)
    }

    /// All pages are read. A walk through everything must have met about as many objects as there
    /// were, and as were promised; one that has not is not believed.
    pub fn finish(&mut self, walk: &Walk, now: DateTime<Utc>) -> Result<(), ConnectorError> {
        let list = walk.list.name();
        let transaction = self.transaction()?;
        let sql = "SELECT met, promised, rejected FROM walk WHERE list = ?1";
        let (met, promised, rejected): (u64, u64, u64) =
            transaction.query_row(sql, [list], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })?;
        // One that kept its promise may have shrunk: what it missed is asked for by itself.
        let kept = promised > 0 && met >= promised;
        if walk.whole {
            // Those that are known not to be shown are not waited for.
            let sql = "SELECT coalesce(sum(settled = 0), 0), coalesce(sum(walk = ?2), 0)
                       FROM object WHERE list = ?1";
            let (there, seen): (u64, u64) =
                transaction.query_row(sql, params![list, walk.number], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })?;
            for (met, promised) in [(met, promised), (seen, there)] {
                if !kept && !is_credible(met, promised) {
                    give_up(&transaction, walk)?;
                    transaction.commit()?;
                    return Err(ConnectorError::Shrunk { met, promised });
                }
            }
        }
        // The first mark is, without any date on what came, the walk's own beginning. Later ones come
        // from walks that kept their promise: what the others have missed is asked for again.
        transaction.execute(
            "INSERT INTO list (name, mark, rejected)
             SELECT list, coalesce(newest, started), rejected FROM walk WHERE list = ?1
             ON CONFLICT (name) DO UPDATE SET rejected = max(rejected, excluded.rejected)",
            [list],
        )?;
        transaction.execute(
            "UPDATE list SET mark = max(mark, newest) FROM walk
             WHERE name = ?1 AND list = ?1 AND newest IS NOT NULL AND met >= promised",
            [list],
        )?;
        if walk.whole {
            transaction.execute(
                "UPDATE list SET whole_at = ?2, whole_walk = ?3, postponed = NULL, rejected = ?4,
                     complete = ?5 WHERE name = ?1",
                params![list, written(now), walk.number, rejected, kept],
            )?;
        }
        end(&transaction, walk.list)?;
        Ok(transaction.commit()?)
    }

    /// The addresses of objects that the last walk through all of `list` has missed and that are to
    /// be asked for by themselves, those first that were not for longest.
    pub fn missed(
        &self,
        list: List,
        most: u32,
        now: DateTime<Utc>,
    ) -> Result<Vec<String>, ConnectorError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT address FROM object
             WHERE list = ?1 AND walk < (SELECT whole_walk FROM list WHERE name = ?1)
                 AND (asked IS NULL OR asked > ?2
                      OR asked < CASE settled WHEN 1 THEN ?3 ELSE ?4 END)
             ORDER BY asked, address LIMIT ?5",
        )?;
        let settled = written(now - ASKED_AGAIN);
        let in_vain = written(now - ASKED_IN_VAIN);
        let asked = params![list.name(), written(now), settled, in_vain, most];
        let rows = statement.query_map(asked, |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Notes what has become of an object that was missed.
    pub fn settle(
        &mut self,
        list: List,
        address: &str,
        missed: &Missed,
        now: DateTime<Utc>,
    ) -> Result<(), ConnectorError> {
        let alone = self.shaping()?.is_none();
        let transaction = self.transaction()?;
        let asked = |settled: bool| {
            transaction.execute(
                "UPDATE object SET asked = ?3, settled = ?4 WHERE list = ?1 AND address = ?2",
                params![list.name(), address, written(now), settled],
            )
        };
        match missed {
            Missed::There(present) => {
                let sql = "SELECT whole_walk FROM list WHERE name = ?1";
                let walk = transaction.query_row(sql, [list.name()], |row| row.get(0))?;
                if objects::put(&transaction, list, present, walk, now, alone)? == Put::Refused {
                    asked(true)?;
                }
            }
            Missed::Gone => objects::remove(&transaction, list, address)?,
            Missed::Hidden => drop(asked(true)?),
            Missed::Unknown => drop(asked(false)?),
        }
        Ok(transaction.commit()?)
    }
}

/// Notes that the walk was on this page; refuses one that leads back.
fn visit(connection: &Connection, walk: &Walk, page: &Page<'_>) -> Result<(), ConnectorError> {
    let list = walk.list.name();
    if let Some(here) = &walk.next {
        let sql = "INSERT OR IGNORE INTO visited (list, address) VALUES (?1, ?2)";
        connection.execute(sql, [list, here.as_str()])?;
    }
    if let Some(next) = &page.next {
        let sql = "SELECT EXISTS (SELECT 1 FROM visited WHERE list = ?1 AND address = ?2)";
        if connection.query_row(sql, [list, next.as_str()], |row| row.get(0))? {
            return Err(ConnectorError::Looping);
        }
        let sql = "SELECT (SELECT count(*) FROM visited WHERE list = ?1),
                          (SELECT count(*) FROM object WHERE list = ?1)";
        let (pages, objects): (u64, u64) =
            connection.query_row(sql, [list], |row| Ok((row.get(0)?, row.get(1)?)))?;
        if pages >= MOST_PAGES || objects >= MOST_OBJECTS {
            return Err(ConnectorError::Endless);
        }
    }
    Ok(())
}

/// Whether a list may end after `met` where there were to be `promised`.
fn is_credible(met: u64, promised: u64) -> bool {
    let missed = promised.saturating_sub(met);
    missed == 0 || (met > 0 && (missed <= MISSED_AT_MOST || met * 10 >= promised * 9))
}

/// Ends a walk that came to no end. One that looked after everything is not tried again at once, so
/// that what changes goes on being read.
fn give_up(connection: &Connection, walk: &Walk) -> Result<(), rusqlite::Error> {
    if walk.whole {
        let sql = "UPDATE list SET postponed = ?2 WHERE name = ?1";
        let later = written(walk.started + POSTPONED);
        connection.execute(sql, params![walk.list.name(), later])?;
    }
    end(connection, walk.list)
}

fn end(connection: &Connection, list: List) -> Result<(), rusqlite::Error> {
    for sql in [
        "DELETE FROM walk WHERE list = ?1",
        "DELETE FROM visited WHERE list = ?1",
        "DELETE FROM noted WHERE list = ?1",
    ] {
        connection.execute(sql, [list.name()])?;
    }
    Ok(())
}

/// Notes something that is kept nowhere else, by its hash; 1 if this walk had not met it, otherwise 0.
fn note(connection: &Connection, list: List, raw: &str) -> Result<u64, rusqlite::Error> {
    let sql = "INSERT OR IGNORE INTO noted (list, hash) VALUES (?1, ?2)";
    let hash = Sha256::digest(raw);
    let noted = connection
        .prepare_cached(sql)?
        .execute(params![list.name(), hash.as_slice()])?;
    Ok(noted as u64)
}

fn moment(row: &Row<'_>, column: usize) -> Result<Option<DateTime<Utc>>, rusqlite::Error> {
    let text: Option<String> = row.get(column)?;
    Ok(text.as_deref().and_then(time))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_may_lose_a_few_but_not_a_tenth() {
        for (met, promised) in [(0, 0), (7, 0), (5, 12), (900, 1000), (13_000, 13_994)] {
            assert!(is_credible(met, promised), "{met} of {promised}");
        }
        for (met, promised) in [(0, 1), (1, 12), (899, 1000), (1000, 13_994)] {
            assert!(!is_credible(met, promised), "{met} of {promised}");
        }
    }
}
