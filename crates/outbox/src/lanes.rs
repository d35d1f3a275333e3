//! Whose turn it is.
//!
//! There is one lane for each target. In a lane one submission is under way at a time, in the order in which
//! they were handed in, and each waits for those that it depends on.
//!
//! While nobody can be reached, the first one alone knocks at the door for the whole lane, and while the other
//! side wants to be left alone ([`Trouble::Transient`] with a time), nobody is sent. One that the other side
//! cannot take *now*, without a word on how long, lets the others pass.
//!
//! It may be the submission itself that gets no proper answer: a filter on the way does not like it, or the
//! connection always breaks when it is sent. One that failed so [`PATIENCE`] times in a row stands behind
//! those that did not, and no longer knocks for them. That it had a connection at all tells it from one that
//! simply has no network: somebody may have heard of it ([`Delivery::in_doubt`]).

use crate::delivery::{Delivery, State, Trouble};
use chrono::{DateTime, Utc};

/// In vain so often in a row, it may be the submission's own fault.
pub const PATIENCE: u32 = 3;

/// A submission among the others.
#[derive(Debug, Clone)]
pub struct Waiting<'a, Id, Lane> {
    /// Which.
    pub id: Id,
    /// Where it is to go.
    pub lane: Lane,
    /// What must be accepted before it.
    pub depends_on: &'a [Id],
    /// How far it is.
    pub delivery: &'a Delivery,
}

/// What is to be sent at `now`: at most one a lane, and none in a lane where something is under way. `all`
/// are in the order in which they were handed in; what was accepted and forgotten may be left out.
/// One that failed again and again has its turn behind the others.
pub fn ready<'w, Id: PartialEq + Clone, Lane: PartialEq + Clone>(
    all: &'w [Waiting<'w, Id, Lane>],
    now: DateTime<Utc>,
) -> Vec<Id> {
    let mut taken: Vec<&Lane> = all
        .iter()
        .filter(|waiting| is_being_sent(waiting.delivery))
        .map(|waiting| &waiting.lane)
        .collect();
    // Who wants to be left alone wants it of all, also of those who stand before whoever was told so.
    let told = |waiting: &&Waiting<'w, Id, Lane>| {
        waiting.delivery.was_told_to_wait() && waits(waiting.delivery, now)
    };
    taken.extend(all.iter().filter(told).map(|waiting| &waiting.lane));
    let (last, first): (Vec<_>, Vec<_>) = all
        .iter()
        .filter(|waiting| waiting.delivery.is_under_way())
        .partition(|waiting| is_doubtful(waiting.delivery));
    let mut ready = Vec::new();
    for waiting in first.into_iter().chain(last) {
        if taken.contains(&&waiting.lane) {
            continue;
        }
        if !waiting.delivery.is_due(now) {
            if holds_up(waiting.delivery, now) {
                taken.push(&waiting.lane);
            }
            continue;
        }
        if waits_for_other(waiting, all) {
            continue;
        }
        taken.push(&waiting.lane);
        ready.push(waiting.id.clone());
    }
    ready
}

/// When the next one will have its turn if nothing happens before; none if nothing waits for a time. What is
/// due at `now` and not [`ready`] waits for something else than time, such as one that knocks for its lane.
pub fn wake_at<Id: PartialEq, Lane: PartialEq>(
    all: &[Waiting<'_, Id, Lane>],
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    all.iter()
        .filter(|waiting| !waiting.delivery.is_due(now) && !waits_for_other(waiting, all))
        .filter_map(|waiting| waiting.delivery.due_at())
        .min()
}

/// Whether something must be accepted first. What is being taken back waits for nobody.
pub fn waits_for_other<Id: PartialEq, Lane>(
    waiting: &Waiting<'_, Id, Lane>,
    all: &[Waiting<'_, Id, Lane>],
) -> bool {
    matches!(waiting.delivery.state, State::Queued { .. })
        && all.iter().any(|other| {
            waiting.depends_on.contains(&other.id)
                && !matches!(other.delivery.state, State::Accepted { .. })
        })
}

fn is_being_sent(delivery: &Delivery) -> bool {
    matches!(
        delivery.state,
        State::Sending | State::Withdrawing { telling: true, .. }
    )
}

/// Which one holds up the lane of `waiting` at `now`: the first that wants the whole lane to wait, or knocks for
/// those behind it.
pub fn held_up_by<'w, 'a, Id: PartialEq, Lane: PartialEq>(
    waiting: &Waiting<'_, Id, Lane>,
    all: &'w [Waiting<'a, Id, Lane>],
    now: DateTime<Utc>,
) -> Option<&'w Waiting<'a, Id, Lane>> {
    let stands_last = is_doubtful(waiting.delivery);
    let mut is_behind = false;
    all.iter().find(|other| {
        is_behind |= other.id == waiting.id;
        let here = other.lane == waiting.lane && other.id != waiting.id;
        let told = other.delivery.was_told_to_wait();
        here && holds_up(other.delivery, now) && (told || stands_last || !is_behind)
    })
}

/// Whether those behind it in its lane wait for it at `now`: nobody could be reached, or the other side wants to
/// be left alone.
fn holds_up(delivery: &Delivery, now: DateTime<Utc>) -> bool {
    let knocks =
        matches!(delivery.trouble, Some(Trouble::Network { .. })) && !is_doubtful(delivery);
    waits(delivery, now) && (knocks || delivery.was_told_to_wait())
}

fn waits(delivery: &Delivery, now: DateTime<Utc>) -> bool {
    delivery.due_at().is_some() && !delivery.is_due(now)
}

/// Whether it may be its own fault that it does not get there.
fn is_doubtful(delivery: &Delivery) -> bool {
    delivery.attempts >= PATIENCE && delivery.in_doubt && delivery.trouble.is_some()
}

#[cfg(test)]
mod tests;
