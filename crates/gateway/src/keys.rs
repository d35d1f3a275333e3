//! The keys that the feed is signed with.
//!
//! The root key says which other keys count. It is needed a few times a year, so it lives in a
//! folder of its own that can be taken off the machine; the online keys sign day and night. Whoever
//! breaks into the gateway gets the online keys, and a new root takes them their worth.
//!
//! Every key is Ed25519, as PKCS #8 in a file that only its owner can read. A key that is there is
//! never written over: losing one by a typing mistake would cost every installed app its trust.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::Ed25519KeyPair;
use jiff::Timestamp;
use std::collections::HashMap;
use std::fs;
use std::io::Write;
use std::num::NonZeroU64;
use std::path::{Path, PathBuf};
use tough::editor::signed::SignedRole;
use tough::key_source::{KeySource, LocalKeySource};
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
    let document =
        Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).map_err(|_| KeyError::Generation)?;
    let pair = Ed25519KeyPair::from_pkcs8(document.as_ref()).map_err(|_| KeyError::Generation)?;
    write_new(path, document.as_ref())?;
    let key = pair.tuf_key();
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

fn write_new(path: &Path, bytes: &[u8]) -> Result<(), KeyError> {
    let failed = |why: std::io::Error| match why.kind() {
        std::io::ErrorKind::AlreadyExists => KeyError::Exists(path.to_path_buf()),
        _ => KeyError::File {
            path: path.to_path_buf(),
            why,
        },
    };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(failed)?;
    file.write_all(bytes)
        .and_then(|()| file.sync_all())
        .map_err(failed)
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
}
