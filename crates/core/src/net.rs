//! The one HTTP client of the device. Nothing else in this crate opens a connection.
//!
//! It speaks to the city's gateway only, follows no redirect, keeps no cookie and names nothing but
//! the app in its `User-Agent`. Every answer is bounded in size, and every wait in time. Whom to
//! trust is Mozilla's list, built in, so that it is the same on every system and needs nothing of
//! the system before it works; the feed is signed on top of that.

use bytes::Bytes;
use futures::{Stream, StreamExt, TryStreamExt};
use reqwest::header::{ETAG, IF_NONE_MATCH};
use reqwest::{Certificate, Response, StatusCode};
use std::time::Duration;
use url::Url;

/// How long a connection may take to be made.
const CONNECT: Duration = Duration::from_secs(10);
/// How long an answer may be silent.
const SILENCE: Duration = Duration::from_secs(20);
/// How long a small answer may take in all.
const WHOLE: Duration = Duration::from_secs(60);

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

/// The client.
#[derive(Debug, Clone)]
pub struct Http {
    client: reqwest::Client,
}

impl Http {
    /// Makes the client. It connects to nobody yet.
    pub fn new() -> Result<Http, NetError> {
        let trusted = webpki_root_certs::TLS_SERVER_ROOT_CERTS
            .iter()
            .filter_map(|der| Certificate::from_der(der).ok());
        let client = reqwest::Client::builder()
            .tls_certs_only(trusted)
            .connect_timeout(CONNECT)
            .read_timeout(SILENCE)
            .redirect(reqwest::redirect::Policy::none())
            .user_agent(concat!("digital-ka/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|_| NetError::Client)?;
        Ok(Http { client })
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
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    /// A gateway that says `answer` to whoever comes first.
    async fn gateway(answer: &'static str) -> Url {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/thing", listener.local_addr().unwrap());
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut question = [0; 4096];
            let _ = stream.read(&mut question).await.unwrap();
            stream.write_all(answer.as_bytes()).await.unwrap();
        });
        url.parse().unwrap()
    }

    async fn ask(answer: &'static str, etag: Option<&str>) -> Result<Answer, NetError> {
        let url = gateway(answer).await;
        Http::new().unwrap().get(url, etag, 5).await
    }

    #[tokio::test]
    async fn an_answer_comes_with_its_name() {
        let answer = "HTTP/1.1 200 OK\r\nETag: \"7\"\r\nContent-Length: 5\r\n\r\nhello";
        assert_eq!(
            ask(answer, None).await,
            Ok(Answer::Fresh {
                bytes: Bytes::from_static(b"hello"),
                etag: Some("\"7\"".into())
            })
        );
    }

    #[tokio::test]
    async fn what_did_not_change_is_not_sent_again() {
        let answer = "HTTP/1.1 304 Not Modified\r\n\r\n";
        assert_eq!(ask(answer, Some("\"7\"")).await, Ok(Answer::NotModified));
    }

    #[tokio::test]
    async fn an_answer_too_large_is_cut_off() {
        let answer = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello!";
        assert_eq!(ask(answer, None).await, Err(NetError::TooLarge(5)));
    }

    #[tokio::test]
    async fn a_redirect_is_not_followed() {
        let answer =
            "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n";
        assert_eq!(ask(answer, None).await, Err(NetError::Status(302)));
    }

    #[tokio::test]
    async fn an_answer_that_breaks_off_is_no_answer() {
        let answer = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe";
        assert_eq!(ask(answer, None).await, Err(NetError::Offline));
    }

    #[tokio::test]
    async fn nobody_there_is_offline() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url: Url = format!("http://{}/", listener.local_addr().unwrap())
            .parse()
            .unwrap();
        drop(listener);
        assert_eq!(
            Http::new().unwrap().get(url, None, 5).await,
            Err(NetError::Offline)
        );
    }
}
