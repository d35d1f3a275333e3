//! `feed_size`: what a new device fetches, packed, over what it unpacks to. `store_size`: what the app
//! leaves on the disk when it is closed, its index and whatever SQLite keeps beside the file included, over
//! the same.

use crate::archive::Archive;
use crate::measure::Figure;
use anyhow::{Result, ensure};
use ka_core::store::files;
use ka_domain::{CollectionName, Kind};
use ka_gateway::publication::Publication;
use ka_protocol::FilePart;
use std::path::Path;

const MEGABYTE: f64 = 1e6;

/// The base files of all collections.
#[derive(Debug, Clone, Copy, Default)]
pub struct Bases {
    packed: u64,
    unpacked: u64,
}

impl Bases {
    /// Those that there are now.
    pub fn of(publication: &Publication) -> Result<Bases> {
        let mut bases = Bases::default();
        for kind in Kind::ALL {
            let collection = CollectionName::new(kind.collection())?;
            let files = publication.files(&collection)?;
            let is_base = |part| part == FilePart::Base;
            for file in files.iter().filter(|file| is_base(file.name.part)) {
                bases.packed += file.bytes;
                bases.unpacked += file.unpacked.bytes;
            }
        }
        ensure!(bases.packed > 0, "nothing is published");
        Ok(bases)
    }

    /// The figure `feed_size`.
    pub fn feed_size(&self, archive: &Archive) -> Figure {
        self.figure("feed_size", self.packed, archive)
    }

    /// The figure `store_size`, of the store at `file`, which nobody has open.
    pub fn store_size(&self, file: &Path, archive: &Archive) -> Result<Figure> {
        let mut bytes = 0;
        for file in files(file).iter().filter(|file| file.exists()) {
            bytes += std::fs::metadata(file)?.len();
        }
        Ok(self.figure("store_size", bytes, archive))
    }

    fn figure(&self, name: &'static str, bytes: u64, archive: &Archive) -> Figure {
        Figure {
            name,
            value: bytes as f64 / MEGABYTE,
            unit: archive.unit("MB").into(),
            ratio: bytes as f64 / self.unpacked as f64,
            baseline: format!(
                "the feed's JSON ({:.1} MB; the source's has {:.1} MB)",
                self.unpacked as f64 / MEGABYTE,
                archive.bytes as f64 / MEGABYTE
            )
            .into(),
        }
    }
}
