//! All of a body, and not a byte more than it may have.

use super::refused::Refused;
use crate::reports::store::submission::Digest;
use axum::body::{Body, HttpBody};
use futures::StreamExt;
use serde::de::DeserializeOwned;
use sha2::Digest as _;

/// Reads a body of at most `most` bytes.
pub async fn read(body: Body, most: usize) -> Result<Vec<u8>, Refused> {
    // Nothing need be read of what says itself that it is too large.
    let announced = body.size_hint().lower();
    if announced > most as u64 {
        return Err(Refused::too_large());
    }
    let mut bytes = Vec::with_capacity(announced as usize);
    let mut chunks = body.into_data_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| Refused::broken_off())?;
        if bytes.len() + chunk.len() > most {
            return Err(Refused::too_large());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// What JSON says.
pub fn json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refused> {
    serde_json::from_slice(bytes).map_err(|_| Refused::malformed())
}

/// What tells one body from any other.
pub fn digest(bytes: &[u8]) -> Digest {
    sha2::Sha256::digest(bytes).into()
}
