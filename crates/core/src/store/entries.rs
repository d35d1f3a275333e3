//! The tables `entry` and `stem`: what lists and the search are made of.
//!
//! # Places
//!
//! Every item has a place, and the places of a kind are a range of their own, in which the newest comes
//! first. So the newest papers of a district, the meetings from today on or the best candidates of a
//! search are the beginning of a range: SQLite walks it in order and stops when there is enough, however
//! much there is. A place is made of the kind, the day counted backwards, and some bits of a hash of the
//! id, which tell items of one day apart.
//!
//! # Facets
//!
//! The full-text index also holds words that nobody types, such as `d/durlach`: which items concern a
//! district is asked the same way as which items have a word.

use super::{StoreError, time};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use ka_domain::views::Sourced;
use ka_domain::{DistrictId, ItemId, Kind, Licence, Provenance, SourceId};
use rusqlite::{Connection, OptionalExtension, Row, Transaction};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::fmt;

/// A property by which items are found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    /// Concerns a district.
    District(DistrictId),
    /// Is of a committee.
    Committee(ItemId),
    /// Is of a year.
    Year(u16),
}

impl fmt::Display for Facet {
    /// As it stands in the index.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Facet::District(district) => write!(f, "d/{district}"),
            // The tokenizer folds the case of ASCII, and ids of other systems may hold anything else.
            Facet::Committee(id) => write!(f, "c/{:x}", hash(id.as_str())),
            Facet::Year(year) => write!(f, "y/{year}"),
        }
    }
}

/// What the tables say of one item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// The day by which it is ordered within its kind.
    pub day: Option<NaiveDate>,
    /// The stems of its title, in order, with blanks between.
    pub title: String,
    /// The stems of all else, with blanks between.
    pub rest: String,
    /// What it is found by besides.
    pub facets: Vec<Facet>,
    /// What a list shows of it, as JSON; empty where lists show the item itself.
    pub row: String,
}

impl Entry {
    /// What the full-text index is given of it: all stems and facets.
    pub fn tokens(&self) -> String {
        let mut tokens = String::with_capacity(self.title.len() + self.rest.len() + 64);
        tokens.push_str(&self.title);
        tokens.push(' ');
        tokens.push_str(&self.rest);
        for facet in &self.facets {
            tokens.push(' ');
            tokens.push_str(&facet.to_string());
        }
        tokens
    }
}

/// Where an item stands among all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(i64);

/// Bits of a place that tell items of one kind and day apart.
const HASH_BITS: u32 = 36;
/// Bits of a place that count days.
const DAY_BITS: u32 = 20;

impl Place {
    /// The place of an item.
    pub fn new(kind: Kind, day: Option<NaiveDate>, id: &ItemId) -> Place {
        let low = hash(id.as_str()) >> (64 - HASH_BITS);
        Place(first_of_day(kind, day) | i64::try_from(low).unwrap_or(0))
    }

    /// As the tables have it.
    pub fn row_id(self) -> i64 {
        self.0
    }

    /// The place of a row of the tables.
    pub fn of_row(row_id: i64) -> Place {
        Place(row_id)
    }

    /// The kind of what stands there, if this version knows it.
    pub fn kind(self) -> Option<Kind> {
        let class = self.0 >> (DAY_BITS + HASH_BITS);
        Kind::ALL
            .into_iter()
            .find(|kind| self::class(*kind) == class)
    }

    /// The day of what stands there; none if it has no day.
    pub fn day(self) -> Option<NaiveDate> {
        let last = (1 << DAY_BITS) - 1;
        let days = last - ((self.0 >> HASH_BITS) & last);
        let days = i32::try_from(days).ok().filter(|days| *days > 0)?;
        NaiveDate::from_num_days_from_ce_opt(days)
    }

    /// The place after this one, for an item whose own is taken.
    pub fn next(self) -> Place {
        Place(self.0 + 1)
    }
}

