//! Why the feed was refused. What was there before is then still there.

use crate::net::NetError;
use crate::store::StoreError;
use ka_domain::CollectionName;
use ka_protocol::BadLine;
use std::error::Error;

/// Why the feed, or a file of it, was refused.
#[derive(Debug, thiserror::Error)]
pub enum FeedError {
    /// The gateway did not give it.
    #[error(transparent)]
    Net(#[from] NetError),
    /// A signature is missing or wrong.
    #[error("a signature is missing or wrong")]
    Signature,
    /// The metadata ran out, or the device's clock is wrong.
    #[error("the metadata has expired")]
    Expired,
    /// The metadata is older than what was seen before.
    #[error("the metadata is older than what was seen before")]
    RolledBack,
    /// The metadata is not what it should be.
    #[error("the metadata is not of its form: {0}")]
    Metadata(String),
    /// A collection that this version of the app does not know.
    #[error("unknown collection")]
    UnknownCollection,
    /// A file is larger than it may be.
    #[error("a file is too large")]
    Oversized,
    /// It unpacks to more than was signed for.
    #[error("the file unpacks to more than was signed for")]
    Bomb,
    /// It ends before what was signed for, or is another file.
    #[error("the file is not the one that was signed for")]
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
    /// A file of ours beside the store could not be read or written.
    #[error("the feed's folder: {0}")]
    Folder(#[from] std::io::Error),
    /// The store could not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A failure with the collection that it concerns, where it concerns one.
#[derive(Debug, thiserror::Error)]
#[error("{why}")]
pub struct SyncError {
    /// Why.
    #[source]
    pub why: FeedError,
    /// Which collection.
    pub collection: Option<CollectionName>,
}

impl<E: Into<FeedError>> From<E> for SyncError {
    fn from(why: E) -> Self {
        SyncError {
            why: why.into(),
            collection: None,
        }
    }
}

impl From<tough::error::Error> for FeedError {
    fn from(error: tough::error::Error) -> Self {
        use tough::error::Error as Tough;
        match &error {
            Tough::VerifyMetadata { .. }
            | Tough::VerifyRoleMetadata { .. }
            | Tough::VerifyTrustedMetadata { .. } => FeedError::Signature,
            Tough::ExpiredMetadata { .. } | Tough::SystemTimeSteppedBackward { .. } => {
                FeedError::Expired
            }
            Tough::OlderMetadata { .. }
            | Tough::OlderSnapshotInTimestamp { .. }
            | Tough::SnapshotRoleMissing { .. }
            | Tough::SnapshotRoleRollback { .. } => FeedError::RolledBack,
            _ => cause(&error).unwrap_or_else(|| FeedError::Metadata(error.to_string())),
        }
    }
}

/// What lies at the bottom of it: a transport fails for the network's reasons, for a hash that does
/// not match or for a size that is passed, and a datastore for the disk's.
fn cause(error: &(dyn Error + 'static)) -> Option<FeedError> {
    use tough::error::Error as Tough;
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(net) = error.downcast_ref::<NetError>() {
            return Some(match net {
                // The signed metadata says that it is there.
                NetError::NotFound => FeedError::Truncated,
                NetError::TooLarge(_) => FeedError::Oversized,
                net => FeedError::Net(net.clone()),
            });
        }
        match error.downcast_ref::<Tough>() {
            Some(Tough::HashMismatch { .. }) => return Some(FeedError::Truncated),
            Some(Tough::MaxSizeExceeded { .. }) => return Some(FeedError::Oversized),
            _ => {}
        }
        if let Some(io) = error.downcast_ref::<std::io::Error>() {
            return Some(FeedError::Folder(std::io::Error::new(
                io.kind(),
                io.to_string(),
            )));
        }
        next = error.source();
    }
    None
}
