//! All of a body, and not a byte more than it may have, nor all of them together.

use super::refused::Refused;
use crate::reports::store::submission::Digest;
use axum::body::{Body, HttpBody};
use futures::StreamExt;
use serde::de::DeserializeOwned;
use sha2::Digest as _;
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Bytes of bodies at a time, for all who hand in together: two hundred photos as telephones make them.
const AT_A_TIME: u32 = 64 * 1024 * 1024;
/// Bytes of a permit: a semaphore counts to no more than a few hundred millions.
const PIECE: u64 = 1024;

/// Room for bodies: how much of them is in memory is bounded by this, however many hand in at once.
pub struct Bodies {
    pieces: Arc<Semaphore>,
}

/// Room for one of them, until this is dropped.
#[derive(Debug)]
pub struct Room {
    _pieces: OwnedSemaphorePermit,
}

impl Default for Bodies {
    fn default() -> Bodies {
        Bodies::of(AT_A_TIME)
    }
}

impl Bodies {
    /// Room for `bytes`.
    pub fn of(bytes: u32) -> Bodies {
        let pieces = u64::from(bytes) / PIECE;
        Bodies {
            pieces: Arc::new(Semaphore::new(pieces as usize)),
        }
    }

    /// Room for `body`, which announces its size, or does not, and has at most `most` bytes. Where there is
    /// none now, nobody waits for it: they would wait with an open connection.
    pub fn room(&self, body: &Body, most: usize) -> Result<Room, Refused> {
        let (announced, most) = (body.size_hint(), most as u64);
        // Nothing need be read of what says itself that it is too large.
        if announced.lower() > most {
            return Err(Refused::too_large());
        }
        let bytes = announced.upper().unwrap_or(most).min(most);
        let pieces = u32::try_from(bytes.div_ceil(PIECE)).unwrap_or(u32::MAX);
        let pieces = self.pieces.clone().try_acquire_many_owned(pieces);
        Ok(Room {
            _pieces: pieces.map_err(|_| Refused::busy())?,
        })
    }
}

/// Reads a body of at most `most` bytes, as far as there is room in `bodies`, which is to be kept as long as
/// they are.
pub async fn read(bodies: &Bodies, body: Body, most: usize) -> Result<(Vec<u8>, Room), Refused> {
    let room = bodies.room(&body, most)?;
    let mut bytes = Vec::with_capacity(body.size_hint().lower() as usize);
    let mut chunks = body.into_data_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| Refused::broken_off())?;
        if bytes.len() + chunk.len() > most {
            return Err(Refused::too_large());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok((bytes, room))
}

/// What JSON says.
pub fn json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refused> {
    serde_json::from_slice(bytes).map_err(|_| Refused::malformed())
}

/// What tells one body from any other.
pub fn digest(bytes: &[u8]) -> Digest {
    sha2::Sha256::digest(bytes).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Bytes;
    use futures::stream;

    fn of(bytes: usize) -> Body {
        Body::from(vec![1; bytes])
    }

    #[tokio::test]
    async fn who_comes_when_there_is_no_room_is_asked_to_come_again() {
        let bodies = Bodies::of(10 * 1024);
        let (bytes, first) = read(&bodies, of(6 * 1024), 8 * 1024).await.unwrap();
        assert_eq!(bytes.len(), 6 * 1024);
        let refused = read(&bodies, of(6 * 1024), 8 * 1024).await.unwrap_err();
        assert_eq!(refused, Refused::busy());
        let _small = read(&bodies, of(4 * 1024), 8 * 1024).await.unwrap();
        drop(first);
        assert!(read(&bodies, of(6 * 1024), 8 * 1024).await.is_ok());
    }

    #[tokio::test]
    async fn what_does_not_say_how_large_it_is_takes_as_much_room_as_it_may() {
        let unknown = || {
            let chunk = Ok::<_, std::io::Error>(Bytes::from_static(b"a"));
            Body::from_stream(stream::iter([chunk]))
        };
        let bodies = Bodies::of(10 * 1024);
        let (bytes, _room) = read(&bodies, unknown(), 8 * 1024).await.unwrap();
        assert_eq!(bytes, b"a");
        let refused = read(&bodies, unknown(), 8 * 1024).await.unwrap_err();
        assert_eq!(refused, Refused::busy());
    }

    #[tokio::test]
    async fn what_is_too_large_is_so_whether_there_is_room_or_not() {
        let refused = read(&Bodies::of(0), of(2_000), 1_000).await.unwrap_err();
        assert_eq!(refused, Refused::too_large());
    }
}
