//! Which of the city's districts a text of the council names.
//!
//! The source does not say which district a paper or a meeting concerns; its words do. A title says
//! `Karlsruhe-Durlach`, `Grötzinger Vereine`, `Alt-Knielingen` or `Sanierungsgebiet Aue`. It also says
//! `Durlacher Allee`, which begins in the Oststadt, and `Mühlburger Tor`, where the Innenstadt-West ends.
//! To take the one and leave the other is all that happens here.
//!
//! **Words.** A text is cut into words of letters and digits, in small letters and with `ae` for `ä`
//! ([`words`]), so a hyphen is a border as a space is, and `Weststadt` is no part of `Südweststadt`. What
//! stands between two words is kept, because `Killisfeld- und Fiduciastraße` means two streets.
//!
//! **Stems.** Each word is looked up in a sorted list of stems: the names of the districts as the city
//! publishes them, the adjectives that German makes of them (`Knielinger`), and what the city's people
//! know besides ([`rules`]). A word may go on after its stem: with the `s` of the genitive, with the `er`
//! of the adjective, or as a compound (`Waldstadtzentrum`), unless the compound is a street.
//!
//! **Streets.** An adjective with a street's word behind it is a street's name and says nothing of where
//! the street is. `Durlacher Rittnertstraße` is no such name: that street has one of its own and is in
//! Durlach. A street named together with its district counts by the district's name.
//!
//! There is nothing of chance in this and nothing learned: who wonders why a paper stands under a district
//! finds the word. How often the rules err is measured over a sample that was labelled by hand
//! (`districts/sample.tsv`).

mod rules;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;
mod words;

use ka_domain::{District, DistrictId};
use std::collections::{BTreeMap, BTreeSet};
use words::{Gap, Words};

/// How far a street's name is followed (`Haupt-, Neben- und Querstraße`), in words. It bounds the time.
const LOOK_AHEAD: usize = 8;

/// What a stem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// A district's name.
    Name,
    /// Its adjective.
    Adjective,
    /// The name of a part of a district.
    Part,
}

/// A word, or the beginning of one, that stands for districts.
#[derive(Debug, Clone)]
struct Stem {
    text: String,
    form: Form,
    /// Whether nothing may follow within the word.
    whole: bool,
    districts: Vec<DistrictId>,
}

/// A name of two words that only counts with the second: `Innenstadt-Ost`.
#[derive(Debug, Clone)]
struct Sided {
    head: String,
    side: String,
    district: DistrictId,
}

/// A word that was found.
#[derive(Debug, Clone, Copy)]
struct Found<'a> {
    stem: &'a Stem,
    adjective: bool,
}

/// The districts of the city, ready to be found in texts. Building it once serves every text.
#[derive(Debug, Clone)]
pub struct Districts {
    /// In the order of their texts.
    stems: Vec<Stem>,
    sided: Vec<Sided>,
    /// Where places lie whose adjective says another district.
    elsewhere: Vec<(&'static str, &'static str, DistrictId)>,
}

impl Districts {
    /// Finds the districts of `list`; what is known besides of districts outside of it is left out.
    pub fn new(list: &[District]) -> Districts {
        let known: BTreeMap<&str, &DistrictId> = list
            .iter()
            .map(|district| (district.id.as_str(), &district.id))
            .collect();
        let ids = |slugs: &[&str]| -> Vec<DistrictId> {
            slugs
                .iter()
                .filter_map(|slug| known.get(slug).copied().cloned())
                .collect()
        };
        let mut stems = Vec::new();
        let mut sided = Vec::new();
        for district in list {
            let name = Words::of(&district.name);
            let parts: Vec<&str> = name.iter().collect();
            if let [head, side] = parts[..]
                && rules::SIDES.contains(&side)
            {
                sided.push(Sided {
                    head: head.to_owned(),
                    side: side.to_owned(),
                    district: district.id.clone(),
                });
                continue;
            }
            for part in parts {
                stems.push(Stem::name(part, vec![district.id.clone()]));
                if let Some(adjective) = adjective_of(part) {
                    stems.push(Stem {
                        form: Form::Adjective,
                        ..Stem::name(&adjective, vec![district.id.clone()])
                    });
                }
            }
        }
        for (text, slugs) in rules::NAMES.iter().chain(rules::SPELLINGS) {
            stems.push(Stem::name(text, ids(slugs)));
        }
        for (text, slug, whole) in rules::PARTS {
            stems.push(Stem {
                form: Form::Part,
                whole: *whole,
                ..Stem::name(text, ids(&[slug]))
            });
        }
        stems.retain(|stem| !stem.text.is_empty() && !stem.districts.is_empty());
        stems.sort_by(|a, b| a.text.cmp(&b.text));
        let elsewhere = rules::ELSEWHERE
            .iter()
            .filter_map(|(adjective, noun, slug)| {
                Some((*adjective, *noun, (*known.get(slug)?).clone()))
            })
            .collect();
        Districts {
            stems,
            sided,
            elsewhere,
        }
    }

