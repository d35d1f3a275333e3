//! Entries are made by this version of the app, out of items that an older one may have taken in. Where
//! they are made in another way now, all of them are made anew when the store is opened: what is on the
//! device stays readable and findable after an update, without a network.

use super::entry::{EDITION, entry_of};
use crate::store::entries::{self, Place};
use crate::store::{StoreError, items, polls, positions};
use ka_domain::{CollectionName, ItemId, Kind};
use rusqlite::{OptionalExtension, Transaction};
use std::collections::BTreeMap;

/// Makes the entries anew if another edition made those that are there.
pub fn bring_up_to_date(transaction: &Transaction<'_>) -> Result<(), StoreError> {
    let found: Option<u32> = transaction
        .query_row(
            "SELECT edition FROM entry_edition WHERE one = 1",
            [],
            |row| row.get(0),
        )
        .optional()?;
    if found == Some(EDITION) {
        return Ok(());
    }
    transaction.execute("DELETE FROM entry", [])?;
    transaction.execute("INSERT INTO stem (stem) VALUES ('delete-all')", [])?;
    for kind in Kind::ALL {
        let collection = CollectionName::new(kind.collection()).map_err(|_| StoreError::Damaged)?;
        let mut made: BTreeMap<Place, (ItemId, entries::Entry)> = BTreeMap::new();
        for id in items::ids(transaction, &collection)? {
            let item = match items::get(transaction, &collection, &id) {
                // What this version cannot read is not found by anybody; its collection comes anew.
                Err(StoreError::Content(_) | StoreError::Damaged) => {
                    positions::forget(transaction, &collection)?;
                    polls::reopen(transaction)?;
                    None
                }
                item => item?,
            };
            let entry = item.and_then(|sourced| entry_of(&sourced.item));
            let place = entry.map(|entry| {
                let mut place = Place::new(kind, entry.day, &id);
                while made.contains_key(&place) {
                    place = place.next();
                }
                made.insert(place, (id.clone(), entry));
                place
            });
            items::set_place(transaction, &collection, &id, place)?;
        }
        for (place, (id, entry)) in made {
            entries::put(transaction, place, &id, &entry)?;
        }
    }
    transaction.execute(
        "INSERT INTO entry_edition (one, edition) VALUES (1, ?1)
         ON CONFLICT (one) DO UPDATE SET edition = excluded.edition",
        [EDITION],
    )?;
    Ok(())
}
