//! Why a question about the city has no answer.

use crate::store::StoreError;
use crate::vault::VaultError;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum CityError {
    /// The store is not open.
    #[error("the store is not open")]
    Locked,
    /// No gateway or no trust root was given.
    #[error("there is no city to ask")]
    NoCity,
    /// What was asked for is not on the device.
    #[error("not on this device")]
    NotFound,
    /// The key cannot be had.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The store cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The folder of the app cannot be used.
    #[error("the folder of the app: {0}")]
    Folder(#[from] std::io::Error),
}
