//! `frame_sync` and `frame_scroll`: the longest time between two pictures of the app, while it takes in
//! everything for the first time with Home open, and while all past meetings are scrolled past. Beside it
//! the longest while nothing happens on the same screen for as long: a machine without a graphics card,
//! with other things to do, does not draw evenly. At 60 pictures a second each is there for 16.7 ms.
//!
//! While everything comes in, Home is drawn with content for the first time, which takes what it takes. So
//! the line also says how long the longest picture stands where all but the archive comes in: what the
//! archive makes longer is the difference.

use crate::archive::Archive;
use crate::measure::{Figure, median};
use anyhow::{Result, ensure};
use ka_journeys::wait::{PATIENCE, until};
use ka_journeys::{App, Stage};
use serde::Deserialize;
use serde_json::{Value, json};

const RUNS: usize = 3;
/// How fast the meetings are scrolled, in pixels a second: five times a window. Faster, nobody sees what
/// goes by.
const SPEED: u64 = 4_000;
/// How long nothing happens beside it, in milliseconds.
const NOTHING: u64 = 10_000;

/// Notes how long each picture stands, from now on, until `stop` is called, which tells of it.
pub const WATCH: &str = "
    const seen = {began: performance.now(), longest: 0, pictures: 0};
    let last = seen.began, on = true;
    const look = () => {
        const now = performance.now();
        seen.longest = Math.max(seen.longest, now - last);
        seen.pictures += 1;
        last = now;
        if (on) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    const stop = () => {
        on = false;
        return {...seen, time: performance.now() - seen.began};
    };";

/// Keeps watching between two scripts.
pub const KEEP: &str = "window.stopWatching = stop;";

/// Waits until everything is there.
const UNTIL_CURRENT: &str = "
    const done = arguments[0];
    const look = () => {
        if (!document.querySelector('[data-sync=current]')) return;
        observer.disconnect();
        // The picture of what came last belongs to it.
        requestAnimationFrame(() => requestAnimationFrame(() => done(window.stopWatching())));
    };
    const observer = new MutationObserver(look);
    observer.observe(document, {subtree: true, childList: true, attributes: true});
    look();";

/// Waits.
pub const IDLE: &str = "
    const [time, done] = arguments;
    setTimeout(() => done(stop()), time);";

/// Scrolls on, a bit with each picture, for half as long as a script may take, and says whether that was the
/// end. The page may become higher or lower on the way.
const SCROLL_ON: &str = "
    const [speed, done] = arguments;
    const page = document.scrollingElement;
    const began = performance.now(), from = page.scrollTop;
    const scroll = () => {
        const time = performance.now() - began;
        const end = page.scrollHeight - innerHeight;
        const top = Math.min(from + time / 1e3 * speed, end);
        page.scrollTo({top, behavior: 'instant'});
        if (top === end || time > 15000) done(top === end);
        else requestAnimationFrame(scroll);
    };
    requestAnimationFrame(scroll);";

/// Ends the watch over a page that was scrolled.
const SCROLLED: &str = "
    const page = document.scrollingElement;
    return {...window.stopWatching(), height: page.scrollHeight};";

/// What was seen of the pictures.
#[derive(Debug, Deserialize)]
pub struct Seen {
    /// The longest time between two, in milliseconds.
    pub longest: f64,
    pictures: f64,
    /// How long it was watched, in milliseconds.
    pub time: f64,
    /// How high it is, in pixels.
    #[serde(default)]
    height: f64,
}

/// The figures, in the app on a stage that has everything and on one that has no archive. Both have what
/// they have anew afterwards.
pub async fn figures(
    archive: &Archive,
    full: &mut Stage,
    without: &mut Stage,
) -> Result<[Figure; 2]> {
    let scroll = Box::pin(while_scrolling(full)).await?;
    let sync = Box::pin(while_syncing(full)).await?;
    let (less, _) = Box::pin(while_syncing(without)).await?;
    let less = format!("; {:.1} ms without the archive", longest(&less));
    Ok([
        figure("frame_sync", archive, &sync, &less),
        figure("frame_scroll", archive, &scroll, ""),
    ])
}

/// What was seen while something happened, and while nothing did.
type Both = (Vec<Seen>, Vec<Seen>);

fn longest(all: &[Seen]) -> f64 {
    median(all.iter().map(|seen| seen.longest).collect())
}

fn figure(name: &'static str, archive: &Archive, (busy, idle): &Both, besides: &str) -> Figure {
    let rate = |all: &[Seen]| {
        let rates = all.iter().map(|seen| seen.pictures / seen.time * 1e3);
        median(rates.collect())
    };
    let (ours, idling) = (longest(busy), longest(idle));
    Figure {
        name,
        value: ours,
        unit: archive
            .unit(&format!("ms at {:.1} pictures a second", rate(busy)))
            .into(),
        ratio: ours / idling,
        baseline: format!(
            "nothing happening ({idling:.1} ms at {:.1} a second{besides})",
            rate(idle)
        )
        .into(),
    }
}

async fn while_syncing(stage: &mut Stage) -> Result<Both> {
    let (mut busy, mut idle) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        stage.close().await?;
        stage.forget_the_app()?;
        // It answers when the page is watched.
        stage.city()?.pause()?;
        let app = stage.open().await?;
        reach_home(&app).await?;
        app.settle().await?;
        app.run(&format!("{WATCH}{KEEP}"), vec![]).await?;
        stage.city()?.go_on()?;
        let seen = watched(&app, UNTIL_CURRENT, vec![]).await?;
        app.screen("home").await?;
        app.settle().await?;
        let time = json!(seen.time);
        busy.push(seen);
        idle.push(watched(&app, &format!("{WATCH}{IDLE}"), vec![time]).await?);
    }
    stage.close().await?;
    Ok((busy, idle))
}

/// Goes past the first start, to a home that has nothing yet.
async fn reach_home(app: &App) -> Result<()> {
    until("home", PATIENCE, async || {
        let there = app.has("main[data-screen=home]").await?;
        if !there && app.has("#welcome-skip").await? {
            app.press("welcome-skip").await?;
        }
        Ok(there.then_some(()))
    })
    .await?;
    app.screen_in_state("home", "loading").await
}

/// Once: it takes a minute.
async fn while_scrolling(stage: &mut Stage) -> Result<Both> {
    let app = stage.open().await?;
    app.screen("home").await?;
    app.go("/council?by=past").await?;
    app.find("#council-past[aria-current]").await?;
    app.screen("council").await?;
    app.find("#main .ka-letter").await?;
    app.settle().await?;
    let nothing = vec![json!(NOTHING)];
    let idle = watched(&app, &format!("{WATCH}{IDLE}"), nothing).await?;
    app.run(&format!("{WATCH}{KEEP}"), vec![]).await?;
    let speed = vec![json!(SPEED)];
    while Box::pin(app.client().execute_async(SCROLL_ON, speed.clone())).await? != json!(true) {}
    let busy: Seen = serde_json::from_value(app.run(SCROLLED, vec![]).await?)?;
    // Thousands of meetings are as high as a tower.
    ensure!(busy.height > 50_000.0, "only {} pixels", busy.height);
    stage.close().await?;
    Ok((vec![busy], vec![idle]))
}

pub async fn watched(app: &App, script: &str, arguments: Vec<Value>) -> Result<Seen> {
    let seen = Box::pin(app.client().execute_async(script, arguments)).await?;
    Ok(serde_json::from_value(seen)?)
}
