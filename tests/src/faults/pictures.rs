//! Photos that nobody took.

use anyhow::Result;
use fastrand::Rng;
use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};

/// A JPEG of this size, unlike any other. It is as restless as a street is, so that it is as large.
pub fn jpeg(width: u32, height: u32, chance: &mut Rng) -> Result<Vec<u8>> {
    let [red, green, blue] = [chance.u8(..), chance.u8(..), chance.u8(..)];
    let picture = RgbImage::from_fn(width, height, |x, y| {
        let grain = chance.u8(..48);
        let shade = |tone: u8| (tone / 2 + (x * 64 / width + y * 64 / height) as u8 / 2) + grain;
        Rgb([shade(red), shade(green), shade(blue)])
    });
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 85).encode_image(&picture)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_a_photo_and_no_two_are_the_same() {
        let photo = |seed| jpeg(64, 48, &mut Rng::with_seed(seed)).unwrap();
        assert_eq!(photo(1), photo(1));
        assert_ne!(photo(1), photo(2));
        let read = image::load_from_memory(&photo(1)).unwrap();
        assert_eq!((read.width(), read.height()), (64, 48));
    }
}
