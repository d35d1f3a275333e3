//! `start`, `start_drawn` and `memory`: the app with the whole archive in its store, beside an empty Tauri
//! window with a static page. `start_full` and `memory_full`: the same app beside itself with everything
//! in its store but the archive; Home shows the same in both. `memory_searched`: the app after its search
//! was used, which reads a vocabulary into memory, beside itself before.
//!
//! The clock starts when the process does, not when WebDriver asks for it, and stops when the page
//! has its content, on the page's own clock and in the very turn in which it gets it: what WebDriver
//! adds is in neither. `start_drawn` goes on until the page is drawn with it, which on a machine without
//! a graphics card is mostly what the card would do.

use crate::archive::Archive;
use crate::measure::{Figure, median};
use anyhow::{Context, Result, ensure};
use ka_journeys::binaries::program;
use ka_journeys::process::group_of;
use ka_journeys::wait::PATIENCE;
use ka_journeys::{App, Stage};
use serde_json::{Value, json};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Instant;

const RUNS: usize = 9;
/// Starts after which the search is used.
const SEARCHES: usize = 3;

/// What the app's page has when it has its content.
const HOME: &str = "main[data-screen=home][data-state=ready] article";

/// Gives the page's time at which it first has what is selected, in milliseconds since 1970, and at
/// which it was first drawn with anything. All that a static page has is there when it is read.
const FIRST_CONTENT: &str = "
    const [content, done] = arguments;
    const since1970 = at => performance.timeOrigin + at;
    const drawn = () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime;
    const found = at => {
        const wait = () => drawn() ? done([since1970(at), since1970(drawn())]) : setTimeout(wait, 5);
        wait();
    };
    if (content === null) {
        found(performance.getEntriesByType('navigation')[0].domInteractive);
    } else if (document.querySelector(content)) {
        done(null);
    } else {
        new MutationObserver((_, observer) => {
            if (document.querySelector(content)) {
                observer.disconnect();
                found(performance.now());
            }
        }).observe(document, {subtree: true, childList: true, attributes: true});
    }";

/// The figures, in the app on a stage that has everything and on one that has no archive.
pub async fn figures(
    archive: &Archive,
    full: &mut Stage,
    without: &mut Stage,
) -> Result<Vec<Figure>> {
    let folder = tempfile::tempdir()?;
    let app = Timed::new(folder.path(), &program("digital-ka")?)?;
    let empty = Timed::new(folder.path(), &program("examples/empty_window")?)?;
    ensure!(
        meetings_on_home(full).await? == meetings_on_home(without).await?,
        "Home is not the same without the archive"
    );
    let (mut ours, mut less, mut bare) = (Run::default(), Run::default(), Run::default());
    for _ in 0..RUNS {
        Box::pin(ours.add(full, &app, Some(HOME))).await?;
        Box::pin(less.add(without, &app, Some(HOME))).await?;
        Box::pin(bare.add(full, &empty, None)).await?;
    }
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for _ in 0..SEARCHES {
        let (quiet, searched) = Box::pin(memory_of_a_search(full)).await?;
        before.push(quiet);
        after.push(searched);
    }
    let window = "an empty Tauri window";
    let same = "the same app without the archive";
    let figure =
        |name, (ours, theirs): (Vec<f64>, Vec<f64>), unit: &str, baseline: &'static str| {
            let (value, theirs) = (median(ours), median(theirs));
            Figure {
                name,
                value,
                unit: archive.unit(unit).into(),
                ratio: value / theirs,
                baseline: baseline.into(),
            }
        };
    let of = |ours: &[f64], theirs: &[f64]| (ours.to_vec(), theirs.to_vec());
    Ok(vec![
        figure("start", of(&ours.start, &bare.start), "ms", window),
        figure("start_drawn", of(&ours.drawn, &bare.drawn), "ms", window),
        figure("memory", of(&ours.memory, &bare.memory), "MiB", window),
        figure("start_full", of(&ours.start, &less.start), "ms", same),
        figure("memory_full", of(&ours.memory, &less.memory), "MiB", same),
        figure(
            "memory_searched",
            (after, before),
            "MiB",
            "before the search",
        ),
    ])
}

/// What Home tells of the council. The stage has the app opened and closed again.
async fn meetings_on_home(stage: &mut Stage) -> Result<String> {
    let app = stage.open_with_content().await?;
    app.settle().await?;
    let script = "return document.getElementById('home-meetings')?.innerText ?? ''";
    let meetings = app.run(script, vec![]).await?;
    stage.close().await?;
    Ok(meetings.to_string())
}

/// How much memory the app has before its search is used for the first time, and afterwards.
async fn memory_of_a_search(stage: &mut Stage) -> Result<(f64, f64)> {
    let app = stage.open().await?;
    app.screen("home").await?;
    app.go("/search").await?;
    app.screen("search").await?;
    app.settle().await?;
    let before = memory_on(stage)?;
    app.write("search", "spielplatz").await?;
    app.find("#search-results[data-words=spielplatz]").await?;
    app.settle().await?;
    let after = memory_on(stage)?;
    stage.close().await?;
    Ok((before, after))
}

#[derive(Default)]
struct Run {
    /// Milliseconds from the process to the content.
    start: Vec<f64>,
    /// Milliseconds from the process to the picture of it.
    drawn: Vec<f64>,
    /// MiB of all its processes.
    memory: Vec<f64>,
}

impl Run {
    async fn add(
        &mut self,
        stage: &mut Stage,
        program: &Timed,
        content: Option<&str>,
    ) -> Result<()> {
        let app = stage.open_program(&program.wrapper).await?;
        let Some((seen, drawn)) = first_content(&app, content).await? else {
            // WebDriver came too late to see it happen.
            stage.close().await?;
            return Box::pin(self.add(stage, program, content)).await;
        };
        let started = program.started()?;
        self.start.push(seen - started);
        self.drawn.push(drawn - started);
        self.memory.push(memory_on(stage)?);
        stage.close().await
    }
}

/// When the page had its content and when it was drawn, in milliseconds since 1970.
async fn first_content(app: &App, content: Option<&str>) -> Result<Option<(f64, f64)>> {
    let began = Instant::now();
    loop {
        let asked = app
            .client()
            .execute_async(FIRST_CONTENT, vec![json!(content)]);
        match Box::pin(asked).await {
            Ok(Value::Null) => return Ok(None),
            Ok(seen) => {
                let seen: (f64, f64) = serde_json::from_value(seen)?;
                return Ok(Some(seen));
            }
            // It was asked in the page before the first.
            Err(_) if began.elapsed() < PATIENCE => {}
            Err(why) => return Err(why).context("no content"),
        }
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

/// The proportional set size of every process that the driver of the stage started, in MiB: what they share
/// is counted once.
fn memory_on(stage: &Stage) -> Result<f64> {
    let driver = stage.driver().id().context("the driver has ended")?;
    let ids = group_of(driver)?;
    Ok(ids.into_iter().filter_map(proportional).sum::<f64>() / 1024.0)
}

/// That of one process, in KiB.
fn proportional(id: u32) -> Option<f64> {
    let text = fs::read_to_string(format!("/proc/{id}/smaps_rollup")).ok()?;
    let line = text.lines().find(|line| line.starts_with("Pss:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
