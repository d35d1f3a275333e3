//! The one way from a connector to the outside: bounded in time and in size.
//!
//! Sources are other people's systems. One that answers for ever, drips a byte a minute or sends a
//! film costs this gateway no more than [`FetchLimits`] allow.

use super::ConnectorError;
use reqwest::redirect::{Action, Attempt};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::io::AsyncReadExt;
use url::Url;

/// Where a source is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Over HTTP.
    Web(Url),
    /// From a file on this machine.
    File(PathBuf),
}

/// How much an answer may cost.
#[derive(Debug, Clone, Copy)]
pub struct FetchLimits {
    /// From the beginning of the request to the last byte of the answer.
    pub total: Duration,
    /// Until the connection stands.
    pub connect: Duration,
    /// Bytes of the answer, unpacked.
    pub bytes: usize,
}

impl Default for FetchLimits {
    fn default() -> Self {
        FetchLimits {
            total: Duration::from_secs(60),
            connect: Duration::from_secs(10),
            bytes: super::MOST_BYTES,
        }
    }
}

/// What a source answers over HTTP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// What was asked for.
    Body(Vec<u8>),
    /// That it cannot, by status; and when it wants to be asked again, as it wrote it.
    Refusal(u16, Option<String>),
}

/// Reads sources.
#[derive(Debug, Clone)]
pub struct Fetch {
    client: reqwest::Client,
    limits: FetchLimits,
}

impl Fetch {
    /// A reader with these limits.
    pub fn new(limits: FetchLimits) -> Result<Self, ConnectorError> {
        // One provider for the whole process; that there is one already is as good.
        let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let client = reqwest::Client::builder()
            .connect_timeout(limits.connect)
            .redirect(reqwest::redirect::Policy::custom(stay))
            .user_agent(concat!("digital-ka-gateway/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|why| ConnectorError::Unreachable(Box::new(why)))?;
        Ok(Fetch { client, limits })
    }

    /// The whole answer of `origin`.
    pub async fn get(&self, origin: &Origin) -> Result<Vec<u8>, ConnectorError> {
        let reading = async {
            match origin {
                Origin::Web(url) => self.web(url).await,
                Origin::File(path) => self.file(path).await,
            }
        };
        tokio::time::timeout(self.limits.total, reading)
            .await
            .unwrap_or(Err(ConnectorError::TimedOut))
    }

    /// What the source answers at `url`, be it a refusal.
    pub async fn ask(&self, url: &Url) -> Result<Answer, ConnectorError> {
        tokio::time::timeout(self.limits.total, self.answer(url))
            .await
            .unwrap_or(Err(ConnectorError::TimedOut))
    }

    async fn web(&self, url: &Url) -> Result<Vec<u8>, ConnectorError> {
        match self.answer(url).await? {
            Answer::Body(bytes) => Ok(bytes),
            Answer::Refusal(status, _) => Err(ConnectorError::Status(status)),
        }
    }

    async fn answer(&self, url: &Url) -> Result<Answer, ConnectorError> {
        let mut response = self.client.get(url.clone()).send().await.map_err(lost)?;
        let status = response.status();
        if !status.is_success() {
            let again = response.headers().get(reqwest::header::RETRY_AFTER);
            let again = again
                .and_then(|value| value.to_str().ok())
                .map(str::to_owned);
            return Ok(Answer::Refusal(status.as_u16(), again));
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(lost)? {
            if bytes.len() + chunk.len() > self.limits.bytes {
                return Err(ConnectorError::TooLarge(bytes.len() + chunk.len()));
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(Answer::Body(bytes))
    }

    async fn file(&self, path: &Path) -> Result<Vec<u8>, ConnectorError> {
        let failed = |why| ConnectorError::File {
            path: path.display().to_string(),
            why,
        };
        let file = tokio::fs::File::open(path).await.map_err(failed)?;
        let mut bytes = Vec::new();
        file.take(self.limits.bytes as u64 + 1)
            .read_to_end(&mut bytes)
            .await
            .map_err(failed)?;
        if bytes.len() > self.limits.bytes {
            return Err(ConnectorError::TooLarge(bytes.len()));
        }
        Ok(bytes)
    }
}

/// Follows a source that moved within its own place, three steps at most: no source sends this gateway about
/// in the net. One that leads away has answered with a status that is no success.
fn stay(attempt: Attempt<'_>) -> Action {
    let (before, to) = (attempt.previous(), attempt.url());
    match before.first() {
        Some(from) if before.len() <= 3 && is_its_own(from, to) => attempt.follow(),
        _ => attempt.stop(),
    }
}

/// Whether `to` is as much the source's own as `from`: the same origin, or the same host with TLS now,
/// each at the port of its scheme.
pub(super) fn is_its_own(from: &Url, to: &Url) -> bool {
    let with_tls = from.scheme() == "http"
        && to.scheme() == "https"
        && from.host() == to.host()
        && (from.port(), to.port()) == (None, None);
    from.origin() == to.origin() || with_tls
}

/// A connection that never stood, or broke.
fn lost(why: reqwest::Error) -> ConnectorError {
    if why.is_timeout() {
        ConnectorError::TimedOut
    } else {
        ConnectorError::Unreachable(Box::new(why.without_url()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_may_move_within_its_origin_or_to_tls() {
        let may = |from: &str, to: &str| is_its_own(&from.parse().unwrap(), &to.parse().unwrap());
        for (from, to) in [
            ("https://a.example/1", "https://a.example:443/2"),
            ("http://a.example:8080/1", "http://a.example:8080/2"),
            ("http://a.example/1", "https://a.example/1"),
        ] {
            assert!(may(from, to), "{from} {to}");
        }
        for (from, to) in [
            ("https://a.example/", "https://b.example/"),
            ("https://a.example/", "http://a.example/"),
            ("https://a.example/", "https://a.example:8443/"),
            ("http://a.example/", "http://a.example:22/"),
            ("http://a.example:8080/", "https://a.example/"),
            ("http://a.example/", "https://a.example:8443/"),
        ] {
            assert!(!may(from, to), "{from} {to}");
        }
    }
}
