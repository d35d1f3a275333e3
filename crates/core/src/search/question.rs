//! A search, and how its candidates are found and weighed.

use super::compound::split_compound;
use super::query::{self, Reach, Wanted};
use super::rank::{Candidate, Score, score, weight};
use super::vocabulary::Vocabulary;
use crate::store::StoreError;
use crate::store::entries::{Facet, Place, Range, phrase};
use chrono::NaiveDate;
use ka_domain::views::SearchFilter;
use ka_domain::{ItemId, Kind};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

const DAYS_A_YEAR: f32 = 365.25;

/// With fewer candidates than this, or none that has so much of the words, it is looked for in other
/// ways.
const ENOUGH: usize = 3;
const WELL: f32 = 0.7;
/// A word that so many items have is not taken apart.
const COMMON: u32 = 50;
/// What has less than this share of the best hit's score is noise.
const NOISE: f32 = 0.35;
/// What is lost by a word that had to be taken apart.
const APART: f32 = 0.9;

/// Some places that are weighed together.
#[derive(Debug, Clone, Copy)]
struct Shelf {
    range: Range,
    /// How many candidates on it are weighed.
    most: u32,
}

/// All kinds, in the order of their places, and how many candidates of them are weighed. What there is
/// little of is weighed whole.
const SHELVES: [(Kind, Kind, u32); 5] = [
    (Kind::District, Kind::Organization, 250),
    (Kind::CarPark, Kind::BicycleParking, 80),
    (Kind::Meeting, Kind::Meeting, 100),
    (Kind::Paper, Kind::Paper, 250),
    (Kind::ReportCategory, Kind::PublicReport, 100),
];
/// The same where only one kind is wanted.
const MOST_OF_ONE: u32 = 400;

/// An item that was weighed.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: ItemId,
    place: Place,
    score: Score,
}

/// A search, ready to be asked.
pub struct Question {
    /// The words, each with its weight.
    pub words: Vec<(Wanted, f32)>,
    /// The same with compounds taken apart, if one of them can be.
    apart: Vec<(Wanted, f32)>,
    /// What every hit must have besides, as FTS5 is asked for it.
    facets: String,
    kind: Option<Kind>,
    today: NaiveDate,
}

impl Question {
    /// Reads what was typed.
    pub fn read(
        typed: &str,
        filter: &SearchFilter,
        vocabulary: &Vocabulary,
        today: NaiveDate,
    ) -> Question {
        let district = filter.district.clone().map(Facet::District);
        let year = filter.year.map(Facet::Year);
        let facets: String = district
            .iter()
            .chain(&year)
            .map(|facet| format!(" AND {}", phrase(facet)))
            .collect();
        let mut words = query::read(typed, vocabulary);
        for wanted in &mut words {
            if !wanted.is_known(Reach::Parts) {
                wanted.allow_typo(vocabulary);
            }
        }
        Question {
            apart: weighed(apart(&words, vocabulary), vocabulary),
            words: weighed(words, vocabulary),
            facets,
            kind: filter.kind,
            today,
        }
    }

    /// The words as they were typed and, where they can be, taken apart.
    pub fn all_words(&self) -> Vec<(Wanted, f32)> {
        self.words.iter().chain(&self.apart).cloned().collect()
    }

