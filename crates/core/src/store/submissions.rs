//! The table `submission`: what was handed in, and how far each is. A row is there before there is a
//! request.
//!
//! The way of each is a [`Delivery`], kept as JSON: what an older app wrote is read, what a newer one adds
//! is passed over.
//!
//! A row that cannot be read stops no other. It stands there as one that needs its owner, since what is in
//! it is damaged, and its owner can take it back; nothing else happens to it.

use super::readable::readable;
use super::{StoreError, time};
use chrono::{DateTime, Utc};
use ka_domain::SubmissionId;
use ka_domain::views::{NeedKind, RejectionKind, SubmissionState, TroubleKind};
use ka_outbox::lanes::{Waiting, held_up_by, waits_for_other};
use ka_outbox::{Delivery, Need, Reason, State, Trouble};
use rusqlite::{Connection, OptionalExtension, Row, Transaction};

/// The lane of everything that goes to the city's gateway.
pub const CITY: &str = "city";

/// What is handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A photo of a report.
    Photo,
    /// A report.
    Report,
    /// That a report of somebody else concerns the owner too.
    Support,
}

impl Kind {
    const ALL: [Kind; 3] = [Kind::Photo, Kind::Report, Kind::Support];

    /// As the table writes it.
    fn name(self) -> &'static str {
        match self {
            Kind::Photo => "photo",
            Kind::Report => "report",
            Kind::Support => "support",
        }
    }
}

/// A row without what is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// Which; also its idempotency key.
    pub id: SubmissionId,
    /// The lane in which it is sent.
    pub target: String,
    /// What it is.
    pub kind: Kind,
    /// What must be accepted before it.
    pub depends_on: Vec<SubmissionId>,
    /// How far it is.
    pub delivery: Delivery,
    /// When it was handed in.
    pub queued_at: DateTime<Utc>,
}

impl Submission {
    /// Among the others.
    pub fn waiting(&self) -> Waiting<'_, SubmissionId, &str> {
        Waiting {
            id: self.id,
            lane: &self.target,
            depends_on: &self.depends_on,
            delivery: &self.delivery,
        }
    }
}

const COLUMNS: &str = "id, target, kind, depends_on, delivery, queued_at";
/// In the order in which they were handed in.
const UNDER_WAY: &str = "WHERE under_way = 1 ORDER BY sequence";
/// Whether the other side has it: 0 or 1, whatever is written there.
const IS_ACCEPTED: &str = "CASE WHEN json_valid(delivery)
     THEN coalesce(delivery ->> '$.state' = 'accepted', 0) ELSE 0 END";

/// Hands something in, behind all others. `payload` is what will be sent.
pub fn put(
    transaction: &Transaction<'_>,
    submission: &Submission,
    payload: &str,
) -> Result<(), StoreError> {
    transaction
        .prepare_cached(
            "INSERT INTO submission
                 (id, target, kind, payload, depends_on, delivery, under_way, queued_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(rusqlite::params![
            submission.id.as_bytes(),
            submission.target,
            submission.kind.name(),
            payload,
            serde_json::to_string(&submission.depends_on)?,
            serde_json::to_string(&submission.delivery)?,
            submission.delivery.is_under_way(),
            submission.queued_at.timestamp_millis(),
        ])?;
    Ok(())
}

/// One of them.
pub fn get(reader: &Connection, id: &SubmissionId) -> Result<Option<Submission>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM submission WHERE id = ?1");
    let found = reader
        .prepare_cached(&sql)?
        .query_row([id.as_bytes()], columns)
        .optional()?;
    Ok(found.map(Columns::read))
}

/// What is sent.
pub fn payload(reader: &Connection, id: &SubmissionId) -> Result<Option<String>, StoreError> {
    Ok(reader
        .prepare_cached("SELECT payload FROM submission WHERE id = ?1")?
        .query_row([id.as_bytes()], |row| row.get(0))
        .optional()?)
}

/// Those to which something will happen without anybody's doing, in the order in which they were handed in.
pub fn under_way(reader: &Connection) -> Result<Vec<Submission>, StoreError> {
    let mut rows = many(reader, UNDER_WAY, [])?;
    rows.retain(|row| row.delivery.is_under_way());
    Ok(rows)
}

/// Those that do not get any further without somebody's doing, the latest first; also what was under way
/// and cannot be read any more.
pub fn stuck(reader: &Connection) -> Result<Vec<Submission>, StoreError> {
    let rest = format!("WHERE under_way = 1 OR NOT {IS_ACCEPTED} ORDER BY sequence DESC");
    let mut rows = many(reader, &rest, [])?;
    rows.retain(|row| !row.delivery.is_under_way());
    Ok(rows)
}

/// Those that are there, without photos: the latest first, at most `most`.
pub fn accepted(reader: &Connection, most: u32) -> Result<Vec<Submission>, StoreError> {
    let rest = format!(
        "WHERE under_way = 0 AND {IS_ACCEPTED} AND kind <> 'photo' ORDER BY sequence DESC LIMIT ?1"
    );
    many(reader, &rest, [most])
}

/// Those that wait for `part` to be accepted.
pub fn depending_on(
    reader: &Connection,
    part: &SubmissionId,
) -> Result<Vec<Submission>, StoreError> {
    // Functions of JSON stop the whole question at what is none.
    let rest = "WHERE EXISTS (SELECT 1
                    FROM json_each(CASE WHEN json_valid(depends_on) THEN depends_on ELSE '[]' END)
                        AS part
                    WHERE part.value = ?1) ORDER BY sequence";
    many(reader, rest, [part.to_string()])
}

