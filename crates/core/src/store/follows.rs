//! The table `follow`: what the owner of the device follows. It never leaves the device: what is asked of
//! the gateway never depends on it.

use super::StoreError;
use super::readable::readable;
use chrono::{DateTime, Utc};
use ka_domain::Subject;
use rusqlite::{Connection, Row, Transaction};

/// Something that is followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Follow {
    /// Its name in the table.
    pub id: i64,
    /// What.
    pub subject: Subject,
    /// Whether the system is to tell of news.
    pub notify: bool,
}

/// All that is followed and can be read, in the order in which it was begun.
pub fn all(reader: &Connection) -> Result<Vec<Follow>, StoreError> {
    let mut statement =
        reader.prepare_cached("SELECT id, subject, notify FROM follow ORDER BY id")?;
    let rows = statement.query_map([], |row| Ok(columns(row)))?;
    readable("follow", rows, |(id, subject, notify)| {
        Ok(Follow {
            id,
            subject: serde_json::from_str(&subject)?,
            notify,
        })
    })
}

fn columns(row: &Row<'_>) -> rusqlite::Result<(i64, String, bool)> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
}

/// Whether it is followed.
pub fn is_followed(reader: &Connection, subject: &Subject) -> Result<bool, StoreError> {
    Ok(find(reader, subject)?.is_some())
}

/// Follows it from `now` on, if it is not followed yet.
pub fn begin(
    transaction: &Transaction<'_>,
    subject: &Subject,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    if is_followed(transaction, subject)? {
        return Ok(());
    }
    transaction.execute(
        "INSERT INTO follow (subject, notify, since) VALUES (?1, 0, ?2)",
        rusqlite::params![serde_json::to_string(subject)?, now.timestamp_millis()],
    )?;
    Ok(())
}

/// Follows it no more, and removes the news for which there was no other reason.
pub fn end(transaction: &Transaction<'_>, subject: &Subject) -> Result<(), StoreError> {
    let Some(follow) = find(transaction, subject)? else {
        return Ok(());
    };
    // Its reasons go with it.
    transaction.execute("DELETE FROM follow WHERE id = ?1", [follow])?;
    transaction.execute(
        "DELETE FROM news WHERE NOT EXISTS (
             SELECT 1 FROM news_reason AS reason
             WHERE reason.collection = news.collection AND reason.id = news.id)",
        [],
    )?;
    Ok(())
}

/// Whether the system is to tell of news about it; nothing if it is not followed.
pub fn set_notify(
    transaction: &Transaction<'_>,
    subject: &Subject,
    notify: bool,
) -> Result<(), StoreError> {
    if let Some(follow) = find(transaction, subject)? {
        transaction.execute(
            "UPDATE follow SET notify = ?2 WHERE id = ?1",
            rusqlite::params![follow, notify],
        )?;
    }
    Ok(())
}

/// The id of what is followed. There are a few of them at the most.
fn find(reader: &Connection, subject: &Subject) -> Result<Option<i64>, StoreError> {
    let all = all(reader)?;
    Ok(all
        .into_iter()
        .find(|follow| is_same(&follow.subject, subject))
        .map(|follow| follow.id))
}

/// Whether both are one: a word is the same in any case.
fn is_same(a: &Subject, b: &Subject) -> bool {
    match (a, b) {
        (Subject::Word(a), Subject::Word(b)) => {
            a.as_str().to_lowercase() == b.as_str().to_lowercase()
        }
        (a, b) => a == b,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::{Device, NOW, district_id, id};
    use ka_domain::FollowedWord;

    fn word(text: &str) -> Subject {
        Subject::Word(FollowedWord::new(text).unwrap())
    }

    fn followed(device: &Device) -> Vec<(Subject, bool)> {
        let all = device.store.read(all).unwrap();
        all.into_iter()
            .map(|follow| (follow.subject, follow.notify))
            .collect()
    }

    #[test]
    fn everything_is_followed_once_and_a_word_in_any_case() {
        let device = Device::new();
        let subjects = [
            Subject::District(district_id("durlach")),
            Subject::Paper(id("1")),
            Subject::Committee(id("1")),
            word("Radweg"),
        ];
        for subject in subjects.iter().chain(&subjects).chain([&word("RADWEG")]) {
            device
                .store
                .write(|transaction| begin(transaction, subject, NOW))
                .unwrap();
        }
        let expected: Vec<_> = subjects
            .into_iter()
            .map(|subject| (subject, false))
            .collect();
        assert_eq!(followed(&device), expected);
    }

    #[test]
    fn the_system_tells_only_of_what_is_followed_and_only_if_it_was_asked_to() {
        let device = Device::new();
        let ask = |subject: &Subject, on: bool| {
            let asking = |transaction: &Transaction<'_>| set_notify(transaction, subject, on);
            device.store.write(asking).unwrap();
        };
        ask(&word("Radweg"), true);
        assert!(followed(&device).is_empty());
        device
            .store
            .write(|transaction| begin(transaction, &word("Radweg"), NOW))
            .unwrap();
        ask(&word("radweg"), true);
        assert_eq!(followed(&device), [(word("Radweg"), true)]);
        ask(&word("Radweg"), false);
        assert_eq!(followed(&device), [(word("Radweg"), false)]);
    }

    #[test]
    fn what_is_followed_no_more_can_be_followed_anew() {
        let device = Device::new();
        let store = &device.store;
        for _ in 0..2 {
            store
                .write(|transaction| begin(transaction, &word("Radweg"), NOW))
                .unwrap();
            assert!(
                store
                    .read(|reader| is_followed(reader, &word("Radweg")))
                    .unwrap()
            );
            store
                .write(|transaction| end(transaction, &word("Radweg")))
                .unwrap();
            assert!(followed(&device).is_empty());
        }
    }
}
