//! One turn of the outbox: what happened is written down, and what is to be sent next is marked as being
//! sent, in one transaction.
//!
//! The truth is in the store alone. What [`Turns`] keeps of it is a copy, to know whose turn it is without
//! reading a thousand rows each time; each row is read again before it is changed, since its owner, or a
//! second process, may have been quicker. An event that no longer fits is passed over: the state machine
//! knows which.

use super::answer::is_of_the_gateway;
use super::device_key::DeviceKey;
use super::happen::{VERSION, happen, need_of_whole, settle};
use super::news::ReportNews;
use crate::clock::Clock;
use crate::store::submissions::{self, Kind, Submission};
use crate::store::{StoreError, device_secret};
use chrono::{DateTime, TimeDelta, Utc};
use ka_domain::SubmissionId;
use ka_outbox::lanes::{ready, wake_at};
use ka_outbox::{Delivery, Event, Need, Next, State, Trouble};
use ka_protocol::report::SUBMISSION;
use rusqlite::{Connection, Transaction};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt;

/// How long what another process sends may take before that process is held to be gone. Longer than any
/// request.
const STRANGER_FOR: TimeDelta = TimeDelta::minutes(15);

// What is still under way is not taken for given up.
const _: () = assert!(STRANGER_FOR.num_seconds() > SUBMISSION.as_secs() as i64);

/// Something that is to be sent now. It is marked as being sent.
#[derive(Clone)]
pub(super) struct Begun {
    pub id: SubmissionId,
    pub target: String,
    pub kind: Kind,
    /// It is not to be handed in but to be taken back.
    pub withdraw: bool,
    pub payload: String,
    /// What was written down of it: by this it is known again.
    pub delivery: Delivery,
    /// None where the system has no randomness to make one of.
    pub device_key: Option<DeviceKey>,
}

/// Without what somebody wrote, and without the key of the device.
impl fmt::Debug for Begun {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Begun")
            .field("id", &self.id)
            .field("target", &self.target)
            .field("kind", &self.kind)
            .field("withdraw", &self.withdraw)
            .field("delivery", &self.delivery)
            .finish_non_exhaustive()
    }
}

/// What became of it.
#[derive(Debug)]
pub(super) struct Done {
    pub begun: Begun,
    pub outcome: Outcome,
}

#[derive(Debug)]
pub(super) enum Outcome {
    /// Somebody answered.
    Answered(Event),
    /// Nobody answered, or nobody was asked.
    Unanswered(Event),
}

impl Done {
    /// What happened to the submission.
    pub(super) fn event(&self) -> &Event {
        let (Outcome::Answered(event) | Outcome::Unanswered(event)) = &self.outcome;
        event
    }

    /// Whether the other side of its lane was there.
    fn was_reached(&self) -> bool {
        matches!(&self.outcome, Outcome::Answered(event) if is_of_the_gateway(event))
    }
}

/// What came of a turn.
#[derive(Debug, Default)]
pub(super) struct Turn {
    pub begun: Vec<Begun>,
    pub tell: Vec<ReportNews>,
    /// What stands otherwise than before.
    pub changed: BTreeSet<SubmissionId>,
    /// A report was accepted.
    pub accepted: bool,
}

/// What is under way, as last read, and what of it this process sends.
#[derive(Debug, Default)]
pub(super) struct Turns {
    rows: VecDeque<Submission>,
    /// What this process sends.
    flying: BTreeSet<SubmissionId>,
    /// Since when others are known to send.
    strangers: BTreeMap<SubmissionId, DateTime<Utc>>,
}

/// Time and chance of a turn.
pub(crate) struct At<'a> {
    pub clock: &'a dyn Clock,
    pub now: DateTime<Utc>,
}

impl At<'_> {
    fn chance(&self) -> u64 {
        let mut bytes = [0; 8];
        // Without randomness every wait is the shortest of its kind, which is no harm.
        let _ = self.clock.fill(&mut bytes);
        u64::from_le_bytes(bytes)
    }

    pub(super) fn next(&self, delivery: &Delivery, event: Event) -> Option<Next> {
        delivery.on(event, self.now, self.chance()).ok()
    }
}

