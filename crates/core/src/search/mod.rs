//! One field over everything.
//!
//! # How it works
//!
//! FTS5 holds, for each item, the stems of its words, and nothing else: no positions, no ranking of its
//! own. That makes it small, quick to write, and quick to ask whole questions of: which items have one of
//! these stems and one of those. What a search needs beyond that is around it:
//!
//! 1. [`query`]: each typed word becomes the stems that it may stand for, out of the [`vocabulary`], which
//!    lies in memory: its own stem, stems that begin with it, compounds that it is a part of; and where
//!    nothing else is there, stems that differ by one letter.
//! 2. [`question`]: FTS5 is asked for the items that have all words, first as they are, then with all that they may stand
//!    for. Places are ordered by kind and newness (`store::entries`), and a question about a range of them
//!    ends as soon as there are enough candidates: so a single letter costs no more than a sentence.
//! 3. [`rank`] weighs each candidate by which of its words fit how well, and where.
//! 4. [`hit`] reads the best from the store and marks what was looked for.
//!
//! A compound that stands apart elsewhere ("Hundeanmeldung": "Hund anmelden") is looked for as both. If
//! hardly anything has all the words, or nothing has them well, one after the other is left out.
//!
//! What is looked for stays here: nothing of this module knows a network.

mod compound;
pub mod edition;
pub mod entry;
mod hit;
mod nearest;
mod query;
mod question;
mod rank;
mod typo;
pub mod vocabulary;
pub mod words;

use crate::store::positions::{self, Standing};
use crate::store::{Store, StoreError};
use chrono::NaiveDate;
use ka_domain::views::{HitGroup, SearchFilter, SearchView};
use ka_domain::{ItemId, Kind, Lang};
use query::Wanted;
use question::{Found, Question};
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use vocabulary::Vocabulary;

/// Hits of a kind among others, and alone.
const FEW: usize = 5;
const MANY: usize = 50;
/// The search over one store.
#[derive(Debug, Default)]
pub struct Search {
    vocabulary: Mutex<Option<Kept>>,
}

/// The vocabulary, and where the collections stood when it was read.
#[derive(Debug)]
struct Kept {
    at: Vec<Standing>,
    vocabulary: Arc<Vocabulary>,
}

impl Search {
    /// Looks for `typed` in what `filter` leaves. `today` says what is recent.
    pub fn find(
        &self,
        store: &Store,
        typed: &str,
        filter: &SearchFilter,
        lang: Lang,
        today: NaiveDate,
    ) -> Result<SearchView, StoreError> {
        store.read(|reader| {
            let vocabulary = self.vocabulary(reader)?;
            let mut question = Question::read(typed, filter, &vocabulary, today);
            if question.words.is_empty() {
                return Ok(SearchView::default());
            }
            let found = question.weigh(reader, &vocabulary)?;
            if found.is_empty() {
                return nearest::nothing_found(reader, &question.words, &vocabulary);
            }
            let most = if filter.kind.is_some() { MANY } else { FEW };
            Ok(SearchView {
                groups: groups(reader, &question.all_words(), found, most, lang)?,
                ..SearchView::default()
            })
        })
    }

    /// The best of everything in one row, at most `most`.
    pub fn ranking(
        &self,
        store: &Store,
        typed: &str,
        today: NaiveDate,
        most: usize,
    ) -> Result<Vec<(Kind, ItemId)>, StoreError> {
        store.read(|reader| {
            let vocabulary = self.vocabulary(reader)?;
            let mut question = Question::read(typed, &SearchFilter::default(), &vocabulary, today);
            let mut found = question.weigh(reader, &vocabulary)?;
            found.truncate(most);
            Ok(found
                .into_iter()
                .map(|found| (found.kind, found.id))
                .collect())
        })
    }

    /// The vocabulary of what is in the store now.
    fn vocabulary(&self, reader: &Connection) -> Result<Arc<Vocabulary>, StoreError> {
        let at = positions::all(reader)?;
        let mut kept = self
            .vocabulary
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = kept.as_ref().filter(|kept| kept.at == at) {
            return Ok(kept.vocabulary.clone());
        }
        let vocabulary = Arc::new(Vocabulary::read(reader)?);
        *kept = Some(Kept {
            at,
            vocabulary: vocabulary.clone(),
        });
        Ok(vocabulary)
    }
}

/// The best of each kind, the kind with the best hit first.
fn groups(
    reader: &Connection,
    words: &[(Wanted, f32)],
    found: Vec<Found>,
    most: usize,
    lang: Lang,
) -> Result<Vec<HitGroup>, StoreError> {
    let mut order: Vec<Kind> = Vec::new();
    let mut by_kind: BTreeMap<Kind, Vec<Found>> = BTreeMap::new();
    for found in found {
        let group = by_kind.entry(found.kind).or_default();
        if group.is_empty() {
            order.push(found.kind);
        }
        group.push(found);
    }
    let mut groups = Vec::with_capacity(order.len());
    for kind in order {
        let all = by_kind.remove(&kind).unwrap_or_default();
        let more = all.len() > most;
        let best = all.into_iter().take(most);
        let hits = best
            .map(|found| hit::read(reader, words, &found, lang))
            .collect::<Result<Vec<_>, _>>()?;
        groups.push(HitGroup {
            kind,
            hits: hits.into_iter().flatten().collect(),
            more,
        });
    }
    groups.retain(|group| !group.hits.is_empty());
    Ok(groups)
}

#[cfg(test)]
mod tests;
