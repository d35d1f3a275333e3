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
//! does not take it, leaves no doubt, and is simply repeated. Every other one, being killed in the middle
//! among them, does ([`Delivery::in_doubt`]): it is repeated only after [`SETTLE`], and only after the
//! server's requests have been looked through for it (see [`crate::connector::open311`], which says why that
//! finds it, and when it cannot).
//!
//! # What becomes of it
//!
//! GeoReport tells nobody anything: known ids are asked after again and again, those first that were not
//! asked after for the longest time, and tokens until they are ids ([`City::follow`]). What is new becomes a
//! step of the report.

mod follow;

use super::store::city::{CityName, Outgoing};
use super::store::{Store, StoreError};
use crate::clock::Clock;
use crate::connector::ConnectorError;
use crate::connector::city_facts::{self, FactsOrigin};
use crate::connector::open311::{Filing, HandedIn, Name, Server};
use chrono::{DateTime, TimeDelta, Utc};
use ka_domain::{Content, DistrictId, Progress, Question, ReportStep, SubmissionId};
use ka_outbox::lanes::{self, Waiting};
use ka_outbox::{Delivery, Event, Need, Next, Receipt, State, Trouble};
use ka_protocol::report::MEDIA;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Notify, watch};
use url::Url;

/// How long an attempt rests of which it is not known what came of it: the server may still be at it.
pub const SETTLE: TimeDelta = TimeDelta::seconds(30);
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
        if let Err(why) = self.recover().await {
            tracing::error!(%why, "what was being sent to the city could not be read");
        }
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

    /// Takes up what was being sent when the process ended.
    pub async fn recover(&self) -> Result<(), StoreError> {
        let now = self.clock.now();
        for (key, delivery) in self.store.waiting_for_city().await? {
            if delivery.state != State::Sending {
                continue;
            }
            if let Some(next) = happened(&delivery, Event::Interrupted, now) {
                self.store.set_delivery(key, &settled(next, now)).await?;
            }
        }
        Ok(())
    }

    /// Hands in all that is due, one after the other, and says when the next will be.
    pub async fn hand_in(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        loop {
            let now = self.clock.now();
            let waiting = self.store.waiting_for_city().await?;
            let all: Vec<Waiting<'_, SubmissionId, ()>> = waiting
                .iter()
                .map(|(key, delivery)| Waiting {
                    id: *key,
                    lane: (),
                    depends_on: &[],
                    delivery,
                })
                .collect();
            let ready = lanes::ready(&all, now);
            let Some(key) = ready.first() else {
                return Ok(lanes::wake_at(&all));
            };
            let delivery = waiting.iter().find(|(of, _)| of == key);
            if let Some((_, delivery)) = delivery {
                self.deliver(*key, delivery).await?;
            }
        }
    }

    async fn deliver(&self, key: SubmissionId, before: &Delivery) -> Result<(), StoreError> {
        let now = self.clock.now();
        let Some(sending) = happened(before, Event::Begin, now) else {
            return Ok(());
        };
        self.store.set_delivery(key, &sending).await?;
        let handed_in = match self.store.outgoing(key).await? {
            Some(outgoing) => self.send(&outgoing, before.in_doubt).await,
            None => HandedIn::NotTaken(Trouble::Needs(Need::Damaged)),
        };
        let now = self.clock.now();
        match handed_in {
            HandedIn::Taken { name, notice } => {
                let (id, name) = match name {
                    Name::Id(id) => (id.clone(), CityName::Id(id)),
                    Name::Token(token) => (token.clone(), CityName::Token(token)),
                };
                let receipt = Receipt { id, at: now };
                if let Some(next) = happened(&sending, Event::Accepted(receipt), now) {
                    let taken = self.store.taken_by_city(key, &next, name, notice, now);
                    taken.await?;
                    tracing::info!("the city's server has taken a report");
                }
            }
            HandedIn::Refused { reason, words } => {
                // The step first: between both it would be refused once more, and told once.
                let step = ReportStep {
                    at: now,
                    progress: Progress::Refused,
                    words,
                };
                self.store.add_step(key, step).await?;
                let event = Event::Failed(Trouble::Permanent(reason));
                if let Some(next) = happened(&sending, event, now) {
                    self.store.set_delivery(key, &next).await?;
                }
            }
            HandedIn::NotTaken(trouble) => {
                if let Some(next) = happened(&sending, Event::Failed(trouble), now) {
                    let in_doubt = before.in_doubt;
                    self.store
                        .set_delivery(key, &Delivery { in_doubt, ..next })
                        .await?;
                }
            }
            HandedIn::Unclear(trouble) => {
                if let Some(next) = happened(&sending, Event::Failed(trouble), now) {
                    self.store.set_delivery(key, &settled(next, now)).await?;
                }
            }
        }
        Ok(())
    }

    /// Looks whether the server has it, if that is in doubt, and if not hands it in.
    async fn send(&self, outgoing: &Outgoing, in_doubt: bool) -> HandedIn {
        let report = &outgoing.report;
        let district = report.place.district.as_ref();
        let district = district.and_then(|id| self.districts.get(id));
        let base = self.public_url.as_str().trim_end_matches('/');
        let photos: Vec<String> = outgoing
            .media
            .iter()
            .map(|name| format!("{base}{MEDIA}{name}"))
            .collect();
        let filing = |questions| Filing {
            key: outgoing.key,
            report,
            questions,
            photos: &photos,
            reopens: outgoing.reopens.as_deref(),
            district: district.map(String::as_str),
        };
        let now = self.clock.now();
        if in_doubt {
            let found = self
                .server
                .find(&filing(&[]), outgoing.received_at, now)
                .await;
            match found {
                Ok(Some(request)) => {
                    return HandedIn::Taken {
                        name: Name::Id(request.id),
                        notice: None,
                    };
                }
                Ok(None) => {}
                // It never lists its requests: nothing can be found out.
                Err(ConnectorError::Status(400..=499)) => {
                    tracing::warn!(
                        "the city's server lists no requests: a report is handed in again"
                    );
                }
                Err(why) => return HandedIn::NotTaken(trouble(&why)),
            }
        }
        match self.questions(outgoing).await {
            Ok(questions) => self.server.hand_in(&filing(&questions).form(), now).await,
            Err(why) => HandedIn::NotTaken(trouble(&why)),
        }
    }

    async fn questions(&self, outgoing: &Outgoing) -> Result<Vec<Question>, ConnectorError> {
        let report = &outgoing.report;
        if report.answers.is_empty() {
            return Ok(Vec::new());
        }
        match self.server.known_questions(&report.category).await {
            Some(questions) => Ok(questions),
            None => self.server.read_questions(&report.category).await,
        }
    }
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

/// A question that was not answered, as the trouble of what it was asked for.
fn trouble(why: &ConnectorError) -> Trouble {
    match why {
        ConnectorError::Unreachable(_) | ConnectorError::TimedOut => {
            Trouble::Network { captive: false }
        }
        _ => Trouble::Transient {
            retry_after_s: None,
        },
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
