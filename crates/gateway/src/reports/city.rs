//! The gateway's own outbox, towards the city's server: the same state machine as on the device, one lane,
//! and a worker that carries out what it says.
//!
//! # How it works
//!
//! A report is queued in the transaction that accepts it ([`super::store::city`]). For each that is due
//! ([`ka_outbox::lanes`]) the worker writes down that it is being sent, sends it, and writes down what came
//! of it. A server that is dead holds reports up and loses none: whatever it says or does not say, there is
//! no end to the trying but an acceptance, or a complaint about the report itself in the words of GeoReport.
//! That complaint is told to who reported it.
//!
//! GeoReport knows no keys, so sending again is not harmless as it is between device and gateway. An attempt
//! that failed without anything having been said (no connection), or after the server has answered that it
//! does not take it, leaves no doubt, and is simply repeated. Every other one, being killed or failing in the
//! middle among them, does ([`Delivery::in_doubt`]): it is repeated only after [`SETTLE`], and only after the
//! server's requests have been looked through for it (see [`crate::connector::open311`], which says why that
//! finds it, and when it cannot). Nothing is handed in without end: after a few attempts of which nobody
//! knows what came of them, somebody has to look ([`send`]).
//!
//! A report that reopens another one should say how the city calls that, and waits some time for the city to
//! say so ([`Undelivered::reopens_unnamed`]).
//!
//! # What becomes of it
//!
//! GeoReport tells nobody anything: known ids are asked after again and again, those first that were not
//! asked after for the longest time, and tokens until they are ids ([`City::follow`]), some at a time, so
//! that handing in has its turn. What is new becomes a step of the report.

mod follow;
mod send;

use super::store::city::Undelivered;
use super::store::{Store, StoreError};
use crate::clock::Clock;
use crate::connector::ConnectorError;
use crate::connector::city_facts::{self, FactsOrigin};
use crate::connector::open311::Server;
use chrono::{DateTime, TimeDelta, Utc};
use ka_domain::{Content, DistrictId, SubmissionId};
use ka_outbox::lanes::{self, Waiting};
use ka_outbox::{Delivery, Event, Next, State};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Notify, watch};
use url::Url;

/// How long an attempt rests of which it is not known what came of it: the server may still be at it.
pub const SETTLE: TimeDelta = TimeDelta::seconds(30);
/// How long a report waits for the city to name the one that it reopens.
const UNNAMED: TimeDelta = TimeDelta::days(1);
/// The longest rest of the worker: clocks are turned.
const LONGEST_REST: Duration = Duration::from_secs(60);
/// How long it rests when the database fails.
const AFTER_FAILURE: TimeDelta = TimeDelta::seconds(10);

/// The worker towards the city's server.
pub struct City {
    server: Arc<Server>,
    store: Store,
    clock: Arc<dyn Clock>,
    public_url: Url,
    districts: BTreeMap<DistrictId, String>,
}

/// What the districts are called.
pub fn district_names(facts: &FactsOrigin) -> Result<BTreeMap<DistrictId, String>, ConnectorError> {
    let read = city_facts::read(&facts.texts()?)?;
    let districts = read
        .items
        .into_iter()
        .filter_map(|item| match item.content {
            Content::District(district) => Some((district.id, district.name)),
            _ => None,
        });
    Ok(districts.collect())
}

impl City {
    /// One that hands what `store` holds to `server`, which fetches photos below `public_url`.
    pub fn new(
        server: Arc<Server>,
        store: Store,
        clock: Arc<dyn Clock>,
        public_url: Url,
        districts: BTreeMap<DistrictId, String>,
    ) -> City {
        City {
            server,
            store,
            clock,
            public_url,
            districts,
        }
    }

