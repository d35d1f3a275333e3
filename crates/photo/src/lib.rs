//! Photos made fit to be sent: turned upright, made small, and nothing in them but the picture.
//!
//! A camera writes into a photo where it was taken, when, with which device and by whom. So a photo is never
//! passed on: it is decoded to pixels, and the pixels are encoded anew. What is no pixel does not get
//! through, whether anybody thought of it or not. The device does so before it keeps a photo, and the
//! gateway before it shows one to others, since it cannot know who sent it.
//!
//! # Pictures that are no pictures
//!
//! What is given here may have been made to do harm. A picture of a few kilobytes can claim to have billions
//! of pixels, or to be drawn a million times over. So three things are asked in turn, each with bounded
//! means:
//!
//! 1. [`container`]: what kind of file it is, whether it is there to its end, and what it claims to be. That
//!    reads the file once and reserves nothing.
//! 2. [`decode`]: pixels, if decoding them takes no more memory than is good for a device, nor more than a
//!    file of that length could be about.
//! 3. [`encode`]: a JPEG, as good as fits.
//!
//! A photo is made smaller before it is turned, and turned before anything else: that touches the many
//! pixels of the camera once.

mod container;
mod decode;
mod encode;

use image::RgbImage;
use ka_domain::report::limits;

/// Pixels of the longer side of a thumbnail.
const THUMBNAIL_SIDE: u32 = 320;
/// Bytes of a thumbnail.
const THUMBNAIL_BYTES: usize = 64 * 1024;

/// A photo that can be sent.
#[derive(Clone, PartialEq, Eq)]
pub struct Photo {
    /// Pixels, at most [`limits::PHOTO_SIDE`].
    pub width: u32,
    /// Pixels, at most [`limits::PHOTO_SIDE`].
    pub height: u32,
    /// The picture as a JPEG of at most [`limits::PHOTO_BYTES`].
    pub jpeg: Vec<u8>,
    /// The same as a small JPEG, at most 320 pixels wide and high.
    pub thumbnail: Vec<u8>,
}

/// Its size alone: a picture is nothing for a log.
impl std::fmt::Debug for Photo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Photo({} × {})", self.width, self.height)
    }
}

/// Why something is not taken as a photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhotoFault {
    /// Neither JPEG nor PNG nor WebP, or of a kind of them that is not read here.
    #[error("not a picture of a kind that is read here")]
    Unsupported,
    /// More bytes or pixels than it may have, or than it could have.
    #[error("a picture larger than it may be")]
    TooLarge,
    /// It ends early or is not what it claims to be.
    #[error("a damaged picture")]
    Damaged,
}

/// Makes a photo out of a JPEG, PNG or WebP of at most [`limits::CAMERA_BYTES`].
///
/// Takes a tenth of a second and the memory of the decoded pixels for what a camera makes: nothing for a
/// thread that others wait for.
pub fn prepare(bytes: &[u8]) -> Result<Photo, PhotoFault> {
    let (picture, jpeg) = made(bytes)?;
    let (width, height) = picture.dimensions();
    let small = decode::fit(picture.into(), THUMBNAIL_SIDE)?.into_rgb8();
    Ok(Photo {
        width,
        height,
        jpeg,
        thumbnail: encode::jpeg(&small, THUMBNAIL_BYTES)?,
    })
}

/// The same without a thumbnail, for those who list no photos: the JPEG alone.
pub fn reencode(bytes: &[u8]) -> Result<Vec<u8>, PhotoFault> {
    made(bytes).map(|(_, jpeg)| jpeg)
}

/// The picture as it is sent, in pixels and as a JPEG.
fn made(bytes: &[u8]) -> Result<(RgbImage, Vec<u8>), PhotoFault> {
    if bytes.len() > limits::CAMERA_BYTES {
        return Err(PhotoFault::TooLarge);
    }
    let picture = decode::upright(bytes, container::read(bytes)?, limits::PHOTO_SIDE)?;
    let jpeg = encode::jpeg(&picture, limits::PHOTO_BYTES)?;
    Ok((picture, jpeg))
}

#[cfg(test)]
mod tests;
