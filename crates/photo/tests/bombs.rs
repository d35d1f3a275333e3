//! Pictures that were made to do harm. What is reserved is counted for the whole process, so that these are
//! alone in it and one test.

#![allow(clippy::unwrap_used)] // Clippy knows only the functions with `#[test]` for tests.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::codecs::webp::WebPEncoder;
use image::{ExtendedColorType, ImageEncoder};
use ka_photo::{PhotoFault, prepare};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Bytes that refusing a picture may take; a hundredth of what would be bearable.
const BEARABLE: usize = 512 * 1024;

/// Eight by eight black pixels in each format.
fn small() -> [Vec<u8>; 3] {
    let black = [0; 8 * 8 * 3];
    let [mut jpeg, mut png, mut webp] = [Vec::new(), Vec::new(), Vec::new()];
    JpegEncoder::new(&mut jpeg)
        .write_image(&black, 8, 8, ExtendedColorType::Rgb8)
        .unwrap();
    PngEncoder::new(&mut png)
        .write_image(&black, 8, 8, ExtendedColorType::Rgb8)
        .unwrap();
    WebPEncoder::new_lossless(&mut webp)
        .write_image(&black, 8, 8, ExtendedColorType::Rgb8)
        .unwrap();
    [jpeg, png, webp]
}

/// `bytes` with `new` in place of what is `after` bytes behind the first `mark`.
fn patched(mut bytes: Vec<u8>, mark: &[u8], after: usize, new: &[u8]) -> Vec<u8> {
    let at = bytes.windows(mark.len()).position(|part| part == mark);
    let at = at.unwrap() + after;
    bytes.splice(at..at + new.len(), new.iter().copied());
    bytes
}

/// A PNG of 64 million black pixels, all of them really there.
fn wall() -> Vec<u8> {
    let mut png = Vec::new();
    PngEncoder::new_with_quality(&mut png, CompressionType::Best, FilterType::NoFilter)
        .write_image(&vec![0; 8000 * 8000], 8000, 8000, ExtendedColorType::L8)
        .unwrap();
    png
}

/// A PNG with a profile of many megabytes in a few kilobytes.
fn with_profile(png: &[u8]) -> Vec<u8> {
    let mut bomb = Vec::new();
    let mut encoder =
        PngEncoder::new_with_quality(&mut bomb, CompressionType::Best, FilterType::NoFilter);
    encoder.set_icc_profile(vec![0; 64 << 20]).unwrap();
    encoder
        .write_image(&[0; 3], 1, 1, ExtendedColorType::Rgb8)
        .unwrap();
    assert!(bomb.len() < 1 << 20 && bomb.len() > png.len());
    bomb
}

#[test]
fn a_bomb_is_refused_before_anything_is_reserved_for_it() {
    let [jpeg, png, webp] = small();
    for whole in [&jpeg, &png, &webp] {
        assert!(prepare(whole).is_ok());
    }
    let fifty_thousand = 50_000_u32.to_be_bytes();
    let bombs = [
        patched(png.clone(), b"IHDR", 4, &fifty_thousand.repeat(2)),
        patched(jpeg, b"\xff\xc0", 5, &[0xff; 4]),
        // 16,384 pixels wide and high.
        patched(webp, b"VP8L", 9, &[0xff, 0xff, 0xff, 0x0f]),
        wall(),
    ];
    for bomb in bombs {
        let before = MEMORY.current_usage();
        MEMORY.reset_peak_usage();
        assert_eq!(prepare(&bomb), Err(PhotoFault::TooLarge));
        let taken = MEMORY.peak_usage().saturating_sub(before);
        assert!(
            taken < BEARABLE,
            "{taken} bytes for {} of a bomb",
            bomb.len()
        );
    }
    // What is not its pixels does not count as a picture's, and is not unpacked.
    let profile = with_profile(&png);
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let _ = prepare(&profile);
    let taken = MEMORY.peak_usage().saturating_sub(before);
    assert!(taken < 16 << 20, "{taken} bytes for a profile");
}
