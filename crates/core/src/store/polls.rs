//! The table `feed_poll`: how the last poll of the feed went.

use super::{StoreError, time};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Transaction};

/// How the last poll went. The default is a store that has never polled.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Poll {
    /// The name of the last `timestamp.json` that was followed to its end.
    pub etag: Option<String>,
    /// When it was.
    pub loaded_at: Option<DateTime<Utc>>,
    /// When the store was last known to have all that is published.
    pub checked_at: Option<DateTime<Utc>>,
}

/// How the last poll went.
pub fn get(reader: &Connection) -> Result<Poll, StoreError> {
    let row = reader
        .prepare_cached("SELECT etag, loaded_at, checked_at FROM feed_poll WHERE one = 1")?
        .query_row([], |row| {
            Ok((
                row.get(0)?,
                row.get::<_, Option<i64>>(1)?,
                row.get::<_, Option<i64>>(2)?,
            ))
        })
        .optional()?;
    let Some((etag, loaded_at, checked_at)) = row else {
        return Ok(Poll::default());
    };
    Ok(Poll {
        etag,
        loaded_at: loaded_at.map(time).transpose()?,
        checked_at: checked_at.map(time).transpose()?,
    })
}

/// From now on the store follows the feed under the trust root `origin`. If it followed another, how
/// far it got there says nothing any more; the content stays until the new feed replaces it.
pub fn adopt(transaction: &Transaction<'_>, origin: &str) -> Result<(), StoreError> {
    let changed = transaction.execute(
        "INSERT INTO feed_poll (one, origin) VALUES (1, ?1)
         ON CONFLICT (one) DO UPDATE SET origin = excluded.origin, etag = NULL, loaded_at = NULL,
             checked_at = NULL
         WHERE origin <> excluded.origin",
        [origin],
    )?;
    if changed > 0 {
        transaction.execute("DELETE FROM feed_position", [])?;
    }
    Ok(())
}

/// The last `timestamp.json` is not followed to its end any more: what is published is asked for again.
pub fn reopen(transaction: &Transaction<'_>) -> Result<(), StoreError> {
    transaction.execute("UPDATE feed_poll SET etag = NULL WHERE one = 1", [])?;
    Ok(())
}

/// The feed was the same at `now` as before.
pub fn unchanged(transaction: &Transaction<'_>, now: DateTime<Utc>) -> Result<(), StoreError> {
    transaction.execute(
        "UPDATE feed_poll SET checked_at = ?1 WHERE one = 1",
        [now.timestamp_millis()],
    )?;
    Ok(())
}

/// The feed named `etag` was followed to its end at `now`.
pub fn followed(
    transaction: &Transaction<'_>,
    etag: Option<&str>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    transaction.execute(
        "UPDATE feed_poll SET etag = ?1, loaded_at = ?2, checked_at = ?2 WHERE one = 1",
        rusqlite::params![etag, now.timestamp_millis()],
    )?;
    Ok(())
}
