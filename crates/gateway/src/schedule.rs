//! When each source is read: as often as its setting says, a little early or late so that not all ask
//! at once, and less often while it fails.

use crate::clock::Clock;
use crate::connector::{Connector, ConnectorError, Extent, Fetch, Harvest};
use crate::publication::{Changes, Counts, Publication, PublicationError};
use ka_domain::SourceId;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot, watch};

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

/// A wish to have a source read now. It is answered with whether that worked.
pub type Wish = oneshot::Sender<bool>;

/// Reads a source at once, tells `tried` of it, and then again and again, and whenever somebody
/// wishes, until `stop` says so.
pub async fn run(
    scheduled: Scheduled,
    reading: Reading,
    tried: Wish,
    mut wishes: mpsc::Receiver<Wish>,
    mut stop: watch::Receiver<bool>,
) {
    let mut failures: u32 = 0;
    let mut wish = Some(tried);
    loop {
        // Stopped in the middle of an answer: the source will be there when we are back.
        let harvest = tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return,
            harvest = harvest(&scheduled, &reading) => harvest,
        };
        let worked = take(&scheduled, &reading, harvest).await;
        failures = match worked {
            true => 0,
            false => failures.saturating_add(1),
        };
        if let Some(wish) = wish.take() {
            // Whoever wished may have gone.
            let _ = wish.send(worked);
        }
        let wait = pause(scheduled.every, failures, jitter());
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return,
            Some(wished) = wishes.recv() => wish = Some(wished),
            () = tokio::time::sleep(wait) => {}
        }
    }
}

async fn harvest(scheduled: &Scheduled, reading: &Reading) -> Result<Harvest, ConnectorError> {
    let now = reading.clock.now();
    let connector = &scheduled.connector;
    let basis = reading.publication.basis(connector.source());
    let basis = basis.map_err(|why| {
        tracing::error!(%why, "what is published could not be read");
        ConnectorError::Broken
    })?;
    connector
        .harvest(&reading.fetch, now, basis.as_deref())
        .await
}

/// Publishes what a source has, and writes down how it went. False if it failed.
async fn take(
    scheduled: &Scheduled,
    reading: &Reading,
    harvest: Result<Harvest, ConnectorError>,
) -> bool {
    let connector = &scheduled.connector;
    let source = connector.source().clone();
    let (shared, kinds) = (reading.clone(), connector.kinds().to_vec());
    let code = match harvest {
        Ok(harvest) => {
            let (name, failure) = (source.clone(), harvest.failure);
            let publishing =
                tokio::task::spawn_blocking(move || publish(&shared, &name, &kinds, harvest));
            match publishing.await.unwrap_or(Err(PublicationError::Poisoned)) {
                Ok(changes) => {
                    tracing::info!(%source, ?changes, "harvested");
                    if let Err(why) = connector.published().await {
                        // It tells of the same again next time, and nothing will have changed.
                        tracing::warn!(%source, %why, "it could not note that it is published");
                    }
                    match failure {
                        None => return true,
                        Some(code) => code,
                    }
                }
                Err(why) => {
                    tracing::error!(%source, %why, "a harvest could not be published");
                    "publication"
                }
            }
        }
        Err(why) => {
            tracing::warn!(%source, code = why.code(), %why, "a source could not be read");
            why.code()
        }
    };
    let failed = reading
        .publication
        .failed(&source, code, reading.clock.now());
    if let Err(why) = failed {
        tracing::error!(%source, %why, "its failure could not be written down");
    }
    false
}

