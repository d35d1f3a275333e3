//! Putting objects in and taking them out, and finding out whom that touches.
//!
//! What is published of an object says things of others: a paper says when the meeting begins that
//! treats it. So each object has a face, which is what others say of it. Where the face changes, those
//! that name the object and those that it names are shaped anew; where only the rest does, it alone
//! is. The addresses that an object names are in `link`, those of its parts in `part`: consultations
//! are parts of papers, agenda items of meetings.

use super::super::list::List;
use super::super::object::{Object, Present};
use super::written;
use crate::connector::ConnectorError;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeSet;

/// The largest object that is kept, in bytes. The city's largest has a tenth of it.
const MOST_BYTES: usize = 1024 * 1024;

/// What became of an object that was put in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    /// This walk had not seen it.
    Seen,
    /// This walk had seen it before.
    Again,
    /// It is too large, or has another's name.
    Refused,
}

/// An object as it stands in the file.
struct Row {
    number: i64,
    walk: i64,
    object: String,
}

/// Puts an object in, as `walk` saw it at `now`. `alone` says that nobody beside it is to be shaped
/// anew: before the first publication everything is.
pub fn put(
    connection: &Connection,
    list: List,
    present: &Present,
    walk: i64,
    now: DateTime<Utc>,
    alone: bool,
) -> Result<Put, ConnectorError> {
    let address = &present.address;
    let text = serde_json::to_string(&present.object)?;
    if text.len() > MOST_BYTES {
        return Ok(Put::Refused);
    }
    let item = list.item(address)?;
    let before = row(connection, list, address)?;
    let seen = before.as_ref().is_some_and(|row| row.walk == walk);
    let put = if seen { Put::Again } else { Put::Seen };
    if let Some(row) = &before
        && row.object == text
    {
        let sql = "UPDATE object SET walk = ?2, incomplete = ?3, asked = NULL, settled = 0
                   WHERE number = ?1";
        let seen = params![row.number, walk, present.incomplete];
        connection.prepare_cached(sql)?.execute(seen)?;
        return Ok(put);
    }
    let as_of = written(present.modified.unwrap_or(now));
    let number = match &before {
        Some(row) => {
            let sql = "UPDATE object SET as_of = ?2, incomplete = ?3, walk = ?4, object = ?5,
                           cut = 0, asked = NULL, settled = 0 WHERE number = ?1";
            let row_now = params![row.number, as_of, present.incomplete, walk, text];
            connection.prepare_cached(sql)?.execute(row_now)?;
            row.number
        }
        None => {
            let sql = "INSERT INTO object (list, address, item, as_of, incomplete, walk, object)
                       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (list, item) DO NOTHING";
            let row = params![
                list.name(),
                address,
                item.as_str(),
                as_of,
                present.incomplete,
                walk,
                text
            ];
            if connection.prepare_cached(sql)?.execute(row)? == 0 {
                return Ok(Put::Refused);
            }
            connection.last_insert_rowid()
        }
    };
    change(connection, number)?;
    let sql = "DELETE FROM removed WHERE list = ?1 AND item = ?2";
    connection
        .prepare_cached(sql)?
        .execute([list.name(), item.as_str()])?;

    let now_named = Named::of(&present.object);
    let before: Option<Object> = before.and_then(|row| serde_json::from_str(&row.object).ok());
    if !alone
        && before
            .as_ref()
            .is_none_or(|before| face(before) != face(&present.object))
    {
        let mut named = before.as_ref().map(Named::of).unwrap_or_default();
        named.parts.extend(&now_named.parts);
        named.links.extend(&now_named.links);
        touch(connection, list, address, &named)?;
    }
    now_named.write(connection, list, number)?;
    Ok(put)
}

/// Takes an object out, if it is there.
pub fn remove(connection: &Connection, list: List, address: &str) -> Result<(), ConnectorError> {
    let Some(row) = row(connection, list, address)? else {
        return Ok(());
    };
    if let Ok(object) = serde_json::from_str(&row.object) {
        touch(connection, list, address, &Named::of(&object))?;
    }
    let item = list.item(address)?;
    let sql = "DELETE FROM object WHERE number = ?1";
    connection.prepare_cached(sql)?.execute([row.number])?;
    let sql = "INSERT OR IGNORE INTO removed (list, item) VALUES (?1, ?2)";
    connection
        .prepare_cached(sql)?
        .execute([list.name(), item.as_str()])?;
    Ok(())
}

fn row(connection: &Connection, list: List, address: &str) -> Result<Option<Row>, rusqlite::Error> {
    let sql = "SELECT number, walk, object FROM object WHERE address = ?1 AND list = ?2";
    let mut statement = connection.prepare_cached(sql)?;
    let row = statement.query_row([address, list.name()], |row| {
        Ok(Row {
            number: row.get(0)?,
            walk: row.get(1)?,
            object: row.get(2)?,
        })
    });
    row.optional()
}

