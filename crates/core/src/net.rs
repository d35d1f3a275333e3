//! The one HTTP client of the device. Nothing else in this crate opens a connection.
//!
//! It speaks to the city's gateway only, follows no redirect, keeps no cookie and names nothing but
//! the app in its `User-Agent`. Every answer is bounded in size, and every wait in time. Whom to
//! trust is Mozilla's list, built in, so that it is the same on every system and needs nothing of
//! the system before it works; the feed is signed on top of that.

use bytes::Bytes;
use futures::stream::BoxStream;
use futures::{Stream, StreamExt, TryStreamExt};
use ka_protocol::report::SUBMISSION;
use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE, ETAG, IF_NONE_MATCH, RETRY_AFTER};
use reqwest::{Certificate, ClientBuilder, RequestBuilder, Response, StatusCode};
use std::io;
use std::time::Duration;
use url::Url;

/// How long a connection may take to be made.
const CONNECT: Duration = Duration::from_secs(10);
/// How long an answer may be silent.
const SILENCE: Duration = Duration::from_secs(20);
/// How long a small answer may take in all.
const WHOLE: Duration = Duration::from_secs(60);
/// What a connection carries at least, in bytes a second, before it is given up.
const SLOWEST: u64 = 2_000;

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NetError {
    /// Nobody can be reached, or the connection broke. A state, not a fault.
    #[error("the gateway cannot be reached")]
    Offline,
    /// The gateway has no such thing.
    #[error("the gateway does not have it")]
    NotFound,
    /// The gateway answers with an error of its own.
    #[error("the gateway answers with status {0}")]
    Status(u16),
    /// The answer is larger than it may be.
    #[error("the answer is larger than {0} bytes")]
    TooLarge(u64),
    /// The client could not be set up.
    #[error("no HTTP client can be made")]
    Client,
}

impl From<reqwest::Error> for NetError {
    fn from(error: reqwest::Error) -> Self {
        match error.status() {
            Some(status) => NetError::Status(status.as_u16()),
            None => NetError::Offline,
        }
    }
}

/// An answer to a question that named what is already there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It is still what it was.
    NotModified,
    /// It is this now.
    Fresh {
        /// The whole answer.
        bytes: Bytes,
        /// Its name for the next question.
        etag: Option<String>,
    },
}

/// What is handed in.
pub enum Body {
    /// JSON.
    Json(String),
    /// Bytes, piece by piece. Whoever reads them fetches one when there is room for it on the line.
    Pieces {
        /// What they are, such as `image/jpeg`.
        media_type: &'static str,
        /// How many there are in all.
        bytes: u64,
        /// They. An error cuts the request off.
        pieces: BoxStream<'static, io::Result<Bytes>>,
    },
}

/// What somebody answered to what was handed in, whoever that was: the answer has to say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The header `Retry-After`, as it came.
    pub retry_after: Option<String>,
    /// The body; nothing if it is larger than it may be.
    pub bytes: Bytes,
}

/// Nobody answered, or the answer broke off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no answer")]
pub struct Unanswered {
    /// No connection was made: nobody can have heard anything of it.
    pub unheard: bool,
}

impl From<reqwest::Error> for Unanswered {
    fn from(error: reqwest::Error) -> Self {
        Unanswered {
            unheard: error.is_connect() || error.is_builder(),
        }
    }
}

/// The client.
#[derive(Debug, Clone)]
pub struct Http {
    client: reqwest::Client,
    /// The same without a bound on silence: nobody says anything while something long is handed in.
    patient: reqwest::Client,
}

impl Http {
    /// Makes the client. It connects to nobody yet.
    pub fn new() -> Result<Http, NetError> {
        let made = |builder: ClientBuilder| builder.build().map_err(|_| NetError::Client);
        Ok(Http {
            client: made(builder().read_timeout(SILENCE))?,
            patient: made(builder())?,
        })
    }

