//! `ui_size`: what a device has to read before the first screen, as small as gzip makes it.

use crate::measure::Figure;
use anyhow::{Result, ensure};
use flate2::Compression;
use flate2::write::GzEncoder;
use ka_journeys::binaries::repository;
use std::io::Write;
use std::path::Path;

pub fn ui_size() -> Result<Figure> {
    let dist = repository().join("src-ui/dist");
    let tools = repository().join(".tools");
    let kern = "node_modules/@kern-ux/native/dist/kern.min.css";
    let ours = packed(&dist, &["gz", "js", "css"])?;
    let mut whole = ours;
    for (small, before) in [
        (dist.join("app_bg.wasm.gz"), tools.join("ui/app_bg.wasm")),
        (dist.join("kern.css"), tools.join(kern)),
    ] {
        whole -= gzip(&std::fs::read(small)?)?;
        whole += gzip(&std::fs::read(before)?)?;
    }
    ensure!(whole > 0, "the UI is not built");
    Ok(Figure {
        name: "ui_size",
        value: ours as f64 / 1000.0,
        unit: "kB".into(),
        ratio: ours as f64 / whole as f64,
        baseline: "without wasm-opt, with all of KERN's style sheet".into(),
    })
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
