//! The gateway's one database. What it says is published is published: the signed files are made to
//! agree with it.
//!
//! A migration is a file; its version is its place in [`ALL`], so that no number is typed twice. Each
//! runs in the transaction that also raises `user_version`.

use super::PublicationError;
use rusqlite::{Connection, TransactionBehavior};
use std::path::Path;
use std::time::Duration;

const ALL: &[&str] = &[
    include_str!("migrations/0001.sql"),
    include_str!("migrations/0002.sql"),
    include_str!("migrations/0003.sql"),
];

/// The newest schema that this gateway knows.
pub const SCHEMA_VERSION: u32 = ALL.len() as u32;

/// Opens the database for writing, made if there is none, and brings it up to [`SCHEMA_VERSION`].
pub fn open(path: &Path) -> Result<Connection, PublicationError> {
    let mut connection = Connection::open(path)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // A signed file must never be ahead of the database, not even after a power cut.
    connection.pragma_update(None, "synchronous", "FULL")?;
    // A collection of fifty megabytes is gone through at every harvest of its source.
    connection.pragma_update(None, "mmap_size", 1_i64 << 30)?;
    migrate(&mut connection)?;
    Ok(connection)
}

/// Opens it for reading beside a writer.
pub fn open_reader(path: &Path) -> Result<Connection, PublicationError> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

fn migrate(connection: &mut Connection) -> Result<(), PublicationError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found: u32 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if found > SCHEMA_VERSION {
        return Err(PublicationError::Newer {
            found,
            known: SCHEMA_VERSION,
        });
    }
    for migration in ALL.iter().skip(found as usize) {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "user_version", SCHEMA_VERSION)?;
    transaction.commit()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_of_a_newer_gateway_is_refused_and_not_touched() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("gateway.db");
        let connection = open(&path).unwrap();
        connection
            .pragma_update(None, "user_version", SCHEMA_VERSION + 1)
            .unwrap();
        drop(connection);
        assert!(matches!(open(&path), Err(PublicationError::Newer { .. })));
        let left: u32 = Connection::open(&path)
            .unwrap()
            .query_row("PRAGMA user_version", [], |row| row.get(0))
            .unwrap();
        assert_eq!(left, SCHEMA_VERSION + 1);
    }

    #[test]
    fn a_reader_writes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("gateway.db");
        let _writer = open(&path).unwrap();
        let reader = open_reader(&path).unwrap();
        assert!(reader.execute("DELETE FROM item", []).is_err());
    }
}
