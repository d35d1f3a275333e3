//! Keys, and what may be handed in under them.

use super::rows::{self, moment};
use super::{Store, StoreError};
use chrono::{DateTime, Utc};
use ka_domain::{ItemId, Localized, Progress, Report, ReportStep, SubmissionId};
use ka_outbox::Delivery;
use ka_protocol::report::Receipt;
use rusqlite::{Connection, OptionalExtension, params};

/// What is handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubmissionKind {
    /// A photo.
    Photo,
    /// A report.
    Report,
    /// That a report of somebody else concerns one too.
    Support,
}

impl SubmissionKind {
    fn word(self) -> &'static str {
        match self {
            SubmissionKind::Photo => "photo",
            SubmissionKind::Report => "report",
            SubmissionKind::Support => "support",
        }
    }
}

/// Bytes of photos that no report has named yet, as they came and as they are shown, for all who hand in
/// together: two thousand as telephones make them. Nobody but their senders has any use for them, and they
/// must not fill the disk.
const UNCLAIMED_BYTES: i64 = 2 * 1024 * 1024 * 1024;

/// The SHA-256 of all that was handed in.
pub type Digest = [u8; 32];

/// A photo that came.
#[derive(Clone)]
pub struct NewPhoto {
    /// Its key.
    pub key: SubmissionId,
    /// Its name for everybody: nobody can guess it.
    pub media: String,
    /// As it came.
    pub received: Vec<u8>,
    /// Re-encoded.
    pub shown: Vec<u8>,
}

/// A report that came.
pub struct NewReport {
    /// The report. Its photos are the keys of those that came before and of `photos`, in their order.
    pub report: Report,
    /// What its category is called.
    pub category_name: Localized,
    /// Photos that came with it.
    pub photos: Vec<NewPhoto>,
    /// Its way to the city's server; none if it stays at the desk.
    pub delivery: Option<Delivery>,
}

/// What becomes of something that is handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It is here, since now or since long.
    Accepted(Receipt),
    /// The key was used for something else.
    Conflict,
    /// The key was taken back.
    Withdrawn,
    /// A photo that it names is not here.
    MissingPhoto,
    /// There is no room for it now: there are too many photos that no report has named.
    NoRoom,
}

/// What becomes of a wish to take something back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Withdrawal {
    /// The key will never be accepted.
    Done,
    /// It is here already.
    TooLate(Receipt),
    /// The key is that of something else.
    Conflict,
}

impl Store {
    /// What became of `key`, if anything was said of it before.
    pub async fn known(
        &self,
        key: SubmissionId,
        kind: SubmissionKind,
        digest: Digest,
    ) -> Result<Option<Verdict>, StoreError> {
        self.read(move |connection| known(connection, key, kind, &digest))
            .await
    }

    /// Takes a photo.
    pub async fn accept_photo(
        &self,
        digest: Digest,
        photo: NewPhoto,
        now: DateTime<Utc>,
    ) -> Result<Verdict, StoreError> {
        self.accept_photo_within(UNCLAIMED_BYTES, digest, photo, now)
            .await
    }

    /// Takes a photo, if those that no report has named are at most `most` bytes with it.
    pub(super) async fn accept_photo_within(
        &self,
        most: i64,
        digest: Digest,
        photo: NewPhoto,
        now: DateTime<Utc>,
    ) -> Result<Verdict, StoreError> {
        let key = photo.key;
        self.accept(key, SubmissionKind::Photo, digest, now, move |connection| {
            let bytes = (photo.received.len() + photo.shown.len()) as i64;
            if unclaimed(connection)?.saturating_add(bytes) > most {
                return Ok(Err(Verdict::NoRoom));
            }
            put_photo(connection, &photo, now)?;
            Ok(Ok(key.to_string()))
        })
        .await
    }

    /// Takes a report, with the photos that it names.
    pub async fn accept_report(
        &self,
        key: SubmissionId,
        digest: Digest,
        new: NewReport,
        now: DateTime<Utc>,
    ) -> Result<Verdict, StoreError> {
        self.accept(
            key,
            SubmissionKind::Report,
            digest,
            now,
            move |connection| put_report(connection, key, &new, now),
        )
        .await
    }

    /// Notes that a public report concerns somebody else too.
    pub async fn accept_support(
        &self,
        key: SubmissionId,
        digest: Digest,
        report: ItemId,
        now: DateTime<Utc>,
    ) -> Result<Verdict, StoreError> {
        self.accept(
            key,
            SubmissionKind::Support,
            digest,
            now,
            move |connection| {
                connection.execute(
                    "INSERT INTO support (key, report) VALUES (?1, ?2)",
                    params![key.as_bytes(), report.as_str()],
                )?;
                Ok(Ok(String::from(report)))
            },
        )
        .await
    }

    /// Sees to it that `key` will never be accepted, unless it is already. A photo that no report has named
    /// goes all the same: nobody has been told of it but its sender.
    pub async fn withdraw(
        &self,
        key: SubmissionId,
        kind: SubmissionKind,
    ) -> Result<Withdrawal, StoreError> {
        self.write(move |connection| match submission(connection, key)? {
            Some(before) if before.kind != kind.word() => Ok(Withdrawal::Conflict),
            Some(_) if kind == SubmissionKind::Photo && take_unclaimed(connection, key)? => {
                Ok(Withdrawal::Done)
            }
            Some(Submission {
                receipt: Some(receipt),
                ..
            }) => Ok(Withdrawal::TooLate(serde_json::from_str(&receipt)?)),
            Some(_) => Ok(Withdrawal::Done),
            None => {
                put_submission(connection, key, kind, None)?;
                Ok(Withdrawal::Done)
            }
        })
        .await
    }

