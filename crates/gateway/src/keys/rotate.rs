//! New keys for a role, while apps go on reading.
//!
//! See [`super::roots`] for how a new root comes into the feed. The keys of the collections are not in
//! the root: there the newest file is the key, and the gateway signs the collections anew with it,
//! together with the delegation that names it, under one snapshot.

use super::held::{HeldKeys, file_name, newest};
use super::{COLLECTIONS, KeyError, Keys, add, make, roots, signing, write_new};
use jiff::{SignedDuration, Timestamp};
use std::num::NonZeroU64;
use std::path::Path;
use tough::schema::{KeyHolder, RoleType, Root};

/// A role whose keys can be replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rotated {
    /// The root itself.
    Root,
    /// Which collections there are.
    Targets,
    /// What belongs together.
    Snapshot,
    /// What is the newest.
    Timestamp,
    /// What is in the collections.
    Collections,
}

impl Rotated {
    /// All of them.
    pub const ALL: [Rotated; 5] = [
        Rotated::Root,
        Rotated::Targets,
        Rotated::Snapshot,
        Rotated::Timestamp,
        Rotated::Collections,
    ];

    fn name(self) -> &'static str {
        match self {
            Rotated::Root => "root",
            Rotated::Targets => "targets",
            Rotated::Snapshot => "snapshot",
            Rotated::Timestamp => "timestamp",
            Rotated::Collections => COLLECTIONS,
        }
    }

    /// The role in the root, if it is there.
    fn in_root(self) -> Option<RoleType> {
        match self {
            Rotated::Root => Some(RoleType::Root),
            Rotated::Targets => Some(RoleType::Targets),
            Rotated::Snapshot => Some(RoleType::Snapshot),
            Rotated::Timestamp => Some(RoleType::Timestamp),
            Rotated::Collections => None,
        }
    }
}

/// Makes a new key for `role`. The gateway takes it up when it next looks at its feed: at start, at a
/// publication, or within minutes.
pub fn rotate(state: &Path, keys: &Keys, role: Rotated, now: Timestamp) -> Result<(), KeyError> {
    let root_folder = keys.root.clone();
    let folder = match role {
        Rotated::Root => root_folder.ok_or_else(|| KeyError::NoKey(state.join("root.pk8")))?,
        _ => keys.online.clone(),
    };
    let next_file = folder.join(file_name(role.name(), newest(&folder, role.name())? + 1));
    let Some(in_root) = role.in_root() else {
        make(&next_file)?;
        return Ok(());
    };
    let pending = roots::pending_path(state);
    if pending.exists() {
        return Err(KeyError::Pending(pending));
    }
    let (current, _) = roots::current(state, keys)?;
    let mut next = following(&current.signed, now);
    add(&mut next, in_root, &next_file)?;
    forget_unused(&mut next);
    let signed = sign(&current.signed, next, &HeldKeys::read(keys)?)?;
    write_new(&pending, &signed)
}

/// The root after `current` with the same keys, good for another year.
pub fn following(current: &Root, now: Timestamp) -> Root {
    let mut next = current.clone();
    next.version = NonZeroU64::MIN.saturating_add(current.version.get());
    next.expires = signing::whole_seconds(now + SignedDuration::from_hours(24 * super::ROOT_DAYS));
    next
}

/// Signs `next` with the root keys of `current` and its own.
pub fn sign(current: &Root, next: Root, held: &HeldKeys) -> Result<Vec<u8>, KeyError> {
    let both = KeyHolder::Root(signing::union(current, Some(&next)));
    let signed = signing::sign(next, &both, held)?;
    let refused = |why: tough::schema::Error| KeyError::BadRoot {
        path: "the new root".into(),
        why: why.to_string(),
    };
    // Without the old root key no app would follow.
    current.verify_role(signed.signed()).map_err(refused)?;
    Ok(signed.buffer().clone())
}

/// Takes out the keys that no role uses any more.
fn forget_unused(root: &mut Root) {
    let used: Vec<_> = root
        .roles
        .values()
        .flat_map(|role| role.keyids.iter().cloned())
        .collect();
    root.keys.retain(|id, _| used.contains(id));
}
