//! Connectors: one module a source of the city.
//!
//! A [`Connector`] knows where its source is and asks a [`Fetch`] for it; a pure function of its
//! module turns the bytes into items, so that the same code reads a file, an answer over HTTP and a
//! test. Sources are other people's systems, and one odd record must not cost the city the rest: a
//! record that cannot be read is left out and counted, while an answer that is not of the source's
//! form at all is an error, and then what was published before stays. So is an answer that leaves
//! nothing, or of which more than half cannot be read: a source that was emptied or rebuilt
//! overnight looks just like that, and nobody's car parks should vanish for it.
//!
//! Most sources are small enough to be told whole each time. One that is not (the council's archive)
//! says what changed since it was last published: [`Extent::Changes`]. It is told when that has
//! happened ([`Connector::published`]), so that nothing is lost if it has not, and is asked with the
//! basis of what is published, so that it notices if that is something else.

pub mod bicycle_parking;
pub mod car_parks;
pub mod city_facts;
#[cfg(test)]
mod contract;
pub mod fetch;
mod geojson;
pub mod oparl;
pub mod open311;
mod time;

pub use fetch::{Answer, Fetch, FetchLimits, Origin};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use ka_domain::{Content, ItemId, Kind, LiveParking, Provenance, SourceId};
use std::collections::BTreeSet;

/// The largest answer that is read, in bytes.
pub const MOST_BYTES: usize = 64 * 1024 * 1024;

/// A source of the city.
#[async_trait]
pub trait Connector: Send + Sync {
    /// The source's id in the collection `sources`, and in the provenance of every item.
    fn source(&self) -> &SourceId;

    /// The kinds of content that it has. What it harvests is of these, and replaces what it
    /// harvested of them before.
    fn kinds(&self) -> &[Kind];

    /// What the source has at `now`. `basis` is that of the harvest which was published last
    /// ([`Harvest::basis`]): one that tells changes tells everything if it is not its own.
    async fn harvest(
        &self,
        fetch: &Fetch,
        now: DateTime<Utc>,
        basis: Option<&str>,
    ) -> Result<Harvest, ConnectorError>;

    /// The last harvest is published. Whoever harvests changes need not tell of those again.
    async fn published(&self) -> Result<(), ConnectorError> {
        Ok(())
    }
}

/// One item as a source has it now.
#[derive(Debug, Clone, PartialEq)]
pub struct Harvested {
    /// Its id within its collection.
    pub id: ItemId,
    /// Where it comes from.
    pub provenance: Provenance,
    /// The item.
    pub content: Content,
}

/// How much of a source a harvest is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Extent {
    /// All of it: what is not there is gone.
    #[default]
    Everything,
    /// What changed since the last harvest that was published.
    Changes {
        /// What is gone.
        removed: Vec<(Kind, ItemId)>,
        /// How many items the source has in all.
        held: u64,
    },
}

/// What a source has now, or what changed in it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Harvest {
    /// The items.
    pub items: Vec<Harvested>,
    /// Whether these are all.
    pub extent: Extent,
    /// What lives for minutes, where the source has it.
    pub live: Option<LiveParking>,
    /// What names the source's items as they are once this is published, for one that tells changes.
    pub basis: Option<String>,
    /// Why a part of the source could not be read, in the words of [`ConnectorError::code`]. The rest
    /// is worth publishing, but the reading has failed.
    pub failure: Option<&'static str>,
    /// Records that could not be read.
    pub rejected: u64,
    /// Items that the source has, of which a part could not be read.
    pub incomplete: u64,
}

impl Harvest {
    /// How many items the source has.
    pub fn held(&self) -> u64 {
        match self.extent {
            Extent::Everything => self.items.len() as u64,
            Extent::Changes { held, .. } => held,
        }
    }

    /// What may be published of everything that a source has: each id once, and only if it is
    /// credible as a whole.
    pub fn credible(mut self) -> Result<Harvest, ConnectorError> {
        let mut seen: BTreeSet<(Kind, ItemId)> = BTreeSet::new();
        let before = self.items.len();
        self.items
            .retain(|item| seen.insert((item.content.kind(), item.id.clone())));
        self.rejected += (before - self.items.len()) as u64;
        if let Some(live) = &mut self.live {
            let mut seen: BTreeSet<ItemId> = BTreeSet::new();
            live.car_parks.retain(|entry| seen.insert(entry.id.clone()));
        }
        let read = self.items.len() as u64;
        if read == 0 {
            return Err(ConnectorError::Empty);
        }
        if self.rejected > read {
            return Err(ConnectorError::MostlyUnreadable {
                rejected: self.rejected,
                read,
            });
        }
        Ok(self)
    }
}

