//! What the app shows first.

use crate::failure::Failure;
use crate::sync::SyncState;
use ka_domain::Preferences;
use ka_domain::views::{HomeView, SourceRow};
use serde::{Deserialize, Serialize};

/// Where the app stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "phase", rename_all = "snake_case")]
pub enum Phase {
    /// First start: the three steps.
    Welcome,
    /// The store is open.
    Ready,
    /// No key store answers: a passphrase is needed.
    Passphrase {
        /// Whether it is chosen now, for the first time.
        new: bool,
        /// What the key store of the system did.
        why: Failure,
    },
    /// The store cannot be opened.
    Broken {
        /// Why.
        why: Failure,
    },
}

/// Everything that the first screen needs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StartView {
    /// Where the app stands.
    pub phase: Phase,
    /// The preferences; the default while the store is closed.
    pub preferences: Preferences,
    /// The language of the system, as a tag such as `de-DE`.
    pub system_language: String,
    /// How the device stands with the city.
    pub sync: SyncState,
    /// What the home screen shows, so that it needs no second round to the shell; none while the
    /// store is closed, or where it could not be read, which the screen finds out for itself.
    pub first: Option<FirstScreen>,
}

/// The answers to [`crate::Home`] and [`crate::Sources`], ahead of the questions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FirstScreen {
    /// What concerns the owner.
    pub home: HomeView,
    /// Where it comes from.
    pub sources: Vec<SourceRow>,
}

/// Facts for a person who helps. Nothing personal is in here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostics {
    /// The version of the app.
    pub version: String,
    /// The operating system.
    pub system: String,
    /// The gateway's address, without anything but scheme, host and port.
    pub gateway: Option<String>,
    /// The version of the store's schema.
    pub schema: u32,
    /// The version of the encryption library.
    pub cipher: String,
    /// What holds the key: `keystore` or `passphrase`.
    pub vault: String,
    /// The version of the trust root.
    pub root_version: Option<u64>,
}
