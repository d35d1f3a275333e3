//! `cold_sync`: the whole archive over loopback HTTP into an empty store: signatures checked, files
//! hashed, unpacked, read, stemmed, indexed and encrypted. From the moment at which a device opens its
//! store, which is empty, to the one at which its worker says that it is current. Beside it a program
//! that has the same rows in memory already and does nothing but write them ([`crate::bare`]). The ratio
//! is of speeds.

use crate::archive::Archive;
use crate::bare::Rows;
use crate::device::{Device, open_store, store_of};
use crate::measure::{Figure, median, milliseconds};
use anyhow::{Result, ensure};
use ka_gateway::embedded::Running;
use std::path::Path;
use std::time::Instant;

const RUNS: usize = 7;

/// The figure. What the first device has stays in `device`.
pub async fn cold_sync(
    archive: &Archive,
    gateway: &Running,
    folder: &Path,
    device: &Path,
) -> Result<Figure> {
    Box::pin(synced(gateway, device)).await?;
    let rows = Rows::read(&store_of(device))?;
    // Some objects of the archive say of themselves that they are gone.
    ensure!(
        rows.items() * 10 > archive.objects * 9,
        "{} of {} objects",
        rows.items(),
        archive.objects
    );
    let (mut ours, mut bare) = (Vec::new(), Vec::new());
    for run in 0..RUNS {
        let path = folder.join(format!("cold-{run}"));
        ours.push(Box::pin(synced(gateway, &path)).await?);
        std::fs::remove_dir_all(path)?;

        let path = folder.join(format!("bare-{run}.db"));
        // The tables, so that both write into the same ones.
        drop(open_store(&path)?);
        let began = Instant::now();
        rows.write(&path)?;
        bare.push(milliseconds(began.elapsed()));
        std::fs::remove_file(path)?;
    }
    let (ours, bare) = (median(ours), median(bare));
    Ok(Figure {
        name: "cold_sync",
        value: ours,
        unit: archive
            .unit(&format!("ms for {} items", rows.items()))
            .into(),
        ratio: bare / ours,
        baseline: format!("the speed of bare rusqlite ({bare:.0} ms)").into(),
    })
}

/// How long a new device takes, in milliseconds.
pub async fn synced(gateway: &Running, folder: &Path) -> Result<f64> {
    let began = Instant::now();
    let mut device = Device::open(folder, gateway, &gateway.url).await?;
    device.has_everything().await?;
    Ok(milliseconds(began.elapsed()))
}
