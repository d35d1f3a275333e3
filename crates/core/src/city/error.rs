//! Why a question about the city has no answer.

use crate::store::StoreError;
use crate::vault::VaultError;
use ka_photo::PhotoFault;

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
    /// The city has it by now, or may have it.
    #[error("it can no longer be changed or taken back")]
    TooLate,
    /// The draft cannot be handed in before something in it is mended.
    #[error("the draft is not complete")]
    DraftIncomplete,
    /// What was given is not taken as a photo.
    #[error(transparent)]
    Photo(#[from] PhotoFault),
    /// The draft has as many photos as it may have.
    #[error("a report has at most {most} photos")]
    PhotoTooMany {
        /// How many it may have.
        most: u32,
    },
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
