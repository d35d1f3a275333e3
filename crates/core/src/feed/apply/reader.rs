//! The lines of a feed file as changes, each checked, none believed beyond what was signed for.

use crate::feed::FeedError;
use crate::following::Followed;
use crate::search::entry::entry_of;
use crate::store::entries::{Entry, Place};
use ka_domain::{Content, ItemId, Kind, Provenance};
use ka_protocol::{Line, UnpackedSize, limits};
use std::io::{BufRead, BufReader, ErrorKind, Read, Take};

/// What a line says, ready to be written.
#[derive(Debug)]
pub enum Change {
    /// The item is now as given.
    Upsert(Box<Upsert>),
    /// The item is gone.
    Remove(ItemId),
}

impl Change {
    /// About how much memory it takes, in bytes.
    pub fn bytes(&self) -> usize {
        match self {
            Change::Upsert(upsert) => upsert.body.len(),
            Change::Remove(_) => 0,
        }
    }
}

/// An item as it is now.
#[derive(Debug)]
pub struct Upsert {
    /// The item.
    pub id: ItemId,
    /// Its revision.
    pub revision: u64,
    /// Where it comes from.
    pub provenance: Provenance,
    /// Its content as JSON.
    pub body: String,
    /// What the index is to have of it.
    pub entry: Option<Made>,
    /// What is followed that it concerns.
    pub because: Vec<i64>,
}

/// An entry, with all that can be worked out of it beside the thread that writes.
#[derive(Debug)]
pub struct Made {
    /// The entry.
    pub entry: Entry,
    /// Where it stands, unless something else stands there.
    pub place: Place,
    /// What the full-text index is given.
    pub tokens: String,
}

impl Made {
    fn of(content: &Content, id: &ItemId) -> Option<Made> {
        let entry = entry_of(content)?;
        Some(Made {
            place: Place::new(content.kind(), entry.day, id),
            tokens: entry.tokens(),
            entry,
        })
    }
}

type Unpacked<R> = BufReader<Take<zstd::Decoder<'static, BufReader<R>>>>;

/// Reads a file line by line.
pub struct Reader<'a, R: Read> {
    lines: Unpacked<R>,
    size: UnpackedSize,
    kind: Kind,
    followed: &'a Followed,
    bytes: u64,
    number: u64,
    buffer: Vec<u8>,
}

impl<'a, R: Read> Reader<'a, R> {
    /// A reader of `archive`, which unpacks to `size` and holds lines of `kind`.
    pub fn new(
        archive: R,
        size: UnpackedSize,
        kind: Kind,
        followed: &'a Followed,
    ) -> Result<Self, FeedError> {
        let mut decoder = zstd::Decoder::new(archive).map_err(FeedError::Archive)?;
        decoder
            .window_log_max(limits::ZSTD_WINDOW_LOG)
            .map_err(FeedError::Archive)?;
        Ok(Reader {
            // One byte more than was signed for is enough to know that there is more.
            lines: BufReader::with_capacity(256 * 1024, decoder.take(size.bytes + 1)),
            size,
            kind,
            followed,
            bytes: 0,
            number: 0,
            buffer: Vec::new(),
        })
    }

    /// The next change; none at the end, if the file was just what was signed for.
    pub fn next(&mut self) -> Result<Option<Change>, FeedError> {
        if !self.read_line()? {
            let whole = self.bytes == self.size.bytes && self.number == self.size.lines;
            return if whole {
                Ok(None)
            } else {
                Err(FeedError::Truncated)
            };
        }
        self.number += 1;
        self.bytes += self.buffer.len() as u64;
        if self.bytes > self.size.bytes || self.number > self.size.lines {
            return Err(FeedError::Bomb);
        }
        let line = self.number;
        let text = std::str::from_utf8(&self.buffer)
            .map_err(|_| FeedError::NotText { line })?
            .trim_end_matches('\n');
        let read = Line::read(text, self.kind).map_err(|why| FeedError::Malformed { line, why })?;
        Ok(Some(match read {
            (
                Line::Upsert {
                    id,
                    revision,
                    provenance,
                    content,
                },
                typed,
            ) => Change::Upsert(Box::new(Upsert {
                entry: typed.as_ref().and_then(|content| Made::of(content, &id)),
                id,
                revision,
                provenance,
                body: content.into_owned(),
                because: typed
                    .as_ref()
                    .map(|content| self.followed.reasons(content))
                    .unwrap_or_default(),
            })),
            (Line::Remove { id, .. }, _) => Change::Remove(id),
        }))
    }

    /// Reads up to and including the next line break; false at the end. A line without end stops being
    /// read soon after it is longer than a line may be, and is then refused by the parser.
    fn read_line(&mut self) -> Result<bool, FeedError> {
        self.buffer.clear();
        let most = limits::LINE_BYTES as u64 + 2;
        let line = self.lines.by_ref().take(most);
        match { line }.read_until(b'\n', &mut self.buffer) {
            Ok(length) => Ok(length > 0),
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => Err(FeedError::Truncated),
            Err(error) => Err(FeedError::Archive(error)),
        }
    }
}
