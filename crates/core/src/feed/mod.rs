//! Taking in what the city publishes.
//!
//! - [`client`]: asking for the signed metadata, cheaply.
//! - [`trust`]: verifying it.
//! - `plan`: which files are missing.
//! - [`sync`]: fetching them, one after the other.
//! - [`apply`]: one file, whose length and hash the metadata vouched for, into the store.

pub mod apply;
pub mod client;
mod error;
mod plan;
pub mod sync;
mod transport;
pub mod trust;

pub use client::FeedClient;
pub use error::{FeedError, SyncError};
pub use ka_protocol::BadLine;
pub use sync::{Synced, sync};
