//! The app's own screens, and what can be set there: found as everything else is, by words of both
//! languages. They are few, and the shell does not know them.

use crate::kit::{Icon, follow, reports};
use crate::text::order::{plain, spelled};
use leptos_fluent::tr;

/// A place in the app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its id, for tests and for the way back.
    pub id: &'static str,
    /// Its address.
    pub href: &'static str,
    /// Its sign.
    pub icon: Icon,
    /// What it is called.
    pub title: String,
    /// What else people call it, in both languages.
    words: String,
}

/// At most so many are shown.
const FEW: usize = 3;

/// The places that all of `typed` fits, and whether it names the first of them plainly: with whole words.
pub fn find(typed: &str) -> (Vec<Place>, bool) {
    let typed: Vec<String> = typed.split_whitespace().map(plain).collect();
    let mut found: Vec<(Place, Fit)> = places()
        .into_iter()
        .filter_map(|place| {
            let fit = fit(&typed, &format!("{} {}", place.title, place.words))?;
            Some((place, fit))
        })
        .collect();
    found.sort_by_key(|(_, fit)| *fit);
    found.truncate(FEW);
    let plainly = found.first().is_some_and(|(_, fit)| *fit == Fit::Whole);
    (found.into_iter().map(|(place, _)| place).collect(), plainly)
}

/// How well words fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// Each is a word of the text.
    Whole,
    /// Each is at least the beginning of one.
    Beginning,
}

/// How well `typed` fits `text`; none where a word of it is not there, or where there is none.
fn fit(typed: &[String], text: &str) -> Option<Fit> {
    let text = format!("{} {}", plain(text), spelled(text));
    let known = || text.split(|c: char| !c.is_alphanumeric());
    typed
        .iter()
        .try_fold(None, |fit, word| {
            let this = if known().any(|known| known == word) {
                Fit::Whole
            } else if known().any(|known| known.starts_with(word.as_str())) {
                Fit::Beginning
            } else {
                return Err(());
            };
            Ok(fit.max(Some(this)))
        })
        .ok()
        .flatten()
}

fn place(id: &'static str, href: &'static str, icon: Icon, title: String, words: String) -> Place {
    Place {
        id,
        href,
        icon,
        title,
        words,
    }
}

fn places() -> [Place; 22] {
    [
        place(
            "own-report",
            reports::NEW,
            Icon::Report,
            tr!("reports-new"),
            tr!("search-words-report"),
        ),
        place(
            "own-my-reports",
            reports::MINE,
            Icon::Report,
            tr!("my-reports-title"),
            tr!("search-words-my-reports"),
        ),
        place(
            "own-outbox",
            reports::OUTBOX,
            Icon::Outbox,
            tr!("outbox-title"),
            tr!("search-words-outbox"),
        ),
        place(
            "own-around",
            reports::AROUND,
            Icon::District,
            tr!("around-title"),
            tr!("search-words-around"),
        ),
        place(
            "own-language",
            "/settings#settings-language",
            Icon::Settings,
            tr!("settings-language"),
            tr!("search-words-language"),
        ),
        place(
            "own-appearance",
            "/settings#settings-appearance",
            Icon::Settings,
            tr!("settings-appearance"),
            tr!("search-words-appearance"),
        ),
        place(
            "own-text",
            "/settings#settings-text",
            Icon::Settings,
            tr!("settings-text"),
            tr!("search-words-text"),
        ),
        place(
            "own-person",
            "/settings#settings-person",
            Icon::Settings,
            tr!("settings-person"),
            tr!("search-words-person"),
        ),
        place(
            "own-sync",
            "/settings#settings-sync",
            Icon::Sync,
            tr!("settings-sync"),
            tr!("search-words-sync"),
        ),
        place(
            "own-storage",
            "/settings#settings-storage",
            Icon::Lock,
            tr!("settings-storage"),
            tr!("search-words-storage"),
        ),
        place(
            "own-delete",
            "/settings#settings-delete",
            Icon::Delete,
            tr!("settings-delete"),
            tr!("search-words-delete"),
        ),
        place(
            "own-sources",
            "/settings/sources",
            Icon::Info,
            tr!("sources-title"),
            tr!("search-words-sources"),
        ),
        place(
            "own-diagnostics",
            "/settings/diagnostics",
            Icon::Info,
            tr!("diagnostics-title"),
            tr!("search-words-diagnostics"),
        ),
        place(
            "own-settings",
            "/settings",
            Icon::Settings,
            tr!("settings-title"),
            tr!("search-words-settings"),
        ),
        place(
            "own-following",
            follow::LIST,
            Icon::Bell,
            tr!("follow-title"),
            tr!("search-words-following"),
        ),
        place(
            "own-meetings",
            "/council",
            Icon::Council,
            tr!("council-next"),
            tr!("search-words-meetings"),
        ),
        place(
            "own-past",
            "/council?by=past",
            Icon::Council,
            tr!("council-past"),
            tr!("search-words-past"),
        ),
        place(
            "own-committees",
            "/council?by=committees",
            Icon::Committee,
            tr!("council-committees"),
            tr!("search-words-committees"),
        ),
        place(
            "own-services",
            "/services",
            Icon::Services,
            tr!("services-title"),
            tr!("search-words-services"),
        ),
        place(
            "own-offices",
            "/services?by=office",
            Icon::Office,
            tr!("home-all-offices"),
            tr!("search-words-offices"),
        ),
        place(
            "own-parking",
            "/parking",
            Icon::Parking,
            tr!("parking-title"),
            tr!("search-words-parking"),
        ),
        place(
            "own-bicycles",
            "/parking/bicycles",
            Icon::Bicycle,
            tr!("bicycles-title"),
            tr!("search-words-bicycles"),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Schriftgröße lesbar Zoom text size";

    fn fits(typed: &str) -> Option<Fit> {
        let typed: Vec<String> = typed.split_whitespace().map(plain).collect();
        fit(&typed, TEXT)
    }

    #[test]
    fn whole_words_fit_best_and_the_worst_word_decides() {
        assert_eq!(fits("text"), Some(Fit::Whole));
        assert_eq!(fits("tex"), Some(Fit::Beginning));
        assert_eq!(fits("text si"), Some(Fit::Beginning));
    }

    #[test]
    fn a_word_that_is_not_there_is_too_many() {
        assert_eq!(fits("text dragon"), None);
        assert_eq!(fits("ext"), None);
        assert_eq!(fits(""), None);
    }

    #[test]
    fn umlauts_may_be_typed_in_three_ways() {
        for typed in ["Schriftgröße", "schriftgroesse", "schriftgrosse"] {
            assert_eq!(fits(typed), Some(Fit::Whole), "{typed}");
        }
    }
}
