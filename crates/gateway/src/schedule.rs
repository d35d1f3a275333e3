//! When each source is read: as often as its setting says, a little early or late so that not all ask
//! at once, and less often while it fails.

use crate::clock::Clock;
use crate::connector::{Connector, Fetch, Harvest};
use crate::publication::{Changes, Publication, PublicationError};
use ka_domain::SourceId;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// The name of the live answer about car parks.
pub const LIVE_PARKING: &str = "parking";

/// However often a source fails, it is asked again after this long (or after its own interval, if
/// that is longer).
const LONGEST_PAUSE: Duration = Duration::from_secs(3600);

/// A source and how often it is read.
#[derive(Clone)]
pub struct Scheduled {
    /// The source.
    pub connector: Arc<dyn Connector>,
    /// From one reading to the next.
    pub every: Duration,
}

/// What reading sources needs.
#[derive(Clone)]
pub struct Reading {
    /// How answers are fetched.
    pub fetch: Fetch,
    /// Where harvests go.
    pub publication: Arc<Publication>,
    /// Time.
    pub clock: Arc<dyn Clock>,
}

/// How long to wait after the `failures`-th failure in a row (0: it worked). `jitter` is between 0
/// and 1 and moves it by up to a tenth either way.
pub fn pause(every: Duration, failures: u32, jitter: f64) -> Duration {
    let doubled = every.saturating_mul(1 << failures.min(16));
    let bounded = doubled.min(LONGEST_PAUSE.max(every));
    bounded.mul_f64(0.9 + 0.2 * jitter.clamp(0.0, 1.0))
}

/// Reads a source again and again until `stop` says so. It was read just before.
pub async fn run(
    scheduled: Scheduled,
    reading: Reading,
    mut failures: u32,
    mut stop: watch::Receiver<bool>,
) {
    loop {
        let wait = pause(scheduled.every, failures, jitter());
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return,
            () = tokio::time::sleep(wait) => {}
        }
        failures = match read(&scheduled, &reading).await {
            true => 0,
            false => failures.saturating_add(1),
        };
    }
}

/// Reads a source once, publishes what it has, and writes down how it went. False if it failed.
pub async fn read(scheduled: &Scheduled, reading: &Reading) -> bool {
    let connector = &scheduled.connector;
    let source = connector.source().clone();
    let harvest = connector.harvest(&reading.fetch, reading.clock.now()).await;
    let (shared, kinds) = (reading.clone(), connector.kinds().to_vec());
    let (name, code) = match harvest {
        Ok(harvest) => {
            let publishing = tokio::task::spawn_blocking(move || {
                publish(&shared, &source, &kinds, harvest).map_err(|why| (source, why))
            });
            match publishing.await {
                Ok(Ok(changes)) => {
                    let source = connector.source();
                    tracing::info!(%source, ?changes, "harvested");
                    return true;
                }
                Ok(Err((source, why))) => {
                    tracing::error!(%source, %why, "a harvest could not be published");
                    (source, "publication")
                }
                Err(_) => (connector.source().clone(), "publication"),
            }
        }
        Err(why) => {
            tracing::warn!(%source, code = why.code(), %why, "a source could not be read");
            (source, why.code())
        }
    };
    let failed = reading.publication.failed(&name, code, reading.clock.now());
    if let Err(why) = failed {
        tracing::error!(source = %name, %why, "its failure could not be written down");
    }
    false
}

fn publish(
    reading: &Reading,
    source: &SourceId,
    kinds: &[ka_domain::Kind],
    harvest: Harvest,
) -> Result<Changes, PublicationError> {
    let (items, rejected) = (harvest.items.len() as u64, harvest.rejected);
    let now = reading.clock.now();
    let publication = &reading.publication;
    let changes = publication.replace(source, kinds, harvest.items, now)?;
    if let Some(live) = &harvest.live {
        publication.set_live(LIVE_PARKING, live)?;
    }
    publication.succeeded(source, items, rejected, now)?;
    Ok(changes)
}

/// Between 0 and 1; nothing secret depends on it.
fn jitter() -> f64 {
    let mut bytes = [0; 2];
    match aws_lc_rs::rand::fill(&mut bytes) {
        Ok(()) => f64::from(u16::from_le_bytes(bytes)) / f64::from(u16::MAX),
        Err(_) => 0.5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);

    #[test]
    fn a_source_that_works_is_read_as_often_as_it_says() {
        assert_eq!(pause(MINUTE, 0, 0.5), MINUTE);
        assert_eq!(pause(MINUTE, 0, 0.0), Duration::from_secs(54));
        assert_eq!(pause(MINUTE, 0, 1.0), Duration::from_secs(66));
    }

    #[test]
    fn a_source_that_fails_is_asked_less_and_less_but_not_never() {
        let pauses: Vec<_> = (0..40).map(|n| pause(MINUTE, n, 0.5)).collect();
        assert!(pauses.is_sorted(), "{pauses:?}");
        assert_eq!(pauses[1], 2 * MINUTE);
        assert_eq!(pauses[39], LONGEST_PAUSE);
    }

    #[test]
    fn a_failure_never_makes_a_slow_source_faster() {
        let day = Duration::from_secs(86_400);
        assert_eq!(pause(day, 1, 0.5), day);
    }
}
