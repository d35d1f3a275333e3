//! The table of items, and what a harvest changes in it.

use super::{PublicationError, Told};
use crate::connector::Harvested;
use chrono::{DateTime, SecondsFormat, Utc};
use ka_domain::{CollectionName, Content, ItemId, Kind, Licence, Provenance, SourceId};
use ka_protocol::Line;
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::borrow::Cow;
use std::collections::BTreeMap;

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

/// What a collection holds, by id.
pub fn present(
    connection: &Connection,
    collection: &CollectionName,
) -> Result<Vec<Item>, PublicationError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, revision, source, licence, as_of, content FROM item
         WHERE collection = ?1 AND content IS NOT NULL ORDER BY id",
    )?;
    let mut rows = statement.query([collection.as_str()])?;
    let mut items = Vec::new();
    while let Some(row) = rows.next()? {
        items.push(item(row)?);
    }
    Ok(items)
}

/// One item of a kind, if it is there.
pub fn content(
    connection: &Connection,
    kind: Kind,
    id: &ItemId,
) -> Result<Option<Content>, PublicationError> {
    let mut statement = connection.prepare_cached(
        "SELECT content FROM item WHERE collection = ?1 AND id = ?2 AND content IS NOT NULL",
    )?;
    let found = statement.query_row([kind.collection(), id.as_str()], |row| {
        row.get::<_, String>(0)
    });
    let content = found.optional()?;
    Ok(content
        .map(|json| serde_json::from_str(&json))
        .transpose()?)
}

/// Whether there is any item of a kind.
pub fn has_any(connection: &Connection, kind: Kind) -> Result<bool, PublicationError> {
    let mut statement = connection.prepare_cached(
        "SELECT 1 FROM item WHERE collection = ?1 AND content IS NOT NULL LIMIT 1",
    )?;
    Ok(statement.exists([kind.collection()])?)
}

fn item(row: &Row<'_>) -> Result<Item, PublicationError> {
    let as_of: String = row.get(4)?;
    let as_of = DateTime::parse_from_rfc3339(&as_of)
        .map_err(|_| PublicationError::Damaged("item.as_of".to_owned()))?;
    Ok(Item {
        id: ItemId::new(row.get::<_, String>(0)?)?,
        revision: row.get(1)?,
        provenance: Provenance {
            source: SourceId::new(row.get::<_, String>(2)?)?,
            licence: row.get::<_, Option<String>>(3)?.map(Licence),
            as_of: as_of.with_timezone(&Utc),
        },
        content: row.get(5)?,
    })
}

/// Writes a row over the one with its id.
pub fn put(
    connection: &Connection,
    collection: &CollectionName,
    item: &Item,
) -> Result<(), PublicationError> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO item (collection, id, revision, source, licence, as_of, content)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (collection, id) DO UPDATE SET revision = excluded.revision,
             source = excluded.source, licence = excluded.licence, as_of = excluded.as_of,
             content = excluded.content",
    )?;
    statement.execute(params![
        collection.as_str(),
        item.id.as_str(),
        item.revision,
        item.provenance.source.as_str(),
        item.provenance.licence.as_ref().map(|licence| &licence.0),
        written(item.provenance.as_of),
        item.content,
    ])?;
    Ok(())
}

/// What must be written so that `source` has exactly `harvested` in a collection, by id.
///
/// A collection can hold fifty megabytes of which a handful of lines changed, so the rows are compared
/// where SQLite holds them, and only what changed is copied.
pub fn changes(
    connection: &Connection,
    collection: &CollectionName,
    source: &SourceId,
    harvested: Vec<Harvested>,
) -> Result<Vec<Item>, PublicationError> {
    let mut left = by_id(harvested)?;
    let mut changes: BTreeMap<ItemId, Item> = BTreeMap::new();
    let mut statement = connection.prepare_cached(
        "SELECT id, revision, source, licence, as_of, content FROM item WHERE collection = ?1",
    )?;
    let mut rows = statement.query([collection.as_str()])?;
    let mut buffer = Vec::new();
    while let Some(row) = rows.next()? {
        let there = There::of(row)?;
        let change = match left.remove(there.id) {
            Some(now) => there.becomes(now, source, &mut buffer)?,
            None => there.goes(source)?,
        };
        if let Some(change) = change {
            changes.insert(change.id.clone(), change);
        }
    }
    for (_, now) in left {
        changes.insert(now.id.clone(), new(now, 1)?);
    }
    Ok(changes.into_values().collect())
}

