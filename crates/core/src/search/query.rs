//! From what was typed to what is looked for.

use super::entry::MONTHS;
use super::typo::mended;
use super::vocabulary::Vocabulary;
use super::words::{self, LONGEST, fold, is_stop_word, stem, without_digraphs};
use ka_domain::views::Tried;
use rustc_hash::FxHashMap;

/// Letters of a search that are read; the rest is ignored.
pub const MOST_LETTERS: usize = 200;
/// Words of a search that are looked for; the rest is ignored.
pub const MOST_WORDS: usize = 8;

/// From so many letters on a word is also looked for as a part of others.
const PART_FROM: usize = 4;
/// From so many letters on a word may have one that is wrong.
const TYPO_FROM: usize = 6;
/// Up to so many letters every way to mend a word is tried.
const MENDED_TO: usize = 24;
/// So many letters must have been typed before all beginnings are looked at.
const BEGINNING_FROM: usize = 3;

/// Stems that one word may stand for, by the way they are found. Each costs the index a look.
const MOST_BEGINNINGS: usize = 40;
const FEW_BEGINNINGS: usize = 16;
const MOST_PARTS: usize = 40;
const MOST_TYPOS: usize = 12;

/// How well a stem stands for a word that was typed.
const EXACT: f32 = 1.0;
const BEGINS: f32 = 0.8;
const ENDS: f32 = 0.72;
const INSIDE: f32 = 0.55;
const TYPO: f32 = 0.6;

/// A word that is looked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted {
    /// As it was typed, folded.
    pub folded: String,
    /// The stems that it may stand for, each with how well, from 0 to 1.
    pub forms: FxHashMap<String, f32>,
    /// How many items have one of its best forms.
    pub count: u32,
    /// What can be tried for a word of this kind.
    pub ways: Vec<Tried>,
    /// Stems that differ by a letter were looked for already.
    typos: bool,
}

/// How far the meaning of a word is stretched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// The word in any of its forms.
    Exact,
    /// And words that it is a part of.
    Parts,
    /// And words that differ from it by one letter.
    Typos,
}

impl Wanted {
    /// The stems that it stands for within `reach`, as FTS5 is asked for them; none if there are none.
    pub fn phrase(&self, reach: Reach) -> Option<String> {
        let mut stems: Vec<&str> = self
            .forms
            .iter()
            .filter(|(_, how)| match reach {
                Reach::Exact => **how >= EXACT,
                Reach::Parts => **how != TYPO,
                Reach::Typos => true,
            })
            .map(|(stem, _)| stem.as_str())
            .collect();
        if stems.is_empty() {
            return None;
        }
        stems.sort_unstable();
        Some(format!("(\"{}\")", stems.join("\" OR \"")))
    }

    /// Whether anything stands for it within `reach`.
    pub fn is_known(&self, reach: Reach) -> bool {
        self.phrase(reach).is_some()
    }
}

/// The words of a search, with all that each may stand for, one letter that is wrong excepted.
pub fn read(typed: &str, vocabulary: &Vocabulary) -> Vec<Wanted> {
    let words = split(typed);
    let only_stop_words = words.iter().all(|word| is_stop_word(word));
    let mut wanted: Vec<Wanted> = Vec::new();
    for word in &words {
        if is_stop_word(word) && !only_stop_words || wanted.iter().any(|w| w.folded == *word) {
            continue;
        }
        wanted.push(want(word, vocabulary));
        if wanted.len() == MOST_WORDS {
            break;
        }
    }
    wanted
}

/// The folded words of what was typed.
fn split(typed: &str) -> Vec<String> {
    let typed = match typed.char_indices().nth(MOST_LETTERS) {
        // Without the word that would be cut in two, unless it is the only one.
        Some((end, _)) => typed[..end]
            .rsplit_once(char::is_whitespace)
            .map_or(&typed[..end], |(whole, _)| whole),
        None => typed,
    };
    let mut split = Vec::new();
    for run in typed.split_whitespace() {
        if let Some(day) = day(run) {
            split.extend(day);
            continue;
        }
        let references: Vec<&str> = words::references(run).collect();
        if references.is_empty() {
            split.extend(words::words(run).map(|word| fold(word.text)));
        } else {
            // The number of a paper is one thing, not two numbers that may stand anywhere.
            split.extend(references.into_iter().map(str::to_owned));
        }
    }
    split.retain(|word| !word.is_empty());
    split
}

