//! Bringing the store up to what the city publishes.
//!
//! A poll, then each file that is missing, in order: fetched to disk, where it is bounded and its
//! hash is checked while it arrives, and then taken into the store, one transaction a file. Whatever
//! breaks off, the next sync begins at the file that was not taken in. Only when all of them are in
//! does the poll's `ETag` count as followed to its end.
//!
//! What is wrong with one collection costs the others nothing: they are taken in, and then the first
//! that was refused is told. A collection that this version of the app does not know is left alone and
//! told of; as long as there is one, every poll walks the whole chain, so that it is told of again,
//! and taken in by the first version that knows it.

use super::apply::{Applied, Reading};
use super::client::{FeedClient, Polled};
use super::error::SyncError;
use super::{FeedError, plan};
use crate::background;
use crate::clock::Clock;
use crate::net::NetError;
use crate::store::{Store, StoreError, entries, polls, positions};
use chrono::TimeDelta;
use futures::StreamExt;
use ka_domain::{CollectionName, Kind};
use ka_protocol::{FeedFile, UnpackedSize, limits};
use std::cmp::Reverse;
use std::collections::VecDeque;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tough::schema::Target;
use tough::{Repository, TargetName};

/// How long an unchanged `timestamp.json` is believed without walking the whole chain again. New
/// roots are only seen then.
const FULL_LOAD_EVERY: TimeDelta = TimeDelta::hours(24);

/// What a sync did.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Synced {
    /// The collections that changed, by name.
    pub changed: Vec<CollectionName>,
    /// A collection that this version of the app does not know.
    pub unknown: Option<CollectionName>,
}

/// Brings `store` up to what `client`'s gateway publishes. `changed` hears of each collection as
/// soon as it is in, and whether anything in it is news to somebody who follows it.
pub async fn sync(
    client: &FeedClient,
    store: &Arc<Store>,
    clock: &dyn Clock,
    changed: impl Fn(&CollectionName, bool),
) -> Result<Synced, SyncError> {
    let now = clock.now();
    client.prepare()?;
    store.write(|transaction| polls::adopt(transaction, client.origin()))?;
    let last = store.read(polls::get)?;
    let followed = last
        .loaded_at
        .is_some_and(|at| at <= now && now - at < FULL_LOAD_EVERY);
    let etag = last.etag.filter(|_| followed);
    let (repository, etag) = match client.poll(etag.as_deref(), now).await? {
        Polled::Unchanged => {
            store.write(|transaction| polls::unchanged(transaction, now))?;
            return Ok(Synced::default());
        }
        Polled::Changed { repository, etag } => (repository, etag),
    };

    let mut synced = Synced::default();
    let mut all = Vec::new();
    for (collection, files) in collections(&repository) {
        if Kind::of_collection(collection.as_str()).is_none() {
            synced.unknown = Some(collection);
            continue;
        }
        let position = store.read(|reader| positions::get(reader, &collection))?;
        all.push(plan::plan(files, position));
    }
    all.sort_by_key(|files| turn(files));
    let missing = all.into_iter().flatten().collect();
    let way = Way {
        client,
        repository: &repository,
        store,
        clock,
    };
    let refused = way.take_all(missing, changed, &mut synced).await;
    if let Some(refused) = refused {
        return Err(refused);
    }
    let etag = etag.filter(|_| synced.unknown.is_none());
    store.write(|transaction| polls::followed(transaction, etag.as_deref(), clock.now()))?;
    if !synced.changed.is_empty() {
        let store = store.clone();
        let tidied = blocking(move || {
            store.write(entries::tidy)?;
            Ok(store.settle()?)
        })
        .await;
        if let Err(why) = tidied {
            tracing::warn!(%why, "the store was not tidied");
        }
    }
    Ok(synced)
}

/// When a collection has its turn: what is small first, since a screen waits for it; of what is large the
/// largest first, since the next is read while its entries are written.
fn turn(files: &[Published]) -> Reverse<u64> {
    const LARGE: u64 = 256 * 1024; // bytes packed
    let bytes: u64 = files.iter().map(|(_, (_, target))| target.length).sum();
    Reverse(if bytes < LARGE { u64::MAX } else { bytes })
}

/// Whether what went wrong with one collection would go wrong with the next.
fn concerns_all(why: &FeedError) -> bool {
    matches!(
        why,
        FeedError::Net(_) | FeedError::Store(_) | FeedError::Folder(_) | FeedError::Expired
    )
}

/// A file that is signed for, and what is said of it.
type Published = (FeedFile, (TargetName, Target));

/// The files that are signed for, by collection. Each role signs for its own collection only.
fn collections(repository: &Repository) -> Vec<(CollectionName, Vec<Published>)> {
    let delegations = repository.targets().signed.delegations.as_ref();
    let mut all = Vec::new();
    for role in delegations.iter().flat_map(|d| &d.roles) {
        // A role that could be no collection is none of ours, whatever it signs for.
        let Ok(collection) = CollectionName::new(role.name.as_str()) else {
            continue;
        };
        let signed = role
            .targets
            .iter()
            .flat_map(|targets| &targets.signed.targets);
        let files = signed
            .filter_map(|(name, target)| {
                let file = FeedFile::parse(name.resolved())?;
                let published = (name.clone(), target.clone());
                (file.collection == collection).then_some((file, published))
            })
            .collect();
        all.push((collection, files));
    }
    all
}

