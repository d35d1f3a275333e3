//! One request: what the gateway is sent of a submission.

use super::Equipment;
use super::answer::{to_submission, to_withdrawal};
use super::turn::{Begun, Outcome};
use crate::net::{Body, Reply, Unanswered};
use crate::store::submissions::Kind;
use crate::store::{Store, StoreError, photos};
use bytes::Bytes;
use futures::{StreamExt, TryStreamExt, stream};
use ka_domain::PhotoId;
use ka_outbox::{Event, Need, Trouble};
use ka_protocol::report::{ANSWER_BYTES, DEVICE_KEY, IDEMPOTENCY_KEY, PHOTOS, REPORTS, SUPPORT};
use sha2::{Digest, Sha256};
use std::io;
use std::sync::Arc;
use url::Url;

/// Makes the request, and says what became of it.
pub(super) async fn send(equipment: &Equipment, begun: &Begun) -> Outcome {
    let Some(base) = equipment.targets.get(begun.target.as_str()) else {
        return unsent(NETWORK);
    };
    let answer = if begun.withdraw {
        take_back(equipment, base, begun).await
    } else {
        match body(&equipment.store, begun).await {
            Ok(body) => hand_in(equipment, base, begun, body).await,
            Err(Missing::Damaged) => return unsent(Trouble::Needs(Need::Damaged)),
            // What cannot be read now may be read later.
            Err(Missing::NotNow) => return unsent(NETWORK),
        }
    };
    match answer {
        Err(Unanswered { unheard: true }) => unsent(NETWORK),
        Err(Unanswered { unheard: false }) => Outcome::Unanswered(Event::Failed(NETWORK)),
        Ok(reply) => {
            let now = equipment.clock.now();
            Outcome::Answered(match begun.withdraw {
                true => to_withdrawal(&reply, &begun.id, now),
                false => to_submission(&reply, &begun.id, now),
            })
        }
    }
}

const NETWORK: Trouble = Trouble::Network { captive: false };

fn unsent(why: Trouble) -> Outcome {
    Outcome::Unanswered(Event::Unsent(why))
}

async fn hand_in(
    equipment: &Equipment,
    base: &Url,
    begun: &Begun,
    body: Body,
) -> Result<Reply, Unanswered> {
    let url = base.join(path(begun.kind)).map_err(|_| NOT_SENT)?;
    let headers = headers(begun);
    equipment.http.post(url, &headers, body, ANSWER_BYTES).await
}

async fn take_back(equipment: &Equipment, base: &Url, begun: &Begun) -> Result<Reply, Unanswered> {
    let path = format!("{}/{}", path(begun.kind), begun.id);
    let url = base.join(&path).map_err(|_| NOT_SENT)?;
    let headers = headers(begun);
    equipment.http.delete(url, &headers, ANSWER_BYTES).await
}

const NOT_SENT: Unanswered = Unanswered { unheard: true };

fn path(kind: Kind) -> &'static str {
    match kind {
        Kind::Photo => PHOTOS,
        Kind::Report => REPORTS,
        Kind::Support => SUPPORT,
    }
}

fn headers(begun: &Begun) -> Vec<(&'static str, String)> {
    let mut headers = vec![(IDEMPOTENCY_KEY, begun.id.to_string())];
    if let Some(key) = &begun.device_key {
        headers.push((DEVICE_KEY, key.as_str().to_owned()));
    }
    headers
}

/// What was to be sent is not there.
enum Missing {
    /// And will not be.
    Damaged,
    /// The store cannot be read at the moment.
    NotNow,
}

impl From<StoreError> for Missing {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Damaged | StoreError::Content(_) => Missing::Damaged,
            _ => Missing::NotNow,
        }
    }
}

async fn body(store: &Arc<Store>, begun: &Begun) -> Result<Body, Missing> {
    match begun.kind {
        Kind::Report | Kind::Support => Ok(Body::Json(begun.payload.clone())),
        Kind::Photo => {
            let store = store.clone();
            let photo = PhotoId::from_bytes(*begun.id.as_bytes());
            let checking = store.clone();
            let bytes = tokio::task::spawn_blocking(move || whole(&checking, &photo))
                .await
                .map_err(|_| Missing::NotNow)??;
            Ok(Body::Pieces {
                media_type: "image/jpeg",
                bytes,
                pieces: pieces(store, photo).boxed(),
            })
        }
    }
}

/// How many bytes a photo has, all of which are there as they were put down.
fn whole(store: &Store, photo: &PhotoId) -> Result<u64, Missing> {
    let kept = store.read(|reader| photos::get(reader, photo))?;
    let kept = kept.ok_or(Missing::Damaged)?;
    let mut hash = Sha256::new();
    let mut bytes = 0;
    for number in 0.. {
        let piece = store.read(|reader| photos::chunk(reader, photo, number))?;
        let Some(piece) = piece else { break };
        bytes += piece.len() as u64;
        hash.update(&piece);
    }
    match hash.finalize().as_slice() == kept.sha256 && bytes == kept.bytes {
        true => Ok(bytes),
        false => Err(Missing::Damaged),
    }
}

/// The bytes of a photo, one piece in memory at a time.
fn pieces(
    store: Arc<Store>,
    photo: PhotoId,
) -> impl futures::Stream<Item = io::Result<Bytes>> + Send {
    stream::iter(0_u32..)
        .then(move |number| {
            let store = store.clone();
            async move {
                let reading = move || store.read(|reader| photos::chunk(reader, &photo, number));
                let read = tokio::task::spawn_blocking(reading).await;
                read.map_err(io::Error::other)?.map_err(io::Error::other)
            }
        })
        .try_take_while(|piece| futures::future::ready(Ok(piece.is_some())))
        .try_filter_map(|piece| futures::future::ready(Ok(piece.map(Bytes::from))))
}
