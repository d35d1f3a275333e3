//! The one task that talks to the gateway: it syncs at the start, on a schedule, and when asked.
//!
//! Being offline is a state like any other: the task notes it, waits ever longer and asks again. It
//! holds nothing of the store while it waits, so that it can be stopped at any moment; a file that is
//! being taken in then is finished or rolled back by the store as it closes.

use super::{Event, Sink};
use crate::clock::Clock;
use crate::feed::{FeedClient, FeedError, SyncError, sync};
use crate::live;
use crate::net::Http;
use crate::outbox::Bell;
use crate::schedule;
use crate::store::{Store, polls};
use crate::views;
use chrono::{DateTime, TimeDelta, Utc};
use ka_domain::CollectionName;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use url::Url;

/// How long live numbers are shown before they are asked for again.
const LIVE_FOR: TimeDelta = TimeDelta::seconds(25);

/// The next revision of a status.
static REVISION: AtomicU64 = AtomicU64::new(1);

/// Why the device does not have all that the city publishes.
#[derive(Debug, Clone)]
pub enum SyncFailure {
    /// No gateway or no trust root was given.
    NoCity,
    /// The last sync did not get there.
    Sync(Arc<SyncError>),
}

/// How the device stands with the city.
#[derive(Debug, Clone, Default)]
pub struct SyncStatus {
    /// Grows with each change, for the life of the process: of two, the greater is the newer.
    pub revision: u64,
    /// A sync is running now.
    pub running: bool,
    /// When the device last knew that it has all that is published.
    pub current_as_of: Option<DateTime<Utc>>,
    /// Why the last sync did not get there, if it did not.
    pub failure: Option<SyncFailure>,
    /// When the next one is due.
    pub next_at: Option<DateTime<Utc>>,
}

impl SyncStatus {
    pub(super) fn without_city() -> SyncStatus {
        SyncStatus {
            failure: Some(SyncFailure::NoCity),
            revision: REVISION.fetch_add(1, Ordering::Relaxed),
            ..SyncStatus::default()
        }
    }
}

/// What the task works with.
pub(super) struct Equipment {
    pub client: FeedClient,
    pub http: Http,
    pub gateway: Url,
    pub store: Arc<Store>,
    pub clock: Arc<dyn Clock>,
    pub sink: Sink,
    pub outbox: Bell,
}

struct Shared {
    equipment: Equipment,
    status: Mutex<SyncStatus>,
    asked: Notify,
    live_asked_at: Mutex<Option<DateTime<Utc>>>,
    reports_asked_at: Mutex<Option<DateTime<Utc>>>,
}

/// The running task.
pub(super) struct Worker {
    shared: Arc<Shared>,
    runtime: tokio::runtime::Handle,
    task: JoinHandle<()>,
}

impl Worker {
    pub(super) fn start(runtime: &tokio::runtime::Handle, equipment: Equipment) -> Worker {
        let last = equipment.store.read(polls::get).unwrap_or_default();
        let shared = Arc::new(Shared {
            status: Mutex::new(SyncStatus {
                revision: REVISION.fetch_add(1, Ordering::Relaxed),
                running: true,
                current_as_of: last.checked_at,
                ..SyncStatus::default()
            }),
            equipment,
            asked: Notify::new(),
            live_asked_at: Mutex::new(None),
            reports_asked_at: Mutex::new(None),
        });
        let task = runtime.spawn(shared.clone().run());
        Worker {
            shared,
            runtime: runtime.clone(),
            task,
        }
    }

    pub(super) fn stop(&self) {
        self.task.abort();
    }

    pub(super) fn sync_now(&self) {
        self.shared.asked.notify_one();
    }

    pub(super) fn status(&self) -> SyncStatus {
        lock(&self.shared.status).clone()
    }

    pub(super) fn root_version(&self) -> Option<u64> {
        self.shared.equipment.client.root_version()
    }

    /// Asks for the live numbers unless that was done just now.
    pub(super) fn refresh_live(&self) {
        if self.is_stale(&self.shared.live_asked_at) {
            self.runtime.spawn(self.shared.clone().refresh_live());
        }
    }