/// A day written with points, "13.5.2025", in the words by which days are found.
fn day(run: &str) -> Option<[String; 3]> {
    let mut numbers = run.trim_end_matches(',').split('.');
    let (day, month, year) = (numbers.next()?, numbers.next()?, numbers.next()?);
    let month: usize = month.parse().ok()?;
    let month = MONTHS.get(month.checked_sub(1)?)?.split(' ').next()?;
    let day: u8 = day.parse().ok().filter(|day| (1..=31).contains(day))?;
    let year: u16 = year.parse().ok()?;
    numbers
        .next()
        .is_none()
        .then(|| [day.to_string(), fold(month), year.to_string()])
}

/// A word, with all that it may stand for, one letter that is wrong excepted.
pub fn want(folded: &str, vocabulary: &Vocabulary) -> Wanted {
    let mut wanted = Wanted {
        folded: folded.to_owned(),
        forms: FxHashMap::default(),
        count: 0,
        ways: vec![Tried::Words, Tried::Beginnings],
        typos: false,
    };
    let undone = without_digraphs(folded);
    let spellings: Vec<&str> = std::iter::once(folded).chain(undone.as_deref()).collect();
    for spelling in &spellings {
        let stem = stem(spelling);
        for known in vocabulary
            .exactly(&stem)
            .into_iter()
            .chain(vocabulary.exactly(spelling))
        {
            wanted.add(known.stem, EXACT);
            wanted.count = wanted.count.max(known.count);
        }
        let letters = spelling.chars().count();
        let most = match letters < BEGINNING_FROM {
            true => FEW_BEGINNINGS,
            false => MOST_BEGINNINGS,
        };
        for known in vocabulary.beginning(spelling, most) {
            wanted.add(known.stem, BEGINS);
        }
        if stem != **spelling && letters >= PART_FROM {
            for known in vocabulary.beginning(&stem, most) {
                wanted.add(known.stem, BEGINS);
            }
        }
        if letters >= PART_FROM && !is_number(spelling) {
            let part = if stem.chars().count() >= PART_FROM {
                stem.as_str()
            } else {
                spelling
            };
            for known in vocabulary.containing(part, MOST_PARTS) {
                let how = if known.stem.ends_with(part) {
                    ENDS
                } else {
                    INSIDE
                };
                wanted.add(known.stem, how);
            }
        }
    }
    if wanted.count == 0 {
        let few = wanted.forms.len().max(1);
        wanted.count = u32::try_from(few).unwrap_or(u32::MAX);
    }
    if folded.chars().count() >= PART_FROM && !is_number(folded) {
        wanted.ways.push(Tried::Parts);
    }
    if may_have_typo(folded) {
        wanted.ways.push(Tried::Typos);
    }
    wanted
}

impl Wanted {
    /// Leaves out the words that it is only a part of.
    pub fn keep_beginnings(&mut self) {
        self.forms.retain(|_, how| *how >= BEGINS);
    }

    fn add(&mut self, stem: &str, how: f32) {
        let form = self.forms.entry(stem.to_owned()).or_insert(how);
        *form = form.max(how);
    }

    /// Adds the stems that differ from it by one letter, if it is long enough to be told from others;
    /// whether there are some.
    pub fn allow_typo(&mut self, vocabulary: &Vocabulary) -> bool {
        if self.typos || !may_have_typo(&self.folded) {
            return false;
        }
        self.typos = true;
        let before = self.forms.len();
        let folded = self.folded.clone();
        let own = stem(&folded);
        let mut forms = vec![folded.as_str()];
        if own != folded && own.len() >= TYPO_FROM {
            forms.push(&own);
        }
        for (_, known) in vocabulary.near(&forms, 1, true, MOST_TYPOS) {
            self.forms.entry(known.stem.to_owned()).or_insert(TYPO);
        }
        if self.forms.is_empty() && folded.len() <= MENDED_TO {
            // The wrong letter may have changed what the stemmer takes for the ending.
            for mended in mended(&folded) {
                if let Some(known) = vocabulary.exactly(&stem(&mended)) {
                    self.forms.entry(known.stem.to_owned()).or_insert(TYPO);
                }
            }
        }
        self.forms.len() > before
    }
}

