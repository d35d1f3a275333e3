//! The changes of one feed file, written within one transaction.
//!
//! Items are written as they come. What the index is to have of them is kept until there is a lot of it
//! or nothing more comes, and then written in the order of places: the full-text index keeps what it is
//! given in memory only as long as each row comes after the last.
//!
//! A base says all that there is. Over a store that had the collection before, it is compared: what is
//! as before is left alone, so that a new generation is no news and costs little, and what it does not
//! name is removed.

use super::Applied;
use super::reader::{Change, Made, Upsert};
use crate::store::entries::{self, Place};
use crate::store::{StoreError, items, news};
use chrono::{DateTime, Utc};
use ka_domain::views::Change as News;
use ka_domain::{CollectionName, ItemId, Kind};
use ka_protocol::FilePart;
use rusqlite::Transaction;
use rustc_hash::FxHasher;
use std::collections::HashSet;
use std::hash::{Hash, Hasher};

/// So many entries wait at most: some ten megabytes.
const WAITING: usize = 20_000;

/// Writes the changes of one file.
pub struct Intake<'t> {
    transaction: &'t Transaction<'t>,
    collection: &'t CollectionName,
    kind: Kind,
    now: DateTime<Utc>,
    /// The collection had items before this file: then a change may be news.
    had_items: bool,
    part: FilePart,
    /// Hashes of the ids that the file named: the ids themselves of a large one would weigh too much.
    named: HashSet<u64>,
    waiting: Vec<(ItemId, Made)>,
    /// The places that this file has taken.
    reserved: HashSet<Place>,
    applied: Applied,
}

impl<'t> Intake<'t> {
    /// Begins with a file of `collection`.
    pub fn new(
        transaction: &'t Transaction<'t>,
        collection: &'t CollectionName,
        kind: Kind,
        part: FilePart,
        now: DateTime<Utc>,
    ) -> Result<Self, StoreError> {
        let had_items = items::count(transaction, collection)? > 0;
        Ok(Intake {
            transaction,
            collection,
            kind,
            now,
            had_items,
            part,
            named: HashSet::new(),
            waiting: Vec::new(),
            reserved: HashSet::new(),
            applied: Applied::default(),
        })
    }

    /// Writes one change. What is needed later is taken out of it.
    pub fn take(&mut self, change: &mut Change) -> Result<(), StoreError> {
        match change {
            Change::Upsert(upsert) => self.upsert(upsert),
            Change::Remove(id) => self.remove(id),
        }
    }

    /// Writes what still waits.
    pub fn finish(mut self) -> Result<Applied, StoreError> {
        self.write_waiting()?;
        if self.had_items && self.part == FilePart::Base {
            for id in items::ids(self.transaction, self.collection)? {
                if !self.named.contains(&hash(&id)) {
                    self.remove(&id)?;
                }
            }
        }
        Ok(self.applied)
    }

    fn upsert(&mut self, upsert: &mut Upsert) -> Result<(), StoreError> {
        let made = upsert.entry.take();
        let Upsert {
            id,
            provenance,
            body,
            ..
        } = &*upsert;
        let twice = !self.named.insert(hash(id));
        let present = match self.had_items || twice {
            true => items::present(self.transaction, self.collection, id, provenance, body)?,
            false => None,
        };
        if let Some(present) = present
            && present.same_content
        {
            // Its source vouches for it anew, or another one does: that is no news, and its entry stands.
            if !present.same_provenance {
                self.put(upsert, present.place)?;
            }
            return Ok(());
        }
        self.remove_entry(present.and_then(|present| present.place))?;
        let made = match made {
            Some(made) => Some(Made {
                place: self.free(made.place)?,
                ..made
            }),
            None => None,
        };
        self.put(upsert, made.as_ref().map(|made| made.place))?;
        let Upsert { id, because, .. } = &*upsert;
        if present.is_some() && because.is_empty() {
            self.forget_news(&id.clone())?;
        }
        if self.had_items && !because.is_empty() {
            let change = match present {
                Some(_) => News::Changed,
                None => News::New,
            };
            news::note(self.transaction, self.kind, id, change, self.now, because)?;
            self.applied.news += 1;
        }
        if let Some(made) = made {
            self.reserved.insert(made.place);
            self.waiting.push((id.clone(), made));
        }
        if self.waiting.len() >= WAITING {
            self.write_waiting()?;
        }
        Ok(())
    }

    fn put(&mut self, upsert: &Upsert, place: Option<Place>) -> Result<(), StoreError> {
        items::upsert(
            self.transaction,
            self.collection,
            &upsert.id,
            upsert.revision,
            &upsert.provenance,
            &upsert.body,
            place,
        )?;
        self.applied.upserts += 1;
        Ok(())
    }

    /// What concerns nothing that is followed, or is gone, is news no more.
    fn forget_news(&mut self, id: &ItemId) -> Result<(), StoreError> {
        if news::forget(self.transaction, self.kind, id)? {
            self.applied.news += 1;
        }
        Ok(())
    }

    fn remove(&mut self, id: &ItemId) -> Result<(), StoreError> {
        let place = items::place(self.transaction, self.collection, id)?;
        self.remove_entry(place)?;
        items::remove(self.transaction, self.collection, id)?;
        self.forget_news(id)?;
        self.applied.removals += 1;
        Ok(())
    }

    fn remove_entry(&mut self, place: Option<Place>) -> Result<(), StoreError> {
        let Some(place) = place else { return Ok(()) };
        if self.reserved.remove(&place) {
            self.waiting.retain(|(_, made)| made.place != place);
        }
        entries::remove(self.transaction, place)
    }

    /// The place, or the next one that is free: two ids of one day can have the same hash.
    fn free(&self, mut place: Place) -> Result<Place, StoreError> {
        while self.reserved.contains(&place)
            || (self.had_items && entries::is_taken(self.transaction, place)?)
        {
            place = place.next();
        }
        Ok(place)
    }

    fn write_waiting(&mut self) -> Result<(), StoreError> {
        self.waiting.sort_unstable_by_key(|(_, made)| made.place);
        for (id, made) in self.waiting.drain(..) {
            let Made {
                entry,
                place,
                tokens,
            } = made;
            entries::put_with(self.transaction, place, &id, &entry, &tokens)?;
        }
        Ok(())
    }
}

fn hash(id: &ItemId) -> u64 {
    let mut hasher = FxHasher::default();
    id.hash(&mut hasher);
    hasher.finish()
}