impl Turns {
    /// Reads again what is under way.
    pub(super) fn read(
        &mut self,
        reader: &Connection,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.rows = submissions::under_way(reader)?.into();
        let rows = &self.rows;
        let strange = |row: &&Submission| is_being_sent(row) && !self.flying.contains(&row.id);
        self.strangers = rows
            .iter()
            .filter(strange)
            .map(|row| (row.id, *self.strangers.get(&row.id).unwrap_or(&now)))
            .collect();
        Ok(())
    }

    /// What this process sends.
    pub(super) fn flying(&self) -> BTreeSet<SubmissionId> {
        self.flying.clone()
    }

    /// What was written down last was not kept: it sends what it sent before. The rows are to be read again.
    pub(super) fn undo(&mut self, flying: BTreeSet<SubmissionId>) {
        self.flying = flying;
    }

    /// Whether a turn would do something: something has its turn, or was left by a process that is gone.
    pub(super) fn is_due(&self, targets: &BTreeSet<&str>, now: DateTime<Utc>) -> bool {
        !self.ready(targets, now).is_empty() || self.left(now).next().is_some()
    }

    /// When there is something to do if nothing happens before.
    pub(super) fn wake_at(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let waiting: Vec<_> = self.rows.iter().map(Submission::waiting).collect();
        wake_at(&waiting, now)
    }

    /// Whether something waits because nobody could be reached.
    pub(super) fn is_cut_off(&self) -> bool {
        self.rows
            .iter()
            .any(|row| matches!(row.delivery.trouble, Some(Trouble::Network { .. })))
    }

    /// Writes down `done`, and begins what has its turn then. `reached`: the gateway was heard of otherwise.
    pub(super) fn take(
        &mut self,
        transaction: &Transaction<'_>,
        done: &[Done],
        reached: bool,
        targets: &BTreeSet<&str>,
        at: &At<'_>,
    ) -> Result<Turn, StoreError> {
        let mut turn = Turn::default();
        if reached {
            self.wake(transaction, None, at, &mut turn)?;
        }
        let left: Vec<SubmissionId> = self.left(at.now).collect();
        for id in left {
            happen(transaction, &id, Event::Interrupted, at, &mut turn)?;
            self.strangers.remove(&id);
        }
        for done in done {
            self.flying.remove(&done.begun.id);
            settle(transaction, done, at, &mut turn)?;
            if done.was_reached() {
                self.wake(transaction, Some(&done.begun.target), at, &mut turn)?;
            }
        }
        self.read_again(transaction, &turn.changed, at.now)?;
        let next = self.ready(targets, at.now);
        let mut changed = std::mem::take(&mut turn.changed);
        for id in next {
            if let Some(begun) = begin(transaction, &id, at, &mut turn)? {
                self.flying.insert(id);
                turn.begun.push(begun);
            }
        }
        self.read_again(transaction, &turn.changed, at.now)?;
        turn.changed.append(&mut changed);
        Ok(turn)
    }

    /// Reads `changed` again.
    fn read_again(
        &mut self,
        reader: &Connection,
        changed: &BTreeSet<SubmissionId>,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        for id in changed {
            let place = self.rows.iter().position(|row| row.id == *id);
            let row = submissions::get(reader, id)?.filter(|row| row.delivery.is_under_way());
            match (place, row) {
                (Some(place), Some(row)) => {
                    if let Some(kept) = self.rows.get_mut(place) {
                        *kept = row;
                    }
                }
                (Some(place), None) => {
                    self.rows.remove(place);
                }
                // Its place is among the others.
                (None, Some(_)) => return self.read(reader, now),
                (None, None) => {}
            }
        }
        Ok(())
    }

    /// The network is back: no waiting any longer in `target`, or anywhere.
    fn wake(
        &self,
        transaction: &Transaction<'_>,
        target: Option<&str>,
        at: &At<'_>,
        turn: &mut Turn,
    ) -> Result<(), StoreError> {
        for row in &self.rows {
            let here = target.is_none_or(|target| row.target == target);
            let cut_off = matches!(row.delivery.trouble, Some(Trouble::Network { .. }));
            if here && cut_off && !row.delivery.is_due(at.now) && !is_being_sent(row) {
                happen(transaction, &row.id, Event::Wake, at, turn)?;
            }
        }
        Ok(())
    }

