//! `apply`: a base file of 20,000 items of 3 kB, hashed as in a sync, unpacked, checked, stemmed and
//! written, beside a program that has the same rows in memory already and does nothing but write them.

use crate::bare::Rows;
use crate::device::open_store;
use crate::measure::{Figure, median};
use crate::synthetic::{AS_OF, item};
use anyhow::{Result, ensure};
use ka_core::feed::apply::apply as take_in;
use ka_core::store::items;
use ka_domain::{CollectionName, Kind};
use ka_protocol::{FeedFile, FilePart, Line, UnpackedSize};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::time::Instant;

const ITEMS: u64 = 20_000;
const BYTES: usize = 3_000;
const RUNS: usize = 5;

pub fn apply() -> Result<Figure> {
    let folder = tempfile::tempdir()?;
    let archive = folder.path().join("base.ndjson.zst");
    let size = make(&archive)?;
    let hash = hash_of(&archive)?;
    let path = folder.path().join("rows.db");
    write_ours(&path, &archive, &hash, size)?;
    let rows = Rows::read(&path)?;
    ensure!(rows.items() == ITEMS, "{} rows", rows.items());
    let (mut ours, mut bare) = (Vec::new(), Vec::new());
    for run in 0..RUNS {
        let path = folder.path().join(format!("ours-{run}.db"));
        ours.push(speed(|| write_ours(&path, &archive, &hash, size))?);
        let path = folder.path().join(format!("bare-{run}.db"));
        // The tables, so that both write into the same ones.
        drop(open_store(&path)?);
        bare.push(speed(|| rows.write(&path))?);
    }
    let (ours, bare) = (median(ours), median(bare));
    Ok(Figure {
        name: "apply",
        value: ours,
        unit: "items/s".into(),
        ratio: ours / bare,
        baseline: "bare rusqlite".into(),
    })
}

/// Items a second.
fn speed(work: impl FnOnce() -> Result<()>) -> Result<f64> {
    let began = Instant::now();
    work()?;
    Ok(ITEMS as f64 / began.elapsed().as_secs_f64())
}

/// Packs the items as the gateway does.
fn make(archive: &Path) -> Result<UnpackedSize> {
    let mut text = String::new();
    for n in 0..ITEMS {
        let made = item(n, 0, BYTES)?;
        let body = serde_json::to_string(&made.content)?;
        let line = Line::Upsert {
            id: made.id.clone(),
            revision: 1,
            provenance: made.provenance.clone(),
            content: Cow::Borrowed(&body),
        };
        text.push_str(&line.to_json()?);
        text.push('\n');
    }
    let size = UnpackedSize {
        bytes: text.len() as u64,
        lines: ITEMS,
    };
    zstd::stream::copy_encode(text.as_bytes(), File::create(archive)?, 9)?;
    Ok(size)
}

fn services() -> Result<CollectionName> {
    Ok(CollectionName::new(Kind::Service.collection())?)
}

fn hash_of(archive: &Path) -> Result<Vec<u8>> {
    let mut hasher = Sha256::new();
    let mut file = File::open(archive)?;
    let mut buffer = vec![0; 64 * 1024];
    while let length @ 1.. = file.read(&mut buffer)? {
        hasher.update(&buffer[..length]);
    }
    Ok(hasher.finalize().to_vec())
}

/// As a sync does it: nothing is unpacked whose hash is not the one that was signed.
fn write_ours(path: &Path, archive: &Path, hash: &[u8], size: UnpackedSize) -> Result<()> {
    let store = open_store(path)?;
    ensure!(hash_of(archive)? == hash, "another file");
    let file = FeedFile {
        collection: services()?,
        generation: 1,
        part: FilePart::Base,
    };
    let applied = take_in(&store, &file, size, File::open(archive)?, AS_OF)?;
    ensure!(applied.upserts == ITEMS, "{applied:?}");
    let count = store.read(|reader| items::count(reader, &file.collection))?;
    ensure!(count == ITEMS, "{count} items");
    Ok(())
}