/// The order of the kinds among each other; part of what is stored, so never changed.
fn class(kind: Kind) -> i64 {
    match kind {
        Kind::District => 1,
        Kind::Service => 2,
        Kind::Office => 3,
        Kind::Organization => 4,
        Kind::CarPark => 5,
        Kind::BicycleParking => 6,
        Kind::Source => 7,
        Kind::Meeting => 8,
        Kind::Paper => 9,
        Kind::ReportCategory => 10,
        Kind::PublicReport => 11,
    }
}

fn first_of_day(kind: Kind, day: Option<NaiveDate>) -> i64 {
    let last = (1 << DAY_BITS) - 1;
    let days = day.map_or(0, |day| i64::from(day.num_days_from_ce()).clamp(0, last));
    (class(kind) << (DAY_BITS + HASH_BITS)) | ((last - days) << HASH_BITS)
}

/// The first 64 bits of the SHA-256 of `text`: the same on every device and in every version.
fn hash(text: &str) -> u64 {
    let digest = Sha256::digest(text.as_bytes());
    digest
        .iter()
        .take(8)
        .fold(0, |number, byte| (number << 8) | u64::from(*byte))
}

/// Some of the places of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// The first.
    pub first: Place,
    /// The last.
    pub last: Place,
}

impl Range {
    /// All places of `kind`.
    pub fn of(kind: Kind) -> Range {
        let first = class(kind) << (DAY_BITS + HASH_BITS);
        Range {
            first: Place(first),
            last: Place(first | ((1 << (DAY_BITS + HASH_BITS)) - 1)),
        }
    }

    /// The places of `kind` from `day` on, into the future.
    pub fn from_day(kind: Kind, day: NaiveDate) -> Range {
        Range {
            last: Place(first_of_day(kind, Some(day)) | ((1 << HASH_BITS) - 1)),
            ..Range::of(kind)
        }
    }

    /// The places of `kind` before `day`, and of what has no day.
    pub fn before_day(kind: Kind, day: NaiveDate) -> Range {
        Range {
            first: Place(Range::from_day(kind, day).last.0 + 1),
            ..Range::of(kind)
        }
    }
}

/// Writes what the tables say of an item that stands nowhere yet.
pub fn put(
    transaction: &Transaction<'_>,
    place: Place,
    id: &ItemId,
    entry: &Entry,
) -> Result<(), StoreError> {
    put_with(transaction, place, id, entry, &entry.tokens())
}

/// The same where [`Entry::tokens`] are at hand.
pub fn put_with(
    transaction: &Transaction<'_>,
    place: Place,
    id: &ItemId,
    entry: &Entry,
    tokens: &str,
) -> Result<(), StoreError> {
    transaction
        .prepare_cached(
            "INSERT INTO entry (place, id, title, rest, row) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(rusqlite::params![
            place.0,
            id.as_str(),
            entry.title,
            entry.rest,
            entry.row
        ])?;
    transaction
        .prepare_cached("INSERT INTO stem (rowid, stems) VALUES (?1, ?2)")?
        .execute(rusqlite::params![place.0, tokens])?;
    Ok(())
}

/// Removes what the tables say of a place.
pub fn remove(transaction: &Transaction<'_>, place: Place) -> Result<(), StoreError> {
    transaction
        .prepare_cached("DELETE FROM entry WHERE place = ?1")?
        .execute([place.0])?;
    transaction
        .prepare_cached("DELETE FROM stem WHERE rowid = ?1")?
        .execute([place.0])?;
    Ok(())
}

/// Whether something stands at `place`.
pub fn is_taken(reader: &Connection, place: Place) -> Result<bool, StoreError> {
    let found = reader
        .prepare_cached("SELECT 1 FROM entry WHERE place = ?1")?
        .query_row([place.0], |_| Ok(()))
        .optional()?;
    Ok(found.is_some())
}

/// Which end of a range comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The newest.
    NewestFirst,
    /// The oldest.
    OldestFirst,
}

