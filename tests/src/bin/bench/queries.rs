//! What people type: two hundred searches, letter by letter.

use crate::synthetic::Random;

/// How many there are.
pub const QUERIES: usize = 200;

/// What people look for in a city, as they write it: also wrongly, without umlauts and in other words.
const EVERYDAY: &[&str] = &[
    "personalausweis",
    "ausweis",
    "personalauswies",
    "reisepass",
    "reisepas",
    "führerschein",
    "fuehrerschein",
    "wohnsitz anmelden",
    "ummelden",
    "wohnung abmelden",
    "geburtsurkunde",
    "geburtsurkune",
    "heiraten",
    "hundesteuer",
    "hundesteur",
    "sperrmüll",
    "sperrmuell",
    "müll abholen",
    "anwohnerparken",
    "bewohnerparkausweis",
    "parkhaus",
    "parkhaus zoo",
    "tiefgarage",
    "kita platz",
    "kindergarten",
    "schule anmelden",
    "spielplatz",
    "spielplatz durlach",
    "kinderspielplätze",
    "radweg",
    "radwege südstadt",
    "fahrrad abstellen",
    "straßenbahn",
    "strassenbahn",
    "bus neureut",
    "tempo 30",
    "tempo 30 durlach",
    "bebauungsplan",
    "bebaungsplan",
    "bebauungsplan knielingen",
    "gemeinderat",
    "gemeinderat mai 2025",
    "gemeinderat juli 2024",
    "ortschaftsrat grötzingen",
    "haushalt 2024",
    "klimaschutz",
    "klimaschutzkonzept",
    "wohngeld",
    "baugenehmigung",
    "gewerbe anmelden",
    "führungszeugnis",
    "bücherei",
    "stadtbibliothek",
    "schwimmbad",
    "hallenbad",
    "2021/1198",
    "2024/0",
    "housing benefit",
    "identity card",
    "car park",
    "playground",
];

/// All of them, the same for the same `titles`. Those that nobody thought of are one to three words that
/// stand beside each other in a title.
pub fn queries(titles: &[&str]) -> Vec<String> {
    let mut random = Random(20_260_718);
    let mut queries: Vec<String> = EVERYDAY.iter().map(|query| (*query).to_owned()).collect();
    // Titles without a word to look for must not keep this from ending.
    for _ in 0..QUERIES * 100 {
        if queries.len() == QUERIES {
            break;
        }
        let count = 1 + random.next() % 3;
        let title = random.pick(titles).copied().unwrap_or_default();
        let words: Vec<&str> = title
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.chars().count() > 2)
            .collect();
        let from = random.next() % words.len().max(1);
        let some = words.iter().skip(from).take(count).copied();
        let query = some.collect::<Vec<_>>().join(" ").to_lowercase();
        if !query.is_empty() && query.len() < 60 && !queries.contains(&query) {
            queries.push(query);
        }
    }
    queries
}

/// What stands in the field after each letter.
pub fn keystrokes(query: &str) -> impl Iterator<Item = &str> {
    let ends = query
        .char_indices()
        .map(|(at, letter)| at + letter.len_utf8());
    ends.filter_map(|end| query.get(..end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    const TITLES: [&str; 3] = [
        "Neubau der Brücke am Alten Schlachthof, hier: Kosten und Zeitplan",
        "Bericht über die Sanierung der Turnhalle",
        "§ 3",
    ];

    #[test]
    fn a_word_is_typed_letter_by_letter() {
        let typed: Vec<&str> = keystrokes("müll a").collect();
        assert_eq!(typed, ["m", "mü", "mül", "müll", "müll ", "müll a"]);
    }

    #[test]
    fn they_are_the_same_each_time_and_none_is_there_twice() {
        let titles: Vec<String> = (0..300)
            .map(|n| format!("{} {n}00", TITLES[n % 2]))
            .collect();
        let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
        let made = queries(&titles);
        assert_eq!(made, queries(&titles));
        assert_eq!(made.iter().collect::<HashSet<_>>().len(), QUERIES);
        let words = |query: &String| query.split(' ').count();
        assert!(made.iter().all(|query| (1..=3).contains(&words(query))));
    }

    #[test]
    fn titles_without_words_keep_nobody_waiting() {
        assert_eq!(queries(&["§ 3", ""]), EVERYDAY);
        assert_eq!(queries(&[]), EVERYDAY);
    }
}
