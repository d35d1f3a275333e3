//! A real gateway with its own state, and devices that follow it over HTTP.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use ka_core::clock::SystemClock;
use ka_core::feed::{FeedClient, SyncError, Synced, sync};
use ka_core::net::Http;
use ka_core::store::{Store, StoreKey};
use ka_core::views;
use ka_domain::views::DistrictFilter;
use ka_domain::{
    BicycleParking, BicycleParkingKind, Content, ItemId, Kind, Position, Provenance, SourceId,
};
use ka_gateway::clock::Clock;
use ka_gateway::connector::Harvested;
use ka_gateway::embedded::{EmbeddedOptions, Running, start};
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use tempfile::TempDir;

/// A gateway that has published the city's facts, and no parking: its folder is empty.
pub struct Town {
    pub gateway: Running,
    state: TempDir,
    _data: TempDir,
}

/// A clock that stands still.
struct Stopped(DateTime<Utc>);

impl Clock for Stopped {
    fn now(&self) -> DateTime<Utc> {
        self.0
    }
}

impl Town {
    pub async fn open() -> Result<Town> {
        Town::opened_with(|_| {}).await
    }

    /// A town that signed its feed at `then` and fell asleep.
    pub async fn asleep_since(then: DateTime<Utc>) -> Result<Town> {
        Town::opened_with(|options| options.clock = Arc::new(Stopped(then))).await
    }

    async fn opened_with(change: impl FnOnce(&mut EmbeddedOptions)) -> Result<Town> {
        let (state, data) = (TempDir::new()?, TempDir::new()?);
        let mut options = EmbeddedOptions::new(state.path().to_path_buf());
        options.data = Some(data.path().to_path_buf());
        change(&mut options);
        let gateway = Box::pin(start(options)).await?;
        Ok(Town {
            gateway,
            state,
            _data: data,
        })
    }

    /// Publishes places for bicycles in these streets, and no others.
    pub fn publish_bicycle_places(&self, streets: &[&str]) -> Result<()> {
        let source = SourceId::new("bicycle-parking-karlsruhe")?;
        let now = Utc::now();
        let items = streets
            .iter()
            .map(|street| {
                let id = ItemId::new(hex::encode(street))?;
                Ok(Harvested {
                    id: id.clone(),
                    provenance: Provenance {
                        source: source.clone(),
                        licence: None,
                        as_of: DateTime::UNIX_EPOCH,
                    },
                    content: Content::BicycleParking(place(id, street)?),
                })
            })
            .collect::<Result<_>>()?;
        let publication = &self.gateway.publication;
        publication.replace(&source, &[Kind::BicycleParking], items, now)?;
        Ok(())
    }

    pub fn state(&self) -> PathBuf {
        self.state.path().to_path_buf()
    }

    pub fn metadata(&self) -> PathBuf {
        self.gateway.publication.folders().metadata.clone()
    }

    /// The published file whose name ends with `ending`.
    pub fn target(&self, ending: &str) -> Result<PathBuf> {
        let mut folders = vec![self.gateway.publication.folders().targets.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder)? {
                let path = entry?.path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.to_string_lossy().ends_with(ending) {
                    return Ok(path);
                }
            }
        }
        anyhow::bail!("no file is published as {ending}")
    }

    /// A new device that trusts this town and has nothing yet.
    pub fn device(&self) -> Result<Device> {
        let folder = TempDir::new()?;
        let store = Store::open(&folder.path().join("store.db"), &StoreKey::new([7; 32]))?;
        Ok(Device {
            client: self.client(&folder)?,
            store: Arc::new(store),
            folder,
        })
    }

    fn client(&self, folder: &TempDir) -> Result<FeedClient> {
        let root = fs::read(&self.gateway.root)?;
        let feed = folder.path().join("feed");
        Ok(FeedClient::new(
            Http::new()?,
            &self.gateway.url,
            root,
            &feed,
        )?)
    }
}

fn place(id: ItemId, street: &str) -> Result<BicycleParking> {
    Ok(BicycleParking {
        id,
        municipality: "Karlsruhe".into(),
        district: None,
        street: street.into(),
        position: Position::new(49.0, 8.4).context("not on Earth")?,
        form: BicycleParkingKind::Stands,
        spaces: Some(4),
        cargo: false,
        trailer: false,
        charging: false,
        note: None,
        surveyed_at: None,
    })
}

/// A device with its store and its folder of the feed.
pub struct Device {
    client: FeedClient,
    pub store: Arc<Store>,
    folder: TempDir,
}

impl Device {
    pub async fn sync(&self) -> Result<Synced, SyncError> {
        Box::pin(sync(&self.client, &self.store, &SystemClock, |_, _| {})).await
    }

    /// The same device, pointed at another town.
    pub fn moved_to(self, town: &Town) -> Result<Device> {
        let client = town.client(&self.folder)?;
        Ok(Device { client, ..self })
    }

    pub fn root_version(&self) -> Option<u64> {
        self.client.root_version()
    }

    pub fn services(&self) -> Result<usize> {
        Ok(views::services(&self.store)?.services.len())
    }

    /// The districts, by name.
    pub fn districts(&self) -> Result<Vec<String>> {
        let districts = views::districts(&self.store)?;
        Ok(districts.into_iter().map(|d| d.name).collect())
    }

    /// The streets with places for bicycles, by name.
    pub fn streets(&self) -> Result<Vec<String>> {
        let view = views::bicycle_parking(&self.store, &DistrictFilter::All)?;
        Ok(view.places.into_iter().map(|p| p.item.street).collect())
    }

    /// The feed's files on this device, by name.
    pub fn feed_files(&self, folder: &str) -> Result<Vec<PathBuf>> {
        let mut found = Vec::new();
        for origin in fs::read_dir(self.folder.path().join("feed"))? {
            for entry in fs::read_dir(origin?.path().join(folder))? {
                found.push(entry?.path());
            }
        }
        found.sort();
        Ok(found)
    }
}
