//! What the staff read and say, what those who reported are told, and what everybody may read.

use super::city::{MOST_POSTS, SILENT, legible};
use super::rows::{self, moment};
use super::{Store, StoreError};
use chrono::{DateTime, TimeDelta, Utc};
use ka_domain::{
    ItemId, Localized, Position, Progress, PublicReport, Report, ReportStep, SubmissionId,
};
use ka_outbox::{Delivery, State};
use ka_protocol::report::ReportStatus;
use rusqlite::{Connection, OptionalExtension, params};

/// How long a report stays public.
const PUBLIC: TimeDelta = TimeDelta::days(90);
/// How long what somebody wrote is kept once the office is done with it.
const KEPT: TimeDelta = TimeDelta::days(180);
/// How long a photo waits for its report.
const UNCLAIMED: TimeDelta = TimeDelta::days(30);
/// What is cut from a place before everybody may read it: degrees to four digits are about ten metres.
const PUBLIC_DIGITS: f64 = 1e4;

/// What the gateway calls a report, and those who talk of it.
pub fn case(number: i64) -> String {
    format!("KA-{number}")
}

/// The number of a report that is called `name`, with or without the letters.
pub fn case_number(name: &str) -> Option<i64> {
    let name = name.trim();
    let letters = name
        .get(..3)
        .filter(|start| start.eq_ignore_ascii_case("KA-"));
    let digits = letters.map_or(name, |letters| &name[letters.len()..]);
    digits.parse().ok().filter(|number| *number > 0)
}

/// A report as the staff see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// What it is called.
    pub name: String,
    /// What its category is called.
    pub category_name: Localized,
    /// When it came.
    pub received_at: DateTime<Utc>,
    /// How far it is.
    pub progress: Progress,
    /// What was handed in; none once it is forgotten.
    pub report: Option<Report>,
    /// What the report that this one reopens is called, where it is here.
    pub reopens: Option<String>,
    /// How many others it concerns too.
    pub supporters: u32,
    /// What became of it, the earliest first.
    pub steps: Vec<ReportStep>,
    /// Its way to the city's own server, if it was for one.
    pub delivery: Option<Delivery>,
    /// How often it was handed in there without anybody knowing what came of it.
    pub posts: u32,
}

/// What came of words of the staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// They are written down.
    Done,
    /// There is no such report.
    Unknown,
    /// The report is at the city's own server or on its way there, and answered there.
    AtTheCity,
}

/// What is the desk's, of the rows of `report`: what was never for the city's server, what has not come to
/// it, and everything once there is none.
const AT_THE_DESK: &str =
    "(delivery IS NULL OR (city_id IS NULL AND city_token IS NULL) OR NOT ?1)";

impl Store {
    /// Notes whether the gateway has a server of the city from now on, and gives how many reports wait for one
    /// and are the desk's, since it has none.
    pub async fn begin(&self, has_server: bool) -> Result<u64, StoreError> {
        self.write(move |connection| {
            connection.execute(
                "INSERT INTO city_server (one, configured) VALUES (1, ?1)
                 ON CONFLICT DO UPDATE SET configured = ?1",
                [has_server],
            )?;
            let sql = "SELECT count(*) FROM report
                 WHERE NOT ?1 AND delivery IS NOT NULL AND city_id IS NULL AND city_token IS NULL
                     AND progress IN ('received', 'open')";
            Ok(connection.query_row(sql, [has_server], |row| row.get(0))?)
        })
        .await
    }

    /// The desk's reports, the oldest first; all, or those that it is not done with. Those among them that the
    /// city's server does not have say why; where there is none any more, all are the desk's.
    pub async fn cases(&self, open: bool) -> Result<Vec<Case>, StoreError> {
        self.read(move |connection| {
            let sql = format!(
                "SELECT {} FROM report
                 WHERE {AT_THE_DESK} AND (?2 OR progress IN ('received', 'open'))
                 ORDER BY number",
                rows::COLUMNS
            );
            let mut statement = connection.prepare_cached(&sql)?;
            let has_server = has_server(connection)?;
            let rows = statement.query_and_then([has_server, !open], |row| {
                let case = rows::of_row(row).and_then(|report| case_of(connection, report));
                legible(row, case)
            })?;
            rows.filter_map(Result::transpose).collect()
        })
        .await
    }

