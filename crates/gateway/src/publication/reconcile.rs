//! Step 4: sign what differs from what should be signed.

use super::published::Published;
use super::{PublicationError, Writer, disk, files};
use crate::keys::held::HeldKeys;
use crate::keys::{roots, rotate, signing};
use chrono::{DateTime, TimeDelta, Utc};
use jiff::Timestamp as Moment;
use ka_domain::{CollectionName, Kind};
use ka_protocol::{FeedFile, UnpackedSize, limits};
use serde::Serialize;
use std::collections::HashMap;
use std::num::NonZeroU64;
use tough::TargetName;
use tough::editor::signed::SignedRole;
use tough::schema::{
    DelegatedRole, DelegatedTargets, Delegations, Hashes, KeyHolder, Metafile, PathPattern,
    PathSet, Role, Root, Signed, Snapshot, Target, Targets, Timestamp,
};

const SPEC: &str = "1.0.0";
/// For how many days each role counts once it is signed.
const TIMESTAMP_DAYS: i64 = 7;
const SNAPSHOT_DAYS: i64 = 30;
const TARGETS_DAYS: i64 = 90;

/// A new file of the metadata folder.
type Write = (String, Vec<u8>);

/// What everything is signed with and measured by.
struct Signing {
    held: HeldKeys,
    current: Signed<Root>,
    /// The root that comes next, if one waits.
    next: Option<Signed<Root>>,
    /// Lets the keys of both sign.
    holder: KeyHolder,
    now: DateTime<Utc>,
}

impl Signing {
    /// Whether `role` is good for those who know the present root and for those who will know the
    /// next, and has more than half of its life before it.
    fn stands<T: Role + Serialize>(&self, role: &Signed<T>, days: i64) -> bool {
        let next = self.next.as_ref();
        self.current.signed.verify_role(role).is_ok()
            && next.is_none_or(|next| next.signed.verify_role(role).is_ok())
            && self.young(role.signed.expires(), TimeDelta::days(days) / 2)
    }

    /// Whether more than `left` is left before `expires`.
    fn young(&self, expires: Moment, left: TimeDelta) -> bool {
        expires > signing::moment(self.now + left)
    }

    fn in_days(&self, days: i64) -> Moment {
        signing::moment(self.now + TimeDelta::days(days))
    }

    fn sign<T: Role + Serialize>(&self, role: T) -> Result<SignedRole<T>, PublicationError> {
        Ok(signing::sign(role, &self.holder, &self.held)?)
    }
}

/// Signs and writes whatever is due. Writes nothing if nothing is.
pub fn reconcile(writer: &Writer, now: DateTime<Utc>) -> Result<(), PublicationError> {
    let folders = &writer.folders;
    let held = HeldKeys::read(&writer.keys)?;
    let (current, bytes) = roots::current(&folders.state, &writer.keys)?;
    let first = format!("{}.root.json", current.signed.version);
    if !folders.metadata.join(&first).exists() {
        put(writer, &(first, bytes))?;
    }
    let next = next_root(writer, &current, &held, now)?;
    let holder = signing::union(&current.signed, next.as_ref().map(|next| &next.signed));
    let signing = Signing {
        held,
        current,
        next,
        holder: KeyHolder::Root(holder),
        now,
    };
    let published = Published::read(&folders.metadata)?;

    let mut writes = Vec::new();
    let mut meta = published.meta();
    let delegations = delegations(&signing.held)?;
    for kind in Kind::ALL {
        let role = collection(writer, &signing, &published, &delegations, kind)?;
        renew(&mut writes, &mut meta, kind.collection(), role);
    }
    let role = targets(&signing, &published, delegations)?;
    renew(&mut writes, &mut meta, "targets", role);
    let (snapshot, snapshot_meta) = snapshot(&signing, &published, meta)?;
    writes.extend(snapshot);
    for write in &writes {
        put(writer, write)?;
    }
    // The commit: until here no app has seen anything.
    if let Some(timestamp) = timestamp(&signing, &published, snapshot_meta)? {
        put(writer, &timestamp)?;
    }
    if let Some(next) = &signing.next {
        let (from, name) = (
            roots::pending_path(&folders.state),
            format!("{}.root.json", next.signed.version),
        );
        let to = folders.metadata.join(name);
        let renamed = writer.disk.rename(&from, &to);
        renamed.map_err(PublicationError::file(&to))?;
        tracing::info!(version = %next.signed.version, "a new root is published");
    }
    Ok(())
}

