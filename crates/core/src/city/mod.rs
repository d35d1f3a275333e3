//! The façade that the shell holds: everything that the device knows of the city.
//!
//! # Open or not
//!
//! A city is made closed, and [`City::open`] opens it: it gets the key from the vault, opens the store
//! and starts the worker that keeps it fresh. What stands in the way is a [`Phase`], not an error: a
//! person can do something about each. Until it is open every question about content answers
//! [`CityError::Locked`].
//!
//! # Reading and writing
//!
//! Every method answers from the store and waits for nothing but it; the network is the worker's. So
//! they are plain functions that may block for the time of a disk access (of a passphrase, or of a
//! system that asks its owner for leave), and the shell calls them off its main thread. What becomes
//! stale meanwhile is told through the sink that was given to [`City::new`].

mod council;
mod drafts;
mod error;
mod exports;
mod facts;
mod opening;
mod outbox;
mod reports;
mod search;
#[cfg(test)]
mod tests;
mod worker;

pub use crate::outbox::{ReportNews, What};
pub use error::CityError;
pub use facts::Facts;
pub use ka_photo::PhotoFault;
pub use opening::Phase;
pub use worker::{SyncFailure, SyncStatus};

use crate::clock::Clock;
use crate::feed::FeedClient;
use crate::net::Http;
use crate::outbox::{Bell, Outbox};
use crate::search::Search;
use crate::store::Store;
use crate::vault::{KeyStore, SystemKeyStore};
use crate::views;
use ka_domain::views::{
    BicycleParkingView, DistrictFilter, HomeView, NewsRow, OfficeView, ParkingView, ServiceView,
    ServicesView, SourceRow,
};
use ka_domain::{CollectionName, District, ItemId, Preferences};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use url::Url;
use worker::Worker;

/// Something that the screen shows became stale.
#[derive(Debug, Clone)]
pub enum Event {
    /// Items of these collections changed.
    Content(Vec<CollectionName>),
    /// The live numbers changed.
    Live,
    /// What is followed, or what is new of it, changed.
    News {
        /// What the system is to tell its owner of; mostly nothing.
        tell: Vec<NewsRow>,
    },
    /// The outbox, drafts or reports of the owner changed.
    Reports {
        /// What the system is to tell its owner of; mostly nothing.
        tell: Vec<ReportNews>,
    },
    /// A sync began, ended or failed.
    Sync(SyncStatus),
}

/// Hears of every [`Event`], on whatever thread it happens. It must not block.
pub type Sink = Arc<dyn Fn(Event) + Send + Sync>;

/// The city's side: where it is and what is trusted of it.
#[derive(Debug, Clone)]
pub struct Gateway {
    /// Its address.
    pub url: Url,
    /// The `root.json` that shipped with the app.
    pub trust_root: Vec<u8>,
}

/// What holds the key of the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vault {
    /// The key store of the system.
    KeyStore,
    /// A passphrase.
    Passphrase,
}

/// The city on this device.
pub struct City {
    folder: PathBuf,
    gateway: Option<Gateway>,
    key_store: Box<dyn KeyStore>,
    clock: Arc<dyn Clock>,
    sink: Sink,
    runtime: tokio::runtime::Handle,
    /// Held while the store is being opened or removed, which may take as long as the system asks its
    /// owner for leave. Nobody who only reads waits for it.
    changing: Mutex<()>,
    open: Mutex<Option<Open>>,
}

struct Open {
    store: Arc<Store>,
    search: Arc<Search>,
    vault: Vault,
    worker: Option<Worker>,
    outbox: Option<Outbox>,
}

impl City {
    /// A city that keeps its files in `folder`, still closed. Its worker runs on `runtime`.
    pub fn new(
        folder: PathBuf,
        gateway: Option<Gateway>,
        clock: Arc<dyn Clock>,
        sink: Sink,
        runtime: tokio::runtime::Handle,
    ) -> City {
        City::with_key_store(
            folder,
            gateway,
            clock,
            sink,
            runtime,
            Box::new(SystemKeyStore),
        )
    }

    /// The same with a key store of one's own.
    pub fn with_key_store(
        folder: PathBuf,
        gateway: Option<Gateway>,
        clock: Arc<dyn Clock>,
        sink: Sink,
        runtime: tokio::runtime::Handle,
        key_store: Box<dyn KeyStore>,
    ) -> City {
        City {
            folder,
            gateway,
            key_store,
            clock,
            sink,
            runtime,
            changing: Mutex::new(()),
            open: Mutex::new(None),
        }
    }

    /// Opens the store, if it is not open yet, and says where that got.
    pub fn open(&self) -> Phase {
        let _changing = self.change();
        if self.lock().is_some() {
            return Phase::Ready;
        }
        match opening::open(&self.folder, &*self.key_store, &*self.clock) {
            Ok((store, vault)) => {
                let opened = self.opened(store, vault);
                *self.lock() = Some(opened);
                Phase::Ready
            }
            Err(phase) => phase,
        }
    }

    /// Opens the store with a passphrase; at the first start it becomes the passphrase.
    pub fn unlock(&self, passphrase: &str) -> Result<(), CityError> {
        let _changing = self.change();
        if self.lock().is_none() {
            let store = opening::unlock(&self.folder, passphrase, &*self.clock)?;
            let opened = self.opened(store, Vault::Passphrase);
            *self.lock() = Some(opened);
        }
        Ok(())
    }

