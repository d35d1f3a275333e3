//! The key in the key store of the system: Secret Service, Keychain, Credential Manager, Android's
//! Keystore.
//!
//! The stores are those that the crate `keyring` is made of, taken directly: `keyring` itself tries
//! once for the life of the process, so that nobody could start their key store and try again, and
//! it has none on phones.

use super::VaultError;
use crate::store::StoreKey;
use keyring_core::{CredentialStore, Entry, Error};
use std::sync::Arc;
use zeroize::Zeroizing;

/// The name under which the system shows the entry.
const SERVICE: &str = "de.karlsruhe.digitalka";
/// The entry itself.
const ENTRY: &str = "store-key";

/// A place that keeps the key of the store. Calls may block for as long as the system asks its
/// owner for leave.
pub trait KeyStore: Send + Sync {
    /// The key, if one was kept.
    fn load(&self) -> Result<Option<StoreKey>, VaultError>;
    /// Keeps the key instead of any that was kept.
    fn save(&self, key: &StoreKey) -> Result<(), VaultError>;
    /// Removes the key. Succeeds if there is none.
    fn forget(&self) -> Result<(), VaultError>;
}

/// The system's own.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemKeyStore;

impl KeyStore for SystemKeyStore {
    fn load(&self) -> Result<Option<StoreKey>, VaultError> {
        let secret = match entry()?.get_secret() {
            Err(Error::NoEntry) => return Ok(None),
            secret => Zeroizing::new(secret?),
        };
        <[u8; 32]>::try_from(secret.as_slice())
            .map(|bytes| Some(StoreKey::new(bytes)))
            .map_err(|_| VaultError::Damaged)
    }

    fn save(&self, key: &StoreKey) -> Result<(), VaultError> {
        Ok(entry()?.set_secret(key.bytes())?)
    }

    fn forget(&self) -> Result<(), VaultError> {
        match entry()?.delete_credential() {
            Err(Error::NoEntry) => Ok(()),
            outcome => Ok(outcome?),
        }
    }
}

/// A new connection each time: there may be a key store now where there was none before.
fn entry() -> Result<Entry, VaultError> {
    Ok(Entry::new_in_store(&system()?, SERVICE, ENTRY)?)
}

fn system() -> Result<Arc<CredentialStore>, Error> {
    #[cfg(target_os = "android")]
    return Ok(android_native_keyring_store::Store::new()?);
    #[cfg(target_os = "ios")]
    return Ok(apple_native_keyring_store::protected::Store::new()?);
    #[cfg(target_os = "macos")]
    return Ok(apple_native_keyring_store::keychain::Store::new()?);
    #[cfg(windows)]
    return Ok(windows_native_keyring_store::Store::new()?);
    #[cfg(all(
        unix,
        not(any(target_os = "macos", target_os = "ios", target_os = "android"))
    ))]
    return Ok(zbus_secret_service_keyring_store::Store::new()?);
}

impl From<Error> for VaultError {
    fn from(error: Error) -> Self {
        match error {
            Error::NoStorageAccess(_) => VaultError::Denied,
            Error::BadEncoding(_) | Error::BadDataFormat(..) | Error::BadStoreFormat(_) => {
                VaultError::Damaged
            }
            _ => VaultError::Unavailable,
        }
    }
}

#[cfg(test)]
pub(crate) mod memory {
    //! A key store for the tests of what stands on one. No shipped build has it.

    use super::*;
    use std::sync::Mutex;

    /// Keeps the key for as long as it lives, if it answers at all.
    pub(crate) struct Memory {
        pub(crate) answers: bool,
        pub(crate) key: Mutex<Option<StoreKey>>,
    }

    impl Memory {
        pub(crate) fn that_answers(answers: bool) -> Memory {
            Memory {
                answers,
                key: Mutex::new(None),
            }
        }

        fn slot(&self) -> Result<std::sync::MutexGuard<'_, Option<StoreKey>>, VaultError> {
            match self.answers {
                true => Ok(self.key.lock().unwrap()),
                false => Err(VaultError::Unavailable),
            }
        }
    }

    impl KeyStore for Arc<Memory> {
        fn load(&self) -> Result<Option<StoreKey>, VaultError> {
            Ok(self.slot()?.clone())
        }

        fn save(&self, key: &StoreKey) -> Result<(), VaultError> {
            *self.slot()? = Some(key.clone());
            Ok(())
        }

        fn forget(&self) -> Result<(), VaultError> {
            *self.slot()? = None;
            Ok(())
        }
    }
}
