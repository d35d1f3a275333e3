//! `apply`: a base file of 20,000 items of 3 kB, hashed as in a sync, unpacked, checked and written,
//! beside a program that has the same rows in memory already and does nothing but write them.

use crate::measure::{Figure, median};
use crate::synthetic::{AS_OF, item};
use anyhow::{Result, ensure};
use ka_core::feed::apply::apply as take_in;
use ka_core::store::{Store, StoreKey, items};
use ka_domain::{CollectionName, Kind};
use ka_protocol::{FeedFile, FilePart, Line, UnpackedSize};
use rusqlite::Connection;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::time::Instant;

const ITEMS: u64 = 20_000;
const BYTES: usize = 3_000;
const RUNS: usize = 5;
const KEY: [u8; 32] = [7; 32];

/// A row as the table has it.
struct Row {
    id: String,
    source: String,
    licence: Option<String>,
    as_of: i64,
    body: String,
}

pub fn apply() -> Result<Figure> {
    let folder = tempfile::tempdir()?;
    let archive = folder.path().join("base.ndjson.zst");
    let (rows, size) = make(&archive)?;
    let hash = hash_of(&archive)?;
    let (mut ours, mut bare) = (Vec::new(), Vec::new());
    for run in 0..RUNS {
        let path = folder.path().join(format!("ours-{run}.db"));
        ours.push(speed(|| write_ours(&path, &archive, &hash, size))?);
        let path = folder.path().join(format!("bare-{run}.db"));
        // The tables, so that both write into the same ones.
        drop(Store::open(&path, &StoreKey::new(KEY))?);
        bare.push(speed(|| write_bare(&path, &rows))?);
    }
    let (ours, bare) = (median(ours), median(bare));
    Ok(Figure {
        name: "apply",
        value: ours,
        unit: "items/s",
        ratio: ours / bare,
        baseline: "bare rusqlite",
    })
}

/// Items a second.
fn speed(work: impl FnOnce() -> Result<()>) -> Result<f64> {
    let began = Instant::now();
    work()?;
    Ok(ITEMS as f64 / began.elapsed().as_secs_f64())
}

/// Packs the items as the gateway does, and gives back the same as rows.
fn make(archive: &Path) -> Result<(Vec<Row>, UnpackedSize)> {
    let mut rows = Vec::new();
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
        rows.push(Row {
            id: made.id.to_string(),
            source: made.provenance.source.to_string(),
            licence: made.provenance.licence.map(|licence| licence.0),
            as_of: made.provenance.as_of.timestamp_millis(),
            body,
        });
    }
    let size = UnpackedSize {
        bytes: text.len() as u64,
        lines: ITEMS,
    };
    zstd::stream::copy_encode(text.as_bytes(), File::create(archive)?, 9)?;
    Ok((rows, size))
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
    let store = Store::open(path, &StoreKey::new(KEY))?;
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

/// With the pragmas of `core::store::open`, in its order.
fn write_bare(path: &Path, rows: &[Row]) -> Result<()> {
    let mut connection = Connection::open(path)?;
    connection.pragma_update(None, "key", format!("x'{}'", hex::encode(KEY)))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    let transaction = connection.transaction()?;
    {
        let mut statement = transaction.prepare(
            "INSERT INTO item (collection, id, revision, source, licence, as_of, body)
             VALUES ('services', ?1, 1, ?2, ?3, ?4, ?5)",
        )?;
        for row in rows {
            statement.execute((&row.id, &row.source, &row.licence, row.as_of, &row.body))?;
        }
    }
    transaction.commit()?;
    let count: i64 = connection.query_row("SELECT count(*) FROM item", [], |row| row.get(0))?;
    ensure!(count.unsigned_abs() == ITEMS, "{count} rows");
    Ok(())
}
