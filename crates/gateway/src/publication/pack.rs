//! Feed files: lines, compressed.

use super::PublicationError;
use super::items::Item;
use ka_protocol::{UnpackedSize, limits};
use sha2::{Digest, Sha256};
use std::io::Write;

/// Files are read a thousand times for each time that they are written.
const LEVEL: i32 = 9;

/// A feed file in memory.
#[derive(Debug, Clone)]
pub struct Packed {
    /// As it travels.
    pub bytes: Vec<u8>,
    /// The hash of `bytes`, in hexadecimal.
    pub sha256: String,
    /// What it becomes.
    pub unpacked: UnpackedSize,
}

/// Packs `items` in the order given. `name` is for the error.
pub fn pack<'a>(
    name: &str,
    items: impl IntoIterator<Item = &'a Item>,
) -> Result<Packed, PublicationError> {
    let failed = PublicationError::file;
    let path = std::path::Path::new(name);
    let mut encoder = zstd::Encoder::new(Vec::new(), LEVEL).map_err(failed(path))?;
    encoder
        .window_log(limits::ZSTD_WINDOW_LOG)
        .map_err(failed(path))?;
    let mut unpacked = UnpackedSize { bytes: 0, lines: 0 };
    for item in items {
        let mut line = item.line()?;
        line.push('\n');
        encoder.write_all(line.as_bytes()).map_err(failed(path))?;
        unpacked.bytes += line.len() as u64;
        unpacked.lines += 1;
    }
    let bytes = encoder.finish().map_err(failed(path))?;
    if bytes.len() as u64 > limits::FILE_BYTES || unpacked.bytes > limits::UNPACKED_BYTES {
        return Err(PublicationError::TooLarge(name.to_owned()));
    }
    Ok(Packed {
        sha256: hex::encode(Sha256::digest(&bytes)),
        bytes,
        unpacked,
    })
}
