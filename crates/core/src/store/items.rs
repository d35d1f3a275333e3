//! The table `item`: public content, as the feed gave it.

use super::entries::Place;
use super::readable::readable;
use super::{StoreError, time};
use chrono::{DateTime, Utc};
use ka_domain::views::Sourced;
use ka_domain::{CollectionName, Content, ItemId, Kind, Licence, Provenance, SourceId};
use ka_protocol::read_content;
use rusqlite::{Connection, OptionalExtension, Row, Transaction};
use std::collections::BTreeMap;

/// Writes the item as it is now. `place` is where its entry stands, if it has one.
pub fn upsert(
    transaction: &Transaction<'_>,
    collection: &CollectionName,
    id: &ItemId,
    revision: u64,
    provenance: &Provenance,
    body: &str,
    place: Option<Place>,
) -> Result<(), StoreError> {
    transaction
        .prepare_cached(
            "INSERT INTO item (collection, id, revision, source, licence, as_of, body, place)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT (collection, id) DO UPDATE SET
                 revision = excluded.revision, source = excluded.source,
                 licence = excluded.licence, as_of = excluded.as_of, body = excluded.body,
                 place = excluded.place",
        )?
        .execute(rusqlite::params![
            collection.as_str(),
            id.as_str(),
            i64::try_from(revision).unwrap_or(i64::MAX),
            provenance.source.as_str(),
            provenance
                .licence
                .as_ref()
                .map(|licence| licence.0.as_str()),
            provenance.as_of.timestamp_millis(),
            body,
            place.map(Place::row_id),
        ])?;
    Ok(())
}

/// Removes the item, if it is there.
pub fn remove(
    transaction: &Transaction<'_>,
    collection: &CollectionName,
    id: &ItemId,
) -> Result<(), StoreError> {
    transaction
        .prepare_cached("DELETE FROM item WHERE collection = ?1 AND id = ?2")?
        .execute([collection.as_str(), id.as_str()])?;
    Ok(())
}

/// What is there of an item before it is written again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Present {
    /// Where its entry stands, if it has one.
    pub place: Option<Place>,
    /// Whether its content is just what is about to be written.
    pub same_content: bool,
    /// Whether where it comes from is too.
    pub same_provenance: bool,
}

/// What is there of the item, beside what it is to be.
pub fn present(
    reader: &Connection,
    collection: &CollectionName,
    id: &ItemId,
    provenance: &Provenance,
    body: &str,
) -> Result<Option<Present>, StoreError> {
    let found = reader
        .prepare_cached(
            "SELECT place, body = ?3, source = ?4 AND licence IS ?5 AND as_of = ?6
             FROM item WHERE collection = ?1 AND id = ?2",
        )?
        .query_row(
            rusqlite::params![
                collection.as_str(),
                id.as_str(),
                body,
                provenance.source.as_str(),
                provenance.licence.as_ref().map(|l| l.0.as_str()),
                provenance.as_of.timestamp_millis(),
            ],
            |row| {
                Ok(Present {
                    place: row.get::<_, Option<i64>>(0)?.map(Place::of_row),
                    same_content: row.get(1)?,
                    same_provenance: row.get(2)?,
                })
            },
        )
        .optional()?;
    Ok(found)
}

/// The item's place, if it is there and has one.
pub fn place(
    reader: &Connection,
    collection: &CollectionName,
    id: &ItemId,
) -> Result<Option<Place>, StoreError> {
    let found: Option<Option<i64>> = reader
        .prepare_cached("SELECT place FROM item WHERE collection = ?1 AND id = ?2")?
        .query_row([collection.as_str(), id.as_str()], |row| row.get(0))
        .optional()?;
    Ok(found.flatten().map(Place::of_row))
}

/// Notes where the item's entry stands.
pub fn set_place(
    transaction: &Transaction<'_>,
    collection: &CollectionName,
    id: &ItemId,
    place: Option<Place>,
) -> Result<(), StoreError> {
    transaction
        .prepare_cached("UPDATE item SET place = ?3 WHERE collection = ?1 AND id = ?2")?
        .execute(rusqlite::params![
            collection.as_str(),
            id.as_str(),
            place.map(Place::row_id)
        ])?;
    Ok(())
}

/// The ids of every item of the collection.
pub fn ids(reader: &Connection, collection: &CollectionName) -> Result<Vec<ItemId>, StoreError> {
    let mut statement = reader.prepare_cached("SELECT id FROM item WHERE collection = ?1")?;
    let ids = statement.query_map([collection.as_str()], |row| row.get::<_, String>(0))?;
    ids.map(|id| ItemId::new(id?).map_err(|_| StoreError::Damaged))
        .collect()
}

/// Every item of the collection that can be read, by id.
pub fn all(
    reader: &Connection,
    collection: &CollectionName,
) -> Result<Vec<Sourced<Content>>, StoreError> {
    let mut statement = reader.prepare_cached(
        "SELECT source, licence, as_of, body FROM item WHERE collection = ?1 ORDER BY id",
    )?;
    let rows = statement.query_map([collection.as_str()], |row| Ok(columns(row)))?;
    readable("item", rows, |columns| sourced(collection, columns))
}

/// The item, if it is there.
pub fn get(
    reader: &Connection,
    collection: &CollectionName,
    id: &ItemId,
) -> Result<Option<Sourced<Content>>, StoreError> {
    reader
        .prepare_cached(
            "SELECT source, licence, as_of, body FROM item WHERE collection = ?1 AND id = ?2",
        )?
        .query_row([collection.as_str(), id.as_str()], columns)
        .optional()?
        .map(|columns| sourced(collection, columns))
        .transpose()
}

/// What the store has of one source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SourceShare {
    /// How many items.
    pub items: u64,
    /// The latest moment up to which the source vouches for one of them.
    pub as_of: DateTime<Utc>,
}

/// What the store has of each source.
pub fn by_source(reader: &Connection) -> Result<BTreeMap<SourceId, SourceShare>, StoreError> {
    let mut statement =
        reader.prepare_cached("SELECT source, count(*), max(as_of) FROM item GROUP BY source")?;
    let rows = statement.query_map([], |row| {
        Ok((
            row.get::<_, String>(0)?,
            row.get::<_, i64>(1)?,
            row.get::<_, i64>(2)?,
        ))
    })?;
    rows.map(|row| {
        let (source, items, as_of) = row?;
        let share = SourceShare {
            items: items.unsigned_abs(),
            as_of: time(as_of)?,
        };
        Ok((
            SourceId::new(source).map_err(|_| StoreError::Damaged)?,
            share,
        ))
    })
    .collect()
}

/// How many items the collection has.
pub fn count(reader: &Connection, collection: &CollectionName) -> Result<u64, StoreError> {
    let count: i64 = reader
        .prepare_cached("SELECT count(*) FROM item WHERE collection = ?1")?
        .query_row([collection.as_str()], |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

type Columns = (String, Option<String>, i64, String);

fn columns(row: &Row<'_>) -> rusqlite::Result<Columns> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
}

fn sourced(
    collection: &CollectionName,
    (source, licence, as_of, body): Columns,
) -> Result<Sourced<Content>, StoreError> {
    let kind = Kind::of_collection(collection.as_str()).ok_or(StoreError::Damaged)?;
    Ok(Sourced {
        item: read_content(&body, kind)?.ok_or(StoreError::Damaged)?,
        provenance: Provenance {
            source: SourceId::new(source).map_err(|_| StoreError::Damaged)?,
            licence: licence.map(Licence),
            as_of: time(as_of)?,
        },
    })
}
