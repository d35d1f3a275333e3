//! `delta_sync` and `idle_poll`: the gateway and the engine of the device, over HTTP.

use crate::device::Device;
use crate::measure::{Figure, median, milliseconds};
use crate::proxy::Proxy;
use crate::synthetic::item;
use anyhow::{Context, Result, bail, ensure};
use chrono::Utc;
use ka_domain::{ItemId, Kind, SourceId};
use ka_gateway::connector::Harvested;
use ka_gateway::embedded::{EmbeddedOptions, Running, start};
use ka_gateway::publication::Publication;
use ka_journeys::city::write_data;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;
use url::Url;

/// As many items as the council's archive will bring, of its size.
const ITEMS: u64 = 16_592;
const BYTES: usize = 3_000;
const CHANGED: u64 = 100;
const RUNS: u64 = 7;

pub async fn figures() -> Result<Vec<Figure>> {
    let folder = tempfile::tempdir()?;
    let gateway = gateway(folder.path()).await?;
    publish(&gateway, 0).await?;
    let delta_sync = delta_sync(folder.path(), &gateway).await?;
    let idle_poll = idle_poll(folder.path(), &gateway).await?;
    gateway.stop().await;
    Ok(vec![delta_sync, idle_poll])
}

async fn gateway(folder: &Path) -> Result<Running> {
    let mut options = EmbeddedOptions::new(folder.join("gateway"));
    options.data = Some(write_data(folder, Utc::now())?);
    Ok(Box::pin(start(options)).await?)
}

/// From the call that publishes 100 changed items to the moment at which a screen can read them,
/// beside a device that fetches everything.
async fn delta_sync(folder: &Path, gateway: &Running) -> Result<Figure> {
    let mut device = Device::open(&folder.join("device"), gateway, &gateway.url).await?;
    device.has_everything().await?;
    let (mut delta, mut whole) = (Vec::new(), Vec::new());
    for edition in 1..=RUNS {
        let items = items(edition)?;
        let (id, text) = last_changed(edition)?;
        let began = Instant::now();
        replace(&gateway.publication, items).await?;
        device.city.sync_now()?;
        device.shows(&id, &text).await?;
        delta.push(milliseconds(began.elapsed()));

        let path = folder.join(format!("new-{edition}"));
        let mut new = Device::open(&path, gateway, &gateway.url).await?;
        let began = Instant::now();
        new.has_everything().await?;
        whole.push(milliseconds(began.elapsed()));
        ensure!(new.text(&id)?.as_deref() == Some(&*text), "another edition");
    }
    let (delta, whole) = (median(delta), median(whole));
    Ok(Figure {
        name: "delta_sync",
        value: delta,
        unit: "ms".into(),
        ratio: delta / whole,
        baseline: "fetching everything".into(),
    })
}

/// What a poll that finds nothing new costs on the wire, beside one that knows no metadata yet.
async fn idle_poll(folder: &Path, gateway: &Running) -> Result<Figure> {
    let port = gateway.url.port().context("a gateway has a port")?;
    let proxy = Proxy::start(([127, 0, 0, 1], port).into()).await?;
    let url = Url::parse(&format!("http://{}/", proxy.address))?;
    let path = folder.join("polling");
    let mut device = Device::open(&path, gateway, &url).await?;
    device.has_everything().await?;
    proxy.take();
    let mut idle = Vec::new();
    for _ in 0..RUNS {
        device.city.sync_now()?;
        device.has_everything().await?;
        let (bytes, requests) = proxy.take();
        ensure!(requests == 1, "{requests} requests");
        idle.push(bytes as f64);
    }
    drop(device);

    std::fs::remove_dir_all(path.join("feed"))?;
    let mut device = Device::open(&path, gateway, &url).await?;
    device.has_everything().await?;
    let (whole, _) = proxy.take();
    let idle = median(idle);
    Ok(Figure {
        name: "idle_poll",
        value: idle,
        unit: "B in one request".into(),
        ratio: idle / whole as f64,
        baseline: "loading all metadata".into(),
    })
}

/// All items, of which the hundred of this edition and of those before have changed.
fn items(edition: u64) -> Result<Vec<Harvested>> {
    (0..ITEMS)
        .map(|n| {
            let made = item(n, edition_of(n, edition), BYTES)?;
            Ok(Harvested {
                id: made.id,
                provenance: made.provenance,
                content: made.content,
            })
        })
        .collect()
}

fn edition_of(n: u64, edition: u64) -> u64 {
    // The first hundred are those of the first edition, and so on.
    let turn = n / CHANGED + 1;
    if turn <= edition { turn } else { 0 }
}

fn last_changed(edition: u64) -> Result<(ItemId, String)> {
    let n = edition * CHANGED - 1;
    let made = item(n, edition_of(n, edition), BYTES)?;
    let ka_domain::Content::Service(service) = made.content else {
        bail!("it is no service");
    };
    Ok((made.id, service.summary.de))
}

async fn publish(gateway: &Running, edition: u64) -> Result<()> {
    replace(&gateway.publication, items(edition)?).await
}

async fn replace(publication: &Arc<Publication>, items: Vec<Harvested>) -> Result<()> {
    let publication = publication.clone();
    let work = move || {
        let source = SourceId::new("bench")?;
        publication.replace(&source, &[Kind::Service], items, Utc::now())?;
        anyhow::Ok(())
    };
    tokio::task::spawn_blocking(work).await?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edition_changes_a_hundred_items_and_keeps_those_before() {
        let changed = |edition| {
            (0..ITEMS)
                .filter(|n| edition_of(*n, edition) != edition_of(*n, edition - 1))
                .count() as u64
        };
        assert!((1..=RUNS).all(|edition| changed(edition) == CHANGED));
        assert_eq!(edition_of(0, 3), 1);
        assert_eq!(edition_of(CHANGED * 3, 3), 0);
    }
}