    /// The candidates, best first.
    pub fn weigh(
        &mut self,
        reader: &Connection,
        vocabulary: &Vocabulary,
    ) -> Result<Vec<Found>, StoreError> {
        let mut places = BTreeSet::new();
        let shelves = self.shelves();
        let all: Vec<&Wanted> = self.words.iter().map(|(wanted, _)| wanted).collect();
        let apart: Vec<&Wanted> = self.apart.iter().map(|(wanted, _)| wanted).collect();
        // Where all that the words may stand for is too much, what they are must not go under in it.
        let full = self.gather(reader, &all, Reach::Parts, &shelves, &mut places)?;
        self.gather(reader, &all, Reach::Exact, &full, &mut places)?;
        self.gather(reader, &apart, Reach::Parts, &shelves, &mut places)?;
        let mut weighed = Weighed::default();
        self.score(reader, &places, &mut weighed)?;
        if weighed.is_good() {
            return Ok(weighed.best_first());
        }
        let mut any = false;
        for (wanted, _) in &mut self.words {
            any |= wanted.allow_typo(vocabulary);
        }
        let all: Vec<&Wanted> = self.words.iter().map(|(wanted, _)| wanted).collect();
        if any {
            self.gather(reader, &all, Reach::Typos, &shelves, &mut places)?;
            // What was weighed before may have more of the words now.
            weighed = Weighed::default();
        }
        // One word is left out, then two: the fewer are left, the less it was meant.
        let mut left = all.len();
        self.score(reader, &places, &mut weighed)?;
        while left > 1 && !weighed.is_good() {
            if left < all.len() && weighed.is_enough() {
                break;
            }
            left -= 1;
            for some in choices(&all, left) {
                self.gather(reader, &some, Reach::Typos, &shelves, &mut places)?;
            }
            self.score(reader, &places, &mut weighed)?;
        }
        Ok(weighed.best_first())
    }

    /// Adds the candidates on `shelves` that have all of `some` words, if there are some; gives back
    /// the shelves that have more of them than are weighed.
    fn gather(
        &self,
        reader: &Connection,
        some: &[&Wanted],
        reach: Reach,
        shelves: &[Shelf],
        places: &mut BTreeSet<Place>,
    ) -> Result<Vec<Shelf>, StoreError> {
        let mut full = Vec::new();
        let phrases: Option<Vec<String>> = some
            .iter()
            .map(|wanted| match reach {
                // A word that is in no item as it is stands for what it may be all the same.
                Reach::Parts if !wanted.is_known(Reach::Parts) => wanted.phrase(Reach::Typos),
                reach => wanted.phrase(reach),
            })
            .collect();
        let (Some(phrases), Some(last)) = (phrases, shelves.last()) else {
            return Ok(full);
        };
        if phrases.is_empty() {
            return Ok(full);
        }
        let question = format!("{}{}", phrases.join(" AND "), self.facets);
        let mut statement = reader.prepare_cached(
            "SELECT rowid FROM stem WHERE stem MATCH ?1 AND rowid BETWEEN ?2 AND ?3 ORDER BY rowid",
        )?;
        // To begin a question costs a look at each of its stems: so it goes on over the shelves as long
        // as none is full, and begins again behind one that is.
        let mut shelves = shelves.iter().peekable();
        while let Some(from) = shelves.peek() {
            let (first, last) = (from.range.first.row_id(), last.range.last.row_id());
            let mut rows = statement.query(rusqlite::params![question, first, last])?;
            let mut on_shelf = 0;
            loop {
                let Some(row) = rows.next()? else {
                    return Ok(full);
                };
                let place = Place::of_row(row.get(0)?);
                while shelves.next_if(|shelf| shelf.range.last < place).is_some() {
                    on_shelf = 0;
                }
                let Some(shelf) = shelves.peek() else {
                    return Ok(full);
                };
                if shelf.range.first > place {
                    continue;
                }
                on_shelf += 1;
                if on_shelf > shelf.most {
                    full.extend(shelves.next().copied());
                    break;
                }
                places.insert(place);
            }
        }
        Ok(full)
    }

    fn shelves(&self) -> Vec<Shelf> {
        match self.kind {
            Some(kind) => vec![Shelf {
                range: Range::of(kind),
                most: MOST_OF_ONE,
            }],
            None => SHELVES
                .iter()
                .map(|(first, last, most)| Shelf {
                    range: Range {
                        first: Range::of(*first).first,
                        last: Range::of(*last).last,
                    },
                    most: *most,
                })
                .collect(),
        }
    }

    fn score_of(&self, candidate: Candidate<'_>) -> Score {
        let whole = score(&self.words, candidate);
        if self.apart.is_empty() {
            return whole;
        }
        let apart = score(&self.apart, candidate);
        let apart = Score {
            total: apart.total * APART,
            coverage: apart.coverage * APART,
        };
        if apart.total > whole.total {
            apart
        } else {
            whole
        }
    }

