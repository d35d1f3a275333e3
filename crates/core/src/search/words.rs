//! Words, as the index keeps them and as a search looks for them.
//!
//! A word of a text becomes a *stem*: lower case, without the dots of umlauts and other marks, ß as ss,
//! and without its inflection (Snowball's German stemmer). So "Spielplätze", "Spielplatzes" and
//! "SPIELPLATZ" are one. The folding comes before the stemming, so that a word typed without umlauts
//! becomes the same stem as one with them. Umlauts that were typed as two letters ("Fuehrerschein") are
//! undone on the side of the search only: in a text "neue" is no "nü".
//!
//! Words that say nothing ("der", "und", "for") are left out of the index and of searches that have
//! others.

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::cell::RefCell;
use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A longer run of letters is cut: no word that a person means is longer, and an index needs no more.
pub const LONGEST: usize = 64;

/// Words without meaning of their own, folded, in the languages of the app; sorted.
const STOP_WORDS: &[&str] = &[
    "a", "aber", "alle", "als", "also", "am", "an", "and", "auch", "auf", "aus", "bei", "beim",
    "bekomme", "bekommen", "bin", "bis", "bitte", "brauche", "brauchen", "da", "das", "dass",
    "dem", "den", "der", "des", "die", "dies", "diese", "dieser", "do", "durch", "ein", "eine",
    "einem", "einen", "einer", "eines", "er", "es", "for", "from", "fur", "furs", "ganz", "ganze",
    "ganzen", "gegen", "geht", "gibt", "habe", "haben", "hat", "hier", "how", "i", "ich", "ihr",
    "im", "in", "ins", "is", "ist", "kann", "kommt", "konnen", "man", "mein", "meine", "meinen",
    "mich", "mir", "mit", "mochte", "muss", "my", "nach", "nicht", "noch", "oder", "of", "on",
    "or", "raus", "sein", "sich", "sie", "sind", "soll", "the", "to", "uber", "um", "und", "vom",
    "von", "vor", "wann", "warum", "was", "welche", "wer", "werden", "wie", "will", "wir", "wird",
    "with", "wo", "worden", "zu", "zum", "zur",
];

/// A word in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word<'a> {
    /// As it is written.
    pub text: &'a str,
    /// Where it is, in bytes.
    pub at: Range<usize>,
}

/// The words of a text: runs of letters and digits.
pub fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, _) = loop {
            let (at, letter) = rest.next()?;
            if letter.is_alphanumeric() {
                break (at, letter);
            }
        };
        let mut end = text.len();
        while let Some((at, letter)) = rest.peek() {
            if !letter.is_alphanumeric() && !is_combining_mark(*letter) {
                end = *at;
                break;
            }
            rest.next();
        }
        Some(Word {
            text: &text[start..end],
            at: start..end,
        })
    })
}

/// Numbers with strokes between, such as "2021/1198": how papers are referred to.
pub fn references(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_ascii_digit() && letter != '/')
        .map(|run| run.trim_matches('/'))
        .filter(|run| run.len() <= LONGEST && run.contains('/') && !run.contains("//"))
}

/// Words of two parts with a hyphen between ("Kita-Platz"), which people also write as one.
fn hyphenated(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split(|letter: char| !letter.is_alphabetic() && letter != '-')
        .filter_map(|run| run.split_once('-'))
        .filter(|(first, second)| {
            let both = first.len().min(second.len()) >= 2;
            both && !second.contains('-') && first.len() + second.len() <= LONGEST
        })
}

/// A word in lower case, without marks, ß as ss.
pub fn fold(word: &str) -> String {
    if word.is_ascii() {
        let end = word.len().min(LONGEST);
        return word[..end].to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(word.len());
    for letter in word.nfkd().filter(|letter| !is_combining_mark(*letter)) {
        for lower in letter.to_lowercase() {
            match lower {
                'ß' => folded.push_str("ss"),
                lower if lower.is_alphanumeric() => folded.push(lower),
                _ => {}
            }
        }
        if folded.len() >= LONGEST {
            break;
        }
    }
    folded
}

/// A folded word without its inflection.
pub fn stem(folded: &str) -> String {
    static GERMAN: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::German));
    if folded.bytes().any(|byte| byte.is_ascii_digit()) {
        let number = folded.trim_start_matches('0');
        return if number.is_empty() { folded } else { number }.to_owned();
    }
    GERMAN.stem(folded).into_owned()
}

/// Whether a folded word has no meaning of its own.
pub fn is_stop_word(folded: &str) -> bool {
    STOP_WORDS.binary_search(&folded).is_ok()
}

/// The stems of a text's words in order, references included, stop words left out.
pub fn stems(text: &str) -> Vec<String> {
    let mut stems = Vec::new();
    each_stem(text, |_, stem| stems.push(stem.to_owned()));
    stems
}

