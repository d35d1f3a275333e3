//! `start` and `memory`: the app with a full store, beside an empty Tauri window with a static page.
//!
//! The clock starts when the process does, not when WebDriver asks for it, and stops when the page
//! has its content, on the page's own clock and in the very turn in which it gets it: what WebDriver
//! adds is in neither. `start_drawn` goes on until the page is drawn with it, which on a machine without
//! a graphics card is mostly what the card would do.

use crate::measure::{Figure, median};
use anyhow::{Context, Result};
use ka_journeys::binaries::{program, repository};
use ka_journeys::process::group_of;
use ka_journeys::wait::PATIENCE;
use ka_journeys::{App, Scenery, Stage};
use serde_json::{Value, json};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Instant;

const RUNS: usize = 9;

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

pub async fn figures() -> Result<[Figure; 3]> {
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

    stage.open_with_content().await?;
    stage.close().await?;
    let (mut ours, mut bare) = (Run::default(), Run::default());
    for _ in 0..RUNS {
        Box::pin(ours.add(&mut stage, &app, Some(HOME))).await?;
        Box::pin(bare.add(&mut stage, &empty, None)).await?;
    }
    let (start, empty_start) = (median(ours.start), median(bare.start));
    let (drawn, empty_drawn) = (median(ours.drawn), median(bare.drawn));
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
            name: "start_drawn",
            value: drawn,
            unit: "ms",
            ratio: drawn / empty_drawn,
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

#[derive(Default)]
struct Run {
    /// Milliseconds from the process to the content.
    start: Vec<f64>,
    /// Milliseconds from the process to the picture of it.
    drawn: Vec<f64>,
    /// KiB of all its processes.
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
        let driver = stage.driver().id().context("the driver has ended")?;
        self.memory.push(memory_of(driver)?);
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
