//! Rows and what they mean.

use super::StoreError;
use chrono::{DateTime, SecondsFormat, Utc};
use ka_domain::{Localized, Progress, ReportStep, SubmissionId};
use ka_outbox::Delivery;
use rusqlite::{Connection, Row, params};

/// A report's row.
pub struct Report {
    /// Its number at this gateway.
    pub number: i64,
    /// Its key.
    pub key: SubmissionId,
    /// What its category was called.
    pub category_name: Localized,
    /// What was handed in, unless it is forgotten.
    pub report: Option<ka_domain::Report>,
    /// When.
    pub received_at: DateTime<Utc>,
    /// How far it is.
    pub progress: Progress,
    /// Its way to the city's server; none at the desk.
    pub delivery: Option<Delivery>,
    /// What the city calls it.
    pub city_id: Option<String>,
    /// How often it was handed in at the city without anybody knowing what came of it.
    pub posts: u32,
}

/// The columns of a [`Report`], for [`of_row`].
pub const COLUMNS: &str =
    "number, key, category_name, report, received_at, progress, delivery, city_id, posts";

/// A report by its key.
pub fn report(connection: &Connection, key: SubmissionId) -> Result<Option<Report>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM report WHERE key = ?1");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([key.as_bytes()])?;
    rows.next()?.map(of_row).transpose()
}

/// A report by its number.
pub fn numbered(connection: &Connection, number: i64) -> Result<Option<Report>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM report WHERE number = ?1");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([number])?;
    rows.next()?.map(of_row).transpose()
}

/// What a row of [`COLUMNS`] says.
pub fn of_row(row: &Row<'_>) -> Result<Report, StoreError> {
    let name: String = row.get(2)?;
    let report: Option<String> = row.get(3)?;
    let delivery: Option<String> = row.get(6)?;
    Ok(Report {
        number: row.get(0)?,
        key: key(row, 1)?,
        category_name: serde_json::from_str(&name)?,
        report: report.map(|text| read(&text)).transpose()?,
        received_at: time(row, 4)?,
        progress: progress(row, 5)?,
        delivery: delivery
            .map(|text| serde_json::from_str(&text))
            .transpose()?,
        city_id: row.get(7)?,
        posts: row.get(8)?,
    })
}

/// What was handed in. Why it cannot be read is not said: that would quote from it.
fn read(text: &str) -> Result<ka_domain::Report, StoreError> {
    serde_json::from_str(text).map_err(|_| StoreError::Damaged("report.report"))
}

/// The names of a report's photos, in its order.
pub fn media(connection: &Connection, number: i64) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT media FROM photo WHERE report = ?1 ORDER BY position";
    let mut statement = connection.prepare_cached(sql)?;
    let names = statement.query_map([number], |row| row.get(0))?;
    Ok(names.collect::<Result<_, _>>()?)
}

/// What became of a report, the earliest first.
pub fn steps(connection: &Connection, number: i64) -> Result<Vec<ReportStep>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT at, progress, words FROM step WHERE report = ?1 ORDER BY sequence",
    )?;
    let rows = statement.query_and_then([number], |row| {
        Ok(ReportStep {
            at: time(row, 0)?,
            progress: progress(row, 1)?,
            words: row.get(2)?,
        })
    })?;
    rows.collect()
}

/// Adds what becomes of a report now, and says whether that is news.
pub fn add_step(
    connection: &Connection,
    key: SubmissionId,
    step: &ReportStep,
) -> Result<bool, StoreError> {
    add_told_step(connection, key, step, step.at)
}

/// Adds what became of a report by somebody else's clock, told at `now`, and says whether that is news. By
/// `now` alone it is reckoned how long something is kept; what the step says is for people, and never before
/// the step before it.
pub fn add_told_step(
    connection: &Connection,
    key: SubmissionId,
    step: &ReportStep,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let Some(row) = report(connection, key)? else {
        return Ok(false);
    };
    let before = steps(connection, row.number)?;
    let same = before
        .last()
        .is_some_and(|last| last.progress == step.progress && last.words == step.words);
    if same {
        return Ok(false);
    }
    let at = before.last().map_or(step.at, |last| step.at.max(last.at));
    connection.execute(
        "INSERT INTO step (report, at, progress, words) VALUES (?1, ?2, ?3, ?4)",
        params![row.number, moment(at), word(step.progress), step.words],
    )?;
    connection.execute(
        "UPDATE report SET progress = ?2, updated_at = ?3 WHERE number = ?1",
        params![row.number, word(step.progress), moment(now)],
    )?;
    Ok(true)
}

/// The submission in a column.
pub fn key(row: &Row<'_>, column: usize) -> Result<SubmissionId, StoreError> {
    Ok(SubmissionId::from_bytes(row.get(column)?))
}

/// How far a report is, in a column.
pub fn progress(row: &Row<'_>, column: usize) -> Result<Progress, StoreError> {
    let all = [
        Progress::Received,
        Progress::Open,
        Progress::Closed,
        Progress::Refused,
    ];
    let text = row.get_ref(column)?.as_str().unwrap_or_default();
    all.into_iter()
        .find(|progress| word(*progress) == text)
        .ok_or(StoreError::Damaged("report.progress"))
}

/// How far a report is, as it stands in a table.
pub fn word(progress: Progress) -> &'static str {
    match progress {
        Progress::Received => "received",
        Progress::Open => "open",
        Progress::Closed => "closed",
        Progress::Refused => "refused",
    }
}

/// A moment in a column.
pub fn time(row: &Row<'_>, column: usize) -> Result<DateTime<Utc>, StoreError> {
    let text = row.get_ref(column)?.as_str().unwrap_or_default();
    let time = DateTime::parse_from_rfc3339(text).map_err(|_| StoreError::Damaged("a moment"))?;
    Ok(time.with_timezone(&Utc))
}

/// A moment as it stands in a table: always as long, so that the order of texts is that of moments.
pub fn moment(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Millis, true)
}
