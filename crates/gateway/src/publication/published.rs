//! What is signed at present, as far as it is whole.
//!
//! A role whose file is lost or is not what the snapshot says counts as not there, so that it is signed
//! anew. Only a damaged `timestamp.json` is an error: it alone says which versions apps have seen.

use super::PublicationError;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::num::NonZeroU64;
use std::path::Path;
use tough::schema::{Metafile, Signed, Snapshot, Targets, Timestamp};

/// The signed repository.
#[derive(Debug, Default)]
pub struct Published {
    /// `timestamp.json`.
    pub timestamp: Option<Signed<Timestamp>>,
    /// The snapshot that it names.
    pub snapshot: Option<Signed<Snapshot>>,
    /// The roles that the snapshot names, by name, with what it says of them.
    pub roles: BTreeMap<String, (Signed<Targets>, Metafile)>,
    /// The highest version of each role that lies on the disk, seen by apps or not.
    newest: BTreeMap<String, u64>,
}

impl Published {
    /// Reads the folder of metadata.
    pub fn read(metadata: &Path) -> Result<Self, PublicationError> {
        let mut published = Published::default();
        if !metadata.exists() {
            return Ok(published);
        }
        for name in names(metadata)? {
            if let Some((version, role)) = versioned(&name) {
                let newest = published.newest.entry(role.to_owned()).or_default();
                *newest = version.max(*newest);
            }
        }
        let path = metadata.join("timestamp.json");
        if !path.exists() {
            return Ok(published);
        }
        let bytes = fs::read(&path).map_err(PublicationError::file(&path))?;
        let timestamp: Signed<Timestamp> = serde_json::from_slice(&bytes)
            .map_err(|_| PublicationError::Damaged("timestamp.json".to_owned()))?;
        published.snapshot = timestamp
            .signed
            .meta
            .get("snapshot.json")
            .and_then(|meta| read_role(metadata, "snapshot", meta));
        published.timestamp = Some(timestamp);
        let meta = published.snapshot.iter().flat_map(|s| &s.signed.meta);
        for (file, meta) in meta {
            let name = file.strip_suffix(".json").unwrap_or(file);
            if let Some(role) = read_role(metadata, name, meta) {
                let role = (role, meta.clone());
                published.roles.insert(name.to_owned(), role);
            }
        }
        Ok(published)
    }

    /// What the snapshot says of all roles.
    pub fn meta(&self) -> HashMap<String, Metafile> {
        self.snapshot
            .as_ref()
            .map(|snapshot| snapshot.signed.meta.clone())
            .unwrap_or_default()
    }

    /// A version of `role` that no file had.
    pub fn next_version(&self, role: &str) -> NonZeroU64 {
        let newest = self.newest.get(role).copied().unwrap_or(0);
        NonZeroU64::MIN.saturating_add(newest)
    }
}

/// The names of the files in a folder.
pub fn names(folder: &Path) -> Result<Vec<String>, PublicationError> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(PublicationError::file(folder))? {
        let entry = entry.map_err(PublicationError::file(folder))?;
        names.extend(entry.file_name().to_str().map(str::to_owned));
    }
    Ok(names)
}

/// `12.services.json` is version 12 of `services`.
pub fn versioned(name: &str) -> Option<(u64, &str)> {
    let (version, role) = name.strip_suffix(".json")?.split_once('.')?;
    Some((version.parse().ok()?, role))
}

/// The role, if its file is what `meta` says.
fn read_role<T: DeserializeOwned>(folder: &Path, name: &str, meta: &Metafile) -> Option<T> {
    let bytes = fs::read(folder.join(format!("{}.{name}.json", meta.version))).ok()?;
    let hashes = meta.hashes.as_ref()?;
    let same = hashes.sha256.as_ref() == Sha256::digest(&bytes).as_slice();
    same.then(|| serde_json::from_slice(&bytes).ok()).flatten()
}
