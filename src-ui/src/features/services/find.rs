//! Finds services by what people type: every word must be somewhere in the names, the keywords or
//! the summaries. Umlauts may be typed as they are, without their dots, or as two letters.

use crate::text::order::{plain, sorted, spelled};
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

/// The words of one service, those that say most of it first.
#[derive(Clone, PartialEq)]
struct Entry {
    names: String,
    keywords: String,
    summaries: String,
}

impl Index {
    /// Takes in all services.
    pub fn new(view: Arc<ServicesView>) -> Self {
        let entries = view
            .services
            .iter()
            .map(|service| Entry::of(&service.item))
            .collect();
        Self { view, entries }
    }

    /// The services that have every word of `typed`, those with the words in their names first, then
    /// by name.
    pub fn find(&self, typed: &str, lang: Lang) -> Vec<Found> {
        let words: Vec<String> = typed.split_whitespace().map(plain).collect();
        let found = self
            .entries
            .iter()
            .zip(&self.view.services)
            .filter_map(|(entry, service)| Some((entry.rank(&words)?, service.clone())))
            .collect();
        sorted(found, &|(rank, service): &(u8, Found)| {
            format!("{rank}{}", plain(service.item.name.get(lang)))
        })
        .into_iter()
        .map(|(_, service)| service)
        .collect()
    }
}

impl Entry {
    fn of(service: &Service) -> Self {
        let both = |text: String| format!("{} {}", plain(&text), spelled(&text));
        Self {
            names: both(format!("{} {}", service.name.de, service.name.en)),
            keywords: both(service.keywords.join(" ")),
            summaries: both(format!("{} {}", service.summary.de, service.summary.en)),
        }
    }

    /// How well the words fit: that of the worst, 0 to 2; none if one is nowhere.
    fn rank(&self, words: &[String]) -> Option<u8> {
        let texts = [&self.names, &self.keywords, &self.summaries];
        words.iter().try_fold(0, |worst, word| {
            texts
                .iter()
                .zip(0..)
                .find_map(|(text, rank)| text.contains(word.as_str()).then_some(rank))
                .map(|rank: u8| rank.max(worst))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Entry {
        Entry {
            names: format!("{} {}", plain("Führerschein"), spelled("Führerschein")),
            keywords: "auto fahrerlaubnis".to_owned(),
            summaries: "hier bekommen sie eine karte".to_owned(),
        }
    }

    fn rank(typed: &str) -> Option<u8> {
        let words: Vec<String> = typed.split_whitespace().map(plain).collect();
        entry().rank(&words)
    }

    #[test]
    fn umlauts_may_be_typed_in_three_ways() {
        for typed in ["Führerschein", "Fuehrerschein", "fuhrerschein"] {
            assert_eq!(rank(typed), Some(0), "{typed}");
        }
    }

    #[test]
    fn every_word_must_be_somewhere_and_the_worst_decides() {
        assert_eq!(rank("schein auto"), Some(1));
        assert_eq!(rank("schein karte"), Some(2));
        assert_eq!(rank("schein hund"), None);
    }
}
