//! The council's archive: the city's own where it is at hand, and else one that was made up, of the same
//! shape and size. Every figure over it says which.

use crate::made_council;
use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use ka_journeys::binaries::repository;
use ka_journeys::city::write_data;
use serde_json::Value;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

/// The lists, each a file of one object a line.
pub const LISTS: [&str; 3] = ["organizations", "meetings", "papers"];

/// An archive, and the other files that a gateway reads.
pub struct Archive {
    /// The folder for a gateway's `--data`.
    pub data: PathBuf,
    /// `archive` or `synthetic`.
    pub word: &'static str,
    /// The JSON of all objects, in bytes.
    pub bytes: u64,
    /// How many objects there are.
    pub objects: u64,
}

impl Archive {
    /// The city's; without it, one is made up below `folder`.
    pub fn find(folder: &Path) -> Result<Archive> {
        let shared = repository().join("../shared/data");
        let there = LISTS
            .iter()
            .map(|list| file(&shared, list))
            .chain([shared.join("parking/karlsruhe.json")])
            .all(|path| path.is_file());
        let (data, word) = match there {
            true => (shared, "archive"),
            false => {
                let data = write_data(&folder.join("synthetic"), Utc::now())?;
                // The small city's own council.
                fs::remove_dir_all(data.join("oparl"))?;
                made_council::write(&data)?;
                (data, "synthetic")
            }
        };
        let (mut bytes, mut objects) = (0, 0);
        for list in LISTS {
            each(&data, list, |line| {
                bytes += line.len() as u64 + 1;
                objects += 1;
                Ok(())
            })?;
        }
        Ok(Archive {
            data,
            word,
            bytes,
            objects,
        })
    }

    /// The unit of a figure over this archive.
    pub fn unit(&self, unit: &str) -> String {
        format!("{unit} ({})", self.word)
    }

    /// The same data without the archive, but for what Home shows of it: the meetings from `now` on. So
    /// two apps show the same, and one of them has next to nothing. Below `folder`.
    pub fn without(&self, folder: &Path, now: DateTime<Utc>) -> Result<PathBuf> {
        let data = folder.join("without");
        fs::create_dir_all(data.join("parking"))?;
        for name in ["karlsruhe.json", "karlsruhe_bike.json"] {
            let name = Path::new("parking").join(name);
            fs::copy(self.data.join(&name), data.join(&name))?;
        }
        for list in LISTS {
            let mut kept = Vec::new();
            let mut newest = (String::new(), String::new());
            each(&self.data, list, |line| {
                let object: Value = serde_json::from_str(line)?;
                let begins = object["start"].as_str().unwrap_or_default();
                if list == "organizations"
                    || begins
                        .parse()
                        .is_ok_and(|start: DateTime<Utc>| start >= now)
                {
                    kept.push(line.to_owned());
                }
                let modified = object["modified"].as_str().unwrap_or_default();
                if object["deleted"] != Value::Bool(true) && *modified > *newest.0 {
                    newest = (modified.to_owned(), line.to_owned());
                }
                Ok(())
            })?;
            // A list of nothing is refused.
            if kept.is_empty() {
                kept.push(newest.1);
            }
            write(&data, list, kept.iter())?;
        }
        Ok(data)
    }
}

fn file(data: &Path, list: &str) -> PathBuf {
    data.join("oparl").join(format!("{list}.ndjson.gz"))
}

/// Looks at each object of a list, as it is written.
pub fn each(data: &Path, list: &str, mut look: impl FnMut(&str) -> Result<()>) -> Result<()> {
    let path = file(data, list);
    let packed = File::open(&path).with_context(|| path.display().to_string())?;
    for line in BufReader::new(MultiGzDecoder::new(packed)).lines() {
        look(&line?)?;
    }
    Ok(())
}

/// Writes a list.
pub fn write(data: &Path, list: &str, lines: impl Iterator<Item = impl AsRef<str>>) -> Result<()> {
    let path = file(data, list);
    fs::create_dir_all(path.parent().context("a file is in a folder")?)?;
    let mut packed = GzEncoder::new(File::create(path)?, Compression::fast());
    for line in lines {
        packed.write_all(line.as_ref().as_bytes())?;
        packed.write_all(b"\n")?;
    }
    packed.finish()?;
    Ok(())
}
