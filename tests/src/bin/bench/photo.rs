//! `photo`: a photo of 12 megapixels, from the bytes of the camera to one that is kept and can be sent, beside
//! nothing but reading its pixels. `frame_photo`: how long the longest picture of the window stands while a
//! person adds such a photo, beside the longest while nothing happens for as long. `report_saved`: from the
//! press of the button that sends a report to the screen that says that it is saved, beside a step of the same
//! form, which keeps what was typed.

use crate::frames::{IDLE, KEEP, Seen, WATCH, watched};
use crate::measure::{Figure, median, milliseconds};
use anyhow::{Context, Result, ensure};
use fastrand::Rng;
use ka_core::clock::SystemClock;
use ka_journeys::faults::{Device, Town};
use ka_journeys::report::{camera_photo, choose_files, step, write_report};
use ka_journeys::{App, Scenery, Stage};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

/// Pixels of a camera.
const SIZE: (u32, u32) = (4000, 3000);
const RUNS: usize = 5;
/// Reports that are sent through the window.
const REPORTS: usize = 5;
/// A category that asks nothing that must be answered.
const CATEGORY: &str = "other";

/// Waits until there is a photo more, and tells of the pictures since the watch began.
const UNTIL_THERE: &str = "
    const [photos, done] = arguments;
    const look = () => {
        if (document.querySelectorAll('[data-photo]').length < photos) return;
        observer.disconnect();
        // The picture of it belongs to it.
        requestAnimationFrame(() => requestAnimationFrame(() => done(window.stopWatching())));
    };
    const observer = new MutationObserver(look);
    observer.observe(document, {subtree: true, childList: true, attributes: true});
    look();";

/// Presses a button, and gives the time until the screen has the step, in milliseconds.
const PRESSED: &str = "
    const [button, step, done] = arguments;
    const began = performance.now();
    const look = () => {
        if (!document.querySelector(`main[data-step=${step}]`)) return;
        observer.disconnect();
        done(performance.now() - began);
    };
    const observer = new MutationObserver(look);
    observer.observe(document, {subtree: true, childList: true, attributes: true});
    document.getElementById(button).click();";

/// What the engine needs for it.
pub async fn figure() -> Result<Figure> {
    let folder = tempfile::tempdir()?;
    let town = Town::start(&folder.path().join("town")).await?;
    let gateway = town.at(&format!("http://{}/", town.address()?))?;
    let device = Device::open(
        &folder.path().join("device"),
        gateway,
        Arc::new(SystemClock),
    )?;
    device.has_categories().await?;
    let photo = camera_photo(SIZE.0, SIZE.1, &mut Rng::with_seed(1))?;
    let (mut ours, mut bare) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let draft = device.city.new_draft(None)?;
        let began = Instant::now();
        device.city.add_photo(&draft.id, &photo)?;
        ours.push(milliseconds(began.elapsed()));
        let began = Instant::now();
        let pixels = image::load_from_memory(&photo)?;
        bare.push(milliseconds(began.elapsed()));
        ensure!((pixels.width(), pixels.height()) == SIZE, "another photo");
    }
    let (ours, bare) = (median(ours), median(bare));
    Ok(Figure {
        name: "photo",
        value: ours,
        unit: "ms".into(),
        ratio: ours / bare,
        baseline: format!("reading its pixels ({bare:.0} ms)").into(),
    })
}

/// What a person sees of it.
pub async fn window() -> Result<[Figure; 2]> {
    let folder = tempfile::tempdir()?;
    let photo = folder.path().join("IMG_1.jpg");
    std::fs::write(
        &photo,
        camera_photo(SIZE.0, SIZE.1, &mut Rng::with_seed(1))?,
    )?;
    let mut stage = Box::pin(Stage::set(Scenery::default())).await?;
    let app = Box::pin(stage.open_with_content()).await?;
    let frames = Box::pin(while_adding(&app, &photo)).await?;
    let saved = Box::pin(while_sending(&app)).await?;
    stage.close().await?;
    Ok([frames, saved])
}

async fn while_adding(app: &App, photo: &Path) -> Result<Figure> {
    write_report(app, CATEGORY, "Kaiserstraße 1", &[], "Bank").await?;
    app.press("report-change-photos").await?;
    step(app, "photos").await?;
    let (mut busy, mut idle) = (Vec::new(), Vec::new());
    for photos in 1..=RUNS.min(ka_domain::report::limits::PHOTOS) {
        app.settle().await?;
        app.run(&format!("{WATCH}{KEEP}"), vec![]).await?;
        choose_files(app, "report-photo-input", &[PathBuf::from(photo)]).await?;
        let seen = watched(app, UNTIL_THERE, vec![json!(photos)]).await?;
        let time = json!(seen.time);
        busy.push(seen);
        app.settle().await?;
        idle.push(watched(app, &format!("{WATCH}{IDLE}"), vec![time]).await?);
    }
    let middle = |all: &[Seen], of: fn(&Seen) -> f64| median(all.iter().map(of).collect());
    let (ours, nothing) = (
        middle(&busy, |seen| seen.longest),
        middle(&idle, |seen| seen.longest),
    );
    let time = middle(&busy, |seen| seen.time);
    Ok(Figure {
        name: "frame_photo",
        value: ours,
        unit: format!("ms within the {time:.0} ms until it is shown,").into(),
        ratio: ours / nothing,
        baseline: format!("nothing happening ({nothing:.1} ms)").into(),
    })
}

async fn while_sending(app: &App) -> Result<Figure> {
    let (mut sent, mut stepped) = (Vec::new(), Vec::new());
    for n in 0..REPORTS {
        let words = format!("Bank {n}");
        write_report(app, CATEGORY, "Kaiserstraße 1", &[], &words).await?;
        app.press("report-change-words").await?;
        step(app, "words").await?;
        app.write("report-words", &format!("{words}, groß")).await?;
        stepped.push(pressed(app, "report-next", "check").await?);
        app.attribute_is("#report-saved", "data-saved", "true")
            .await?;
        sent.push(pressed(app, "report-send", "sent").await?);
    }
    let (sent, stepped) = (median(sent), median(stepped));
    Ok(Figure {
        name: "report_saved",
        value: sent,
        unit: "ms".into(),
        ratio: sent / stepped,
        baseline: format!("a step of the form ({stepped:.1} ms)").into(),
    })
}

async fn pressed(app: &App, button: &str, step: &str) -> Result<f64> {
    let words = vec![json!(button), json!(step)];
    let time = Box::pin(app.client().execute_async(PRESSED, words)).await?;
    time.as_f64().context("a time")
}
