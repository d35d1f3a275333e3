//! Somebody who has got hold of the town's online keys: what they publish is signed well, and bad.

use crate::town::Town;
use anyhow::{Context, Result};
use aws_lc_rs::rand::SystemRandom;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::fs;
use std::num::NonZeroU64;
use std::path::PathBuf;
use tough::TargetName;
use tough::editor::signed::SignedRole;
use tough::key_source::{KeySource, LocalKeySource};
use tough::schema::{
    DelegatedRole, DelegatedTargets, Hashes, KeyHolder, PathPattern, PathSet, Role, Root, Signed,
    Snapshot, Target, Targets, Timestamp,
};

/// A file as the forger wants it signed.
pub struct Forgery {
    /// Its packed bytes.
    pub archive: Vec<u8>,
    /// What is said of it: bytes and lines after unpacking.
    pub unpacked: (u64, u64),
}

impl Forgery {
    /// A file that holds `text` and says so.
    pub fn of(text: &str) -> Result<Forgery> {
        Ok(Forgery {
            archive: zstd::encode_all(text.as_bytes(), 3)?,
            unpacked: (text.len() as u64, text.lines().count() as u64),
        })
    }
}

/// The town's online keys, and its present metadata.
pub struct Forger<'a> {
    town: &'a Town,
    keys: Vec<Box<dyn KeySource>>,
    root: Root,
}

