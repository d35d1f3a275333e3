//! From pixels to a file.

use crate::PhotoFault;
use image::RgbImage;
use image::codecs::jpeg::JpegEncoder;

/// How good a JPEG may be, of 100: the first of them that fits is taken. The last is for noise, which
/// nothing makes small.
const QUALITIES: [u8; 6] = [85, 75, 65, 50, 30, 10];

/// The picture as a JPEG of at most `most` bytes, with nothing in it but the picture.
pub fn jpeg(picture: &RgbImage, most: usize) -> Result<Vec<u8>, PhotoFault> {
    let mut jpeg = Vec::new();
    for quality in QUALITIES {
        jpeg.clear();
        JpegEncoder::new_with_quality(&mut jpeg, quality)
            .encode_image(picture)
            .map_err(|_| PhotoFault::Damaged)?;
        if jpeg.len() <= most {
            return Ok(jpeg);
        }
    }
    Err(PhotoFault::TooLarge)
}
