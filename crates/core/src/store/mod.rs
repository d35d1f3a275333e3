//! Everything that the device keeps, in one SQLCipher file.
//!
//! # One writer, several readers
//!
//! SQLite takes one writer at a time and, in WAL mode, any number of readers beside it. The types
//! say the same: [`Store::write`] lends out the one writing connection as a `&Transaction`, which
//! commits if the closure succeeds and leaves no trace otherwise; [`Store::read`] lends out one of
//! a few `query_only` connections as a `&Connection`. Nobody can keep either, since both are only
//! borrowed, so no transaction outlives its closure and no reader can write.
//!
//! # Opening
//!
//! The key is given before anything else touches the file: SQLCipher decides with it how the first
//! page is read. A raw key skips the derivation of a key from a passphrase, which the vault has
//! already done with better means, so that opening costs half a millisecond instead of a tenth of a
//! second. Then the wait for locks, then WAL: switching to WAL takes a lock itself.
//!
//! A store that is newer than the app, that does not open with the key, or that is damaged is an
//! error of its own and never touched: what a person kept is worth more than a clean start.

pub mod around;
pub mod device_secret;
pub mod drafts;
pub mod entries;
mod error;
pub mod follows;
pub mod items;
mod key;
pub mod live;
mod migrations;
pub mod news;
mod open;
pub mod photos;
pub mod polls;
pub mod positions;
mod preferences;
mod readable;
pub mod reports;
pub mod searches;
pub mod submissions;
pub mod supports;

pub use error::{StoreError, Unreadable};
pub use key::StoreKey;
pub use migrations::SCHEMA_VERSION;

use crate::search::edition;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// How many readers there are. A screen reads with one, a sync with another.
const READERS: usize = 3;

/// The open store.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    /// None once the store was closed.
    writer: Mutex<Option<Connection>>,
    readers: Mutex<Readers>,
    reader_free: Condvar,
}

/// The readers that nobody has borrowed.
#[derive(Debug)]
struct Readers {
    free: Vec<Connection>,
    closed: bool,
}

impl Store {
    /// Opens the store at `path`, making it if there is none, and brings its schema up to date.
    pub fn open(path: &Path, key: &StoreKey) -> Result<Store, StoreError> {
        let mut writer = open::writer(path, key)?;
        migrations::migrate(&mut writer)?;
        let transaction = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        edition::bring_up_to_date(&transaction)?;
        transaction.commit()?;
        let readers = (0..READERS)
            .map(|_| open::reader(path, key))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Store {
            path: path.to_path_buf(),
            writer: Mutex::new(Some(writer)),
            readers: Mutex::new(Readers {
                free: readers,
                closed: false,
            }),
            reader_free: Condvar::new(),
        })
    }

    /// Runs `work` in a transaction: all of it is kept if it succeeds, nothing otherwise.
    pub fn write<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut writer = lock(&self.writer);
        commit(writer.as_mut().ok_or(StoreError::Closed)?, work)
    }

    /// The same, and what was kept survives a loss of power too: it is on the disk when this returns. For
    /// what nobody else has.
    pub fn write_durably<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut writer = lock(&self.writer);
        let writer = writer.as_mut().ok_or(StoreError::Closed)?;
        open::set_durable(writer, true)?;
        let done = commit(writer, work);
        if let Err(why) = open::set_durable(writer, false) {
            // What comes later is kept more safely than it need be.
            tracing::warn!(%why, "the store stays slow");
        }
        done
    }

    /// Lends a reader to `work`. It sees one moment of the store, the last committed one, for as
    /// long as a single statement runs.
    pub fn read<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let reader = Lent {
            store: self,
            connection: Some(self.take_reader()?),
        };
        match &reader.connection {
            Some(connection) => work(connection),
            // `connection` is only empty while `Lent` is dropped.
            None => Err(StoreError::Closed.into()),
        }
    }

    /// Brings what SQLite keeps beside the file into it. Does nothing where somebody reads or writes.
    pub fn settle(&self) -> Result<(), StoreError> {
        let writer = lock(&self.writer);
        let writer = writer.as_ref().ok_or(StoreError::Closed)?;
        writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }

    /// Bytes on disk: the file and what SQLite keeps beside it.
    pub fn bytes_on_disk(&self) -> u64 {
        files(&self.path)
            .iter()
            .filter_map(|file| std::fs::metadata(file).ok())
            .map(|file| file.len())
            .sum()
    }

    /// The version of the encryption library.
    pub fn cipher_version(&self) -> Result<String, StoreError> {
        self.read(|reader| {
            reader
                .query_row("PRAGMA cipher_version", [], |row| row.get(0))
                .map_err(StoreError::from)
        })
    }

    /// Waits for the work that is under way, then gives the file up. Whoever comes later is told
    /// that the store is closed.
    pub fn close(&self) {
        lock(&self.writer).take();
        let mut readers = lock(&self.readers);
        if readers.closed {
            return;
        }
        readers.closed = true;
        let mut open = READERS;
        loop {
            open -= readers.free.drain(..).count();
            if open == 0 {
                return;
            }
            readers = self
                .reader_free
                .wait(readers)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn take_reader(&self) -> Result<Connection, StoreError> {
        let mut readers = lock(&self.readers);
        loop {
            if readers.closed {
                return Err(StoreError::Closed);
            }
            if let Some(reader) = readers.free.pop() {
                return Ok(reader);
            }
            readers = self
                .reader_free
                .wait(readers)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }
}

fn commit<T, E: From<StoreError>>(
    writer: &mut Connection,
    work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let transaction = writer
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(StoreError::from)?;
    let done = work(&transaction)?;
    transaction.commit().map_err(StoreError::from)?;
    Ok(done)
}

/// The files of a store at `path`: its own and those that SQLite keeps beside it.
pub fn files(path: &Path) -> [PathBuf; 3] {
    ["", "-wal", "-shm"].map(|suffix| {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        name.into()
    })
}

/// A reader that goes back when it is dropped, whatever became of the work.
struct Lent<'a> {
    store: &'a Store,
    connection: Option<Connection>,
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            lock(&self.store.readers).free.push(connection);
            self.store.reader_free.notify_all();
        }
    }
}

/// A moment as the tables keep it.
fn time(milliseconds: i64) -> Result<DateTime<Utc>, StoreError> {
    DateTime::from_timestamp_millis(milliseconds).ok_or(StoreError::Damaged)
}

/// A panic in somebody's closure rolled its transaction back; the connection itself is sound.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
