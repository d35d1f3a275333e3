//! `ui_size`: all that the UI is made of, and `ui_first_size`: what of it a device has to read before the
//! first screen; both as small as gzip makes it.

use crate::measure::Figure;
use anyhow::{Result, ensure};
use flate2::Compression;
use flate2::write::GzEncoder;
use ka_journeys::binaries::repository;
use std::io::Write;
use std::path::Path;

/// What is read once the first picture is on the screen.
const LATER: &str = "split_screens.wasm.gz";

/// `ui_size` and `ui_first_size`.
pub fn ui_size() -> Result<[Figure; 2]> {
    let dist = repository().join("src-ui/dist");
    let tools = repository().join(".tools");
    let kern = "node_modules/@kern-ux/native/dist/kern.min.css";
    let ours = packed(&dist, &["gz", "js", "css"])?;
    let mut whole = ours;
    for (small, before) in [
        ("app_bg.wasm.gz", tools.join("ui/app_bg.wasm")),
        (LATER, tools.join("ui/split_screens.wasm")),
        ("kern.css", tools.join(kern)),
    ] {
        whole -= gzip(&std::fs::read(dist.join(small))?)?;
        whole += gzip(&std::fs::read(before)?)?;
    }
    ensure!(whole > 0, "the UI is not built");
    let first = ours - gzip(&std::fs::read(dist.join(LATER))?)?;
    let figure = |name, size: usize, of: usize, baseline: &'static str| Figure {
        name,
        value: size as f64 / 1000.0,
        unit: "kB".into(),
        ratio: size as f64 / of as f64,
        baseline: baseline.into(),
    };
    Ok([
        figure(
            "ui_size",
            ours,
            whole,
            "without wasm-opt, with all of KERN's style sheet",
        ),
        figure("ui_first_size", first, ours, "all of the UI"),
    ])
}

/// The bytes of all files below `folder` with these endings, each packed by itself.
fn packed(folder: &Path, endings: &[&str]) -> Result<usize> {
    let mut sum = 0;
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let ending = path.extension().and_then(|ending| ending.to_str());
        if path.is_dir() {
            sum += packed(&path, endings)?;
        } else if ending.is_some_and(|ending| endings.contains(&ending)) {
            sum += gzip(&std::fs::read(&path)?)?;
        }
    }
    Ok(sum)
}

fn gzip(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_asked_for_is_counted_and_folders_are_looked_into() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("deeper")).unwrap();
        std::fs::write(folder.path().join("a.css"), "a".repeat(5000)).unwrap();
        let alone = packed(folder.path(), &["css"]).unwrap();
        assert!(alone > 0 && alone < 200);
        std::fs::write(folder.path().join("deeper/b.css"), "b".repeat(5000)).unwrap();
        std::fs::write(folder.path().join("font.woff2"), "f".repeat(5000)).unwrap();
        assert!(packed(folder.path(), &["css"]).unwrap() > alone);
        assert_eq!(packed(folder.path(), &["wasm"]).unwrap(), 0);
    }
}