/// Why an answer could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ConnectorError {
    /// A file could not be read.
    #[error("{path}: {why}")]
    File {
        /// Which.
        path: String,
        /// Why.
        why: std::io::Error,
    },
    /// The source could not be reached, or the connection broke.
    #[error("unreachable: {0}")]
    Unreachable(Box<reqwest::Error>),
    /// The answer took longer than it may.
    #[error("the answer took too long")]
    TimedOut,
    /// The source answered that it cannot.
    #[error("the source answered {0}")]
    Status(u16),
    /// The answer holds no item.
    #[error("the answer holds nothing")]
    Empty,
    /// More than half of the answer cannot be read.
    #[error("{rejected} records cannot be read and only {read} can")]
    MostlyUnreadable {
        /// Records that cannot be read.
        rejected: u64,
        /// Records that can.
        read: u64,
    },
    /// The answer is larger than [`MOST_BYTES`], or than a [`FetchLimits`] allows.
    #[error("an answer of {0} bytes is too large")]
    TooLarge(usize),
    /// The answer is not JSON of the expected form.
    #[error("not the expected JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// The answer is not what was asked for.
    #[error("not the expected answer: {0}")]
    Unreadable(&'static str),
    /// A file is not TOML of the expected form.
    #[error("{path}: {why}")]
    Toml {
        /// Which.
        path: String,
        /// Why.
        why: Box<toml::de::Error>,
    },
    /// The pages of a list lead in a circle, or repeat each other.
    #[error("the pages lead back to where they came from")]
    Looping,
    /// A link leads to another host, or is none.
    #[error("a link leads away from the source")]
    ForeignLink,
    /// A list is longer than anybody's.
    #[error("the list does not end")]
    Endless,
    /// A list ended far before its end.
    #[error("a list ended after {met} of {promised}")]
    Shrunk {
        /// Objects that came.
        met: u64,
        /// Objects that were to come.
        promised: u64,
    },
    /// The source asks to be asked again later than this reading can wait.
    #[error("the source asks for patience")]
    Busy,
    /// What the gateway keeps of the source could not be read or written.
    #[error("the archive failed: {0}")]
    Archive(#[from] rusqlite::Error),
    /// Work on it was broken off.
    #[error("the archive is out of use")]
    Broken,
    /// The city's facts do not say up to when their editors vouch for them.
    #[error("no edition is named, or two are")]
    Edition,
    /// Two items have one id.
    #[error("{0} is there twice")]
    Twice(String),
    /// An item names another that is not there.
    #[error("{from} names {to}, which is not there")]
    Dangling {
        /// The item.
        from: String,
        /// What it names.
        to: String,
    },
    /// A question that nobody could answer.
    #[error("nobody can answer {0}")]
    Unanswerable(String),
    /// The desk's reports could not be read.
    #[error(transparent)]
    Reports(#[from] crate::reports::store::StoreError),
    /// An id that is not one.
    #[error(transparent)]
    Id(#[from] ka_domain::ids::InvalidId),
}

impl ConnectorError {
    /// What is told of it to the outside: a word of ours, never a text of the source.
    pub fn code(&self) -> &'static str {
        match self {
            ConnectorError::File { .. } => "file",
            ConnectorError::Unreachable(_) => "unreachable",
            ConnectorError::TimedOut => "timed_out",
            ConnectorError::Status(_) => "status",
            ConnectorError::TooLarge(_) => "too_large",
            ConnectorError::Empty => "empty",
            ConnectorError::MostlyUnreadable { .. } => "mostly_unreadable",
            ConnectorError::Looping => "looping",
            ConnectorError::ForeignLink => "foreign_link",
            ConnectorError::Endless => "endless",
            ConnectorError::Shrunk { .. } => "shrunk",
            ConnectorError::Busy => "busy",
            ConnectorError::Archive(_) | ConnectorError::Reports(_) | ConnectorError::Broken => {
                "archive"
            }
            ConnectorError::Json(_)
            | ConnectorError::Unreadable(_)
            | ConnectorError::Toml { .. }
            | ConnectorError::Edition
            | ConnectorError::Twice(_)
            | ConnectorError::Dangling { .. }
            | ConnectorError::Unanswerable(_)
            | ConnectorError::Id(_) => "unreadable",
        }
    }
}