    /// Asks how far reports are unless that was done just now.
    pub(super) fn refresh_reports(&self) {
        if self.is_stale(&self.shared.reports_asked_at) {
            self.shared.equipment.outbox.ask_status();
        }
    }

    /// Whether it was not asked just now; if so, it now is.
    fn is_stale(&self, asked_at: &Mutex<Option<DateTime<Utc>>>) -> bool {
        let now = self.shared.equipment.clock.now();
        let mut asked_at = lock(asked_at);
        let is_fresh = asked_at.is_some_and(|at| at <= now && now - at < LIVE_FOR);
        if !is_fresh {
            *asked_at = Some(now);
        }
        !is_fresh
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Shared {
    async fn run(self: Arc<Self>) {
        let mut failures = 0;
        loop {
            self.tell(|status| status.running = true);
            let failure = self.sync().await;
            let gave_up = failure
                .as_ref()
                .is_some_and(|failure| !is_complete(failure));
            failures = if gave_up { failures + 1 } else { 0 };
            if !gave_up {
                self.equipment.outbox.reached();
                self.equipment.outbox.ask_status();
            }
            let wait = schedule::wait(failures, self.chance());
            let now = self.equipment.clock.now();
            self.tell(|status| {
                status.running = false;
                if !gave_up {
                    status.current_as_of = Some(now);
                }
                status.failure = failure.map(|why| SyncFailure::Sync(Arc::new(why)));
                status.next_at = TimeDelta::from_std(wait).ok().map(|wait| now + wait);
            });
            self.pause(wait).await;
        }
    }

    async fn sync(&self) -> Option<SyncError> {
        let Equipment {
            client,
            store,
            clock,
            sink,
            ..
        } = &self.equipment;
        let began = clock.now();
        let has_news = AtomicBool::new(false);
        let changed = |collection: &CollectionName, news| {
            has_news.fetch_or(news, Ordering::Relaxed);
            sink(Event::Content(vec![collection.clone()]));
        };
        let outcome = sync(client, store, &**clock, changed).await;
        // Whatever became of the rest: what is in is in. The system tells of it as well as it can: if the app
        // ends here, or the clock is turned back, the news are on Home all the same.
        if has_news.into_inner() {
            let tell = views::to_tell(store, began)
                .inspect_err(|why| tracing::warn!(%why, "news are not told"))
                .unwrap_or_default();
            sink(Event::News { tell });
        }
        match outcome {
            Ok(synced) => synced.unknown.map(|collection| SyncError {
                why: FeedError::UnknownCollection,
                collection: Some(collection),
            }),
            Err(failed) => {
                tracing::info!(%failed, collection = ?failed.collection, "no sync");
                Some(failed)
            }
        }
    }

    async fn refresh_live(self: Arc<Self>) {
        let Equipment {
            http,
            gateway,
            store,
            sink,
            ..
        } = &self.equipment;
        let refreshed = live::refresh_parking(http, gateway, store).await;
        if refreshed.is_ok() {
            self.equipment.outbox.reached();
        }
        match refreshed {
            Ok(true) => sink(Event::Live),
            Ok(false) => {}
            Err(why) => tracing::info!(%why, "no live numbers"),
        }
    }

    async fn pause(&self, wait: Duration) {
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = self.asked.notified() => {}
        }
    }

    fn chance(&self) -> u64 {
        let mut bytes = [0; 8];
        // Without randomness every wait is the shortest of its kind, which is no harm.
        let _ = self.equipment.clock.fill(&mut bytes);
        u64::from_le_bytes(bytes)
    }

    fn tell(&self, change: impl FnOnce(&mut SyncStatus)) {
        let status = {
            let mut status = lock(&self.status);
            change(&mut status);
            status.revision = REVISION.fetch_add(1, Ordering::Relaxed);
            status.clone()
        };
        (self.equipment.sink)(Event::Sync(status));
    }
}

/// Whether all that this version knows is in the store all the same.
fn is_complete(failure: &SyncError) -> bool {
    matches!(failure.why, FeedError::UnknownCollection)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