/// The root that waits; or, where the present one has lived half its life and its key is here, its
/// successor, which waits from now on.
fn next_root(
    writer: &Writer,
    current: &Signed<Root>,
    held: &HeldKeys,
    now: DateTime<Utc>,
) -> Result<Option<Signed<Root>>, PublicationError> {
    let state = &writer.folders.state;
    match roots::pending(state, current) {
        Ok(Some(next)) => return Ok(Some(next)),
        Ok(None) => {}
        Err(why) => {
            // What is published stands without it.
            tracing::error!(%why, "the root that waits cannot be published");
            return Ok(None);
        }
    }
    let half = TimeDelta::days(crate::keys::ROOT_DAYS) / 2;
    if current.signed.expires > signing::moment(now + half) {
        return Ok(None);
    }
    let next = rotate::following(&current.signed, signing::moment(now));
    match rotate::sign(&current.signed, next, held) {
        Ok(bytes) => {
            let path = roots::pending_path(state);
            disk::put(
                writer.disk.as_ref(),
                &writer.folders.unfinished,
                &path,
                &bytes,
            )
            .map_err(PublicationError::file(&path))?;
            Ok(roots::pending(state, current)?)
        }
        Err(_) => {
            tracing::warn!(expires = %current.signed.expires, "the root must be signed anew, and its key is not here");
            Ok(None)
        }
    }
}

/// Every collection that this version knows, each with a role of its name.
fn delegations(held: &HeldKeys) -> Result<Delegations, PublicationError> {
    let key = held.collections.public()?;
    let id = key.key_id()?;
    let roles = Kind::ALL.into_iter().map(|kind| {
        let collection = CollectionName::new(kind.collection())?;
        let pattern = PathPattern::new(FeedFile::pattern(&collection))?;
        Ok(DelegatedRole {
            name: collection.to_string(),
            keyids: vec![id.clone()],
            threshold: NonZeroU64::MIN,
            paths: PathSet::Paths(vec![pattern]),
            terminating: true,
            targets: None,
        })
    });
    Ok(Delegations {
        roles: roles.collect::<Result<_, PublicationError>>()?,
        keys: HashMap::from([(id, key)]),
    })
}

/// A collection's role, if it must be signed anew.
fn collection(
    writer: &Writer,
    signing: &Signing,
    published: &Published,
    delegations: &Delegations,
    kind: Kind,
) -> Result<Option<(Write, Metafile)>, PublicationError> {
    let name = kind.collection();
    let mut wanted = HashMap::new();
    for file in files::of_collection(&writer.database, &CollectionName::new(name)?)? {
        let target = TargetName::new(file.name.to_string()).map_err(Box::new)?;
        wanted.insert(target, describe(&file)?);
    }
    if let Some((role, _)) = published.roles.get(name)
        && role.signed.targets == wanted
        && delegations.verify_role(role, name).is_ok()
        && signing.young(role.signed.expires, TimeDelta::days(TARGETS_DAYS) / 2)
    {
        return Ok(None);
    }
    let version = published.next_version(name);
    let mut targets = Targets::new(SPEC.to_owned(), version, signing.in_days(TARGETS_DAYS));
    targets.targets = wanted;
    targets.delegations = None;
    let role = DelegatedTargets {
        name: name.to_owned(),
        targets,
    };
    let holder = KeyHolder::Delegations(delegations.clone());
    let signed = signing::sign(role, &holder, &signing.held)?;
    Ok(Some(written(name, version, &signed)))
}

/// What the signed metadata says of a feed file.
fn describe(file: &files::File) -> Result<Target, PublicationError> {
    let sha256 = hex::decode(&file.sha256)
        .map_err(|_| PublicationError::Damaged("file.sha256".to_owned()))?;
    let unpacked = serde_json::to_value(file.unpacked)?;
    Ok(Target {
        length: file.bytes,
        hashes: hashes(sha256),
        custom: HashMap::from([(UnpackedSize::KEY.to_owned(), unpacked)]),
        _extra: HashMap::new(),
    })
}