/// Keeps how far it is instead of what was kept.
pub fn set_delivery(
    transaction: &Transaction<'_>,
    id: &SubmissionId,
    delivery: &Delivery,
) -> Result<(), StoreError> {
    transaction
        .prepare_cached("UPDATE submission SET delivery = ?2, under_way = ?3 WHERE id = ?1")?
        .execute(rusqlite::params![
            id.as_bytes(),
            serde_json::to_string(delivery)?,
            delivery.is_under_way(),
        ])?;
    Ok(())
}

/// Forgets it.
pub fn remove(transaction: &Transaction<'_>, id: &SubmissionId) -> Result<(), StoreError> {
    transaction
        .prepare_cached("DELETE FROM submission WHERE id = ?1")?
        .execute([id.as_bytes()])?;
    Ok(())
}

/// Those that are under way, as lanes see them.
pub fn lanes(under_way: &[Submission]) -> Vec<Waiting<'_, SubmissionId, &str>> {
    under_way.iter().map(Submission::waiting).collect()
}

/// How it stands, in the words of the outbox, where `others` are those that are under way. What holds it up is
/// told as its own: a person does not ask which of their photos it is that does not get through.
pub fn state_among(
    submission: &Submission,
    others: &[Waiting<'_, SubmissionId, &str>],
    now: DateTime<Utc>,
) -> SubmissionState {
    let State::Queued { not_before } = submission.delivery.state else {
        return plain_state(&submission.delivery);
    };
    let is_part = |other: &&Waiting<'_, _, _>| submission.depends_on.contains(&other.id);
    let parts: Vec<_> = match submission.depends_on.is_empty() {
        true => Vec::new(),
        false => others.iter().filter(is_part).cloned().collect(),
    };
    let waits_for_other = waits_for_other(&submission.waiting(), &parts);
    let mut sent = parts.iter().map(|part| &part.delivery.state);
    if waits_for_other && sent.any(|state| *state == State::Sending) {
        return SubmissionState::Sending;
    }
    // Whoever it waits for, or who holds up its lane.
    let in_lane = || held_up_by(&submission.waiting(), others, now).map(|other| other.delivery);
    let ahead = parts.first().map(|part| part.delivery).or_else(in_lane);
    let holds_up = ahead.unwrap_or(&submission.delivery);
    let due = holds_up.due_at().unwrap_or(not_before);
    SubmissionState::Queued {
        next_at: due.max(not_before),
        attempts: holds_up.attempts,
        trouble: holds_up.trouble.and_then(trouble),
        waits_for_other,
    }
}

fn plain_state(delivery: &Delivery) -> SubmissionState {
    match &delivery.state {
        State::Queued { not_before } => SubmissionState::Queued {
            next_at: *not_before,
            attempts: delivery.attempts,
            trouble: delivery.trouble.and_then(trouble),
            waits_for_other: false,
        },
        State::Sending => SubmissionState::Sending,
        State::Accepted { receipt } => SubmissionState::Accepted {
            at: receipt.at,
            receipt: receipt.id.clone(),
        },
        State::Rejected { reason } => SubmissionState::Rejected {
            reason: match reason {
                Reason::Invalid => RejectionKind::Invalid,
                Reason::Unknown => RejectionKind::UnknownCategory,
                Reason::TooLarge => RejectionKind::TooLarge,
                Reason::NotAPicture => RejectionKind::NotAPicture,
                Reason::Conflict => RejectionKind::Conflict,
                Reason::Other { .. } => RejectionKind::Other,
            },
        },
        State::NeedsYou { what } => SubmissionState::NeedsYou {
            what: match what {
                Need::Part => NeedKind::PartRejected,
                Need::Update => NeedKind::Update,
                Need::Damaged => NeedKind::Damaged,
            },
        },
        State::Withdrawing { not_before, .. } => SubmissionState::Withdrawing {
            next_at: *not_before,
            attempts: delivery.attempts,
        },
    }
}

fn trouble(trouble: Trouble) -> Option<TroubleKind> {
    match trouble {
        Trouble::Network { captive: true } => Some(TroubleKind::CaptivePortal),
        Trouble::Network { captive: false } => Some(TroubleKind::Network),
        Trouble::Transient { .. } => Some(TroubleKind::Busy),
        Trouble::Permanent(_) | Trouble::Needs(_) => None,
    }
}

fn many(
    reader: &Connection,
    rest: &str,
    parameters: impl rusqlite::Params,
) -> Result<Vec<Submission>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM submission {rest}");
    let mut statement = reader.prepare_cached(&sql)?;
    let rows = statement.query_map(parameters, |row| Ok(columns(row)))?;
    readable("submission", rows, |columns| Ok(columns.read()))
}

