//! Asking for requests: those of a time, those whose ids are known, and the one of a token.
//!
//! GeoReport has no pages. A server gives the first thousand of what it was asked for, or whatever its own
//! limit is, and does not say that there are more. So a time is asked for in parts, and a part with as many
//! requests as a limit could be (a round number) is asked for again in halves, until there are less. A server
//! that knows nothing of time is noticed by what it gives, and is believed at once.

use super::answer;
use super::fields;
use super::request::{Request, requests};
use super::server::Server;
use crate::connector::ConnectorError;
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// No server is asked for more than this at a time.
pub const LONGEST: TimeDelta = TimeDelta::days(90);
/// How much is asked for at first.
const PART: TimeDelta = TimeDelta::days(15);
/// What is not divided any more.
const SHORTEST: TimeDelta = TimeDelta::minutes(1);
/// Limits of servers are multiples of it.
const ROUND: usize = 10;
/// Clocks of servers and of their zones are not as ours.
const SKEW: TimeDelta = TimeDelta::days(1);
/// The most questions for one time.
const MOST_QUESTIONS: usize = 500;
/// The most requests that are kept of one time.
const MOST_REQUESTS: usize = 50_000;
/// How many questions in a row are asked in vain.
const MOST_FAILURES: u32 = 5;
/// How long is asked after some by name before others have their turn.
const PATIENCE: Duration = Duration::from_secs(30);
/// How many ids are asked for at a time: an address must not become too long.
const IDS: usize = 20;

/// Requests, by id, and how many could not be read.
pub type Listed = (BTreeMap<String, Request>, u64);

impl Server {
    /// The requests that were made from `start` to `end`, of one service or of all.
    pub async fn requests_between(
        &self,
        start: DateTime<Utc>,
        end: DateTime<Utc>,
        service: Option<&str>,
    ) -> Result<Listed, ConnectorError> {
        let (mut found, mut rejected) = (BTreeMap::new(), 0);
        let mut parts = Vec::new();
        let mut from = start;
        while from < end {
            let to = (from + PART).min(end);
            parts.push((from, to));
            from = to;
        }
        let mut questions = 0;
        while let Some((from, to)) = parts.pop() {
            questions += 1;
            if questions > MOST_QUESTIONS || found.len() > MOST_REQUESTS {
                return Err(ConnectorError::Endless);
            }
            let (written, ended) = (w3c(from), w3c(to));
            let mut query = vec![("start_date", &*written), ("end_date", &*ended)];
            query.extend(service.map(|code| ("service_code", code)));
            let tree = self.get(&["requests"], &query).await?;
            let (listed, odd) = requests(&tree)?;
            self.listed.store(true, Ordering::Relaxed);
            let may_be_cut = !listed.is_empty() && listed.len() % ROUND == 0;
            let elsewhen = |request: &Request| {
                let at = request.requested_at;
                at.is_some_and(|at| at < from - SKEW || at > to + SKEW)
            };
            let knows_no_time = listed.iter().any(elsewhen);
            let listed = listed.into_iter();
            found.extend(listed.map(|request| (request.id.clone(), request)));
            if knows_no_time {
                return Ok((found, odd));
            }
            if may_be_cut && to - from > SHORTEST {
                let middle = from + (to - from) / 2;
                parts.extend([(from, middle), (middle, to)]);
            } else {
                rejected += odd;
            }
        }
        Ok((found, rejected))
    }

    /// The requests with these ids, in at most `most` questions. Those that the server does not know, or does
    /// not tell of now, are left out.
    pub async fn requests_by_id(&self, ids: &[String], most: u32) -> Told<Request> {
        let (mut told, mut questions) = (Told::default(), Questions::new(most));
        for some in ids.chunks(IDS) {
            if !questions.one_more() {
                return told;
            }
            let listed = self
                .get(&["requests"], &[("service_request_id", &some.join(","))])
                .await
                .and_then(|tree| requests(&tree));
            let (listed, _) = match questions.bear(listed) {
                Ok(listed) => listed.unwrap_or_default(),
                Err(why) => return told.broken_off(some, why),
            };
            // Only what was asked for: one that does not know the question tells of others.
            for one in listed.into_iter().filter(|one| some.contains(&one.id)) {
                told.asked.insert(one.id.clone());
                told.found.insert(one.id.clone(), one);
            }
            for id in some {
                if told.found.contains_key(id) {
                    continue;
                }
                if !questions.one_more() {
                    return told;
                }
                // Not all take several at a time, and one id may spoil it for the others.
                let listed = self.get(&["requests", id], &[]).await;
                let listed = listed.and_then(|tree| requests(&tree));
                let (listed, _) = match questions.bear(listed) {
                    Ok(listed) => listed.unwrap_or_default(),
                    Err(why) => return told.broken_off(std::slice::from_ref(id), why),
                };
                told.asked.insert(id.clone());
                let one = listed.into_iter().find(|one| one.id == *id);
                told.found.extend(one.map(|one| (id.clone(), one)));
            }
        }
        told
    }

