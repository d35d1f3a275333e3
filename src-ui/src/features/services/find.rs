//! Finds services by what people type: every word must be somewhere in the names, the keywords or
//! the summaries. Umlauts may be typed as they are, without their dots, or as two letters.

use ka_domain::views::{ServicesView, Sourced};
use ka_domain::{Lang, Service};
use std::sync::Arc;

/// A service that was found.
pub type Found = Sourced<Service>;

/// The services, with the words that they are found by.
#[derive(Clone, PartialEq)]
pub struct Index {
    view: Arc<ServicesView>,
    entries: Vec<Entry>,
}

#[derive(Clone, PartialEq)]
struct Entry {
    names: String,
    keywords: String,
    rest: String,
}

impl Index {
    /// Takes in all services.
    pub fn new(view: Arc<ServicesView>) -> Self {
        let entries = view
            .services
            .iter()
            .map(|Sourced { item, .. }| Entry {
                names: fold(&format!("{} {}", item.name.de, item.name.en)),
                keywords: fold(&item.keywords.join(" ")),
                rest: fold(&format!("{} {}", item.summary.de, item.summary.en)),
            })
            .collect();
        Self { view, entries }
    }

    /// The services that have every word of `typed`, those with the words in their names first.
    pub fn find(&self, typed: &str, lang: Lang) -> Vec<Found> {
        let words: Vec<String> = typed.split_whitespace().map(fold).collect();
        let mut found: Vec<(u8, String, Found)> = self
            .entries
            .iter()
            .zip(&self.view.services)
            .filter_map(|(entry, service)| {
                let rank = words
                    .iter()
                    .map(|word| entry.rank(word))
                    .try_fold(0, |worst, rank| rank.map(|rank| rank.max(worst)))?;
                Some((rank, fold(service.item.name.get(lang)), service.clone()))
            })
            .collect();
        found.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        found.into_iter().map(|(_, _, service)| service).collect()
    }
}

impl Entry {
    /// How well `word` fits: 0 best; none if it is nowhere.
    fn rank(&self, word: &str) -> Option<u8> {
        [&self.names, &self.keywords, &self.rest]
            .iter()
            .zip(0..)
            .find_map(|(text, rank)| text.contains(word).then_some(rank))
    }
}

/// Lower case, without the letters that only some keyboards have. "ae" and "ä" and "a" become one:
/// the two-letter forms lose their second letter everywhere, on both sides of the comparison.
pub fn fold(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            'ä' | 'à' | 'á' | 'â' => plain.push('a'),
            'ö' | 'ó' | 'ô' => plain.push('o'),
            'ü' | 'ú' | 'û' => plain.push('u'),
            'é' | 'è' | 'ê' | 'ë' => plain.push('e'),
            'ß' => plain.push_str("ss"),
            'e' if plain.ends_with(['a', 'o', 'u']) => {}
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn umlauts_may_be_typed_in_three_ways() {
        for typed in ["Führerschein", "Fuehrerschein", "fuhrerschein"] {
            assert_eq!(fold(typed), fold("Führerschein"), "{typed}");
        }
        assert_eq!(fold("Straße"), fold("STRASSE"));
    }
}
