//! From harvests to signed files.
//!
//! # How it works
//!
//! There are two truths on the disk, and one of them is made to follow the other. The **database**
//! says which items there are and of which files a collection's generation consists. The **signed
//! repository** is what apps see. A publication goes like this:
//!
//! 1. What a source has now is compared with the rows of that source; where it says itself what
//!    changed, with the rows of those ids alone. Nothing new: nothing happens.
//! 2. The changed lines are packed into a delta, or, if the deltas would weigh more than a third of
//!    the base, all lines into the base of a new generation. The file is written under a name that
//!    holds its hash. Nobody knows the name yet.
//! 3. The rows of items and files are committed in one transaction. From here on it is decided.
//! 4. [`reconcile`] signs what differs: the role of the collection, the snapshot that lists it, and
//!    last the timestamp. The renaming of `timestamp.json` is the moment at which apps see the new
//!    content, all of it at once.
//!
//! The power can go between any two of these steps. Before 3 a file lies about that nobody names, and
//! the next harvest does all of it again. After 3 the next [`Publication::reconcile`] finds the signed
//! repository behind the database and carries on. Signed files are never written over: a version that
//! was begun and not named by a timestamp is skipped, not reused, so that a cache in between can keep
//! everything but the timestamp for ever.
//!
//! Whatever is named no more stays for a day ([`sweep`]): an app may be in the middle of fetching it.
//!
//! Everything here blocks. Call it from `spawn_blocking` where that matters.

mod database;
pub mod disk;
mod error;
mod files;
mod items;
mod pack;
mod published;
mod reconcile;
mod status;
mod sweep;
#[cfg(test)]
mod tests;

pub use error::PublicationError;
pub use files::{File, MOST_DELTAS};
pub use status::{Counts, LiveAnswer, SourceStatus, etag};

use crate::connector::Harvested;
use crate::keys::Keys;
use chrono::{DateTime, Utc};
use disk::{Disk, Folders, LocalDisk};
use ka_domain::{CollectionName, Content, ItemId, Kind, SourceId};
use rusqlite::{Connection, TransactionBehavior};
use std::fs;
use std::path::Path;
use std::sync::{Mutex, MutexGuard};

/// What a harvest changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Changes {
    /// Items that are new or other than before.
    pub upserted: usize,
    /// Items that are gone.
    pub removed: usize,
}

/// The gateway's content, and the signed feed made of it.
pub struct Publication {
    writer: Mutex<Writer>,
    reader: Mutex<Connection>,
    folders: Folders,
    /// Held as long as this is: two gateways in one state directory would sign over each other.
    _lock: fs::File,
}

/// All that writes.
struct Writer {
    database: Connection,
    disk: Box<dyn Disk>,
    folders: Folders,
    keys: Keys,
}

impl Publication {
    /// Opens the state directory, made if there is none. Nothing is signed yet: call
    /// [`Publication::reconcile`], or publish.
    pub fn open(state: &Path, keys: Keys) -> Result<Self, PublicationError> {
        Self::on_disk(state, keys, Box::new(LocalDisk))
    }

    fn on_disk(state: &Path, keys: Keys, disk: Box<dyn Disk>) -> Result<Self, PublicationError> {
        let folders = Folders::in_state(state);
        disk::make_folders(state).map_err(PublicationError::file(state))?;
        let lock_path = state.join("gateway.lock");
        let failed = PublicationError::file;
        let lock = fs::File::create(&lock_path).map_err(failed(&lock_path))?;
        lock.try_lock()
            .map_err(|_| PublicationError::InUse(state.to_path_buf()))?;
        let path = state.join("gateway.db");
        let writer = Writer {
            database: database::open(&path)?,
            disk,
            folders: folders.clone(),
            keys,
        };
        Ok(Publication {
            writer: Mutex::new(writer),
            reader: Mutex::new(database::open_reader(&path)?),
            folders,
            _lock: lock,
        })
    }

    /// Where the published files are.
    pub fn folders(&self) -> &Folders {
        &self.folders
    }

    /// Makes `items` all that `source` has of `kinds`, and publishes what that changes. An error
    /// leaves what was published before, or, if it came late, the new content for the next
    /// [`Publication::reconcile`] to sign.
    pub fn replace(
        &self,
        source: &SourceId,
        kinds: &[Kind],
        items: Vec<Harvested>,
        now: DateTime<Utc>,
    ) -> Result<Changes, PublicationError> {
        self.store(source, kinds, items, None, now)
    }

    /// Puts `items` among what `source` has of `kinds`, takes `removed` away, leaves the rest as it
    /// is, and publishes what that changes. Errors are as for [`Publication::replace`].
    pub fn amend(
        &self,
        source: &SourceId,
        kinds: &[Kind],
        items: Vec<Harvested>,
        removed: Vec<(Kind, ItemId)>,
        now: DateTime<Utc>,
    ) -> Result<Changes, PublicationError> {
        self.store(source, kinds, items, Some(removed), now)
    }

    fn store(
        &self,
        source: &SourceId,
        kinds: &[Kind],
        items: Vec<Harvested>,
        removed: Option<Vec<(Kind, ItemId)>>,
        now: DateTime<Utc>,
    ) -> Result<Changes, PublicationError> {
        let mut writer = self.writer()?;
        let changes = writer.store(source, kinds, items, removed)?;
        reconcile::reconcile(&writer, now)?;
        Ok(changes)
    }

