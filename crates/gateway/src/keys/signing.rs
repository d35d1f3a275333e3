//! Signing single roles, so that one collection can be published without touching the others.

use super::KeyError;
use super::held::HeldKeys;
use aws_lc_rs::rand::SystemRandom;
use chrono::{DateTime, Utc};
use jiff::Timestamp;
use serde::Serialize;
use tough::editor::signed::SignedRole;
use tough::schema::{KeyHolder, Role, Root};

/// Signs `role` with every key in hand that `holder` lets sign for it.
pub fn sign<T: Role + Serialize>(
    role: T,
    holder: &KeyHolder,
    held: &HeldKeys,
) -> Result<SignedRole<T>, KeyError> {
    let (sources, random) = (held.sources(), SystemRandom::new());
    // The keys are in memory, so that nothing in here ever waits.
    futures::executor::block_on(SignedRole::new(role, holder, &sources, &random))
        .map_err(|why| KeyError::Signing(Box::new(why)))
}

/// A root only to sign with: for each role the keys of both, so that what is signed with it is good
/// for those who know either.
pub fn union(current: &Root, next: Option<&Root>) -> Root {
    let mut both = current.clone();
    let Some(next) = next else { return both };
    for (id, key) in &next.keys {
        both.keys.insert(id.clone(), key.clone());
    }
    for (role, keys) in &next.roles {
        let held = both.roles.entry(*role).or_insert_with(|| keys.clone());
        for id in &keys.keyids {
            if !held.keyids.contains(id) {
                held.keyids.push(id.clone());
            }
        }
    }
    both
}

/// The same moment in the calendar of `tough`, to the second.
pub fn moment(time: DateTime<Utc>) -> Timestamp {
    Timestamp::from_second(time.timestamp()).unwrap_or(Timestamp::MAX)
}

/// Without the fraction of a second: other TUF clients read no fractions.
pub fn whole_seconds(time: Timestamp) -> Timestamp {
    Timestamp::from_second(time.as_second()).unwrap_or(time)
}
