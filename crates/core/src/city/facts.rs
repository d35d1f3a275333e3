//! What this device keeps, and what it is made of.

use super::{City, CityError, Vault, opening};
use crate::city::worker::Worker;
use crate::store::SCHEMA_VERSION;
use crate::views;
use ka_domain::views::StorageView;
use std::fs;
use std::path::Path;

/// Facts for a person who helps. Nothing personal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Scheme, host and port of the gateway.
    pub gateway: Option<String>,
    /// The version of the store's schema.
    pub schema: u32,
    /// The version of the encryption library.
    pub cipher: String,
    /// What holds the key.
    pub vault: Vault,
    /// The version of the newest verified trust root.
    pub root_version: Option<u64>,
}

impl City {
    /// What is kept on this device.
    pub fn storage(&self) -> Result<StorageView, CityError> {
        let store = self.store()?;
        Ok(StorageView {
            store_bytes: store.bytes_on_disk(),
            feed_bytes: bytes_below(&opening::feed_folder(&self.folder)),
            collections: views::collections(&store)?,
        })
    }

    /// Facts for a person who helps.
    pub fn facts(&self) -> Result<Facts, CityError> {
        let (store, vault, root_version) = self.with_open(|open| {
            let root_version = open.worker.as_ref().and_then(Worker::root_version);
            (open.store.clone(), open.vault, root_version)
        })?;
        Ok(Facts {
            gateway: self
                .gateway
                .as_ref()
                .map(|gateway| gateway.url.origin().ascii_serialization()),
            schema: SCHEMA_VERSION,
            cipher: store.cipher_version()?,
            vault,
            root_version,
        })
    }
}

/// All files below a folder, in bytes.
fn bytes_below(folder: &Path) -> u64 {
    fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| match entry.metadata() {
            Ok(metadata) if metadata.is_dir() => bytes_below(&entry.path()),
            Ok(metadata) => metadata.len(),
            Err(_) => 0,
        })
        .sum()
}
