//! How often the rules err, over 200 objects of the archive that were labelled by hand: about 100 that
//! have something like a district in their text, streets too, and 100 that were drawn from all papers
//! and agenda items. The labels were set before the rules were written. They say which districts a
//! text is about or takes place in by its own words; its committees do not count.

use super::tests::of_the_city;
use super::*;
use flate2::read::GzDecoder;
use serde::Deserialize;
use std::fs::File;
use std::io::{BufRead, BufReader};

const ARCHIVE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/oparl");
const BODY: &str = "https://web1.karlsruhe.de/oparl/bodies/0001/";

#[derive(Deserialize)]
struct Object {
    id: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    deleted: bool,
    #[serde(default, rename = "agendaItem")]
    agenda: Vec<Object>,
}

/// Texts by id, without what all ids have in common.
type Texts = BTreeMap<String, String>;

/// The objects of a file of the archive that are not deleted; none where it is not there.
fn read(list: &str) -> Option<Vec<Object>> {
    let file = File::open(format!("{ARCHIVE}/{list}.ndjson.gz")).ok()?;
    let mut objects = Vec::new();
    for line in BufReader::new(GzDecoder::new(file)).lines() {
        let object: Object = serde_json::from_str(&line.unwrap()).unwrap();
        if !object.deleted {
            objects.push(object);
        }
    }
    Some(objects)
}

fn texts(objects: impl Iterator<Item = Object>) -> Texts {
    objects
        .filter(|object| !object.name.is_empty())
        .map(|object| (object.id.trim_start_matches(BODY).to_owned(), object.name))
        .collect()
}

/// Titles of papers and of agenda items.
fn archive() -> Option<(Texts, Texts)> {
    let papers = texts(read("papers")?.into_iter());
    let items = texts(
        read("meetings")?
            .into_iter()
            .flat_map(|meeting| meeting.agenda),
    );
    Some((papers, items))
}

/// The lines of the sample: id, kind, districts.
fn sample() -> Vec<(&'static str, &'static str, BTreeSet<DistrictId>)> {
    let lines = include_str!("sample.tsv").lines();
    lines
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            let [id, kind, labels] = fields[..] else {
                panic!("{line:?} is no line of the sample");
            };
            let labels = labels
                .split(',')
                .filter(|label| !label.is_empty())
                .map(|label| DistrictId::new(label).unwrap());
            (id, kind, labels.collect())
        })
        .collect()
}

#[test]
fn the_sample_is_200_objects_and_knows_no_district_that_the_city_does_not() {
    let sample = sample();
    let ids: BTreeSet<&str> = sample.iter().map(|(id, ..)| *id).collect();
    assert_eq!((sample.len(), ids.len()), (200, 200));
    let city: BTreeSet<DistrictId> = of_the_city().into_iter().map(|d| d.id).collect();
    for (id, kind, labels) in sample {
        assert!(["paper", "agenda_item"].contains(&kind), "{id}");
        assert!(labels.is_subset(&city), "{id}");
    }
}

#[test]
fn the_rules_rarely_err() {
    let Some((papers, items)) = archive() else {
        println!("skipped: {ARCHIVE} is not there");
        return;
    };
    let districts = Districts::new(&of_the_city());
    let (mut right, mut wrong, mut missed) = (0_u32, 0_u32, 0_u32);
    for (id, kind, labels) in sample() {
        let texts = if kind == "paper" { &papers } else { &items };
        let text = texts
            .get(id)
            .unwrap_or_else(|| panic!("{id} is not in the archive"));
        let named = districts.named_in(text);
        right += u32::try_from(named.intersection(&labels).count()).unwrap();
        wrong += u32::try_from(named.difference(&labels).count()).unwrap();
        missed += u32::try_from(labels.difference(&named).count()).unwrap();
        if named != labels {
            println!("{id}: named {named:?}, labelled {labels:?}");
        }
    }
    let precision = f64::from(right) / f64::from(right + wrong);
    let recall = f64::from(right) / f64::from(right + missed);
    println!("right {right}, wrong {wrong}, missed {missed}");
    println!("precision {precision:.3}, recall {recall:.3}");
    for (kind, texts) in [("papers", &papers), ("agenda items", &items)] {
        let named = texts
            .values()
            .filter(|text| !districts.named_in(text).is_empty());
        println!(
            "{} of {} {kind} name a district",
            named.count(),
            texts.len()
        );
    }
    assert!(precision >= 0.95 && recall >= 0.95);
}
