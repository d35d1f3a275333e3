//! What a file claims to be: its kind, its size in pixels, and whether it is there to its end. A decoder
//! would draw the half of a photo that arrived and call it a photo, and would reserve what a file asks for
//! before it looks for what it is about.

use crate::PhotoFault;
use image::ImageFormat;
use memchr::memchr;

/// Scans of a JPEG at most. Each can be a few bytes long and go over every pixel; cameras need ten.
const SCANS: usize = 100;

/// The frame of a JPEG that is drawn finer and finer.
const PROGRESSIVE: u8 = 0xc2;
/// Pixels that the widest and highest blocks of a JPEG go over at once.
const BLOCKS: u64 = 32;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
const JPEG: &[u8] = b"\xff\xd8\xff";

/// What a file claims to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// JPEG, PNG or WebP.
    pub format: ImageFormat,
    /// Pixels that it will be decoded to; the largest of its claims, where it contradicts itself.
    pub pixels: u64,
    /// Bytes that decoding it will take: its pixels, and what the decoder keeps beside them until it is done.
    pub bytes: u64,
}

/// The size of a picture.
#[derive(Debug, Clone, Copy, Default)]
struct Size {
    pixels: u64,
    bytes: u64,
}

impl Size {
    /// Of a picture with so many bytes to each pixel.
    fn of(width: u64, height: u64, bytes_per_pixel: u64) -> Size {
        let pixels = width * height;
        Size {
            pixels,
            bytes: pixels.saturating_mul(bytes_per_pixel),
        }
    }

    /// The larger of both, in each.
    fn or(self, other: Size) -> Size {
        Size {
            pixels: self.pixels.max(other.pixels),
            bytes: self.bytes.max(other.bytes),
        }
    }
}

/// What `bytes` claim to be.
pub fn read(bytes: &[u8]) -> Result<Claim, PhotoFault> {
    let (format, size) = if bytes.starts_with(JPEG) {
        (ImageFormat::Jpeg, jpeg(bytes))
    } else if bytes.starts_with(PNG) {
        (ImageFormat::Png, png(bytes))
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        (ImageFormat::WebP, webp(bytes))
    } else {
        return Err(PhotoFault::Unsupported);
    };
    match size? {
        Size { pixels: 0, .. } => Err(PhotoFault::Damaged),
        Size { pixels, bytes } => Ok(Claim {
            format,
            pixels,
            bytes,
        }),
    }
}

/// From marker to marker until the one that ends it. What comes after is no part of it: cameras put
/// films and second pictures there.
///
/// Where not everything of a pixel comes in one scan, its coefficients are kept until all have come: two bytes
/// to each part of each pixel, in whole blocks.
fn jpeg(bytes: &[u8]) -> Result<Size, PhotoFault> {
    let (mut rest, mut size, mut scans) = (bytes, Size::default(), 0);
    let (mut parts, mut coefficients, mut in_turn) = (0, 0, false);
    loop {
        let at = memchr(0xff, rest).ok_or(PhotoFault::Damaged)?;
        let after = rest.get(at + 1..).unwrap_or_default();
        let marker = *after.first().ok_or(PhotoFault::Damaged)?;
        match marker {
            // A filling byte: what follows may be the marker.
            0xff => {
                rest = after;
                continue;
            }
            0xd9 if scans > 0 && in_turn => {
                size.bytes = size.bytes.saturating_add(coefficients);
                return Ok(size);
            }
            0xd9 if scans > 0 => return Ok(size),
            0xd9 => return Err(PhotoFault::Damaged),
            // Within the data of a scan, and markers that stand alone.
            0x00 | 0x01 | 0xd0..=0xd8 => {
                rest = after.get(1..).unwrap_or_default();
                continue;
            }
            _ => {}
        }
        let length = be16(after, 1)?;
        let segment = after.get(3..1 + length).ok_or(PhotoFault::Damaged)?;
        match marker {
            // Frames of every kind, but not the tables that share their numbers.
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                let (height, width) = (be16(segment, 1)? as u64, be16(segment, 3)? as u64);
                parts = *segment.get(5).ok_or(PhotoFault::Damaged)?;
                let decoded = if parts == 1 { 1 } else { 3 };
                size = size.or(Size::of(width, height, decoded));
                let (width, height) = (
                    width.next_multiple_of(BLOCKS),
                    height.next_multiple_of(BLOCKS),
                );
                coefficients = coefficients.max(width * height * u64::from(parts) * 2);
                in_turn |= marker == PROGRESSIVE;
            }
            0xda => {
                scans += 1;
                in_turn |= segment.first() != Some(&parts);
            }
            _ => {}
        }
        if scans > SCANS {
            return Err(PhotoFault::TooLarge);
        }
        rest = after.get(1 + length..).unwrap_or_default();
    }
}

