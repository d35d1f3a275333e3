//! From a file to the pixels that are to be sent.

use crate::PhotoFault;
use crate::container::Claim;
use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, Limits, RgbImage};
use std::io::Cursor;

/// Pixels at most; no camera of a telephone makes more.
const MOST_PIXELS: u64 = 100_000_000;
/// Bytes that decoding may take at most.
const MOST_BYTES: u64 = 3 * MOST_PIXELS;
/// Bytes that decoding may take for a file of any length. Of a wall, a screen or a night there is little to say.
const FREE_BYTES: u64 = 50_000_000;
/// Bytes that decoding may take beyond that to each byte of the file. A camera makes it ten to forty; what
/// makes it hundreds was not made to be seen.
const BYTES_PER_BYTE: u64 = 100;
/// Bytes that a PNG may use for what is not its pixels: profiles and texts, which are unpacked.
const PNG_BYTES: u64 = 4 * 1024 * 1024;

/// The picture in `bytes`, upright, its longer side at most `side` pixels long.
pub fn upright(bytes: &[u8], claim: Claim, side: u32) -> Result<RgbImage, PhotoFault> {
    let could_take = FREE_BYTES.max(bytes.len() as u64 * BYTES_PER_BYTE);
    if claim.pixels > MOST_PIXELS || claim.bytes > MOST_BYTES.min(could_take) {
        return Err(PhotoFault::TooLarge);
    }
    let (picture, orientation) = pixels(bytes, claim)?;
    let mut picture = fit(picture, side)?;
    picture.apply_orientation(orientation);
    Ok(opaque(picture))
}

/// The pixels as they are stored, and how they are to be turned.
fn pixels(bytes: &[u8], claim: Claim) -> Result<(DynamicImage, Orientation), PhotoFault> {
    let file = Cursor::new(bytes);
    match claim.format {
        ImageFormat::Jpeg => read(JpegDecoder::new(file), claim),
        ImageFormat::Png => {
            let mut limits = Limits::no_limits();
            limits.max_alloc = Some(PNG_BYTES);
            read(PngDecoder::with_limits(file, limits), claim)
        }
        ImageFormat::WebP => read(WebPDecoder::new(file), claim),
        _ => Err(PhotoFault::Unsupported),
    }
}

fn read(
    decoder: Result<impl ImageDecoder, ImageError>,
    claim: Claim,
) -> Result<(DynamicImage, Orientation), PhotoFault> {
    let mut decoder = decoder.map_err(fault)?;
    let (width, height) = decoder.dimensions();
    // It must not have understood more than was agreed to.
    if u64::from(width) * u64::from(height) > claim.pixels || decoder.total_bytes() > claim.bytes {
        return Err(PhotoFault::TooLarge);
    }
    // A picture whose other facts are damaged is one all the same.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(fault)?;
    Ok((picture, orientation))
}

/// `picture` with its longer side just `side` pixels long, or as it is if that is shorter.
pub fn fit(picture: DynamicImage, side: u32) -> Result<DynamicImage, PhotoFault> {
    let (width, height) = (picture.width(), picture.height());
    if width.max(height) <= side {
        return Ok(picture);
    }
    let longer = u64::from(width.max(height));
    let scaled = |length: u32| {
        let rounded = (u64::from(length) * u64::from(side) + longer / 2) / longer;
        u32::try_from(rounded).unwrap_or(side).clamp(1, side)
    };
    let mut small = DynamicImage::new(scaled(width), scaled(height), picture.color());
    let how = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom));
    Resizer::new()
        .resize(&picture, &mut small, &how)
        .map_err(|_| PhotoFault::Unsupported)?;
    Ok(small)
}

/// The picture on white, where it lets something through.
fn opaque(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let picture = picture.into_rgba8();
    let mut opaque = RgbImage::new(picture.width(), picture.height());
    for (to, from) in opaque.pixels_mut().zip(picture.pixels()) {
        let [red, green, blue, alpha] = from.0.map(u16::from);
        let on_white = |colour: u16| (colour * alpha + 255 * (255 - alpha)).div_ceil(255);
        to.0 = [red, green, blue].map(|colour| u8::try_from(on_white(colour)).unwrap_or(u8::MAX));
    }
    opaque
}

fn fault(error: ImageError) -> PhotoFault {
    match error {
        ImageError::Unsupported(_) => PhotoFault::Unsupported,
        ImageError::Limits(_) => PhotoFault::TooLarge,
        _ => PhotoFault::Damaged,
    }
}
