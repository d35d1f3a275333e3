//! The contract between the app and the city gateway.
//!
//! # The feed
//!
//! Public content is a repository of The Update Framework: `metadata/` holds the signed roles,
//! `targets/` the files. One delegated role a collection, named as the collection. Consistent
//! snapshots are on, so that every file but `timestamp.json` is immutable and named by its version
//! or hash; a client that has seen `timestamp.json` before needs nothing else.
//!
//! A collection is a *generation*: a base file and numbered deltas after it, each a zstd-compressed
//! NDJSON file of [`line::Line`]s. A client at (generation, n) takes the deltas after n; any other
//! client takes the base, then the deltas. See [`name::FeedFile`] for how they are called and
//! [`limits`] for how large they may be.
//!
//! # HTTP
//!
//! [`http`] names the paths. What lives for minutes is not in the feed but at `/v1/live/<name>`. What people
//! hand in is [`report`]'s.

mod content;
pub mod http;
pub mod limits;
pub mod line;
pub mod name;
pub mod report;

pub use content::read_content;
pub use line::{BadLine, Line};
pub use name::{FeedFile, FilePart, UnpackedSize};
