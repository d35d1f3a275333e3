//! Walking through a body's lists, page after page.

use super::archive::{Missed, POSTPONED, Shelf, State, Walk};
use super::body::{Lists, Place};
use super::list::List;
use super::object::{self, Read};
use super::page;
use super::retry::Asker;
use crate::connector::ConnectorError;
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use url::Url;

/// How many objects of a page are asked for. A source may give fewer.
const PAGE: &str = "1000";
/// How far a walk through the changes reaches back behind the newest that was seen: changes come into
/// the list late, and clocks differ.
const OVERLAP: TimeDelta = TimeDelta::days(1);
/// How often everything is looked through, to find what vanished without a word.
const EVERYTHING: TimeDelta = TimeDelta::days(7);
/// The same for a list that cannot tell its changes, as long as it cannot.
const INSTEAD_OF_CHANGES: TimeDelta = TimeDelta::days(1);
/// A walk that was broken off longer ago is not gone on with.
const STALE: TimeDelta = TimeDelta::days(7);
/// How often a page may be unreadable, in as many readings, before the walk is given up.
const MOST_FAILURES: u32 = 3;
/// How often it may not come at all. That is more, since mostly it is not the page's fault; but one page
/// that never comes must not keep a list from its changes for ever.
const MOST_OUTAGES: u32 = 8;
/// How many objects that a walk has missed are asked for by themselves in one reading.
const MOST_ASKED: u32 = 50;

/// One reading of a body.
pub struct Walker<'a, 'b> {
    /// Asks the source.
    pub asker: &'a mut Asker<'b>,
    /// Where it is.
    pub place: &'a Place,
    /// Where it is kept.
    pub shelf: &'a Shelf,
    /// When this reading began.
    pub now: DateTime<Utc>,
}

impl Walker<'_, '_> {
    /// Brings what is kept up to date. A list that fails costs the others nothing once each has been
    /// read: then why it failed is what is given back, and what the others brought may be published.
    pub async fn walk(&mut self) -> Result<Option<ConnectorError>, ConnectorError> {
        let body = self.asker.get(&self.place.body).await?;
        let lists = Lists::read(&body, self.place)?;
        let mut failure = None;
        for list in List::ALL {
            let Err(why) = self.list(list, lists.of(list)).await else {
                continue;
            };
            if is_our_own(&why) || self.is_first_time().await? {
                return Err(why);
            }
            tracing::warn!(
                list = list.name(),
                code = why.code(),
                "a list could not be read"
            );
            failure.get_or_insert(why);
            if self.asker.not_before.is_some() {
                return Ok(failure);
            }
        }
        let mut left = MOST_ASKED;
        for list in List::ALL {
            left = self.ask_for_missed(list, left).await?;
        }
        Ok(failure)
    }

