//! The tables `photo` and `photo_chunk`: photos of drafts and reports, ready to be sent.
//!
//! The bytes of a photo lie in pieces, so that whoever sends it has one of them in memory at a time. What a
//! list shows of it, its thumbnail among it, lies apart from them: it is read with the first page.

use super::StoreError;
use ka_domain::{PhotoId, SubmissionId};
use ka_photo::Photo;
use rusqlite::{Connection, OptionalExtension, Row, Transaction};
use sha2::{Digest, Sha256};

/// Bytes of a piece; the last one is shorter.
pub const CHUNK: usize = 64 * 1024;

/// A photo without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptPhoto {
    /// Which.
    pub id: PhotoId,
    /// The draft or report that it belongs to.
    pub submission: SubmissionId,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// How many bytes it has.
    pub bytes: u64,
    /// The hash of its bytes.
    pub sha256: [u8; 32],
    /// A small JPEG of it.
    pub thumbnail: Vec<u8>,
}

const COLUMNS: &str = "id, submission, width, height, bytes, sha256, thumbnail";

/// Keeps a photo, behind the others of `submission`.
pub fn put(
    transaction: &Transaction<'_>,
    id: &PhotoId,
    submission: &SubmissionId,
    photo: &Photo,
) -> Result<(), StoreError> {
    transaction.execute(
        "INSERT INTO photo (id, submission, position, width, height, bytes, sha256, thumbnail)
         SELECT ?1, ?2, coalesce(max(position) + 1, 0), ?3, ?4, ?5, ?6, ?7
         FROM photo WHERE submission = ?2",
        rusqlite::params![
            id.as_bytes(),
            submission.as_bytes(),
            photo.width,
            photo.height,
            i64::try_from(photo.jpeg.len()).unwrap_or(i64::MAX),
            Sha256::digest(&photo.jpeg).as_slice(),
            photo.thumbnail,
        ],
    )?;
    let mut insert = transaction
        .prepare_cached("INSERT INTO photo_chunk (photo, number, bytes) VALUES (?1, ?2, ?3)")?;
    for (number, piece) in (0_u32..).zip(photo.jpeg.chunks(CHUNK)) {
        insert.execute(rusqlite::params![id.as_bytes(), number, piece])?;
    }
    Ok(())
}

/// Those of a draft or report, in their order.
pub fn of(reader: &Connection, submission: &SubmissionId) -> Result<Vec<KeptPhoto>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM photo WHERE submission = ?1 ORDER BY position");
    let mut statement = reader.prepare_cached(&sql)?;
    let photos = statement.query_map([submission.as_bytes()], columns)?;
    Ok(photos.collect::<rusqlite::Result<_>>()?)
}

/// How many a draft or report has.
pub fn count(reader: &Connection, submission: &SubmissionId) -> Result<u32, StoreError> {
    Ok(reader
        .prepare_cached("SELECT count(*) FROM photo WHERE submission = ?1")?
        .query_row([submission.as_bytes()], |row| row.get(0))?)
}

/// One of them.
pub fn get(reader: &Connection, id: &PhotoId) -> Result<Option<KeptPhoto>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM photo WHERE id = ?1");
    Ok(reader
        .prepare_cached(&sql)?
        .query_row([id.as_bytes()], columns)
        .optional()?)
}

/// A piece of its bytes, counted from 0; none behind the last one. All of them, one after another, are the
/// photo; whoever needs to be sure compares their hash with that of [`KeptPhoto`].
pub fn chunk(
    reader: &Connection,
    id: &PhotoId,
    number: u32,
) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(reader
        .prepare_cached("SELECT bytes FROM photo_chunk WHERE photo = ?1 AND number = ?2")?
        .query_row(rusqlite::params![id.as_bytes(), number], |row| row.get(0))
        .optional()?)
}

/// All of its bytes, if it is there and just as it was kept.
pub fn whole(reader: &Connection, id: &PhotoId) -> Result<Option<Vec<u8>>, StoreError> {
    let Some(kept) = get(reader, id)? else {
        return Ok(None);
    };
    let mut bytes = Vec::new();
    let mut number = 0;
    while let Some(piece) = chunk(reader, id, number)? {
        bytes.extend(piece);
        number += 1;
    }
    if Sha256::digest(&bytes).as_slice() == kept.sha256 {
        Ok(Some(bytes))
    } else {
        Err(StoreError::Damaged)
    }
}

/// Takes one out of a draft; whether it was there.
pub fn remove(
    transaction: &Transaction<'_>,
    submission: &SubmissionId,
    id: &PhotoId,
) -> Result<bool, StoreError> {
    // Its pieces go with it.
    let gone = transaction.execute(
        "DELETE FROM photo WHERE id = ?1 AND submission = ?2",
        rusqlite::params![id.as_bytes(), submission.as_bytes()],
    )?;
    Ok(gone > 0)
}

/// Gives all of a draft or report to another that has none.
pub fn move_all(
    transaction: &Transaction<'_>,
    from: &SubmissionId,
    to: &SubmissionId,
) -> Result<(), StoreError> {
    transaction.execute(
        "UPDATE photo SET submission = ?2 WHERE submission = ?1",
        rusqlite::params![from.as_bytes(), to.as_bytes()],
    )?;
    Ok(())
}

/// Removes all of a draft or report.
pub fn remove_all(
    transaction: &Transaction<'_>,
    submission: &SubmissionId,
) -> Result<(), StoreError> {
    transaction.execute(
        "DELETE FROM photo WHERE submission = ?1",
        [submission.as_bytes()],
    )?;
    Ok(())
}

