//! A folder of trusted metadata, and walking from it to the newest that a repository has.
//!
//! `tough` loads and verifies the whole chain: roots (one by one, each signed by the one before),
//! timestamp, snapshot, targets, and the delegated roles. It keeps the last of each in the folder, and
//! refuses what is older than those.
//!
//! Two of its habits are made up for here. Its writes are not atomic, and it takes the trusted root
//! from its caller; so a root in the folder that cannot be read is passed over for the one that was
//! shipped, and from there the chain is walked again. And it notes the latest time that it has seen
//! and refuses to work before it: a device whose clock once ran ahead would be locked out for as
//! long. The note is removed. What it is against, replaying metadata that has expired, is refused by
//! the expiry as soon as the clock is right.

use super::FeedError;
use super::transport::FeedTransport;
use crate::net::Http;
use bytes::Bytes;
use jiff::Timestamp;
use ka_protocol::limits;
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};
use tough::error::Error as Tough;
use tough::schema::{Root, Signed};
use tough::{ExpirationEnforcement, Limits, Prefix, Repository, RepositoryLoader, TargetName};
use url::Url;

/// Trusts `root` from now on: it is put into `folder`, which is made if there is none. A root that
/// is not signed by itself is refused.
pub fn init(folder: &Path, root: &[u8]) -> Result<(), FeedError> {
    let signed: Signed<Root> =
        serde_json::from_slice(root).map_err(|why| FeedError::Metadata(why.to_string()))?;
    signed
        .signed
        .verify_role(&signed)
        .map_err(|_| FeedError::Signature)?;
    fs::create_dir_all(folder)?;
    Ok(fs::write(folder.join("root.json"), root)?)
}

/// A folder of trusted metadata and the repository that it is of.
#[derive(Debug, Clone)]
pub struct TrustedFolder {
    http: Http,
    metadata: Url,
    targets: Url,
    folder: PathBuf,
}

impl TrustedFolder {
    /// `metadata` and `targets` are folders and end with a slash.
    pub fn new(http: Http, metadata: Url, targets: Url, folder: PathBuf) -> TrustedFolder {
        TrustedFolder {
            http,
            metadata,
            targets,
            folder,
        }
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where the repository has its `timestamp.json`.
    pub(super) fn timestamp(&self) -> Result<Url, FeedError> {
        self.metadata
            .join("timestamp.json")
            .map_err(|_| FeedError::Metadata("the gateway's address".to_owned()))
    }

    /// Walks from the trusted root to the newest metadata.
    pub async fn refresh(&self) -> Result<Repository, FeedError> {
        let root = fs::read(self.folder.join("root.json"))?;
        self.load(&root, None, None).await
    }

    /// Refreshes, then puts the targets into the folder `into` under their own names.
    pub async fn download(&self, names: &[String], into: &Path) -> Result<(), FeedError> {
        let repository = self.refresh().await?;
        for name in names {
            let name = TargetName::new(name)?;
            repository.save_target(&name, into, Prefix::None).await?;
        }
        Ok(())
    }

    /// Walks from the root in the folder, or from `shipped` where there is none that can be read.
    pub(super) async fn load(
        &self,
        shipped: &[u8],
        kept: Option<PathBuf>,
        timestamp: Option<Bytes>,
    ) -> Result<Repository, FeedError> {
        let _ = fs::remove_file(self.folder.join("latest_known_time.json"));
        let transport = FeedTransport {
            http: self.http.clone(),
            metadata: self.metadata.clone(),
            kept,
            timestamp,
        };
        if let Ok(known) = fs::read(self.folder.join("root.json")) {
            match self.load_from(&known, &transport).await {
                Err(Tough::ParseTrustedMetadata { .. } | Tough::VerifyTrustedMetadata { .. }) => {}
                outcome => return Ok(outcome?),
            }
        }
        Ok(self.load_from(shipped, &transport).await?)
    }

    async fn load_from(&self, root: &[u8], transport: &FeedTransport) -> Result<Repository, Tough> {
        RepositoryLoader::new(&root, self.metadata.clone(), self.targets.clone())
            .transport(transport.clone())
            .limits(Limits {
                max_root_size: limits::METADATA_BYTES,
                max_targets_size: limits::METADATA_BYTES,
                max_timestamp_size: limits::METADATA_BYTES,
                max_snapshot_size: limits::METADATA_BYTES,
                max_root_updates: limits::ROOT_UPDATES,
            })
            .datastore(&self.folder)
            .expiration_enforcement(ExpirationEnforcement::Safe)
            .load()
            .await
    }
}

/// What we want to know of a role that was verified and put aside.
#[derive(Deserialize)]
pub(super) struct TrustedRole {
    pub version: u64,
    pub expires: Timestamp,
}

/// The role in a file of the folder; none if there is none that can be read.
pub(super) fn trusted_role(path: &Path) -> Option<TrustedRole> {
    #[derive(Deserialize)]
    struct Envelope {
        signed: TrustedRole,
    }
    let bytes = fs::read(path).ok()?;
    serde_json::from_slice::<Envelope>(&bytes)
        .ok()
        .map(|envelope| envelope.signed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_root_that_is_none_is_not_trusted() {
        let folder = tempfile::tempdir().unwrap();
        for bytes in [&b"{}"[..], b"", b"not json"] {
            assert!(init(folder.path(), bytes).is_err());
        }
        assert!(!folder.path().join("root.json").exists());
    }
}
