//! Items that were made up, of the size that the council's papers will have.

use anyhow::Result;
use chrono::{DateTime, Utc};
use ka_domain::{
    Content, ItemId, Licence, LifeSituation, Localized, Provenance, Role, Service, SourceId,
};

/// Words as they are in the city's papers: what is made of them packs as text does.
const WORDS: &[&str] = &[
    "Gemeinderat",
    "der",
    "die",
    "Stadt",
    "Karlsruhe",
    "und",
    "Antrag",
    "Bebauungsplan",
    "wird",
    "zur",
    "Kenntnis",
    "genommen",
    "Haushalt",
    "Straße",
    "Ausschuss",
    "für",
    "Planung",
    "Beschluss",
    "von",
    "Verwaltung",
    "Kosten",
    "im",
    "Stadtteil",
    "Durlach",
    "nach",
    "Beratung",
    "einstimmig",
    "Vorlage",
    "Radweg",
    "Schule",
    "mit",
    "Förderung",
    "den",
    "Bericht",
    "über",
    "Maßnahmen",
    "an",
    "Klimaschutz",
];

/// When all of them were true.
pub const AS_OF: DateTime<Utc> =
    DateTime::from_timestamp_millis(1_790_000_000_000).expect("a time that there is");

/// An item's parts.
pub struct Made {
    pub id: ItemId,
    pub provenance: Provenance,
    pub content: Content,
}

/// The `n`-th item, with a body of about `bytes`. `edition` changes its words.
pub fn item(n: u64, edition: u64, bytes: usize) -> Result<Made> {
    let mut random = Random(n * 1_000_003 + edition + 1);
    let id = ItemId::new(format!("paper-{n:06}"))?;
    // Both languages together fill the body, but for names and braces.
    let half = bytes.saturating_sub(300) / 2;
    Ok(Made {
        id: id.clone(),
        provenance: Provenance {
            source: SourceId::new("bench")?,
            licence: Some(Licence("CC-BY-4.0".to_owned())),
            as_of: AS_OF,
        },
        content: Content::Service(Service {
            id,
            name: Localized {
                de: format!("Vorlage {n}"),
                en: format!("Paper {n}"),
            },
            summary: Localized {
                de: random.text(half),
                en: random.text(half),
            },
            leika: None,
            office: ItemId::new("hauptamt")?,
            audience: vec![Role::Citizen],
            situations: vec![LifeSituation::Participation],
            keywords: vec!["vorlage".to_owned()],
        }),
    })
}

/// The same numbers in every run: figures are compared.
pub struct Random(pub u64);

impl Random {
    /// The next number.
    pub fn next(&mut self) -> usize {
        // Knuth's MMIX generator; the upper bits are the good ones.
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize
    }

    /// One of them.
    pub fn pick<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        all.get(self.next() % all.len().max(1))
    }

    fn text(&mut self, bytes: usize) -> String {
        let mut text = String::with_capacity(bytes + 16);
        while text.len() < bytes {
            text.push_str(WORDS[self.next() % WORDS.len()]);
            if self.next().is_multiple_of(9) {
                text.push_str(&format!(" {}", self.next() % 100_000));
            }
            text.push(' ');
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_has_the_size_that_was_asked_for() {
        let body = serde_json::to_string(&item(7, 0, 3000).unwrap().content).unwrap();
        assert!((2900..3100).contains(&body.len()), "{}", body.len());
    }

    #[test]
    fn another_edition_has_other_words() {
        let text =
            |edition| serde_json::to_string(&item(7, edition, 3000).unwrap().content).unwrap();
        assert_eq!(text(0), text(0));
        assert_ne!(text(0), text(1));
    }
}
