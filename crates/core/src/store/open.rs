//! Opening a connection: key, then patience, then WAL.

use super::{StoreError, StoreKey};
use rusqlite::{Connection, OpenFlags, OptionalExtension};
use std::path::Path;
use std::time::Duration;

/// How long a connection waits for another process before it says that the store is locked.
const PATIENCE: Duration = Duration::from_secs(3);

/// How large SQLite's file beside the store stays.
const JOURNAL_BYTES: i64 = 2 << 20;

/// How much a reader keeps in memory of what it read, in KiB.
const READER_KIB: i64 = 8_000;

pub(super) fn writer(path: &Path, key: &StoreKey) -> Result<Connection, StoreError> {
    let connection = keyed(path, key, OpenFlags::SQLITE_OPEN_CREATE)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    set_durable(&connection, false)?;
    // What a large sync left beside the file is given back once it is in the file.
    connection.pragma_update(None, "journal_size_limit", JOURNAL_BYTES)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    Ok(connection)
}

/// Whether a committed transaction is on the disk before the commit returns. In WAL mode none is lost to a
/// crash of the app either way; without this those since the last checkpoint may be lost to a loss of power,
/// which is no harm where the feed gives them again.
pub(super) fn set_durable(writer: &Connection, durable: bool) -> Result<(), StoreError> {
    let level = if durable { "FULL" } else { "NORMAL" };
    Ok(writer.pragma_update(None, "synchronous", level)?)
}

pub(super) fn reader(path: &Path, key: &StoreKey) -> Result<Connection, StoreError> {
    let connection = keyed(path, key, OpenFlags::empty())?;
    connection.pragma_update(None, "query_only", true)?;
    // A page that is read again need not be decrypted again. A search touches some thousand of them.
    connection.pragma_update(None, "cache_size", -READER_KIB)?;
    Ok(connection)
}

fn keyed(path: &Path, key: &StoreKey, extra: OpenFlags) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | extra;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.pragma_update(None, "key", key.pragma().as_str())?;
    // SQLCipher would write to the standard error by itself; what fails is told by the result.
    connection
        .query_row("PRAGMA cipher_log_level = NONE", [], |_| Ok(()))
        .optional()?;
    connection.busy_timeout(PATIENCE)?;
    // The key is only tried when the first page is read.
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(connection)
}