    /// The districts that a title or an item of an agenda names.
    pub fn named_in(&self, text: &str) -> BTreeSet<DistrictId> {
        let words = Words::of(text);
        let mut named = BTreeSet::new();
        let mut before: Option<Found<'_>> = None;
        for at in 0..words.len() {
            self.add_side(&words, at, &mut named);
            self.add_elided(&words, at, &mut named);
            let found = self.find(words.get(at));
            if let Some(found) = found
                && self.counts(&words, at, found, before)
            {
                match self.lies_elsewhere(&words, at) {
                    Some(district) => named.extend([district.clone()]),
                    None => named.extend(found.stem.districts.iter().cloned()),
                }
            }
            before = found;
        }
        named
    }

    /// The districts that an organization is there for, by its name: those of a body that exists for a
    /// part of the city. Whatever else has a district in its name is there for the whole city.
    pub fn of_organization(&self, name: &str) -> BTreeSet<DistrictId> {
        let local = Words::of(name).iter().any(|word| {
            rules::LOCAL_BODIES
                .iter()
                .any(|body| word.starts_with(body))
        });
        if local {
            self.named_in(name)
        } else {
            BTreeSet::new()
        }
    }

    /// What the word stands for.
    fn find(&self, word: &str) -> Option<Found<'_>> {
        self.find_from_start(word)
            .or_else(|| self.find_from_start(word.strip_prefix("alt")?))
    }

    fn find_from_start(&self, word: &str) -> Option<Found<'_>> {
        let initial = word.as_bytes().first()?;
        let end = self
            .stems
            .partition_point(|stem| stem.text.as_str() <= word);
        // A stem that the word begins with is in order before it, the longest last.
        let (stem, tail) = self
            .stems
            .get(..end)?
            .iter()
            .rev()
            .take_while(|stem| stem.text.as_bytes().first() == Some(initial))
            .find_map(|stem| Some((stem, word.strip_prefix(stem.text.as_str())?)))?;
        let adjective = match tail {
            "" => stem.form == Form::Adjective,
            _ if stem.whole => return None,
            "er" => true,
            "s" => false,
            _ if is_compound(word, tail) => false,
            _ => return None,
        };
        Some(Found { stem, adjective })
    }

    /// Whether the word that was found means the place, here.
    fn counts(
        &self,
        words: &Words,
        at: usize,
        found: Found<'_>,
        before: Option<Found<'_>>,
    ) -> bool {
        let previous = at.checked_sub(1).map(|i| words.get(i)).unwrap_or_default();
        if rules::NOT_AFTER
            .iter()
            .any(|(text, befores)| *text == found.stem.text && befores.contains(&previous))
        {
            return false;
        }
        // The Grötzinger Bergwald is not the Bergwald.
        if let Some(before) = before
            && found.stem.form == Form::Part
            && before.adjective
            && before.stem.districts != found.stem.districts
        {
            return false;
        }
        !names_a_street(words, at, found.adjective)
    }

    fn lies_elsewhere(&self, words: &Words, at: usize) -> Option<&DistrictId> {
        self.elsewhere
            .iter()
            .find_map(|(adjective, noun, district)| {
                let case = words.get(at + 1).strip_prefix(noun)?;
                (*adjective == words.get(at) && matches!(case, "" | "s" | "es" | "e"))
                    .then_some(district)
            })
    }

    /// `Innenstadt-Ost`, `Innenstadt/West`, `Innenstadt West und Ost`.
    fn add_side(&self, words: &Words, at: usize, named: &mut BTreeSet<DistrictId>) {
        let head = words.get(at);
        if !self.sided.iter().any(|sided| sided.head == head) {
            return;
        }
        for i in (at + 1..words.len()).take(LOOK_AHEAD) {
            let word = words.get(i);
            if rules::JOINERS.contains(&word) {
                continue;
            }
            let Some(sided) = self
                .sided
                .iter()
                .find(|sided| sided.head == head && sided.side == word)
            else {
                return;
            };
            named.insert(sided.district.clone());
        }
    }

    /// The first of `Süd- und Südweststadt`, of `Hohen- und Grünwettersbach`.
    fn add_elided(&self, words: &Words, at: usize, named: &mut BTreeSet<DistrictId>) {
        if words.gap(at) != Gap::Elision {
            return;
        }
        let full = (at + 1..words.len())
            .take(LOOK_AHEAD)
            .find(|i| words.gap(*i) != Gap::Elision && !rules::JOINERS.contains(&words.get(*i)))
            .map(|i| words.get(i))
            .unwrap_or_default();
        for ending in rules::SHARED_ENDINGS {
            if full.ends_with(ending) {
                let name = format!("{}{ending}", words.get(at));
                let stem = self.stems.iter().find(|stem| stem.text == name);
                named.extend(
                    stem.into_iter()
                        .flat_map(|stem| stem.districts.iter().cloned()),
                );
            }
        }
    }
}

