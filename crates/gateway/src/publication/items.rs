//! The table of items, and what a harvest changes in it.

use super::PublicationError;
use crate::connector::Harvested;
use chrono::{DateTime, SecondsFormat, Utc};
use ka_domain::{ItemId, Licence, Provenance, SourceId};
use ka_protocol::Line;
use rusqlite::{Connection, params};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// One row: an item as it is published, or the word that it is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its id.
    pub id: ItemId,
    /// Grows by one with each change.
    pub revision: u64,
    /// Where it comes from.
    pub provenance: Provenance,
    /// The content as JSON; none if the item is gone.
    pub content: Option<String>,
}

impl Item {
    /// As a line of a feed file, without a line break.
    pub fn line(&self) -> Result<String, PublicationError> {
        let line = match &self.content {
            Some(content) => Line::Upsert {
                id: self.id.clone(),
                revision: self.revision,
                provenance: self.provenance.clone(),
                content: Cow::Borrowed(content),
            },
            None => Line::Remove {
                id: self.id.clone(),
                revision: self.revision,
            },
        };
        Ok(line.to_json()?)
    }
}

/// All rows of a collection by id, gone ones included.
pub fn of_collection(
    connection: &Connection,
    collection: &str,
) -> Result<BTreeMap<ItemId, Item>, PublicationError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, revision, source, licence, as_of, content FROM item WHERE collection = ?1",
    )?;
    let mut rows = statement.query([collection])?;
    let mut items = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let as_of: String = row.get(4)?;
        let as_of = DateTime::parse_from_rfc3339(&as_of)
            .map_err(|_| PublicationError::Damaged("item.as_of".to_owned()))?;
        let item = Item {
            id: ItemId::new(row.get::<_, String>(0)?)?,
            revision: row.get(1)?,
            provenance: Provenance {
                source: SourceId::new(row.get::<_, String>(2)?)?,
                licence: row.get::<_, Option<String>>(3)?.map(Licence),
                as_of: as_of.with_timezone(&Utc),
            },
            content: row.get(5)?,
        };
        items.insert(item.id.clone(), item);
    }
    Ok(items)
}

/// Writes a row over the one with its id.
pub fn put(connection: &Connection, collection: &str, item: &Item) -> Result<(), PublicationError> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO item (collection, id, revision, source, licence, as_of, content)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (collection, id) DO UPDATE SET revision = excluded.revision,
             source = excluded.source, licence = excluded.licence, as_of = excluded.as_of,
             content = excluded.content",
    )?;
    let as_of = item
        .provenance
        .as_of
        .to_rfc3339_opts(SecondsFormat::AutoSi, true);
    statement.execute(params![
        collection,
        item.id.as_str(),
        item.revision,
        item.provenance.source.as_str(),
        item.provenance.licence.as_ref().map(|licence| &licence.0),
        as_of,
        item.content,
    ])?;
    Ok(())
}

/// What must be written so that `source` has exactly `harvested` in a collection, by id.
pub fn changes(
    stored: &BTreeMap<ItemId, Item>,
    source: &SourceId,
    harvested: Vec<Harvested>,
) -> Result<Vec<Item>, PublicationError> {
    let mut changes = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for Harvested {
        id,
        provenance,
        content,
    } in harvested
    {
        if !seen.insert(id.clone()) {
            return Err(PublicationError::Twice(id.to_string()));
        }
        let before = stored.get(&id);
        if let Some(other) = before.filter(|item| item.content.is_some())
            && other.provenance.source != *source
        {
            return Err(PublicationError::Taken {
                id: id.to_string(),
                owner: other.provenance.source.to_string(),
            });
        }
        let content = Some(serde_json::to_string(&content)?);
        if before.is_some_and(|item| item.content == content && item.provenance == provenance) {
            continue;
        }
        let revision = before.map_or(1, |item| item.revision + 1);
        let item = Item {
            id: id.clone(),
            revision,
            provenance,
            content,
        };
        changes.insert(id, item);
    }
    for (id, item) in stored {
        if item.content.is_some() && item.provenance.source == *source && !seen.contains(id) {
            let gone = Item {
                revision: item.revision + 1,
                content: None,
                ..item.clone()
            };
            changes.insert(id.clone(), gone);
        }
    }
    Ok(changes.into_values().collect())
}