    /// The staff say `words` of a report, and how far it is with that. Without a word on that, one that
    /// was not looked at before is open, and any other stays as it is.
    ///
    /// A report that the city's server did not take, or that waits for one that is there no more, is the
    /// desk's alone from then on, and is never handed in there.
    pub async fn say(
        &self,
        number: i64,
        progress: Option<Progress>,
        words: Option<String>,
        now: DateTime<Utc>,
    ) -> Result<Said, StoreError> {
        self.write(move |connection| {
            let Some(row) = rows::numbered(connection, number)? else {
                return Ok(Said::Unknown);
            };
            if let Some(delivery) = &row.delivery {
                let has_it = matches!(delivery.state, State::Accepted { .. });
                // Or nobody there says whether they have it.
                let stuck = matches!(
                    delivery.state,
                    State::Rejected { .. } | State::NeedsYou { .. }
                ) || matches!(delivery.state, State::Queued { .. })
                    && row.posts >= MOST_POSTS;
                if !stuck && has_server(connection)? {
                    return Ok(Said::AtTheCity);
                }
                if !has_it {
                    let sql = "UPDATE report SET delivery = NULL WHERE number = ?1";
                    connection.execute(sql, [number])?;
                }
            }
            let step = ReportStep {
                at: now,
                progress: progress.unwrap_or(row.progress.max(Progress::Open)),
                words,
            };
            rows::add_step(connection, row.key, &step)?;
            Ok(Said::Done)
        })
        .await
    }

    /// The photos of a report as they came, in its order.
    pub async fn photos(&self, number: i64) -> Result<Vec<Vec<u8>>, StoreError> {
        self.read(move |connection| {
            let sql = "SELECT received FROM photo WHERE report = ?1 ORDER BY position";
            let mut statement = connection.prepare_cached(sql)?;
            let photos = statement.query_map([number], |row| row.get(0))?;
            Ok(photos.collect::<Result<_, _>>()?)
        })
        .await
    }

    /// How far those of `keys` are that are here.
    pub async fn status(&self, keys: Vec<SubmissionId>) -> Result<Vec<ReportStatus>, StoreError> {
        self.read(move |connection| {
            let mut found = Vec::new();
            for key in keys {
                if let Some(row) = rows::report(connection, key)? {
                    let at_desk = || case(row.number);
                    found.push(ReportStatus {
                        id: key,
                        progress: row.progress,
                        city_id: match row.delivery {
                            Some(_) => row.city_id,
                            None => Some(at_desk()),
                        },
                        steps: rows::steps(connection, row.number)?,
                    });
                }
            }
            Ok(found)
        })
        .await
    }

