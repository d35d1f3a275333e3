//! A file that somebody chose, as a picture that the shell can read.
//!
//! The shell reads JPEG, PNG and WebP. Phones of one maker take pictures as HEIC, which only their own web
//! view can read: there the picture is drawn anew as a JPEG, no larger than it will be sent. Everything
//! else goes to the shell as it is, which alone says what a picture is.

use futures::channel::oneshot;
use js_sys::{ArrayBuffer, Uint8Array};
use ka_domain::report::limits;
use ka_ipc::Failure;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, File, HtmlCanvasElement, ImageBitmap};

/// The brands of the container of HEIC, and its relatives.
const HEIC: [&[u8; 4]; 8] = [
    b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1",
];
/// How good the JPEG is that is drawn; the shell makes it smaller where it must.
const QUALITY: f64 = 0.92;

/// Why a file is not handed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// HEIC, where the web view cannot read it.
    Heic,
    /// As the shell would say it.
    Failure(Failure),
}

/// The bytes of `file`, for the shell.
pub async fn read(file: &File) -> Result<ArrayBuffer, Unfit> {
    #[allow(clippy::cast_precision_loss)] // It is far below 2^53.
    if file.size() > limits::CAMERA_BYTES as f64 {
        return Err(Unfit::Failure(Failure::PhotoTooLarge));
    }
    let bytes = bytes(file)
        .await
        .ok_or(Unfit::Failure(Failure::PhotoDamaged))?;
    if is_heic(&beginning(&bytes)) {
        jpeg(file).await.ok_or(Unfit::Heic)
    } else {
        Ok(bytes)
    }
}

async fn bytes(blob: &Blob) -> Option<ArrayBuffer> {
    let read = JsFuture::from(blob.array_buffer()).await.ok()?;
    read.dyn_into().ok()
}

/// The first bytes of a file, which say what it is.
fn beginning(bytes: &ArrayBuffer) -> Vec<u8> {
    let length = bytes.byte_length().min(12);
    Uint8Array::new_with_byte_offset_and_length(bytes, 0, length).to_vec()
}

fn is_heic(beginning: &[u8]) -> bool {
    let brand = beginning.get(8..12);
    beginning.get(4..8) == Some(b"ftyp".as_slice())
        && brand.is_some_and(|brand| HEIC.iter().any(|known| known.as_slice() == brand))
}

/// The picture drawn anew, if the web view can read it.
async fn jpeg(file: &File) -> Option<ArrayBuffer> {
    let window = web_sys::window()?;
    let decoding = window.create_image_bitmap_with_blob(file).ok()?;
    let bitmap: ImageBitmap = JsFuture::from(decoding).await.ok()?.unchecked_into();
    let drawn = draw(&bitmap);
    bitmap.close();
    let blob = encoded(&drawn?).await?;
    bytes(&blob).await
}

fn draw(bitmap: &ImageBitmap) -> Option<HtmlCanvasElement> {
    let (width, height) = fitted(bitmap.width(), bitmap.height());
    let document = web_sys::window()?.document()?;
    let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width);
    canvas.set_height(height);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context
        .draw_image_with_image_bitmap_and_dw_and_dh(
            bitmap,
            0.0,
            0.0,
            f64::from(width),
            f64::from(height),
        )
        .ok()?;
    Some(canvas)
}

/// The sides of a picture that is sent, in pixels.
fn fitted(width: u32, height: u32) -> (u32, u32) {
    let longer = width.max(height).max(1);
    if longer <= limits::PHOTO_SIDE {
        return (width.max(1), height.max(1));
    }
    let scaled = |side: u32| {
        let side = u64::from(side) * u64::from(limits::PHOTO_SIDE) / u64::from(longer);
        u32::try_from(side).unwrap_or(limits::PHOTO_SIDE).max(1)
    };
    (scaled(width), scaled(height))
}

async fn encoded(canvas: &HtmlCanvasElement) -> Option<Blob> {
    let (tell, told) = oneshot::channel();
    let mut tell = Some(tell);
    let done = Closure::<dyn FnMut(JsValue)>::new(move |blob: JsValue| {
        if let Some(tell) = tell.take() {
            // Nobody waits any more where that fails.
            let _ = tell.send(blob.dyn_into::<Blob>().ok());
        }
    });
    canvas
        .to_blob_with_type_and_encoder_options(
            done.as_ref().unchecked_ref(),
            "image/jpeg",
            &JsValue::from(QUALITY),
        )
        .ok()?;
    told.await.ok()?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heic_is_told_by_its_first_bytes_and_not_by_its_name() {
        assert!(is_heic(b"\0\0\0\x18ftypheic"));
        assert!(is_heic(b"\0\0\0\x18ftypmif1"));
        assert!(!is_heic(b"\0\0\0\x18ftypavif"));
        assert!(!is_heic(b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01"));
        assert!(!is_heic(b"\0\0\0\x18ftyp"));
        assert!(!is_heic(b""));
    }

    #[test]
    fn a_picture_is_drawn_no_larger_than_it_is_sent() {
        assert_eq!(fitted(4032, 3024), (1600, 1200));
        assert_eq!(fitted(3024, 4032), (1200, 1600));
        assert_eq!(fitted(800, 600), (800, 600));
        assert_eq!(fitted(100_000, 1), (1600, 1));
    }
}