    /// The ids for tokens, as far as they have one, in at most `most` questions.
    pub async fn ids_of_tokens(&self, tokens: &[String], most: u32) -> Told<String> {
        let (mut told, mut questions) = (Told::default(), Questions::new(most));
        for token in tokens {
            if !questions.one_more() {
                break;
            }
            let answer = self.get(&["tokens", token], &[]).await;
            let id = match questions.bear(answer.and_then(|tree| id_in(&tree))) {
                Ok(id) => id.flatten(),
                Err(why) => return told.broken_off(std::slice::from_ref(token), why),
            };
            told.asked.insert(token.clone());
            told.found.extend(id.map(|id| (token.clone(), id)));
        }
        told
    }
}

/// What was told of some that were asked after by name, as far as there was time and patience for them.
#[derive(Debug)]
pub struct Told<T> {
    /// What was told, by name.
    pub found: BTreeMap<String, T>,
    /// Those that were asked after, with or without an answer.
    pub asked: BTreeSet<String>,
    /// Why it was of no use to ask after the others.
    pub broken_off: Option<ConnectorError>,
}

impl<T> Default for Told<T> {
    fn default() -> Told<T> {
        Told {
            found: BTreeMap::new(),
            asked: BTreeSet::new(),
            broken_off: None,
        }
    }
}

impl<T> Told<T> {
    /// Broken off at the question after `last`. It was asked, unless there was nobody to ask: another time
    /// others come first, should it be the question at which the server fails.
    fn broken_off(mut self, last: &[String], why: ConnectorError) -> Told<T> {
        if !matches!(why, ConnectorError::Unreachable(_)) {
            self.asked.extend(last.iter().cloned());
        }
        self.broken_off = Some(why);
        self
    }
}

/// The id in the answer about a token.
fn id_in(tree: &Value) -> Result<Option<String>, ConnectorError> {
    let found = answer::records(tree, &["service_request_id", "token"])?;
    let ids = found.records.into_iter();
    let mut ids = ids.filter_map(|record| fields::text(record, "service_request_id"));
    Ok(ids.next())
}

/// Questions, one after the other.
struct Questions {
    left: u32,
    until: Instant,
    in_vain: u32,
}

impl Questions {
    fn new(most: u32) -> Questions {
        Questions {
            left: most,
            until: Instant::now() + PATIENCE,
            in_vain: 0,
        }
    }

    /// Whether one more may be asked, which then counts.
    fn one_more(&mut self) -> bool {
        let may = self.left > 0 && Instant::now() < self.until;
        self.left = self.left.saturating_sub(1);
        may
    }

    /// What was answered, or nothing if there is none. An error if there is no use in asking others:
    /// nobody can be reached, or there were too many failures in a row.
    fn bear<T>(&mut self, answer: Result<T, ConnectorError>) -> Result<Option<T>, ConnectorError> {
        let why = match answer {
            Ok(answer) => {
                self.in_vain = 0;
                return Ok(Some(answer));
            }
            Err(why) => why,
        };
        match why {
            ConnectorError::Status(400 | 404 | 405 | 410 | 414) => Ok(None),
            ConnectorError::Unreachable(_) | ConnectorError::TimedOut | ConnectorError::Busy => {
                Err(why)
            }
            _ if self.in_vain >= MOST_FAILURES => Err(why),
            _ => {
                self.in_vain += 1;
                Ok(None)
            }
        }
    }
}

/// As GeoReport writes moments.
fn w3c(moment: DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Secs, true)
}
