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

mod memory;

use memory::{MEMORY, NO_ITEM, Said};
use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashSet;
use std::ops::Range;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
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
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = find(text, from, |byte| byte.is_ascii_alphanumeric(), is_letter);
        let end = find(
            text,
            start,
            |byte| !byte.is_ascii_alphanumeric(),
            |other| !is_letter(other) && !is_combining_mark(other),
        );
        from = end;
        (start < end).then(|| Word {
            text: &text[start..end],
            at: start..end,
        })
    })
}

/// Where, from the byte `at` on, the first character is that is looked for; the end if there is none.
/// Most characters are ASCII: those are told by their byte alone.
fn find(text: &str, mut at: usize, ascii: fn(u8) -> bool, other: fn(char) -> bool) -> usize {
    let bytes = text.as_bytes();
    while let Some(byte) = bytes.get(at) {
        if byte.is_ascii() {
            if ascii(*byte) {
                break;
            }
            at += 1;
        } else {
            let letter = text[at..].chars().next().unwrap_or_default();
            if other(letter) {
                break;
            }
            at += letter.len_utf8();
        }
    }
    at
}

/// Whether a character that is not ASCII is a letter or a digit. Those of German need no table.
fn is_letter(other: char) -> bool {
    matches!(other, 'ä' | 'ö' | 'ü' | 'ß' | 'Ä' | 'Ö' | 'Ü') || other.is_alphanumeric()
}

/// Numbers with strokes between, such as "2021/1198": how papers are referred to.
pub fn references(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_ascii_digit() && letter != '/')
        .map(|run| run.trim_matches('/'))
        .filter(|run| run.len() <= LONGEST && run.contains('/') && !run.contains("//"))
}

/// Words of two parts with a hyphen between ("Kita-Platz"), which people also write as one.
fn hyphenated(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphabetic() && letter != '-')
        .filter(|run| {
            let Some((first, second)) = run.split_once('-') else {
                return false;
            };
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
        return without_zeros(folded).to_owned();
    }
    GERMAN.stem(folded).into_owned()
}

/// A number without the zeros before it.
fn without_zeros(number: &str) -> &str {
    match number.trim_start_matches('0') {
        "" => number,
        number => number,
    }
}

/// Whether a folded word has no meaning of its own.
pub fn is_stop_word(folded: &str) -> bool {
    STOP_WORDS.binary_search(&folded).is_ok()
}

/// The stems of a text's words in order, references included, stop words left out.
pub fn stems(text: &str) -> Vec<String> {
    let mut stems = Vec::new();
    each_stem(text, |said| stems.push(said.stem.to_owned()));
    stems
}

/// Tells of every stem of [`stems`] in turn.
fn each_stem(text: &str, mut tell: impl FnMut(Said<'_>)) {
    MEMORY.with_borrow_mut(|memory| {
        for word in words(text) {
            match number(word.text) {
                Some(number) => tell(Said::once(number)),
                None => memory.recall(word.text, stem_of_word, &mut tell),
            }
        }
        // Most texts have neither, and to look for one byte is quick.
        if text.contains('/') {
            for reference in references(text) {
                tell(Said::once(reference));
            }
        }
        if text.contains('-') {
            for word in hyphenated(text) {
                memory.recall(word, stem_of_hyphenated, &mut tell);
            }
        }
    });
}

/// The stem of a word that has no other character than digits. There are too many numbers to remember
/// what becomes of each, and too little becomes of it.
fn number(word: &str) -> Option<&str> {
    let is_number = word.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| without_zeros(&word[..word.len().min(LONGEST)]))
}

fn stem_of_word(word: &str) -> Option<String> {
    let folded = fold(word);
    (!folded.is_empty() && !is_stop_word(&folded)).then(|| stem(&folded))
}

fn stem_of_hyphenated(word: &str) -> Option<String> {
    Some(stem(&fold(&word.replace('-', ""))))
}

/// Writes the stems of an item one after the other, with blanks between.
#[derive(Debug)]
pub struct Written {
    /// Tells this item from all others.
    item: u64,
    hashes: FxHashSet<u64>,
}

impl Default for Written {
    /// For an item of which nothing was written.
    fn default() -> Written {
        static ITEMS: AtomicU64 = AtomicU64::new(NO_ITEM + 1);
        Written {
            item: ITEMS.fetch_add(1, Ordering::Relaxed),
            hashes: FxHashSet::default(),
        }
    }
}

impl Written {
    /// Writes every stem of `text`.
    pub fn all(&mut self, text: &str, into: &mut String) {
        each_stem(text, |mut said| {
            self.is_new(&mut said);
            push(said.stem, into);
        });
    }

    /// Writes the stems of `text` that were not written before.
    pub fn new_ones(&mut self, text: &str, into: &mut String) {
        each_stem(text, |mut said| {
            if self.is_new(&mut said) {
                push(said.stem, into);
            }
        });
    }

    /// A word that is said over and over has it written beside its stem that the item has it; another
    /// one with the same stem is found among the hashes.
    fn is_new(&mut self, said: &mut Said<'_>) -> bool {
        if let Some(last_in) = &mut said.last_in
            && std::mem::replace(*last_in, self.item) == self.item
        {
            return false;
        }
        self.hashes.insert(said.hash)
    }
}

fn push(stem: &str, into: &mut String) {
    if !into.is_empty() {
        into.push(' ');
    }
    into.push_str(stem);
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

    #[test]
    fn a_stem_is_written_once_whatever_form_its_word_has() {
        let mut written = Written::default();
        let (mut title, mut rest) = (String::new(), String::new());
        written.all("Haus an Haus, 007", &mut title);
        written.new_ones("Häuser, Kitas und Kita-Platz, 7", &mut rest);
        written.new_ones("Kitaplatz, Kita-Platz, Garten", &mut rest);
        assert_eq!(title, "haus haus 7");
        assert_eq!(rest, "kitas kita platz kitaplatz gart");
    }

    #[test]
    fn what_one_item_has_is_new_to_the_next() {
        for _ in 0..2 {
            let mut into = String::new();
            Written::default().new_ones("Radweg 2021", &mut into);
            assert_eq!(into, "radweg 2021");
        }
    }

    proptest! {
        #[test]
        fn every_word_is_where_it_says(text in "\\PC{0,80}") {
            for word in words(&text) {
                prop_assert_eq!(&text[word.at.clone()], word.text);
            }
        }

        #[test]
        fn a_text_is_split_where_no_letter_is(text in "[a-zA-Z0-9äöüßÉé\u{308}٣中×÷ªº .,/-]{0,60}|\\PC{0,60}") {
            let runs = text.split(|c: char| !c.is_alphanumeric() && !is_combining_mark(c));
            let runs = runs.map(|run| run.trim_start_matches(|c: char| !c.is_alphanumeric()));
            let runs: Vec<&str> = runs.filter(|run| !run.is_empty()).collect();
            prop_assert_eq!(words(&text).map(|word| word.text).collect::<Vec<_>>(), runs);
        }

        #[test]
        fn what_is_remembered_is_what_was_worked_out(text in "[a-dÄß03\u{308} /-]{0,40}") {
            let mut into = String::new();
            Written::default().new_ones(&text, &mut into);
            let mut once = stems(&text);
            let mut seen = std::collections::HashSet::new();
            once.retain(|stem| seen.insert(stem.clone()));
            prop_assert_eq!(into, once.join(" "));
            let words = words(&text).filter(|word| !is_stop_word(&fold(word.text)));
            let fresh: Vec<String> = words.map(|word| stem(&fold(word.text))).collect();
            prop_assert!(stems(&text).starts_with(&fresh));
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
