//! A random key, sealed under a passphrase: Argon2id makes a key of the passphrase, and
//! XChaCha20-Poly1305 seals the store's key with it.
//!
//! The costs are written into the file, so that they can grow without locking anybody out; what is
//! read is bounded, so that a forged file cannot ask for all the memory there is. The costs are
//! also authenticated, so that nobody can lower them and wait for the next unlock.

use super::VaultError;
use crate::clock::Clock;
use crate::store::StoreKey;
use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// The shortest passphrase, in characters.
pub const MIN_CHARACTERS: usize = 10;

/// A sealed file is far smaller.
const MOST_BYTES: u64 = 4096;

/// What guessing costs, in Argon2id's own terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Costs {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

impl Costs {
    /// RFC 9106's second recommendation: 64 MiB, three passes, four lanes.
    const TODAY: Costs = Costs {
        memory_kib: 64 * 1024,
        passes: 3,
        lanes: 4,
    };
    /// What a file may ask for at most.
    const MOST: Costs = Costs {
        memory_kib: 1024 * 1024,
        passes: 16,
        lanes: 8,
    };

    fn bounded(self) -> Result<Self, VaultError> {
        let most = Costs::MOST;
        let fits = self.memory_kib <= most.memory_kib
            && self.passes <= most.passes
            && self.lanes <= most.lanes;
        if fits {
            Ok(self)
        } else {
            Err(VaultError::Damaged)
        }
    }

    fn authenticated(self) -> Vec<u8> {
        [self.memory_kib, self.passes, self.lanes]
            .iter()
            .flat_map(|n| n.to_le_bytes())
            .collect()
    }
}

#[derive(Serialize, Deserialize)]
struct Sealed {
    costs: Costs,
    salt: [u8; 16],
    nonce: [u8; 24],
    key: Vec<u8>,
}

/// Makes a new key and seals it at `path` under `passphrase`. A file that is there is never
/// replaced.
pub fn create(path: &Path, passphrase: &str, clock: &dyn Clock) -> Result<StoreKey, VaultError> {
    if passphrase.chars().count() < MIN_CHARACTERS {
        return Err(VaultError::PassphraseTooShort {
            min: MIN_CHARACTERS,
        });
    }
    let mut key = Zeroizing::new([0; 32]);
    let (mut salt, mut nonce) = ([0; 16], [0; 24]);
    clock.fill(key.as_mut())?;
    clock.fill(&mut salt)?;
    clock.fill(&mut nonce)?;

    let costs = Costs::TODAY;
    let associated = costs.authenticated();
    let sealed = cipher(passphrase, costs, &salt)?
        .encrypt(
            &XNonce::from(nonce),
            Payload {
                msg: key.as_ref(),
                aad: &associated,
            },
        )
        .map_err(|_| VaultError::Damaged)?;
    let text = serde_json::to_vec(&Sealed {
        costs,
        salt,
        nonce,
        key: sealed,
    })
    .map_err(|_| VaultError::Damaged)?;
    write_new(path, &text)?;
    Ok(StoreKey::new(*key))
}

/// Opens the key at `path` with `passphrase`.
pub fn open(path: &Path, passphrase: &str) -> Result<StoreKey, VaultError> {
    let mut text = Vec::new();
    fs::File::open(path)?
        .take(MOST_BYTES)
        .read_to_end(&mut text)?;
    let sealed: Sealed = serde_json::from_slice(&text).map_err(|_| VaultError::Damaged)?;
    let costs = sealed.costs.bounded()?;
    let associated = costs.authenticated();
    let key = cipher(passphrase, costs, &sealed.salt)?
        .decrypt(
            &XNonce::from(sealed.nonce),
            Payload {
                msg: sealed.key.as_slice(),
                aad: &associated,
            },
        )
        .map(Zeroizing::new)
        // A forged file and a wrong passphrase cannot be told apart, by design of the cipher.
        .map_err(|_| VaultError::WrongPassphrase)?;
    <[u8; 32]>::try_from(key.as_slice())
        .map(StoreKey::new)
        .map_err(|_| VaultError::Damaged)
}

fn cipher(passphrase: &str, costs: Costs, salt: &[u8]) -> Result<XChaCha20Poly1305, VaultError> {
    let params = Params::new(costs.memory_kib, costs.passes, costs.lanes, Some(32))
        .map_err(|_| VaultError::Damaged)?;
    let mut key = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), salt, key.as_mut())
        .map_err(|_| VaultError::Damaged)?;
    Ok(XChaCha20Poly1305::new((&*key).into()))
}

/// Where a sealed file is until it is whole.
pub(crate) fn draft_of(path: &Path) -> PathBuf {
    path.with_extension("draft")
}

/// Written beside and put in place under its own name only when it is whole and on the disk: a
/// crash leaves no half key. (A hard link would refuse a file that is there in the same step, but
/// Android allows none; there is one instance of the app, and so nobody in between.)
fn write_new(path: &Path, text: &[u8]) -> Result<(), VaultError> {
    if path.exists() {
        return Err(VaultError::Exists);
    }
    let draft = draft_of(path);
    let mut file = fs::File::create(&draft)?;
    file.write_all(text)?;
    file.sync_all()?;
    drop(file);
    Ok(fs::rename(&draft, path)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::SystemClock;
    use crate::store::Store;

    const GOOD: &str = "Fächerstadt am Oberrhein";

    fn sealed() -> (tempfile::TempDir, std::path::PathBuf, StoreKey) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key.json");
        let key = create(&path, GOOD, &SystemClock).unwrap();
        (folder, path, key)
    }

    #[test]
    fn the_passphrase_opens_the_store_it_was_chosen_for() {
        let (folder, path, key) = sealed();
        let store = folder.path().join("store.db");
        drop(Store::open(&store, &key).unwrap());
        Store::open(&store, &open(&path, GOOD).unwrap()).unwrap();
    }

    #[test]
    fn another_passphrase_does_not() {
        let (_folder, path, _) = sealed();
        let refusal = open(&path, "Fächerstadt am Neckar").unwrap_err();
        assert!(
            matches!(refusal, VaultError::WrongPassphrase),
            "{refusal:?}"
        );
    }

    #[test]
    fn a_short_one_is_refused_and_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key.json");
        let refusal = create(&path, "kurz", &SystemClock).unwrap_err();
        assert!(
            matches!(refusal, VaultError::PassphraseTooShort { .. }),
            "{refusal:?}"
        );
        assert!(!path.exists());
    }

    #[test]
    fn a_key_that_is_there_is_never_replaced() {
        let (folder, path, _) = sealed();
        let before = fs::read(&path).unwrap();
        let refusal = create(&path, "eine ganz andere", &SystemClock).unwrap_err();
        assert!(matches!(refusal, VaultError::Exists), "{refusal:?}");
        assert_eq!(fs::read(&path).unwrap(), before);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn costs_cannot_be_lowered_nor_raised_beyond_reason() {
        let (_folder, path, _) = sealed();
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, text.replace("65536", "8192")).unwrap();
        assert!(matches!(
            open(&path, GOOD),
            Err(VaultError::WrongPassphrase)
        ));
        fs::write(&path, text.replace("65536", "4294967295")).unwrap();
        assert!(matches!(open(&path, GOOD), Err(VaultError::Damaged)));
    }

    #[test]
    fn a_file_of_something_else_is_damaged() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key.json");
        fs::write(&path, "x".repeat(1_000_000)).unwrap();
        assert!(matches!(open(&path, GOOD), Err(VaultError::Damaged)));
    }
}