/// What lists show of the items of `range` that have `facet`, if one is given; at most `limit`. `T` is
/// the row type of the range's kind.
pub fn rows<T: DeserializeOwned>(
    reader: &Connection,
    range: Range,
    facet: Option<&Facet>,
    order: Order,
    limit: u32,
) -> Result<Vec<Sourced<T>>, StoreError> {
    let kind = range.first.kind().ok_or(StoreError::Damaged)?;
    let direction = match order {
        Order::NewestFirst => "ASC",
        Order::OldestFirst => "DESC",
    };
    let places = match facet {
        None => "SELECT place FROM entry WHERE place BETWEEN ?1 AND ?2 AND ?3 = ''",
        Some(_) => {
            "SELECT rowid AS place FROM stem WHERE stem MATCH ?3 AND rowid BETWEEN ?1 AND ?2"
        }
    };
    let mut statement = reader.prepare_cached(&format!(
        "SELECT entry.row, item.source, item.licence, item.as_of
         FROM ({places} ORDER BY 1 {direction} LIMIT ?4) AS chosen
         JOIN entry ON entry.place = chosen.place
         JOIN item ON item.collection = ?5 AND item.id = entry.id
         ORDER BY chosen.place {direction}"
    ))?;
    let found = statement.query_map(
        rusqlite::params![
            range.first.0,
            range.last.0,
            facet.map(phrase).unwrap_or_default(),
            limit,
            kind.collection()
        ],
        |row| Ok((row.get::<_, String>(0)?, provenance_columns(row, 1)?)),
    )?;
    found
        .map(|found| {
            let (row, columns) = found?;
            Ok(Sourced {
                item: serde_json::from_str(&row)?,
                provenance: provenance(columns)?,
            })
        })
        .collect()
}

/// How many items of `range` have `facet`, or how many there are at all.
pub fn count(reader: &Connection, range: Range, facet: Option<&Facet>) -> Result<u32, StoreError> {
    let sql = match facet {
        None => "SELECT count(*) FROM entry WHERE place BETWEEN ?1 AND ?2 AND ?3 = ''",
        Some(_) => "SELECT count(*) FROM stem WHERE stem MATCH ?3 AND rowid BETWEEN ?1 AND ?2",
    };
    let count: i64 = reader.prepare_cached(sql)?.query_row(
        rusqlite::params![
            range.first.0,
            range.last.0,
            facet.map(phrase).unwrap_or_default()
        ],
        |row| row.get(0),
    )?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Segments of the full-text index that may be, since a question looks into each of them.
const MOST_SEGMENTS: i64 = 8;

/// Makes one segment of the full-text index out of many that small changes left.
pub fn tidy(transaction: &Transaction<'_>) -> Result<(), StoreError> {
    let segments: i64 =
        transaction.query_row("SELECT count(DISTINCT segid) FROM stem_idx", [], |row| {
            row.get(0)
        })?;
    if segments > MOST_SEGMENTS {
        transaction.execute("INSERT INTO stem (stem) VALUES ('optimize')", [])?;
    }
    Ok(())
}

/// A facet as the full-text index is asked for it.
pub fn phrase(facet: &Facet) -> String {
    format!("\"{facet}\"")
}

type ProvenanceColumns = (String, Option<String>, i64);

fn provenance_columns(row: &Row<'_>, first: usize) -> rusqlite::Result<ProvenanceColumns> {
    Ok((row.get(first)?, row.get(first + 1)?, row.get(first + 2)?))
}

fn provenance((source, licence, as_of): ProvenanceColumns) -> Result<Provenance, StoreError> {
    Ok(Provenance {
        source: SourceId::new(source).map_err(|_| StoreError::Damaged)?,
        licence: licence.map(Licence),
        as_of: time(as_of)?,
    })
}

/// The day of a moment in the city: the one that people there would write on a letter.
pub fn day_of(moment: DateTime<Utc>) -> NaiveDate {
    moment
        .with_timezone(&chrono_tz::Europe::Berlin)
        .date_naive()
}

#[cfg(test)]
mod tests;
