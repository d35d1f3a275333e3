//! Compounds taken apart. German writes as one word what the city may have written as two.

use super::query::is_number;
use super::vocabulary::Vocabulary;
use super::words::{is_stop_word, stem};

/// From so many letters on a word may be one of two that stand apart elsewhere, each of at least so many.
const COMPOUND_FROM: usize = 8;
const COMPONENT_FROM: usize = 3;
/// Letters that join the two.
const JOINTS: [&str; 5] = ["", "s", "n", "e", "es"];

/// The two words that a compound is made of, where there are items with each: the pair of which the
/// rarer one is in most of them.
pub fn split_compound(folded: &str, vocabulary: &Vocabulary) -> Option<(String, String)> {
    if !folded.is_ascii() || folded.len() < COMPOUND_FROM || is_number(folded) {
        return None;
    }
    let known = |word: &str| {
        vocabulary
            .exactly(&stem(word))
            .filter(|_| word.len() >= COMPONENT_FROM && !is_stop_word(word))
            .map(|known| known.count)
    };
    let mut best: Option<(u32, &str, &str)> = None;
    for at in COMPONENT_FROM..=folded.len() - COMPONENT_FROM {
        let (first, second) = folded.split_at(at);
        let Some(of_second) = known(second) else {
            continue;
        };
        for joint in JOINTS {
            let Some(first) = first.strip_suffix(joint) else {
                continue;
            };
            let Some(of_first) = known(first) else {
                continue;
            };
            let both = of_first.min(of_second);
            if best.is_none_or(|(most, _, _)| both > most) {
                best = Some((both, first, second));
            }
        }
    }
    best.map(|(_, first, second)| (first.to_owned(), second.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_compound_that_there_is_not_is_two_words_that_there_are() {
        let stems = ["gemeinderat", "sitzung", "hund", "anmeld", "kita", "platz"];
        let all = Vocabulary::of(stems.map(|stem| (stem.to_owned(), 3)).to_vec());
        let split = |word: &str| split_compound(word, &all).map(|(a, b)| (stem(&a), stem(&b)));
        let pair = |a: &str, b: &str| Some((stem(a), stem(b)));
        assert_eq!(split("gemeinderatssitzung"), pair("gemeinderat", "sitzung"));
        assert_eq!(split("hundeanmeldung"), pair("hund", "anmeldung"));
        assert_eq!(split("kitaplatz"), pair("kita", "platz"));
        assert_eq!(split("platzregen"), None);
    }
}
