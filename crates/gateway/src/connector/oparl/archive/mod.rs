//! What the gateway keeps of a body: one SQLite file in the state directory.
//!
//! It is no truth of its own. Everything in it was read from the source and can be read again, so a
//! file that is damaged, of another body or of another version of the gateway is begun anew; one that
//! cannot be opened for another reason is left alone. A new one does not know what the one before it
//! has had published. Its first harvest takes that away only if the source gave as much as it
//! promised, list by list; otherwise it is published beside that, until a walk is complete. Then what
//! the source shows no more is gone from the feed, be it hidden or deleted: which of the two only the
//! lost archive could have found out.
//!
//! What is published may not be what the archive thinks, for instance if the feed's database was lost
//! or had another source in between. So each publication has a basis, a word that both remember, and
//! where the words differ everything is given out.
//!
//! What it is for: a restart goes on where it was; what is asked for is what changed; and what is published
//! anew is what a change touches, for which objects are kept with the addresses that they name
//! ([`objects`]), so that a meeting's new result finds its way to the papers that it treats.
//!
//! A page and the way to the next one are stored in one transaction ([`walks`]).

mod neighbours;
mod objects;
mod shelf;
mod walks;

pub use neighbours::Due;
pub use shelf::Shelf;
pub use walks::{Missed, POSTPONED, State, Walk};

use super::object::FORM;
use crate::connector::ConnectorError;
use chrono::{DateTime, SecondsFormat, Utc};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};
use std::path::{Path, PathBuf};
use url::Url;

/// The form of the tables. It grows with each change of `schema.sql`.
const SCHEMA: u32 = 2;
/// What stands in the file as its version: of the tables, and of the objects in them.
const VERSION: u32 = SCHEMA * 1_000 + FORM;

/// The body that the archive is of.
const BODY: &str = "body";
/// Before when the source does not want to be asked again.
const NOT_BEFORE: &str = "not_before";
/// How everything that is published was shaped; nothing if not everything is.
const PUBLISHED: &str = "published";
/// The basis of what is published.
const BASIS: &str = "basis";
/// Set once the feed has held what the archive holds and nothing else.
const REPLACED: &str = "replaced";

/// The archive of a body.
pub struct Archive {
    connection: Connection,
    /// What was given out last, until it is known to be published.
    given_out: Option<GivenOut>,
}

/// What was given out.
struct GivenOut {
    /// How it was shaped.
    shaping: String,
    /// The basis that it makes.
    basis: String,
    /// Whether the feed holds nothing else then.
    replaces: bool,
}

impl Archive {
    /// Opens the file at `path` as the archive of `body`; one that is not is begun anew.
    pub fn open(path: &Path, body: &Url) -> Result<Archive, ConnectorError> {
        match Archive::known(path, body) {
            Ok(Some(archive)) => return Ok(archive),
            Ok(None) => {}
            Err(why) if is_damage(&why) => {}
            Err(why) => return Err(why.into()),
        }
        for suffix in ["", "-wal", "-shm"] {
            let mut name = path.as_os_str().to_owned();
            name.push(suffix);
            let file = PathBuf::from(name);
            if file.exists() {
                tracing::warn!(path = %file.display(), "an archive is begun anew");
                std::fs::remove_file(&file).map_err(|why| ConnectorError::File {
                    path: file.display().to_string(),
                    why,
                })?;
            }
        }
        let mut archive = Archive::at(path)?;
        let transaction = archive.transaction()?;
        transaction.execute_batch(include_str!("schema.sql"))?;
        set(&transaction, BODY, body.as_str())?;
        transaction.pragma_update(None, "user_version", VERSION)?;
        transaction.commit()?;
        Ok(archive)
    }

    /// The archive at `path`, if it is one of `body` and of this version.
    fn known(path: &Path, body: &Url) -> Result<Option<Archive>, rusqlite::Error> {
        let archive = Archive::at(path)?;
        Ok(archive.is_of(body)?.then_some(archive))
    }

    fn at(path: &Path) -> Result<Archive, rusqlite::Error> {
        let connection = Connection::open(path)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        // What a power cut takes from its end is read again.
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.set_prepared_statement_cache_capacity(64);
        Ok(Archive {
            connection,
            given_out: None,
        })
    }

    fn is_of(&self, body: &Url) -> Result<bool, rusqlite::Error> {
        let version: u32 = self
            .connection
            .query_row("PRAGMA user_version", [], |row| row.get(0))?;
        Ok(version == VERSION && self.setting(BODY)?.as_deref() == Some(body.as_str()))
    }

    /// Before when the source does not want to be asked again, if it said so.
    pub fn not_before(&self) -> Result<Option<DateTime<Utc>>, ConnectorError> {
        Ok(self.setting(NOT_BEFORE)?.as_deref().and_then(time))
    }

    /// Notes before when the source does not want to be asked again.
    pub fn set_not_before(&mut self, moment: Option<DateTime<Utc>>) -> Result<(), ConnectorError> {
        let moment = moment.map(written).unwrap_or_default();
        Ok(set(&self.connection, NOT_BEFORE, &moment)?)
    }

    /// Notes that what was given out last is published.
    pub fn published(&mut self) -> Result<(), ConnectorError> {
        let Some(given_out) = self.given_out.take() else {
            return Ok(());
        };
        let transaction = self.transaction()?;
        transaction.execute("DELETE FROM changed", [])?;
        transaction.execute("DELETE FROM removed", [])?;
        set(&transaction, PUBLISHED, &given_out.shaping)?;
        set(&transaction, BASIS, &given_out.basis)?;
        if given_out.replaces {
            set(&transaction, REPLACED, "yes")?;
        }
        Ok(transaction.commit()?)
    }

    /// How everything that is published was shaped; none before the first time.
    fn shaping(&self) -> Result<Option<String>, rusqlite::Error> {
        self.setting(PUBLISHED)
    }

    fn setting(&self, name: &str) -> Result<Option<String>, rusqlite::Error> {
        let sql = "SELECT value FROM setting WHERE name = ?1";
        self.connection
            .query_row(sql, [name], |row| row.get(0))
            .optional()
    }

    fn transaction(&mut self) -> Result<Transaction<'_>, rusqlite::Error> {
        self.connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
    }
}

/// Whether a file is damaged, or is none of a database. A full disk, or too many open files, is not.
fn is_damage(why: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
    matches!(
        why.sqlite_error_code(),
        Some(DatabaseCorrupt | NotADatabase)
    )
}

fn set(connection: &Connection, name: &str, value: &str) -> Result<(), rusqlite::Error> {
    let sql = "INSERT OR REPLACE INTO setting (name, value) VALUES (?1, ?2)";
    connection.execute(sql, [name, value]).map(drop)
}

/// A moment as it stands in the file, so that texts sort as moments do.
fn written(moment: DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Millis, true)
}

fn time(text: &str) -> Option<DateTime<Utc>> {
    Some(DateTime::parse_from_rfc3339(text).ok()?.to_utc())
}

#[cfg(test)]
mod tests;
