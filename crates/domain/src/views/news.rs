//! What the owner of the device follows, and what is new of it.

use crate::content::Kind;
use crate::follow::Subject;
use crate::ids::ItemId;
use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Something that is followed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowRow {
    /// What.
    pub subject: Subject,
    /// What it is called, where it is on the device.
    pub name: Option<String>,
    /// Whether the system is to tell of news.
    pub notify: bool,
    /// How many news of it were not read yet.
    pub unread: u32,
}

/// Whether something is new or has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// It was not there before.
    New,
    /// It is not as it was.
    Changed,
}

/// A paper or a meeting that is new or has changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewsRow {
    /// [`Kind::Paper`] or [`Kind::Meeting`].
    pub kind: Kind,
    /// Its id.
    pub id: ItemId,
    /// Its title.
    pub name: String,
    /// The beginning of a meeting.
    pub start: Option<DateTime<FixedOffset>>,
    /// The date of a paper.
    pub date: Option<NaiveDate>,
    /// New or changed.
    pub change: Change,
    /// When this device learned of it.
    pub at: DateTime<Utc>,
    /// Why it is told: everything followed that it concerns.
    pub because: Vec<FollowRow>,
    /// Whether it was marked as read.
    pub read: bool,
}

/// What is new of what is followed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct NewsView {
    /// The latest first, at most 100, unread ones before read ones.
    pub news: Vec<NewsRow>,
    /// How many were not read.
    pub unread: u32,
}

/// What is marked as read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum ReadMark {
    /// All of it.
    All,
    /// One paper or meeting.
    One {
        /// Which kind.
        kind: Kind,
        /// Which.
        id: ItemId,
    },
}
