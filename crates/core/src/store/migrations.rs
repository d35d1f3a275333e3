//! The schema and how older stores become newer ones.
//!
//! A migration is a file; its version is its place in [`ALL`], so that no number is typed twice.
//! Each runs in the transaction that also raises `user_version`: a crash leaves the old schema or
//! the new one.

use super::StoreError;
use rusqlite::{Connection, TransactionBehavior};

const ALL: &[&str] = &[
    include_str!("migrations/0001.sql"),
    include_str!("migrations/0002.sql"),
    include_str!("migrations/0003.sql"),
    include_str!("migrations/0004.sql"),
    include_str!("migrations/0005.sql"),
];

/// The newest schema that this app knows.
pub const SCHEMA_VERSION: u32 = ALL.len() as u32;

/// Brings the store up to [`SCHEMA_VERSION`]. A newer one is refused and not touched.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Read under the write lock: another process may be migrating the same store.
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
