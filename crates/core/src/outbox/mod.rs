//! The outbox: what was handed in, and the worker that gets it to the city's gateway.
//!
//! # Nothing is lost
//!
//! Whatever somebody hands in is a row in the store, on the disk, before they are told that it is kept, and
//! before there is a request. What may happen to it is the state machine's (`ka_outbox`); this module only
//! carries that out. It works in turns (`turn`): one transaction writes down what became of the last requests
//! and marks those that are next as being sent; then they are made (`request`), and what is answered is
//! understood (`answer`). Being killed at any moment leaves either a row that was not begun, or one that is
//! marked as being sent, which is sent again under the same key at the next start: the gateway gives the same
//! answer and does nothing twice.
//!
//! # One lane a target
//!
//! In a lane one request is under way at a time, in the order in which things were handed in; lanes know
//! nothing of each other. Today the city's gateway is the only target that the app hands anything in to.
//!
//! # When it wakes
//!
//! At the start, when something was handed in, when its owner says so, when the state machine says that it is
//! time, and as soon as anything at all was heard of the gateway after somebody could not reach it: the sync
//! and the live numbers say so as well.
//!
//! # Two processes
//!
//! The shell starts once, but nothing here breaks where it does not: each turn reads a row again under the
//! write lock before it changes it, so one of both sends it. A lock on a file says whether another is there
//! (`alone`): what is found as being sent was cut off only if there is none. What a process left as being sent
//! when it was killed beside another is sent again by that one after a while. An answer to an attempt that
//! was given up like this says nothing of the one that was begun instead.

mod alone;
mod answer;
mod device_key;
mod happen;
mod news;
mod request;
mod status;
pub(crate) mod submit;
mod turn;

pub use news::{ReportNews, What};
pub(crate) use news::{category_name, public_name, supported};

use crate::city::{Event, Sink};
use crate::clock::Clock;
use crate::net::Http;
use crate::store::{Store, StoreError};
use alone::Alone;
use chrono::{DateTime, Utc};
use futures::StreamExt;
use futures::future::BoxFuture;
use futures::stream::FuturesUnordered;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::task::JoinHandle;
pub(crate) use turn::At;
use turn::{Begun, Done, Turn, Turns};
use url::Url;

/// It looks at the clock at least so often: a device that slept does not know for how long.
const LOOK: Duration = Duration::from_secs(60);
/// How long it waits for a store that cannot be written, such as on a full disk.
const STORE_BACK: Duration = Duration::from_secs(5);

/// What the worker works with.
pub(crate) struct Equipment {
    pub http: Http,
    /// The file that says to other processes that one works on this store.
    pub lock: PathBuf,
    /// Where each lane leads.
    pub targets: BTreeMap<&'static str, Url>,
    pub store: Arc<Store>,
    pub clock: Arc<dyn Clock>,
    pub sink: Sink,
}

/// How the worker is told of things. It may be held by anybody and keeps nothing running.
#[derive(Clone)]
pub(crate) struct Bell(Arc<Rung>);

#[derive(Default)]
struct Rung {
    any: Notify,
    /// Rows changed behind the worker's back.
    changed: AtomicBool,
    /// The gateway was heard of.
    reached: AtomicBool,
    /// Something waits because nobody could be reached.
    cut_off: AtomicBool,
    /// Somebody wants to know how far reports are.
    status: Notify,
}

impl Bell {
    /// Something was handed in, or changed by its owner.
    pub(crate) fn changed(&self) {
        self.0.changed.store(true, Ordering::SeqCst);
        self.0.any.notify_one();
    }

    /// The gateway was heard of. Costs nothing if nobody missed it.
    pub(crate) fn reached(&self) {
        if self.0.cut_off.load(Ordering::SeqCst) {
            self.0.reached.store(true, Ordering::SeqCst);
            self.0.any.notify_one();
        }
    }

    /// The gateway is to be asked how far reports are.
    pub(crate) fn ask_status(&self) {
        self.0.status.notify_one();
    }
}

/// The running worker. It ends when this is dropped.
pub(crate) struct Outbox {
    bell: Bell,
    /// Held as long as the worker works.
    _alone: Alone,
    tasks: [JoinHandle<()>; 2],
}

