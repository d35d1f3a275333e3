//! `gateway_reports`: reports that the gateway accepts in a second from 32 who hand them in at the same time,
//! each on a connection of its own and one after the other, and how long the slowest hundredth waits. Beside it
//! a program that has the same rows in memory and commits them one by one into the same database.

use crate::measure::{Figure, median, milliseconds, percentile};
use anyhow::{Context, Result, ensure};
use chrono::Utc;
use fastrand::Rng;
use ka_core::clock::SystemClock;
use ka_domain::{ItemId, Report, ReportPlace, SubmissionId};
use ka_journeys::faults::{Device, Town};
use ka_protocol::report::{IDEMPOTENCY_KEY, REPORTS};
use rusqlite::Connection;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

const CONNECTIONS: usize = 32;
/// Reports of each.
const EACH: usize = 100;
const RUNS: usize = 3;

pub async fn figure() -> Result<Figure> {
    let folder = tempfile::tempdir()?;
    let town = Town::start(&folder.path().join("town")).await?;
    let url = format!("http://{}", town.address()?);
    let category = category(&town, &url, &folder.path().join("device")).await?;
    let mut chance = Rng::with_seed(1);
    let (mut speeds, mut waits, mut bare) = (Vec::new(), Vec::new(), Vec::new());
    for run in 0..RUNS {
        let began = Instant::now();
        let senders = (0..CONNECTIONS).map(|_| {
            let reports = (0..EACH).map(|_| report(&category, &mut chance));
            tokio::spawn(sender(format!("{url}{REPORTS}"), reports.collect()))
        });
        for sender in senders.collect::<Vec<_>>() {
            waits.extend(sender.await??);
        }
        speeds.push((CONNECTIONS * EACH) as f64 / began.elapsed().as_secs_f64());
        let reports: Vec<_> = (0..CONNECTIONS * EACH)
            .map(|_| report(&category, &mut chance))
            .collect();
        bare.push(committed(
            &folder.path().join(format!("bare-{run}")),
            &reports,
        )?);
    }
    let (ours, bare) = (median(speeds), median(bare));
    Ok(Figure {
        name: "gateway_reports",
        value: ours,
        unit: format!(
            "reports/s at {CONNECTIONS} connections, p99 {:.1} ms,",
            percentile(&waits, 99)
        )
        .into(),
        ratio: ours / bare,
        baseline: format!("bare rusqlite, a commit each ({bare:.0} a second)").into(),
    })
}

/// A category that asks no questions.
async fn category(town: &Town, url: &str, files: &Path) -> Result<ItemId> {
    let device = Device::open(files, town.at(url)?, Arc::new(SystemClock))?;
    device.has_categories().await?;
    let categories = device.city.report_categories()?;
    let plain = categories
        .into_iter()
        .find(|category| category.questions.iter().all(|question| !question.required));
    Ok(plain.context("no category without questions")?.id)
}

fn report(category: &ItemId, chance: &mut Rng) -> (SubmissionId, Report) {
    let now = Utc::now();
    let mut random = [0; 10];
    chance.fill(&mut random);
    let report = Report {
        category: category.clone(),
        answers: Default::default(),
        place: ReportPlace {
            address: "Kaiserstraße 1".to_owned(),
            ..ReportPlace::default()
        },
        words: "Schlagloch. ".repeat(60),
        contact: None,
        photos: vec![],
        reopens: None,
        written_at: now,
    };
    let id = SubmissionId::new(now.timestamp_millis().unsigned_abs(), &random);
    (id, report)
}

/// Hands reports in, one after the other, and gives how long each took, in milliseconds.
async fn sender(url: String, reports: Vec<(SubmissionId, Report)>) -> Result<Vec<f64>> {
    // One each: so each has its own connection.
    let client = reqwest::Client::new();
    let mut waits = Vec::new();
    for (id, report) in reports {
        let body = serde_json::to_string(&report)?;
        let began = Instant::now();
        let request = client
            .post(&url)
            .header(IDEMPOTENCY_KEY, id.to_string())
            .header("content-type", "application/json")
            .body(body);
        let answer = request.send().await?;
        ensure!(answer.status() == 201, "{}", answer.status());
        answer.bytes().await?;
        waits.push(milliseconds(began.elapsed()));
    }
    Ok(waits)
}

/// Reports a second.
fn committed(folder: &Path, reports: &[(SubmissionId, Report)]) -> Result<f64> {
    std::fs::create_dir_all(folder)?;
    // The tables.
    drop(ka_gateway::reports::store::Store::open(folder)?);
    let connection = Connection::open(folder.join(ka_gateway::reports::store::FILE))?;
    // As the gateway has it.
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    let began = Instant::now();
    let mut statement = connection.prepare(
        "INSERT INTO report (key, category, category_name, report, received_at, progress, updated_at)
         VALUES (?1, ?2, '{}', ?3, '', 'received', '')",
    )?;
    for (id, report) in reports {
        let body = serde_json::to_string(report)?;
        statement.execute((id.as_bytes(), report.category.as_str(), body))?;
    }
    Ok(reports.len() as f64 / began.elapsed().as_secs_f64())
}
