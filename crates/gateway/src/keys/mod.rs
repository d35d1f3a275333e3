//! The keys that the feed is signed with.
//!
//! The root key says which other keys count. It is needed a few times a year, so it lives in a
//! folder of its own that can be taken off the machine; the online keys sign day and night. Whoever
//! breaks into the gateway gets the online keys, and a new root takes them their worth.
//!
//! Every key is Ed25519, as PKCS #8 in a file that only its owner can read: `timestamp.pk8`, after a
//! rotation `timestamp-2.pk8`, and so on. A key that is there is never written over: losing one by a
//! typing mistake would cost every installed app its trust. A file whose key no root names any more
//! can be deleted.

pub mod held;
pub mod roots;
pub mod rotate;
pub mod signing;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::Ed25519KeyPair;
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use std::fs;
use std::io::Write;
use std::num::NonZeroU64;
use std::path::{Path, PathBuf};
use tough::editor::signed::SignedRole;
use tough::key_source::{KeySource, LocalKeySource};
use tough::schema::key::Key;
use tough::schema::{KeyHolder, RoleKeys, RoleType, Root};
use tough::sign::Sign;

/// Why keys could not be made.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// There is a key already.
    #[error("{0} is there already and is not written over")]
    Exists(PathBuf),
    /// A file could not be written.
    #[error("{path}: {why}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        why: std::io::Error,
    },
    /// The cryptographic library failed.
    #[error("no key could be made")]
    Generation,
    /// The root could not be signed.
    #[error("the root could not be signed: {0}")]
    Signing(#[from] Box<tough::error::Error>),
    /// A file that should be a key is none, or there is none.
    #[error("{0} is not a key")]
    NoKey(PathBuf),
    /// A root is not what it should be.
    #[error("{path} is not a root that can follow: {why}")]
    BadRoot {
        /// Which.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// A root waits to be published already.
    #[error("{0} waits to be published: let the gateway take it up first")]
    Pending(PathBuf),
    /// A key has no id.
    #[error("a key could not be named: {0}")]
    Name(#[from] tough::schema::Error),
}

/// The roles whose keys are online, with the names of their files.
const ONLINE: [(RoleType, &str); 3] = [
    (RoleType::Targets, "targets"),
    (RoleType::Snapshot, "snapshot"),
    (RoleType::Timestamp, "timestamp"),
];

/// The file name, without its end, of the key that the delegated roles share.
pub const COLLECTIONS: &str = "collections";

/// Where the keys of a feed are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keys {
    /// The folder of the online keys.
    pub online: PathBuf,
    /// The folder of the root key, where it is on this machine.
    pub root: Option<PathBuf>,
    /// The first root, which ships with the app.
    pub first_root: PathBuf,
}

impl Keys {
    /// As they lie in a gateway's state directory when nothing else is said.
    pub fn in_state(state: &Path) -> Keys {
        Keys {
            online: state.join("keys/online"),
            root: Some(state.join("keys/root")),
            first_root: state.join("root.json"),
        }
    }

    /// Those in the state directory, made if there are none. A crash leaves all of them or none: they
    /// are made in a folder of another name, which then takes the right one.
    pub async fn made_in(state: &Path, now: Timestamp) -> Result<Keys, KeyError> {
        let keys = Keys::in_state(state);
        let (folder, unfinished) = (state.join("keys"), state.join("keys.unfinished"));
        let failed = |path: &Path| {
            let path = path.to_path_buf();
            move |why| KeyError::File { path, why }
        };
        if !folder.exists() {
            if unfinished.exists() {
                fs::remove_dir_all(&unfinished).map_err(failed(&unfinished))?;
            }
            let expires = now + SignedDuration::from_hours(24 * ROOT_DAYS);
            let root = init(
                &unfinished.join("root"),
                &unfinished.join("online"),
                expires,
            )
            .await?;
            write_new(&unfinished.join("root.json"), &root)?;
            fs::rename(&unfinished, &folder).map_err(failed(&folder))?;
        }
        if !keys.first_root.exists() {
            let made = folder.join("root.json");
            let root = fs::read(&made).map_err(failed(&made))?;
            write_new(&keys.first_root, &root)?;
        }
        Ok(keys)
    }
}

/// For how many days a root counts.
pub const ROOT_DAYS: i64 = 365;

/// Makes the root key in `root_folder` and the online keys in `online_folder`, and gives back the
/// first root, signed, which ships with the app. It counts until `expires`.
pub async fn init(
    root_folder: &Path,
    online_folder: &Path,
    expires: Timestamp,
) -> Result<Vec<u8>, KeyError> {
    let mut root = Root {
        spec_version: "1.0.0".to_owned(),
        consistent_snapshot: true,
        version: NonZeroU64::MIN,
        expires,
        keys: HashMap::new(),
        roles: HashMap::new(),
        _extra: HashMap::new(),
    };
    let root_key = root_folder.join("root.pk8");
    add(&mut root, RoleType::Root, &root_key)?;
    for (role, name) in ONLINE {
        add(&mut root, role, &online_folder.join(format!("{name}.pk8")))?;
    }
    // Its public half is not in the root but in what the role `targets` signs.
    make(&online_folder.join(format!("{COLLECTIONS}.pk8")))?;
    let keys: Vec<Box<dyn KeySource>> = vec![Box::new(LocalKeySource { path: root_key })];
    let signed = SignedRole::new(
        root.clone(),
        &KeyHolder::Root(root),
        &keys,
        &SystemRandom::new(),
    )
    .await
    .map_err(Box::new)?;
    Ok(signed.buffer().clone())
}

/// Makes a key in a new file at `path` and lets it, alone, sign for `role`.
fn add(root: &mut Root, role: RoleType, path: &Path) -> Result<(), KeyError> {
    let key = make(path)?;
    let id = key.key_id()?;
    root.keys.insert(id.clone(), key);
    let keys = RoleKeys {
        keyids: vec![id],
        threshold: NonZeroU64::MIN,
        _extra: HashMap::new(),
    };
    root.roles.insert(role, keys);
    Ok(())
}

/// Makes a key in a new file at `path` and gives back its public half.
fn make(path: &Path) -> Result<Key, KeyError> {
    let document =
        Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).map_err(|_| KeyError::Generation)?;
    let pair = Ed25519KeyPair::from_pkcs8(document.as_ref()).map_err(|_| KeyError::Generation)?;
    write_secret(path, document.as_ref())?;
    Ok(pair.tuf_key())
}

