//! What the worker towards the city's own server reads and writes.
//!
//! A report that was accepted while a server is configured is queued for it in the same transaction
//! ([`ka_outbox::Delivery`]). From there on it is the worker's: it writes down each [`Delivery`] before it
//! acts on it, says what the city calls the report ([`Store::taken_by_city`]), and what became of it
//! ([`Store::add_step`]).

use super::rows;
use super::{Store, StoreError};
use chrono::{DateTime, TimeDelta, Utc};
use ka_domain::{Progress, Report, ReportStep, SubmissionId};
use ka_outbox::Delivery;
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::BTreeMap;

/// How long after its last change a closed report is asked after: offices open what they closed too soon.
const REOPENED: TimeDelta = TimeDelta::days(30);

/// How long after its last change a report that is not closed is asked after, and kept: a server may have forgotten
/// it.
pub(super) const SILENT: TimeDelta = TimeDelta::days(2 * 365);
/// How often a report is handed in of which nobody knows what came of it.
pub const MOST_POSTS: u32 = 2;

/// A report that the city's server does not have yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undelivered {
    /// Its key.
    pub key: SubmissionId,
    /// How far it is.
    pub delivery: Delivery,
    /// When the gateway accepted it.
    pub received_at: DateTime<Utc>,
    /// It reopens one that the city has not named yet, and will.
    pub reopens_unnamed: bool,
}

/// The report that another one reopens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reopened {
    /// Its key.
    pub key: SubmissionId,
    /// What the city calls it, where it has said so.
    pub city_id: Option<String>,
}

/// A report on its way to the city's server.
#[derive(Debug, Clone, PartialEq)]
pub struct Outgoing {
    /// Its key.
    pub key: SubmissionId,
    /// Its number at this gateway.
    pub number: i64,
    /// What was handed in.
    pub report: Report,
    /// When the gateway accepted it.
    pub received_at: DateTime<Utc>,
    /// How far it is.
    pub delivery: Delivery,
    /// The names of its photos below [`ka_protocol::report::MEDIA`], with `.jpg`.
    pub media: Vec<String>,
    /// The report that this one reopens, where it is here.
    pub reopens: Option<Reopened>,
    /// How often it was handed in without anybody knowing what came of it.
    pub posts: u32,
}

/// What the city calls a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CityName {
    /// The `service_request_id`.
    Id(String),
    /// A `token`: the id is to be asked for with it.
    Token(String),
}

/// A report that the city has, and of which it may say something new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Followed {
    /// Its key.
    pub key: SubmissionId,
    /// What the city calls it.
    pub name: CityName,
    /// How far it was when it was last asked after.
    pub progress: Progress,
}

