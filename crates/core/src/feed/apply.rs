//! One file of the feed into the store, in one transaction.
//!
//! The bytes are those that the signed metadata named, but a signer can be wrong or be broken into,
//! so nothing is believed beyond that: the file must unpack to exactly the size that was signed, in
//! bounded memory; each line must be a line of this collection; a delta must follow on what is in
//! the store. Lines are parsed while they are unpacked, so that only one is in memory at a time.
//! The first thing that is wrong rolls everything back.

use super::FeedError;
use crate::store::positions::Position;
use crate::store::{Store, items, positions};
use chrono::{DateTime, Utc};
use ka_domain::Kind;
use ka_protocol::{FeedFile, FilePart, Line, UnpackedSize, limits};
use std::io::{BufRead, BufReader, ErrorKind, Read};

/// What a file changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Applied {
    /// Items written.
    pub upserts: u64,
    /// Items removed by name.
    pub removals: u64,
}

/// Takes `archive`, the packed bytes of `file`, into `store`. All of it or nothing.
pub fn apply(
    store: &Store,
    file: &FeedFile,
    size: UnpackedSize,
    archive: impl Read,
    now: DateTime<Utc>,
) -> Result<Applied, FeedError> {
    let kind = Kind::of_collection(file.collection.as_str()).ok_or(FeedError::UnknownCollection)?;
    if size.bytes > limits::UNPACKED_BYTES {
        return Err(FeedError::Oversized);
    }
    let mut decoder = zstd::Decoder::new(archive).map_err(FeedError::Archive)?;
    decoder
        .window_log_max(limits::ZSTD_WINDOW_LOG)
        .map_err(FeedError::Archive)?;
    // One byte more than was signed for is enough to know that there is more.
    let mut lines = BufReader::with_capacity(256 * 1024, decoder.take(size.bytes + 1));

    store.write(|transaction| {
        match file.part {
            FilePart::Base => items::clear(transaction, &file.collection)?,
            FilePart::Delta(n) => {
                let before = Position {
                    generation: file.generation,
                    sequence: n - 1,
                };
                if positions::get(transaction, &file.collection)? != Some(before) {
                    return Err(FeedError::Gap);
                }
            }
        }
        let mut applied = Applied::default();
        let mut bytes = 0;
        let mut number = 0;
        let mut buffer = Vec::new();
        while read_line(&mut lines, &mut buffer)? {
            number += 1;
            bytes += buffer.len() as u64;
            if bytes > size.bytes || number > size.lines {
                return Err(FeedError::Bomb);
            }
            let text = std::str::from_utf8(&buffer)
                .map_err(|_| FeedError::NotText { line: number })?
                .trim_end_matches('\n');
            match Line::parse(text, kind)
                .map_err(|why| FeedError::Malformed { line: number, why })?
            {
                Line::Upsert {
                    id,
                    revision,
                    provenance,
                    content,
                } => {
                    let collection = &file.collection;
                    items::upsert(
                        transaction,
                        collection,
                        &id,
                        revision,
                        &provenance,
                        &content,
                    )?;
                    applied.upserts += 1;
                }
                Line::Remove { id, .. } => {
                    items::remove(transaction, &file.collection, &id)?;
                    applied.removals += 1;
                }
            }
        }
        if bytes != size.bytes || number != size.lines {
            return Err(FeedError::Truncated);
        }
        let reached = Position {
            generation: file.generation,
            sequence: file.part.sequence(),
        };
        positions::set(transaction, &file.collection, reached, now)?;
        Ok(applied)
    })
}

/// Reads up to and including the next line break; false at the end. A line without end stops being
/// read soon after it is longer than a line may be, and is then refused by the parser.
fn read_line(lines: &mut impl BufRead, buffer: &mut Vec<u8>) -> Result<bool, FeedError> {
    buffer.clear();
    let most = limits::LINE_BYTES as u64 + 2;
    match lines.by_ref().take(most).read_until(b'\n', buffer) {
        Ok(length) => Ok(length > 0),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Err(FeedError::Truncated),
        Err(error) => Err(FeedError::Archive(error)),
    }
}

#[cfg(test)]
mod tests;