    /// Removes everything that is kept on this device, the key included. The city is closed then,
    /// and opens as for the first time.
    pub fn delete_everything(&self) -> Result<(), CityError> {
        let _changing = self.change();
        let open = self.lock().take();
        if let Some(open) = open {
            if let Some(worker) = &open.worker {
                worker.stop();
            }
            if let Some(outbox) = &open.outbox {
                outbox.stop();
            }
            open.store.close();
        }
        opening::delete(&self.folder, &*self.key_store)
    }

    fn opened(&self, store: Store, vault: Vault) -> Open {
        if let Err(why) = exports::remove_old(&self.folder, self.clock.now()) {
            tracing::warn!(%why, "old calendar files are still there");
        }
        let store = Arc::new(store);
        let (worker, outbox) = match self.gateway.as_ref().zip(Http::new().ok()) {
            Some((gateway, http)) => {
                let outbox = self.outbox_to(gateway, &http, &store);
                let bell = outbox.bell().clone();
                (self.worker_of(gateway, http, &store, bell), Some(outbox))
            }
            None => (None, None),
        };
        Open {
            search: Arc::default(),
            store,
            vault,
            worker,
            outbox,
        }
    }

    fn worker_of(
        &self,
        gateway: &Gateway,
        http: Http,
        store: &Arc<Store>,
        outbox: Bell,
    ) -> Option<Worker> {
        let (root, folder) = (
            gateway.trust_root.clone(),
            opening::feed_folder(&self.folder),
        );
        let client = FeedClient::new(http.clone(), &gateway.url, root, &folder)
            .inspect_err(|why| tracing::error!(%why, "no feed client"))
            .ok()?;
        let equipment = worker::Equipment {
            client,
            http,
            gateway: gateway.url.clone(),
            store: store.clone(),
            clock: self.clock.clone(),
            sink: self.sink.clone(),
            outbox,
        };
        Some(Worker::start(&self.runtime, equipment))
    }

    fn change(&self) -> MutexGuard<'_, ()> {
        self.changing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock(&self) -> MutexGuard<'_, Option<Open>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn with_open<T>(&self, read: impl FnOnce(&Open) -> T) -> Result<T, CityError> {
        self.lock().as_ref().map(read).ok_or(CityError::Locked)
    }

    fn store(&self) -> Result<Arc<Store>, CityError> {
        self.with_open(|open| open.store.clone())
    }

    /// What the owner has said about themselves.
    pub fn preferences(&self) -> Result<Preferences, CityError> {
        Ok(self.store()?.preferences()?)
    }

    /// Keeps `preferences` instead of what was kept.
    pub fn set_preferences(&self, preferences: &Preferences) -> Result<(), CityError> {
        Ok(self.store()?.set_preferences(preferences)?)
    }

    /// Every district, by name.
    pub fn districts(&self) -> Result<Vec<District>, CityError> {
        Ok(views::districts(&*self.store()?)?)
    }

    /// What concerns the owner.
    pub fn home(&self) -> Result<HomeView, CityError> {
        let store = self.store()?;
        self.refresh_live();
        Ok(views::home(
            &store,
            &store.preferences()?,
            self.clock.now(),
        )?)
    }

    /// Every service and office.
    pub fn services(&self) -> Result<ServicesView, CityError> {
        Ok(views::services(&*self.store()?)?)
    }

    /// One service.
    pub fn service(&self, id: &ItemId) -> Result<ServiceView, CityError> {
        views::service(&*self.store()?, id)?.ok_or(CityError::NotFound)
    }

    /// One office.
    pub fn office(&self, id: &ItemId) -> Result<OfficeView, CityError> {
        views::office(&*self.store()?, id)?.ok_or(CityError::NotFound)
    }

    /// All car parks. While this is asked again and again, the numbers are kept fresh.
    pub fn parking(&self) -> Result<ParkingView, CityError> {
        let store = self.store()?;
        self.refresh_live();
        Ok(views::parking(&store, &store.preferences()?)?)
    }

    /// Bicycle places.
    pub fn bicycle_parking(
        &self,
        filter: &DistrictFilter,
    ) -> Result<BicycleParkingView, CityError> {
        Ok(views::bicycle_parking(&*self.store()?, filter)?)
    }

    /// Where content comes from.
    pub fn sources(&self) -> Result<Vec<SourceRow>, CityError> {
        Ok(views::sources(&*self.store()?)?)
    }

    /// How the device stands with the city.
    pub fn sync_status(&self) -> SyncStatus {
        let status = self.with_open(|open| open.worker.as_ref().map(Worker::status));
        match status {
            Ok(Some(status)) => status,
            Ok(None) => SyncStatus::without_city(),
            Err(_) => SyncStatus::default(),
        }
    }

    /// Asks for a sync now, and has the outbox knock now if it could not reach anybody: a person says so, or
    /// the network is back. Events tell how it goes.
    pub fn sync_now(&self) -> Result<(), CityError> {
        self.wake_outbox();
        self.with_open(|open| open.worker.as_ref().map(Worker::sync_now))?
            .ok_or(CityError::NoCity)
    }

    fn refresh_live(&self) {
        let _ = self.with_open(|open| open.worker.as_ref().map(Worker::refresh_live));
    }
}
