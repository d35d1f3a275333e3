//! Where the key of the store is kept.
//!
//! In the key store of the system, if one answers ([`keystore`]). Where none does, the key lies in a
//! file, sealed under a passphrase ([`passphrase`]). The passphrase never becomes the key of the store
//! itself: it opens a small sealed file that holds a random one. So it can be changed without writing
//! the store anew, and guessing it costs an Argon2id each time.

pub mod keystore;
pub mod passphrase;

pub use keystore::{KeyStore, SystemKeyStore};

use crate::clock::NoRandomness;

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// The system has no key store that answers.
    #[error("no key store of the system answers")]
    Unavailable,
    /// The key store of the system refused, for instance because its owner did not unlock it.
    #[error("the key store of the system refused")]
    Denied,
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
    /// What is kept as the key is not of the form that this app writes.
    #[error("the key is damaged")]
    Damaged,
    /// No randomness to make a key from.
    #[error(transparent)]
    Random(#[from] NoRandomness),
    /// The file could not be read or written.
    #[error("the sealed key: {0}")]
    Io(#[from] std::io::Error),
}
