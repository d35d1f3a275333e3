//! Where an archive stands until it is needed.

use super::Archive;
use crate::connector::ConnectorError;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use url::Url;

/// An archive that is opened when it is first needed, and worked on where it may block.
#[derive(Clone)]
pub struct Shelf {
    path: PathBuf,
    body: Url,
    archive: Arc<Mutex<Option<Archive>>>,
}

impl Shelf {
    /// The archive of `body` in the file at `path`.
    pub fn new(path: PathBuf, body: Url) -> Shelf {
        Shelf {
            path,
            body,
            archive: Arc::default(),
        }
    }

    /// Works on the archive.
    pub async fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Archive) -> Result<T, ConnectorError> + Send + 'static,
    ) -> Result<T, ConnectorError> {
        let this = self.clone();
        let working = tokio::task::spawn_blocking(move || {
            let mut archive = this.archive.lock().map_err(|_| ConnectorError::Broken)?;
            let archive = match &mut *archive {
                Some(archive) => archive,
                empty => empty.insert(Archive::open(&this.path, &this.body)?),
            };
            work(archive)
        });
        working.await.unwrap_or(Err(ConnectorError::Broken))
    }
}
