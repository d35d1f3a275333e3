use super::*;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::{ExtendedColorType, ImageEncoder, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

const RED: [u8; 3] = [200, 30, 30];
const BLUE: [u8; 3] = [30, 30, 200];

/// What a camera writes beside the picture, each of which says who, where or when.
const SECRETS: [&str; 8] = [
    "Kamera & Co",
    "Modell 7",
    "2026:11:25 14:45:00",
    "49N 0' 24.84",
    "<x:xmpmeta>Kaiserstrasse</x:xmpmeta>",
    "8BIM Karlsruhe",
    "ICC of the camera",
    "taken by somebody",
];

/// Left red and right blue.
fn picture(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| {
        Rgb(if x < width / 2 { RED } else { BLUE })
    })
}

/// No two pixels alike, so that nothing makes it small.
fn noise(width: u32, height: u32) -> RgbImage {
    let mut state = 0x2545_f491_u32;
    RgbImage::from_fn(width, height, |_, _| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        let [red, green, blue, _] = state.to_le_bytes();
        Rgb([red, green, blue])
    })
}

/// The facts of a camera as EXIF: its maker, its model, when, where, and how it was held.
fn exif(orientation: u16) -> Vec<u8> {
    const IFD: u32 = 8;
    const GPS: u32 = IFD + 2 + 5 * 12 + 4;
    const TEXTS: u32 = GPS + 2 + 12 + 4;
    let mut texts: Vec<u8> = Vec::new();
    let mut text = |text: &str| {
        let at = TEXTS + texts.len() as u32;
        texts.extend(text.as_bytes());
        texts.push(0);
        (2_u16, text.len() as u32 + 1, at)
    };
    let ifd = [
        (0x010f, text(SECRETS[0])),
        (0x0110, text(SECRETS[1])),
        (0x0112, (3, 1, u32::from(orientation))),
        (0x0132, text(SECRETS[2])),
        (0x8825, (4, 1, GPS)),
    ];
    let gps = [(0x0002, text(SECRETS[3]))];
    let mut exif = b"II*\0".to_vec();
    exif.extend(IFD.to_le_bytes());
    for directory in [&ifd[..], &gps] {
        exif.extend((directory.len() as u16).to_le_bytes());
        for (tag, (kind, count, value)) in directory {
            let tag: u16 = *tag;
            exif.extend(tag.to_le_bytes());
            exif.extend(kind.to_le_bytes());
            exif.extend(count.to_le_bytes());
            exif.extend(value.to_le_bytes());
        }
        exif.extend([0; 4]);
    }
    exif.extend(texts);
    exif
}

fn segment(marker: u8, about: &[u8]) -> Vec<u8> {
    let mut segment = vec![0xff, marker];
    segment.extend((about.len() as u16 + 2).to_be_bytes());
    segment.extend(about);
    segment
}

/// As a camera writes it, with all that it knows.
fn from_camera(picture: &RgbImage, orientation: u16) -> Vec<u8> {
    let mut jpeg = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut jpeg, 95);
    encoder.set_exif_metadata(exif(orientation)).unwrap();
    encoder.encode_image(picture).unwrap();
    let beside = [
        (0xe1, "http://ns.adobe.com/xap/1.0/\0", SECRETS[4]),
        (0xed, "Photoshop 3.0\0", SECRETS[5]),
        (0xe2, "ICC_PROFILE\0\x01\x01", SECRETS[6]),
        (0xfe, "", SECRETS[7]),
    ];
    let beside = beside.iter().flat_map(|(marker, name, text)| {
        segment(*marker, &[name.as_bytes(), text.as_bytes()].concat())
    });
    jpeg.splice(2..2, beside);
    jpeg
}

fn png(picture: &RgbImage) -> Vec<u8> {
    let mut png = Vec::new();
    let mut encoder = PngEncoder::new(&mut png);
    encoder.set_exif_metadata(exif(6)).unwrap();
    let (width, height) = picture.dimensions();
    encoder
        .write_image(picture, width, height, ExtendedColorType::Rgb8)
        .unwrap();
    png
}

fn webp(picture: &RgbImage) -> Vec<u8> {
    let mut webp = Vec::new();
    let mut encoder = WebPEncoder::new_lossless(&mut webp);
    encoder.set_exif_metadata(exif(6)).unwrap();
    let (width, height) = picture.dimensions();
    encoder
        .write_image(picture, width, height, ExtendedColorType::Rgb8)
        .unwrap();
    webp
}

fn decoded(jpeg: &[u8]) -> RgbImage {
    image::load_from_memory_with_format(jpeg, ImageFormat::Jpeg)
        .unwrap()
        .into_rgb8()
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|at| at == text.as_bytes())
}

/// The markers of a JPEG up to its first scan.
fn markers(jpeg: &[u8]) -> Vec<u8> {
    let (mut markers, mut at) = (Vec::new(), 2);
    loop {
        assert_eq!(jpeg[at], 0xff);
        markers.push(jpeg[at + 1]);
        if jpeg[at + 1] == 0xda {
            return markers;
        }
        at += 2 + usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]));
    }
}

