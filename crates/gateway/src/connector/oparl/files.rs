//! A whole archive from files: one object a line, in a file for each list, packed or not.

use super::archive::Due;
use super::list::List;
use super::object::{self, Read};
use super::shape::Held;
use crate::connector::ConnectorError;
use chrono::{DateTime, Utc};
use flate2::read::MultiGzDecoder;
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read as _};
use std::path::{Path, PathBuf};

/// The largest file, in bytes unpacked. A council's archive of twenty years has a tenth of it.
const MOST_BYTES: u64 = 512 * 1024 * 1024;

/// Reads `organizations`, `meetings` and `papers` in `folder`, each `.ndjson.gz` or `.ndjson`. Each must
/// hold something: a file that was emptied must not empty the feed.
pub fn read(folder: &Path) -> Result<Due, ConnectorError> {
    let mut due = Due {
        everything: true,
        ..Due::default()
    };
    for list in List::ALL {
        read_list(folder, list, &mut due)?;
    }
    for held in &due.objects {
        due.neighbours.know(held);
    }
    due.held = due.objects.len() as u64;
    due.incomplete = due.objects.iter().filter(|held| held.incomplete).count() as u64;
    Ok(due)
}

fn read_list(folder: &Path, list: List, due: &mut Due) -> Result<(), ConnectorError> {
    let (path, reader) = open(folder, list)?;
    let failed = |why| ConnectorError::File {
        path: path.display().to_string(),
        why,
    };
    let mut reader = reader.take(MOST_BYTES + 1);
    let mut line = String::new();
    let (mut rejected, mut newest) = (0, None);
    // The last that is said of an object is what it is.
    let mut found: Vec<Option<object::Present>> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    loop {
        line.clear();
        if reader.read_line(&mut line).map_err(failed)? == 0 {
            break;
        }
        if line.trim().is_empty() {
            continue;
        }
        let (address, modified, present) = match object::read(list, &line) {
            Some(Read::Present(present)) => {
                (present.address.clone(), present.modified, Some(*present))
            }
            Some(Read::Deleted { address, modified }) => (address, modified, None),
            None => {
                rejected += 1;
                continue;
            }
        };
        newest = newest.max(modified);
        match places.get(&address) {
            Some(place) => found[*place] = present,
            None => {
                places.insert(address, found.len());
                found.push(present);
            }
        }
    }
    if reader.limit() == 0 {
        return Err(ConnectorError::TooLarge(MOST_BYTES as usize));
    }
    let read = found.len() as u64;
    if read == 0 && rejected == 0 {
        return Err(ConnectorError::Empty);
    }
    if rejected > read {
        return Err(ConnectorError::MostlyUnreadable { rejected, read });
    }
    due.rejected += rejected;
    // What has no date is as old as the file, so that it is the same whenever it is read.
    let newest: DateTime<Utc> = newest.unwrap_or(DateTime::UNIX_EPOCH);
    for present in found.into_iter().flatten() {
        due.objects.push(Held {
            item: list.item(&present.address)?,
            address: present.address,
            as_of: present.modified.unwrap_or(newest),
            incomplete: present.incomplete,
            object: present.object,
        });
    }
    Ok(())
}

fn open(folder: &Path, list: List) -> Result<(PathBuf, Box<dyn BufRead>), ConnectorError> {
    let packed = folder.join(format!("{}.ndjson.gz", list.plural()));
    let plain = folder.join(format!("{}.ndjson", list.plural()));
    let path = if packed.exists() { packed } else { plain };
    let opened = File::open(&path).map_err(|why| ConnectorError::File {
        path: path.display().to_string(),
        why,
    })?;
    let file = BufReader::new(opened);
    let reader: Box<dyn BufRead> = match path.extension().is_some_and(|ending| ending == "gz") {
        true => Box::new(BufReader::new(MultiGzDecoder::new(file))),
        false => Box::new(file),
    };
    Ok((path, reader))
}
