//! `outbox_enqueue`: how long it takes until a report that was written is handed in and on the disk, which the
//! engine tells everybody of, beside the bare commit of one row of as much, encrypted in the same way and under
//! the same pragmas. Whoever handed it in is answered with the whole outbox a moment later. `outbox_drain`: a
//! thousand queued reports of 1 kB over loopback, in their order, beside the same requests sent bare, one after the other on one
//! connection. Both ratios are of speeds.

use crate::device::{key_pragma, open_store};
use crate::measure::{Figure, median, milliseconds};
use anyhow::{Context, Result, ensure};
use ka_core::Event;
use ka_core::city::Sink;
use ka_core::clock::SystemClock;
use ka_domain::SubmissionId;
use ka_domain::views::DraftText;
use ka_journeys::faults::{Device, Town};
use ka_journeys::wait::{PATIENCE, until};
use ka_protocol::report::{IDEMPOTENCY_KEY, REPORTS};
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

const ITEMS: usize = 1_000;
const BYTES: usize = 1_000;
const RUNS: usize = 3;
/// Reports of which each is timed by itself, the first of each run.
const TIMED: usize = 100;
/// How long a thousand may take.
const LONG_PATIENCE: Duration = Duration::from_secs(300);

pub async fn figures() -> Result<[Figure; 2]> {
    let folder = tempfile::tempdir()?;
    let ours = Town::start(&folder.path().join("ours")).await?;
    let bare = Town::start(&folder.path().join("bare")).await?;
    let files = folder.path().join("device");
    let gateway = ours.at(&format!("http://{}/", ours.address()?))?;
    let online = || Device::open(&files, gateway.clone(), Arc::new(SystemClock));
    online()?.has_categories().await?;

    let (mut enqueue, mut answer, mut row) = (Vec::new(), Vec::new(), Vec::new());
    let (mut drain, mut plain) = (Vec::new(), Vec::new());
    for run in 0..RUNS {
        let kept = Kept::default();
        let offline = Device::open_and_hear(&files, None, Arc::new(SystemClock), kept.sink())?;
        let mut rows = Rows::open(&folder.path().join(format!("rows-{run}.db")))?;
        let mut ids = Vec::new();
        for n in 0..ITEMS {
            let draft = draft(&offline, n)?;
            let began = Instant::now();
            offline.city.send_report(&draft)?;
            let answered = began.elapsed();
            ids.push(draft);
            if n < TIMED {
                enqueue.push(milliseconds(kept.at()?.duration_since(began)));
                answer.push(milliseconds(answered));
                row.push(rows.commit(&draft)?);
            }
        }
        offline.close().await?;

        let requests = run * ITEMS + ITEMS;
        let began = Instant::now();
        let device = online()?;
        until("all of them", LONG_PATIENCE, async || {
            Ok((how_many(&ours)? == requests).then_some(()))
        })
        .await?;
        drain.push(ITEMS as f64 / began.elapsed().as_secs_f64());
        let arrived = arrived(&ours)?.split_off(run * ITEMS);
        ensure!(
            arrived.iter().map(|(id, _)| id).eq(&ids),
            "they came in another order"
        );
        // The last receipt is written down before the next run begins.
        device.settle(PATIENCE).await?;
        device.close().await?;

        plain.push(ITEMS as f64 / sent_bare(&bare, &arrived).await?.as_secs_f64());
    }
    let (enqueue, answer, row) = (median(enqueue), median(answer), median(row));
    let (drain, plain) = (median(drain), median(plain));
    Ok([
        Figure {
            name: "outbox_enqueue",
            value: enqueue,
            unit: format!("ms, answered after {answer:.1} ms,").into(),
            ratio: row / enqueue,
            baseline: format!("the speed of a bare commit of one row ({row:.2} ms)").into(),
        },
        Figure {
            name: "outbox_drain",
            value: drain,
            unit: "reports/s".into(),
            ratio: drain / plain,
            baseline: format!("the same requests sent bare ({plain:.0} a second)").into(),
        },
    ])
}

