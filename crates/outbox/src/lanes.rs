//! Whose turn it is.
//!
//! There is one lane for each target. In a lane one submission is under way at a time, in the order in which
//! they were handed in, and each waits for those that it depends on. While nobody can be reached, the
//! first one alone knocks at the door for the whole lane; one that the other side cannot take *now* lets the
//! others pass.

use crate::delivery::{Delivery, State, Trouble};
use chrono::{DateTime, Utc};

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
pub fn ready<'w, Id: PartialEq + Clone, Lane: PartialEq + Clone>(
    all: &'w [Waiting<'w, Id, Lane>],
    now: DateTime<Utc>,
) -> Vec<Id> {
    let mut taken: Vec<&Lane> = all
        .iter()
        .filter(|waiting| is_being_sent(waiting.delivery))
        .map(|waiting| &waiting.lane)
        .collect();
    let mut ready = Vec::new();
    for waiting in all {
        if taken.contains(&&waiting.lane) || !waiting.delivery.is_under_way() {
            continue;
        }
        if !waiting.delivery.is_due(now) {
            if knocks(waiting.delivery) {
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

/// When the next one will have its turn if nothing happens before; none if nothing waits for a time.
pub fn wake_at<Id: PartialEq, Lane: PartialEq>(
    all: &[Waiting<'_, Id, Lane>],
) -> Option<DateTime<Utc>> {
    all.iter()
        .filter(|waiting| !waits_for_other(waiting, all))
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

/// Whether it failed because nobody could be reached: then nobody in its lane need try before it.
fn knocks(delivery: &Delivery) -> bool {
    matches!(delivery.trouble, Some(Trouble::Network { .. }))
}

#[cfg(test)]
mod tests;
