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
        replaces: true,
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
    let mut line = Vec::new();
    let (mut rejected, mut newest) = (0, None);
    // The last that is said of an object is what it is.
    let mut found: Vec<Option<object::Present>> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    loop {
        line.clear();
        if reader.read_until(b'\n', &mut line).map_err(failed)? == 0 {
            break;
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        let text = std::str::from_utf8(&line).ok();
        let (address, modified, present) = match text.and_then(|text| object::read(list, text)) {
            Some(Read::Present(present)) => {
                (present.address.clone(), present.modified, Some(*present))
            }
            Some(Read::Deleted { address, modified }) => (address, modified, None),
            // The rest of the file is missing.
            None if !line.ends_with(b"\n") && reader.limit() > 0 => {
                return Err(failed(std::io::ErrorKind::UnexpectedEof.into()));
            }
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

#[cfg(test)]
mod tests {
    use super::*;

    const PAPER: &str = r#"{"id":"https://a.example/papers/1","type":"Paper","name":"x"}"#;

    /// What is read of a folder with these papers and one object in the other lists.
    fn read_papers(papers: &[u8]) -> Result<(usize, u64), &'static str> {
        let folder = tempfile::tempdir().unwrap();
        for (list, kind) in [("organizations", "Organization"), ("meetings", "Meeting")] {
            let one = PAPER.replace("papers", list).replace("Paper", kind);
            std::fs::write(folder.path().join(format!("{list}.ndjson")), one).unwrap();
        }
        std::fs::write(folder.path().join("papers.ndjson"), papers).unwrap();
        let due = read(folder.path()).map_err(|why| why.code())?;
        Ok((due.objects.len() - 2, due.rejected))
    }

    #[test]
    fn a_line_that_is_no_text_costs_itself_only() {
        let odd = [b"{\"id\":\"\xff\"}\n", PAPER.as_bytes()].concat();
        assert_eq!(read_papers(&odd), Ok((1, 1)));
    }

    #[test]
    fn a_file_that_breaks_off_within_a_line_is_an_error() {
        let cut = [PAPER, "\n", &PAPER[..30]].concat();
        assert_eq!(read_papers(cut.as_bytes()), Err("file"));
        let odd = [PAPER, "\n", &PAPER[..30], "\n"].concat();
        assert_eq!(read_papers(odd.as_bytes()), Ok((1, 1)));
    }
}
