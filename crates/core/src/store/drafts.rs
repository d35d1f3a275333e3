//! The table `draft`: reports that are being written. What is in it is nowhere else, so it is kept durably.

use super::readable::{one_readable, readable};
use super::{StoreError, photos, supports, time};
use chrono::{DateTime, Utc};
use ka_domain::SubmissionId;
use ka_domain::views::DraftText;
use rusqlite::{Connection, OptionalExtension, Row, Transaction};

/// A draft, without its photos.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptDraft {
    /// Which.
    pub id: SubmissionId,
    /// What is written.
    pub text: DraftText,
    /// When it was last changed.
    pub edited_at: DateTime<Utc>,
}

impl KeptDraft {
    /// Whether no more was said in it than what it is about: whoever only looks at a topic has written
    /// nothing that they could miss.
    pub fn is_untouched(&self) -> bool {
        let begun = DraftText {
            category: self.text.category.clone(),
            ..DraftText::default()
        };
        self.text == begun
    }
}

/// Keeps a new draft.
pub fn put(
    transaction: &Transaction<'_>,
    id: &SubmissionId,
    text: &DraftText,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    transaction.execute(
        "INSERT INTO draft (id, body, edited_at) VALUES (?1, ?2, ?3)",
        rusqlite::params![
            id.as_bytes(),
            serde_json::to_string(text)?,
            now.timestamp_millis(),
        ],
    )?;
    Ok(())
}

/// Keeps `text` in a draft instead of what was kept; whether there is that draft.
pub fn set_text(
    transaction: &Transaction<'_>,
    id: &SubmissionId,
    text: &DraftText,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let changed = transaction
        .prepare_cached("UPDATE draft SET body = ?2, edited_at = ?3 WHERE id = ?1")?
        .execute(rusqlite::params![
            id.as_bytes(),
            serde_json::to_string(text)?,
            now.timestamp_millis(),
        ])?;
    supports::keep_draft(transaction, id)?;
    Ok(changed > 0)
}

/// Notes that a draft was changed, for instance by a photo; whether there is that draft.
pub fn touch(
    transaction: &Transaction<'_>,
    id: &SubmissionId,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let changed = transaction.execute(
        "UPDATE draft SET edited_at = ?2 WHERE id = ?1",
        rusqlite::params![id.as_bytes(), now.timestamp_millis()],
    )?;
    supports::keep_draft(transaction, id)?;
    Ok(changed > 0)
}

/// All of them that can be read, the latest first.
pub fn all(reader: &Connection) -> Result<Vec<KeptDraft>, StoreError> {
    let mut statement = reader
        .prepare_cached("SELECT id, body, edited_at FROM draft ORDER BY edited_at DESC, id DESC")?;
    let rows = statement.query_map([], |row| Ok(columns(row)))?;
    readable("draft", rows, read)
}

/// One of them, if it is there and can be read.
pub fn get(reader: &Connection, id: &SubmissionId) -> Result<Option<KeptDraft>, StoreError> {
    let found = reader
        .prepare_cached("SELECT id, body, edited_at FROM draft WHERE id = ?1")?
        .query_row([id.as_bytes()], |row| Ok(columns(row)))
        .optional()?;
    one_readable("draft", found, read)
}

/// Removes a draft but not its photos, which go on with the report that is made of it; whether it was there.
pub fn remove(transaction: &Transaction<'_>, id: &SubmissionId) -> Result<bool, StoreError> {
    let gone = transaction
        .prepare_cached("DELETE FROM draft WHERE id = ?1")?
        .execute([id.as_bytes()])?;
    Ok(gone > 0)
}

/// Removes a draft with its photos; whether it was there.
pub fn discard(transaction: &Transaction<'_>, id: &SubmissionId) -> Result<bool, StoreError> {
    let gone = remove(transaction, id)?;
    // Without a draft, photos of this id are those of a report.
    if gone {
        photos::remove_all(transaction, id)?;
    }
    Ok(gone)
}

/// Removes what was begun before `then` and left without a word or a photo. What cannot be read stays: it
/// may be more than that.
pub fn remove_untouched(
    transaction: &Transaction<'_>,
    then: DateTime<Utc>,
) -> Result<(), StoreError> {
    let mut statement = transaction.prepare_cached(
        "SELECT id, body, edited_at FROM draft WHERE edited_at < ?1
             AND NOT EXISTS (SELECT 1 FROM photo WHERE photo.submission = draft.id)",
    )?;
    let rows = statement.query_map([then.timestamp_millis()], columns)?;
    let old = rows.collect::<Result<Vec<_>, _>>()?;
    for draft in old.into_iter().filter_map(|row| read(row).ok()) {
        if draft.is_untouched() {
            remove(transaction, &draft.id)?;
        }
    }
    Ok(())
}

fn columns(row: &Row<'_>) -> rusqlite::Result<([u8; 16], String, i64)> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
}

fn read((id, body, edited_at): ([u8; 16], String, i64)) -> Result<KeptDraft, StoreError> {
    Ok(KeptDraft {
        id: SubmissionId::from_bytes(id),
        text: serde_json::from_str(&body)?,
        edited_at: time(edited_at)?,
    })
}