/// An object is to be shaped anew.
fn change(connection: &Connection, number: i64) -> Result<(), rusqlite::Error> {
    let sql = "INSERT OR IGNORE INTO changed (object) VALUES (?1)";
    connection.prepare_cached(sql)?.execute([number]).map(drop)
}

/// All that name an object or its parts, and all that it names, are to be shaped anew; for an
/// organization the papers too that its meetings treat.
fn touch(
    connection: &Connection,
    list: List,
    address: &str,
    named: &Named<'_>,
) -> Result<(), rusqlite::Error> {
    let mut naming = connection.prepare_cached(
        "INSERT OR IGNORE INTO changed (object) SELECT object FROM link WHERE target = ?1",
    )?;
    for target in named.parts.iter().copied().chain([address]) {
        naming.execute([target])?;
    }
    let mut named_by = connection.prepare_cached(
        "INSERT OR IGNORE INTO changed (object) SELECT number FROM object WHERE address = ?1
         UNION ALL SELECT object FROM part WHERE address = ?1",
    )?;
    for target in &named.links {
        named_by.execute([target])?;
    }
    if list == List::Organization {
        // A station of a paper that names no committee takes those of its meeting.
        let mut meet = connection.prepare_cached(
            "INSERT OR IGNORE INTO changed (object)
             SELECT paper.object FROM link AS meet
             JOIN object AS meeting ON meeting.number = meet.object
             LEFT JOIN part ON part.object = meeting.number
             JOIN link AS paper ON paper.target IN (meeting.address, part.address)
             WHERE meet.target = ?1 AND meet.list = 'meeting' AND paper.list = 'paper'",
        )?;
        meet.execute([address])?;
    }
    Ok(())
}

/// What an object names, and what it is named by beside its address.
#[derive(Default)]
struct Named<'a> {
    parts: BTreeSet<&'a str>,
    links: BTreeSet<&'a str>,
}

impl<'a> Named<'a> {
    fn of(object: &'a Object) -> Named<'a> {
        let (mut parts, mut links) = (Vec::new(), Vec::new());
        match object {
            Object::Organization(_) => {}
            Object::Meeting(meeting) => {
                links.extend(&meeting.organizations);
                for item in &meeting.agenda {
                    parts.extend(&item.address);
                    links.extend(&item.consultation);
                }
            }
            Object::Paper(paper) => {
                links.extend(&paper.under_direction_of);
                links.extend(&paper.superordinated);
                links.extend(&paper.subordinated);
                for consultation in &paper.consultations {
                    parts.extend(&consultation.address);
                    links.extend(&consultation.meeting);
                    links.extend(&consultation.agenda_item);
                    links.extend(&consultation.organizations);
                }
            }
        }
        Named {
            parts: parts.into_iter().map(String::as_str).collect(),
            links: links.into_iter().map(String::as_str).collect(),
        }
    }

    fn write(
        &self,
        connection: &Connection,
        list: List,
        number: i64,
    ) -> Result<(), rusqlite::Error> {
        for sql in [
            "DELETE FROM part WHERE object = ?1",
            "DELETE FROM link WHERE object = ?1",
        ] {
            connection.prepare_cached(sql)?.execute([number])?;
        }
        let sql = "INSERT INTO part (address, object) VALUES (?1, ?2)";
        let mut statement = connection.prepare_cached(sql)?;
        for part in &self.parts {
            statement.execute(params![part, number])?;
        }
        let sql = "INSERT INTO link (target, list, object) VALUES (?1, ?2, ?3)";
        let mut statement = connection.prepare_cached(sql)?;
        for target in &self.links {
            statement.execute(params![target, list.name(), number])?;
        }
        Ok(())
    }
}

/// What others say of an object.
fn face(object: &Object) -> Vec<Option<String>> {
    match object {
        Object::Organization(organization) => {
            vec![organization.name.clone(), organization.short_name.clone()]
        }
        Object::Meeting(meeting) => {
            let start = meeting.start.map(|start| start.to_rfc3339());
            let organizations = meeting.organizations.iter().cloned().map(Some);
            let agenda = meeting.agenda.iter().flat_map(|item| {
                [
                    &item.address,
                    &item.consultation,
                    &item.number,
                    &item.result,
                ]
                .map(Clone::clone)
            });
            [start]
                .into_iter()
                .chain(organizations)
                .chain(agenda)
                .collect()
        }
        Object::Paper(paper) => {
            let stations = paper.consultations.iter();
            stations
                .flat_map(|one| [&one.address, &one.agenda_item, &one.meeting].map(Clone::clone))
                .collect()
        }
    }
}
