//! Getting from nothing to an open store.
//!
//! The key is in the key store of the system or, where that did not answer at the first start, in a
//! file sealed under a passphrase. Which of the two is decided once: as long as the sealed file is
//! there, the passphrase is asked for. A store whose key is in a key store that does not answer today
//! is not offered a new passphrase, which could not open it: it waits until the key store is back.

use super::{CityError, Vault, exports};
use crate::clock::Clock;
use crate::store::{Store, StoreError, StoreKey, files};
use crate::vault::{KeyStore, VaultError, passphrase};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// How far opening got.
#[derive(Debug)]
pub enum Phase {
    /// The store is open.
    Ready,
    /// A passphrase is needed.
    Passphrase {
        /// Whether it is chosen now, for the first time.
        new: bool,
        /// What the key store of the system did.
        why: VaultError,
    },
    /// The store cannot be opened.
    Broken(CityError),
}

impl<E: Into<CityError>> From<E> for Phase {
    fn from(error: E) -> Self {
        Phase::Broken(error.into())
    }
}

fn store_file(folder: &Path) -> PathBuf {
    folder.join("store.db")
}

fn sealed_key(folder: &Path) -> PathBuf {
    folder.join("key.sealed.json")
}

/// Where signed metadata and downloads are.
pub(super) fn feed_folder(folder: &Path) -> PathBuf {
    folder.join("feed")
}

/// Opens the store with the key from the key store, making both at the first start.
pub(super) fn open(
    folder: &Path,
    key_store: &dyn KeyStore,
    clock: &dyn Clock,
) -> Result<(Store, Vault), Phase> {
    fs::create_dir_all(folder)?;
    let file = store_file(folder);
    if sealed_key(folder).exists() {
        return Err(Phase::Passphrase {
            new: false,
            why: VaultError::Unavailable,
        });
    }
    let key = match key_store.load() {
        Ok(Some(key)) => key,
        // The key is gone; what is in the store cannot be read by anybody any more.
        Ok(None) if file.exists() => return Err(StoreError::WrongKey.into()),
        Ok(None) => match new_key(key_store, clock) {
            Err(why @ (VaultError::Unavailable | VaultError::Denied)) => {
                return Err(Phase::Passphrase { new: true, why });
            }
            key => key?,
        },
        Err(why @ (VaultError::Unavailable | VaultError::Denied)) if !file.exists() => {
            return Err(Phase::Passphrase { new: true, why });
        }
        Err(why) => return Err(why.into()),
    };
    Ok((Store::open(&file, &key)?, Vault::KeyStore))
}

/// The key is in the key store before anything is encrypted with it: a crash between the two leaves
/// a key without a store, never a store without a key.
fn new_key(key_store: &dyn KeyStore, clock: &dyn Clock) -> Result<StoreKey, VaultError> {
    let mut bytes = Zeroizing::new([0; 32]);
    clock.fill(bytes.as_mut())?;
    let key = StoreKey::new(*bytes);
    key_store.save(&key)?;
    Ok(key)
}

/// Opens the store with `passphrase`, which becomes the passphrase if there is none.
pub(super) fn unlock(
    folder: &Path,
    passphrase: &str,
    clock: &dyn Clock,
) -> Result<Store, CityError> {
    fs::create_dir_all(folder)?;
    let (file, sealed) = (store_file(folder), sealed_key(folder));
    let key = if sealed.exists() {
        passphrase::open(&sealed, passphrase)?
    } else if file.exists() {
        // Its key is somewhere else; no passphrase opens it.
        return Err(VaultError::Unavailable.into());
    } else {
        passphrase::create(&sealed, passphrase, clock)?
    };
    Ok(Store::open(&file, &key)?)
}

/// The file by which processes that work on the same outbox know of each other.
pub(super) fn outbox_lock(folder: &Path) -> PathBuf {
    folder.join("outbox.lock")
}

/// Removes everything below `folder` that is ours, and the key. Whatever cannot be removed, the rest
/// is; the first obstacle is told at the end.
pub(super) fn delete(folder: &Path, key_store: &dyn KeyStore) -> Result<(), CityError> {
    let had_store = store_file(folder).exists();
    let was_sealed = sealed_key(folder).exists();
    let [store, wal, shm] = files(&store_file(folder));
    let sealed = sealed_key(folder);
    let draft = passphrase::draft_of(&sealed);
    let mut outcomes: Vec<Result<(), CityError>> =
        [store, wal, shm, sealed, draft, outbox_lock(folder)]
            .into_iter()
            .map(|file| Ok(gone(fs::remove_file(file))?))
            .collect();
    for below in [feed_folder(folder), exports::folder(folder)] {
        outcomes.push(remove_folder(&below).map_err(CityError::from));
    }
    outcomes.push(match key_store.forget() {
        // The key was never there, or is worth nothing: what it opened is gone.
        Err(VaultError::Unavailable) if was_sealed || !had_store => Ok(()),
        outcome => outcome.map_err(CityError::from),
    });
    outcomes.into_iter().collect()
}

/// A sync that was just stopped may still put a file down behind us; it does so once at the most.
fn remove_folder(folder: &Path) -> std::io::Result<()> {
    gone(fs::remove_dir_all(folder)).or_else(|_| gone(fs::remove_dir_all(folder)))
}

fn gone(outcome: std::io::Result<()>) -> std::io::Result<()> {
    match outcome {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        outcome => outcome,
    }
}
