//! The table `live`: the last answers about what lives for minutes, each with its time inside.

use super::StoreError;
use rusqlite::{Connection, OptionalExtension, Transaction};

/// A kept answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveAnswer {
    /// Its name at the gateway.
    pub etag: Option<String>,
    /// The answer's JSON, checked before it was kept.
    pub body: String,
}

/// The last answer about `name`.
pub fn get(reader: &Connection, name: &str) -> Result<Option<LiveAnswer>, StoreError> {
    let answer = reader
        .prepare_cached("SELECT etag, body FROM live WHERE name = ?1")?
        .query_row([name], |row| {
            Ok(LiveAnswer {
                etag: row.get(0)?,
                body: row.get(1)?,
            })
        })
        .optional()?;
    Ok(answer)
}

/// Keeps `answer` about `name` instead of the last one.
pub fn set(
    transaction: &Transaction<'_>,
    name: &str,
    answer: &LiveAnswer,
) -> Result<(), StoreError> {
    transaction.execute(
        "INSERT INTO live (name, etag, body) VALUES (?1, ?2, ?3)
         ON CONFLICT (name) DO UPDATE SET etag = excluded.etag, body = excluded.body",
        rusqlite::params![name, answer.etag, answer.body],
    )?;
    Ok(())
}