/// From chunk to chunk until the one that ends it.
fn png(bytes: &[u8]) -> Result<Size, PhotoFault> {
    let mut rest = bytes.get(PNG.len()..).unwrap_or_default();
    let (width, height, [depth, colour]) = match rest.get(4..8) {
        Some(b"IHDR") => (be32(rest, 8)?, be32(rest, 12)?, bytes_at(rest, 16)?),
        _ => return Err(PhotoFault::Damaged),
    };
    let mut lets_through = matches!(colour, 4 | 6);
    loop {
        let length = be32(rest, 0)? as usize;
        let kind = rest.get(4..8).ok_or(PhotoFault::Damaged)?;
        // Length, kind, what it is about, and a checksum, which the decoder compares.
        let end = length.saturating_add(12);
        let after = rest.get(end..).ok_or(PhotoFault::Damaged)?;
        if kind == b"IEND" {
            // Grey; else red, green and blue, also where they are written as numbers of a palette.
            let colours = if matches!(colour, 0 | 4) { 1 } else { 3 };
            let samples = colours + u64::from(lets_through);
            let bytes = samples * if depth == 16 { 2 } else { 1 };
            return Ok(Size::of(width.into(), height.into(), bytes));
        }
        lets_through |= kind == b"tRNS";
        rest = after;
    }
}

/// What is decoded is red, green, blue and perhaps how much shines through, and is made of as much again.
const WEBP_BYTES_PER_PIXEL: u64 = 7;

/// From chunk to chunk until the end that was announced.
fn webp(bytes: &[u8]) -> Result<Size, PhotoFault> {
    let end = (le32(bytes, 4)? as usize).saturating_add(8);
    let mut rest = bytes.get(12..end).ok_or(PhotoFault::Damaged)?;
    let (mut size, mut pictures) = (Size::default(), 0);
    while !rest.is_empty() {
        let kind = rest.get(..4).ok_or(PhotoFault::Damaged)?;
        let length = le32(rest, 4)? as usize;
        let end = length.saturating_add(8);
        let about = rest.get(8..end).ok_or(PhotoFault::Damaged)?;
        let (width, height) = match kind {
            // One more than is written, in 24 bits.
            b"VP8X" => (
                (le32(about, 4)? & 0xff_ffff) + 1,
                (le32(about, 6)? >> 8) + 1,
            ),
            b"VP8 " => (le16(about, 6)? & 0x3fff, le16(about, 8)? & 0x3fff),
            b"VP8L" => {
                let both = le32(about, 1)?;
                ((both & 0x3fff) + 1, (both >> 14 & 0x3fff) + 1)
            }
            // A film is no photo.
            b"ANIM" | b"ANMF" => return Err(PhotoFault::Unsupported),
            _ => (0, 0),
        };
        size = size.or(Size::of(width.into(), height.into(), WEBP_BYTES_PER_PIXEL));
        pictures += u32::from(matches!(kind, b"VP8 " | b"VP8L"));
        // Chunks begin at even places; the last need not be filled up.
        rest = rest.get(end + length % 2..).unwrap_or_default();
    }
    match pictures {
        1 => Ok(size),
        _ => Err(PhotoFault::Damaged),
    }
}

/// The `N` bytes at `at`.
fn bytes_at<const N: usize>(bytes: &[u8], at: usize) -> Result<[u8; N], PhotoFault> {
    let found = bytes.get(at..).and_then(<[u8]>::first_chunk);
    found.copied().ok_or(PhotoFault::Damaged)
}

fn be16(bytes: &[u8], at: usize) -> Result<usize, PhotoFault> {
    bytes_at(bytes, at).map(|found| u16::from_be_bytes(found).into())
}

fn be32(bytes: &[u8], at: usize) -> Result<u32, PhotoFault> {
    bytes_at(bytes, at).map(u32::from_be_bytes)
}

fn le16(bytes: &[u8], at: usize) -> Result<u32, PhotoFault> {
    bytes_at(bytes, at).map(|found| u16::from_le_bytes(found).into())
}

fn le32(bytes: &[u8], at: usize) -> Result<u32, PhotoFault> {
    bytes_at(bytes, at).map(u32::from_le_bytes)
}