impl Stem {
    fn name(text: &str, districts: Vec<DistrictId>) -> Stem {
        Stem {
            text: text.to_owned(),
            form: Form::Name,
            whole: false,
            districts,
        }
    }
}

/// The adjective of a name where it is more than the name and `er`: `Daxlander`, `Grünwinkler`,
/// `Südstädter`.
fn adjective_of(name: &str) -> Option<String> {
    if let Some(stem) = name.strip_suffix("stadt") {
        return Some(format!("{stem}staedter"));
    }
    if let Some(stem) = name.strip_suffix("el") {
        return Some(format!("{stem}ler"));
    }
    name.strip_suffix("en").map(|stem| format!("{stem}er"))
}

/// Whether a word that goes on with `tail` after its stem is a compound that means the place.
fn is_compound(word: &str, tail: &str) -> bool {
    // `her` makes a family's name of a district: Neureuther.
    tail.len() >= 3 && tail != "her" && !is_street(word)
}

/// Whether the word is the name of a street or ends in what a street is.
fn is_street(word: &str) -> bool {
    word.contains("strasse") || rules::STREETS.iter().any(|street| word.ends_with(street))
}

/// Whether the word at `at` is there for a street that has its name from the district.
fn names_a_street(words: &Words, at: usize, adjective: bool) -> bool {
    let gap = words.gap(at);
    // `Durlacher Tor`, `Wolfartsweier Straße`; but in `Durlach, Straße am Wald` the comma divides.
    if rules::STREETS.contains(&words.get(at + 1)) && (adjective || gap != Gap::Other) {
        return true;
    }
    // What the next word leaves open, the word after a joiner may say: `Wolfartsweierer und Ottostraße`.
    let mut joined = gap == Gap::Elision || (adjective && gap == Gap::Other);
    if !adjective && !joined {
        return false;
    }
    for i in (at + 1..words.len()).take(LOOK_AHEAD) {
        let word = words.get(i);
        if rules::STREETS.contains(&word) || (joined && is_street(word)) {
            return true;
        }
        let joiner = rules::JOINERS.contains(&word);
        let open = words.gap(i) == Gap::Elision;
        if !(joiner || open || word.ends_with("er")) {
            return false;
        }
        joined |= joiner || open;
    }
    false
}
