//! The engine of a device, and what it tells.

use anyhow::{Context, Result, bail};
use ka_core::clock::SystemClock;
use ka_core::store::{Store, StoreError, StoreKey};
use ka_core::vault::{KeyStore, VaultError};
use ka_core::{City, Event, Gateway, Phase};
use ka_domain::views::SearchFilter;
use ka_domain::{ItemId, Kind, Lang};
use ka_gateway::embedded::Running;
use ka_journeys::wait::PATIENCE;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use url::Url;

/// What the stores of figures are encrypted with.
const KEY: [u8; 32] = [7; 32];

/// A key store that has always had the key: so what opening a store costs is in a figure, and what the
/// key store of a system costs is not.
struct KnownKey;

impl KeyStore for KnownKey {
    fn load(&self) -> Result<Option<StoreKey>, VaultError> {
        Ok(Some(store_key()))
    }

    fn save(&self, _: &StoreKey) -> Result<(), VaultError> {
        Ok(())
    }

    fn forget(&self) -> Result<(), VaultError> {
        Ok(())
    }
}

fn store_key() -> StoreKey {
    StoreKey::new(KEY)
}

/// The key as SQLCipher takes it.
pub fn key_pragma() -> String {
    format!("x'{}'", hex::encode(KEY))
}

/// A device.
pub struct Device {
    pub city: City,
    events: UnboundedReceiver<Event>,
}

impl Device {
    /// A device with its files in `folder` that asks `gateway`, which answers at `url`. Its worker runs
    /// from here on.
    pub async fn open(folder: &Path, gateway: &Running, url: &Url) -> Result<Device> {
        let trusted = Gateway {
            url: url.clone(),
            trust_root: tokio::fs::read(&gateway.root).await?,
        };
        Device::with(folder, Some(trusted))
    }

    /// The device without a gateway: what is in `folder` stays as it is.
    pub fn alone(folder: &Path) -> Result<Device> {
        Device::with(folder, None)
    }

    fn with(folder: &Path, gateway: Option<Gateway>) -> Result<Device> {
        let (tell, events) = unbounded_channel();
        let city = City::with_key_store(
            folder.to_path_buf(),
            gateway,
            Arc::new(SystemClock),
            Arc::new(move |event| {
                let _ = tell.send(event);
            }),
            tokio::runtime::Handle::current(),
            Box::new(KnownKey),
        );
        match tokio::task::block_in_place(|| city.open()) {
            Phase::Ready => Ok(Device { city, events }),
            other => bail!("the device does not open: {other:?}"),
        }
    }

    async fn event(&mut self) -> Result<Event> {
        let event = tokio::time::timeout(PATIENCE, self.events.recv()).await;
        event
            .context("nothing happens")?
            .context("the engine has ended")
    }

    /// Waits until a sync has ended, and got there.
    pub async fn has_everything(&mut self) -> Result<()> {
        loop {
            if let Event::Sync(status) = self.event().await?
                && !status.running
            {
                if let Some(why) = status.failure {
                    bail!("the sync failed: {why:?}");
                }
                return Ok(());
            }
        }
    }

    /// Waits until the item is to be read with this text.
    pub async fn shows(&mut self, id: &ItemId, text: &str) -> Result<()> {
        loop {
            if self.text(id)?.as_deref() == Some(text) {
                return Ok(());
            }
            self.event().await?;
        }
    }

    /// The summary of a service, if it is there.
    pub fn text(&self, id: &ItemId) -> Result<Option<String>> {
        Ok(self
            .city
            .service(id)
            .ok()
            .map(|view| view.service.item.summary.de))
    }

    /// Waits until so many papers are found by `word`; what is found of a kind is told up to 50 times.
    pub async fn finds(&mut self, word: &str, papers: usize) -> Result<()> {
        while self.found(word)? < papers {
            self.event().await?;
        }
        Ok(())
    }

    /// How many papers are found by `word`, 50 at most.
    pub fn found(&self, word: &str) -> Result<usize> {
        let filter = SearchFilter {
            kind: Some(Kind::Paper),
            ..SearchFilter::default()
        };
        let found = self.city.search(word, &filter, Lang::De)?;
        Ok(found.groups.iter().map(|group| group.hits.len()).sum())
    }

    /// How many items there are.
    pub fn items(&self) -> Result<u64> {
        let collections = self.city.storage()?.collections;
        Ok(collections.iter().map(|all| all.items).sum())
    }
}

/// The store of the device that keeps its files in `folder`.
pub fn store_of(folder: &Path) -> PathBuf {
    folder.join("store.db")
}

/// Opens the store at `file`, which is made if there is none.
pub fn open_store(file: &Path) -> Result<Store, StoreError> {
    Store::open(file, &store_key())
}
