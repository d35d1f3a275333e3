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

use super::client::{FeedClient, Polled};
use super::error::SyncError;
use super::{FeedError, apply, plan};
use crate::clock::Clock;
use crate::net::NetError;
use crate::store::{Store, StoreError, polls, positions};
use chrono::TimeDelta;
use futures::StreamExt;
use ka_domain::{CollectionName, Kind};
use ka_protocol::{FeedFile, UnpackedSize, limits};
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
/// soon as it is in.
pub async fn sync(
    client: &FeedClient,
    store: &Arc<Store>,
    clock: &dyn Clock,
    changed: impl Fn(&CollectionName),
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
    let mut refused = None;
    for (collection, files) in collections(&repository) {
        if Kind::of_collection(collection.as_str()).is_none() {
            synced.unknown = Some(collection);
            continue;
        }
        let missing = take(client, &repository, store, clock, &collection, files);
        let took = match missing.await {
            Ok(took) => took,
            Err(why) => {
                let others_too = concerns_all(&why);
                let first = refused.get_or_insert(SyncError {
                    why,
                    collection: Some(collection),
                });
                if others_too {
                    tracing::info!(%first, "no further collection is tried");
                    break;
                }
                continue;
            }
        };
        if took > 0 {
            changed(&collection);
            synced.changed.push(collection);
        }
    }
    if let Some(refused) = refused {
        return Err(refused);
    }
    let etag = etag.filter(|_| synced.unknown.is_none());
    store.write(|transaction| polls::followed(transaction, etag.as_deref(), clock.now()))?;
    Ok(synced)
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

/// Takes in what is missing of one collection; how many files that were.
async fn take(
    client: &FeedClient,
    repository: &Repository,
    store: &Arc<Store>,
    clock: &dyn Clock,
    collection: &CollectionName,
    files: Vec<Published>,
) -> Result<usize, FeedError> {
    let position = store.read(|reader| positions::get(reader, collection))?;
    let missing = plan::plan(files, position);
    for (file, (name, target)) in &missing {
        let size = unpacked(target)?;
        if target.length > limits::FILE_BYTES {
            return Err(FeedError::Oversized);
        }
        let place = client.downloads().join(hex::encode(&target.hashes.sha256));
        let fetched = Download::of(repository, name, &place);
        let archive = tokio::time::timeout(patience(target.length), fetched)
            .await
            .map_err(|_| NetError::Offline)??;
        let (store, file, now) = (store.clone(), file.clone(), clock.now());
        tokio::task::spawn_blocking(move || {
            apply::apply(&store, &file, size, std::fs::File::open(&archive.0)?, now)
        })
        .await
        .map_err(|_| FeedError::Store(StoreError::Closed))??;
    }
    Ok(missing.len())
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

impl Drop for Download {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}
