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
use std::collections::BTreeMap;

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

    /// The requests with these ids. Those that the server does not know, or does not tell of now, are left
    /// out.
    pub async fn requests_by_id(
        &self,
        ids: &[String],
    ) -> Result<BTreeMap<String, Request>, ConnectorError> {
        let mut found = BTreeMap::new();
        let mut failures = Failures::default();
        for some in ids.chunks(IDS) {
            let listed = self
                .get(&["requests"], &[("service_request_id", &some.join(","))])
                .await
                .and_then(|tree| requests(&tree));
            let (listed, _) = failures.bear(listed)?.unwrap_or_default();
            // Only what was asked for: one that does not know the question tells of others.
            let asked = listed.into_iter().filter(|one| some.contains(&one.id));
            found.extend(asked.map(|one| (one.id.clone(), one)));
            for id in some {
                if found.contains_key(id) {
                    continue;
                }
                // Not all take several at a time, and one id may spoil it for the others.
                let listed = self.get(&["requests", id], &[]).await;
                let listed = listed.and_then(|tree| requests(&tree));
                let (listed, _) = failures.bear(listed)?.unwrap_or_default();
                let one = listed.into_iter().find(|one| one.id == *id);
                found.extend(one.map(|one| (id.clone(), one)));
            }
        }
        Ok(found)
    }

    /// The ids for tokens, as far as they have one.
    pub async fn ids_of_tokens(
        &self,
        tokens: &[&str],
    ) -> Result<BTreeMap<String, String>, ConnectorError> {
        let mut found = BTreeMap::new();
        let mut failures = Failures::default();
        for token in tokens {
            let told = self.get(&["tokens", token], &[]).await;
            let told = told.and_then(|tree| id_in(&tree));
            let id = failures.bear(told)?.flatten();
            found.extend(id.map(|id| ((*token).to_owned(), id)));
        }
        Ok(found)
    }
}

/// The id in the answer about a token.
fn id_in(tree: &Value) -> Result<Option<String>, ConnectorError> {
    let found = answer::records(tree, &["service_request_id", "token"])?;
    let ids = found.records.into_iter();
    let mut ids = ids.filter_map(|record| fields::text(record, "service_request_id"));
    Ok(ids.next())
}

/// Questions in vain, one after the other.
#[derive(Default)]
struct Failures(u32);

impl Failures {
    /// What was answered, or nothing if there is none. An error if there is no use in asking for others:
    /// nobody can be reached, or there were too many failures in a row.
    fn bear<T>(&mut self, answer: Result<T, ConnectorError>) -> Result<Option<T>, ConnectorError> {
        let why = match answer {
            Ok(answer) => {
                self.0 = 0;
                return Ok(Some(answer));
            }
            Err(why) => why,
        };
        match why {
            ConnectorError::Status(400 | 404 | 405 | 410 | 414) => Ok(None),
            ConnectorError::Unreachable(_) | ConnectorError::TimedOut | ConnectorError::Busy => {
                Err(why)
            }
            _ if self.0 >= MOST_FAILURES => Err(why),
            _ => {
                self.0 += 1;
                Ok(None)
            }
        }
    }
}

/// As GeoReport writes moments.
fn w3c(moment: DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Secs, true)
}
