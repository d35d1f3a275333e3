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
    Content(Unreadable),
    /// The store was closed.
    #[error("the store is closed")]
    Closed,
    /// Anything else that SQLite says.
    #[error("the store failed: {}", told(.0))]
    Sqlite(rusqlite::Error),
}

/// Where JSON stops making sense. Not in what way: the words of the parser quote what they are about, and
/// that may be what somebody wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}")]
pub struct Unreadable {
    line: usize,
    column: usize,
}

impl From<serde_json::Error> for Unreadable {
    fn from(error: serde_json::Error) -> Self {
        Unreadable {
            line: error.line(),
            column: error.column(),
        }
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        StoreError::Content(error.into())
    }
}

/// What may be told of it: the words of SQLite quote what was looked for, its codes do not.
fn told(error: &rusqlite::Error) -> String {
    match error.sqlite_error() {
        Some(code) => code.to_string(),
        None => error.to_string(),
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::Device;
    use ka_domain::views::DraftText;

    #[test]
    fn what_was_looked_for_is_not_told_where_looking_fails() {
        let device = Device::new();
        let failed = device.store.read(|reader| {
            let sql = "SELECT count(*) FROM stem WHERE stem MATCH ?1";
            let count = |words| reader.query_row(sql, [words], |row| row.get::<_, i64>(0));
            let error = count("muster : (").unwrap_err();
            assert!(error.to_string().contains("muster"), "{error}");
            Err::<(), _>(StoreError::from(error))
        });
        assert!(!failed.unwrap_err().to_string().contains("muster"));
    }

    #[test]
    fn what_cannot_be_read_is_told_by_its_place_and_not_by_what_it_says() {
        let typed = r#"{"words":{"Herr Muster wohnt hier":1},"#;
        let error = serde_json::from_str::<DraftText>(typed).unwrap_err();
        let wrong = serde_json::from_str::<DraftText>(r#"{"category":"Herr Muster"}"#).unwrap_err();
        let strange = serde_json::from_str::<bool>(r#""Herr Muster""#).unwrap_err();
        assert!(strange.to_string().contains("Herr Muster"));
        for error in [error, wrong, strange] {
            let (line, column) = (error.line(), error.column());
            let error = StoreError::from(error);
            let told = error.to_string();
            assert!(
                told.ends_with(&format!("line {line}, column {column}")),
                "{told}"
            );
            assert!(!format!("{error:?}").contains("Muster"));
            let mut source = std::error::Error::source(&error);
            while let Some(why) = source {
                assert!(!why.to_string().contains("Muster"));
                source = why.source();
            }
        }
    }
}
