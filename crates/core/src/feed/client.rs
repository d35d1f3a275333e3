//! Asking the gateway for the signed metadata, at the price of one small request when nothing is new.
//!
//! # A poll
//!
//! `timestamp.json` is the only file that ever changes under its name, and it names everything else
//! by version. So a poll asks for it with the `ETag` of the last one that was followed to its end. If
//! it is unchanged there is nothing to do, provided that what we have of it has not expired: a
//! gateway that is kept from renewing it, or an attacker who freezes us, must be noticed all the
//! same.
//!
//! If it changed, the whole chain is loaded and verified (see [`super::trust`]).
//!
//! # The folder
//!
//! One folder a trust root: an app that is given another city's root begins anew instead of refusing
//! that city for ever. In it, `trusted/` holds the metadata that is trusted, `kept/` versioned
//! metadata (see `transport`), and `downloads/` what is being taken in.

use super::FeedError;
use super::trust::{TrustedFolder, trusted_role};
use crate::net::{Answer, Http};
use chrono::{DateTime, Utc};
use jiff::Timestamp;
use ka_protocol::{http, limits};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use tough::Repository;
use url::Url;

/// What a poll found.
pub(super) enum Polled {
    /// The feed is what it was.
    Unchanged,
    /// It is this now, verified.
    Changed {
        repository: Box<Repository>,
        /// The name of its `timestamp.json`.
        etag: Option<String>,
    },
}

/// A gateway and the root of trust in what it publishes.
#[derive(Debug, Clone)]
pub struct FeedClient {
    http: Http,
    trusted: TrustedFolder,
    trust_root: Vec<u8>,
    origin: String,
    folder: PathBuf,
}

impl FeedClient {
    /// A client of the feed at `gateway`, in which `trust_root` (a `root.json`) is trusted. Keeps its
    /// files below `folder`, from the first sync on.
    pub fn new(
        http: Http,
        gateway: &Url,
        trust_root: Vec<u8>,
        folder: &Path,
    ) -> Result<FeedClient, FeedError> {
        let origin = hex::encode(&Sha256::digest(&trust_root)[..8]);
        let under = |path: &str| {
            gateway
                .join(path)
                .map_err(|_| FeedError::Metadata("the gateway's address".to_owned()))
        };
        let folder = folder.join(&origin);
        let trusted = TrustedFolder::new(
            http.clone(),
            under(http::METADATA)?,
            under(http::TARGETS)?,
            folder.join("trusted"),
        );
        Ok(FeedClient {
            http,
            trusted,
            trust_root,
            folder,
            origin,
        })
    }

    /// Makes the folders that are missing, and removes what a sync left that was cut off in the middle
    /// of a file: it would be fetched from its beginning anyhow.
    pub(super) fn prepare(&self) -> Result<(), FeedError> {
        for folder in [self.trusted.folder(), &self.kept(), &self.downloads()] {
            fs::create_dir_all(folder)?;
        }
        empty(&self.downloads());
        Ok(())
    }

    /// Which trust root this is, in few letters.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The version of the newest root that was verified; none before the first poll.
    pub fn root_version(&self) -> Option<u64> {
        trusted_role(&self.trusted.folder().join("root.json")).map(|root| root.version)
    }

    /// Where files are put before they are taken in.
    pub(super) fn downloads(&self) -> PathBuf {
        self.folder.join("downloads")
    }

    fn kept(&self) -> PathBuf {
        self.folder.join("kept")
    }

    /// Asks whether the feed is still the one named `etag`.
    pub(super) async fn poll(
        &self,
        etag: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<Polled, FeedError> {
        let url = self.trusted.timestamp()?;
        let etag = etag.filter(|_| !self.has_expired(now));
        match self.http.get(url, etag, limits::METADATA_BYTES).await? {
            Answer::NotModified => Ok(Polled::Unchanged),
            Answer::Fresh { bytes, etag } => {
                let loaded = self
                    .trusted
                    .load(&self.trust_root, Some(self.kept()), Some(bytes))
                    .await;
                let repository = loaded.inspect_err(|_| empty(&self.kept()))?;
                self.drop_old(&repository);
                Ok(Polled::Changed {
                    repository: Box::new(repository),
                    etag,
                })
            }
        }
    }

    /// Whether the `timestamp.json` that we have ran out. One that cannot be read counts as such:
    /// either way it is asked for whole, and what comes is judged.
    fn has_expired(&self, now: DateTime<Utc>) -> bool {
        let now = Timestamp::from_millisecond(now.timestamp_millis()).unwrap_or(Timestamp::MAX);
        trusted_role(&self.trusted.folder().join("timestamp.json"))
            .is_none_or(|role| role.expires < now)
    }

    /// Forgets versioned metadata that nothing names any more.
    fn drop_old(&self, repository: &Repository) {
        let snapshot = &repository.snapshot().signed;
        let mut named: BTreeSet<String> = snapshot
            .meta
            .iter()
            .map(|(file, meta)| format!("{}.{file}", meta.version))
            .collect();
        named.insert(format!("{}.snapshot.json", snapshot.version));
        for entry in fs::read_dir(self.kept()).into_iter().flatten().flatten() {
            let is_named = entry
                .file_name()
                .to_str()
                .is_some_and(|name| named.contains(name));
            if !is_named {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

/// Removes the files of a folder, as far as that goes.
fn empty(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let _ = fs::remove_file(entry.path());
    }
}
