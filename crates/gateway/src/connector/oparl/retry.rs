//! Asking again where a source is busy.
//!
//! A source that answers 429 or 503 mostly says when to come back. It is obeyed, within bounds: only
//! so often for a page, and only so long for a whole reading. One that wants more gets it: the reading
//! ends, the source is not asked again before the time that it named ([`Asker::not_before`]), and
//! what was read until then stays in the archive.

use crate::connector::{Answer, ConnectorError, Fetch};
use chrono::{DateTime, TimeDelta, Utc};
use std::time::Duration;
use tokio::time::Instant;
use url::Url;

/// How patient a reading is.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// How often a page is asked for again.
    pub times: u32,
    /// How long a whole reading waits for a source that is busy.
    pub waiting: Duration,
    /// How long a whole reading takes.
    pub reading: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Patience {
            times: 4,
            waiting: Duration::from_secs(90),
            reading: Duration::from_secs(15 * 60),
        }
    }
}

/// The longest time for which a source is believed that it wants to be left alone.
pub const LONGEST_REST: TimeDelta = TimeDelta::hours(24);

/// Asks a source for one reading.
pub struct Asker<'a> {
    fetch: &'a Fetch,
    now: DateTime<Utc>,
    began: Instant,
    times: u32,
    /// What is left of the time to wait.
    waiting: Duration,
    /// When the reading must be over.
    until: Instant,
    /// Before when the source does not want to be asked again, if it said more than could be waited.
    pub not_before: Option<DateTime<Utc>>,
}

impl<'a> Asker<'a> {
    /// Begins a reading at `now`.
    pub fn begin(fetch: &'a Fetch, patience: Patience, now: DateTime<Utc>) -> Self {
        Asker {
            fetch,
            now,
            began: Instant::now(),
            times: patience.times,
            waiting: patience.waiting,
            until: Instant::now() + patience.reading,
            not_before: None,
        }
    }

    /// What is at `url`.
    pub async fn get(&mut self, url: &Url) -> Result<Vec<u8>, ConnectorError> {
        for attempt in 0_u32.. {
            let asking = tokio::time::timeout_at(self.until, self.fetch.ask(url));
            let (status, again) = match asking.await {
                Err(_) => return Err(ConnectorError::TimedOut),
                Ok(Err(why)) => return Err(why),
                Ok(Ok(Answer::Body(bytes))) => return Ok(bytes),
                Ok(Ok(Answer::Refusal(status, again))) => (status, again),
            };
            if !matches!(status, 429 | 503) {
                return Err(ConnectorError::Status(status));
            }
            // It is named now, not when the reading began.
            let now = self.now + TimeDelta::from_std(self.began.elapsed()).unwrap_or_default();
            let named = again.and_then(|text| rest(&text, now));
            let rest = named.unwrap_or_else(|| Duration::from_secs(1_u64 << attempt.min(6)));
            let over = Instant::now() + rest > self.until;
            if attempt >= self.times || rest > self.waiting || over {
                let rest = TimeDelta::from_std(rest).unwrap_or(LONGEST_REST);
                let wanted = named.filter(|rest| !rest.is_zero());
                self.not_before = wanted.map(|_| now + rest.min(LONGEST_REST));
                return Err(ConnectorError::Busy);
            }
            self.waiting -= rest;
            tokio::time::sleep(rest).await;
        }
        Err(ConnectorError::Busy)
    }
}

/// How long `Retry-After` says to wait: seconds, or a date.
pub fn rest(text: &str, now: DateTime<Utc>) -> Option<Duration> {
    let text = text.trim();
    if let Ok(seconds) = text.parse::<u32>() {
        return Some(Duration::from_secs(seconds.into()));
    }
    let date = DateTime::parse_from_rfc2822(text).ok()?;
    Some((date.to_utc() - now).to_std().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_445_412_480 + seconds, 0).unwrap()
    }

    #[test]
    fn a_source_says_in_seconds_or_by_date_when_to_come_back() {
        let date = "Wed, 21 Oct 2015 07:28:00 GMT";
        assert_eq!(rest(" 120 ", at(0)), Some(Duration::from_secs(120)));
        assert_eq!(rest(date, at(-30)), Some(Duration::from_secs(30)));
        assert_eq!(rest(date, at(30)), Some(Duration::ZERO));
    }

    #[test]
    fn what_is_no_time_is_not_obeyed() {
        for bad in [
            "",
            "-1",
            "soon",
            "99999999999",
            "Wed, 99 Oct 2015 07:28:00 GMT",
        ] {
            assert_eq!(rest(bad, at(0)), None, "{bad}");
        }
    }

    #[tokio::test]
    async fn a_whole_reading_ends_in_time_however_long_each_answer_may_take() {
        let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/", silent.local_addr().unwrap());
        let fetch = Fetch::new(crate::connector::FetchLimits::default()).unwrap();
        let patience = Patience {
            reading: Duration::from_millis(50),
            ..Patience::default()
        };
        let mut asker = Asker::begin(&fetch, patience, at(0));
        let answer = asker.get(&url.parse().unwrap()).await;
        assert_eq!(answer.map_err(|why| why.code()), Err("timed_out"));
    }
}