impl<'a> Forger<'a> {
    pub fn of(town: &'a Town) -> Result<Forger<'a>> {
        let mut keys: Vec<Box<dyn KeySource>> = Vec::new();
        for entry in fs::read_dir(town.state().join("keys/online"))? {
            keys.push(Box::new(LocalKeySource {
                path: entry?.path(),
            }));
        }
        let root: Signed<Root> = serde_json::from_slice(&fs::read(&town.gateway.root)?)?;
        Ok(Forger {
            town,
            keys,
            root: root.signed,
        })
    }

    /// Publishes `forgery` as the base of a new generation of `collection`.
    pub async fn publish(&self, collection: &str, forgery: &Forgery) -> Result<()> {
        let (mut snapshot, _) = self.snapshot()?;
        let file = format!("{collection}.json");
        let version = snapshot
            .meta
            .get(&file)
            .with_context(|| format!("{collection} is not published"))?
            .version;
        let mut role: Signed<Targets> = self.read(&format!("{version}.{file}"))?;
        let name = TargetName::new(format!("feed/{collection}/99/base.ndjson.zst"))?;
        role.signed
            .targets
            .insert(name.clone(), self.put(&name, forgery)?);
        role.signed.version = next(version)?;
        let delegations = self.targets(&snapshot)?.delegations.context("none")?;
        let signed = self
            .sign(
                delegated(collection, role.signed),
                KeyHolder::Delegations(delegations),
            )
            .await?;
        self.add(&mut snapshot, collection, &signed)?;
        self.commit(snapshot).await
    }

    /// Publishes an empty role of a collection that no app of today knows.
    pub async fn publish_unknown(&self, collection: &str) -> Result<()> {
        let (mut snapshot, _) = self.snapshot()?;
        let mut targets = self.targets(&snapshot)?;
        let delegations = targets.delegations.as_mut().context("none")?;
        let like = delegations.roles.first().context("no role")?.clone();
        let pattern = PathPattern::new(format!("feed/{collection}/*/*.ndjson.zst"))?;
        delegations.roles.push(DelegatedRole {
            name: collection.into(),
            paths: PathSet::Paths(vec![pattern]),
            targets: None,
            ..like
        });
        let holder = KeyHolder::Delegations(delegations.clone());
        let mut role = Targets::new("1.0.0".into(), NonZeroU64::MIN, targets.expires);
        role.delegations = None;
        let signed = self.sign(delegated(collection, role), holder).await?;
        self.add(&mut snapshot, collection, &signed)?;
        targets.version = next(targets.version)?;
        let signed = self
            .sign(targets, KeyHolder::Root(self.root.clone()))
            .await?;
        self.add(&mut snapshot, "targets", &signed)?;
        self.commit(snapshot).await
    }

    fn put(&self, name: &TargetName, forgery: &Forgery) -> Result<Target> {
        let hash = Sha256::digest(&forgery.archive).to_vec();
        let path = self
            .town
            .gateway
            .publication
            .folders()
            .targets
            .join(format!("{}.{}", hex::encode(&hash), name.resolved()));
        write(path, &forgery.archive)?;
        let (bytes, lines) = forgery.unpacked;
        Ok(Target {
            length: forgery.archive.len() as u64,
            hashes: Hashes {
                sha256: hash.into(),
                _extra: Default::default(),
            },
            custom: [(
                "unpacked".to_owned(),
                serde_json::json!({ "bytes": bytes, "lines": lines }),
            )]
            .into(),
            _extra: Default::default(),
        })
    }

    fn read<T: DeserializeOwned>(&self, name: &str) -> Result<Signed<T>> {
        let bytes = fs::read(self.town.metadata().join(name)).with_context(|| name.to_owned())?;
        Ok(serde_json::from_slice(&bytes)?)
    }

    fn snapshot(&self) -> Result<(Snapshot, Timestamp)> {
        let timestamp: Signed<Timestamp> = self.read("timestamp.json")?;
        let version = timestamp
            .signed
            .meta
            .get("snapshot.json")
            .context("none")?
            .version;
        let snapshot: Signed<Snapshot> = self.read(&format!("{version}.snapshot.json"))?;
        Ok((snapshot.signed, timestamp.signed))
    }

    fn targets(&self, snapshot: &Snapshot) -> Result<Targets> {
        let version = snapshot.meta.get("targets.json").context("none")?.version;
        let targets: Signed<Targets> = self.read(&format!("{version}.targets.json"))?;
        Ok(targets.signed)
    }

    async fn sign<T: Role + serde::Serialize>(
        &self,
        role: T,
        holder: KeyHolder,
    ) -> Result<SignedRole<T>> {
        Ok(Box::pin(SignedRole::new(
            role,
            &holder,
            &self.keys,
            &SystemRandom::new(),
        ))
        .await?)
    }

    fn add<T: Role>(
        &self,
        snapshot: &mut Snapshot,
        name: &str,
        role: &SignedRole<T>,
    ) -> Result<()> {
        let version = role.signed().signed.version();
        let path = self.town.metadata().join(format!("{version}.{name}.json"));
        write(path, role.buffer())?;
        let meta = tough::schema::Metafile {
            length: Some(role.buffer().len() as u64),
            hashes: Some(Hashes {
                sha256: Sha256::digest(role.buffer()).to_vec().into(),
                _extra: Default::default(),
            }),
            version,
            _extra: Default::default(),
        };
        snapshot.meta.insert(format!("{name}.json"), meta);
        Ok(())
    }

    async fn commit(&self, mut snapshot: Snapshot) -> Result<()> {
        let (_, mut timestamp) = self.snapshot()?;
        snapshot.version = next(snapshot.version)?;
        let snapshot = self
            .sign(snapshot, KeyHolder::Root(self.root.clone()))
            .await?;
        let mut listed = Snapshot::new("1.0.0".into(), NonZeroU64::MIN, timestamp.expires);
        self.add(&mut listed, "snapshot", &snapshot)?;
        timestamp.meta = listed.meta;
        timestamp.version = next(timestamp.version)?;
        let timestamp = self
            .sign(timestamp, KeyHolder::Root(self.root.clone()))
            .await?;
        write(
            self.town.metadata().join("timestamp.json"),
            timestamp.buffer(),
        )
    }
}

fn delegated(name: &str, targets: Targets) -> DelegatedTargets {
    DelegatedTargets {
        name: name.into(),
        targets,
    }
}

fn next(version: NonZeroU64) -> Result<NonZeroU64> {
    version.checked_add(1).context("no version left")
}

fn write(path: PathBuf, bytes: &[u8]) -> Result<()> {
    fs::create_dir_all(path.parent().context("no folder")?)?;
    Ok(fs::write(path, bytes)?)
}
