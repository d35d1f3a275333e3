//! The database's form.
//!
//! A migration is a file; its version is its place in [`ALL`], so that no number is typed twice. Each
//! runs in the transaction that also raises `user_version`.

use super::StoreError;
use rusqlite::{Connection, TransactionBehavior};
use std::path::Path;
use std::time::Duration;

const ALL: &[&str] = &[
    include_str!("migrations/0001.sql"),
    include_str!("migrations/0002.sql"),
    include_str!("migrations/0003.sql"),
];

/// The newest schema that this gateway knows.
const SCHEMA_VERSION: u32 = ALL.len() as u32;

/// How long somebody else's transaction may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// Opens the database for writing, made if there is none, and brings it up to [`SCHEMA_VERSION`].
pub fn open(path: &Path) -> Result<Connection, StoreError> {
    make_private(path).map_err(StoreError::File)?;
    let mut connection = Connection::open(path)?;
    connection.busy_timeout(PATIENCE)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // A receipt is a promise, also after a power cut.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // What is forgotten is not to be found in the file any more.
    connection.pragma_update(None, "secure_delete", true)?;
    migrate(&mut connection)?;
    Ok(connection)
}

/// Makes the file if there is none, so that it is its owner's alone; SQLite takes that over for the files
/// beside it.
fn make_private(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

/// Opens it for reading beside a writer.
pub fn open_reader(path: &Path) -> Result<Connection, StoreError> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(PATIENCE)?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found: u32 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if found > SCHEMA_VERSION {
        return Err(StoreError::Newer {
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
    fn a_database_of_a_newer_gateway_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("reports.db");
        let connection = open(&path).unwrap();
        connection
            .pragma_update(None, "user_version", SCHEMA_VERSION + 1)
            .unwrap();
        drop(connection);
        assert!(matches!(open(&path), Err(StoreError::Newer { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn what_people_wrote_is_the_owners_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let _writer = open(&folder.path().join("reports.db")).unwrap();
        let files = std::fs::read_dir(folder.path()).unwrap();
        let modes = files.map(|file| file.unwrap().metadata().unwrap().permissions().mode());
        let modes: Vec<_> = modes.collect();
        assert!(modes.len() > 1, "the log is there too");
        assert!(modes.iter().all(|mode| mode & 0o777 == 0o600), "{modes:?}");
    }

    #[test]
    fn what_is_committed_is_on_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        let writer = open(&folder.path().join("reports.db")).unwrap();
        let pragma = |name| writer.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
        // 2 is FULL: the log is synced at every commit.
        assert_eq!(pragma("synchronous").unwrap(), 2);
    }
}
