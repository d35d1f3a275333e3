//! Where reports are kept: a database of its own beside the published content, because it holds what
//! people wrote, and because nobody who hands in a report should wait for a publication.
//!
//! # How it works
//!
//! Who hands something in is answered when it is on the disk, and a disk takes its time for that. So there
//! is one **writer**, a thread, that does all the work that waits for it in one transaction, each piece in a
//! savepoint of its own, and answers all of them after the one commit ([`writer`]). With a single sender
//! that is a commit each; with thirty at once it is a handful for all.
//!
//! A key, the receipt that was given for it and what that had for an effect are written in the same
//! transaction ([`submission`]), so that sending again after any crash gives the same receipt and has no
//! second effect.
//!
//! The staff's commands open the same database from a process of their own; WAL and a wait for the lock
//! make that safe. [`Store::version`] changes whenever anybody has written.
//!
//! - [`submission`]: keys, and what may be handed in.
//! - [`desk`]: what the staff read and say, and what everybody may read.
//! - [`city`]: what the worker towards the city's own server reads and writes.

pub mod city;
pub mod desk;
mod rows;
mod schema;
pub mod submission;
mod writer;

use rusqlite::Connection;
use std::path::Path;
use std::sync::{Arc, Mutex};
use writer::Writer;

/// The database's name in the state directory.
pub const FILE: &str = "reports.db";

/// The reports. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    writer: Writer,
    reader: Arc<Mutex<Connection>>,
}

/// Why reports could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database failed.
    #[error("the database failed: {0}")]
    Database(#[from] rusqlite::Error),
    /// Its file could not be made.
    #[error("the database cannot be written: {0}")]
    File(std::io::Error),
    /// The database was written by a newer gateway.
    #[error("the database has schema {found}, and this gateway knows {known}")]
    Newer {
        /// Its schema.
        found: u32,
        /// The newest that this gateway knows.
        known: u32,
    },
    /// A row does not hold what was put there.
    #[error("{0} is damaged")]
    Damaged(&'static str),
    /// Something could not be written as JSON.
    #[error("it could not be written: {0}")]
    Json(#[from] serde_json::Error),
    /// It was not written: the disk is full, somebody else writes all the time, or the gateway ends.
    #[error("it was not written")]
    NotWritten,
}

impl Store {
    /// Opens the reports in a state directory, made if there are none.
    pub fn open(state: &Path) -> Result<Store, StoreError> {
        let path = state.join(FILE);
        let writer = schema::open(&path)?;
        Ok(Store {
            reader: Arc::new(Mutex::new(schema::open_reader(&path)?)),
            writer: Writer::start(writer),
        })
    }

    /// Changes whenever anybody has written, this process or another one.
    pub async fn version(&self) -> Result<i64, StoreError> {
        self.read(|connection| {
            Ok(connection.pragma_query_value(None, "data_version", |r| r.get(0))?)
        })
        .await
    }

    /// Does `work` in a transaction, and comes back when it is on the disk, or not done at all.
    async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.writer.write(work).await
    }

    async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let reader = self.reader.clone();
        let reading = tokio::task::spawn_blocking(move || {
            // A reader changes nothing, so whoever died with it has left it as it was.
            let reader = reader
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner);
            work(&reader)
        });
        reading.await.unwrap_or(Err(StoreError::NotWritten))
    }
}

#[cfg(test)]
mod tests;
