//! A bare program: it has all rows of a store in memory already and does nothing but write them, into
//! the same tables with the same indexes, encrypted in the same way and under the same pragmas.
//!
//! What the device does beside that is not in it: nothing is fetched, checked, unpacked or read, and no
//! word is stemmed.

use crate::device::{key_pragma, open_store};
use anyhow::{Context, Result, ensure};
use ka_core::search::entry::entry_of;
use ka_core::store::StoreError;
use ka_domain::Kind;
use ka_protocol::read_content;
use rusqlite::{Connection, Row};
use std::path::Path;

/// A row of `item`, as the table has it.
struct Item {
    collection: String,
    id: String,
    revision: i64,
    source: String,
    licence: Option<String>,
    as_of: i64,
    body: String,
    place: Option<i64>,
}

/// A row of `entry`, and what the full-text index is given for it.
struct Entry {
    place: i64,
    id: String,
    title: String,
    rest: String,
    row: String,
    tokens: String,
}

/// Everything that a sync wrote.
pub struct Rows {
    items: Vec<Item>,
    entries: Vec<Entry>,
}

impl Rows {
    /// Reads them from the store at `file`. What the full-text index was given is in no table: it is
    /// made anew of the items.
    pub fn read(file: &Path) -> Result<Rows> {
        let store = open_store(file)?;
        let rows = store.read(|reader| {
            let items = all(reader, ITEMS, item)?;
            let entries = all(reader, ENTRIES, entry)?;
            Ok::<_, StoreError>(Rows { items, entries })
        });
        let mut rows = rows?;
        rows.items.iter().try_for_each(|item| {
            let Some(place) = item.place else {
                return Ok(());
            };
            let at = rows
                .entries
                .binary_search_by_key(&place, |entry| entry.place);
            let entry = at.ok().and_then(|at| rows.entries.get_mut(at));
            entry.context("an item without its entry")?.tokens = tokens(item)?;
            anyhow::Ok(())
        })?;
        ensure!(
            rows.entries.iter().all(|entry| !entry.tokens.is_empty()),
            "an entry without its item"
        );
        Ok(rows)
    }

    /// How many items there are.
    pub fn items(&self) -> u64 {
        self.items.len() as u64
    }

    /// Writes them into the store at `file`, which has its tables and nothing in them.
    pub fn write(&self, file: &Path) -> Result<()> {
        let mut connection = Connection::open(file)?;
        // The pragmas of `core::store::open`, in its order.
        connection.pragma_update(None, "key", key_pragma())?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        let transaction = connection.transaction()?;
        {
            let mut statement = transaction.prepare(
                "INSERT INTO item (collection, id, revision, source, licence, as_of, body, place)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?;
            for row in &self.items {
                statement.execute((
                    &row.collection,
                    &row.id,
                    row.revision,
                    &row.source,
                    &row.licence,
                    row.as_of,
                    &row.body,
                    row.place,
                ))?;
            }
            let mut statement = transaction.prepare(
                "INSERT INTO entry (place, id, title, rest, row) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?;
            for row in &self.entries {
                statement.execute((row.place, &row.id, &row.title, &row.rest, &row.row))?;
            }
            let mut statement =
                transaction.prepare("INSERT INTO stem (rowid, stems) VALUES (?1, ?2)")?;
            for row in &self.entries {
                statement.execute((row.place, &row.tokens))?;
            }
        }
        transaction.commit()?;
        let count: i64 = connection.query_row("SELECT count(*) FROM item", [], |row| row.get(0))?;
        ensure!(count.unsigned_abs() == self.items(), "{count} rows");
        Ok(())
    }
}

/// In the order in which they came.
const ITEMS: &str = "SELECT collection, id, revision, source, licence, as_of, body, place
                     FROM item ORDER BY rowid";
const ENTRIES: &str = "SELECT place, id, title, rest, row FROM entry ORDER BY place";

fn all<T>(
    reader: &Connection,
    sql: &str,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, StoreError> {
    let mut statement = reader.prepare(sql)?;
    let rows = statement.query_map([], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn item(row: &Row<'_>) -> rusqlite::Result<Item> {
    Ok(Item {
        collection: row.get(0)?,
        id: row.get(1)?,
        revision: row.get(2)?,
        source: row.get(3)?,
        licence: row.get(4)?,
        as_of: row.get(5)?,
        body: row.get(6)?,
        place: row.get(7)?,
    })
}

fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    Ok(Entry {
        place: row.get(0)?,
        id: row.get(1)?,
        title: row.get(2)?,
        rest: row.get(3)?,
        row: row.get(4)?,
        tokens: String::new(),
    })
}

fn tokens(item: &Item) -> Result<String> {
    let kind = Kind::of_collection(&item.collection).context("a collection of this version")?;
    let content = read_content(&item.body, kind)?.context("content of its kind")?;
    let entry = entry_of(&content).context("content with an entry")?;
    Ok(entry.tokens())
}
