//! What somebody was told, and whether it holds.

use anyhow::{Context, Result, ensure};
use ka_domain::{PhotoId, Report, SubmissionId};
use rusqlite::{Connection, OpenFlags};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

/// A draft or a report, as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Which.
    pub id: SubmissionId,
    /// What is the matter.
    pub words: String,
    /// Its photos, in their order.
    pub photos: Vec<SeenPhoto>,
}

/// A photo.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SeenPhoto {
    /// Which.
    pub id: PhotoId,
    /// Of its bytes, in hexadecimal.
    pub sha256: String,
}

/// Something that its owner is told, once the engine has come back with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Told {
    /// A draft is kept.
    Draft(Seen),
    /// A report is handed in.
    Sent(Seen),
}

/// All that was told of as saved.
#[derive(Debug, Default)]
pub struct Ledger {
    /// The last that was told of each draft.
    drafts: BTreeMap<SubmissionId, Seen>,
    /// What was handed in.
    sent: BTreeMap<SubmissionId, Seen>,
    /// What its owner wanted back.
    withdrawn: BTreeSet<SubmissionId>,
}

/// How much there was of it, all of it in order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Reports at the gateway.
    pub reports: usize,
    /// Their photos.
    pub photos: usize,
    /// Of those photos.
    pub bytes: usize,
    /// Reports whose owner was told that they were handed in.
    pub told: usize,
    /// Drafts whose owner was told no more than that they were kept.
    pub drafts: usize,
    /// Reports that their owner wanted back, and got.
    pub withdrawn: usize,
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Tally {
            reports,
            photos,
            bytes,
            told,
            drafts,
            withdrawn,
        } = self;
        let megabytes = *bytes as f64 / 1e6;
        write!(
            f,
            "{reports} reports with {photos} photos ({megabytes:.1} MB) at the gateway, each once and byte for \
             byte; {told} of them were told of as sent, {drafts} as drafts; {withdrawn} taken back; 0 lost, 0 \
             doubled"
        )
    }
}

impl Ledger {
    /// Somebody was told something.
    pub fn hear(&mut self, told: Told) {
        match told {
            Told::Draft(seen) => self.drafts.insert(seen.id, seen),
            Told::Sent(seen) => self.sent.insert(seen.id, seen),
        };
    }

    /// Somebody wanted a report back.
    pub fn withdrawn(&mut self, id: SubmissionId) {
        self.withdrawn.insert(id);
    }

    /// Whether it all holds, once everything has been sent: `device` is what the owner sees in the end, and the
    /// gateway has its state in `gateway`.
    pub fn settle(&self, device: Vec<Seen>, gateway: &Path) -> Result<Tally> {
        let arrived = arrived(gateway)?;
        let device: BTreeMap<SubmissionId, Seen> =
            device.into_iter().map(|seen| (seen.id, seen)).collect();
        for (id, seen) in &self.sent {
            if self.withdrawn.contains(id) && !device.contains_key(id) {
                ensure!(!arrived.contains_key(id), "{id} was taken back and arrived");
                continue;
            }
            let there = arrived.get(id).with_context(|| format!("{id} is lost"))?;
            ensure!(there.seen == *seen, "{id} is {there:?} instead of {seen:?}");
        }
        for (id, seen) in &self.drafts {
            if self.withdrawn.contains(id) {
                continue;
            }
            let there = arrived
                .get(id)
                .with_context(|| format!("the draft {id} is lost"))?;
            let photos: BTreeSet<_> = there.seen.photos.iter().collect();
            ensure!(
                seen.photos.iter().all(|photo| photos.contains(photo)),
                "the draft {id} was {seen:?} and arrived as {there:?}"
            );
        }
        let ids = |map: BTreeSet<&SubmissionId>| map.into_iter().copied().collect::<Vec<_>>();
        let here: BTreeSet<_> = device.keys().collect();
        let there: BTreeSet<_> = arrived.keys().collect();
        ensure!(
            here == there,
            "only at the device: {:?}; only at the gateway: {:?}",
            ids(&here - &there),
            ids(&there - &here)
        );
        for (id, seen) in &device {
            let there = arrived.get(id).map(|there| &there.seen);
            ensure!(
                there == Some(seen),
                "{id} is {there:?} at the gateway, and {seen:?} here"
            );
        }
        let words: BTreeSet<_> = arrived.values().map(|there| &there.seen.words).collect();
        ensure!(words.len() == arrived.len(), "something arrived twice");
        Ok(Tally {
            reports: arrived.len(),
            photos: arrived.values().map(|there| there.seen.photos.len()).sum(),
            bytes: arrived.values().map(|there| there.bytes).sum(),
            told: self
                .sent
                .keys()
                .filter(|id| arrived.contains_key(id))
                .count(),
            drafts: self
                .drafts
                .keys()
                .filter(|id| !self.sent.contains_key(id))
                .count(),
            withdrawn: self
                .withdrawn
                .iter()
                .filter(|id| !arrived.contains_key(id))
                .count(),
        })
    }
}

/// A report at the gateway.
#[derive(Debug)]
struct Arrived {
    seen: Seen,
    /// Of its photos.
    bytes: usize,
}

/// What is in the database of the gateway that has its state in `gateway`, read past the gateway.
fn arrived(gateway: &Path) -> Result<BTreeMap<SubmissionId, Arrived>> {
    let path = gateway.join(ka_gateway::reports::store::FILE);
    let database = Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let mut reports = database.prepare("SELECT number, key, report FROM report")?;
    let mut photos =
        database.prepare("SELECT key, received FROM photo WHERE report = ?1 ORDER BY position")?;
    let mut arrived = BTreeMap::new();
    let mut rows = reports.query([])?;
    while let Some(row) = rows.next()? {
        let number: i64 = row.get(0)?;
        let id = SubmissionId::from_bytes(row.get(1)?);
        let report: Report = serde_json::from_str(&row.get::<_, String>(2)?)?;
        let mut bytes = 0;
        let photos = photos.query_map([number], |row| {
            let content: Vec<u8> = row.get(1)?;
            bytes += content.len();
            Ok(SeenPhoto {
                id: PhotoId::from_bytes(row.get(0)?),
                sha256: hex::encode(Sha256::digest(content)),
            })
        })?;
        let photos: Vec<SeenPhoto> = photos.collect::<Result<_, _>>()?;
        let named: Vec<SubmissionId> = photos.iter().map(|photo| photo.id.into()).collect();
        ensure!(
            named == report.photos,
            "{id} has other photos than it names"
        );
        let seen = Seen {
            id,
            words: report.words,
            photos,
        };
        let before = arrived.insert(id, Arrived { seen, bytes });
        ensure!(before.is_none(), "{id} arrived twice");
    }
    Ok(arrived)
}

#[cfg(test)]
mod tests;
