//! Drafts, reports of the owner and reports of everybody, as the screens show them: made of what is in the
//! store and of nothing else, so that all of it is there without a network.

mod around;
mod district;
mod draft;
mod mine;
mod place;

pub(crate) use around::around;
pub(crate) use draft::draft;
pub(crate) use mine::{mine, one_of_mine};

use crate::store::photos::KeptPhoto;
use crate::store::{StoreError, items};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ka_domain::views::{DraftText, PhotoRow};
use ka_domain::{CollectionName, Content, ItemId, Kind, Report, ReportCategory, SubmissionId};
use rusqlite::Connection;

/// Characters of what is the matter that a list shows.
const BEGINNING: usize = 140;

/// What to begin with where `report`, which was handed in as `id`, is to be reopened: the same thing in the
/// same place. What is the matter now is for its owner to say, and who they are as well.
pub(crate) fn reopening(id: SubmissionId, report: &Report) -> DraftText {
    DraftText {
        category: Some(report.category.clone()),
        answers: report.answers.clone(),
        place: report.place.clone(),
        reopens: Some(id),
        ..DraftText::default()
    }
}

/// Every category, by group and name.
pub(crate) fn categories(reader: &Connection) -> Result<Vec<ReportCategory>, StoreError> {
    let all = items::all(reader, &collection(Kind::ReportCategory)?)?;
    let mut categories: Vec<ReportCategory> = all
        .into_iter()
        .filter_map(|sourced| match sourced.item {
            Content::ReportCategory(category) => Some(category),
            _ => None,
        })
        .collect();
    categories.sort_by_cached_key(|category| {
        let group = category.group.as_ref().map(|group| group.de.to_lowercase());
        // What belongs to no group comes last.
        (group.is_none(), group, category.name.de.to_lowercase())
    });
    Ok(categories)
}

/// A category, if the city has it and it can be read.
pub(crate) fn category(
    reader: &Connection,
    id: &ItemId,
) -> Result<Option<ReportCategory>, StoreError> {
    let found = match items::get(reader, &collection(Kind::ReportCategory)?, id) {
        Err(StoreError::Content(_)) => None,
        found => found?,
    };
    Ok(found.and_then(|sourced| match sourced.item {
        Content::ReportCategory(category) => Some(category),
        _ => None,
    }))
}

fn collection(kind: Kind) -> Result<CollectionName, StoreError> {
    CollectionName::new(kind.collection()).map_err(|_| StoreError::Damaged)
}

/// What is shown of photos.
fn photo_rows(photos: Vec<KeptPhoto>) -> Vec<PhotoRow> {
    photos
        .into_iter()
        .map(|photo| PhotoRow {
            id: photo.id,
            width: photo.width,
            height: photo.height,
            bytes: photo.bytes,
            thumbnail: STANDARD.encode(photo.thumbnail),
        })
        .collect()
}

/// The beginning of what is the matter, in one line.
pub(crate) fn beginning(words: &str) -> String {
    let mut line: Vec<char> = Vec::with_capacity(BEGINNING);
    for word in words.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.extend(word.chars());
        if line.len() > BEGINNING {
            line.truncate(BEGINNING - 1);
            line.push('…');
            break;
        }
    }
    line.into_iter().collect()
}

#[cfg(test)]
mod tests;
