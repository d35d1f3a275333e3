//! What the owner does: hand in, try now, edit, withdraw. Each is one transaction.

use super::happen::happen;
use super::news::supported;
use super::turn::{At, Turn};
use crate::city::CityError;
use crate::store::submissions::{self, CITY, Kind, Submission};
use crate::store::{StoreError, drafts, photos, reports, supports};
use ka_domain::views::DraftText;
use ka_domain::{ItemId, PhotoId, Report, SubmissionId};
use ka_outbox::{Delivery, Event, State};
use ka_protocol::report::{REPORT_BYTES, Support};
use rusqlite::{Connection, Transaction};

/// Hands in a report that was checked: its photos, itself behind them, and the draft is gone.
pub(crate) fn report(
    transaction: &Transaction<'_>,
    draft: &SubmissionId,
    report: &Report,
    at: &At<'_>,
) -> Result<(), CityError> {
    let payload = serde_json::to_string(report).map_err(StoreError::from)?;
    if payload.len() > REPORT_BYTES {
        return Err(CityError::DraftIncomplete);
    }
    for photo in &report.photos {
        // What an earlier attempt left of it is of no account: the same key brings the same bytes.
        submissions::remove(transaction, photo)?;
        submissions::put(transaction, &row(*photo, Kind::Photo, vec![], at), "")?;
    }
    let whole = row(*draft, Kind::Report, report.photos.clone(), at);
    submissions::put(transaction, &whole, &payload)?;
    reports::put(transaction, draft, report, at.now)?;
    drafts::remove(transaction, draft)?;
    Ok(())
}

/// Hands in that a report of somebody else concerns the owner too, once. The draft that it is said instead of
/// goes when the city has heard of it: until then it may be all that there is.
pub(crate) fn support(
    transaction: &Transaction<'_>,
    report: &ItemId,
    draft: Option<&SubmissionId>,
    id: SubmissionId,
    at: &At<'_>,
) -> Result<(), StoreError> {
    let is_new = supports::put(transaction, report, at.now)?;
    if is_new {
        // One that was refused before is of no account any more.
        for before in open(transaction, report)? {
            submissions::remove(transaction, &before)?;
        }
        let payload = serde_json::to_string(&Support {
            report: report.clone(),
        })?;
        submissions::put(transaction, &row(id, Kind::Support, vec![], at), &payload)?;
    }
    let Some(draft) = draft else {
        return Ok(());
    };
    if is_new || !open(transaction, report)?.is_empty() {
        supports::set_draft(transaction, report, draft)
    } else {
        drafts::discard(transaction, draft)?;
        Ok(())
    }
}

/// Where somebody said that `report` concerns them too, and the city has not heard of it.
fn open(reader: &Connection, report: &ItemId) -> Result<Vec<SubmissionId>, StoreError> {
    let all = [submissions::under_way(reader)?, submissions::stuck(reader)?];
    let mut open = Vec::new();
    for row in all.iter().flatten().filter(|row| row.kind == Kind::Support) {
        if supported(reader, row)?.as_ref() == Some(report) {
            open.push(row.id);
        }
    }
    Ok(open)
}

fn row(id: SubmissionId, kind: Kind, depends_on: Vec<SubmissionId>, at: &At<'_>) -> Submission {
    Submission {
        id,
        target: CITY.to_owned(),
        kind,
        depends_on,
        delivery: Delivery::new(at.now),
        queued_at: at.now,
    }
}

/// Tries it now, with all that belongs to it and all that holds up its lane.
pub(crate) fn retry(
    transaction: &Transaction<'_>,
    id: &SubmissionId,
    at: &At<'_>,
) -> Result<(), CityError> {
    let row = submissions::get(transaction, id)?.ok_or(CityError::NotFound)?;
    let mut turn = Turn::default();
    if row.kind == Kind::Support
        && let Some(report) = supported(transaction, &row)?
    {
        // It was forgotten where it was refused.
        supports::put(transaction, &report, at.now)?;
    }
    for other in submissions::under_way(transaction)? {
        if other.target == row.target && !other.delivery.is_due(at.now) {
            happen(transaction, &other.id, Event::Retry, at, &mut turn)?;
        }
    }
    for part in row.depends_on.iter().chain([id]) {
        happen(transaction, part, Event::Retry, at, &mut turn)?;
    }
    Ok(())
}

/// Takes back what was not accepted. What the gateway may have heard of is taken back there first.
pub(crate) fn withdraw(
    transaction: &Transaction<'_>,
    id: &SubmissionId,
    at: &At<'_>,
) -> Result<(), CityError> {
    let row = submissions::get(transaction, id)?.ok_or(CityError::NotFound)?;
    if matches!(row.delivery.state, State::Accepted { .. }) {
        return Err(CityError::TooLate);
    }
    happen(transaction, id, Event::Withdraw, at, &mut Turn::default())?;
    Ok(())
}

/// Makes a report a draft again, under `new`: a key that was ever used is never used for other words. Its
/// photos keep theirs, since their bytes stay what they are.
pub(crate) fn edit(
    transaction: &Transaction<'_>,
    id: &SubmissionId,
    new: &SubmissionId,
    at: &At<'_>,
) -> Result<(), CityError> {
    let row = submissions::get(transaction, id)?
        .filter(|row| row.kind == Kind::Report)
        .ok_or(CityError::NotFound)?;
    if !row.delivery.can_edit() {
        return Err(CityError::TooLate);
    }
    let kept = reports::get(transaction, id)?.ok_or(StoreError::Damaged)?;
    drafts::put(transaction, new, &text(kept.report), at.now)?;
    photos::move_all(transaction, id, new)?;
    for part in row.depends_on.iter().chain([id]) {
        submissions::remove(transaction, part)?;
    }
    reports::remove(transaction, id)?;
    Ok(())
}

fn text(report: Report) -> DraftText {
    DraftText {
        category: Some(report.category),
        answers: report.answers,
        place: report.place,
        words: report.words,
        contact_released: report.contact.is_some(),
        contact: report.contact.unwrap_or_default(),
        reopens: report.reopens,
    }
}

/// The keys of photos.
pub(crate) fn keys(photos: impl IntoIterator<Item = PhotoId>) -> Vec<SubmissionId> {
    photos.into_iter().map(SubmissionId::from).collect()
}
