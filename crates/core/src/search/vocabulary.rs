//! The stems that there are, in memory, to find those that a typed word may mean.
//!
//! FTS5 finds items by whole tokens and by their beginnings. A German word wants more: "ausweis" is in
//! "Personalausweis", and one wrong letter should not hide it. So a typed word is first turned into the
//! stems that it may mean, and FTS5 is asked for those. The archive of a city has some fifty thousand
//! stems, half a megabyte: they lie in one text, sorted, a line each, which is searched as a text.

use crate::store::StoreError;
use memchr::memmem;
use rapidfuzz::distance::osa;
use rusqlite::Connection;
use std::cmp::Reverse;

/// All stems, with the number of items that have each.
#[derive(Debug, Default)]
pub struct Vocabulary {
    /// Each stem between two line breaks, sorted.
    text: String,
    /// Where each begins in `text`.
    starts: Vec<u32>,
    counts: Vec<u32>,
    /// Which letters each has: see [`letters`].
    letters: Vec<u64>,
}

/// One stem of the vocabulary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known<'a> {
    /// The stem.
    pub stem: &'a str,
    /// How many items have it.
    pub count: u32,
}

impl Vocabulary {
    /// Reads it from the store.
    pub fn read(reader: &Connection) -> Result<Vocabulary, StoreError> {
        let mut statement = reader.prepare_cached("SELECT term, doc FROM vocabulary")?;
        let mut rows = statement.query([])?;
        let mut stems = Vec::new();
        while let Some(row) = rows.next()? {
            let stem: String = row.get(0)?;
            stems.push((stem, row.get(1)?));
        }
        Ok(Vocabulary::of(stems))
    }

    /// Takes in stems with their counts. What is no word of a text, such as a facet, is left out.
    pub fn of(mut stems: Vec<(String, u32)>) -> Vocabulary {
        stems.retain(|(stem, _)| !is_facet(stem) && !stem.contains('\n'));
        stems.sort_unstable();
        let mut vocabulary = Vocabulary {
            text: "\n".to_owned(),
            ..Vocabulary::default()
        };
        for (stem, count) in stems {
            let Ok(start) = u32::try_from(vocabulary.text.len()) else {
                break;
            };
            vocabulary.starts.push(start);
            vocabulary.counts.push(count);
            vocabulary.letters.push(letters(&stem));
            vocabulary.text.push_str(&stem);
            vocabulary.text.push('\n');
        }
        vocabulary.text.shrink_to_fit();
        vocabulary
    }

    /// The stem itself, if there is an item that has it.
    pub fn exactly(&self, stem: &str) -> Option<Known<'_>> {
        let at = self.first_from(stem);
        self.get(at).filter(|known| known.stem == stem)
    }

    /// The stems that begin so and are longer, at most `most`, those of most items first.
    pub fn beginning(&self, with: &str, most: usize) -> Vec<Known<'_>> {
        let first = self.first_from(with);
        let found = (first..self.starts.len())
            .map_while(|at| self.get(at).filter(|known| known.stem.starts_with(with)))
            .filter(|known| known.stem.len() > with.len())
            .collect();
        commonest(found, most)
    }

    /// The stems that have `part` in them but not at their beginning, at most `most`, those that end
    /// with it first, then those of most items: the end of a German compound says what it is.
    pub fn containing(&self, part: &str, most: usize) -> Vec<Known<'_>> {
        let mut found: Vec<Known<'_>> = Vec::new();
        let mut last = usize::MAX;
        for hit in memmem::find_iter(self.text.as_bytes(), part.as_bytes()) {
            let at = self.starts.partition_point(|start| *start as usize <= hit);
            let Some(at) = at.checked_sub(1).filter(|at| *at != last) else {
                continue;
            };
            last = at;
            found.extend(self.get(at).filter(|known| !known.stem.starts_with(part)));
        }
        found.sort_by_key(|known| (!known.stem.ends_with(part), Reverse(known.count)));
        found.truncate(most);
        found
    }

    /// The stems that differ from one of `forms` by at most `distance` letters: one that is wrong,
    /// missing, too many, or exchanged with its neighbour. At most `most`, the nearest first. With
    /// `beginnings` the beginning of a stem counts as well.
    pub fn near(
        &self,
        forms: &[&str],
        distance: usize,
        beginnings: bool,
        most: usize,
    ) -> Vec<(usize, Known<'_>)> {
        let comparators: Vec<(usize, u64, osa::BatchComparator<char>)> = forms
            .iter()
            .map(|form| {
                (
                    form.len(),
                    letters(form),
                    osa::BatchComparator::new(form.chars()),
                )
            })
            .collect();
        // Each letter that is wrong, missing or too many is at most one that only one of two has.
        let most_other = u32::try_from(distance).unwrap_or(u32::MAX);
        let cutoff = osa::Args::default().score_cutoff(distance);
        let mut found: Vec<(usize, Known<'_>)> = Vec::new();
        for (at, has) in self.letters.iter().enumerate() {
            let may_be = |wanted: &u64| {
                (wanted & !has).count_ones() <= most_other
                    && (beginnings || (has & !wanted).count_ones() <= most_other)
            };
            if !comparators.iter().any(|(_, wanted, _)| may_be(wanted)) {
                continue;
            }
            let Some(known) = self.get(at) else { continue };
            let nearest = comparators
                .iter()
                .filter_map(|(length, wanted, comparator)| {
                    if !may_be(wanted) {
                        return None;
                    }
                    let longest = length + distance;
                    if known.stem.len() + distance < *length
                        || (known.stem.len() > longest && !beginnings)
                    {
                        return None;
                    }
                    let compared = match known.stem.get(..*length) {
                        Some(beginning) if known.stem.len() > longest => beginning,
                        _ => known.stem,
                    };
                    comparator.distance_with_args(compared.chars(), &cutoff)
                });
            if let Some(nearest) = nearest.min() {
                found.push((nearest, known));
            }
        }
        found.sort_by_key(|(distance, known)| (*distance, Reverse(known.count)));
        found.truncate(most);
        found
    }

    /// How many stems there are.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The number of the first stem that is not before `word`.
    fn first_from(&self, word: &str) -> usize {
        let mut from = 0;
        let mut until = self.starts.len();
        while from < until {
            let middle = from + (until - from) / 2;
            match self.get(middle) {
                Some(known) if known.stem < word => from = middle + 1,
                _ => until = middle,
            }
        }
        from
    }

    fn get(&self, at: usize) -> Option<Known<'_>> {
        let start = *self.starts.get(at)? as usize;
        let end = match self.starts.get(at + 1) {
            Some(next) => *next as usize,
            None => self.text.len(),
        };
        Some(Known {
            stem: self.text.get(start..end - 1)?,
            count: *self.counts.get(at)?,
        })
    }
}

