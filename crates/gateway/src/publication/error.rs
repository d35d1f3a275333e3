//! Why something could not be published.

use crate::keys::KeyError;
use std::path::PathBuf;

/// Why something could not be published. What was published before stands.
#[derive(Debug, thiserror::Error)]
pub enum PublicationError {
    /// The database failed.
    #[error("the database failed: {0}")]
    Database(#[from] rusqlite::Error),
    /// The database was written by a newer gateway.
    #[error("the database has schema {found}, and this gateway knows {known}")]
    Newer {
        /// Its schema.
        found: u32,
        /// The newest that this gateway knows.
        known: u32,
    },
    /// Another gateway works in the state directory.
    #[error("another gateway works in {0}")]
    InUse(PathBuf),
    /// A file could not be written or read.
    #[error("{path}: {why}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        why: std::io::Error,
    },
    /// What the database or a signed file holds is not what was put there.
    #[error("{0} is damaged")]
    Damaged(String),
    /// An item of a kind that its source did not announce.
    #[error("{0} is of a kind that its source does not have")]
    Kind(String),
    /// An item is there twice.
    #[error("{0} is there twice")]
    Twice(String),
    /// An item that another source has already.
    #[error("{id} belongs to {owner}")]
    Taken {
        /// The item.
        id: String,
        /// Whose it is.
        owner: String,
    },
    /// A line is too long or no line.
    #[error(transparent)]
    Line(#[from] ka_protocol::BadLine),
    /// Content could not be written.
    #[error("content could not be written: {0}")]
    Content(#[from] serde_json::Error),
    /// A file would be larger than apps accept.
    #[error("{0} would be larger than apps accept")]
    TooLarge(String),
    /// A name that is not one.
    #[error(transparent)]
    Name(#[from] ka_domain::ids::InvalidId),
    /// The keys failed.
    #[error(transparent)]
    Keys(#[from] KeyError),
    /// The form of the metadata.
    #[error("metadata: {0}")]
    Schema(#[from] tough::schema::Error),
    /// A name in the metadata.
    #[error("metadata: {0}")]
    Metadata(#[from] Box<tough::error::Error>),
    /// Another thread died while it published.
    #[error("an earlier publication was broken off")]
    Poisoned,
}

impl PublicationError {
    /// For `map_err` of what happens to a file.
    pub(super) fn file(path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Self + use<> {
        let path = path.to_path_buf();
        move |why| PublicationError::File { path, why }
    }
}