impl Outbox {
    pub(crate) fn start(runtime: &tokio::runtime::Handle, equipment: Equipment) -> Outbox {
        let bell = Bell(Arc::default());
        let alone = Alone::on(&equipment.lock);
        let equipment = Arc::new(equipment);
        bell.ask_status();
        Outbox {
            tasks: [
                runtime.spawn(run(equipment.clone(), bell.clone(), alone.is_so())),
                runtime.spawn(status::run(equipment, bell.clone())),
            ],
            bell,
            _alone: alone,
        }
    }

    pub(crate) fn bell(&self) -> &Bell {
        &self.bell
    }

    pub(crate) fn stop(&self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

impl Drop for Outbox {
    fn drop(&mut self) {
        self.stop();
    }
}

async fn run(equipment: Arc<Equipment>, bell: Bell, alone: bool) {
    let mut turns = Turns::default();
    let mut flying: FuturesUnordered<BoxFuture<'static, Done>> = FuturesUnordered::new();
    let mut done = Vec::new();
    let mut first = true;
    let mut accepted = false;
    loop {
        let rung = Ring {
            first,
            alone,
            changed: bell.0.changed.swap(false, Ordering::SeqCst) || first,
            reached: bell.0.reached.swap(false, Ordering::SeqCst),
        };
        let work = {
            let (equipment, mut turns, done) = (equipment.clone(), turns, done);
            move || {
                let outcome = take_turn(&equipment, &mut turns, &done, rung);
                (turns, done, outcome)
            }
        };
        let Ok((kept, written, outcome)) = tokio::task::spawn_blocking(work).await else {
            return;
        };
        (turns, done) = (kept, written);
        let wait = match outcome {
            Ok(turn) => {
                first = false;
                done.clear();
                let now = equipment.clock.now();
                bell.0.cut_off.store(turns.is_cut_off(), Ordering::SeqCst);
                if !turn.changed.is_empty() {
                    let tell = turn.tell;
                    (equipment.sink)(Event::Reports { tell });
                }
                for begun in turn.begun {
                    flying.push(Box::pin(carry(equipment.clone(), begun)));
                }
                accepted |= turn.accepted;
                // Once for all that was in the lanes.
                if flying.is_empty() && std::mem::take(&mut accepted) {
                    bell.ask_status();
                }
                until(turns.wake_at(now), now)
            }
            Err(StoreError::Closed) => return,
            Err(why) => {
                // Nothing was written. What became of the last requests is kept until it can be.
                tracing::warn!(%why, "the outbox waits for the store");
                bell.0.changed.store(true, Ordering::SeqCst);
                bell.0.reached.fetch_or(rung.reached, Ordering::SeqCst);
                STORE_BACK
            }
        };
        tokio::select! {
            Some(next) = flying.next(), if !flying.is_empty() => done.push(next),
            () = bell.0.any.notified() => {}
            // A second process may have handed something in meanwhile.
            () = tokio::time::sleep(wait) => bell.0.changed.store(true, Ordering::SeqCst),
        }
    }
}

/// Why there is a turn.
#[derive(Debug, Clone, Copy)]
struct Ring {
    first: bool,
    /// There was no other process at the start.
    alone: bool,
    changed: bool,
    reached: bool,
}

fn take_turn(
    equipment: &Equipment,
    turns: &mut Turns,
    done: &[Done],
    rung: Ring,
) -> Result<Turn, StoreError> {
    let store = &equipment.store;
    let at = At {
        clock: &*equipment.clock,
        now: equipment.clock.now(),
    };
    let targets: BTreeSet<&str> = equipment.targets.keys().copied().collect();
    let mut recovered = Turn::default();
    if rung.first {
        recovered =
            store.write_durably(|transaction| turn::recover(transaction, rung.alone, &at))?;
    }
    if rung.changed {
        store.read(|reader| turns.read(reader, at.now))?;
    }
    if done.is_empty() && !rung.reached && !turns.is_due(&targets, at.now) {
        return Ok(recovered);
    }
    let flying = turns.flying();
    let taken = store
        .write_durably(|transaction| turns.take(transaction, done, rung.reached, &targets, &at));
    let mut turn = taken.inspect_err(|_| turns.undo(flying))?;
    turn.changed.append(&mut recovered.changed);
    turn.tell.append(&mut recovered.tell);
    Ok(turn)
}

async fn carry(equipment: Arc<Equipment>, begun: Begun) -> Done {
    let outcome = Box::pin(request::send(&equipment, &begun)).await;
    Done { begun, outcome }
}

fn until(wake_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Duration {
    let wait = wake_at.and_then(|at| (at - now).to_std().ok());
    wait.unwrap_or(LOOK).min(LOOK)
}
