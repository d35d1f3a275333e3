//! The table of feed files, and where they lie.

use super::PublicationError;
use super::pack::Packed;
use ka_domain::CollectionName;
use ka_protocol::{FeedFile, FilePart, UnpackedSize, limits};
use rusqlite::{Connection, params};

/// A generation begins anew after this many deltas even if they weigh nothing: each costs every
/// client a request and a line of signed metadata.
pub const MOST_DELTAS: usize = 200;

/// One feed file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// What it is called.
    pub name: FeedFile,
    /// Its hash, in hexadecimal.
    pub sha256: String,
    /// Its size as it travels.
    pub bytes: u64,
    /// What it becomes.
    pub unpacked: UnpackedSize,
}

impl File {
    /// A packed file under its name.
    pub fn new(name: FeedFile, packed: &Packed) -> File {
        File {
            name,
            sha256: packed.sha256.clone(),
            bytes: packed.bytes.len() as u64,
            unpacked: packed.unpacked,
        }
    }

    /// Where it lies under the folder of targets: as TUF clients ask for it where consistent
    /// snapshots are on, with the hash before the name.
    pub fn path(&self) -> String {
        format!("{}.{}", self.sha256, self.name)
    }
}

/// The files of a collection's generation, base first; none before the first publication.
pub fn of_collection(
    connection: &Connection,
    collection: &CollectionName,
) -> Result<Vec<File>, PublicationError> {
    let mut statement = connection.prepare_cached(
        "SELECT generation, sequence, sha256, bytes, unpacked_bytes, unpacked_lines
         FROM file WHERE collection = ?1 ORDER BY generation, sequence",
    )?;
    let rows = statement.query_map([collection.as_str()], |row| {
        let sequence: u64 = row.get(1)?;
        Ok(File {
            name: FeedFile {
                collection: collection.clone(),
                generation: row.get(0)?,
                part: match sequence {
                    0 => FilePart::Base,
                    n => FilePart::Delta(n),
                },
            },
            sha256: row.get(2)?,
            bytes: row.get(3)?,
            unpacked: UnpackedSize {
                bytes: row.get(4)?,
                lines: row.get(5)?,
            },
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Writes a file down. A base takes the place of every earlier generation.
pub fn put(connection: &Connection, file: &File) -> Result<(), PublicationError> {
    let FeedFile {
        collection,
        generation,
        part,
    } = &file.name;
    if *part == FilePart::Base {
        connection.execute(
            "DELETE FROM file WHERE collection = ?1",
            [collection.as_str()],
        )?;
    }
    connection.execute(
        "INSERT INTO file (collection, generation, sequence, sha256, bytes, unpacked_bytes, unpacked_lines)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            collection.as_str(),
            generation,
            part.sequence(),
            file.sha256,
            file.bytes,
            file.unpacked.bytes,
            file.unpacked.lines,
        ],
    )?;
    Ok(())
}

/// The name of the delta of `bytes` that follows `files`; none if a new generation is due instead.
pub fn next_delta(files: &[File], bytes: u64) -> Option<FeedFile> {
    let (base, deltas) = files.split_first()?;
    let weight: u64 = deltas.iter().map(|file| file.bytes).sum::<u64>() + bytes;
    // Both are far below 2^53.
    let due = weight as f64 > limits::COMPACT_AT * base.bytes as f64;
    let sequence = files.last().map_or(0, |file| file.name.part.sequence()) + 1;
    (!due && deltas.len() < MOST_DELTAS).then(|| FeedFile {
        part: FilePart::Delta(sequence),
        ..base.name.clone()
    })
}

/// The name of the base of the generation after `files`.
pub fn next_base(files: &[File], collection: &CollectionName) -> FeedFile {
    FeedFile {
        collection: collection.clone(),
        generation: files.last().map_or(0, |file| file.name.generation) + 1,
        part: FilePart::Base,
    }
}