/// A row as the table has it; nothing where a column cannot even be had.
struct Columns {
    id: [u8; 16],
    target: String,
    kind: Option<String>,
    depends_on: Option<String>,
    delivery: Option<String>,
    queued_at: i64,
}

fn columns(row: &Row<'_>) -> rusqlite::Result<Columns> {
    Ok(Columns {
        id: row.get(0)?,
        target: row.get(1).unwrap_or_default(),
        kind: row.get(2).ok(),
        depends_on: row.get(3).ok(),
        delivery: row.get(4).ok(),
        queued_at: row.get(5)?,
    })
}

impl Columns {
    fn read(self) -> Submission {
        let kind = Kind::ALL
            .into_iter()
            .find(|kind| Some(kind.name()) == self.kind.as_deref());
        let depends_on = self.depends_on;
        let depends_on: Option<Vec<SubmissionId>> =
            depends_on.and_then(|parts| serde_json::from_str(&parts).ok());
        let queued_at = time(self.queued_at).ok();
        let since = queued_at.unwrap_or_default();
        let delivery = self.delivery;
        let delivery: Option<Delivery> =
            delivery.and_then(|delivery| serde_json::from_str(&delivery).ok());
        // Where only its way is lost, the city may have it, and can be asked to take it back. What it is
        // or needs cannot be told to anybody once it is lost.
        let can_be_told = kind.is_some() && depends_on.is_some() && queued_at.is_some();
        let delivery = delivery.filter(|_| can_be_told);
        Submission {
            id: SubmissionId::from_bytes(self.id),
            target: self.target,
            // Of the kinds that are known, the one that has nothing beside its row.
            kind: kind.unwrap_or(Kind::Support),
            depends_on: depends_on.unwrap_or_default(),
            delivery: delivery.unwrap_or_else(|| damaged(can_be_told, since)),
            queued_at: since,
        }
    }
}

fn damaged(in_doubt: bool, queued_at: DateTime<Utc>) -> Delivery {
    Delivery {
        state: State::NeedsYou {
            what: Need::Damaged,
        },
        in_doubt,
        ..Delivery::new(queued_at)
    }
}

#[cfg(test)]
mod tests;