/// The role that names the collections, if it must be signed anew.
fn targets(
    signing: &Signing,
    published: &Published,
    delegations: Delegations,
) -> Result<Option<(Write, Metafile)>, PublicationError> {
    if let Some((role, _)) = published.roles.get("targets")
        && role.signed.delegations.as_ref() == Some(&delegations)
        && signing.stands(role, TARGETS_DAYS)
    {
        return Ok(None);
    }
    let version = published.next_version("targets");
    let mut role = Targets::new(SPEC.to_owned(), version, signing.in_days(TARGETS_DAYS));
    role.delegations = Some(delegations);
    Ok(Some(written("targets", version, &signing.sign(role)?)))
}

/// The snapshot, if it must be signed anew, and what the timestamp says of it.
fn snapshot(
    signing: &Signing,
    published: &Published,
    meta: HashMap<String, Metafile>,
) -> Result<(Option<Write>, Metafile), PublicationError> {
    let named = published
        .timestamp
        .as_ref()
        .and_then(|timestamp| timestamp.signed.meta.get("snapshot.json"));
    if let (Some(snapshot), Some(named)) = (&published.snapshot, named)
        && snapshot.signed.meta == meta
        && signing.stands(snapshot, SNAPSHOT_DAYS)
    {
        return Ok((None, named.clone()));
    }
    let version = published.next_version("snapshot");
    let mut role = Snapshot::new(SPEC.to_owned(), version, signing.in_days(SNAPSHOT_DAYS));
    role.meta = meta;
    let (write, metafile) = written("snapshot", version, &signing.sign(role)?);
    Ok((Some(write), metafile))
}

/// The timestamp, if it must be signed anew. It is every day, since it is what tells an app that it
/// sees the newest.
fn timestamp(
    signing: &Signing,
    published: &Published,
    snapshot: Metafile,
) -> Result<Option<Write>, PublicationError> {
    let meta = HashMap::from([("snapshot.json".to_owned(), snapshot)]);
    if let Some(role) = &published.timestamp
        && role.signed.meta == meta
        && signing.stands(role, TIMESTAMP_DAYS)
        && signing.young(role.signed.expires, TimeDelta::days(TIMESTAMP_DAYS - 1))
    {
        return Ok(None);
    }
    let before = published.timestamp.as_ref();
    let version = before.map_or(NonZeroU64::MIN, |role| {
        role.signed.version.saturating_add(1)
    });
    let mut role = Timestamp::new(SPEC.to_owned(), version, signing.in_days(TIMESTAMP_DAYS));
    role.meta = meta;
    let signed = signing.sign(role)?;
    Ok(Some(("timestamp.json".to_owned(), signed.buffer().clone())))
}

/// A signed role as a file, and what is said of it one level up.
fn written<T: Role + Serialize>(
    name: &str,
    version: NonZeroU64,
    signed: &SignedRole<T>,
) -> (Write, Metafile) {
    let metafile = Metafile {
        length: Some(*signed.length()),
        hashes: Some(hashes(signed.sha256().to_vec())),
        version,
        _extra: HashMap::new(),
    };
    let write = (format!("{version}.{name}.json"), signed.buffer().clone());
    (write, metafile)
}

fn hashes(sha256: Vec<u8>) -> Hashes {
    Hashes {
        sha256: sha256.into(),
        _extra: HashMap::new(),
    }
}

/// Notes down a role that was signed anew.
fn renew(
    writes: &mut Vec<Write>,
    meta: &mut HashMap<String, Metafile>,
    name: &str,
    role: Option<(Write, Metafile)>,
) {
    if let Some((write, metafile)) = role {
        writes.push(write);
        meta.insert(format!("{name}.json"), metafile);
    }
}

fn put(writer: &Writer, (name, bytes): &Write) -> Result<(), PublicationError> {
    if bytes.len() as u64 > limits::METADATA_BYTES {
        return Err(PublicationError::TooLarge(name.clone()));
    }
    let path = writer.folders.metadata.join(name);
    disk::put(
        writer.disk.as_ref(),
        &writer.folders.unfinished,
        &path,
        bytes,
    )
    .map_err(PublicationError::file(&path))
}