fn publish(
    reading: &Reading,
    source: &SourceId,
    kinds: &[ka_domain::Kind],
    harvest: Harvest,
) -> Result<Changes, PublicationError> {
    let counts = Counts::from(&harvest);
    let now = reading.clock.now();
    let publication = &reading.publication;
    let items = harvest.items;
    // It names what is there before and after, and nothing in between.
    let (before, after) = (publication.basis(source)?, harvest.basis);
    if before != after {
        publication.set_basis(source, None)?;
    }
    let changes = match harvest.extent {
        Extent::Everything => publication.replace(source, kinds, items, now)?,
        Extent::Changes { removed, .. } => publication.amend(source, kinds, items, removed, now)?,
    };
    if let Some(live) = &harvest.live {
        publication.set_live(LIVE_PARKING, live)?;
    }
    if before != after {
        publication.set_basis(source, after.as_deref())?;
    }
    if harvest.failure.is_none() {
        publication.succeeded(source, counts, now)?;
    }
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

    mod a_back_office {
        use super::*;
        use crate::clock::SystemClock;
        use crate::connector::car_parks::CarParks;
        use crate::connector::{FetchLimits, Origin};
        use crate::keys::{Keys, signing};
        use axum::Router;
        use axum::http::StatusCode;
        use axum::response::{IntoResponse, Response};
        use axum::routing::get;
        use std::sync::Mutex;

        const GOOD: &str = r#"{"features":[{"geometry":{"coordinates":[8.4,49.0]},"properties":{"id":7,"gemeinde":"Karlsruhe","parkhaus_name":"Zoo","stand_stammdaten":"2023-12-31T23:00:00Z"}}]}"#;

        #[derive(Clone, Copy)]
        enum Mood {
            Good,
            Garbage,
            Page,
            Emptied,
            Broken,
            Silent,
        }

        async fn answer(mood: Mood) -> Response {
            match mood {
                Mood::Good => GOOD.into_response(),
                Mood::Garbage => "{{{".into_response(),
                Mood::Page => "<html>".into_response(),
                Mood::Emptied => r#"{"features":[]}"#.into_response(),
                Mood::Broken => StatusCode::BAD_GATEWAY.into_response(),
                Mood::Silent => std::future::pending().await,
            }
        }

        #[tokio::test]
        async fn that_answers_anything_else_leaves_the_feed_as_it_was() {
            let mood = Arc::new(Mutex::new(Mood::Good));
            let shared = mood.clone();
            let handler = get(move || {
                let mood = *shared.lock().unwrap();
                answer(mood)
            });
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            let url = format!("http://{}/", listener.local_addr().unwrap());
            let office = Router::new().route("/", handler);
            let office = tokio::spawn(async move { axum::serve(listener, office).await });

            let folder = tempfile::tempdir().unwrap();
            let now = signing::moment(SystemClock.now());
            let keys = Keys::made_in(folder.path(), now).await.unwrap();
            let publication = Arc::new(Publication::open(folder.path(), keys).unwrap());
            let within = |total| {
                let limits = FetchLimits::default();
                Fetch::new(FetchLimits { total, ..limits }).unwrap()
            };
            let mut reading = Reading {
                fetch: within(MINUTE),
                publication: publication.clone(),
                clock: Arc::new(SystemClock),
            };
            let origin = Origin::Web(url.parse().unwrap());
            let scheduled = Scheduled {
                connector: Arc::new(CarParks::new(origin).unwrap()),
                every: MINUTE,
            };
            let source = scheduled.connector.source();
            let timestamp = publication.folders().metadata.join("timestamp.json");

            let read = async |reading: &Reading| {
                take(&scheduled, reading, harvest(&scheduled, reading).await).await
            };
            assert!(read(&reading).await);
            let feed = std::fs::read(&timestamp).unwrap();
            let live = publication.live(LIVE_PARKING).unwrap();
            assert!(live.is_some());
            let moods = [
                (Mood::Garbage, "unreadable"),
                (Mood::Page, "unreadable"),
                (Mood::Emptied, "empty"),
                (Mood::Broken, "status"),
                (Mood::Silent, "timed_out"),
            ];
            for (times, (bad, code)) in moods.into_iter().enumerate() {
                *mood.lock().unwrap() = bad;
                reading.fetch = match bad {
                    Mood::Silent => within(Duration::from_millis(200)),
                    _ => within(MINUTE),
                };
                assert!(!read(&reading).await);
                let status = publication.status(source).unwrap();
                assert_eq!(status.failure.as_deref(), Some(code));
                assert_eq!(status.failures as usize, times + 1);
                assert_eq!((status.items, status.last_success.is_some()), (1, true));
                assert_eq!(std::fs::read(&timestamp).unwrap(), feed);
                assert_eq!(publication.live(LIVE_PARKING).unwrap(), live);
            }
            *mood.lock().unwrap() = Mood::Good;
            reading.fetch = within(MINUTE);
            assert!(read(&reading).await);
            assert_eq!(publication.status(source).unwrap().failures, 0);
            office.abort();
        }
    }
}
