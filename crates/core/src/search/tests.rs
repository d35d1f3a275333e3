mod town;

use super::*;
use crate::feed::apply::apply;
use crate::store::StoreKey;
use chrono::{DateTime, Utc};
use ka_domain::views::{Piece, Tried};
use ka_domain::{CollectionName, Provenance, SourceId};
use ka_protocol::{FeedFile, FilePart, Line, UnpackedSize};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::borrow::Cow;
use town::{meetings, paper, papers, services};

const NOW: DateTime<Utc> = DateTime::from_timestamp_millis(1_790_000_000_000).unwrap();

/// A device that has taken in a small town.
struct Device {
    store: Store,
    search: Search,
    _folder: tempfile::TempDir,
}

fn device() -> Device {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("store.db"), &StoreKey::new([7; 32])).unwrap();
    let device = Device {
        store,
        search: Search::default(),
        _folder: folder,
    };
    device.publish(
        "districts",
        FilePart::Base,
        &[json!({"kind": "district", "id": "durlach", "name": "Durlach", "postcodes": ["76227"]})],
    );
    device.publish("services", FilePart::Base, &services());
    device.publish("meetings", FilePart::Base, &meetings());
    device.publish("papers", FilePart::Base, &papers());
    device
}

impl Device {
    fn publish(&self, collection: &str, part: FilePart, items: &[Value]) {
        let text: String = items
            .iter()
            .map(|content| {
                let line = Line::Upsert {
                    id: ItemId::new(content["id"].as_str().unwrap()).unwrap(),
                    revision: 1,
                    provenance: Provenance {
                        source: SourceId::new("test").unwrap(),
                        licence: None,
                        as_of: NOW,
                    },
                    content: Cow::Owned(content.to_string()),
                };
                format!("{}\n", line.to_json().unwrap())
            })
            .collect();
        let file = FeedFile {
            collection: CollectionName::new(collection).unwrap(),
            generation: 1,
            part,
        };
        let size = UnpackedSize {
            bytes: text.len() as u64,
            lines: items.len() as u64,
        };
        let archive = zstd::encode_all(text.as_bytes(), 1).unwrap();
        apply(&self.store, &file, size, std::io::Cursor::new(archive), NOW).unwrap();
    }

    fn find(&self, typed: &str, filter: &SearchFilter) -> SearchView {
        self.search
            .find(&self.store, typed, filter, Lang::De, NOW.date_naive())
            .unwrap()
    }

    /// The ids of everything found, in the order of the screen.
    fn ids(&self, typed: &str) -> Vec<String> {
        ids(&self.find(typed, &SearchFilter::default()))
    }

    fn finds_first(&self, typed: &str, id: &str) {
        assert_eq!(
            self.ids(typed).first().map(String::as_str),
            Some(id),
            "{typed}"
        );
    }
}

fn ids(view: &SearchView) -> Vec<String> {
    let hits = view.groups.iter().flat_map(|group| &group.hits);
    hits.map(|hit| hit.id.to_string()).collect()
}

#[test]
fn a_word_is_found_while_it_is_being_typed() {
    let device = device();
    let word = "personalausweis";
    for length in 3..=word.len() {
        device.finds_first(&word[..length], "personalausweis");
    }
}

#[test]
fn umlauts_may_be_typed_in_every_way() {
    let device = device();
    for typed in [
        "Führerschein",
        "Fuehrerschein",
        "fuhrerschein",
        "FÜHRERSCHEINE",
    ] {
        device.finds_first(typed, "fuehrerschein");
    }
    for typed in ["Straßenbeleuchtung", "Strassenbeleuchtung", "strassenbel"] {
        device.finds_first(typed, "vo.4");
    }
}

#[test]
fn a_part_of_a_compound_finds_it_in_any_form() {
    let device = device();
    device.finds_first("ausweis", "personalausweis");
    assert!(device.ids("spielplatz").contains(&"vo.1".to_owned()));
    device.finds_first("spielplatz durlach", "vo.1");
}

#[test]
fn one_letter_may_be_wrong_in_a_long_word() {
    let device = device();
    for typed in [
        "personalauswies",
        "persnalausweis",
        "personalausweiss",
        "Bersonalausweis",
    ] {
        device.finds_first(typed, "personalausweis");
    }
    device.finds_first("Radweg Kaieralle", "vo.2");
}

#[test]
fn a_paper_is_found_by_its_number_and_only_that_one() {
    let device = device();
    assert_eq!(device.ids("2021/1198"), ["vo.1"]);
    assert_eq!(device.ids("2021/11"), ["vo.1"]);
}

#[test]
fn a_meeting_is_found_by_its_day_in_words_and_numbers() {
    let device = device();
    device.finds_first("Gemeinderat Mai 2025", "m1");
    device.finds_first("Gemeinderat 13.05.2025", "m1");
    device.finds_first("Gemeinderat Mai 2024", "m2");
    device.finds_first("Turnhalle Beleuchtung", "m1");
}

#[test]
fn whose_title_is_what_was_looked_for_comes_first_and_of_two_alike_the_newer() {
    let device = device();
    device.finds_first("Radweg an der Kaiserallee", "vo.2");
    let again = paper(
        "vo.5",
        "Radweg an der Kaiserallee",
        "2026/0001",
        "2026-03-01",
        &[],
    );
    device.publish("papers", FilePart::Delta(1), &[again]);
    let found = device.ids("Radweg an der Kaiserallee");
    assert_eq!(found[..2], ["vo.5", "vo.2"]);
}

