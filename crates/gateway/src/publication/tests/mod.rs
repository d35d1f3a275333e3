//! A city that publishes, and an app that trusts its first root and nothing else.
//!
//! The app is the real `tough` client over the published folders, with the system's clock, and it
//! reads every file that is signed.

mod app;
mod crash;
mod expiry;
mod harvests;
mod rotation;

use super::*;
use crate::keys::signing::moment;
use app::{App, Seen};
use ka_domain::{Content, District, DistrictId, ItemId, Provenance};
use std::path::PathBuf;

/// A gateway's state directory with keys.
struct City {
    folder: tempfile::TempDir,
    keys: Keys,
}

impl City {
    async fn founded(now: DateTime<Utc>) -> City {
        let folder = tempfile::tempdir().unwrap();
        let keys = Keys::made_in(folder.path(), moment(now)).await.unwrap();
        City { folder, keys }
    }

    async fn new() -> City {
        City::founded(now()).await
    }

    fn state(&self) -> PathBuf {
        self.folder.path().to_path_buf()
    }

    fn open(&self) -> Publication {
        Publication::open(&self.state(), self.keys.clone()).unwrap()
    }

    /// The same city on another machine: all its files as they are now.
    fn copy(&self) -> City {
        let folder = tempfile::tempdir().unwrap();
        copy_folder(&self.state(), folder.path());
        let keys = Keys::in_state(folder.path());
        City { folder, keys }
    }

    /// What an app sees that comes for the first time.
    async fn seen(&self) -> Seen {
        App::new(self).look(self).await.unwrap()
    }
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn now() -> DateTime<Utc> {
    Utc::now()
}

fn source(id: &str) -> SourceId {
    SourceId::new(id).unwrap()
}

fn editors() -> SourceId {
    source("city-facts")
}

const KINDS: &[Kind] = &[Kind::District];

fn district_of(source: &SourceId, id: &str, name: &str) -> Harvested {
    Harvested {
        id: ItemId::new(id).unwrap(),
        provenance: Provenance {
            source: source.clone(),
            licence: None,
            as_of: DateTime::UNIX_EPOCH,
        },
        content: Content::District(District {
            id: DistrictId::new(id).unwrap(),
            name: name.to_owned(),
            postcodes: vec![],
        }),
    }
}

fn district(id: &str, name: &str) -> Harvested {
    district_of(&editors(), id, name)
}

/// So many districts that a change to one of them is worth a delta.
fn many() -> Vec<Harvested> {
    (0..300u32)
        .map(|n| {
            // No two alike, so that the base weighs something.
            let name = format!("{:x}", n.wrapping_mul(2_654_435_761));
            district(&format!("d{n:03}"), &name)
        })
        .collect()
}

fn publish(publication: &Publication, items: Vec<Harvested>) -> Changes {
    publication
        .replace(&editors(), KINDS, items, now())
        .unwrap()
}

fn collection() -> CollectionName {
    CollectionName::new(Kind::District.collection()).unwrap()
}

/// Every published file with its content.
fn published_files(city: &City) -> std::collections::BTreeMap<PathBuf, Vec<u8>> {
    fn add(folder: &Path, into: &mut std::collections::BTreeMap<PathBuf, Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                add(&path, into);
            } else {
                into.insert(path.clone(), fs::read(path).unwrap());
            }
        }
    }
    let mut files = std::collections::BTreeMap::new();
    add(&city.state().join("feed"), &mut files);
    files
}
