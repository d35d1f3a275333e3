//! The key of the store when no key store of the system answers: sealed under a passphrase.
//!
//! The passphrase never becomes the key of the store itself: it opens a small sealed file that
//! holds a random one. So it can be changed without writing the store anew, and guessing it costs
//! an Argon2id each time.

mod passphrase;

pub use passphrase::{MIN_CHARACTERS, create, open};

use crate::clock::NoRandomness;

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// The passphrase is not the one.
    #[error("the passphrase is not the one")]
    WrongPassphrase,
    /// The passphrase is too short to protect anything.
    #[error("a passphrase has at least {min} characters")]
    PassphraseTooShort {
        /// Characters at least.
        min: usize,
    },
    /// There is a sealed file already; it is never replaced.
    #[error("there is a sealed key already")]
    Exists,
    /// The sealed file is not of the form that this app writes.
    #[error("the sealed key is damaged")]
    Damaged,
    /// No randomness to make a key from.
    #[error(transparent)]
    Random(#[from] NoRandomness),
    /// The file could not be read or written.
    #[error("the sealed key: {0}")]
    Io(#[from] std::io::Error),
}
