//! Finds categories by what people type, as [`crate::text::order`] folds it: every word must be somewhere.

use crate::text::order::{plain, sorted, spelled};
use ka_domain::{Lang, ReportCategory};

/// Those of `categories` that have every word of `typed`, in their order.
pub fn find(categories: &[ReportCategory], typed: &str) -> Vec<ReportCategory> {
    let words: Vec<String> = typed.split_whitespace().map(plain).collect();
    let found = categories.iter().filter(|category| {
        let text = text(category);
        words.iter().all(|word| text.contains(word.as_str()))
    });
    found.cloned().collect()
}

/// All that a category is found by.
fn text(category: &ReportCategory) -> String {
    let mut all = category.keywords.join(" ");
    let texts = [
        Some(&category.name),
        category.summary.as_ref(),
        category.group.as_ref(),
    ];
    for text in texts.into_iter().flatten() {
        for words in [&text.de, &text.en] {
            all.push(' ');
            all.push_str(words);
        }
    }
    format!("{} {}", plain(&all), spelled(&all))
}

/// Categories that have something in common, and what that is.
pub type Group = (Option<String>, Vec<ReportCategory>);

/// The categories by group and name. Those of no group come last.
pub fn groups(categories: &[ReportCategory], lang: Lang) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let in_order = sorted(categories.to_vec(), &|category: &ReportCategory| {
        let group = category.group.as_ref();
        // A sign after all letters.
        let group = group.map_or("\u{10ffff}".to_owned(), |group| plain(group.get(lang)));
        format!("{group}\u{0}{}", plain(category.name.get(lang)))
    });
    for category in in_order {
        let group = category
            .group
            .as_ref()
            .map(|group| group.get(lang).to_owned());
        match groups.last_mut() {
            Some((known, categories)) if *known == group => categories.push(category),
            _ => groups.push((group, vec![category])),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use ka_domain::{ItemId, Localized};

    fn both(de: &str, en: &str) -> Localized {
        Localized {
            de: de.to_owned(),
            en: en.to_owned(),
        }
    }

    fn category(id: &str, name: Localized, group: Option<Localized>) -> ReportCategory {
        ReportCategory {
            id: ItemId::new(id).unwrap(),
            name,
            summary: Some(both("Lampe dunkel", "Lamp is dark")),
            group,
            keywords: vec!["strom".to_owned()],
            questions: Vec::new(),
        }
    }

    fn some() -> Vec<ReportCategory> {
        vec![
            category("other", both("Anderes", "Other"), None),
            category(
                "light",
                both("Straßenbeleuchtung", "Street light"),
                Some(both("Straße", "Road")),
            ),
            category(
                "hole",
                both("Schlagloch", "Pothole"),
                Some(both("Straße", "Road")),
            ),
            category(
                "bin",
                both("Überfüllter Abfallkorb", "Full bin"),
                Some(both("Abfall", "Waste")),
            ),
        ]
    }

    fn ids(categories: &[ReportCategory]) -> Vec<&str> {
        categories
            .iter()
            .map(|category| category.id.as_str())
            .collect()
    }

    #[test]
    fn a_category_is_found_in_both_languages_and_by_all_ways_to_type_an_umlaut() {
        for typed in ["überfüllt", "ueberfuellt", "uberfullt korb", "full bin"] {
            assert_eq!(ids(&find(&some(), typed)), ["bin"], "{typed}");
        }
    }

    #[test]
    fn every_word_must_be_somewhere() {
        assert_eq!(ids(&find(&some(), "strom strassenbel")), ["light"]);
        assert!(find(&some(), "strom hund").is_empty());
        assert_eq!(find(&some(), " ").len(), 4);
    }

    #[test]
    fn groups_and_what_is_in_them_are_in_order_and_what_has_no_group_is_last() {
        let groups = groups(&some(), Lang::De);
        let names: Vec<_> = groups.iter().map(|(name, _)| name.as_deref()).collect();
        assert_eq!(names, [Some("Abfall"), Some("Straße"), None]);
        assert_eq!(ids(&groups[1].1), ["hole", "light"]);
    }
}
