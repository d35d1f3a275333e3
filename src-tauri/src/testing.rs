//! A city on a device of its own, and a system that only notes what it is asked.

use crate::platform::{NoProgram, Platform};
use ka_core::City;
use ka_core::clock::SystemClock;
use ka_core::store::{Store, StoreError, StoreKey, items};
use ka_core::vault::{KeyStore, VaultError};
use ka_domain::{CollectionName, Content, ItemId, Provenance, SourceId};
use std::path::Path;
use std::sync::{Arc, Mutex};
use url::Url;

const KEY: [u8; 32] = [7; 32];

/// A key store that has its key from the beginning.
struct Kept;

impl KeyStore for Kept {
    fn load(&self) -> Result<Option<StoreKey>, VaultError> {
        Ok(Some(StoreKey::new(KEY)))
    }

    fn save(&self, _: &StoreKey) -> Result<(), VaultError> {
        Ok(())
    }

    fn forget(&self) -> Result<(), VaultError> {
        Ok(())
    }
}

/// A city, still closed.
pub struct Home {
    pub city: City,
    folder: tempfile::TempDir,
}

pub fn a_city() -> Home {
    let folder = tempfile::tempdir().unwrap();
    let city = City::with_key_store(
        folder.path().to_path_buf(),
        None,
        Arc::new(SystemClock),
        Arc::new(|_| {}),
        tokio::runtime::Handle::current(),
        Box::new(Kept),
    );
    Home { city, folder }
}

impl Home {
    pub fn open(&self) {
        let phase = self.city.open();
        assert!(matches!(phase, ka_core::Phase::Ready), "{phase:?}");
    }

    /// Puts an item into the store, as another process would.
    pub fn has(&self, id: &str, content: &Content) {
        let store = self.folder.path().join("store.db");
        let store = Store::open(&store, &StoreKey::new(KEY)).unwrap();
        let collection = CollectionName::new(content.kind().collection()).unwrap();
        let id = ItemId::new(id).unwrap();
        let provenance = Provenance {
            source: SourceId::new("a-source").unwrap(),
            licence: None,
            as_of: Default::default(),
        };
        let body = serde_json::to_string(content).unwrap();
        store
            .write::<_, StoreError>(|transaction| {
                items::upsert(transaction, &collection, &id, 1, &provenance, &body, None)
            })
            .unwrap();
    }
}

/// Notes what it is asked, and opens everything or nothing.
#[derive(Default)]
pub struct Asked {
    asked: Mutex<Vec<String>>,
    opens_nothing: bool,
}

impl Asked {
    /// On a system without programs.
    pub fn in_vain() -> Asked {
        Asked {
            opens_nothing: true,
            ..Asked::default()
        }
    }

    pub fn all(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }

    fn note(&self, what: String) -> Result<(), NoProgram> {
        self.asked.lock().unwrap().push(what);
        match self.opens_nothing {
            true => Err(NoProgram),
            false => Ok(()),
        }
    }
}

impl Platform for Asked {
    fn open_address(&self, address: &Url) -> Result<(), NoProgram> {
        self.note(format!("open {address}"))
    }

    fn open_file(&self, file: &Path) -> Result<(), NoProgram> {
        self.note(format!("open {}", file.display()))
    }

    fn ask_to_tell(&self) {
        let _ = self.note("ask".to_owned());
    }

    fn tell(&self, title: &str, body: &str) {
        let _ = self.note(format!("tell {title}: {body}"));
    }
}