/// Tells of every stem of [`stems`] in turn, each with its hash.
fn each_stem(text: &str, mut tell: impl FnMut(u64, &str)) {
    MEMORY.with_borrow_mut(|memory| {
        for word in words(text) {
            if let Some(stem) = memory.stem(word.text) {
                tell(stem.hash, &stem.text);
            }
        }
    });
    for reference in references(text) {
        tell(hash_of(reference), reference);
    }
    for (first, second) in hyphenated(text) {
        let stem = stem(&fold(&format!("{first}{second}")));
        tell(hash_of(&stem), &stem);
    }
}

fn hash_of(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    text.hash(&mut hasher);
    hasher.finish()
}

/// Writes the stems of an item one after the other, with blanks between.
#[derive(Debug, Default)]
pub struct Written {
    hashes: FxHashSet<u64>,
}

impl Written {
    /// Writes every stem of `text`.
    pub fn all(&mut self, text: &str, into: &mut String) {
        each_stem(text, |hash, stem| {
            self.hashes.insert(hash);
            push(stem, into);
        });
    }

    /// Writes the stems of `text` that were not written before.
    pub fn new_ones(&mut self, text: &str, into: &mut String) {
        each_stem(text, |hash, stem| {
            if self.hashes.insert(hash) {
                push(stem, into);
            }
        });
    }
}

fn push(stem: &str, into: &mut String) {
    if !into.is_empty() {
        into.push(' ');
    }
    into.push_str(stem);
}

thread_local! {
    static MEMORY: RefCell<Memory> = RefCell::default();
}

/// What words became: texts repeat their words, and looking up is ten times faster than stemming.
#[derive(Default)]
struct Memory {
    /// By the word as it is written; none for a stop word.
    words: FxHashMap<String, Option<Stem>>,
    /// What the last word became that is not remembered.
    other: Option<Stem>,
}

struct Stem {
    text: String,
    hash: u64,
}

impl Memory {
    /// So many words are remembered: some megabytes. What comes later is worked out each time.
    const MOST: usize = 60_000;

    /// The stem of a word as it is written; none for a stop word.
    fn stem(&mut self, word: &str) -> Option<&Stem> {
        if !self.words.contains_key(word) {
            let folded = fold(word);
            let says_something = !folded.is_empty() && !is_stop_word(&folded);
            let made = says_something.then(|| {
                let text = stem(&folded);
                let hash = hash_of(&text);
                Stem { text, hash }
            });
            if self.words.len() >= Memory::MOST {
                self.other = made;
                return self.other.as_ref();
            }
            self.words.insert(word.to_owned(), made);
        }
        self.words.get(word)?.as_ref()
    }
}

/// What a folded word may also mean, if its umlauts were typed as two letters.
pub fn without_digraphs(folded: &str) -> Option<String> {
    let undone = folded
        .replace("ae", "a")
        .replace("oe", "o")
        .replace("ue", "u");
    (undone != folded).then_some(undone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn stop_words_are_folded_and_sorted() {
        assert!(STOP_WORDS.is_sorted());
        assert!(STOP_WORDS.iter().all(|word| fold(word) == **word));
    }

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for forms in [
            vec![
                "Spielplatz",
                "Spielplätze",
                "Spielplatzes",
                "spielplatze",
                "SPIELPLÄTZEN",
            ],
            vec!["Straße", "Strasse", "Straßen", "STRASSE"],
            vec!["Wohnung", "Wohnungen"],
            vec!["Haus", "Häuser", "hauser"],
        ] {
            let stems: Vec<String> = forms.iter().map(|form| stem(&fold(form))).collect();
            assert!(stems.iter().all(|stem| *stem == stems[0]), "{stems:?}");
        }
    }

    #[test]
    fn a_decomposed_umlaut_is_an_umlaut() {
        assert_eq!(stems("Spielpla\u{308}tze"), stems("Spielplätze"));
    }

    #[test]
    fn a_reference_is_a_word_and_its_numbers_are() {
        assert_eq!(
            stems("Vorlage 2021/1198"),
            ["vorlag", "2021", "1198", "2021/1198"]
        );
    }

    #[test]
    fn a_word_with_a_hyphen_is_two_words_and_one() {
        assert_eq!(stems("Kita-Platz"), ["kita", "platz", "kitaplatz"]);
        assert_eq!(stems("- Kita -"), ["kita"]);
    }

    #[test]
    fn leading_zeros_say_nothing() {
        assert_eq!(stems("05 000"), ["5", "000"]);
    }

    #[test]
    fn umlauts_typed_as_two_letters_are_undone() {
        assert_eq!(
            without_digraphs("fuehrerschein").as_deref(),
            Some("fuhrerschein")
        );
        assert_eq!(without_digraphs("ausweis"), None);
    }

    proptest! {
        #[test]
        fn every_word_is_where_it_says(text in "\\PC{0,80}") {
            for word in words(&text) {
                prop_assert_eq!(&text[word.at.clone()], word.text);
            }
        }

        #[test]
        fn a_stem_is_one_token_of_the_index(text in ".{0,80}") {
            for stem in stems(&text) {
                prop_assert!(!stem.is_empty());
                prop_assert!(!stem.contains(|c: char| c.is_whitespace() || c == '"' || c == '\0'));
                prop_assert!(stem.len() <= LONGEST + 8);
            }
        }
    }
}
