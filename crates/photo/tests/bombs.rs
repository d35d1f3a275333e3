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

/// A PNG of 16 million pixels that lets through nothing, of eight bytes each, all of them really there.
fn deep() -> Vec<u8> {
    let mut png = Vec::new();
    PngEncoder::new_with_quality(&mut png, CompressionType::Best, FilterType::NoFilter)
        .write_image(
            &vec![0; 4000 * 4000 * 8],
            4000,
            4000,
            ExtendedColorType::Rgba16,
        )
        .unwrap();
    assert!(png.len() < 1 << 20);
    png
}

/// A JPEG that says to be drawn finer and finer: until it is done, all that was drawn is kept.
fn finer_and_finer(jpeg: Vec<u8>) -> Vec<u8> {
    let large = patched(jpeg, b"\xff\xc0", 5, &4000_u16.to_be_bytes().repeat(2));
    patched(large, b"\xff\xc0", 1, b"\xc2")
}

/// What a telephone of today makes: twelve million pixels with the grain of its sensor.
fn photo() -> Vec<u8> {
    let (width, height) = (4032, 3024);
    let mut state = 0x2545_f491_u32;
    let pixels: Vec<u8> = (0..width * height * 3)
        .map(|at| {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            ((at / 3 % width) * 200 / width + state % 24) as u8
        })
        .collect();
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, 75)
        .write_image(&pixels, width, height, ExtendedColorType::Rgb8)
        .unwrap();
    jpeg
}

/// What a telephone shows: even planes with lines in them that stand for text.
fn screenshot() -> Vec<u8> {
    let (width, height) = (1440_u32, 3120);
    let pixels: Vec<u8> = (0..width * height)
        .flat_map(|at| {
            let (x, y) = (at % width, at / width);
            let ink = y % 40 < 24 && (x * 7 + y / 40 * 13) % 31 < 9 && x % 200 < 150;
            if ink {
                [20, 20, 40, 255]
            } else {
                [250, 250, 245, 255]
            }
        })
        .collect();
    let mut png = Vec::new();
    PngEncoder::new(&mut png)
        .write_image(&pixels, width, height, ExtendedColorType::Rgba8)
        .unwrap();
    assert!(png.len() < 1 << 20);
    png
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
        patched(jpeg.clone(), b"\xff\xc0", 5, &[0xff; 4]),
        finer_and_finer(jpeg),
        deep(),
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
    // What people take is taken, for about what its pixels need.
    for (file, bearable) in [(photo(), 100 << 20), (screenshot(), 60 << 20)] {
        let before = MEMORY.current_usage();
        MEMORY.reset_peak_usage();
        assert!(prepare(&file).is_ok());
        let taken = MEMORY.peak_usage().saturating_sub(before);
        assert!(taken < bearable, "{taken} bytes for {}", file.len());
    }
}
