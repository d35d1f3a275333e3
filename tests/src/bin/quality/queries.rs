//! What people would type, and what they would want to find.

use crate::Key;
use anyhow::{Context, Result, bail};
use ka_domain::{ItemId, Kind};
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::Error;

const QUERIES: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/fixtures/search/queries.tsv"
));

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Something that a person can ask of the city.
    Services,
    /// The council's work.
    Council,
    /// Where both are sensible, and all else: offices, districts, parking.
    Mixed,
}

impl Class {
    /// All, in the order of the table.
    pub const ALL: [Class; 3] = [Class::Services, Class::Council, Class::Mixed];

    /// As the fixture has it.
    pub fn name(self) -> &'static str {
        match self {
            Class::Services => "services",
            Class::Council => "council",
            Class::Mixed => "mixed",
        }
    }
}

/// How it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flavour {
    /// With the words of the title or the keywords.
    Easy,
    /// With a part of a compound, or as a compound of what stands apart.
    Compound,
    /// With one letter wrong in a word of six or more.
    Typo,
    /// As people say it: other words, other forms, another order, without umlauts.
    Colloquial,
}

impl Flavour {
    /// All, in the order of the table.
    pub const ALL: [Flavour; 4] = [
        Flavour::Easy,
        Flavour::Compound,
        Flavour::Typo,
        Flavour::Colloquial,
    ];

    /// As the fixture has it.
    pub fn name(self) -> &'static str {
        match self {
            Flavour::Easy => "easy",
            Flavour::Compound => "compound",
            Flavour::Typo => "typo",
            Flavour::Colloquial => "colloquial",
        }
    }
}

/// One query.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    pub class: Class,
    pub flavour: Flavour,
    /// As it is typed.
    pub typed: String,
    /// Any of these is what the person wants.
    pub wanted: Vec<Key>,
}

/// The queries of the fixture.
pub fn all() -> Result<Vec<Query>> {
    read(QUERIES)
}

/// An item as the fixture names it: `paper/vo.51599`.
pub fn written((kind, id): &Key) -> String {
    let kind = serde_json::to_value(kind).unwrap_or_default();
    format!("{}/{id}", kind.as_str().unwrap_or_default())
}

fn read(text: &str) -> Result<Vec<Query>> {
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| query(line).with_context(|| format!("not a query: {line:.80}")))
        .collect()
}

fn query(line: &str) -> Result<Query> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [class, flavour, typed, wanted] = columns.as_slice() else {
        bail!("four columns")
    };
    let wanted: Vec<Key> = wanted.split(' ').map(key).collect::<Result<_>>()?;
    Ok(Query {
        class: Class::ALL
            .into_iter()
            .find(|known| known.name() == *class)
            .context("a class")?,
        flavour: Flavour::ALL
            .into_iter()
            .find(|known| known.name() == *flavour)
            .context("a flavour")?,
        typed: (*typed).to_owned(),
        wanted,
    })
}

fn key(text: &str) -> Result<Key> {
    let (kind, id) = text.split_once('/').context("kind/id")?;
    let kind = Kind::deserialize(IntoDeserializer::<Error>::into_deserializer(kind))?;
    Ok((kind, ItemId::new(id)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_line_is_read_as_it_is_meant() {
        let read =
            read("# a remark\nmixed\ttypo\tHundestuer zahlen\tservice/a paper/vo.1\n").unwrap();
        let [query] = read.as_slice() else {
            panic!("{read:?}")
        };
        assert_eq!((query.class, query.flavour), (Class::Mixed, Flavour::Typo));
        assert_eq!(query.typed, "Hundestuer zahlen");
        let written: Vec<String> = query.wanted.iter().map(written).collect();
        assert_eq!(written, ["service/a", "paper/vo.1"]);
    }

    #[test]
    fn a_line_of_another_form_is_refused() {
        for line in [
            "",
            "services\teasy\tx",
            "services\teasy\tx\t",
            "services\teasy\tx\tservice",
            "services\teasy\tx\tunknown/a",
            "other\teasy\tx\tservice/a",
            "services\tother\tx\tservice/a",
        ] {
            assert!(read(&format!("{line}\n")).is_err(), "{line:?}");
        }
    }

    #[test]
    fn every_class_has_enough_of_every_flavour() {
        let queries = all().unwrap();
        for class in Class::ALL {
            for flavour in Flavour::ALL {
                let of = |query: &&Query| query.class == class && query.flavour == flavour;
                let count = queries.iter().filter(of).count();
                assert!(count >= 12, "{class:?} {flavour:?}: {count}");
            }
        }
    }

    #[test]
    fn no_query_is_asked_twice_and_none_wants_the_same_twice() {
        let queries = all().unwrap();
        let mut typed = BTreeSet::new();
        for query in &queries {
            assert!(typed.insert(query.typed.to_lowercase()), "{}", query.typed);
            let wanted: BTreeSet<&Key> = query.wanted.iter().collect();
            assert_eq!(wanted.len(), query.wanted.len(), "{}", query.typed);
        }
    }

    #[test]
    fn a_typo_is_in_a_word_of_six_letters_or_more() {
        for query in all().unwrap() {
            let longest = query
                .typed
                .split([' ', '-'])
                .map(|word| word.chars().count())
                .max();
            let long = longest.is_some_and(|letters| letters >= 6);
            assert!(query.flavour != Flavour::Typo || long, "{}", query.typed);
        }
    }

    #[test]
    fn services_offices_and_districts_are_those_of_the_city() {
        let city = [
            (Kind::Service, "services"),
            (Kind::Office, "offices.toml"),
            (Kind::District, "districts.toml"),
        ];
        for (kind, name) in city {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../assets/city");
            let path = std::path::Path::new(path).join(name);
            let files = match path.read_dir() {
                Ok(entries) => entries.map(|entry| entry.unwrap().path()).collect(),
                Err(_) => vec![path],
            };
            let texts: Vec<String> = files
                .iter()
                .map(|file| std::fs::read_to_string(file).unwrap())
                .collect();
            for (of, id) in all().unwrap().into_iter().flat_map(|query| query.wanted) {
                let line = format!("id = \"{id}\"");
                let known = texts.iter().any(|text| text.lines().any(|has| has == line));
                assert!(of != kind || known, "{kind:?} {id}");
            }
        }
    }
}