    /// Whether a list has not been read to its end yet.
    async fn is_first_time(&self) -> Result<bool, ConnectorError> {
        for list in List::ALL {
            if self.state(list).await?.mark.is_none() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    async fn list(&mut self, list: List, address: &Url) -> Result<(), ConnectorError> {
        // What was broken off comes to its end first.
        let broken_off = self.unfinished(list).await?;
        let young = broken_off.filter(|walk| (self.now - walk.started).abs() < STALE);
        let (mut whole, mut changes) = (false, Ok(()));
        if let Some(walk) = young {
            whole = walk.whole;
            match self.go(walk).await {
                Err(why) if whole => return Err(why),
                went => changes = went,
            }
        }
        let state = self.state(list).await?;
        let Some(mark) = state.mark else {
            return self.begin(list, true, first_page(address, None)).await;
        };
        // This list cannot be asked for its changes.
        if list == List::Organization {
            if !whole && !is_postponed(&state, self.now) {
                self.begin(list, true, first_page(address, None)).await?;
            }
            return Ok(());
        }
        if changes.is_ok() {
            let since = mark.min(self.now) - OVERLAP;
            changes = self
                .begin(list, false, first_page(address, Some(since)))
                .await;
        }
        // One that cannot tell its changes, and has been given its chances, is looked through whole.
        let every = match &changes {
            Ok(()) => EVERYTHING,
            Err(_) if self.unfinished(list).await?.is_none() => INSTEAD_OF_CHANGES,
            Err(_) => return changes,
        };
        if is_due(&state, self.now, every) {
            self.begin(list, true, first_page(address, None)).await?;
        }
        changes
    }

    async fn begin(&mut self, list: List, whole: bool, first: Url) -> Result<(), ConnectorError> {
        let now = self.now;
        let begin = move |archive: &mut super::archive::Archive| {
            archive.begin(list, whole, &first, now)?;
            archive.unfinished(list)
        };
        match self.shelf.with(begin).await? {
            Some(walk) => self.go(walk).await,
            None => Ok(()),
        }
    }

    /// Walks to the end.
    async fn go(&mut self, mut walk: Walk) -> Result<(), ConnectorError> {
        while let Some(here) = walk.next.clone() {
            match self.page(&walk, &here).await {
                Ok(Some(next)) => walk = next,
                Ok(None) => return Ok(()),
                Err(why) => {
                    self.broken_off(walk, &why).await?;
                    return Err(why);
                }
            }
        }
        let now = self.now;
        self.shelf
            .with(move |archive| archive.finish(&walk, now))
            .await
    }

    /// Reads the page at `here` and stores it with the way to the next.
    async fn page(&mut self, walk: &Walk, here: &Url) -> Result<Option<Walk>, ConnectorError> {
        let bytes = self.asker.get(here).await?;
        let (walk, place) = (walk.clone(), self.place.clone());
        let store = move |archive: &mut super::archive::Archive| {
            archive.store(&walk, &page::read(&bytes, &place)?)?;
            archive.unfinished(walk.list)
        };
        self.shelf.with(store).await
    }

    /// Decides where the walk goes on next time.
    async fn broken_off(&self, walk: Walk, why: &ConnectorError) -> Result<(), ConnectorError> {
        let most = match why {
            _ if is_our_own(why) => return Ok(()),
            ConnectorError::Looping | ConnectorError::ForeignLink | ConnectorError::Endless => {
                return self.shelf.with(move |archive| archive.abandon(&walk)).await;
            }
            ConnectorError::Unreachable(_) | ConnectorError::TimedOut | ConnectorError::Busy => {
                MOST_OUTAGES
            }
            _ => MOST_FAILURES,
        };
        self.shelf
            .with(move |archive| archive.stumbled(&walk, most))
            .await
    }

    /// Asks for objects by themselves that a walk through everything has missed: whether they are
    /// gone, or were only not shown. What cannot be told stays as it is, and no failure here is one of
    /// the reading. Gives back how many may still be asked for.
    async fn ask_for_missed(&mut self, list: List, most: u32) -> Result<u32, ConnectorError> {
        let now = self.now;
        let missed = self
            .shelf
            .with(move |archive| archive.missed(list, most, now))
            .await?;
        let mut left = most;
        for address in missed {
            left -= 1;
            let (found, tired) = self.ask(list, &address).await;
            self.shelf
                .with(move |archive| archive.settle(list, &address, &found, now))
                .await?;
            if tired {
                return Ok(0);
            }
        }
        Ok(left)
    }

    /// What has become of an object, and whether it is better not to ask for more now.
    async fn ask(&mut self, list: List, address: &str) -> (Missed, bool) {
        let Ok(url) = self.place.own(address) else {
            return (Missed::Hidden, false);
        };
        match self.asker.get(&url).await {
            Ok(bytes) => {
                let text = std::str::from_utf8(&bytes).unwrap_or_default();
                let found = match object::read(list, text) {
                    Some(Read::Present(found)) if found.address == address => Missed::There(found),
                    Some(Read::Deleted { address: gone, .. }) if gone == address => Missed::Gone,
                    _ => Missed::Unknown,
                };
                (found, false)
            }
            Err(ConnectorError::Status(404 | 410)) => (Missed::Gone, false),
            Err(ConnectorError::Status(401 | 403)) => (Missed::Hidden, false),
            Err(ConnectorError::Status(_) | ConnectorError::TooLarge(_)) => {
                (Missed::Unknown, false)
            }
            Err(_) => (Missed::Unknown, true),
        }
    }

    async fn unfinished(&self, list: List) -> Result<Option<Walk>, ConnectorError> {
        self.shelf
            .with(move |archive| archive.unfinished(list))
            .await
    }

    async fn state(&self, list: List) -> Result<State, ConnectorError> {
        self.shelf.with(move |archive| archive.state(list)).await
    }
}

/// Whether a failure is the archive's, which says nothing of the source.
fn is_our_own(why: &ConnectorError) -> bool {
    matches!(
        why,
        ConnectorError::Archive(_) | ConnectorError::Broken | ConnectorError::File { .. }
    )
}

/// Whether it is time to look through everything, which is done once in `every`. What lies ahead was
/// written by a clock that was turned back since, and says nothing.
fn is_due(state: &State, now: DateTime<Utc>, every: TimeDelta) -> bool {
    let lately = |at| now >= at && now - at < every;
    !state.whole_at.is_some_and(lately) && !is_postponed(state, now)
}

/// Whether everything was looked through in vain a short while ago.
fn is_postponed(state: &State, now: DateTime<Utc>) -> bool {
    let ahead = |until| now < until && until - now <= POSTPONED;
    state.postponed.is_some_and(ahead)
}

/// The first page of a list, or of its changes since a moment.
fn first_page(list: &Url, since: Option<DateTime<Utc>>) -> Url {
    let mut url = list.clone();
    url.query_pairs_mut().append_pair("limit", PAGE);
    if let Some(since) = since {
        // Writes the `+` of the zone in the way that no server takes for a blank.
        let since = since.to_rfc3339_opts(SecondsFormat::Secs, false);
        url.query_pairs_mut().append_pair("modified_since", &since);
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zone_of_a_date_is_not_taken_for_a_blank() {
        let list: Url = "https://a.example/papers?body=1".parse().unwrap();
        assert_eq!(
            first_page(&list, Some(DateTime::UNIX_EPOCH)).as_str(),
            "https://a.example/papers?body=1&limit=1000&modified_since=1970-01-01T00%3A00%3A00%2B00%3A00"
        );
    }

    #[test]
    fn everything_is_looked_through_once_a_week() {
        let at = |days| DateTime::UNIX_EPOCH + TimeDelta::days(days);
        let state = State {
            mark: Some(at(100)),
            whole_at: Some(at(100)),
            postponed: None,
        };
        let is_due = |state: &State, now| is_due(state, now, EVERYTHING);
        assert!(!is_due(&state, at(106)) && is_due(&state, at(107)));
        let postponed = State {
            postponed: Some(at(108)),
            ..state
        };
        assert!(!is_due(&postponed, at(107)) && is_due(&postponed, at(108)));
        // A clock that was turned back.
        assert!(is_due(&state, at(99)));
        let postponed = State {
            postponed: Some(at(120)),
            ..state
        };
        assert!(is_due(&postponed, at(107)));
    }
}
