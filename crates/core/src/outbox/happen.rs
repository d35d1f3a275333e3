//! What happens to a submission in the store, and to what belongs to it.

use super::answer::Meaning;
use super::news::{ReportNews, What, supported};
use super::turn::{At, Done, Outcome, Turn};
use crate::store::submissions::{self, Kind, Submission};
use crate::store::{StoreError, photos, reports, supports};
use ka_domain::SubmissionId;
use ka_outbox::{Delivery, Event, Gone, Next, State, Trouble};
use rusqlite::Transaction;

/// Writes down what became of a request.
pub(super) fn settle(
    transaction: &Transaction<'_>,
    done: &Done,
    at: &At<'_>,
    turn: &mut Turn,
) -> Result<(), StoreError> {
    let id = &done.begun.id;
    turn.changed.insert(*id);
    match &done.outcome {
        Outcome::Answered(Meaning::Happened(event)) => {
            happen(transaction, id, event.clone(), at, turn)
        }
        Outcome::Answered(Meaning::PartsGone) => send_parts_again(transaction, id, at, turn),
        Outcome::Unanswered { unheard } => {
            let lost = Event::Failed(Trouble::Network { captive: false });
            happen(transaction, id, lost, at, turn)?;
            if *unheard && !done.begun.was_in_doubt {
                surely_not_there(transaction, id, at, turn)?;
            }
            Ok(())
        }
    }
}

/// Nobody can have heard of it, now or before: so it can be changed, or taken back at once, like something
/// that was never tried. Most of what is written where there is no network is of this kind.
fn surely_not_there(
    transaction: &Transaction<'_>,
    id: &SubmissionId,
    at: &At<'_>,
    turn: &mut Turn,
) -> Result<(), StoreError> {
    let Some(row) = submissions::get(transaction, id)? else {
        return Ok(());
    };
    match row.delivery.state {
        State::Withdrawing { .. } => gone(transaction, &row, at, turn),
        State::Queued { .. } => {
            let in_doubt = false;
            let delivery = Delivery {
                in_doubt,
                ..row.delivery
            };
            submissions::set_delivery(transaction, id, &delivery)
        }
        _ => Ok(()),
    }
}

/// The gateway lost photos that it had: a report may lie for months between its photos and itself. They
/// are still here and are sent anew before it.
fn send_parts_again(
    transaction: &Transaction<'_>,
    id: &SubmissionId,
    at: &At<'_>,
    turn: &mut Turn,
) -> Result<(), StoreError> {
    let Some(row) = submissions::get(transaction, id)? else {
        return Ok(());
    };
    for part in &row.depends_on {
        submissions::set_delivery(transaction, part, &Delivery::new(at.now))?;
        turn.changed.insert(*part);
    }
    let later = Event::Failed(Trouble::Transient {
        retry_after_s: None,
    });
    happen(transaction, id, later, at, turn)
}

/// Lets `event` happen to a submission, if it is still there and such a thing can happen to it.
pub(super) fn happen(
    transaction: &Transaction<'_>,
    id: &SubmissionId,
    event: Event,
    at: &At<'_>,
    turn: &mut Turn,
) -> Result<(), StoreError> {
    let Some(row) = submissions::get(transaction, id)? else {
        return Ok(());
    };
    match at.next(&row.delivery, event) {
        None => Ok(()),
        Some(Next::Gone(Gone)) => gone(transaction, &row, at, turn),
        Some(Next::Keep(next)) if next == row.delivery => Ok(()),
        Some(Next::Keep(next)) => {
            submissions::set_delivery(transaction, id, &next)?;
            turn.changed.insert(*id);
            let what = match next.state {
                State::Accepted { .. } => What::Accepted,
                State::Rejected { .. } | State::NeedsYou { .. } => What::NeedsYou,
                _ => return Ok(()),
            };
            turn.accepted |= what == What::Accepted && row.kind == Kind::Report;
            // A photo is told of with its report.
            if row.kind != Kind::Photo {
                turn.tell.push(ReportNews::of(transaction, &row, what)?);
            }
            if what == What::NeedsYou {
                for whole in submissions::depending_on(transaction, id)? {
                    happen(transaction, &whole.id, Event::PartLost, at, turn)?;
                }
            }
            Ok(())
        }
    }
}

/// Removes what is taken back, with all that belongs to it. A photo that the gateway may have is taken
/// back there too; one that it surely has it throws away itself, since no report ever names it.
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
                    _ => submissions::remove(transaction, &part.id)?,
                }
            }
            photos::remove_all(transaction, &row.id)?;
            reports::remove(transaction, &row.id)?;
        }
    }
    Ok(())
}