    /// Hands in and asks after, `every` so often, until `stop` says so. `handed_in` says that there is
    /// something new.
    pub async fn run(
        self,
        handed_in: Arc<Notify>,
        every: Duration,
        mut stop: watch::Receiver<bool>,
    ) {
        let mut ask_at = self.clock.now();
        loop {
            let turn = async {
                let due = match self.hand_in().await {
                    Ok(due) => due,
                    Err(why) => {
                        tracing::error!(%why, "reports for the city could not be read or written");
                        Some(self.clock.now() + AFTER_FAILURE)
                    }
                };
                let now = self.clock.now();
                let every = TimeDelta::from_std(every).unwrap_or(TimeDelta::days(1));
                // One that is further off was named before the clock was turned back.
                if ask_at <= now || ask_at - now > every {
                    if let Err(why) = self.follow().await {
                        tracing::error!(%why, "what became of reports could not be written down");
                    }
                    ask_at = self.clock.now() + every;
                }
                due.map_or(ask_at, |due| due.min(ask_at))
            };
            // Stopped in the middle of a request: it will be looked for when we are back.
            let due = tokio::select! {
                _ = stop.wait_for(|stop| *stop) => return,
                due = turn => due,
            };
            let rest = (due - self.clock.now()).to_std().unwrap_or_default();
            tokio::select! {
                _ = stop.wait_for(|stop| *stop) => return,
                () = handed_in.notified() => {}
                () = tokio::time::sleep(rest.min(LONGEST_REST)) => {}
            }
        }
    }

    /// Takes up what was being sent when the process ended, or when writing down what came of it failed.
    /// Nobody else sends, so nothing is being sent now.
    async fn recover(&self) -> Result<(), StoreError> {
        let now = self.clock.now();
        for one in self.store.waiting_for_city().await? {
            if one.delivery.state != State::Sending {
                continue;
            }
            if let Some(next) = happened(&one.delivery, Event::Interrupted, now) {
                let next = settled(next, now);
                self.store.set_delivery(one.key, &next).await?;
            }
        }
        Ok(())
    }

    /// Hands in all that is due, one after the other, and says when the next will be.
    pub async fn hand_in(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.recover().await?;
        loop {
            let now = self.clock.now();
            let all = self.store.waiting_for_city().await?;
            let (held, free): (Vec<_>, Vec<_>) = all.iter().partition(|one| is_held(one, now));
            let waiting: Vec<Waiting<'_, SubmissionId, ()>> = free
                .iter()
                .map(|one| Waiting {
                    id: one.key,
                    lane: (),
                    depends_on: &[],
                    delivery: &one.delivery,
                })
                .collect();
            let ready = lanes::ready(&waiting, now);
            let next = free.iter().find(|one| ready.contains(&one.key));
            let Some(next) = next else {
                let held = held.iter().map(|one| one.received_at + UNNAMED);
                return Ok(held.chain(lanes::wake_at(&waiting, now)).min());
            };
            self.deliver(next.key, &next.delivery).await?;
        }
    }
}

/// Whether it waits at `now` for the city to name the one that it reopens.
fn is_held(one: &Undelivered, now: DateTime<Utc>) -> bool {
    let untried = matches!(one.delivery.state, State::Queued { .. }) && !one.delivery.in_doubt;
    one.reopens_unnamed && untried && (now - one.received_at).abs() < UNNAMED
}

/// What is to be kept when `event` happens; nothing if it does not happen to one that is there.
fn happened(delivery: &Delivery, event: Event, now: DateTime<Utc>) -> Option<Delivery> {
    match delivery.on(event, now, chance()) {
        Ok(Next::Keep(next)) => Some(next),
        Ok(Next::Gone(_)) => None,
        Err(why) => {
            tracing::error!(%why, "a report for the city is not where it should be");
            None
        }
    }
}

/// The same, not to be tried before [`SETTLE`] is over.
fn settled(delivery: Delivery, now: DateTime<Utc>) -> Delivery {
    match delivery.state {
        State::Queued { not_before } => Delivery {
            state: State::Queued {
                not_before: not_before.max(now + SETTLE),
            },
            ..delivery
        },
        _ => delivery,
    }
}

/// Any number; nothing secret depends on it.
fn chance() -> u64 {
    let mut bytes = [0; 8];
    match aws_lc_rs::rand::fill(&mut bytes) {
        Ok(()) => u64::from_le_bytes(bytes),
        Err(_) => u64::MAX / 2,
    }
}

#[cfg(test)]
mod tests;