/// When the engine last told of something that its owner handed in.
#[derive(Default)]
struct Kept(Arc<Mutex<Option<Instant>>>);

impl Kept {
    fn sink(&self) -> Sink {
        let last = self.0.clone();
        Arc::new(move |event| {
            if let Event::Reports { .. } = event {
                *last.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
            }
        })
    }

    fn at(&self) -> Result<Instant> {
        let last = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        last.context("nothing was told")
    }
}

/// A draft of a report that is as large as all of them.
fn draft(device: &Device, n: usize) -> Result<SubmissionId> {
    let categories = device.city.report_categories()?;
    let category = categories
        .iter()
        .find(|category| category.questions.iter().all(|question| !question.required))
        .context("no category without questions")?;
    let draft = device.city.new_draft(Some(&category.id))?;
    let mut text = DraftText {
        category: Some(category.id.clone()),
        words: format!("Meldung {n} "),
        ..DraftText::default()
    };
    text.place.address = "Kaiserstraße 1".to_owned();
    let rest = BYTES.saturating_sub(serde_json::to_string(&text)?.len());
    text.words.push_str(&"x".repeat(rest));
    device.city.save_draft(&draft.id, &text)?;
    Ok(draft.id)
}

/// A program that does nothing but write rows of as much into the same table.
struct Rows {
    connection: Connection,
}

impl Rows {
    fn open(file: &Path) -> Result<Rows> {
        // The tables.
        drop(open_store(file)?);
        let connection = Connection::open(file)?;
        // The pragmas of `core::store::open`, for what is to survive a loss of power.
        connection.pragma_update(None, "key", key_pragma())?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        Ok(Rows { connection })
    }

    fn commit(&mut self, id: &SubmissionId) -> Result<f64> {
        let payload = "x".repeat(BYTES);
        let began = Instant::now();
        let sql = "INSERT INTO submission
                       (id, target, kind, payload, depends_on, delivery, under_way, queued_at)
                   VALUES (?1, 'city', 'report', ?2, '[]', '{}', 1, 0)";
        let mut statement = self.connection.prepare_cached(sql)?;
        statement.execute((id.as_bytes(), payload))?;
        Ok(milliseconds(began.elapsed()))
    }
}

/// How many came.
fn how_many(town: &Town) -> Result<usize> {
    Ok(reports_of(town)?.query_row("SELECT count(*) FROM report", [], |row| row.get(0))?)
}

/// What came, in the order in which it did.
fn arrived(town: &Town) -> Result<Vec<(SubmissionId, String)>> {
    let database = reports_of(town)?;
    let mut reports = database.prepare("SELECT key, report FROM report ORDER BY number")?;
    let rows = reports.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let rows = rows.map(|row| row.map(|(key, report)| (SubmissionId::from_bytes(key), report)));
    Ok(rows.collect::<Result<_, _>>()?)
}

fn reports_of(town: &Town) -> Result<Connection> {
    let path: PathBuf = town.state().join(ka_gateway::reports::store::FILE);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE;
    Ok(Connection::open_with_flags(path, flags)?)
}

/// Hands `requests` in, one after the other on one connection.
async fn sent_bare(town: &Town, requests: &[(SubmissionId, String)]) -> Result<Duration> {
    let client = reqwest::Client::new();
    let url = format!("http://{}{REPORTS}", town.address()?);
    let began = Instant::now();
    for (id, report) in requests {
        let request = client
            .post(&url)
            .header(IDEMPOTENCY_KEY, id.to_string())
            .header("content-type", "application/json")
            .body(report.clone());
        let answer = request.send().await?;
        ensure!(answer.status() == 201, "{}", answer.status());
        answer.bytes().await?;
    }
    Ok(began.elapsed())
}
