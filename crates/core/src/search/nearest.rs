//! What is said when nothing was found: what was tried, and words that there are.

use super::query::{Wanted, is_number};
use super::vocabulary::Vocabulary;
use super::words::{fold, stem, words};
use crate::store::entries::Place;
use crate::store::{StoreError, items};
use ka_domain::views::{SearchView, Tried};
use ka_domain::{CollectionName, Content, ItemId};
use rusqlite::Connection;
use std::collections::BTreeSet;

/// Words that are offered.
const OFFERED: usize = 5;
/// Items in which it is looked for how a word is written.
const LOOKED_THROUGH: u32 = 5;
/// Lengths, in letters, from which a typed word may differ from an offered one by one, two, and three.
const SHORT: usize = 4;
const MIDDLE: usize = 6;
const LONG: usize = 9;

/// The answer where nothing was found.
pub fn nothing_found(
    reader: &Connection,
    wanted: &[(Wanted, f32)],
    vocabulary: &Vocabulary,
) -> Result<SearchView, StoreError> {
    let tried: BTreeSet<Tried> = wanted
        .iter()
        .flat_map(|(wanted, _)| wanted.ways.iter().copied())
        .collect();
    let mut nearest: Vec<String> = Vec::new();
    for (wanted, _) in wanted {
        let letters = wanted.folded.chars().count();
        let distance = match letters {
            0..SHORT => continue,
            _ if is_number(&wanted.folded) => continue,
            SHORT..MIDDLE => 1,
            MIDDLE..LONG => 2,
            _ => 3,
        };
        let near = vocabulary.near(&[&wanted.folded], distance, false, OFFERED + 1);
        for (_, known) in near {
            // What was looked for already is no other word, even where the filter left nothing of it.
            if !wanted.forms.contains_key(known.stem)
                && let Some(word) = written(reader, known.stem)?
                && !nearest.contains(&word)
                && nearest.len() < OFFERED
            {
                nearest.push(word);
            }
        }
    }
    Ok(SearchView {
        groups: Vec::new(),
        tried: tried.into_iter().collect(),
        nearest,
    })
}

/// A word with this stem as it is written in some item: rather in a text than among keywords, which are
/// written small.
fn written(reader: &Connection, wanted: &str) -> Result<Option<String>, StoreError> {
    let mut statement = reader.prepare_cached(
        "SELECT entry.place, entry.id FROM stem JOIN entry ON entry.place = stem.rowid
         WHERE stem MATCH ?1 ORDER BY stem.rowid LIMIT ?2",
    )?;
    let rows = statement.query_map(
        rusqlite::params![format!("\"{wanted}\""), LOOKED_THROUGH],
        |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)),
    )?;
    let mut keyword = None;
    for row in rows {
        let (place, id) = row?;
        let Some(kind) = Place::of_row(place).kind() else {
            continue;
        };
        let collection = CollectionName::new(kind.collection()).map_err(|_| StoreError::Damaged)?;
        let id = ItemId::new(id).map_err(|_| StoreError::Damaged)?;
        let Some(item) = items::get(reader, &collection, &id)? else {
            continue;
        };
        if let Some(word) = with_stem(&texts(&item.item), wanted) {
            return Ok(Some(word));
        }
        if let Content::Service(service) = &item.item {
            let keywords: Vec<&str> = service.keywords.iter().map(String::as_str).collect();
            keyword = keyword.or_else(|| with_stem(&keywords, wanted));
        }
    }
    Ok(keyword)
}

/// The first word of `texts` that has this stem.
fn with_stem(texts: &[&str], wanted: &str) -> Option<String> {
    let mut all = texts.iter().flat_map(|text| words(text));
    all.find(|word| stem(&fold(word.text)) == wanted)
        .map(|word| word.text.to_owned())
}

fn texts(content: &Content) -> Vec<&str> {
    match content {
        Content::District(it) => vec![&it.name],
        Content::Service(it) => vec![&it.name.de, &it.name.en, &it.summary.de, &it.summary.en],
        Content::Office(it) => vec![&it.name.de, &it.name.en, &it.summary.de, &it.summary.en],
        Content::Organization(it) => vec![&it.name],
        Content::CarPark(it) => vec![&it.name],
        Content::BicycleParking(it) => vec![&it.street],
        Content::Meeting(it) => {
            let agenda = it.agenda.iter().map(|item| item.name.as_str());
            std::iter::once(it.name.as_str()).chain(agenda).collect()
        }
        Content::Paper(it) => {
            let committees = it
                .consultations
                .iter()
                .flat_map(|station| &station.committees);
            let names = committees.map(|of| of.name.as_str());
            std::iter::once(it.name.as_str()).chain(names).collect()
        }
        Content::ReportCategory(it) => {
            let summary = it.summary.iter();
            let summary = summary.flat_map(|text| [text.de.as_str(), text.en.as_str()]);
            let name = [it.name.de.as_str(), it.name.en.as_str()];
            name.into_iter().chain(summary).collect()
        }
        Content::PublicReport(it) => vec![&it.category_name.de, &it.category_name.en],
        Content::Source(_) => Vec::new(),
    }
}
