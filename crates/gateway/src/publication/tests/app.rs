//! The app: `tough`'s own client.

use super::City;
use futures::TryStreamExt;
use ka_domain::Kind;
use ka_protocol::{FeedFile, FilePart, Line, UnpackedSize, limits};
use std::collections::BTreeMap;
use std::io::Read;
use tough::schema::{Target, decoded::Decoded, decoded::Hex};
use tough::{FilesystemTransport, Repository, RepositoryLoader, TargetName};
use url::Url;

/// Items by collection and id: the revision and the content.
pub type Items = BTreeMap<(String, String), (u64, String)>;

/// What an app sees when it has followed the feed to its end.
#[derive(Debug)]
pub struct Seen {
    pub items: Items,
    pub repository: Repository,
}

impl Seen {
    /// The names of the districts.
    pub fn names(&self) -> Vec<String> {
        let content = self.items.values().map(|(_, content)| content);
        content
            .map(|text| {
                let json: serde_json::Value = serde_json::from_str(text).unwrap();
                json["name"].as_str().unwrap().to_owned()
            })
            .collect()
    }

    pub fn timestamp_version(&self) -> u64 {
        self.repository.timestamp().signed.version.get()
    }

    pub fn root_version(&self) -> u64 {
        self.repository.root().signed.version.get()
    }

    /// The ids of the keys that may sign `role`.
    pub fn keys(&self, role: tough::schema::RoleType) -> Vec<Decoded<Hex>> {
        self.repository.root().signed.roles[&role].keyids.clone()
    }

    /// The ids of the keys that may sign the collections.
    pub fn collection_keys(&self) -> Vec<Decoded<Hex>> {
        let targets = &self.repository.targets().signed;
        let delegations = targets.delegations.as_ref().unwrap();
        delegations.keys.keys().cloned().collect()
    }
}

/// An app that remembers what it trusted before, so that it would notice anything going back.
pub struct App {
    memory: tempfile::TempDir,
    root: Vec<u8>,
}

impl App {
    /// Freshly installed, with the city's first root.
    pub fn new(city: &City) -> App {
        App {
            memory: tempfile::tempdir().unwrap(),
            root: std::fs::read(&city.keys.first_root).unwrap(),
        }
    }

    /// Follows the feed and reads every file that is signed.
    pub async fn look(&self, city: &City) -> Result<Seen, tough::error::Error> {
        let folder = |name: &str| Url::from_directory_path(city.state().join(name)).unwrap();
        let (metadata, targets) = (folder("feed/metadata"), folder("feed/targets"));
        let repository = RepositoryLoader::new(&self.root, metadata, targets)
            .transport(FilesystemTransport)
            .datastore(self.memory.path())
            .load()
            .await?;
        let mut files: Vec<(FeedFile, TargetName, Target)> = repository
            .all_targets()
            .map(|(name, target)| {
                let file = FeedFile::parse(name.raw()).unwrap();
                (file, name.clone(), target.clone())
            })
            .collect();
        files.sort_by(|a, b| a.0.cmp(&b.0));
        let mut items = Items::new();
        for (file, name, target) in files {
            let stream = repository.read_target(&name).await?.unwrap();
            let chunks: Vec<_> = stream.try_collect().await?;
            take(&mut items, &file, &target, &chunks.concat());
        }
        Ok(Seen { items, repository })
    }
}

/// Takes a file in as the device does.
fn take(items: &mut Items, file: &FeedFile, target: &Target, packed: &[u8]) {
    let mut decoder = zstd::Decoder::new(packed).unwrap();
    decoder.window_log_max(limits::ZSTD_WINDOW_LOG).unwrap();
    let mut text = String::new();
    decoder.read_to_string(&mut text).unwrap();
    let said: UnpackedSize =
        serde_json::from_value(target.custom[UnpackedSize::KEY].clone()).unwrap();
    let lines = text.lines().count() as u64;
    assert_eq!((said.bytes, said.lines), (text.len() as u64, lines));

    let collection = file.collection.to_string();
    let kind = Kind::of_collection(&collection).unwrap();
    if file.part == FilePart::Base {
        items.retain(|(of, _), _| *of != collection);
    }
    let mut last = String::new();
    for line in text.lines() {
        let (id, change) = match Line::parse(line, kind).unwrap() {
            Line::Upsert {
                id,
                revision,
                content,
                ..
            } => (id, Some((revision, content.into_owned()))),
            Line::Remove { id, .. } => (id, None),
        };
        assert!(last.as_str() < id.as_str(), "{last} before {id}");
        last = id.to_string();
        let key = (collection.clone(), id.to_string());
        match change {
            Some(item) => items.insert(key, item),
            None => items.remove(&key),
        };
    }
}
