//! What the worker towards the city's own server reads and writes.
//!
//! A report that was accepted while a server is configured is queued for it in the same transaction
//! ([`ka_outbox::Delivery`]). From there on it is the worker's: it writes down each [`Delivery`] before it
//! acts on it, says what the city calls the report ([`Store::taken_by_city`]), and what became of it
//! ([`Store::add_step`]).

use super::rows;
use super::{Store, StoreError};
use chrono::{DateTime, Utc};
use ka_domain::{Progress, Report, ReportStep, SubmissionId};
use ka_outbox::Delivery;
use rusqlite::{OptionalExtension, params};
use std::collections::BTreeMap;

/// A report on its way to the city's server.
#[derive(Debug, Clone, PartialEq)]
pub struct Outgoing {
    /// Its key.
    pub key: SubmissionId,
    /// What was handed in.
    pub report: Report,
    /// When the gateway accepted it.
    pub received_at: DateTime<Utc>,
    /// How far it is.
    pub delivery: Delivery,
    /// The names of its photos below [`ka_protocol::report::MEDIA`], with `.jpg`.
    pub media: Vec<String>,
    /// What the city calls the report that this one reopens, where it has said so.
    pub reopens: Option<String>,
}

/// What the city calls a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CityName {
    /// The `service_request_id`.
    Id(String),
    /// A `token`: the id is to be asked for with it.
    Token(String),
}

/// A report that the city has and is not done with.
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
    /// All that the city's server does not have yet, in the order in which they were accepted: those that
    /// wait, are being sent, or need somebody.
    pub async fn waiting_for_city(&self) -> Result<Vec<(SubmissionId, Delivery)>, StoreError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT key, delivery FROM report
                 WHERE delivery IS NOT NULL AND city_id IS NULL AND city_token IS NULL
                 ORDER BY number",
            )?;
            let rows = statement.query_and_then([], |row| {
                let delivery: String = row.get(1)?;
                Ok((rows::key(row, 0)?, serde_json::from_str(&delivery)?))
            })?;
            rows.collect()
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
            let reopens = match report.reopens {
                Some(before) => rows::report(connection, before)?.and_then(|row| row.city_id),
                None => None,
            };
            let media = rows::media(connection, row.number)?;
            Ok(Some(Outgoing {
                key,
                received_at: row.received_at,
                media: media
                    .into_iter()
                    .map(|name| format!("{name}.jpg"))
                    .collect(),
                report,
                delivery,
                reopens,
            }))
        })
        .await
    }

    /// Writes down how far a report is on its way.
    pub async fn set_delivery(
        &self,
        key: SubmissionId,
        delivery: &Delivery,
    ) -> Result<(), StoreError> {
        let delivery = serde_json::to_string(delivery)?;
        self.write(move |connection| {
            let sql = "UPDATE report SET delivery = ?2 WHERE key = ?1";
            connection.execute(sql, params![key.as_bytes(), delivery])?;
            Ok(())
        })
        .await
    }

    /// The city has it: `delivery` (accepted) and its name there are written together, and the report is
    /// open from `at` on. `words` is what the city says to it (`service_notice`).
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
            connection.execute(
                "UPDATE report SET delivery = ?2, city_id = ?3, city_token = ?4 WHERE key = ?1",
                params![key.as_bytes(), delivery, id, token],
            )?;
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

    /// At most `most` of those that the city has and is not done with, the one that was longest not asked
    /// after first.
    pub async fn followed(&self, most: u32) -> Result<Vec<Followed>, StoreError> {
        self.read(move |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT key, city_id, city_token, progress FROM report
                 WHERE delivery IS NOT NULL AND progress NOT IN ('closed', 'refused')
                     AND (city_id IS NOT NULL OR city_token IS NOT NULL)
                 ORDER BY asked_at, number LIMIT ?1",
            )?;
            let rows = statement.query_and_then([most], |row| {
                let (id, token): (Option<String>, Option<String>) = (row.get(1)?, row.get(2)?);
                let name = id.map(CityName::Id).or(token.map(CityName::Token));
                Ok(Followed {
                    key: rows::key(row, 0)?,
                    name: name.ok_or(StoreError::Damaged("report.city_id"))?,
                    progress: rows::progress(row, 3)?,
                })
            })?;
            rows.collect()
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

    /// Adds what became of a report, and says whether that is news: the last step said something else.
    pub async fn add_step(&self, key: SubmissionId, step: ReportStep) -> Result<bool, StoreError> {
        self.write(move |connection| rows::add_step(connection, key, &step))
            .await
    }

    /// Which report of ours the city calls `id`.
    pub async fn by_city_id(&self, id: String) -> Result<Option<SubmissionId>, StoreError> {
        self.read(move |connection| {
            let sql = "SELECT key FROM report WHERE city_id = ?1";
            let found = connection.query_row(sql, [id], |row| row.get::<_, [u8; 16]>(0));
            Ok(found.optional()?.map(SubmissionId::from_bytes))
        })
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
