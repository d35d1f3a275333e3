//! `start` and `memory`: the app with a full store, beside an empty Tauri window with a static page.
//!
//! The clock starts when the process does, not when WebDriver asks for it, and stops when the page
//! has its content, on the page's own clock: what WebDriver adds is in neither. WebDriver looks as
//! often as it can, a few milliseconds apart.

use crate::measure::{Figure, median};
use anyhow::{Context, Result};
use chrono::Utc;
use ka_journeys::binaries::{program, repository};
use ka_journeys::process::group_of;
use ka_journeys::wait::PATIENCE;
use ka_journeys::{App, Scenery, Stage};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Instant;

const RUNS: usize = 9;

/// Gives the page's time at which it has content, in milliseconds since 1970.
const HOME: &str = "return document.querySelector('main[data-screen=home][data-state=ready]') \
                    ? performance.timeOrigin + performance.now() : null";
const ANYTHING: &str = "return document.body && document.body.innerText.trim() \
                        ? performance.timeOrigin + performance.now() : null";

pub async fn figures() -> Result<[Figure; 2]> {
    let data = repository().join("../shared/data");
    let scenery = Scenery {
        data: data
            .join("parking/karlsruhe.json")
            .is_file()
            .then_some(data),
        ..Scenery::default()
    };
    let mut stage = Box::pin(Stage::set(scenery)).await?;
    let folder = tempfile::tempdir()?;
    let app = Timed::new(folder.path(), &program("digital-ka")?)?;
    let empty = Timed::new(folder.path(), &program("examples/empty_window")?)?;

    fill_the_store(&mut stage).await?;
    let (mut ours, mut bare) = (Run::default(), Run::default());
    for _ in 0..RUNS {
        Box::pin(ours.add(&mut stage, &app, HOME)).await?;
        Box::pin(bare.add(&mut stage, &empty, ANYTHING)).await?;
    }
    let (start, empty_start) = (median(ours.start), median(bare.start));
    let (memory, empty_memory) = (median(ours.memory), median(bare.memory));
    Ok([
        Figure {
            name: "start",
            value: start,
            unit: "ms",
            ratio: start / empty_start,
            baseline: "an empty Tauri window",
        },
        Figure {
            name: "memory",
            value: memory / 1024.0,
            unit: "MiB",
            ratio: memory / empty_memory,
            baseline: "an empty Tauri window",
        },
    ])
}

/// The first start, gone through once, and everything fetched.
async fn fill_the_store(stage: &mut Stage) -> Result<()> {
    let app = stage.open().await?;
    app.skip_the_welcome().await?;
    app.find("[data-sync=current]").await?;
    stage.close().await
}

#[derive(Default)]
struct Run {
    /// Milliseconds from the process to the content.
    start: Vec<f64>,
    /// KiB of all its processes.
    memory: Vec<f64>,
}

impl Run {
    async fn add(&mut self, stage: &mut Stage, program: &Timed, content: &str) -> Result<()> {
        let app = stage.open_program(&program.wrapper).await?;
        let seen = first_content(&app, content).await?;
        self.start.push(seen - program.started()?);
        let driver = stage.driver().id().context("the driver has ended")?;
        self.memory.push(memory_of(driver)?);
        stage.close().await
    }
}

async fn first_content(app: &App, script: &str) -> Result<f64> {
    let began = Instant::now();
    loop {
        if let Some(seen) = app.run(script, vec![]).await?.as_f64() {
            return Ok(seen);
        }
        anyhow::ensure!(began.elapsed() < PATIENCE, "no content at {}", Utc::now());
    }
}

/// A program that notes when it is started.
struct Timed {
    wrapper: PathBuf,
    note: PathBuf,
}

impl Timed {
    fn new(folder: &Path, program: &Path) -> Result<Timed> {
        let name = program
            .file_name()
            .context("a program has a name")?
            .to_string_lossy();
        let (wrapper, note) = (folder.join(&*name), folder.join(format!("{name}.started")));
        let script = format!(
            "#!/bin/sh\ndate +%s%N > {}\nexec {} \"$@\"\n",
            note.display(),
            program.display()
        );
        fs::write(&wrapper, script)?;
        fs::set_permissions(&wrapper, fs::Permissions::from_mode(0o700))?;
        Ok(Timed { wrapper, note })
    }

    /// When it was started last, in milliseconds since 1970.
    fn started(&self) -> Result<f64> {
        let nanoseconds: u64 = fs::read_to_string(&self.note)?.trim().parse()?;
        Ok(nanoseconds as f64 / 1e6)
    }
}

/// The proportional set size of every process that the driver `root` started, in KiB: what they share is counted once.
fn memory_of(root: u32) -> Result<f64> {
    let ids = group_of(root)?;
    Ok(ids.into_iter().filter_map(proportional).sum())
}

fn proportional(id: u32) -> Option<f64> {
    let text = fs::read_to_string(format!("/proc/{id}/smaps_rollup")).ok()?;
    let line = text.lines().find(|line| line.starts_with("Pss:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