    /// Makes the signed repository agree with the database, the keys and the time: completes what
    /// was broken off, takes up new keys, re-signs what would expire, removes what is long named no
    /// more. Does nothing if nothing is due.
    pub fn reconcile(&self, now: DateTime<Utc>) -> Result<(), PublicationError> {
        let mut writer = self.writer()?;
        writer.mend()?;
        reconcile::reconcile(&writer, now)?;
        sweep::sweep(&mut writer, now)
    }

    /// The files of a collection's generation, base first.
    pub fn files(&self, collection: &CollectionName) -> Result<Vec<File>, PublicationError> {
        files::of_collection(&*self.reader()?, collection)
    }

    /// An item as it is published; none if it is not, or no more.
    pub fn content(&self, kind: Kind, id: &ItemId) -> Result<Option<Content>, PublicationError> {
        items::content(&*self.reader()?, kind, id)
    }

    /// Whether anything of a kind is published.
    pub fn has_any(&self, kind: Kind) -> Result<bool, PublicationError> {
        items::has_any(&*self.reader()?, kind)
    }

    fn writer(&self) -> Result<MutexGuard<'_, Writer>, PublicationError> {
        self.writer.lock().map_err(|_| PublicationError::Poisoned)
    }

    fn reader(&self) -> Result<MutexGuard<'_, Connection>, PublicationError> {
        self.reader.lock().map_err(|_| PublicationError::Poisoned)
    }
}

impl Writer {
    /// Steps 1 to 3. `items` are all that there is, or with `removed` what changed.
    fn store(
        &mut self,
        source: &SourceId,
        kinds: &[Kind],
        items: Vec<Harvested>,
        removed: Option<Vec<(Kind, ItemId)>>,
    ) -> Result<Changes, PublicationError> {
        let all = removed.is_none();
        let mut by_kind: Vec<(Kind, Told)> =
            kinds.iter().map(|kind| (*kind, Told::default())).collect();
        for item in items {
            let told = told_of(&mut by_kind, item.content.kind(), &item.id)?;
            told.items.push(item);
        }
        for (kind, id) in removed.into_iter().flatten() {
            told_of(&mut by_kind, kind, &id)?.removed.push(id);
        }
        let (disk, folders) = (self.disk.as_ref(), &self.folders);
        let transaction = self
            .database
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut total = Changes::default();
        for (kind, told) in by_kind {
            let collection = CollectionName::new(kind.collection())?;
            let changed = match all {
                true => items::changes(&transaction, &collection, source, told.items)?,
                false => items::amendments(&transaction, &collection, source, told)?,
            };
            if changed.is_empty() {
                continue;
            }
            for item in &changed {
                items::put(&transaction, &collection, item)?;
                total.upserted += usize::from(item.content.is_some());
                total.removed += usize::from(item.content.is_none());
            }
            let known = files::of_collection(&transaction, &collection)?;
            let delta = pack::pack(collection.as_str(), &changed)?;
            let (name, packed) = match files::next_delta(&known, delta.bytes.len() as u64) {
                Some(name) => (name, delta),
                None => {
                    let all = items::present(&transaction, &collection)?;
                    let packed = pack::pack(collection.as_str(), &all)?;
                    (files::next_base(&known, &collection), packed)
                }
            };
            put_file(&transaction, disk, folders, name, &packed)?;
        }
        transaction.commit()?;
        Ok(total)
    }

    /// Begins a new generation where a file of the present one was lost from the disk.
    fn mend(&mut self) -> Result<(), PublicationError> {
        let (disk, folders) = (self.disk.as_ref(), &self.folders);
        for kind in Kind::ALL {
            let collection = CollectionName::new(kind.collection())?;
            let known = files::of_collection(&self.database, &collection)?;
            let whole = |file: &File| {
                fs::metadata(folders.targets.join(file.path()))
                    .is_ok_and(|found| found.len() == file.bytes)
            };
            if known.iter().all(whole) {
                continue;
            }
            tracing::warn!(%collection, "a feed file is lost: a new generation begins");
            let transaction = self
                .database
                .transaction_with_behavior(TransactionBehavior::Immediate)?;
            let all = items::present(&transaction, &collection)?;
            let packed = pack::pack(collection.as_str(), &all)?;
            let name = files::next_base(&known, &collection);
            put_file(&transaction, disk, folders, name, &packed)?;
            transaction.commit()?;
        }
        Ok(())
    }
}

/// What a source tells of one kind.
#[derive(Default)]
struct Told {
    items: Vec<Harvested>,
    removed: Vec<ItemId>,
}

fn told_of<'a>(
    by_kind: &'a mut [(Kind, Told)],
    kind: Kind,
    id: &ItemId,
) -> Result<&'a mut Told, PublicationError> {
    let told = by_kind.iter_mut().find(|(of, _)| *of == kind);
    told.map(|(_, told)| told)
        .ok_or_else(|| PublicationError::Kind(id.to_string()))
}

/// Writes a feed file to the disk, and then down.
fn put_file(
    connection: &Connection,
    disk: &dyn Disk,
    folders: &Folders,
    name: ka_protocol::FeedFile,
    packed: &pack::Packed,
) -> Result<(), PublicationError> {
    let file = File::new(name, packed);
    let path = folders.targets.join(file.path());
    disk::put(disk, &folders.unfinished, &path, &packed.bytes)
        .map_err(PublicationError::file(&path))?;
    files::put(connection, &file)
}
