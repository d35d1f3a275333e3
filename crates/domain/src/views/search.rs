//! What the search answers.

use crate::content::Kind;
use crate::ids::{DistrictId, ItemId};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

/// What a search is narrowed down to. Nothing said is everything.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SearchFilter {
    /// One kind of content.
    pub kind: Option<Kind>,
    /// What concerns one district.
    pub district: Option<DistrictId>,
    /// What is of one year.
    pub year: Option<u16>,
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Whether it is what was looked for.
    pub hit: bool,
}

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// Its id within the collection of its kind.
    pub id: ItemId,
    /// Its title, in pieces.
    pub title: Vec<Piece>,
    /// Where else the words are, in pieces; empty where the title says it all.
    pub snippet: Vec<Piece>,
    /// What kind of paper it is, which town a car park is in, and the like; as the source says it.
    pub note: Option<String>,
    /// The number of a paper.
    pub reference: Option<String>,
    /// The date of a paper.
    pub date: Option<NaiveDate>,
    /// The beginning of a meeting.
    pub start: Option<DateTime<FixedOffset>>,
}

/// What was found of one kind, best first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HitGroup {
    /// The kind.
    pub kind: Kind,
    /// The best of it: a few, or up to 50 where the search was narrowed down to this kind.
    pub hits: Vec<Hit>,
    /// Whether there is more of it than that.
    pub more: bool,
}

/// A way of looking that was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tried {
    /// The words as they were typed, in any of their forms.
    Words,
    /// Words that begin so.
    Beginnings,
    /// Words that have it as a part.
    Parts,
    /// Words that differ by one letter.
    Typos,
}

/// The answer to a search.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SearchView {
    /// What was found, the group with the best hit first. No item is in it twice.
    pub groups: Vec<HitGroup>,
    /// What was tried, if nothing was found.
    pub tried: Vec<Tried>,
    /// Words that there are and that are near to those typed, if nothing was found. At most 5.
    pub nearest: Vec<String>,
}
