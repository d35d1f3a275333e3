//! The contract between the UI and the shell.
//!
//! A command is a type that names its output; [`commands!`] is the one table of all of them. The
//! shell's router is filled from the same types that the UI calls with, and `build.rs` of the shell
//! hands [`NAMES`] to Tauri, which refuses every other name before any of our code runs. Nothing
//! else crosses the bridge but [`Notice`]s, which say what became stale.

pub mod command;
pub mod failure;
pub mod notice;
pub mod passphrase;
pub mod start;
pub mod sync;

pub use command::*;
pub use failure::{Failure, FeedFailure};
pub use notice::Notice;
pub use passphrase::Passphrase;
pub use start::{Diagnostics, FirstScreen, Phase, StartView};
pub use sync::SyncState;
