use super::*;
use ka_domain::{Preferences, Role};
use std::fs;

fn key(byte: u8) -> StoreKey {
    StoreKey::new([byte; 32])
}

/// Does something to the store that no other way in allows.
fn tamper<T>(store: &Store, with: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> T {
    with(lock(&store.writer).as_ref().unwrap()).unwrap()
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn what_was_kept_is_there_after_a_restart() {
    let folder = folder();
    let path = folder.path().join("store.db");
    let said = Preferences {
        role: Some(Role::Commuter),
        ..Preferences::default()
    };
    Store::open(&path, &key(1))
        .unwrap()
        .set_preferences(&said)
        .unwrap();
    assert_eq!(
        Store::open(&path, &key(1)).unwrap().preferences().unwrap(),
        said
    );
}

#[test]
fn nothing_in_the_file_can_be_read_without_the_key() {
    let folder = folder();
    let path = folder.path().join("store.db");
    let store = Store::open(&path, &key(1)).unwrap();
    let said = Preferences {
        role: Some(Role::Commuter),
        ..Preferences::default()
    };
    store.set_preferences(&said).unwrap();
    drop(store);
    let bytes = fs::read(&path).unwrap();
    assert!(!bytes.is_empty());
    for word in ["SQLite format", "commuter", "preferences"] {
        assert!(
            !bytes.windows(word.len()).any(|w| w == word.as_bytes()),
            "{word}"
        );
    }
}

#[test]
fn a_wrong_key_is_told_and_changes_nothing() {
    let folder = folder();
    let path = folder.path().join("store.db");
    drop(Store::open(&path, &key(1)).unwrap());
    let before = fs::read(&path).unwrap();
    assert!(matches!(
        Store::open(&path, &key(2)),
        Err(StoreError::WrongKey)
    ));
    assert_eq!(fs::read(&path).unwrap(), before);
    assert!(Store::open(&path, &key(1)).is_ok());
}

#[test]
fn a_store_of_a_newer_app_is_refused_and_kept() {
    let folder = folder();
    let path = folder.path().join("store.db");
    let store = Store::open(&path, &key(1)).unwrap();
    tamper(&store, |writer| {
        writer.pragma_update(None, "user_version", SCHEMA_VERSION + 1)
    });
    drop(store);
    assert!(matches!(
        Store::open(&path, &key(1)),
        Err(StoreError::Newer { found, known }) if found == known + 1
    ));
    assert!(path.exists());
}

#[test]
fn a_damaged_page_is_told_and_what_is_on_others_can_still_be_read() {
    let folder = folder();
    let path = folder.path().join("store.db");
    let store = Store::open(&path, &key(1)).unwrap();
    let said = Preferences {
        role: Some(Role::Citizen),
        ..Preferences::default()
    };
    store.set_preferences(&said).unwrap();
    let fill = "INSERT INTO item (collection, id, revision, source, as_of, body)
                VALUES ('services', ?1, 1, 's', 0, ?2)";
    store
        .write(|transaction| {
            for id in 0..400 {
                transaction
                    .execute(fill, rusqlite::params![id.to_string(), "x".repeat(2_000)])
                    .map_err(StoreError::from)?;
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
    drop(store);
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    for byte in &mut bytes[middle..middle + 10_000] {
        *byte ^= 0x5a;
    }
    fs::write(&path, &bytes).unwrap();

    let store = Store::open(&path, &key(1)).unwrap();
    assert_eq!(store.preferences().unwrap(), said);
    let outcome: Result<i64, StoreError> = store.read(|reader| {
        reader
            .query_row("SELECT sum(length(body)) FROM item", [], |row| row.get(0))
            .map_err(StoreError::from)
    });
    assert!(matches!(outcome, Err(StoreError::Damaged)), "{outcome:?}");
    assert_eq!(fs::read(&path).unwrap(), bytes);
}

#[test]
fn work_that_fails_leaves_no_trace() {
    let folder = folder();
    let store = Store::open(&folder.path().join("store.db"), &key(1)).unwrap();
    let outcome: Result<(), StoreError> = store.write(|transaction| {
        transaction
            .execute("INSERT INTO preferences (one, body) VALUES (1, '{}')", [])
            .map_err(StoreError::from)?;
        Err(StoreError::DiskFull)
    });
    assert!(outcome.is_err());
    let rows: i64 = store
        .read(|reader| {
            reader
                .query_row("SELECT count(*) FROM preferences", [], |row| row.get(0))
                .map_err(StoreError::from)
        })
        .unwrap();
    assert_eq!(rows, 0);
}

#[test]
fn a_reader_cannot_write() {
    let folder = folder();
    let store = Store::open(&folder.path().join("store.db"), &key(1)).unwrap();
    let outcome: Result<usize, StoreError> = store.read(|reader| {
        reader
            .execute("DELETE FROM item", [])
            .map_err(StoreError::from)
    });
    assert!(
        matches!(outcome, Err(StoreError::NotWritable)),
        "{outcome:?}"
    );
}

#[test]
fn more_people_read_than_there_are_readers() {
    let folder = folder();
    let store = Store::open(&folder.path().join("store.db"), &key(1)).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..READERS * 4 {
            scope.spawn(|| assert_eq!(store.preferences().unwrap(), Preferences::default()));
        }
    });
    assert_eq!(lock(&store.readers).free.len(), READERS);
}

#[test]
fn a_full_disk_is_told_and_what_was_there_stays() {
    let folder = folder();
    let store = Store::open(&folder.path().join("store.db"), &key(1)).unwrap();
    let said = Preferences {
        role: Some(Role::Visitor),
        ..Preferences::default()
    };
    store.set_preferences(&said).unwrap();
    let pages: u32 = tamper(&store, |writer| {
        writer.query_row("PRAGMA page_count", [], |r| r.get(0))
    });
    // SQLite answers "full" at this bound just as it does when the file system has no room left.
    tamper(&store, |writer| {
        writer.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))
    });
    let outcome: Result<usize, StoreError> = store.write(|transaction| {
        transaction
            .execute(
                "INSERT INTO item (collection, id, revision, source, as_of, body)
                 VALUES ('services', 'a', 1, 's', 0, ?1)",
                ["x".repeat(200_000)],
            )
            .map_err(StoreError::from)
    });
    assert!(matches!(outcome, Err(StoreError::DiskFull)), "{outcome:?}");
    assert_eq!(store.preferences().unwrap(), said);
}

#[test]
fn a_store_that_another_process_holds_is_told_and_kept() {
    let folder = folder();
    let path = folder.path().join("store.db");
    let mut other = open::writer(&path, &key(1)).unwrap();
    migrations::migrate(&mut other).unwrap();
    let hold = other
        .transaction_with_behavior(TransactionBehavior::Exclusive)
        .unwrap();
    let outcome = Store::open(&path, &key(1)).map(drop);
    assert!(matches!(outcome, Err(StoreError::Locked)), "{outcome:?}");
    drop(hold);
    Store::open(&path, &key(1)).unwrap();
}

#[test]
fn a_closed_store_has_given_up_its_file() {
    let folder = folder();
    let store = Store::open(&folder.path().join("store.db"), &key(1)).unwrap();
    store.close();
    store.close();
    assert!(matches!(store.preferences(), Err(StoreError::Closed)));
    let outcome = store.set_preferences(&Preferences::default());
    assert!(matches!(outcome, Err(StoreError::Closed)), "{outcome:?}");
}

fn day() -> chrono::NaiveDate {
    entries::day_of(DateTime::from_timestamp_millis(1_790_000_000_000).unwrap())
}

/// A store as an older app left it, given as SQL.
fn left_by_an_older_app(path: &Path, fixture: &str, version: u32) {
    let old = open::writer(path, &key(1)).unwrap();
    old.execute_batch(fixture).unwrap();
    old.pragma_update(None, "user_version", version).unwrap();
}

#[test]
fn every_older_store_is_brought_up_to_date_with_what_is_in_it() {
    const OLDER: &[&str] = &[
        include_str!("fixtures/0001.sql"),
        include_str!("fixtures/0002.sql"),
        include_str!("fixtures/0003.sql"),
        include_str!("fixtures/0004.sql"),
    ];
    assert_eq!(OLDER.len(), SCHEMA_VERSION as usize - 1);
    for (fixture, version) in OLDER.iter().zip(1..) {
        let folder = folder();
        let path = folder.path().join("store.db");
        left_by_an_older_app(&path, fixture, version);
        let store = Store::open(&path, &key(1)).unwrap();
        assert_eq!(store.preferences().unwrap().role, Some(Role::Commuter));
        let districts = ka_domain::CollectionName::new("districts").unwrap();
        let kept = store
            .read(|reader| {
                Ok::<_, StoreError>((
                    items::all(reader, &districts)?.len(),
                    positions::get(reader, &districts)?,
                    polls::get(reader)?,
                ))
            })
            .unwrap();
        let position = positions::Position {
            generation: 3,
            sequence: 2,
        };
        assert_eq!((kept.0, kept.1), (1, Some(position)));
        // What an older app took in is found by this one, without a network.
        let found = crate::search::Search::default()
            .ranking(&store, "Durlach", day(), 9)
            .unwrap();
        assert_eq!(found.len(), 1);
        let own = store
            .read(|reader| Ok::<_, StoreError>((follows::all(reader)?, searches::recent(reader)?)));
        let own = own.unwrap();
        let expected = if version > 2 { 1 } else { 0 };
        assert_eq!((own.0.len(), own.1.len()), (expected, expected));
        let handed_in = store.read(|reader| {
            Ok::<_, StoreError>((
                submissions::under_way(reader)?.len(),
                drafts::all(reader)?.len(),
            ))
        });
        let expected = if version > 3 { 1 } else { 0 };
        assert_eq!(handed_in.unwrap(), (expected, expected));
        let polled = version > 1;
        assert_eq!(kept.2.etag.is_some(), polled);
        let found: u32 = tamper(&store, |writer| {
            writer.query_row("PRAGMA user_version", [], |row| row.get(0))
        });
        assert_eq!(found, SCHEMA_VERSION);
    }
}

#[test]
fn an_item_that_this_app_cannot_read_costs_only_itself_and_is_asked_for_again() {
    let folder = folder();
    let path = folder.path().join("store.db");
    left_by_an_older_app(&path, include_str!("fixtures/0002.sql"), 2);
    let old = open::writer(&path, &key(1)).unwrap();
    old.execute_batch(
        "INSERT INTO item (collection, id, revision, source, as_of, body)
         VALUES ('districts', 'odd', 1, 'city-facts', 0, '{\"kind\":\"district\",\"name\":7}');",
    )
    .unwrap();
    drop(old);
    let store = Store::open(&path, &key(1)).unwrap();
    let found = crate::search::Search::default()
        .ranking(&store, "Durlach", day(), 9)
        .unwrap();
    assert_eq!(found.len(), 1);
    let districts = ka_domain::CollectionName::new("districts").unwrap();
    let position = store.read(|reader| positions::get(reader, &districts));
    assert_eq!(position.unwrap(), None);
    assert_eq!(store.read(polls::get).unwrap().etag, None);
}

#[test]
fn entries_of_another_edition_are_made_anew() {
    let folder = folder();
    let path = folder.path().join("store.db");
    left_by_an_older_app(&path, include_str!("fixtures/0002.sql"), 2);
    drop(Store::open(&path, &key(1)).unwrap());
    let old = open::writer(&path, &key(1)).unwrap();
    old.execute_batch("UPDATE entry_edition SET edition = 0; UPDATE entry SET title = 'x';")
        .unwrap();
    drop(old);
    let store = Store::open(&path, &key(1)).unwrap();
    let title: String = tamper(&store, |writer| {
        writer.query_row("SELECT title FROM entry", [], |row| row.get(0))
    });
    assert_eq!(title, "durlach");
}
