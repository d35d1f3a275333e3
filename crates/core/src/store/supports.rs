//! The table `support`: reports of others that concern the owner of this device too.

use super::StoreError;
use chrono::{DateTime, Utc};
use ka_domain::{ItemId, SubmissionId};
use rusqlite::{Connection, OptionalExtension, Transaction};

/// Notes that `report` concerns the owner too; whether that was new.
pub fn put(
    transaction: &Transaction<'_>,
    report: &ItemId,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let new = transaction.execute(
        "INSERT INTO support (report, at) VALUES (?1, ?2) ON CONFLICT (report) DO NOTHING",
        rusqlite::params![report.as_str(), now.timestamp_millis()],
    )?;
    Ok(new > 0)
}

/// Notes the draft that is not needed any more once the city has heard of it.
pub fn set_draft(
    transaction: &Transaction<'_>,
    report: &ItemId,
    draft: &SubmissionId,
) -> Result<(), StoreError> {
    transaction.execute(
        "UPDATE support SET draft = ?2 WHERE report = ?1",
        rusqlite::params![report.as_str(), draft.as_bytes()],
    )?;
    Ok(())
}

/// Somebody writes on in `draft`: it is needed after all.
pub fn keep_draft(transaction: &Transaction<'_>, draft: &SubmissionId) -> Result<(), StoreError> {
    transaction
        .prepare_cached("UPDATE support SET draft = NULL WHERE draft = ?1")?
        .execute([draft.as_bytes()])?;
    Ok(())
}

/// The draft that is not needed any more once the city has heard of it.
pub fn draft(reader: &Connection, report: &ItemId) -> Result<Option<SubmissionId>, StoreError> {
    let found = reader
        .prepare_cached("SELECT draft FROM support WHERE report = ?1")?
        .query_row([report.as_str()], |row| row.get::<_, Option<[u8; 16]>>(0))
        .optional()?;
    Ok(found.flatten().map(SubmissionId::from_bytes))
}

/// Whether `report` concerns the owner too.
pub fn has(reader: &Connection, report: &ItemId) -> Result<bool, StoreError> {
    Ok(reader
        .prepare_cached("SELECT 1 FROM support WHERE report = ?1")?
        .query_row([report.as_str()], |_| Ok(()))
        .optional()?
        .is_some())
}

/// Forgets it.
pub fn remove(transaction: &Transaction<'_>, report: &ItemId) -> Result<(), StoreError> {
    transaction.execute("DELETE FROM support WHERE report = ?1", [report.as_str()])?;
    Ok(())
}