#[track_caller]
fn assert_colour(picture: &RgbImage, x: u32, y: u32, colour: [u8; 3]) {
    let found = picture.get_pixel(x, y).0;
    let near = found.iter().zip(colour).all(|(a, b)| a.abs_diff(b) < 30);
    assert!(near, "{found:?} at {x}, {y} is not {colour:?}");
}

#[test]
fn nothing_but_the_picture_gets_through() {
    let taken = from_camera(&picture(400, 200), 1);
    for secret in SECRETS {
        assert!(contains(&taken, secret), "{secret} is not in the original");
    }
    let photo = prepare(&taken).unwrap();
    for sent in [&photo.jpeg, &photo.thumbnail] {
        for trace in SECRETS
            .into_iter()
            .chain(["Exif", "II*", "http", "Photoshop", "ICC"])
        {
            assert!(!contains(sent, trace), "{trace}");
        }
        // Neither texts nor facts of any kind: JFIF, tables, a frame and a scan.
        let known = [0xe0, 0xdb, 0xc0, 0xc4, 0xda];
        for marker in markers(sent) {
            assert!(known.contains(&marker), "{marker:x}");
        }
    }
}

#[test]
fn who_lists_no_photos_gets_the_same_without_a_thumbnail() {
    let taken = from_camera(&picture(400, 200), 6);
    assert_eq!(reencode(&taken), prepare(&taken).map(|photo| photo.jpeg));
    assert_eq!(reencode(b"<html>"), Err(PhotoFault::Unsupported));
}

#[test]
fn a_photo_that_was_held_upright_is_upright() {
    let photo = prepare(&from_camera(&picture(80, 40), 6)).unwrap();
    assert_eq!((photo.width, photo.height), (40, 80));
    let turned = decoded(&photo.jpeg);
    assert_eq!(turned.dimensions(), (40, 80));
    assert_colour(&turned, 20, 10, RED);
    assert_colour(&turned, 20, 70, BLUE);
}

#[test]
fn what_a_png_and_a_webp_say_of_themselves_is_heeded_and_left_out() {
    for file in [png(&picture(80, 40)), webp(&picture(80, 40))] {
        assert!(contains(&file, SECRETS[0]));
        let photo = prepare(&file).unwrap();
        assert_eq!((photo.width, photo.height), (40, 80));
        assert_colour(&decoded(&photo.jpeg), 20, 10, RED);
        assert!(!contains(&photo.jpeg, SECRETS[0]));
    }
}

#[test]
fn a_webp_of_a_camera_is_read() {
    // 48 × 24 pixels, left red and right blue, with losses.
    let file = hex(LOSSY_WEBP);
    let photo = prepare(&file).unwrap();
    assert_eq!((photo.width, photo.height), (48, 24));
    assert_colour(&decoded(&photo.jpeg), 8, 12, RED);
    assert_colour(&decoded(&photo.jpeg), 40, 12, BLUE);
}

#[test]
fn a_large_photo_becomes_as_large_as_it_may_be() {
    let photo = prepare(&from_camera(&picture(4000, 3000), 1)).unwrap();
    assert_eq!((photo.width, photo.height), (1600, 1200));
    let sent = decoded(&photo.jpeg);
    assert_eq!(sent.dimensions(), (1600, 1200));
    assert_colour(&sent, 100, 600, RED);
    assert_colour(&sent, 1500, 600, BLUE);
    assert_eq!(decoded(&photo.thumbnail).dimensions(), (320, 240));
}

#[test]
fn a_small_picture_stays_as_small_as_it_is() {
    let photo = prepare(&from_camera(&picture(30, 20), 1)).unwrap();
    assert_eq!((photo.width, photo.height), (30, 20));
    assert_eq!(decoded(&photo.thumbnail).dimensions(), (30, 20));
}

#[test]
fn a_strip_keeps_a_pixel_of_its_width() {
    let photo = prepare(&png(&picture(1, 20_000))).unwrap();
    // Turned as its facts say.
    assert_eq!((photo.width, photo.height), (1600, 1));
}

#[test]
fn even_noise_fits() {
    let photo = prepare(&from_camera(&noise(1600, 1600), 1)).unwrap();
    assert!(photo.jpeg.len() <= limits::PHOTO_BYTES);
    assert!(photo.jpeg.len() > limits::PHOTO_BYTES / 4);
    assert!(photo.thumbnail.len() <= THUMBNAIL_BYTES);
}

#[test]
fn what_is_clear_is_white() {
    let clear = RgbaImage::from_fn(40, 20, |x, _| {
        Rgba(if x < 20 {
            [0, 0, 0, 0]
        } else {
            [200, 30, 30, 255]
        })
    });
    let mut png = Vec::new();
    PngEncoder::new(&mut png)
        .write_image(&clear, 40, 20, ExtendedColorType::Rgba8)
        .unwrap();
    let sent = decoded(&prepare(&png).unwrap().jpeg);
    assert_colour(&sent, 5, 10, [255, 255, 255]);
    assert_colour(&sent, 35, 10, RED);
}

