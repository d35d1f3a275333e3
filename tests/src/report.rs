//! Somebody who reports a concern through the app's own screens, with photos as a camera makes them.

use crate::app::App;
use crate::faults::jpeg;
use crate::wait::{PATIENCE, until};
use anyhow::{Context, Result, ensure};
use fastrand::Rng;
use std::path::{Path, PathBuf};

/// What a camera writes into a photo of itself, and nobody else may read.
pub const SECRETS: [&str; 3] = ["KA-Kamera", "Modell 7", "2026:11:24 07:58:12"];

/// A photo as a camera makes it: with its maker, its model, when and where it was taken. The camera was held
/// upright.
pub fn camera_photo(width: u32, height: u32, chance: &mut Rng) -> Result<Vec<u8>> {
    let picture = jpeg(width, height, chance)?;
    let exif = exif();
    let length = u16::try_from(exif.len() + 2)?;
    // Behind the two bytes with which a JPEG begins.
    let (start, rest) = picture.split_at_checked(2).context("no JPEG")?;
    Ok([start, &[0xff, 0xe1], &length.to_be_bytes(), &exif, rest].concat())
}

/// A segment as cameras write it: TIFF, big-endian, with a directory of the picture and one of the place.
fn exif() -> Vec<u8> {
    const ASCII: u16 = 2;
    const LONG: u16 = 4;
    const RATIONAL: u16 = 5;
    let [make, model, taken] = SECRETS.map(|text| [text.as_bytes(), &[0]].concat());
    let degrees = |parts: [u32; 3]| parts.map(|part| [part.to_be_bytes(), 1_u32.to_be_bytes()]);
    let angle = |parts| degrees(parts).as_flattened().as_flattened().to_vec();
    let place = Directory(vec![
        (1, ASCII, 2, b"N\0".to_vec()),
        (2, RATIONAL, 3, angle([49, 0, 33])),
        (3, ASCII, 2, b"E\0".to_vec()),
        (4, RATIONAL, 3, angle([8, 24, 15])),
    ]);
    let picture = |place_at: u32| {
        Directory(vec![
            (0x010f, ASCII, make.len() as u32, make.clone()),
            (0x0110, ASCII, model.len() as u32, model.clone()),
            (0x0132, ASCII, taken.len() as u32, taken.clone()),
            (0x8825, LONG, 1, place_at.to_be_bytes().to_vec()),
        ])
    };
    const HEADER: &[u8] = b"MM\0\x2a\0\0\0\x08";
    let at = HEADER.len() as u32;
    let place_at = at + picture(0).written(at).len() as u32;
    let picture = picture(place_at).written(at);
    [b"Exif\0\0", HEADER, &picture, &place.written(place_at)].concat()
}

/// Entries of a TIFF directory: tag, type, count and value.
struct Directory(Vec<(u16, u16, u32, Vec<u8>)>);

impl Directory {
    /// Its bytes, where it begins at `at`: what is too long for an entry follows behind them.
    fn written(&self, at: u32) -> Vec<u8> {
        let mut bytes = (self.0.len() as u16).to_be_bytes().to_vec();
        let behind = at + 2 + 12 * self.0.len() as u32 + 4;
        let mut long = Vec::new();
        for (tag, kind, count, value) in &self.0 {
            bytes.extend(tag.to_be_bytes());
            bytes.extend(kind.to_be_bytes());
            bytes.extend(count.to_be_bytes());
            if value.len() > 4 {
                bytes.extend((behind + long.len() as u32).to_be_bytes());
                long.extend_from_slice(value);
            } else {
                bytes.extend(value.iter().chain(&[0; 4]).take(4));
            }
        }
        bytes.extend([0; 4]);
        bytes.extend(long);
        bytes
    }
}