    /// Weighs those of `places` that were not weighed yet.
    fn score(
        &self,
        reader: &Connection,
        places: &BTreeSet<Place>,
        weighed: &mut Weighed,
    ) -> Result<(), StoreError> {
        let mut statement =
            reader.prepare_cached("SELECT id, title, rest FROM entry WHERE place = ?1")?;
        for place in places.iter().copied() {
            let Some(kind) = place.kind().filter(|_| !weighed.0.contains_key(&place)) else {
                continue;
            };
            let mut rows = statement.query([place.row_id()])?;
            // The index and the table are written together.
            let Some(row) = rows.next()? else { continue };
            let text = |column| {
                let text = row.get_ref(column).map_err(StoreError::from)?;
                text.as_str().map_err(|_| StoreError::Damaged)
            };
            let candidate = Candidate {
                kind,
                title: text(1)?,
                rest: text(2)?,
                age: place
                    .day()
                    .map(|day| (self.today - day).num_days() as f32 / DAYS_A_YEAR),
            };
            let found = Found {
                kind,
                id: ItemId::new(text(0)?).map_err(|_| StoreError::Damaged)?,
                place,
                score: self.score_of(candidate),
            };
            weighed.0.insert(place, found);
        }
        Ok(())
    }
}

/// Candidates that were weighed.
#[derive(Default)]
struct Weighed(BTreeMap<Place, Found>);

impl Weighed {
    fn is_enough(&self) -> bool {
        self.0.len() >= ENOUGH
    }

    /// Whether there is enough, and something that has most of what was looked for.
    fn is_good(&self) -> bool {
        let mut all = self.0.values();
        self.is_enough() && all.any(|found| found.score.coverage >= WELL)
    }

    /// The candidates, best first, without those that fit much worse than the best.
    fn best_first(self) -> Vec<Found> {
        let mut found: Vec<Found> = self.0.into_values().collect();
        let best = found
            .iter()
            .map(|found| found.score.total)
            .fold(0.0, f32::max);
        found.retain(|found| found.score.total >= best * NOISE);
        found.sort_by(|a, b| {
            let by_score = b.score.total.total_cmp(&a.score.total);
            by_score.then(a.place.cmp(&b.place))
        });
        found
    }
}

/// The words with compounds taken apart; none if there is nothing to take apart.
fn apart(words: &[Wanted], vocabulary: &Vocabulary) -> Vec<Wanted> {
    let mut apart = Vec::new();
    let mut any = false;
    for word in words {
        let split = (word.count < COMMON)
            .then(|| split_compound(&word.folded, vocabulary))
            .flatten();
        match split {
            Some((first, second)) => {
                any = true;
                for part in [first, second] {
                    // What a part is itself a part of has little to do with the whole.
                    let mut part = query::want(&part, vocabulary);
                    part.keep_beginnings();
                    apart.push(part);
                }
            }
            None => apart.push(word.clone()),
        }
    }
    if !any {
        apart.clear();
    }
    apart
}

fn weighed(words: Vec<Wanted>, vocabulary: &Vocabulary) -> Vec<(Wanted, f32)> {
    // There are about as many items as stems, or fewer; how many exactly matters little.
    let all = u32::try_from(vocabulary.len()).unwrap_or(u32::MAX);
    words
        .into_iter()
        .map(|wanted| {
            let weight = weight(&wanted, all);
            (wanted, weight)
        })
        .collect()
}

/// The ways to choose `some` of `all` words; none where there would be too many to try.
fn choices<'a>(all: &[&'a Wanted], some: usize) -> Vec<Vec<&'a Wanted>> {
    const MOST: usize = 28;
    let mut chosen: Vec<(usize, Vec<&Wanted>)> = vec![(0, Vec::new())];
    for _ in 0..some {
        chosen = chosen
            .into_iter()
            .flat_map(|(from, choice)| {
                let rest = all.iter().enumerate().skip(from);
                rest.map(move |(at, next)| {
                    let mut longer = choice.clone();
                    longer.push(*next);
                    (at + 1, longer)
                })
            })
            .collect();
    }
    if chosen.len() > MOST {
        chosen.clear();
    }
    chosen.into_iter().map(|(_, choice)| choice).collect()
}