/// From the gateway into the store.
struct Way<'a> {
    client: &'a FeedClient,
    repository: &'a Repository,
    store: &'a Arc<Store>,
    clock: &'a dyn Clock,
}

/// A file that was fetched and is being read, or why it is not.
type Ahead = (FeedFile, Result<Reading, FeedError>);

impl Way<'_> {
    /// Takes in all of `missing`: while one file is being written, the next is already fetched and read.
    /// Gives back what was refused first.
    async fn take_all(
        &self,
        mut missing: VecDeque<Published>,
        changed: impl Fn(&CollectionName, bool),
        synced: &mut Synced,
    ) -> Option<SyncError> {
        let mut refused: Option<SyncError> = None;
        let mut news = false;
        let mut ahead = self.fetch_next(&mut missing).await;
        while let Some((file, reading)) = ahead.take() {
            let collection = &file.collection;
            let written = match reading {
                Ok(reading) => {
                    let (written, next) =
                        tokio::join!(self.write(reading), self.fetch_next(&mut missing));
                    ahead = next;
                    written
                }
                Err(why) => Err(why),
            };
            match written {
                Ok(applied) => {
                    news |= applied.news > 0;
                    if synced.changed.last() != Some(collection) {
                        synced.changed.push(collection.clone());
                    }
                }
                Err(why) => {
                    let others_too = concerns_all(&why);
                    let first = refused.get_or_insert(SyncError {
                        why,
                        collection: Some(collection.clone()),
                    });
                    if others_too {
                        tracing::info!(%first, "no further collection is tried");
                        missing.clear();
                        ahead = None;
                    } else {
                        // What follows on a file that was refused is of no use without it.
                        missing.retain(|(next, _)| next.collection != *collection);
                        ahead = match ahead.filter(|(next, _)| next.collection != *collection) {
                            None => self.fetch_next(&mut missing).await,
                            next => next,
                        };
                    }
                }
            }
            let is_last = ahead
                .as_ref()
                .is_none_or(|(next, _)| next.collection != *collection);
            if is_last && synced.changed.last() == Some(collection) {
                changed(collection, std::mem::take(&mut news));
            }
        }
        refused
    }

    /// Fetches the next file and begins to read it; none if none is missing.
    async fn fetch_next(&self, missing: &mut VecDeque<Published>) -> Option<Ahead> {
        let (file, (name, target)) = missing.pop_front()?;
        let reading = self.fetch(&file, &name, &target).await;
        Some((file, reading))
    }

    async fn fetch(
        &self,
        file: &FeedFile,
        name: &TargetName,
        target: &Target,
    ) -> Result<Reading, FeedError> {
        let size = unpacked(target)?;
        if target.length > limits::FILE_BYTES {
            return Err(FeedError::Oversized);
        }
        let place = self.client.downloads().join(format!(
            "{}-{}-{}",
            file.collection,
            file.generation,
            file.part.sequence()
        ));
        let fetched = Download::of(self.repository, name, &place);
        let archive = tokio::time::timeout(patience(target.length), fetched)
            .await
            .map_err(|_| NetError::Offline)??;
        let (store, file) = (self.store.clone(), file.clone());
        blocking(move || Reading::begin(&store, &file, size, archive.open()?)).await
    }

    async fn write(&self, reading: Reading) -> Result<Applied, FeedError> {
        let (store, now) = (self.store.clone(), self.clock.now());
        blocking(move || reading.write(&store, now)).await
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, FeedError> + Send + 'static,
) -> Result<T, FeedError> {
    background::run(work)
        .await?
        .ok_or(FeedError::Store(StoreError::Closed))?
}

/// How long a file of `length` bytes may take: a minute, and more for what is large. A gateway that
/// drips must not hold the sync for ever.
fn patience(length: u64) -> Duration {
    const SLOWEST: u64 = 10_000; // bytes a second
    Duration::from_secs(60 + length / SLOWEST)
}

fn unpacked(target: &Target) -> Result<UnpackedSize, FeedError> {
    target
        .custom
        .get(UnpackedSize::KEY)
        .and_then(|value| serde_json::from_value(value.clone()).ok())
        .ok_or_else(|| FeedError::Metadata("a file without its unpacked size".to_owned()))
}

/// A fetched file, as it was signed for. It is removed when it is no longer needed.
struct Download(PathBuf);

impl Download {
    async fn of(
        repository: &Repository,
        name: &TargetName,
        place: &Path,
    ) -> Result<Download, FeedError> {
        let Some(mut pieces) = repository.read_target(name).await? else {
            return Err(FeedError::Metadata("a file that is not there".to_owned()));
        };
        let download = Download(place.to_path_buf());
        let mut file = tokio::fs::File::create(place).await?;
        while let Some(piece) = pieces.next().await {
            file.write_all(&piece?).await?;
        }
        file.flush().await?;
        Ok(download)
    }
}

impl Download {
    /// Its bytes. The file goes when they are no longer read.
    fn open(self) -> std::io::Result<OpenDownload> {
        Ok(OpenDownload {
            file: std::fs::File::open(&self.0)?,
            _download: self,
        })
    }
}

impl Drop for Download {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// A fetched file that is being read. The fields are given up in this order: a file that is open cannot
/// be removed everywhere.
struct OpenDownload {
    file: std::fs::File,
    _download: Download,
}

impl Read for OpenDownload {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        self.file.read(into)
    }
}