#[test]
fn kinds_come_in_groups_and_nothing_comes_twice() {
    let view = device().find("Spielplätze Durlach", &SearchFilter::default());
    let mut kinds: Vec<Kind> = view.groups.iter().map(|group| group.kind).collect();
    let mut all = ids(&view);
    let (kinds_before, all_before) = (kinds.len(), all.len());
    kinds.sort();
    kinds.dedup();
    all.sort();
    all.dedup();
    assert_eq!((kinds.len(), all.len()), (kinds_before, all_before));
}

#[test]
fn a_filter_leaves_only_what_it_says() {
    let device = device();
    let of = |kind, district: Option<&str>, year| SearchFilter {
        kind,
        district: district.map(|id| ka_domain::DistrictId::new(id).unwrap()),
        year,
    };
    assert_eq!(
        ids(&device.find("Radweg", &of(None, None, Some(2019)))),
        ["vo.2"]
    );
    assert_eq!(
        ids(&device.find("Radweg", &of(Some(Kind::Meeting), None, None))),
        ["m3"]
    );
    let durlach = device.find("Antrag", &of(Some(Kind::Paper), Some("durlach"), None));
    let mut durlach = ids(&durlach);
    durlach.sort();
    assert_eq!(durlach, ["vo.1", "vo.4"]);
}

#[test]
fn the_words_are_marked_in_title_and_snippet() {
    let view = device().find("Turnhalle Gemeinderat", &SearchFilter::default());
    let hit = &view.groups[0].hits[0];
    let marked = |pieces: &[Piece]| {
        let hits = pieces.iter().filter(|piece| piece.hit);
        hits.map(|piece| piece.text.clone()).collect::<Vec<_>>()
    };
    assert_eq!(marked(&hit.title), ["Gemeinderat"]);
    assert_eq!(marked(&hit.snippet), ["Turnhalle"]);
}

#[test]
fn nothing_found_says_what_was_tried_and_offers_words_that_there_are() {
    let view = device().find(
        "Turnhxlxe Zzzzzz Zwingrx",
        &SearchFilter {
            year: Some(1900),
            ..SearchFilter::default()
        },
    );
    assert!(view.groups.is_empty());
    assert_eq!(
        view.tried,
        [Tried::Words, Tried::Beginnings, Tried::Parts, Tried::Typos]
    );
    assert!(
        view.nearest.contains(&"Turnhalle".to_owned()),
        "{:?}",
        view.nearest
    );
    assert!(
        view.nearest.contains(&"Zwinger".to_owned()),
        "{:?}",
        view.nearest
    );
}

#[test]
fn a_word_that_there_is_is_not_offered_instead_of_itself() {
    let filter = SearchFilter {
        year: Some(1900),
        ..SearchFilter::default()
    };
    let view = device().find("Turnhalle Rad", &filter);
    assert!(view.groups.is_empty());
    assert!(view.nearest.is_empty(), "{:?}", view.nearest);
}

#[test]
fn what_was_looked_for_as_one_word_is_marked_where_it_is_two() {
    let view = device().find(
        "Kaiserallee-Radweg Haushaltgemeinderat",
        &SearchFilter::default(),
    );
    let marked = view.groups.iter().flat_map(|group| &group.hits);
    assert!(marked.flat_map(|hit| &hit.title).any(|piece| piece.hit));
}

#[test]
fn what_hardly_anything_has_is_found_by_most_of_its_words() {
    device().finds_first("Kaiserallee Radweg Unterwasserstation", "vo.2");
}

#[test]
fn what_changed_is_found_as_it_is_now() {
    let device = device();
    assert!(device.ids("Tunnel").is_empty());
    let changed = paper(
        "vo.2",
        "Tunnel unter der Kaiserallee",
        "2019/0007",
        "2019-03-01",
        &[],
    );
    device.publish("papers", FilePart::Delta(1), &[changed]);
    assert_eq!(device.ids("Tunnel"), ["vo.2"]);
    // It still has one of these words, and less of what was looked for than it had.
    device.finds_first("Radweg Kaiserallee", "vo.3");
}

#[test]
fn nothing_that_is_typed_is_more_than_words() {
    let device = device();
    for typed in [
        "",
        " ",
        "\"",
        "\"Radweg",
        "Radweg\" OR \"x",
        "Radweg AND NOT Kaiserallee",
        "stem:Radweg",
        "Radweg*",
        "NEAR(Radweg Kaiserallee, 2)",
        "(((",
        "^Radweg",
        "-Radweg",
        "Rad\0weg",
        "\u{1b}[2J",
        "d/durlach",
        "'; DROP TABLE item; --",
        "\u{202e}gewdaR",
        "دوار",
        "🚲🚲🚲",
        "🚲 Radweg",
        "%",
        "|",
    ] {
        device.find(typed, &SearchFilter::default());
    }
    device.finds_first("\"Radweg\" (Kaiserallee)*", "vo.2");
    device.finds_first("🚲 Radweg Kaiserallee", "vo.2");
    // What the index holds besides words is nothing that can be typed.
    assert!(!device.ids("d/durlach").is_empty());
}

#[test]
fn ten_thousand_letters_are_a_search_like_any_other() {
    let device = device();
    let long = format!("Radweg {}", "Kaiserallee ".repeat(1_000));
    device.finds_first(&long, "vo.2");
    assert!(device.ids(&"x".repeat(10_000)).is_empty());
}

#[test]
fn an_empty_store_finds_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("store.db"), &StoreKey::new([7; 32])).unwrap();
    let view = Search::default()
        .find(
            &store,
            "Radweg",
            &SearchFilter::default(),
            Lang::De,
            NOW.date_naive(),
        )
        .unwrap();
    assert!(view.groups.is_empty() && view.nearest.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_text_upsets_the_search(typed in ".{0,60}") {
        thread_local!(static DEVICE: Device = device());
        DEVICE.with(|device| device.find(&typed, &SearchFilter::default()));
    }
}
