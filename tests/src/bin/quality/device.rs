//! A device that has taken in all that a gateway publishes.

use anyhow::{Context, Result, bail, ensure};
use ka_core::clock::SystemClock;
use ka_core::{City, Event, Gateway};
use ka_gateway::embedded::Running;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc::unbounded_channel;

const PASSPHRASE: &str = "only for figures";
/// How long the first sync may take, also in a build without optimization.
const PATIENCE: Duration = Duration::from_secs(300);

/// The engine of a device.
pub struct Device {
    pub city: City,
}

impl Device {
    /// Opens it with a passphrase, so that no key store takes part, and waits until it has the
    /// `searchable` items and what else is published.
    pub async fn with_everything(
        folder: &Path,
        gateway: &Running,
        searchable: usize,
    ) -> Result<Device> {
        std::fs::create_dir_all(folder)?;
        let (tell, mut events) = unbounded_channel();
        let city = City::new(
            folder.to_path_buf(),
            Some(Gateway {
                url: gateway.url.clone(),
                trust_root: tokio::fs::read(&gateway.root).await?,
            }),
            Arc::new(SystemClock),
            Arc::new(move |event| {
                let _ = tell.send(event);
            }),
            tokio::runtime::Handle::current(),
        );
        tokio::task::block_in_place(|| city.unlock(PASSPHRASE))?;
        loop {
            let event = tokio::time::timeout(PATIENCE, events.recv()).await;
            let event = event.context("nothing happens")?;
            if let Event::Sync(status) = event.context("the engine has ended")?
                && !status.running
            {
                if let Some(why) = status.failure {
                    bail!("the sync failed: {why:?}");
                }
                break;
            }
        }
        let there: u64 = city
            .storage()?
            .collections
            .iter()
            .map(|collection| collection.items)
            .sum();
        ensure!(
            there >= searchable as u64,
            "{there} of {searchable} items arrived"
        );
        Ok(Device { city })
    }
}