fn columns(row: &Row<'_>) -> rusqlite::Result<KeptPhoto> {
    Ok(KeptPhoto {
        id: PhotoId::from_bytes(row.get(0)?),
        submission: SubmissionId::from_bytes(row.get(1)?),
        width: row.get(2)?,
        height: row.get(3)?,
        bytes: row.get::<_, i64>(4)?.unsigned_abs(),
        sha256: row.get(5)?,
        thumbnail: row.get(6)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::Device;

    fn id(number: u8) -> SubmissionId {
        SubmissionId::from_bytes([number; 16])
    }

    fn photo_id(number: u8) -> PhotoId {
        PhotoId::from_bytes([number; 16])
    }

    /// What stands for a photo of so many bytes, no two pieces of which are alike.
    fn photo(bytes: usize) -> Photo {
        Photo {
            width: 1600,
            height: 1200,
            jpeg: (0..bytes).map(|at| (at / 251 + at) as u8).collect(),
            thumbnail: vec![1, 2, 3],
        }
    }

    fn keep(device: &Device, id: u8, submission: u8, photo: &Photo) {
        device
            .store
            .write(|transaction| put(transaction, &photo_id(id), &self::id(submission), photo))
            .unwrap();
    }

    fn bytes(device: &Device, id: u8) -> Option<Vec<u8>> {
        device
            .store
            .read(|reader| whole(reader, &photo_id(id)))
            .unwrap()
    }

    fn kept(device: &Device, submission: u8) -> Vec<PhotoId> {
        let photos = device.store.read(|reader| of(reader, &id(submission)));
        photos.unwrap().into_iter().map(|photo| photo.id).collect()
    }

    fn pieces(device: &Device) -> u32 {
        let count = |reader: &Connection| {
            let all = "SELECT count(*) FROM photo_chunk";
            Ok::<u32, StoreError>(reader.query_row(all, [], |row| row.get(0))?)
        };
        device.store.read(count).unwrap()
    }

    #[test]
    fn the_bytes_come_back_as_they_were_whatever_their_number() {
        let device = Device::new();
        for (nth, length) in [1, CHUNK - 1, CHUNK, CHUNK + 1, 900_000]
            .into_iter()
            .enumerate()
        {
            let nth = u8::try_from(nth).unwrap();
            let photo = photo(length);
            keep(&device, nth, 7, &photo);
            assert_eq!(bytes(&device, nth), Some(photo.jpeg), "{length}");
        }
    }

    #[test]
    fn no_piece_is_larger_than_it_may_be() {
        let device = Device::new();
        let photo = photo(3 * CHUNK + 5);
        keep(&device, 1, 7, &photo);
        let read = |number| {
            let piece = device
                .store
                .read(|reader| chunk(reader, &photo_id(1), number));
            piece.unwrap().map(|piece| piece.len())
        };
        let lengths: Vec<_> = (0..5).map(read).collect();
        let full = Some(CHUNK);
        assert_eq!(lengths, [full, full, full, Some(5), None]);
    }

    #[test]
    fn photos_stay_in_their_order_and_with_their_draft() {
        let device = Device::new();
        for (id, submission) in [(9, 1), (3, 2), (5, 1), (1, 1)] {
            keep(&device, id, submission, &photo(10));
        }
        assert_eq!(kept(&device, 1), [photo_id(9), photo_id(5), photo_id(1)]);
        device
            .store
            .write(|transaction| {
                // That of another draft is not there for this one.
                assert!(!remove(transaction, &id(1), &photo_id(3))?);
                assert!(remove(transaction, &id(1), &photo_id(5))?);
                Ok::<_, StoreError>(())
            })
            .unwrap();
        keep(&device, 4, 1, &photo(10));
        assert_eq!(kept(&device, 1), [photo_id(9), photo_id(1), photo_id(4)]);
        assert_eq!(kept(&device, 2), [photo_id(3)]);
    }

    #[test]
    fn photos_that_go_to_another_draft_stay_in_their_order() {
        let device = Device::new();
        for id in [9, 5] {
            keep(&device, id, 1, &photo(10));
        }
        device
            .store
            .write(|transaction| move_all(transaction, &id(1), &id(2)))
            .unwrap();
        assert_eq!(kept(&device, 1), []);
        assert_eq!(kept(&device, 2), [photo_id(9), photo_id(5)]);
        assert_eq!(bytes(&device, 5), Some(photo(10).jpeg));
    }

    #[test]
    fn nothing_is_left_of_what_was_removed() {
        let device = Device::new();
        for id in 1..=3 {
            keep(&device, id, 1, &photo(2 * CHUNK));
        }
        assert_eq!(pieces(&device), 6);
        device
            .store
            .write(|transaction| remove(transaction, &id(1), &photo_id(2)))
            .unwrap();
        assert_eq!(pieces(&device), 4);
        device
            .store
            .write(|transaction| remove_all(transaction, &id(1)))
            .unwrap();
        assert_eq!(pieces(&device), 0);
        assert_eq!(bytes(&device, 1), None);
    }

    #[test]
    fn a_photo_of_which_a_piece_is_gone_is_damaged() {
        let device = Device::new();
        keep(&device, 1, 1, &photo(2 * CHUNK));
        device
            .store
            .write(|transaction| {
                transaction.execute("DELETE FROM photo_chunk WHERE number = 1", [])?;
                Ok::<_, StoreError>(())
            })
            .unwrap();
        let found = device.store.read(|reader| whole(reader, &photo_id(1)));
        assert!(matches!(found, Err(StoreError::Damaged)), "{found:?}");
    }
}
