//! What the screens of the council, of districts and of what is followed ask, and what they change.
//!
//! Whatever somebody follows, reads or looks for goes into the store and nowhere else. What is asked of the
//! gateway never depends on it: it is compared with files that every device fetches.

use super::{City, CityError, Event, exports};
use crate::store::{StoreError, follows, news, searches};
use crate::{calendar, views};
use ka_domain::views::{
    AgendaView, CalendarChoice, CommitteeRow, CommitteeView, DistrictView, FileOwner, FollowRow,
    MeetingView, NewsView, PaperView, PastMeetingsView, ReadMark,
};
use ka_domain::{DistrictId, ItemId, Subject};
use rusqlite::Transaction;
use std::path::PathBuf;
use url::Url;

impl City {
    /// Everything about one district.
    pub fn district(&self, id: &DistrictId) -> Result<DistrictView, CityError> {
        views::district(&*self.store()?, id, self.clock.now())?.ok_or(CityError::NotFound)
    }

    /// The council's next meetings.
    pub fn agenda(&self) -> Result<AgendaView, CityError> {
        Ok(views::agenda(&*self.store()?, self.clock.now())?)
    }

    /// The council's past meetings.
    pub fn past_meetings(&self) -> Result<PastMeetingsView, CityError> {
        Ok(views::past_meetings(&*self.store()?, self.clock.now())?)
    }

    /// The committees, by name.
    pub fn committees(&self) -> Result<Vec<CommitteeRow>, CityError> {
        Ok(views::committees(&*self.store()?, self.clock.now())?)
    }

    /// One committee.
    pub fn committee(&self, id: &ItemId) -> Result<CommitteeView, CityError> {
        views::committee(&*self.store()?, id, self.clock.now())?.ok_or(CityError::NotFound)
    }

    /// One meeting.
    pub fn meeting(&self, id: &ItemId) -> Result<MeetingView, CityError> {
        views::meeting(&*self.store()?, id, self.clock.now())?.ok_or(CityError::NotFound)
    }

    /// One paper.
    pub fn paper(&self, id: &ItemId) -> Result<PaperView, CityError> {
        views::paper(&*self.store()?, id)?.ok_or(CityError::NotFound)
    }

    /// Where a file of the council is. Only an address of the web is one: another could start anything.
    pub fn file_address(&self, owner: &FileOwner, file: &ItemId) -> Result<Url, CityError> {
        let file = views::file(&*self.store()?, owner, file)?.ok_or(CityError::NotFound)?;
        Url::parse(&file.url)
            .ok()
            .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
            .ok_or(CityError::NotFound)
    }

    /// Writes the meetings chosen into a file, as iCalendar, and says where it is. Earlier files of the
    /// kind are removed after a day. Nothing is written if none of the meetings has a time.
    pub fn export_calendar(&self, choice: &CalendarChoice) -> Result<PathBuf, CityError> {
        let now = self.clock.now();
        let meetings = views::export(&*self.store()?, choice, now)?;
        let text = calendar::of(&meetings, now).ok_or(CityError::NotFound)?;
        let name = exports::name(choice, &meetings);
        // Not while everything is being removed: the file would be left behind.
        let _changing = self.change();
        self.store()?;
        Ok(exports::write(&self.folder, &name, &text, now)?)
    }

    /// What is followed.
    pub fn follows(&self) -> Result<Vec<FollowRow>, CityError> {
        Ok(views::follows(&*self.store()?)?)
    }

    /// Follows it, or no more; what is followed now.
    pub fn follow(&self, subject: &Subject, on: bool) -> Result<Vec<FollowRow>, CityError> {
        let now = self.clock.now();
        self.change_news(|transaction| match on {
            true => follows::begin(transaction, subject, now),
            false => follows::end(transaction, subject),
        })?;
        self.follows()
    }

    /// Lets the system tell of news about it, or no more; what is followed now.
    pub fn notify(&self, subject: &Subject, on: bool) -> Result<Vec<FollowRow>, CityError> {
        self.change_news(|transaction| follows::set_notify(transaction, subject, on))?;
        self.follows()
    }

    /// What is new of what is followed.
    pub fn news(&self) -> Result<NewsView, CityError> {
        Ok(views::news(&*self.store()?, self.clock.now())?)
    }

    /// Marks news as read; what is left.
    pub fn mark_read(&self, mark: &ReadMark) -> Result<NewsView, CityError> {
        self.change_news(|transaction| match mark {
            ReadMark::All => news::mark_all(transaction),
            ReadMark::One { kind, id } => news::mark(transaction, *kind, id),
        })?;
        self.news()
    }

    /// What was looked for lately, the latest first.
    pub fn recent_searches(&self) -> Result<Vec<String>, CityError> {
        Ok(self.store()?.read(searches::recent)?)
    }

    /// Remembers what was looked for; what is remembered now.
    pub fn remember_search(&self, words: &str) -> Result<Vec<String>, CityError> {
        let now = self.clock.now();
        let store = self.store()?;
        Ok(store.write(|transaction| {
            searches::remember(transaction, words, now)?;
            searches::recent(transaction)
        })?)
    }

    /// Forgets what was looked for.
    pub fn forget_searches(&self) -> Result<(), CityError> {
        Ok(self.store()?.write(searches::forget)?)
    }

    /// Changes what is followed or what is new of it, and lets every screen ask again.
    fn change_news(
        &self,
        change: impl FnOnce(&Transaction<'_>) -> Result<(), StoreError>,
    ) -> Result<(), CityError> {
        self.store()?.write(change)?;
        (self.sink)(Event::News { tell: Vec::new() });
        Ok(())
    }
}