/// What a photo says beside its picture. Nothing, if it is as it should be: the parts of a JPEG are those
/// that its picture needs, and none of the camera's words are anywhere.
pub fn traces(photo: &[u8]) -> Result<Vec<String>> {
    let mut traces = Vec::new();
    for secret in SECRETS.into_iter().chain(["Exif"]) {
        let there = photo
            .windows(secret.len())
            .any(|window| window == secret.as_bytes());
        traces.extend(there.then(|| secret.to_owned()));
    }
    let mut rest = photo.strip_prefix(&[0xff, 0xd8]).context("no JPEG")?;
    // Up to where the picture itself begins.
    while let [0xff, marker, high, low, ..] = *rest {
        if marker == 0xda {
            return Ok(traces);
        }
        // What is for applications, but for the first, which says that it is a JPEG; and remarks.
        if matches!(marker, 0xe1..=0xef | 0xfe) {
            traces.push(format!("a segment {marker:x}"));
        }
        let length = usize::from(u16::from_be_bytes([high, low]));
        rest = rest.get(length + 2..).context("a part without an end")?;
    }
    anyhow::bail!("a JPEG without a picture")
}

/// Writes photos into `folder`, as if a camera had.
pub fn write_photos(folder: &Path, count: usize, chance: &mut Rng) -> Result<Vec<PathBuf>> {
    (0..count)
        .map(|n| {
            let path = folder.join(format!("IMG_{n}.jpg"));
            std::fs::write(&path, camera_photo(2400, 1800, chance)?)?;
            Ok(path)
        })
        .collect()
}

/// Chooses files in the field `id`, as the system's own dialog would.
pub async fn choose_files(app: &App, id: &str, files: &[PathBuf]) -> Result<()> {
    let field = app.find(&format!("[id={id:?}]")).await?;
    let paths: Vec<_> = files.iter().map(|path| path.to_string_lossy()).collect();
    Ok(field.send_keys(&paths.join("\n")).await?)
}

/// Waits for a step of the wizard.
pub async fn step(app: &App, step: &str) -> Result<()> {
    app.find(&format!("main[data-screen=report][data-step={step:?}]"))
        .await?;
    Ok(())
}

/// Writes a report of a category that asks nothing that must be answered, up to where it can be sent, and gives the address of
/// the draft.
pub async fn write_report(
    app: &App,
    category: &str,
    address: &str,
    photos: &[PathBuf],
    words: &str,
) -> Result<String> {
    app.go("/report").await?;
    app.press(&format!("report-category-{category}")).await?;
    app.find("main:is([data-step=questions], [data-step=place])")
        .await?;
    if app.has("main[data-step=questions]").await? {
        app.press("report-next").await?;
    }
    step(app, "place").await?;
    app.write("report-address", address).await?;
    app.press("report-next").await?;
    step(app, "photos").await?;
    if !photos.is_empty() {
        choose_files(app, "report-photo-input", photos).await?;
    }
    until("the photos", PATIENCE, async || {
        let shown = app.run(
            "return document.querySelectorAll('[data-photo]').length",
            vec![],
        );
        Ok((shown.await?.as_u64() == Some(photos.len() as u64)).then_some(()))
    })
    .await?;
    app.press("report-next").await?;
    step(app, "words").await?;
    app.write("report-words", words).await?;
    app.press("report-next").await?;
    step(app, "check").await?;
    app.attribute_is("#report-saved", "data-saved", "true")
        .await?;
    let at = app.run("return location.pathname", vec![]).await?;
    let at = at.as_str().context("a page has an address")?;
    ensure!(at.starts_with("/report/"), "{at}");
    Ok(at.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_photo_of_a_camera_tells_on_its_owner_and_a_plain_one_does_not() {
        let mut chance = Rng::with_seed(1);
        let photo = camera_photo(64, 48, &mut chance).unwrap();
        let found = traces(&photo).unwrap();
        assert_eq!(found.len(), SECRETS.len() + 2, "{found:?}");
        assert_eq!(
            traces(&jpeg(64, 48, &mut chance).unwrap()).unwrap(),
            [""; 0]
        );
        assert!(traces(b"no photo").is_err());
        let read = image::load_from_memory(&photo).unwrap();
        assert_eq!((read.width(), read.height()), (64, 48));
    }
}
