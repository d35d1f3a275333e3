//! What can go wrong with the store. The one place that reads SQLite's codes.

use rusqlite::ErrorCode;

/// Why the store could not do what was asked. Nothing of what is in it is in the message.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The key does not open the file, or the file is no store at all: with encryption the two
    /// cannot be told apart.
    #[error("the store cannot be read with this key")]
    WrongKey,
    /// A newer app wrote it.
    #[error("the store has schema {found}, this app knows up to {known}")]
    Newer {
        /// Its version.
        found: u32,
        /// The newest that this app knows.
        known: u32,
    },
    /// Another process holds it.
    #[error("the store is locked by another process")]
    Locked,
    /// Pages are damaged.
    #[error("the store is damaged")]
    Damaged,
    /// No room is left.
    #[error("the disk is full")]
    DiskFull,
    /// The file or its folder cannot be written.
    #[error("the store cannot be written")]
    NotWritable,
    /// What is kept is not of the form that this app writes.
    #[error("the store holds something that cannot be read: {0}")]
    Content(#[from] serde_json::Error),
    /// The store was closed.
    #[error("the store is closed")]
    Closed,
    /// Anything else that SQLite says.
    #[error("the store failed: {0}")]
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => StoreError::WrongKey,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Locked,
            Some(ErrorCode::DatabaseCorrupt) => StoreError::Damaged,
            Some(ErrorCode::DiskFull) => StoreError::DiskFull,
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                StoreError::NotWritable
            }
            _ => StoreError::Sqlite(error),
        }
    }
}
