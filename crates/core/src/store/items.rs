//! The table `item`: public content, as the feed gave it.

use super::{StoreError, time};
use chrono::{DateTime, Utc};
use ka_domain::views::Sourced;
use ka_domain::{CollectionName, Content, ItemId, Licence, Provenance, SourceId};
use rusqlite::{Connection, OptionalExtension, Row, Transaction};
use std::collections::BTreeMap;

/// Writes the item as it is now.
pub fn upsert(
    transaction: &Transaction<'_>,
    collection: &CollectionName,
    id: &ItemId,
    revision: u64,
    provenance: &Provenance,
    body: &str,
) -> Result<(), StoreError> {
    transaction
        .prepare_cached(
            "INSERT INTO item (collection, id, revision, source, licence, as_of, body)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (collection, id) DO UPDATE SET
                 revision = excluded.revision, source = excluded.source,
                 licence = excluded.licence, as_of = excluded.as_of, body = excluded.body",
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

/// Removes every item of the collection.
pub fn clear(transaction: &Transaction<'_>, collection: &CollectionName) -> Result<(), StoreError> {
    transaction.execute(
        "DELETE FROM item WHERE collection = ?1",
        [collection.as_str()],
    )?;
    Ok(())
}

/// Every item of the collection, by id.
pub fn all(
    reader: &Connection,
    collection: &CollectionName,
) -> Result<Vec<Sourced<Content>>, StoreError> {
    let mut statement = reader.prepare_cached(
        "SELECT source, licence, as_of, body FROM item WHERE collection = ?1 ORDER BY id",
    )?;
    let rows = statement.query_map([collection.as_str()], columns)?;
    rows.map(|row| sourced(row?)).collect()
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
        .map(sourced)
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

fn sourced((source, licence, as_of, body): Columns) -> Result<Sourced<Content>, StoreError> {
    Ok(Sourced {
        item: serde_json::from_str(&body)?,
        provenance: Provenance {
            source: SourceId::new(source).map_err(|_| StoreError::Damaged)?,
            licence: licence.map(Licence),
            as_of: time(as_of)?,
        },
    })
}