fn may_have_typo(folded: &str) -> bool {
    (TYPO_FROM..=LONGEST).contains(&folded.chars().count()) && !is_number(folded)
}

pub(super) fn is_number(folded: &str) -> bool {
    folded.bytes().any(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn vocabulary() -> Vocabulary {
        let stems = [
            "ausweis",
            "personalausweis",
            "kinderspielplatz",
            "fuhrerschein",
            "2021/1198",
            "mai",
            "2025",
            "13",
            "antrag",
            "die",
        ];
        Vocabulary::of(stems.map(|stem| (stem.to_owned(), 1)).to_vec())
    }

    fn forms(typed: &str, reach: Reach) -> Vec<String> {
        let all = vocabulary();
        let mut wanted = read(typed, &all);
        for wanted in &mut wanted {
            wanted.allow_typo(&all);
        }
        wanted
            .iter()
            .map(|wanted| wanted.phrase(reach).unwrap_or_default())
            .collect()
    }

    #[test]
    fn a_part_of_a_compound_stands_for_it() {
        assert_eq!(forms("Ausweise", Reach::Exact), ["(\"ausweis\")"]);
        assert_eq!(
            forms("Ausweise", Reach::Parts),
            ["(\"ausweis\" OR \"personalausweis\")"]
        );
        assert_eq!(
            forms("Spielplätze", Reach::Parts),
            ["(\"kinderspielplatz\")"]
        );
    }

    #[test]
    fn umlauts_may_be_typed_as_two_letters() {
        assert_eq!(
            forms("Fuehrerscheine", Reach::Exact),
            ["(\"fuhrerschein\")"]
        );
    }

    #[test]
    fn a_typo_is_only_looked_for_within_its_reach() {
        assert_eq!(forms("personalauswies", Reach::Parts), [""]);
        assert_eq!(
            forms("personalauswies", Reach::Typos),
            ["(\"personalausweis\")"]
        );
    }

    #[test]
    fn a_typo_may_hide_the_ending() {
        let all = Vocabulary::of(vec![(stem("beglaubigung"), 1)]);
        let mut wanted = want("beglaubiggung", &all);
        assert!(wanted.allow_typo(&all));
        assert!(wanted.forms.contains_key(&stem("beglaubigung")));
    }

    #[test]
    fn the_number_of_a_paper_is_one_word() {
        assert_eq!(forms("2021/1198", Reach::Exact), ["(\"2021/1198\")"]);
        assert_eq!(forms("2021/11", Reach::Parts), ["(\"2021/1198\")"]);
    }

    #[test]
    fn a_day_in_numbers_is_one_in_words() {
        let words: Vec<String> = split("13.05.2025");
        assert_eq!(words, ["13", "mai", "2025"]);
    }

    #[test]
    fn a_stop_word_counts_only_among_its_like() {
        assert_eq!(forms("die Ausweise", Reach::Exact), ["(\"ausweis\")"]);
        assert_eq!(forms("die", Reach::Exact), ["(\"die\")"]);
    }

    #[test]
    fn a_search_without_end_is_cut() {
        let long = "Ausweis Antrag ".repeat(10_000);
        assert_eq!(read(&long, &vocabulary()).len(), 2);
        let many: String = (0..100).map(|n| format!("w{n} ")).collect();
        assert_eq!(read(&many, &vocabulary()).len(), MOST_WORDS);
    }

    proptest! {
        #[test]
        fn nothing_that_is_typed_breaks_out_of_a_phrase(typed in ".{0,60}") {
            let all = vocabulary();
            for mut wanted in read(&typed, &all) {
                wanted.allow_typo(&all);
                for stem in wanted.forms.keys() {
                    prop_assert!(!stem.contains('"'));
                }
            }
        }
    }
}
