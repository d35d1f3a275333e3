//! Removing what no signed metadata names any more, a day after it was first seen so: an app that
//! began before may still be fetching it. Roots are never removed; an app that slept for years follows
//! their chain.

use super::published::{Published, names, versioned};
use super::{PublicationError, Writer, files};
use chrono::{DateTime, TimeDelta, Utc};
use ka_domain::{CollectionName, Kind};
use std::collections::{BTreeMap, BTreeSet};

/// How long a file stays after it is named no more.
const KEEP: TimeDelta = TimeDelta::days(1);

/// Removes what is due.
pub fn sweep(writer: &mut Writer, now: DateTime<Utc>) -> Result<(), PublicationError> {
    let lost = unreferenced(writer)?;
    let transaction = writer.database.transaction()?;
    let mut known: BTreeMap<String, i64> = BTreeMap::new();
    {
        let mut statement = transaction.prepare_cached("SELECT path, since FROM unreferenced")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            known.insert(row.get(0)?, row.get(1)?);
        }
    }
    for path in &lost {
        let now = now.timestamp();
        let due = match known.get(path) {
            Some(since) => now - since > KEEP.num_seconds(),
            None => {
                let row = (path, now);
                transaction.execute(
                    "INSERT INTO unreferenced (path, since) VALUES (?1, ?2)",
                    row,
                )?;
                false
            }
        };
        if due {
            let file = writer.folders.state.join(path);
            let removed = writer.disk.remove(&file);
            removed.map_err(PublicationError::file(&file))?;
            transaction.execute("DELETE FROM unreferenced WHERE path = ?1", [path])?;
        }
    }
    for path in known.keys().filter(|path| !lost.contains(*path)) {
        transaction.execute("DELETE FROM unreferenced WHERE path = ?1", [path])?;
    }
    transaction.commit()?;
    Ok(())
}

/// What lies in the published folders and is named by nothing, relative to the state directory.
fn unreferenced(writer: &Writer) -> Result<BTreeSet<String>, PublicationError> {
    let folders = &writer.folders;
    let mut named = BTreeSet::new();
    let published = Published::read(&folders.metadata)?;
    if let Some(timestamp) = &published.timestamp {
        let all = published
            .meta()
            .into_iter()
            .chain(timestamp.signed.meta.clone());
        named.extend(all.map(|(file, meta)| format!("{}.{file}", meta.version)));
    }
    for kind in Kind::ALL {
        let collection = CollectionName::new(kind.collection())?;
        for file in files::of_collection(&writer.database, &collection)? {
            // Each file lies alone in a folder that has its hash in the name.
            let path = file.path();
            named.extend(path.split('/').next().map(str::to_owned));
        }
    }
    let mut lost = BTreeSet::new();
    for (folder, prefix) in [
        (&folders.metadata, "feed/metadata"),
        (&folders.targets, "feed/targets"),
    ] {
        if !folder.exists() {
            continue;
        }
        for name in names(folder)? {
            let stays = match versioned(&name) {
                Some((_, "root")) => true,
                None if name == "timestamp.json" => true,
                _ => named.contains(&name),
            };
            if !stays {
                lost.insert(format!("{prefix}/{name}"));
            }
        }
    }
    Ok(lost)
}
