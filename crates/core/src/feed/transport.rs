//! How `tough` gets its files: over the one HTTP client, and from a folder what can never change.
//!
//! With consistent snapshots every metadata file but `timestamp.json` carries its version in its
//! name and never changes again. So what was fetched once and found good is kept in a folder, and a
//! sync fetches only what is new. What is fetched goes there before it has been verified, since
//! only `tough` verifies; whoever calls it empties the folder whenever a load fails, so that a bad
//! file is asked for again and never stays.
//!
//! `timestamp.json` was just fetched by the poll that noticed that it changed, and is given to
//! `tough` as it came.

use crate::net::{Answer, Http, NetError};
use async_trait::async_trait;
use bytes::Bytes;
use futures::stream;
use futures::{Stream, StreamExt};
use ka_protocol::limits;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Mutex;
use tough::{Transport, TransportError, TransportErrorKind, TransportStream};
use url::Url;

/// A transport for one load of the metadata.
#[derive(Debug, Clone)]
pub(super) struct FeedTransport {
    pub http: Http,
    /// Where metadata is, ends with a slash.
    pub metadata: Url,
    /// Where versioned metadata is kept, if anywhere.
    pub kept: Option<PathBuf>,
    /// `timestamp.json`, if it was just fetched.
    pub timestamp: Option<Bytes>,
}

#[async_trait]
impl Transport for FeedTransport {
    async fn fetch(&self, url: Url) -> Result<TransportStream, TransportError> {
        let failed = |error: NetError| TransportError::new_with_cause(kind(&error), &url, error);
        let name = url.as_str().strip_prefix(self.metadata.as_str());
        match (name, &self.timestamp) {
            (Some("timestamp.json"), Some(fetched)) => Ok(whole(fetched.clone())),
            (Some(name), _) if name.ends_with(".json") => {
                let kept = self.kept.as_deref().filter(|_| is_versioned(name));
                let place = kept.map(|kept| kept.join(name));
                if let Some(bytes) = place.as_deref().and_then(read) {
                    return Ok(whole(bytes));
                }
                let bytes = match self
                    .http
                    .get(url.clone(), None, limits::METADATA_BYTES)
                    .await
                {
                    Ok(Answer::Fresh { bytes, .. }) => bytes,
                    Ok(Answer::NotModified) => return Err(failed(NetError::Status(304))),
                    Err(error) => return Err(failed(error)),
                };
                if let Some(place) = place {
                    // Kept to save a request; where it cannot be kept it is asked for again.
                    let _ = std::fs::write(place, &bytes);
                }
                Ok(whole(bytes))
            }
            _ => {
                let pieces = self.http.stream(url.clone()).await.map_err(failed)?;
                let named = pieces.map(move |piece| {
                    piece.map_err(|error| TransportError::new_with_cause(kind(&error), &url, error))
                });
                Ok(Box::pin(Shared(Mutex::new(Box::pin(named)))))
            }
        }
    }
}

/// `7.services.json`, but not a root: whether there is a newer one must be asked each time.
fn is_versioned(name: &str) -> bool {
    let plain = name
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'));
    let (version, role) = name.split_once('.').unwrap_or_default();
    plain
        && !version.is_empty()
        && version.bytes().all(|b| b.is_ascii_digit())
        && role != "root.json"
}

fn read(place: &Path) -> Option<Bytes> {
    std::fs::read(place).ok().map(Bytes::from)
}

fn kind(error: &NetError) -> TransportErrorKind {
    match error {
        NetError::NotFound => TransportErrorKind::FileNotFound,
        _ => TransportErrorKind::Other,
    }
}

fn whole(bytes: Bytes) -> TransportStream {
    Box::pin(stream::iter([Ok(bytes)]))
}

/// `tough` wants a stream that several threads may hold, which an answer over HTTP is not. It is
/// only ever polled by one, who has it by `&mut`, so the lock is never waited for.
struct Shared<S>(Mutex<Pin<Box<S>>>);

impl<S: Stream> Stream for Shared<S> {
    type Item = S::Item;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<S::Item>> {
        self.0
            .get_mut()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .as_mut()
            .poll_next(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_carries_a_version_is_kept() {
        assert!(is_versioned("7.services.json"));
        assert!(is_versioned("12.snapshot.json"));
        for other in [
            "2.root.json",
            "timestamp.json",
            "7./../x.json",
            "services.json",
            ".x.json",
        ] {
            assert!(!is_versioned(other), "{other}");
        }
    }
}
