//! One request, read to its end.

use std::io;
use tokio::io::{AsyncRead, AsyncReadExt};

/// No request is larger.
const MOST: usize = 16 << 20;
/// Headers of a request.
const HEADERS: usize = 64;

/// A request as it was read, with the word that the connection ends with it.
#[derive(Debug, Clone)]
pub(super) struct Request {
    /// All of it.
    pub bytes: Vec<u8>,
    /// How much of it is before the body.
    pub head: usize,
    /// What it asks for.
    pub path: String,
}

/// How long the body is.
enum Body {
    Bytes(usize),
    Chunks,
}

struct Head {
    length: usize,
    path: String,
    body: Body,
}

impl Request {
    /// Reads one; none if whoever asks goes before saying a word.
    pub(super) async fn read(from: &mut (impl AsyncRead + Unpin)) -> io::Result<Option<Request>> {
        let mut bytes = Vec::new();
        let head = loop {
            if let Some(head) = head_of(&bytes)? {
                break head;
            }
            if !more(from, &mut bytes).await? {
                return match bytes.is_empty() {
                    true => Ok(None),
                    false => Err(io::ErrorKind::UnexpectedEof.into()),
                };
            }
        };
        let end = loop {
            let end = match head.body {
                Body::Bytes(length) => Some(head.length + length),
                Body::Chunks => end_of_chunks(&bytes, head.length)?,
            };
            if let Some(end) = end.filter(|end| *end <= bytes.len()) {
                break end;
            }
            if !more(from, &mut bytes).await? {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        };
        bytes.truncate(end);
        // Before the empty line that ends the head.
        const CLOSE: &[u8] = b"Connection: close\r\n";
        let line = head.length - 2;
        bytes.splice(line..line, CLOSE.iter().copied());
        Ok(Some(Request {
            bytes,
            head: head.length + CLOSE.len(),
            path: head.path,
        }))
    }
}

/// Whether there was more.
async fn more(from: &mut (impl AsyncRead + Unpin), bytes: &mut Vec<u8>) -> io::Result<bool> {
    if bytes.len() > MOST {
        return Err(io::Error::other("a request without an end"));
    }
    Ok(from.read_buf(bytes).await? > 0)
}

fn head_of(bytes: &[u8]) -> io::Result<Option<Head>> {
    let mut headers = [httparse::EMPTY_HEADER; HEADERS];
    let mut request = httparse::Request::new(&mut headers);
    let httparse::Status::Complete(length) = request.parse(bytes).map_err(io::Error::other)? else {
        return Ok(None);
    };
    let header = |name: &str| {
        let found = request
            .headers
            .iter()
            .find(|header| header.name.eq_ignore_ascii_case(name));
        found.map(|header| String::from_utf8_lossy(header.value).into_owned())
    };
    let body = match (header("transfer-encoding"), header("content-length")) {
        (Some(_), _) => Body::Chunks,
        (None, Some(length)) => Body::Bytes(length.trim().parse().map_err(io::Error::other)?),
        (None, None) => Body::Bytes(0),
    };
    let path = request.path.unwrap_or_default();
    Ok(Some(Head {
        length,
        path: path.split('?').next().unwrap_or_default().to_owned(),
        body,
    }))
}

/// Where the last of the chunks from `at` on ends, if it is there. Nobody here sends trailers.
fn end_of_chunks(bytes: &[u8], mut at: usize) -> io::Result<Option<usize>> {
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let size = httparse::parse_chunk_size(rest)
            .map_err(|_| io::Error::other("a chunk without a size"))?;
        let httparse::Status::Complete((line, size)) = size else {
            return Ok(None);
        };
        let size = usize::try_from(size).map_err(io::Error::other)?;
        at += line + size + 2;
        if size == 0 {
            return Ok(Some(at));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn read(bytes: &[u8]) -> io::Result<Option<Request>> {
        // Byte by byte, as the worst network brings them.
        let mut slow = slowly(bytes);
        Request::read(&mut slow).await
    }

    fn slowly(bytes: &[u8]) -> tokio::io::DuplexStream {
        let (mut one, other) = tokio::io::duplex(1);
        let bytes = bytes.to_vec();
        tokio::spawn(async move {
            use tokio::io::AsyncWriteExt;
            let _ = one.write_all(&bytes).await;
        });
        other
    }

    #[tokio::test]
    async fn a_request_ends_where_its_length_says() {
        let request = read(b"POST /a?b HTTP/1.1\r\nContent-Length: 3\r\n\r\nabcdef").await;
        let request = request.unwrap().unwrap();
        assert_eq!(request.path, "/a");
        assert_eq!(&request.bytes[request.head..], b"abc");
        let head = String::from_utf8_lossy(&request.bytes[..request.head]);
        assert!(head.ends_with("3\r\nConnection: close\r\n\r\n"), "{head}");
    }

    #[tokio::test]
    async fn chunks_end_with_an_empty_one() {
        let chunks = b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n\
                       3\r\nabc\r\n1\r\nd\r\n0\r\n\r\nmore";
        let request = read(chunks).await.unwrap().unwrap();
        assert!(request.bytes.ends_with(b"d\r\n0\r\n\r\n"));
    }

    #[tokio::test]
    async fn half_a_request_is_none() {
        assert!(read(b"").await.unwrap().is_none());
        assert!(read(b"POST / HTTP/1.1\r\n").await.is_err());
        let cut = b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nabc";
        assert!(read(cut).await.is_err());
    }
}