/// Writes a file that was not there before, whole or not at all, for its owner's eyes only.
fn write_secret(path: &Path, bytes: &[u8]) -> Result<(), KeyError> {
    write(path, bytes, 0o600)
}

/// Writes a file that was not there before, whole or not at all, for everybody to read.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), KeyError> {
    write(path, bytes, 0o644)
}

fn write(path: &Path, bytes: &[u8], mode: u32) -> Result<(), KeyError> {
    let failed = |why: std::io::Error| match why.kind() {
        std::io::ErrorKind::AlreadyExists => KeyError::Exists(path.to_path_buf()),
        _ => KeyError::File {
            path: path.to_path_buf(),
            why,
        },
    };
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    fs::create_dir_all(folder).map_err(failed)?;
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(mode));
    #[cfg(not(unix))]
    let _ = mode;
    let mut file = builder.tempfile_in(folder).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    file.persist_noclobber(path)
        .map_err(|why| failed(why.error))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use tough::schema::Signed;

    async fn made() -> (tempfile::TempDir, Result<Vec<u8>, KeyError>) {
        let folder = tempfile::tempdir().unwrap();
        let (offline, online) = (folder.path().join("root"), folder.path().join("online"));
        let root = init(&offline, &online, Timestamp::MAX).await;
        (folder, root)
    }

    #[tokio::test]
    async fn the_first_root_is_signed_by_itself() {
        let (_folder, root) = made().await;
        let root: Signed<Root> = serde_json::from_slice(&root.unwrap()).unwrap();
        root.signed.verify_role(&root).unwrap();
        assert!(root.signed.consistent_snapshot);
        assert_eq!(root.signed.keys.len(), 4);
    }

    #[tokio::test]
    async fn a_root_with_one_letter_changed_is_not() {
        let (_folder, root) = made().await;
        let text = String::from_utf8(root.unwrap()).unwrap();
        let forged = text.replace("\"version\": 1", "\"version\": 2");
        assert_ne!(forged, text);
        let forged: Signed<Root> = serde_json::from_str(&forged).unwrap();
        assert!(forged.signed.verify_role(&forged).is_err());
    }

    #[tokio::test]
    async fn a_key_that_is_there_is_never_written_over() {
        let (folder, first) = made().await;
        first.unwrap();
        let key = folder.path().join("root/root.pk8");
        let before = fs::read(&key).unwrap();
        let (offline, online) = (folder.path().join("root"), folder.path().join("new"));
        let again = init(&offline, &online, Timestamp::MAX).await;
        assert!(matches!(again, Err(KeyError::Exists(_))));
        assert_eq!(fs::read(&key).unwrap(), before);
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn nobody_else_can_read_a_key() {
        use std::os::unix::fs::PermissionsExt;
        let (folder, root) = made().await;
        root.unwrap();
        for name in [
            "root/root.pk8",
            "online/targets.pk8",
            "online/timestamp.pk8",
        ] {
            let mode = fs::metadata(folder.path().join(name))
                .unwrap()
                .permissions()
                .mode();
            assert_eq!(mode & 0o077, 0, "{name}");
        }
    }

    #[tokio::test]
    async fn keys_that_were_half_made_when_the_power_went_are_made_again() {
        let state = tempfile::tempdir().unwrap();
        let half = state.path().join("keys.unfinished/root/root.pk8");
        fs::create_dir_all(half.parent().unwrap()).unwrap();
        fs::write(&half, "half a key").unwrap();
        let keys = Keys::made_in(state.path(), Timestamp::UNIX_EPOCH)
            .await
            .unwrap();
        let first = fs::read(&keys.first_root).unwrap();
        // The power went again, before the root was laid out.
        fs::remove_file(&keys.first_root).unwrap();
        Keys::made_in(state.path(), Timestamp::UNIX_EPOCH)
            .await
            .unwrap();
        assert_eq!(fs::read(&keys.first_root).unwrap(), first);
    }
}
