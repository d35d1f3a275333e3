//! All of a body, and not a byte more than it may have, nor all of them together, nor all of one sender: who
//! announces much and sends it slowly keeps nobody else out.

use super::head::Admitted;
use super::refused::Refused;
use crate::reports::store::submission::Digest;
use axum::body::{Body, HttpBody};
use futures::StreamExt;
use serde::de::DeserializeOwned;
use sha2::Digest as _;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Bytes of bodies at a time, for all who hand in together: two hundred photos as telephones make them.
const AT_A_TIME: u32 = 64 * 1024 * 1024;
/// Bytes of them for all who hand in from one network.
const OF_ONE: u32 = AT_A_TIME / 4;
/// Bytes of a permit: a semaphore counts to no more than a few hundred millions.
const PIECE: u64 = 1024;

/// Room for bodies: how much of them is in memory is bounded by this, however many hand in at once.
pub struct Bodies {
    pieces: Arc<Semaphore>,
    /// Pieces that one network may have.
    of_one: u32,
    /// Pieces that each has now.
    taken: Taken,
}

type Taken = Arc<Mutex<HashMap<IpAddr, u32>>>;

/// Room for one of them, until this is dropped.
#[derive(Debug)]
pub struct Room {
    _pieces: OwnedSemaphorePermit,
    _share: Share,
}

/// Pieces of one network.
#[derive(Debug)]
struct Share {
    taken: Taken,
    network: IpAddr,
    pieces: u32,
}

impl Share {
    fn take(bodies: &Bodies, network: IpAddr, pieces: u32) -> Option<Share> {
        let mut taken = lock(&bodies.taken);
        let has = taken.get(&network).copied().unwrap_or_default();
        let will_have = has.checked_add(pieces)?;
        (will_have <= bodies.of_one).then(|| {
            taken.insert(network, will_have);
            Share {
                taken: bodies.taken.clone(),
                network,
                pieces,
            }
        })
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        let mut taken = lock(&self.taken);
        if let Some(has) = taken.get_mut(&self.network) {
            *has = has.saturating_sub(self.pieces);
            if *has == 0 {
                taken.remove(&self.network);
            }
        }
    }
}

fn lock(taken: &Taken) -> MutexGuard<'_, HashMap<IpAddr, u32>> {
    taken.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Default for Bodies {
    fn default() -> Bodies {
        Bodies::of(AT_A_TIME, OF_ONE)
    }
}

impl Bodies {
    /// Room for `bytes`, of which one network may have `of_one`.
    pub fn of(bytes: u32, of_one: u32) -> Bodies {
        let pieces = |bytes| u64::from(bytes) / PIECE;
        Bodies {
            pieces: Arc::new(Semaphore::new(pieces(bytes) as usize)),
            of_one: pieces(of_one) as u32,
            taken: Arc::default(),
        }
    }

    /// Room for `body` of `sender`, which announces its size, or does not, and has at most `most` bytes. Where
    /// there is none now, nobody waits for it: they would wait with an open connection.
    pub fn room(&self, sender: Admitted, body: &Body, most: usize) -> Result<Room, Refused> {
        let (announced, most) = (body.size_hint(), most as u64);
        // Nothing need be read of what says itself that it is too large.
        if announced.lower() > most {
            return Err(Refused::too_large());
        }
        let bytes = announced.upper().unwrap_or(most).min(most);
        let pieces = u32::try_from(bytes.div_ceil(PIECE)).unwrap_or(u32::MAX);
        let share = Share::take(self, sender.network, pieces).ok_or_else(Refused::busy)?;
        let pieces = self.pieces.clone().try_acquire_many_owned(pieces);
        Ok(Room {
            _pieces: pieces.map_err(|_| Refused::busy())?,
            _share: share,
        })
    }
}

/// Reads a body of at most `most` bytes, as far as there is room in `bodies`, which is to be kept as long as
/// they are.
pub async fn read(
    bodies: &Bodies,
    sender: Admitted,
    body: Body,
    most: usize,
) -> Result<(Vec<u8>, Room), Refused> {
    let room = bodies.room(sender, &body, most)?;
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

    fn somebody(number: u8) -> Admitted {
        Admitted {
            network: [192, 0, 2, number].into(),
        }
    }

    #[tokio::test]
    async fn who_takes_all_of_their_share_keeps_nobody_else_out() {
        let bodies = Bodies::of(10 * 1024, 4 * 1024);
        let room = |number| bodies.room(somebody(number), &of(3 * 1024), 4 * 1024);
        let first = room(1).unwrap();
        assert_eq!(room(1).unwrap_err(), Refused::busy());
        let _other = room(2).unwrap();
        drop(first);
        assert!(room(1).is_ok());
        drop(room(2).unwrap_err());
        assert_eq!(lock(&bodies.taken).len(), 1);
    }

    #[tokio::test]
    async fn who_comes_when_there_is_no_room_is_asked_to_come_again() {
        let bodies = Bodies::of(10 * 1024, 10 * 1024);
        let (bytes, first) = read(&bodies, somebody(1), of(6 * 1024), 8 * 1024)
            .await
            .unwrap();
        assert_eq!(bytes.len(), 6 * 1024);
        let refused = read(&bodies, somebody(1), of(6 * 1024), 8 * 1024)
            .await
            .unwrap_err();
        assert_eq!(refused, Refused::busy());
        let _small = read(&bodies, somebody(1), of(4 * 1024), 8 * 1024)
            .await
            .unwrap();
        drop(first);
        assert!(
            read(&bodies, somebody(1), of(6 * 1024), 8 * 1024)
                .await
                .is_ok()
        );
    }

    #[tokio::test]
    async fn what_does_not_say_how_large_it_is_takes_as_much_room_as_it_may() {
        let unknown = || {
            let chunk = Ok::<_, std::io::Error>(Bytes::from_static(b"a"));
            Body::from_stream(stream::iter([chunk]))
        };
        let bodies = Bodies::of(10 * 1024, 10 * 1024);
        let (bytes, _room) = read(&bodies, somebody(1), unknown(), 8 * 1024)
            .await
            .unwrap();
        assert_eq!(bytes, b"a");
        let refused = read(&bodies, somebody(1), unknown(), 8 * 1024)
            .await
            .unwrap_err();
        assert_eq!(refused, Refused::busy());
    }

    #[tokio::test]
    async fn what_is_too_large_is_so_whether_there_is_room_or_not() {
        let refused = read(&Bodies::of(0, 0), somebody(1), of(2_000), 1_000)
            .await
            .unwrap_err();
        assert_eq!(refused, Refused::too_large());
    }
}