impl Store {
    /// All that the city's server does not have yet and has not refused, in the order in which they were
    /// accepted: those that wait, are being sent, or need somebody. One that cannot be read is left out: it
    /// must not hold up the others.
    pub async fn waiting_for_city(&self) -> Result<Vec<Undelivered>, StoreError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT number, key, delivery, received_at,
                     CASE WHEN json_valid(report) THEN report ->> '$.reopens' END
                 FROM report
                 WHERE delivery IS NOT NULL AND city_id IS NULL AND city_token IS NULL
                     AND CASE WHEN json_valid(delivery) THEN delivery ->> '$.state' END
                         IS NOT 'rejected'
                 ORDER BY number",
            )?;
            let rows =
                statement.query_and_then([], |row| legible(row, undelivered(connection, row)))?;
            rows.filter_map(Result::transpose).collect()
        })
        .await
    }

    /// One of them with all that is to be sent; none if it is not there, or forgotten.
    pub async fn outgoing(&self, key: SubmissionId) -> Result<Option<Outgoing>, StoreError> {
        self.read(move |connection| {
            let Some(row) = rows::report(connection, key)? else {
                return Ok(None);
            };
            let (Some(report), Some(delivery)) = (row.report, row.delivery) else {
                return Ok(None);
            };
            let sql = "SELECT city_id FROM report WHERE key = ?1";
            let mut statement = connection.prepare_cached(sql)?;
            let mut reopened = |key: SubmissionId| {
                let found = statement.query_row([key.as_bytes()], |row| row.get(0));
                let found = found.optional()?;
                Ok::<_, StoreError>(found.map(|city_id| Reopened { key, city_id }))
            };
            let reopens = match report.reopens {
                Some(before) => reopened(before)?,
                None => None,
            };
            let sql = "SELECT posts FROM report WHERE number = ?1";
            let mut statement = connection.prepare_cached(sql)?;
            let posts = statement.query_row([row.number], |row| row.get(0))?;
            let media = rows::media(connection, row.number)?;
            Ok(Some(Outgoing {
                key,
                number: row.number,
                received_at: row.received_at,
                media: media
                    .into_iter()
                    .map(|name| format!("{name}.jpg"))
                    .collect(),
                report,
                delivery,
                reopens,
                posts,
            }))
        })
        .await
    }

    /// Writes down how far a report is on its way, unless the desk has taken it.
    pub async fn set_delivery(
        &self,
        key: SubmissionId,
        delivery: &Delivery,
    ) -> Result<(), StoreError> {
        let delivery = serde_json::to_string(delivery)?;
        self.write(move |connection| {
            let sql = "UPDATE report SET delivery = ?2 WHERE key = ?1 AND delivery IS NOT NULL";
            connection.execute(sql, params![key.as_bytes(), delivery])?;
            Ok(())
        })
        .await
    }

    /// How often a report was handed in without anybody knowing what came of it.
    pub async fn set_posts(&self, key: SubmissionId, posts: u32) -> Result<(), StoreError> {
        self.write(move |connection| {
            let sql = "UPDATE report SET posts = ?2 WHERE key = ?1";
            connection.execute(sql, params![key.as_bytes(), posts])?;
            Ok(())
        })
        .await
    }

    /// The city has it: `delivery` (accepted) and its name there are written together, and the report is
    /// open from `at` on, unless the desk has taken it. `words` is what the city says to it (`service_notice`).
    pub async fn taken_by_city(
        &self,
        key: SubmissionId,
        delivery: &Delivery,
        name: CityName,
        words: Option<String>,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let delivery = serde_json::to_string(delivery)?;
        let (id, token) = match name {
            CityName::Id(id) => (Some(id), None),
            CityName::Token(token) => (None, Some(token)),
        };
        self.write(move |connection| {
            let taken = connection.execute(
                "UPDATE report SET delivery = ?2, city_id = ?3, city_token = ?4
                 WHERE key = ?1 AND delivery IS NOT NULL",
                params![key.as_bytes(), delivery, id, token],
            )?;
            if taken == 0 {
                return Ok(());
            }
            let step = ReportStep {
                at,
                progress: Progress::Open,
                words,
            };
            rows::add_step(connection, key, &step)?;
            Ok(())
        })
        .await
    }

    /// What the city calls a report of which only the token was known.
    pub async fn set_city_id(&self, key: SubmissionId, id: String) -> Result<(), StoreError> {
        self.write(move |connection| {
            let sql = "UPDATE report SET city_id = ?2, city_token = NULL WHERE key = ?1";
            connection.execute(sql, params![key.as_bytes(), id])?;
            Ok(())
        })
        .await
    }

    /// At most `most` of those that the city has and is not done with at `now`, or has only just closed; the
    /// one that was longest not asked after first. Those that are closed have their turn a day later.
    pub async fn followed(
        &self,
        most: u32,
        now: DateTime<Utc>,
    ) -> Result<Vec<Followed>, StoreError> {
        let closed_since = rows::moment(now - REOPENED);
        let heard_since = rows::moment(now - SILENT);
        self.read(move |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT number, key, city_id, city_token, progress FROM report
                 WHERE delivery IS NOT NULL AND (city_id IS NOT NULL OR city_token IS NOT NULL)
                     AND progress <> 'refused' AND (progress <> 'closed' OR updated_at > ?2)
                     AND updated_at > ?3
                 ORDER BY CASE progress
                     WHEN 'closed' THEN strftime('%Y-%m-%dT%H:%M:%fZ', asked_at, '+1 day')
                     ELSE asked_at END, number
                 LIMIT ?1",
            )?;
            let rows = statement
                .query_and_then(params![most, closed_since, heard_since], |row| {
                    legible(row, followed(row))
                })?;
            rows.filter_map(Result::transpose).collect()
        })
        .await
    }

    /// They were asked after at `at`, whatever came of it.
    pub async fn asked_after(
        &self,
        keys: Vec<SubmissionId>,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.write(move |connection| {
            let sql = "UPDATE report SET asked_at = ?2 WHERE key = ?1";
            let mut statement = connection.prepare_cached(sql)?;
            for key in &keys {
                statement.execute(params![key.as_bytes(), rows::moment(at)])?;
            }
            Ok(())
        })
        .await
    }

    /// Adds what became of a report, as the city told at `now`, and says whether that is news: the last step
    /// said something else.
    pub async fn add_step(
        &self,
        key: SubmissionId,
        step: ReportStep,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        self.write(move |connection| rows::add_told_step(connection, key, &step, now))
            .await
    }

    /// How many people said of each public report that it concerns them too. Those of which nobody did are
    /// left out.
    pub async fn supporters(&self) -> Result<BTreeMap<String, u32>, StoreError> {
        self.read(|connection| {
            let mut statement = connection
                .prepare_cached("SELECT report, count(*) FROM support GROUP BY report")?;
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
        .await
    }
}

/// What a row says; nothing, but for a word in the log, if it cannot be read. The row begins with the number.
pub(super) fn legible<T>(
    row: &Row<'_>,
    read: Result<T, StoreError>,
) -> Result<Option<T>, StoreError> {
    match read {
        Ok(read) => Ok(Some(read)),
        // The database's own failures are everybody's, not the row's.
        Err(why @ StoreError::Database(_)) => Err(why),
        Err(_) => {
            let number: i64 = row.get(0)?;
            tracing::error!(
                number,
                "a report for the city cannot be read, and is left out"
            );
            Ok(None)
        }
    }
}

fn undelivered(connection: &Connection, row: &Row<'_>) -> Result<Undelivered, StoreError> {
    let delivery: String = row.get(2)?;
    let before: Option<String> = row.get(4)?;
    let before = before.and_then(|key| key.parse().ok());
    let mut statement = connection.prepare_cached(
        "SELECT 1 FROM report WHERE key = ?1 AND city_id IS NULL
             AND (city_token IS NOT NULL OR CASE WHEN json_valid(delivery)
                 THEN delivery ->> '$.state' END IN ('queued', 'sending'))",
    )?;
    let mut unnamed = |key: SubmissionId| statement.exists([key.as_bytes()]);
    Ok(Undelivered {
        key: rows::key(row, 1)?,
        delivery: serde_json::from_str(&delivery)?,
        received_at: rows::time(row, 3)?,
        reopens_unnamed: match before {
            Some(before) => unnamed(before)?,
            None => false,
        },
    })
}

fn followed(row: &Row<'_>) -> Result<Followed, StoreError> {
    let (id, token): (Option<String>, Option<String>) = (row.get(2)?, row.get(3)?);
    let name = id.map(CityName::Id).or(token.map(CityName::Token));
    Ok(Followed {
        key: rows::key(row, 1)?,
        name: name.ok_or(StoreError::Damaged("report.city_id"))?,
        progress: rows::progress(row, 4)?,
    })
}
