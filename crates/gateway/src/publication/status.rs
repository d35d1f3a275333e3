//! How the sources are doing, and what lives for minutes.

use super::{Publication, PublicationError};
use crate::connector::Harvest;
use chrono::{DateTime, SecondsFormat, Utc};
use ka_domain::SourceId;
use rusqlite::{OptionalExtension, params};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// How one source is doing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SourceStatus {
    /// When it was last read and published.
    pub last_success: Option<DateTime<Utc>>,
    /// When that last failed.
    pub last_failure: Option<DateTime<Utc>>,
    /// Why it last failed: one of our own words.
    pub failure: Option<String>,
    /// How often it has failed since the last success.
    pub failures: u32,
    /// Items at the last success.
    pub items: u64,
    /// Records that could not be read at the last success.
    pub rejected: u64,
    /// Of the items, those of which a part could not be read.
    pub incomplete: u64,
}

/// What a source had when it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Items.
    pub items: u64,
    /// Records that could not be read.
    pub rejected: u64,
    /// Of the items, those of which a part could not be read.
    pub incomplete: u64,
}

impl From<&Harvest> for Counts {
    fn from(harvest: &Harvest) -> Counts {
        Counts {
            items: harvest.held(),
            rejected: harvest.rejected,
            incomplete: harvest.incomplete,
        }
    }
}

/// A live answer as it is served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveAnswer {
    /// Strong, quoted.
    pub etag: String,
    /// JSON.
    pub body: String,
}

impl Publication {
    /// Writes down that `source` was read and published.
    pub fn succeeded(
        &self,
        source: &SourceId,
        counts: Counts,
        now: DateTime<Utc>,
    ) -> Result<(), PublicationError> {
        let Counts {
            items,
            rejected,
            incomplete,
        } = counts;
        self.writer()?.database.execute(
            "INSERT INTO source (id, last_success, failures, items, rejected, incomplete)
             VALUES (?1, ?2, 0, ?3, ?4, ?5)
             ON CONFLICT (id) DO UPDATE SET last_success = excluded.last_success, failures = 0,
                 items = excluded.items, rejected = excluded.rejected,
                 incomplete = excluded.incomplete",
            params![source.as_str(), text(now), items, rejected, incomplete],
        )?;
        Ok(())
    }

    /// Writes down that it was not. `why` is one of our own words.
    pub fn failed(
        &self,
        source: &SourceId,
        why: &'static str,
        now: DateTime<Utc>,
    ) -> Result<(), PublicationError> {
        self.writer()?.database.execute(
            "INSERT INTO source (id, last_failure, failure, failures, items, rejected)
             VALUES (?1, ?2, ?3, 1, 0, 0)
             ON CONFLICT (id) DO UPDATE SET last_failure = excluded.last_failure,
                 failure = excluded.failure, failures = failures + 1",
            params![source.as_str(), text(now), why],
        )?;
        Ok(())
    }

    /// How `source` is doing.
    pub fn status(&self, source: &SourceId) -> Result<SourceStatus, PublicationError> {
        let status = self
            .reader()?
            .query_row(
                "SELECT last_success, last_failure, failure, failures, items, rejected, incomplete
                 FROM source WHERE id = ?1",
                [source.as_str()],
                |row| {
                    Ok(SourceStatus {
                        last_success: time(row.get(0)?),
                        last_failure: time(row.get(1)?),
                        failure: row.get(2)?,
                        failures: row.get(3)?,
                        items: row.get(4)?,
                        rejected: row.get(5)?,
                        incomplete: row.get(6)?,
                    })
                },
            )
            .optional()?;
        Ok(status.unwrap_or_default())
    }

    /// What names the items of `source` as they are published, if it tells changes.
    pub fn basis(&self, source: &SourceId) -> Result<Option<String>, PublicationError> {
        let sql = "SELECT basis FROM source WHERE id = ?1";
        let reader = self.reader()?;
        let basis = reader.query_row(sql, [source.as_str()], |row| row.get(0));
        Ok(basis.optional()?.flatten())
    }

    /// Notes it. Without one the source tells everything the next time.
    pub fn set_basis(
        &self,
        source: &SourceId,
        basis: Option<&str>,
    ) -> Result<(), PublicationError> {
        self.writer()?.database.execute(
            "INSERT INTO source (id, failures, items, rejected, basis) VALUES (?1, 0, 0, 0, ?2)
             ON CONFLICT (id) DO UPDATE SET basis = excluded.basis",
            params![source.as_str(), basis],
        )?;
        Ok(())
    }

    /// Serves `content` from now on as the live answer `name`.
    pub fn set_live(&self, name: &str, content: &impl Serialize) -> Result<(), PublicationError> {
        let body = serde_json::to_string(content)?;
        let etag = etag(body.as_bytes());
        self.writer()?.database.execute(
            "INSERT INTO live (name, etag, body) VALUES (?1, ?2, ?3)
             ON CONFLICT (name) DO UPDATE SET etag = excluded.etag, body = excluded.body",
            params![name, etag, body],
        )?;
        Ok(())
    }

    /// The live answer `name`, if there is one yet.
    pub fn live(&self, name: &str) -> Result<Option<LiveAnswer>, PublicationError> {
        let answer = self.reader()?.query_row(
            "SELECT etag, body FROM live WHERE name = ?1",
            [name],
            |row| {
                Ok(LiveAnswer {
                    etag: row.get(0)?,
                    body: row.get(1)?,
                })
            },
        );
        Ok(answer.optional()?)
    }
}

/// A strong entity tag over what is served.
pub fn etag(bytes: &[u8]) -> String {
    let mut hash = hex::encode(Sha256::digest(bytes));
    hash.truncate(32);
    format!("\"{hash}\"")
}

fn text(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

fn time(text: Option<String>) -> Option<DateTime<Utc>> {
    let time = DateTime::parse_from_rfc3339(&text?).ok()?;
    Some(time.with_timezone(&Utc))
}
