//! `delta_100`: a hundred papers change at an OParl server that has the whole archive. From the moment at
//! which the gateway asks it to the one at which a device finds all of them by a word that they did not
//! have before. In a city the interval at which the gateway asks comes on top. Beside it a new device that
//! fetches everything.

use crate::archive::{Archive, LISTS, each};
use crate::cold::synced;
use crate::device::Device;
use crate::measure::{Figure, median, milliseconds};
use anyhow::{Context, Result, ensure};
use chrono::Utc;
use ka_domain::SourceId;
use ka_gateway::connector::oparl::SOURCE;
use ka_gateway::embedded::{EmbeddedOptions, start};
use ka_journeys::city::write_data;
use ka_journeys::oparl::FakeOparl;
use serde_json::{Value, json};
use std::path::Path;
use std::time::Instant;

const CHANGED: usize = 100;
/// What a search tells of one kind at most.
const TOLD: usize = 50;
/// A word a run, of which the archive has none.
const WORDS: [&str; 5] = [
    "Quittenkompott",
    "Xylophonkasten",
    "Yuccapalmenkübel",
    "Jojobastrauch",
    "Zwetschgendatschi",
];

/// The figure. What it needs is below `folder`.
pub async fn delta_100(archive: &Archive, folder: &Path) -> Result<Figure> {
    let folder = folder.join("delta");
    let (council, papers) = Box::pin(council_of(archive)).await?;
    let data = write_data(&folder, Utc::now())?;
    // The server has it.
    std::fs::remove_dir_all(data.join("oparl"))?;
    let mut options = EmbeddedOptions::new(folder.join("gateway"));
    options.data = Some(data);
    options.sources.council = council.settings();
    let gateway = Box::pin(start(options)).await?;
    let source = SourceId::new(SOURCE)?;

    let mut device = Device::open(&folder.join("device"), &gateway, &gateway.url).await?;
    device.has_everything().await?;
    let items = device.items()?;
    ensure!(items * 10 > archive.objects * 9, "{items} items arrived");
    let (mut delta, mut whole) = (Vec::new(), Vec::new());
    for (run, word) in WORDS.iter().enumerate() {
        ensure!(device.found(word)? == 0, "{word} is there before");
        for paper in papers
            .iter()
            .skip(run)
            .step_by(papers.len() / CHANGED)
            .take(CHANGED)
        {
            council.change(paper, |paper| {
                let name = paper["name"].as_str().unwrap_or_default();
                paper["name"] = json!(format!("{name} {word}"));
            })?;
        }
        let began = Instant::now();
        ensure!(gateway.read_now(&source).await?, "the council was not read");
        device.city.sync_now()?;
        device.finds(word, TOLD).await?;
        delta.push(milliseconds(began.elapsed()));
        whole.push(Box::pin(synced(&gateway, &folder.join(format!("new-{run}")))).await?);
    }
    gateway.stop().await;
    let (delta, whole) = (median(delta), median(whole));
    Ok(Figure {
        name: "delta_100",
        value: delta,
        unit: archive.unit("ms").into(),
        ratio: delta / whole,
        baseline: format!("fetching everything ({whole:.0} ms)").into(),
    })
}

/// A server with the archive, and the addresses of the papers that there are.
async fn council_of(archive: &Archive) -> Result<(FakeOparl, Vec<String>)> {
    let council = FakeOparl::start().await?;
    let mut papers = Vec::new();
    for list in LISTS {
        each(&archive.data, list, |line| {
            let object: Value = serde_json::from_str(line)?;
            if list == "papers" && object["deleted"] != json!(true) {
                let address = object["id"].as_str().context("it has no address")?;
                papers.push(address.to_owned());
            }
            council.load([object])
        })?;
    }
    Ok((council, papers))
}