    fn ready(&self, targets: &BTreeSet<&str>, now: DateTime<Utc>) -> Vec<SubmissionId> {
        let taken: BTreeSet<&str> = self
            .rows
            .iter()
            .filter(|row| self.flying.contains(&row.id))
            .map(|row| row.target.as_str())
            .collect();
        let waiting: Vec<_> = self
            .rows
            .iter()
            // A newer app may have handed in something for a target that this one does not know.
            .filter(|row| targets.contains(row.target.as_str()))
            .filter(|row| !taken.contains(row.target.as_str()))
            .map(Submission::waiting)
            .collect();
        ready(&waiting, now)
    }

    /// What another process sent that is gone by now.
    fn left(&self, now: DateTime<Utc>) -> impl Iterator<Item = SubmissionId> {
        self.strangers
            .iter()
            .filter(move |(_, since)| (now - **since).abs() > STRANGER_FOR)
            .map(|(id, _)| *id)
    }
}

fn is_being_sent(row: &Submission) -> bool {
    matches!(
        row.delivery.state,
        State::Sending | State::Withdrawing { telling: true, .. }
    )
}

/// What is found when the app starts. Whatever was being sent was cut off, if no other process is there (`alone`)
/// that sends it; and this app may be newer than the one that was too old.
pub(super) fn recover(
    transaction: &Transaction<'_>,
    alone: bool,
    at: &At<'_>,
) -> Result<Turn, StoreError> {
    let mut turn = Turn::default();
    for row in submissions::under_way(transaction)? {
        if alone {
            happen(transaction, &row.id, Event::Interrupted, at, &mut turn)?;
        }
        happen(transaction, &row.id, Event::Wake, at, &mut turn)?;
    }
    let mut renewed = Vec::new();
    for row in submissions::stuck(transaction)? {
        let was_too_old = row.delivery.state == (State::NeedsYou { what: Need::Update });
        if was_too_old && row.delivery.too_old.as_deref() != Some(VERSION) {
            happen(transaction, &row.id, Event::Retry, at, &mut turn)?;
            renewed.push(row.id);
        }
    }
    for part in renewed {
        for whole in submissions::depending_on(transaction, &part)? {
            let waits = whole.delivery.state == (State::NeedsYou { what: Need::Part });
            if waits && lost_part(transaction, &whole)?.is_none() {
                happen(transaction, &whole.id, Event::Retry, at, &mut turn)?;
            }
        }
    }
    Ok(turn)
}

/// What somebody has to do before all that it depends on gets there; nothing if that comes by itself.
fn lost_part(reader: &Connection, row: &Submission) -> Result<Option<Need>, StoreError> {
    for part in &row.depends_on {
        if let Some(part) = submissions::get(reader, part)?.map(|part| part.delivery)
            && !part.is_under_way()
            && !matches!(part.state, State::Accepted { .. })
        {
            return Ok(Some(need_of_whole(&part.state)));
        }
    }
    Ok(None)
}

/// Marks it as being sent, if it still has its turn.
fn begin(
    transaction: &Transaction<'_>,
    id: &SubmissionId,
    at: &At<'_>,
    turn: &mut Turn,
) -> Result<Option<Begun>, StoreError> {
    // Noted whatever comes of it: if it has no turn after all, the copy was out of date.
    turn.changed.insert(*id);
    let Some(row) = submissions::get(transaction, id)? else {
        return Ok(None);
    };
    let withdraw = matches!(row.delivery.state, State::Withdrawing { .. });
    if !withdraw {
        if let Some(need) = lost_part(transaction, &row)? {
            happen(transaction, id, Event::PartLost(need), at, turn)?;
            return Ok(None);
        }
        for part in &row.depends_on {
            let part = submissions::get(transaction, part)?;
            if part.is_some_and(|part| part.delivery.is_under_way()) {
                return Ok(None);
            }
        }
    }
    let Some(Next::Keep(begun)) = at.next(&row.delivery, Event::Begin) else {
        return Ok(None);
    };
    submissions::set_delivery(transaction, id, &begun)?;
    let secret = device_secret::get_or_make(transaction, at.clock)?;
    Ok(Some(Begun {
        id: *id,
        kind: row.kind,
        withdraw,
        payload: submissions::payload(transaction, id)?.unwrap_or_default(),
        delivery: begun,
        device_key: secret.map(|secret| DeviceKey::of(&secret, at.now)),
        target: row.target,
    }))
}

#[cfg(test)]
mod tests;
