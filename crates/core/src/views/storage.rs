//! Where content comes from, and how fresh it is.

use super::all;
use crate::store::{Store, StoreError, items, positions};
use ka_domain::Source;
use ka_domain::views::{CollectionState, SourceRow, Sourced};

/// Every source with what the device has of it.
pub fn sources(store: &Store) -> Result<Vec<SourceRow>, StoreError> {
    let (sources, shares) = store
        .read(|reader| Ok::<_, StoreError>((all::<Source>(reader)?, items::by_source(reader)?)))?;
    let row = |sourced: Sourced<Source>| {
        let share = shares.get(&sourced.item.id);
        SourceRow {
            items: share.map_or(0, |share| share.items),
            as_of: share.map(|share| share.as_of),
            source: sourced.item,
        }
    };
    Ok(sources.into_iter().map(row).collect())
}

/// How fresh each collection is.
pub fn collections(store: &Store) -> Result<Vec<CollectionState>, StoreError> {
    store.read(|reader| {
        positions::all(reader)?
            .into_iter()
            .map(|standing| {
                Ok(CollectionState {
                    items: items::count(reader, &standing.collection)?,
                    collection: standing.collection,
                    generation: standing.position.generation,
                    sequence: standing.position.sequence,
                    applied_at: standing.applied_at,
                })
            })
            .collect()
    })
}
