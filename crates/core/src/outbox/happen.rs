//! What happens to a submission in the store, and to what belongs to it.

use super::news::{ReportNews, What, supported};
use super::turn::{At, Done, Turn};
use crate::store::submissions::{self, Kind, Submission};
use crate::store::{StoreError, drafts, photos, reports, supports};
use ka_domain::SubmissionId;
use ka_outbox::{Delivery, Event, Gone, Need, Next, State};
use rusqlite::Transaction;

/// What this app calls itself towards the gateway, which may find it too old.
pub(super) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Writes down what became of a request. What was given up meanwhile, and perhaps begun again by another
/// process, is ended by what proves something, and by nothing else.
pub(super) fn settle(
    transaction: &Transaction<'_>,
    done: &Done,
    at: &At<'_>,
    turn: &mut Turn,
) -> Result<(), StoreError> {
    let id = &done.begun.id;
    turn.changed.insert(*id);
    let Some(row) = submissions::get(transaction, id)? else {
        return Ok(());
    };
    let event = done.event();
    let is_proof = matches!(event, Event::Accepted(_) | Event::Forgotten);
    if !is_proof && !row.delivery.is_still(&done.begun.delivery) {
        return Ok(());
    }
    happen_to(transaction, &row, event.clone(), at, turn)?;
    match event {
        Event::PartsGone => send_parts_again(transaction, id, at, turn),
        _ => Ok(()),
    }
}

/// The gateway lost photos that it had: a report may lie for months between its photos and itself. They
/// are still here and are sent anew before it, once; where one is not, its owner has to look at it.
fn send_parts_again(
    transaction: &Transaction<'_>,
    id: &SubmissionId,
    at: &At<'_>,
    turn: &mut Turn,
) -> Result<(), StoreError> {
    let again = |row: &Submission| matches!(row.delivery.state, State::Queued { .. });
    let Some(row) = submissions::get(transaction, id)?.filter(again) else {
        return Ok(());
    };
    let mut parts = Vec::new();
    for part in &row.depends_on {
        match submissions::get(transaction, part)? {
            Some(part) => parts.push(part),
            None => return happen(transaction, id, Event::PartLost(Need::Part), at, turn),
        }
    }
    for part in parts {
        if matches!(part.delivery.state, State::Accepted { .. }) {
            submissions::set_delivery(transaction, &part.id, &Delivery::new(at.now))?;
            turn.changed.insert(part.id);
        }
    }
    Ok(())
}

/// What somebody has to do for what depends on something that is there: what that needs itself, if it is the
/// same for both.
pub(super) fn need_of_whole(part: &State) -> Need {
    match part {
        State::NeedsYou { what: Need::Update } => Need::Update,
        _ => Need::Part,
    }
}

/// Lets `event` happen to a submission, if it is still there and such a thing can happen to it.
pub(super) fn happen(
    transaction: &Transaction<'_>,
    id: &SubmissionId,
    event: Event,
    at: &At<'_>,
    turn: &mut Turn,
) -> Result<(), StoreError> {
    match submissions::get(transaction, id)? {
        Some(row) => happen_to(transaction, &row, event, at, turn),
        None => Ok(()),
    }
}

fn happen_to(
    transaction: &Transaction<'_>,
    row: &Submission,
    event: Event,
    at: &At<'_>,
    turn: &mut Turn,
) -> Result<(), StoreError> {
    let id = &row.id;
    match at.next(&row.delivery, event) {
        None => Ok(()),
        Some(Next::Gone(Gone)) => gone(transaction, row, at, turn),
        Some(Next::Keep(next)) if next == row.delivery => Ok(()),
        Some(Next::Keep(mut next)) => {
            if next.state == (State::NeedsYou { what: Need::Update }) {
                next.too_old = Some(VERSION.to_owned());
            }
            submissions::set_delivery(transaction, id, &next)?;
            turn.changed.insert(*id);
            let what = match next.state {
                State::Accepted { .. } => What::Accepted,
                State::Rejected { .. } | State::NeedsYou { .. } => What::NeedsYou,
                _ => return Ok(()),
            };
            match row.kind {
                Kind::Support => answered(transaction, row, &next.state, at)?,
                // What belongs to nothing here any more was to be taken back, and came too late.
                Kind::Photo if what == What::Accepted => {
                    if submissions::depending_on(transaction, id)?.is_empty() {
                        came_too_late(transaction, row, at)?;
                    }
                }
                Kind::Photo | Kind::Report => {}
            }
            turn.accepted |= what == What::Accepted && row.kind == Kind::Report;
            // A photo is told of with its report.
            if row.kind != Kind::Photo {
                turn.tell.push(ReportNews::of(transaction, row, what)?);
            }
            if what == What::NeedsYou {
                let lost = Event::PartLost(need_of_whole(&next.state));
                for whole in submissions::depending_on(transaction, id)? {
                    happen(transaction, &whole.id, lost.clone(), at, turn)?;
                }
            }
            Ok(())
        }
    }
}

/// A photo that was taken back is there all the same. If the gateway has not been told yet, it is.
fn came_too_late(
    transaction: &Transaction<'_>,
    row: &Submission,
    at: &At<'_>,
) -> Result<(), StoreError> {
    match row.delivery.state {
        State::Withdrawing { telling: false, .. } => {
            let taking_back = Delivery::taking_back(at.now);
            submissions::set_delivery(transaction, &row.id, &taking_back)
        }
        _ => submissions::remove(transaction, &row.id),
    }
}

/// The city has heard that a report concerns the owner too, and the draft is not needed any more; or it will not
/// hear of it, and the draft is all that there is.
fn answered(
    transaction: &Transaction<'_>,
    row: &Submission,
    state: &State,
    at: &At<'_>,
) -> Result<(), StoreError> {
    let Some(report) = supported(transaction, row)? else {
        return Ok(());
    };
    match state {
        State::Accepted { .. } => {
            if let Some(draft) = supports::draft(transaction, &report)? {
                drafts::discard(transaction, &draft)?;
            }
            // It was refused before, and tried again.
            supports::put(transaction, &report, at.now)?;
        }
        State::Rejected { .. } => supports::remove(transaction, &report)?,
        _ => {}
    }
    Ok(())
}

/// Removes what is taken back, with all that belongs to it. A photo that the gateway has or may have is taken
/// back there too.
fn gone(
    transaction: &Transaction<'_>,
    row: &Submission,
    at: &At<'_>,
    turn: &mut Turn,
) -> Result<(), StoreError> {
    turn.changed.insert(row.id);
    let supported = supported(transaction, row)?;
    submissions::remove(transaction, &row.id)?;
    match row.kind {
        Kind::Photo => {}
        Kind::Support => {
            if let Some(report) = supported {
                supports::remove(transaction, &report)?;
            }
        }
        Kind::Report => {
            for part in &row.depends_on {
                turn.changed.insert(*part);
                let Some(part) = submissions::get(transaction, part)? else {
                    continue;
                };
                match at.next(&part.delivery, Event::Withdraw) {
                    Some(Next::Keep(withdrawing)) => {
                        submissions::set_delivery(transaction, &part.id, &withdrawing)?;
                    }
                    Some(Next::Gone(Gone)) => submissions::remove(transaction, &part.id)?,
                    None => {
                        let taking_back = Delivery::taking_back(at.now);
                        submissions::set_delivery(transaction, &part.id, &taking_back)?;
                    }
                }
            }
            photos::remove_all(transaction, &row.id)?;
            reports::remove(transaction, &row.id)?;
        }
    }
    Ok(())
}
