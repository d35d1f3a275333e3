//! The table `feed_position`: how far each collection was taken in.

use super::{StoreError, time};
use chrono::{DateTime, Utc};
use ka_domain::CollectionName;
use rusqlite::{Connection, OptionalExtension, Transaction};

/// How far a collection was taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// The generation, from 1.
    pub generation: u64,
    /// 0 after the base, n after delta n.
    pub sequence: u64,
}

/// The position of `collection`; none if nothing of it was ever taken in.
pub fn get(
    reader: &Connection,
    collection: &CollectionName,
) -> Result<Option<Position>, StoreError> {
    let found = reader
        .prepare_cached("SELECT generation, sequence FROM feed_position WHERE collection = ?1")?
        .query_row([collection.as_str()], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))
        })
        .optional()?;
    Ok(found.map(|(generation, sequence)| Position {
        generation: generation.unsigned_abs(),
        sequence: sequence.unsigned_abs(),
    }))
}

/// Notes that `collection` was taken in up to `position`, at `now`.
pub fn set(
    transaction: &Transaction<'_>,
    collection: &CollectionName,
    position: Position,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    transaction.execute(
        "INSERT INTO feed_position (collection, generation, sequence, applied_at)
         VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (collection) DO UPDATE SET generation = excluded.generation,
             sequence = excluded.sequence, applied_at = excluded.applied_at",
        rusqlite::params![
            collection.as_str(),
            i64::try_from(position.generation).unwrap_or(i64::MAX),
            i64::try_from(position.sequence).unwrap_or(i64::MAX),
            now.timestamp_millis(),
        ],
    )?;
    Ok(())
}

/// Forgets how far `collection` was taken in: it is taken in from its base again.
pub fn forget(
    transaction: &Transaction<'_>,
    collection: &CollectionName,
) -> Result<(), StoreError> {
    transaction.execute(
        "DELETE FROM feed_position WHERE collection = ?1",
        [collection.as_str()],
    )?;
    Ok(())
}

/// Where one collection stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The collection.
    pub collection: CollectionName,
    /// How far it was taken in.
    pub position: Position,
    /// When that was.
    pub applied_at: DateTime<Utc>,
}

/// Where every collection stands, by name.
pub fn all(reader: &Connection) -> Result<Vec<Standing>, StoreError> {
    let mut statement = reader.prepare_cached(
        "SELECT collection, generation, sequence, applied_at FROM feed_position
         ORDER BY collection",
    )?;
    let rows = statement.query_map([], |row| {
        Ok((
            row.get::<_, String>(0)?,
            row.get::<_, i64>(1)?,
            row.get::<_, i64>(2)?,
            row.get::<_, i64>(3)?,
        ))
    })?;
    rows.map(|row| {
        let (collection, generation, sequence, applied_at) = row?;
        Ok(Standing {
            collection: CollectionName::new(collection).map_err(|_| StoreError::Damaged)?,
            position: Position {
                generation: generation.unsigned_abs(),
                sequence: sequence.unsigned_abs(),
            },
            applied_at: time(applied_at)?,
        })
    })
    .collect()
}
