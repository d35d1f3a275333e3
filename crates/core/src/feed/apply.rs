//! One file of the feed into the store, in one transaction.
//!
//! The bytes are those that the signed metadata named, but a signer can be wrong or be broken into,
//! so nothing is believed beyond that: the file must unpack to exactly the size that was signed, in
//! bounded memory; each line must be a line of this collection; a delta must follow on what is in
//! the store. The first thing that is wrong rolls everything back.
//!
//! Two threads share the work. One unpacks, checks and reads the lines ([`reader`]), and works out what
//! the index is to have of each; the other, which holds the transaction, writes ([`intake`]). Between
//! them are a few megabytes of changes at most, so that a large file needs no more memory than a small
//! one. A file may be read ahead ([`Reading::begin`]) while the one before it is still being written.

mod intake;
mod reader;

use super::FeedError;
use crate::background;
use crate::following::Followed;
use crate::store::positions::Position;
use crate::store::{Store, follows, positions};
use chrono::{DateTime, Utc};
use intake::Intake;
use ka_domain::Kind;
use ka_protocol::{FeedFile, FilePart, UnpackedSize, limits};
use reader::{Change, Reader};
use std::io::Read;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};

/// A parcel of changes travels from one thread to the other once it has so many of them, or bodies of
/// so many bytes.
const PARCEL: usize = 128;
const PARCEL_BYTES: usize = 128 * 1024;
/// How many parcels may wait.
const PARCELS: usize = 24;

/// What a file changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Applied {
    /// Items written; in a base over items that were there, only those that are other than before.
    pub upserts: u64,
    /// Items removed.
    pub removals: u64,
    /// News that came of it, or went.
    pub news: u64,
}

type Parcel = Result<Vec<Change>, FeedError>;

/// A file that is being read. If it is dropped, the reading ends.
#[derive(Debug)]
pub struct Reading {
    file: FeedFile,
    kind: Kind,
    parcels: Receiver<Parcel>,
    /// Where a parcel was made it is also given up: memory that one thread asks for and another gives
    /// back makes both wait for each other.
    spent: Sender<Vec<Change>>,
}

impl Reading {
    /// Begins to read `archive`, the packed bytes of `file`, which is to be taken into `store`.
    pub fn begin(
        store: &Store,
        file: &FeedFile,
        size: UnpackedSize,
        archive: impl Read + Send + 'static,
    ) -> Result<Reading, FeedError> {
        let kind =
            Kind::of_collection(file.collection.as_str()).ok_or(FeedError::UnknownCollection)?;
        if size.bytes > limits::UNPACKED_BYTES {
            return Err(FeedError::Oversized);
        }
        let followed = Followed::new(store.read(follows::all)?);
        let (send, parcels) = sync_channel(PARCELS);
        let (spent, returned) = channel();
        background::spawn(move || {
            if let Err(refused) = read(archive, size, kind, &followed, &send, &returned) {
                // If nobody listens any more, nobody need be told.
                let _ = send.send(Err(refused));
            }
        })?;
        Ok(Reading {
            file: file.clone(),
            kind,
            parcels,
            spent,
        })
    }

    /// Writes what is read into `store`. All of it or nothing.
    pub fn write(self, store: &Store, now: DateTime<Utc>) -> Result<Applied, FeedError> {
        let FeedFile {
            collection,
            generation,
            part,
        } = &self.file;
        store.write(|transaction| {
            if let FilePart::Delta(n) = part {
                let before = Position {
                    generation: *generation,
                    sequence: n - 1,
                };
                if positions::get(transaction, collection)? != Some(before) {
                    return Err(FeedError::Gap);
                }
            }
            let mut intake = Intake::new(transaction, collection, self.kind, *part, now)?;
            // The last parcel is empty; without it the reader did not get to the end.
            loop {
                let mut parcel = self.parcels.recv().map_err(|_| FeedError::Truncated)??;
                if parcel.is_empty() {
                    break;
                }
                for change in &mut parcel {
                    intake.take(change)?;
                }
                // If the reader is done, it goes here.
                let _ = self.spent.send(parcel);
            }
            let applied = intake.finish()?;
            let reached = Position {
                generation: *generation,
                sequence: part.sequence(),
            };
            positions::set(transaction, collection, reached, now)?;
            Ok(applied)
        })
    }
}

/// Takes `archive`, the packed bytes of `file`, into `store`. All of it or nothing.
pub fn apply(
    store: &Store,
    file: &FeedFile,
    size: UnpackedSize,
    archive: impl Read + Send + 'static,
    now: DateTime<Utc>,
) -> Result<Applied, FeedError> {
    Reading::begin(store, file, size, archive)?.write(store, now)
}

/// Reads the whole file and sends what it says, until it ends, is refused, or nobody listens any more.
fn read(
    archive: impl Read,
    size: UnpackedSize,
    kind: Kind,
    followed: &Followed,
    send: &SyncSender<Parcel>,
    returned: &Receiver<Vec<Change>>,
) -> Result<(), FeedError> {
    let mut reader = Reader::new(archive, size, kind, followed)?;
    let mut parcel = Vec::with_capacity(PARCEL);
    let mut bytes = 0;
    while let Some(change) = reader.next()? {
        bytes += change.bytes();
        parcel.push(change);
        if parcel.len() == PARCEL || bytes >= PARCEL_BYTES {
            let mut empty = returned
                .try_recv()
                .unwrap_or_else(|_| Vec::with_capacity(PARCEL));
            empty.clear();
            bytes = 0;
            if send
                .send(Ok(std::mem::replace(&mut parcel, empty)))
                .is_err()
            {
                return Ok(());
            }
        }
    }
    if !parcel.is_empty() && send.send(Ok(parcel)).is_err() {
        return Ok(());
    }
    let _ = send.send(Ok(Vec::new()));
    Ok(())
}

#[cfg(test)]
mod tests;