/// What must be written so that `source` has what is told of and all that it had beside, by id. Only
/// the rows that are named are looked at.
pub fn amendments(
    connection: &Connection,
    collection: &CollectionName,
    source: &SourceId,
    told: Told,
) -> Result<Vec<Item>, PublicationError> {
    let named = by_id(told.items)?;
    let mut changes: BTreeMap<ItemId, Item> = BTreeMap::new();
    let mut statement = connection.prepare_cached(
        "SELECT id, revision, source, licence, as_of, content FROM item
         WHERE collection = ?1 AND id = ?2",
    )?;
    let gone = told.removed.into_iter().map(String::from);
    let gone = gone.filter(|id| !named.contains_key(id));
    let gone: Vec<(String, Option<Harvested>)> = gone.map(|id| (id, None)).collect();
    let named = named.into_iter().map(|(id, item)| (id, Some(item)));
    let mut buffer = Vec::new();
    for (id, now) in named.chain(gone) {
        let mut rows = statement.query([collection.as_str(), &id])?;
        let there = rows.next()?.map(There::of).transpose()?;
        let change = match (there, now) {
            (Some(there), Some(now)) => there.becomes(now, source, &mut buffer)?,
            (Some(there), None) => there.goes(source)?,
            (None, Some(now)) => Some(new(now, 1)?),
            (None, None) => None,
        };
        if let Some(change) = change {
            changes.insert(change.id.clone(), change);
        }
    }
    Ok(changes.into_values().collect())
}

fn by_id(harvested: Vec<Harvested>) -> Result<BTreeMap<String, Harvested>, PublicationError> {
    let mut by_id: BTreeMap<String, Harvested> = BTreeMap::new();
    for item in harvested {
        if let Some(twice) = by_id.insert(item.id.to_string(), item) {
            return Err(PublicationError::Twice(twice.id.to_string()));
        }
    }
    Ok(by_id)
}

/// A row where SQLite holds it.
struct There<'a> {
    row: &'a Row<'a>,
    id: &'a str,
    owner: &'a str,
    /// As bytes: to check fifty megabytes for being UTF-8 would be a third of the work.
    content: Option<&'a [u8]>,
}

impl<'a> There<'a> {
    fn of(row: &'a Row<'a>) -> Result<There<'a>, PublicationError> {
        let content = row.get_ref(5)?.as_bytes_or_null();
        Ok(There {
            row,
            id: text(row, 0)?.unwrap_or_default(),
            owner: text(row, 2)?.unwrap_or_default(),
            content: content.map_err(|_| PublicationError::Damaged("item".to_owned()))?,
        })
    }

    /// What is to be written for it to be as `source` has it now; none if it is.
    fn becomes(
        &self,
        now: Harvested,
        source: &SourceId,
        buffer: &mut Vec<u8>,
    ) -> Result<Option<Item>, PublicationError> {
        if self.content.is_some() && self.owner != source.as_str() {
            return Err(PublicationError::Taken {
                id: self.id.to_owned(),
                owner: self.owner.to_owned(),
            });
        }
        buffer.clear();
        serde_json::to_writer(&mut *buffer, &now.content)?;
        let provenance = &now.provenance;
        let licence = provenance.licence.as_ref().map(|licence| &*licence.0);
        let same = self.content.is_some_and(|content| content == buffer)
            && self.owner == provenance.source.as_str()
            && text(self.row, 3)? == licence
            && text(self.row, 4)? == Some(&*written(provenance.as_of));
        if same {
            return Ok(None);
        }
        let revision = self.row.get::<_, u64>(1)? + 1;
        Ok(Some(new(now, revision)?))
    }

    /// What is to be written if `source` has it no more; none if it is gone or another's.
    fn goes(&self, source: &SourceId) -> Result<Option<Item>, PublicationError> {
        if self.content.is_none() || self.owner != source.as_str() {
            return Ok(None);
        }
        let gone = item(self.row)?;
        Ok(Some(Item {
            revision: gone.revision + 1,
            content: None,
            ..gone
        }))
    }
}

fn new(harvested: Harvested, revision: u64) -> Result<Item, PublicationError> {
    Ok(Item {
        id: harvested.id,
        revision,
        provenance: harvested.provenance,
        content: Some(serde_json::to_string(&harvested.content)?),
    })
}

/// A column of text where SQLite holds it; none for NULL.
fn text<'a>(row: &'a Row<'_>, column: usize) -> Result<Option<&'a str>, PublicationError> {
    let value = row.get_ref(column)?.as_str_or_null();
    value.map_err(|_| PublicationError::Damaged("item".to_owned()))
}

/// A moment as it stands in the table.
fn written(moment: DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}