    /// A photo as everybody may see it who has its name. None if it belongs to no report, or to one that the
    /// office did not take.
    pub async fn shown(&self, media: String) -> Result<Option<Vec<u8>>, StoreError> {
        self.read(move |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT shown FROM photo JOIN report ON number = photo.report
                 WHERE media = ?1 AND progress <> 'refused'",
            )?;
            Ok(statement.query_row([media], |row| row.get(0)).optional()?)
        })
        .await
    }

    /// The desk's reports as everybody may read them: what kind, about where, how far. Nothing that
    /// somebody wrote, and none that the office did not take.
    pub async fn public(&self, now: DateTime<Utc>) -> Result<Vec<PublicReport>, StoreError> {
        self.read(move |connection| {
            let sql = format!(
                "SELECT {} FROM report
                 WHERE delivery IS NULL AND progress <> 'refused' AND received_at > ?1
                 ORDER BY number",
                rows::COLUMNS
            );
            let mut statement = connection.prepare_cached(&sql)?;
            let since = moment(now - PUBLIC);
            let rows = statement.query_and_then([since], |row| {
                let report = rows::of_row(row).and_then(|report| public_of(connection, report));
                legible(row, report)
            })?;
            rows.filter_map(Result::transpose).collect()
        })
        .await
    }

    /// Forgets what somebody wrote and photographed where the office has been done with it for half a year, or has
    /// not said a word of it for two years; and photos that no report named in a month, with their keys: should
    /// they come again, they are new.
    /// What became of a report is kept for whoever asks.
    pub async fn forget(&self, now: DateTime<Utc>) -> Result<(), StoreError> {
        let (before, unclaimed) = (moment(now - KEPT), moment(now - UNCLAIMED));
        let silent = moment(now - SILENT);
        self.write(move |connection| {
            let done = "SELECT number FROM report
                 WHERE progress IN ('closed', 'refused') AND updated_at < ?1";
            // What still waits for the city's server is not silent.
            let quiet = "SELECT number FROM report WHERE updated_at < ?1
                 AND (delivery IS NULL OR city_id IS NOT NULL OR city_token IS NOT NULL)";
            for (sql, before) in [
                (&*format!("DELETE FROM photo WHERE report IN ({done})"), &before),
                (&*format!("UPDATE report SET report = NULL WHERE number IN ({done}) AND report IS NOT NULL"), &before),
                (&*format!("DELETE FROM photo WHERE report IN ({quiet})"), &silent),
                (&*format!("UPDATE report SET report = NULL WHERE number IN ({quiet}) AND report IS NOT NULL"), &silent),
                (
                    "DELETE FROM submission WHERE kind = 'photo' AND key IN
                     (SELECT key FROM photo WHERE report IS NULL AND received_at < ?1)",
                    &unclaimed,
                ),
                (
                    "DELETE FROM photo WHERE report IS NULL AND received_at < ?1",
                    &unclaimed,
                ),
            ] {
                connection.execute(sql, [before])?;
            }
            Ok(())
        })
        .await
    }
}

/// Whether the gateway has a server of the city, as far as it has said so.
fn has_server(connection: &Connection) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached("SELECT configured FROM city_server")?;
    let said = statement.query_row([], |row| row.get(0)).optional()?;
    Ok(said.unwrap_or(true))
}

fn case_of(connection: &Connection, row: rows::Report) -> Result<Case, StoreError> {
    let reopens = row.report.as_ref().and_then(|report| report.reopens);
    let reopens = match reopens {
        Some(key) => rows::report(connection, key)?.map(|before| case(before.number)),
        None => None,
    };
    Ok(Case {
        name: case(row.number),
        category_name: row.category_name,
        received_at: row.received_at,
        progress: row.progress,
        report: row.report,
        reopens,
        supporters: supporters(connection, row.number)?,
        steps: rows::steps(connection, row.number)?,
        delivery: row.delivery,
        posts: row.posts,
    })
}

fn public_of(connection: &Connection, row: rows::Report) -> Result<PublicReport, StoreError> {
    let said = rows::steps(connection, row.number)?;
    let said: Vec<_> = said
        .into_iter()
        .filter(|step| step.progress != Progress::Received)
        .collect();
    let place = row.report.as_ref().map(|report| report.place.clone());
    let place = place.unwrap_or_default();
    let name = case(row.number);
    Ok(PublicReport {
        id: ItemId::new(name).map_err(|_| StoreError::Damaged("report.number"))?,
        category: row.report.map(|report| report.category),
        category_name: row.category_name,
        progress: row.progress,
        position: place.position.and_then(about),
        address: None,
        district: place.district,
        words: None,
        // Why the city's server refused it may repeat what somebody wrote.
        answer: said
            .iter()
            .rev()
            .filter(|step| step.progress != Progress::Refused)
            .find_map(|step| step.words.clone()),
        requested_at: row.received_at,
        updated_at: said.last().map(|step| step.at),
        supporters: supporters(connection, row.number)?,
    })
}

/// About there.
fn about(position: Position) -> Option<Position> {
    let cut = |degrees: f64| (degrees * PUBLIC_DIGITS).round() / PUBLIC_DIGITS;
    Position::new(cut(position.lat()), cut(position.lon())).ok()
}

fn supporters(connection: &Connection, number: i64) -> Result<u32, StoreError> {
    let sql = "SELECT count(*) FROM support WHERE report = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_row(params![case(number)], |row| row.get(0))?)
}
