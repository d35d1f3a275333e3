//! The table `report`: reports of the owner of this device, from when they were handed in, and what the
//! city says of them.

use super::readable::{one_readable, readable};
use super::{StoreError, time};
use chrono::{DateTime, Utc};
use ka_domain::{Report, SubmissionId};
use ka_protocol::report::ReportStatus;
use rusqlite::{Connection, OptionalExtension, Row, Transaction};

/// A report that was handed in.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptReport {
    /// That of its submission.
    pub id: SubmissionId,
    /// What was handed in.
    pub report: Report,
    /// When.
    pub sent_at: DateTime<Utc>,
    /// What the gateway last said of it; none before it said anything.
    pub status: Option<ReportStatus>,
    /// When the gateway was last asked.
    pub asked_at: Option<DateTime<Utc>>,
    /// How many steps of its way its owner has seen.
    pub seen_steps: u32,
}

const COLUMNS: &str = "id, body, sent_at, status, asked_at, seen_steps";

/// Keeps a report that is handed in at `now`.
pub fn put(
    transaction: &Transaction<'_>,
    id: &SubmissionId,
    report: &Report,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    transaction
        .prepare_cached(
            "INSERT INTO report (id, body, sent_at, seen_steps) VALUES (?1, ?2, ?3, 0)",
        )?
        .execute(rusqlite::params![
            id.as_bytes(),
            serde_json::to_string(report)?,
            now.timestamp_millis(),
        ])?;
    Ok(())
}

/// All of them that can be read, the latest first.
pub fn all(reader: &Connection) -> Result<Vec<KeptReport>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM report ORDER BY sent_at DESC, id DESC");
    let mut statement = reader.prepare_cached(&sql)?;
    let rows = statement.query_map([], |row| Ok(columns(row)))?;
    readable("report", rows, Columns::read)
}

/// One of them, if it is there and can be read.
pub fn get(reader: &Connection, id: &SubmissionId) -> Result<Option<KeptReport>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM report WHERE id = ?1");
    let found = reader
        .prepare_cached(&sql)?
        .query_row([id.as_bytes()], |row| Ok(columns(row)))
        .optional()?;
    one_readable("report", found, Columns::read)
}

/// Keeps what the gateway said of it at `now`: `status`, or that it knows nothing of it.
pub fn set_status(
    transaction: &Transaction<'_>,
    id: &SubmissionId,
    status: Option<&ReportStatus>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let status = status.map(serde_json::to_string).transpose()?;
    transaction
        .prepare_cached(
            "UPDATE report SET status = coalesce(?2, status), asked_at = ?3 WHERE id = ?1",
        )?
        .execute(rusqlite::params![
            id.as_bytes(),
            status,
            now.timestamp_millis()
        ])?;
    Ok(())
}

/// Notes that its owner has seen the first `steps` steps of its way. What was seen stays seen.
pub fn set_seen(
    transaction: &Transaction<'_>,
    id: &SubmissionId,
    steps: u32,
) -> Result<(), StoreError> {
    transaction.execute(
        "UPDATE report SET seen_steps = ?2 WHERE id = ?1 AND seen_steps < ?2",
        rusqlite::params![id.as_bytes(), steps],
    )?;
    Ok(())
}

/// Forgets it.
pub fn remove(transaction: &Transaction<'_>, id: &SubmissionId) -> Result<(), StoreError> {
    transaction.execute("DELETE FROM report WHERE id = ?1", [id.as_bytes()])?;
    Ok(())
}

/// A row as the table has it.
struct Columns {
    id: [u8; 16],
    body: String,
    sent_at: i64,
    status: Option<String>,
    asked_at: Option<i64>,
    seen_steps: u32,
}

fn columns(row: &Row<'_>) -> rusqlite::Result<Columns> {
    Ok(Columns {
        id: row.get(0)?,
        body: row.get(1)?,
        sent_at: row.get(2)?,
        status: row.get(3)?,
        asked_at: row.get(4)?,
        seen_steps: row.get(5)?,
    })
}

impl Columns {
    fn read(self) -> Result<KeptReport, StoreError> {
        Ok(KeptReport {
            id: SubmissionId::from_bytes(self.id),
            report: serde_json::from_str(&self.body)?,
            sent_at: time(self.sent_at)?,
            // What another version of the app kept and this one cannot read is asked for again.
            status: self
                .status
                .and_then(|status| serde_json::from_str(&status).ok()),
            asked_at: self.asked_at.map(time).transpose()?,
            seen_steps: self.seen_steps,
        })
    }
}
