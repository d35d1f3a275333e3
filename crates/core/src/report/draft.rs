//! What is shown of a draft, and what is shown of all of them.

use super::{beginning, category, photo_rows, place};
use crate::store::drafts::KeptDraft;
use crate::store::{StoreError, around, photos};
use chrono::{DateTime, Utc};
use ka_domain::views::{DraftRow, DraftView, NearbyRow};
use ka_domain::{Content, ItemId, Kind, Position, Progress, ReportPlace};
use rusqlite::Connection;

/// Metres within which a report of the same category is likely to be of the same thing.
const NEARBY_WITHIN: f64 = 50.0;
/// How many of them are shown.
const NEARBY: usize = 3;

/// The draft as the screen shows it.
pub(crate) fn draft(
    reader: &Connection,
    draft: KeptDraft,
    now: DateTime<Utc>,
) -> Result<DraftView, StoreError> {
    let KeptDraft {
        id,
        text,
        edited_at,
    } = draft;
    let category = match &text.category {
        Some(id) => category(reader, id)?,
        None => None,
    };
    let photos = photo_rows(photos::of(reader, &id)?);
    let nearby = match (&category, text.place.position) {
        (Some(category), Some(position)) => nearby(reader, &category.id, position, now)?,
        _ => Vec::new(),
    };
    let located = text.place.position.map(|position| {
        let alone = ReportPlace {
            position: Some(position),
            accuracy_m: text.place.accuracy_m,
            ..ReportPlace::default()
        };
        place::words(reader, &alone)
    });
    Ok(DraftView {
        id,
        located: located.transpose()?,
        faults: text.faults(category.as_ref(), photos.len()),
        place_words: place::words(reader, &text.place)?,
        category,
        photos,
        edited_at,
        nearby,
        text,
    })
}

/// What a list shows of it; nothing of one in which no more was said than what it is about.
pub(super) fn row(reader: &Connection, draft: &KeptDraft) -> Result<Option<DraftRow>, StoreError> {
    let photos = photos::count(reader, &draft.id)?;
    if photos == 0 && draft.is_untouched() {
        return Ok(None);
    }
    let category = match &draft.text.category {
        Some(id) => category(reader, id)?,
        None => None,
    };
    Ok(Some(DraftRow {
        id: draft.id,
        category: category.map(|category| category.name),
        words: beginning(&draft.text.words),
        place: place::words(reader, &draft.text.place)?,
        photos,
        edited_at: draft.edited_at,
    }))
}

/// Reports of this category near `position` with which the city is not done, the nearest first.
fn nearby(
    reader: &Connection,
    category: &ItemId,
    position: Position,
    now: DateTime<Utc>,
) -> Result<Vec<NearbyRow>, StoreError> {
    let near = around::within(reader, &[Kind::PublicReport], position, NEARBY_WITHIN)?;
    let supported = super::around::Supported::of(reader)?;
    let same = near.into_iter().filter_map(|(distance, content)| {
        let Content::PublicReport(report) = content else {
            return None;
        };
        let open = matches!(report.progress, Progress::Received | Progress::Open);
        let same = report.category.as_ref() == Some(category);
        (open && same && super::around::is_recent(&report, now)).then_some((distance, report))
    });
    same.take(NEARBY)
        .map(|(distance, report)| {
            Ok(NearbyRow {
                supported: supported.has(reader, &report.id)?,
                // At most fifty.
                distance_m: Some(distance.round() as u32),
                report,
            })
        })
        .collect()
}