/// A set of the letters and digits of a word: a bit each, those beyond ASCII in one.
fn letters(word: &str) -> u64 {
    word.bytes().fold(0, |set, byte| {
        let bit = match byte {
            b'a'..=b'z' => byte - b'a',
            b'0'..=b'9' => byte - b'0' + 26,
            _ => 36,
        };
        set | 1 << bit
    })
}

fn commonest(mut found: Vec<Known<'_>>, most: usize) -> Vec<Known<'_>> {
    if found.len() > most {
        found.select_nth_unstable_by_key(most, |known| Reverse(known.count));
        found.truncate(most);
    }
    found.sort_by_key(|known| Reverse(known.count));
    found
}

/// Whether a token is one that nobody types: see `store::entries`.
fn is_facet(token: &str) -> bool {
    let mut bytes = token.bytes();
    bytes
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic())
        && bytes.next() == Some(b'/')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn vocabulary() -> Vocabulary {
        let stems = [
            ("ausweis", 3),
            ("ausweisdokument", 1),
            ("personalausweis", 2),
            ("ausweisung", 9),
            ("kinderspielplatz", 4),
            ("spielplatz", 7),
            ("spielplatzsanier", 1),
            ("d/durlach", 50),
            ("2021/1198", 1),
        ];
        Vocabulary::of(stems.map(|(stem, count)| (stem.to_owned(), count)).to_vec())
    }

    fn names<'a>(found: Vec<Known<'a>>) -> Vec<&'a str> {
        found.into_iter().map(|known| known.stem).collect()
    }

    #[test]
    fn a_word_is_found_by_itself_by_its_beginning_and_as_a_part() {
        let all = vocabulary();
        assert_eq!(all.exactly("ausweis").map(|known| known.count), Some(3));
        assert_eq!(
            names(all.beginning("ausweis", 9)),
            ["ausweisung", "ausweisdokument"]
        );
        assert_eq!(names(all.containing("ausweis", 9)), ["personalausweis"]);
        assert_eq!(names(all.containing("spielplatz", 9)), ["kinderspielplatz"]);
    }

    #[test]
    fn nobody_finds_a_facet() {
        let all = vocabulary();
        assert!(all.exactly("d/durlach").is_none());
        assert!(all.containing("durlach", 9).is_empty());
        assert!(all.exactly("2021/1198").is_some());
    }

    #[test]
    fn one_letter_may_be_wrong_missing_too_many_or_exchanged() {
        let all = vocabulary();
        for typed in ["spielplats", "spelplatz", "spielplattz", "spielpaltz"] {
            let near = all.near(&[typed], 1, false, 9);
            assert_eq!(
                near.first().map(|(_, known)| known.stem),
                Some("spielplatz"),
                "{typed}"
            );
        }
        assert!(all.near(&["spialplats"], 1, false, 9).is_empty());
    }

    #[test]
    fn a_typo_may_be_in_the_beginning_of_a_word_that_is_still_being_typed() {
        let near = vocabulary();
        let near = near.near(&["kidnerspi"], 1, true, 9);
        assert_eq!(
            near.first().map(|(_, known)| known.stem),
            Some("kinderspielplatz")
        );
    }

    proptest! {
        #[test]
        fn every_stem_is_found_again(stems in proptest::collection::btree_set("[a-z0-9äß]{1,9}", 0..40)) {
            let all = Vocabulary::of(stems.iter().map(|stem| (stem.clone(), 1)).collect());
            prop_assert_eq!(all.len(), stems.len());
            for stem in &stems {
                prop_assert!(all.exactly(stem).is_some());
            }
        }

        #[test]
        fn no_text_upsets_it(text in ".{0,40}") {
            let all = vocabulary();
            all.beginning(&text, 5);
            all.containing(&text, 5);
            all.near(&[&text], 1, true, 5);
        }
    }
}
