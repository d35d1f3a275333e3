//! What lives for minutes: asked for while somebody looks, kept with its time, shown with it.

use crate::feed::FeedError;
use crate::net::{Answer, Http, NetError};
use crate::store::live::{self, LiveAnswer};
use crate::store::{Store, StoreError};
use ka_domain::LiveParking;
use ka_protocol::{http, limits};
use url::Url;

/// The row of the car parks' numbers.
const PARKING: &str = "parking";

/// The last numbers of the car parks that this device saw.
pub fn parking(store: &Store) -> Result<Option<LiveParking>, StoreError> {
    let kept = store.read(|reader| live::get(reader, PARKING))?;
    // What another version of the app kept and this one cannot read is as good as nothing.
    Ok(kept.and_then(|answer| serde_json::from_str(&answer.body).ok()))
}

/// Asks the gateway for the numbers; whether they are others than before.
pub(crate) async fn refresh_parking(
    http: &Http,
    gateway: &Url,
    store: &Store,
) -> Result<bool, FeedError> {
    let url = gateway
        .join(http::LIVE_PARKING)
        .map_err(|_| FeedError::Metadata("the gateway's address".to_owned()))?;
    let kept = store.read(|reader| live::get(reader, PARKING))?;
    let etag = kept
        .filter(|answer| serde_json::from_str::<LiveParking>(&answer.body).is_ok())
        .and_then(|answer| answer.etag);
    match http
        .get(url, etag.as_deref(), limits::LIVE_BYTES as u64)
        .await
    {
        Ok(Answer::NotModified) => Ok(false),
        // A gateway that has not read its source yet has no numbers; that is no fault.
        Err(NetError::NotFound | NetError::Status(503)) => Ok(false),
        Err(error) => Err(error.into()),
        Ok(Answer::Fresh { bytes, etag }) => {
            let numbers: LiveParking = serde_json::from_slice(&bytes)
                .map_err(|_| FeedError::Metadata("live numbers".to_owned()))?;
            let body = serde_json::to_string(&numbers).map_err(StoreError::from)?;
            let answer = LiveAnswer { etag, body };
            store.write(|transaction| live::set(transaction, PARKING, &answer))?;
            Ok(true)
        }
    }
}