    /// Hands `body` in at `url`, once: whether to do so again is not decided here. The answer has at most
    /// `most` bytes.
    pub async fn post(
        &self,
        url: Url,
        headers: &[(&'static str, String)],
        body: Body,
        most: u64,
    ) -> Result<Reply, Unanswered> {
        let request = match body {
            Body::Json(json) => self
                .client
                .post(url)
                .timeout(WHOLE)
                .header(CONTENT_TYPE, "application/json")
                .body(json),
            Body::Pieces {
                media_type,
                bytes,
                pieces,
            } => self
                .patient
                .post(url)
                .timeout(patience(bytes))
                .header(CONTENT_TYPE, media_type)
                .header(CONTENT_LENGTH, bytes)
                .body(reqwest::Body::wrap_stream(pieces)),
        };
        reply(request, headers, most).await
    }

    /// Takes back what was handed in under `url`.
    pub async fn delete(
        &self,
        url: Url,
        headers: &[(&'static str, String)],
        most: u64,
    ) -> Result<Reply, Unanswered> {
        reply(self.client.delete(url).timeout(WHOLE), headers, most).await
    }

    /// Asks for `url`, of which the version named `etag` is already there. The answer has at most
    /// `most` bytes.
    pub async fn get(&self, url: Url, etag: Option<&str>, most: u64) -> Result<Answer, NetError> {
        let mut request = self.client.get(url).timeout(WHOLE);
        if let Some(etag) = etag {
            request = request.header(IF_NONE_MATCH, etag);
        }
        let response = request.send().await?;
        if response.status() == StatusCode::NOT_MODIFIED && etag.is_some() {
            return Ok(Answer::NotModified);
        }
        let response = found(response)?;
        let etag = response
            .headers()
            .get(ETAG)
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned);
        let bytes = bounded(response.bytes_stream(), most).await?;
        Ok(Answer::Fresh { bytes, etag })
    }

    /// Asks for `url` and gives the answer piece by piece. Whoever reads it counts and bounds it.
    pub async fn stream(
        &self,
        url: Url,
    ) -> Result<impl Stream<Item = Result<Bytes, NetError>> + use<>, NetError> {
        let response = found(self.client.get(url).send().await?)?;
        Ok(response.bytes_stream().map_err(NetError::from))
    }
}

/// How long it may take to hand so many bytes in: never longer than the gateway takes part in it.
fn patience(bytes: u64) -> Duration {
    (WHOLE + Duration::from_secs(bytes / SLOWEST)).min(SUBMISSION)
}

fn builder() -> ClientBuilder {
    let trusted = webpki_root_certs::TLS_SERVER_ROOT_CERTS
        .iter()
        .filter_map(|der| Certificate::from_der(der).ok());
    reqwest::Client::builder()
        .tls_certs_only(trusted)
        .connect_timeout(CONNECT)
        .redirect(reqwest::redirect::Policy::none())
        .user_agent(concat!("digital-ka/", env!("CARGO_PKG_VERSION")))
}

async fn reply(
    request: RequestBuilder,
    headers: &[(&'static str, String)],
    most: u64,
) -> Result<Reply, Unanswered> {
    let request = headers.iter().fold(request, |request, (name, value)| {
        request.header(*name, value)
    });
    let response = request.send().await?;
    let status = response.status().as_u16();
    let retry_after = response
        .headers()
        .get(RETRY_AFTER)
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned);
    let bytes = match bounded(response.bytes_stream(), most).await {
        Ok(bytes) => bytes,
        Err(NetError::TooLarge(_)) => Bytes::new(),
        Err(_) => return Err(Unanswered { unheard: false }),
    };
    Ok(Reply {
        status,
        retry_after,
        bytes,
    })
}

fn found(response: Response) -> Result<Response, NetError> {
    match response.status() {
        status if status.is_success() => Ok(response),
        StatusCode::NOT_FOUND | StatusCode::FORBIDDEN | StatusCode::GONE => Err(NetError::NotFound),
        status => Err(NetError::Status(status.as_u16())),
    }
}

async fn bounded<E: Into<NetError>>(
    mut pieces: impl Stream<Item = Result<Bytes, E>> + Unpin,
    most: u64,
) -> Result<Bytes, NetError> {
    let mut whole = Vec::new();
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(Into::into)?;
        if (whole.len() + piece.len()) as u64 > most {
            return Err(NetError::TooLarge(most));
        }
        whole.extend_from_slice(&piece);
    }
    Ok(whole.into())
}

#[cfg(test)]
mod tests;
