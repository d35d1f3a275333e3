//! Why a file of the feed was refused. What was there before is then still there.

use crate::store::StoreError;
use ka_protocol::BadLine;

/// Why a file of the feed was refused.
#[derive(Debug, thiserror::Error)]
pub enum FeedError {
    /// A collection that this version of the app does not know.
    #[error("unknown collection")]
    UnknownCollection,
    /// The metadata promises more than a file may have.
    #[error("a file of {0} bytes is too large")]
    Oversized(u64),
    /// It unpacks to more than was signed for.
    #[error("the file unpacks to more than was signed for")]
    Bomb,
    /// It ends before what was signed for.
    #[error("the file ends early")]
    Truncated,
    /// It is no archive.
    #[error("the file cannot be unpacked: {0}")]
    Archive(std::io::Error),
    /// A line is not a line.
    #[error("line {line}: {why}")]
    Malformed {
        /// Which, from 1.
        line: u64,
        /// Why.
        why: BadLine,
    },
    /// A line is not UTF-8.
    #[error("line {line} is not text")]
    NotText {
        /// Which, from 1.
        line: u64,
    },
    /// The delta does not follow on what is in the store.
    #[error("deltas are missing before this one")]
    Gap,
    /// The store could not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}
