//! How fast and how large, each figure beside a baseline of the same run.
//!
//! One line each: `bench <name> <value> <unit> ratio <r> vs <baseline>`. A ratio of times, sizes and
//! memory is ours by the baseline's: smaller is better. A ratio of speeds (`apply`, `cold_sync`) is ours by
//! the baseline's as well: larger is better. Ours and the baseline's runs take turns, so that what else the
//! machine does weighs on both; the figures are medians, where their names do not say otherwise.
//!
//! What is measured over the council's archive says of which: `(archive)` is the city's own, from
//! `../shared/data`, and `(synthetic)` is one of the same shape and size that was made up.
//!
//! With words, only what one of them names runs: `apply`, `feed`, `outbox`, `photo`, `delta`, `archive`,
//! `window`, `frames`.

mod apply;
mod archive;
mod bare;
mod cold;
mod delta;
mod device;
mod feed;
mod feed_size;
mod frames;
mod made_council;
mod made_words;
mod measure;
mod outbox;
mod photo;
#[path = "../quality/baseline.rs"]
mod plain;
mod proxy;
#[allow(dead_code, reason = "its other half is for those who compare rankings")]
#[path = "../quality/published.rs"]
mod published;
mod queries;
mod reports;
mod screen;
mod search;
mod size;
mod synthetic;
mod window;

use anyhow::Result;
use archive::Archive;
use chrono::Utc;
use feed_size::Bases;
use ka_domain::{ItemId, Kind};
use ka_gateway::embedded::{EmbeddedOptions, start};
use ka_journeys::{Scenery, Stage};
use measure::say;
use search::Typed;
use std::path::Path;

/// What an item is called by.
type Key = (Kind, ItemId);

#[tokio::main]
async fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let wants = |part: &str| words.is_empty() || words.iter().any(|word| word == part);
    let folder = tempfile::tempdir()?;
    // What needs nobody else first, so that a fault of the set-up costs the least.
    if wants("apply") {
        for figure in size::ui_size()? {
            say(&figure)?;
        }
        say(&apply::apply()?)?;
    }
    if wants("feed") {
        for figure in Box::pin(feed::figures()).await? {
            say(&figure)?;
        }
    }
    if wants("outbox") {
        for figure in Box::pin(outbox::figures()).await? {
            say(&figure)?;
        }
        say(&Box::pin(reports::figure()).await?)?;
    }
    if wants("photo") {
        say(&Box::pin(photo::figure()).await?)?;
        for figure in Box::pin(photo::window()).await? {
            say(&figure)?;
        }
    }
    let archive = Archive::find(folder.path())?;
    if wants("delta") {
        say(&Box::pin(delta::delta_100(&archive, folder.path())).await?)?;
    }
    let engine = if wants("archive") || wants("window") {
        Some(Box::pin(engine(&archive, folder.path())).await?)
    } else {
        None
    };
    if !wants("window") && !wants("frames") {
        return Ok(());
    }
    // Both read the whole archive: they are set once, whatever is measured on them.
    let [mut full, mut without] = Box::pin(stages(&archive, folder.path())).await?;
    if let (true, Some((bases, typed))) = (wants("window"), engine) {
        Box::pin(app(&archive, &mut full, &mut without, bases, &typed)).await?;
    }
    if wants("frames") {
        for figure in Box::pin(frames::figures(&archive, &mut full, &mut without)).await? {
            say(&figure)?;
        }
    }
    Ok(())
}

/// What the engine does with the archive.
async fn engine(archive: &Archive, folder: &Path) -> Result<(Bases, Vec<Typed>)> {
    let mut options = EmbeddedOptions::new(folder.join("gateway"));
    options.data = Some(archive.data.clone());
    let gateway = Box::pin(start(options)).await?;
    let device = folder.join("device");
    say(&Box::pin(cold::cold_sync(archive, &gateway, folder, &device)).await?)?;
    let bases = Bases::of(&gateway.publication)?;
    say(&bases.feed_size(archive))?;
    let (figures, typed) = search::figures(archive, &gateway.publication, &device)?;
    for figure in figures {
        say(&figure)?;
    }
    gateway.stop().await;
    Ok((bases, typed))
}

/// What the app does with it.
async fn app(
    archive: &Archive,
    full: &mut Stage,
    without: &mut Stage,
    bases: Bases,
    typed: &[Typed],
) -> Result<()> {
    for figure in Box::pin(window::figures(archive, full, without)).await? {
        say(&figure)?;
    }
    say(&bases.store_size(&full.app_data().join("store.db"), archive)?)?;
    for figure in Box::pin(screen::figures(archive, full, typed)).await? {
        say(&figure)?;
    }
    Ok(())
}

/// One stage with everything and one without the archive. On each the app has taken in what there is.
async fn stages(archive: &Archive, folder: &Path) -> Result<[Stage; 2]> {
    let set = async |data| {
        let scenery = Scenery {
            data: Some(data),
            ..Scenery::default()
        };
        let mut stage = Box::pin(Stage::set(scenery)).await?;
        Box::pin(stage.open_with_content()).await?;
        stage.close().await?;
        anyhow::Ok(stage)
    };
    let full = set(archive.data.clone()).await?;
    let without = set(archive.without(folder, Utc::now())?).await?;
    Ok([full, without])
}
