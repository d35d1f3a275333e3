use super::*;
use ka_domain::{Preferences, Role};
use std::fs;

fn key(byte: u8) -> StoreKey {
    StoreKey::new([byte; 32])
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
    lock(&store.writer)
        .pragma_update(None, "user_version", SCHEMA_VERSION + 1)
        .unwrap();
    drop(store);
    assert!(matches!(
        Store::open(&path, &key(1)),
        Err(StoreError::Newer { found, known }) if found == known + 1
    ));
    assert!(path.exists());
}

#[test]
fn a_damaged_store_is_told_from_a_sound_one() {
    let folder = folder();
    let path = folder.path().join("store.db");
    let store = Store::open(&path, &key(1)).unwrap();
    store.set_preferences(&Preferences::default()).unwrap();
    drop(store);
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    for byte in &mut bytes[middle..] {
        *byte ^= 0x5a;
    }
    fs::write(&path, &bytes).unwrap();
    let outcome = Store::open(&path, &key(1)).and_then(|store| store.preferences());
    assert!(
        matches!(
            outcome,
            Err(StoreError::Damaged | StoreError::WrongKey | StoreError::Sqlite(_))
        ),
        "{outcome:?}"
    );
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
    assert_eq!(lock(&store.readers).len(), READERS);
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
    let pages: u32 = lock(&store.writer)
        .query_row("PRAGMA page_count", [], |r| r.get(0))
        .unwrap();
    // SQLite answers "full" at this bound just as it does when the file system has no room left.
    lock(&store.writer)
        .query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))
        .unwrap();
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