#[test]
fn sixteen_bits_and_greys_are_pictures_too() {
    let mut png = Vec::new();
    let deep = 0x8000_u16.to_ne_bytes().repeat(40 * 20);
    PngEncoder::new(&mut png)
        .write_image(&deep, 40, 20, ExtendedColorType::L16)
        .unwrap();
    let sent = decoded(&prepare(&png).unwrap().jpeg);
    assert_colour(&sent, 20, 10, [128; 3]);
}

#[test]
fn what_is_no_picture_is_refused() {
    let others: [&[u8]; 7] = [
        b"",
        b"a text",
        b"GIF89a\x01\0\x01\0\0\0\0;",
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        b"\0\0\0\x1cftypavif\0\0\0\0avifmif1",
        b"BM\x46\0\0\0\0\0\0\0",
        b"RIFF\x04\0\0\0WAVE",
    ];
    for other in others {
        assert_eq!(prepare(other), Err(PhotoFault::Unsupported), "{other:?}");
    }
}

#[test]
fn a_picture_that_ends_early_is_refused_wherever_it_ends() {
    let picture = picture(60, 40);
    let lossy = hex(LOSSY_WEBP);
    for whole in [
        from_camera(&picture, 1),
        png(&picture),
        webp(&picture),
        lossy,
    ] {
        assert!(prepare(&whole).is_ok());
        for end in 12..whole.len() {
            assert_eq!(
                prepare(&whole[..end]),
                Err(PhotoFault::Damaged),
                "{end} of {}",
                whole.len()
            );
        }
    }
}

#[test]
fn what_a_camera_puts_behind_a_photo_does_no_harm() {
    let mut file = from_camera(&picture(60, 40), 1);
    file.extend(b"a film \xff\xd8\xff of some seconds");
    let photo = prepare(&file).unwrap();
    assert!(!contains(&photo.jpeg, "a film"));
}

#[test]
fn a_damaged_picture_is_refused_or_shown_but_ends_nothing() {
    let picture = noise(40, 30);
    for whole in [from_camera(&picture, 1), png(&picture), webp(&picture)] {
        for at in 0..whole.len() {
            for flip in [0x01, 0x80, 0xff] {
                let mut damaged = whole.clone();
                damaged[at] ^= flip;
                if let Ok(photo) = prepare(&damaged) {
                    assert!(photo.jpeg.len() <= limits::PHOTO_BYTES);
                }
            }
        }
    }
}

#[test]
fn a_film_is_no_photo() {
    let mut film =
        b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x02\0\0\0\0\0\0\0\0\0ANIM\x06\0\0\0\0\0\0\0\0\0".to_vec();
    film[4] = u8::try_from(film.len() - 8).unwrap();
    assert_eq!(prepare(&film), Err(PhotoFault::Unsupported));
}

#[test]
fn a_jpeg_that_is_drawn_over_and_over_is_refused() {
    let jpeg = from_camera(&picture(60, 40), 1);
    let scan = jpeg.windows(2).position(|at| at == [0xff, 0xda]).unwrap();
    let end = jpeg.len() - 2;
    let mut again = jpeg[..end].to_vec();
    for _ in 0..100 {
        again.extend(&jpeg[scan..end]);
    }
    again.extend(&jpeg[end..]);
    assert_eq!(prepare(&again), Err(PhotoFault::TooLarge));
}

#[test]
fn a_file_that_no_camera_makes_is_too_large() {
    let mut file = from_camera(&picture(60, 40), 1);
    file.resize(limits::CAMERA_BYTES + 1, 0);
    assert_eq!(prepare(&file), Err(PhotoFault::TooLarge));
}

#[test]
fn a_large_photo_that_is_drawn_finer_and_finer_may_be_as_long_as_cameras_make_it() {
    let mut jpeg = from_camera(&picture(60, 40), 1);
    let frame = jpeg.windows(2).position(|at| at == [0xff, 0xc0]).unwrap();
    jpeg[frame + 1] = 0xc2;
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0x0b, 0xd0, 0x0f, 0xc0]);
    let claim = container::read(&jpeg).unwrap();
    assert_eq!(claim.pixels, 4032 * 3024);
    // Its pixels, and their coefficients in whole blocks.
    assert_eq!(claim.bytes, 4032 * 3024 * 3 + 4032 * 3040 * 3 * 2);
    assert_eq!(prepare(&jpeg), Err(PhotoFault::TooLarge));
    // It is not drawn as it says. But as long as a real one it is let through to be looked at.
    jpeg.resize(3 << 20, 0);
    assert_ne!(prepare(&jpeg), Err(PhotoFault::TooLarge));
}

fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_hexdigit).collect();
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
    digits.chunks(2).map(byte).collect()
}

const LOSSY_WEBP: &str = "
    52494646540000005745425056503820480000009003009d012a300018003ed158a44ba82523a1b00801001a0940
    1911604d80007baa1c5e4000feea65ff05497dcbfff1bc13dba35b988fde2c8fbe4ce0b6db8d6747e95428000000";
