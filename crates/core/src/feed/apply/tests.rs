mod news;

use super::*;
use crate::store::{StoreKey, items};
use ka_domain::{CollectionName, Content};
use std::io::Cursor;

const NOW: DateTime<Utc> = DateTime::from_timestamp_millis(1_790_000_000_000).unwrap();

struct Device {
    store: Store,
    _folder: tempfile::TempDir,
}

fn device() -> Device {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("store.db"), &StoreKey::new([7; 32])).unwrap();
    Device {
        store,
        _folder: folder,
    }
}

fn districts() -> CollectionName {
    CollectionName::new("districts").unwrap()
}

fn file(generation: u64, part: FilePart) -> FeedFile {
    FeedFile {
        collection: districts(),
        generation,
        part,
    }
}

fn district(id: &str) -> String {
    format!(
        r#"{{"id":"{id}","revision":1,"source":"city-facts","as_of":"2026-11-01T00:00:00Z","content":{{"kind":"district","id":"{id}","name":"{id}"}}}}"#
    )
}

fn gone(id: &str) -> String {
    format!(r#"{{"id":"{id}","revision":2,"removed":true}}"#)
}

fn text(lines: &[String]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

fn pack(text: &str) -> (Vec<u8>, UnpackedSize) {
    let size = UnpackedSize {
        bytes: text.len() as u64,
        lines: text.lines().count() as u64,
    };
    (zstd::encode_all(text.as_bytes(), 3).unwrap(), size)
}

impl Device {
    fn take(&self, file: &FeedFile, lines: &[String]) -> Result<Applied, FeedError> {
        let (archive, size) = pack(&text(lines));
        apply(&self.store, file, size, Cursor::new(archive), NOW)
    }

    fn names(&self) -> Vec<String> {
        let all = self
            .store
            .read(|reader| items::all(reader, &districts()))
            .unwrap();
        all.into_iter()
            .map(|sourced| match sourced.item {
                Content::District(district) => district.name,
                other => panic!("not a district: {other:?}"),
            })
            .collect()
    }

    /// A device that has Durlach and Neureut, and what it says after it was given something bad.
    fn unmoved_by(give: impl FnOnce(&Device) -> Result<Applied, FeedError>) -> FeedError {
        let device = device();
        device
            .take(
                &file(1, FilePart::Base),
                &[district("durlach"), district("neureut")],
            )
            .unwrap();
        let refusal = give(&device).unwrap_err();
        assert_eq!(device.names(), ["durlach", "neureut"]);
        let position = device
            .store
            .read(|reader| positions::get(reader, &districts()))
            .unwrap();
        assert_eq!(
            position,
            Some(Position {
                generation: 1,
                sequence: 0
            })
        );
        refusal
    }
}

#[test]
fn a_base_then_its_deltas() {
    let device = device();
    let base = [district("durlach"), district("neureut")];
    assert_eq!(
        device
            .take(&file(1, FilePart::Base), &base)
            .unwrap()
            .upserts,
        2
    );
    let delta = [district("waldstadt"), gone("neureut")];
    let applied = device.take(&file(1, FilePart::Delta(1)), &delta).unwrap();
    assert_eq!(
        applied,
        Applied {
            upserts: 1,
            removals: 1,
            news: 0
        }
    );
    assert_eq!(device.names(), ["durlach", "waldstadt"]);
}

#[test]
fn a_new_generation_replaces_the_old_one() {
    let device = device();
    device
        .take(&file(1, FilePart::Base), &[district("durlach")])
        .unwrap();
    device
        .take(&file(2, FilePart::Base), &[district("neureut")])
        .unwrap();
    assert_eq!(device.names(), ["neureut"]);
}

/// What a search finds, by id.
fn found(device: &Device, typed: &str) -> Vec<String> {
    crate::search::Search::default()
        .ranking(&device.store, typed, NOW.date_naive(), 10)
        .unwrap()
        .into_iter()
        .map(|(_, id)| id.to_string())
        .collect()
}

#[test]
fn a_new_generation_writes_only_what_is_other_than_before() {
    let device = device();
    let base = [district("durlach"), district("neureut"), district("aue")];
    device.take(&file(1, FilePart::Base), &base).unwrap();
    let renamed = district("neureut").replace(r#""name":"neureut""#, r#""name":"kirchfeld""#);
    let next = [district("durlach"), renamed];
    let applied = device.take(&file(2, FilePart::Base), &next).unwrap();
    assert_eq!((applied.upserts, applied.removals), (1, 1));
    assert_eq!(device.names(), ["durlach", "kirchfeld"]);
    assert_eq!(found(&device, "durlach"), ["durlach"]);
    assert_eq!(found(&device, "kirchfeld"), ["neureut"]);
    assert!(found(&device, "neureut").is_empty());
    assert!(found(&device, "aue").is_empty());
}

#[test]
fn an_item_that_a_file_names_twice_is_there_once_as_it_was_named_last() {
    let device = device();
    let renamed = district("durlach").replace(r#""name":"durlach""#, r#""name":"aue""#);
    let base = [district("durlach"), district("neureut"), renamed];
    device.take(&file(1, FilePart::Base), &base).unwrap();
    assert_eq!(device.names(), ["aue", "neureut"]);
    assert_eq!(found(&device, "aue"), ["durlach"]);
    assert!(found(&device, "durlach").is_empty());
}

#[test]
fn a_file_longer_than_what_waits_between_the_threads_is_taken_in_whole() {
    let device = device();
    let many: Vec<String> = (0..2 * PARCEL * PARCELS + 7)
        .map(|n| district(&format!("d{n}")))
        .collect();
    let applied = device.take(&file(1, FilePart::Base), &many).unwrap();
    assert_eq!(applied.upserts, many.len() as u64);
    assert_eq!(device.names().len(), many.len());
}

#[test]
fn a_delta_that_does_not_follow_is_refused() {
    let lines = [district("waldstadt")];
    for part in [file(1, FilePart::Delta(2)), file(2, FilePart::Delta(1))] {
        let refusal = Device::unmoved_by(|device| device.take(&part, &lines));
        assert!(matches!(refusal, FeedError::Gap), "{refusal:?}");
    }
}

#[test]
fn a_collection_of_a_newer_city_is_left_alone() {
    let mut unknown = file(1, FilePart::Base);
    unknown.collection = CollectionName::new("from-the-future").unwrap();
    let refusal = Device::unmoved_by(|device| device.take(&unknown, &[]));
    assert!(
        matches!(refusal, FeedError::UnknownCollection),
        "{refusal:?}"
    );
}

#[test]
fn a_line_that_is_not_json_says_which_and_rolls_all_back() {
    let lines = [district("waldstadt"), "{".to_owned()];
    let refusal = Device::unmoved_by(|device| device.take(&file(2, FilePart::Base), &lines));
    assert!(
        matches!(refusal, FeedError::Malformed { line: 2, .. }),
        "{refusal:?}"
    );
}

#[test]
fn a_line_that_is_not_text_says_which() {
    let refusal = Device::unmoved_by(|device| {
        let archive = zstd::encode_all([0xff, b'\n'].as_slice(), 3).unwrap();
        let size = UnpackedSize { bytes: 2, lines: 1 };
        apply(
            &device.store,
            &file(2, FilePart::Base),
            size,
            Cursor::new(archive),
            NOW,
        )
    });
    assert!(
        matches!(refusal, FeedError::NotText { line: 1 }),
        "{refusal:?}"
    );
}

#[test]
fn an_archive_cut_short_anywhere_is_refused() {
    let (archive, size) = pack(&text(&[district("waldstadt"), district("rintheim")]));
    for length in 0..archive.len() {
        let refusal = Device::unmoved_by(|device| {
            apply(
                &device.store,
                &file(2, FilePart::Base),
                size,
                Cursor::new(archive[..length].to_vec()),
                NOW,
            )
        });
        assert!(
            matches!(refusal, FeedError::Truncated),
            "{length}: {refusal:?}"
        );
    }
}

#[test]
fn an_archive_of_something_else_is_refused() {
    let (_, size) = pack(&text(&[district("waldstadt")]));
    let refusal = Device::unmoved_by(|device| {
        apply(
            &device.store,
            &file(2, FilePart::Base),
            size,
            b"not zstd at all".as_slice(),
            NOW,
        )
    });
    assert!(matches!(refusal, FeedError::Archive(_)), "{refusal:?}");
}

#[test]
fn a_bomb_goes_off_no_further_than_what_was_signed_for() {
    let empty_lines = "\n".repeat(50 * 1024 * 1024);
    let (archive, _) = pack(&empty_lines);
    assert!(archive.len() < 64 * 1024);
    // What is signed for is one good line; what follows it is never unpacked.
    let (good, size) = pack(&text(&[district("waldstadt")]));
    let both = [good, archive].concat();
    let refusal = Device::unmoved_by(|device| {
        apply(
            &device.store,
            &file(2, FilePart::Base),
            size,
            Cursor::new(both),
            NOW,
        )
    });
    assert!(matches!(refusal, FeedError::Bomb), "{refusal:?}");
}

#[test]
fn a_promise_too_large_is_refused_before_anything_is_unpacked() {
    let size = UnpackedSize {
        bytes: limits::UNPACKED_BYTES + 1,
        lines: 1,
    };
    let refusal = Device::unmoved_by(|device| {
        apply(
            &device.store,
            &file(2, FilePart::Base),
            size,
            std::io::empty(),
            NOW,
        )
    });
    assert!(matches!(refusal, FeedError::Oversized), "{refusal:?}");
}

#[test]
fn a_disk_that_fills_up_in_the_middle_of_a_file_is_told() {
    let refusal = Device::unmoved_by(|device| {
        device
            .store
            .write(|transaction| {
                let pages: u32 = transaction
                    .query_row("PRAGMA page_count", [], |row| row.get(0))
                    .map_err(crate::store::StoreError::from)?;
                // SQLite answers "full" at this bound just as it does when no room is left.
                transaction
                    .query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))
                    .map_err(crate::store::StoreError::from)
            })
            .unwrap();
        let many: Vec<String> = (0..2_000).map(|n| district(&format!("d{n}"))).collect();
        device.take(&file(2, FilePart::Base), &many)
    });
    assert!(
        matches!(
            refusal,
            FeedError::Store(crate::store::StoreError::DiskFull)
        ),
        "{refusal:?}"
    );
}