    /// The key, its receipt and the effect in one transaction.
    async fn accept(
        &self,
        key: SubmissionId,
        kind: SubmissionKind,
        digest: Digest,
        now: DateTime<Utc>,
        effect: impl FnOnce(&Connection) -> Result<Result<String, Verdict>, StoreError> + Send + 'static,
    ) -> Result<Verdict, StoreError> {
        self.write(move |connection| {
            if let Some(before) = known(connection, key, kind, &digest)? {
                return Ok(before);
            }
            let id = match effect(connection)? {
                Ok(id) => id,
                Err(refused) => return Ok(refused),
            };
            let receipt = Receipt { key, id, at: now };
            put_submission(connection, key, kind, Some((&digest, &receipt)))?;
            Ok(Verdict::Accepted(receipt))
        })
        .await
    }
}

/// A row of `submission`.
struct Submission {
    kind: String,
    digest: Option<Digest>,
    receipt: Option<String>,
}

fn submission(
    connection: &Connection,
    key: SubmissionId,
) -> Result<Option<Submission>, StoreError> {
    let sql = "SELECT kind, digest, receipt FROM submission WHERE key = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_row([key.as_bytes()], |row| {
        Ok(Submission {
            kind: row.get(0)?,
            digest: row.get(1)?,
            receipt: row.get(2)?,
        })
    });
    Ok(found.optional()?)
}

fn known(
    connection: &Connection,
    key: SubmissionId,
    kind: SubmissionKind,
    digest: &Digest,
) -> Result<Option<Verdict>, StoreError> {
    let Some(before) = submission(connection, key)? else {
        return Ok(None);
    };
    Ok(Some(match before.receipt {
        _ if before.kind != kind.word() => Verdict::Conflict,
        None => Verdict::Withdrawn,
        Some(receipt) if before.digest.as_ref() == Some(digest) => {
            Verdict::Accepted(serde_json::from_str(&receipt)?)
        }
        Some(_) => Verdict::Conflict,
    }))
}

fn put_submission(
    connection: &Connection,
    key: SubmissionId,
    kind: SubmissionKind,
    accepted: Option<(&Digest, &Receipt)>,
) -> Result<(), StoreError> {
    let receipt = accepted.map(|(_, receipt)| serde_json::to_string(receipt));
    let sql = "INSERT INTO submission (key, kind, digest, receipt) VALUES (?1, ?2, ?3, ?4)";
    connection.prepare_cached(sql)?.execute(params![
        key.as_bytes(),
        kind.word(),
        accepted.map(|(digest, _)| digest),
        receipt.transpose()?,
    ])?;
    Ok(())
}

/// Bytes of photos that no report has named.
fn unclaimed(connection: &Connection) -> Result<i64, StoreError> {
    let sql = "SELECT coalesce(sum(length(received) + length(shown)), 0)
         FROM photo INDEXED BY photo_unclaimed WHERE report IS NULL";
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

/// Takes a photo away that no report has named, and leaves its key as one that was taken back. Says whether
/// there was one.
fn take_unclaimed(connection: &Connection, key: SubmissionId) -> Result<bool, StoreError> {
    let sql = "DELETE FROM photo WHERE key = ?1 AND report IS NULL";
    if connection.execute(sql, [key.as_bytes()])? == 0 {
        return Ok(false);
    }
    let sql = "UPDATE submission SET digest = NULL, receipt = NULL WHERE key = ?1";
    connection.execute(sql, [key.as_bytes()])?;
    Ok(true)
}

fn put_photo(
    connection: &Connection,
    photo: &NewPhoto,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO photo (key, media, received_at, received, shown) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    statement.execute(params![
        photo.key.as_bytes(),
        photo.media,
        moment(now),
        photo.received,
        photo.shown,
    ])?;
    Ok(())
}

/// The report, its first step, and its photos, which must be here and not another report's.
fn put_report(
    connection: &Connection,
    key: SubmissionId,
    new: &NewReport,
    now: DateTime<Utc>,
) -> Result<Result<String, Verdict>, StoreError> {
    let came = |key: &SubmissionId| new.photos.iter().any(|photo| photo.key == *key);
    for photo in new.report.photos.iter().filter(|photo| !came(photo)) {
        let sql = "SELECT 1 FROM photo WHERE key = ?1 AND report IS NULL";
        if !connection.prepare_cached(sql)?.exists([photo.as_bytes()])? {
            return Ok(Err(Verdict::MissingPhoto));
        }
    }
    let delivery = new.delivery.as_ref().map(serde_json::to_string);
    let mut statement = connection.prepare_cached(
        "INSERT INTO report (key, category, category_name, report, received_at, progress,
             updated_at, delivery)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?5, ?7) RETURNING number",
    )?;
    let parameters = params![
        key.as_bytes(),
        new.report.category.as_str(),
        serde_json::to_string(&new.category_name)?,
        serde_json::to_string(&new.report)?,
        moment(now),
        rows::word(Progress::Received),
        delivery.transpose()?,
    ];
    let number: i64 = statement.query_row(parameters, |row| row.get(0))?;
    for photo in &new.photos {
        put_photo(connection, photo, now)?;
    }
    for (position, photo) in new.report.photos.iter().enumerate() {
        let sql = "UPDATE photo SET report = ?2, position = ?3 WHERE key = ?1";
        let mut statement = connection.prepare_cached(sql)?;
        statement.execute(params![photo.as_bytes(), number, position as i64])?;
    }
    let step = ReportStep {
        at: now,
        progress: Progress::Received,
        words: None,
    };
    rows::add_step(connection, key, &step)?;
    Ok(Ok(super::desk::case(number)))
}
