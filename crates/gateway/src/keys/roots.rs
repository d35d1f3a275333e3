//! The chain of roots.
//!
//! An app that knows root N asks for N+1 and believes it if N's keys and N+1's own keys signed it. So
//! every root that was ever published stays published. A new one is not published where it is made:
//! it waits as `root.next.json` in the state directory until the gateway has re-signed what it asks
//! for, with the old keys *and* the new ones. Whoever still knows root N and whoever knows N+1 can
//! both follow at every moment, and a crash in between is carried on from where it stopped.

use super::{KeyError, Keys};
use std::fs;
use std::path::{Path, PathBuf};
use tough::schema::{Root, Signed};

/// Where a new root waits.
pub fn pending_path(state: &Path) -> PathBuf {
    state.join("root.next.json")
}

/// Where the signed metadata is served from.
pub fn metadata_folder(state: &Path) -> PathBuf {
    state.join("feed/metadata")
}

/// The newest published root with its bytes. Before the first publication it is the first root.
pub fn current(state: &Path, keys: &Keys) -> Result<(Signed<Root>, Vec<u8>), KeyError> {
    let metadata = metadata_folder(state);
    let newest = newest_version(&metadata)?;
    let path = match newest {
        0 => keys.first_root.clone(),
        version => metadata.join(format!("{version}.root.json")),
    };
    let (root, bytes) = read(&path)?;
    if newest != 0 && root.signed.version.get() != newest {
        return Err(bad(&path, "its version is another"));
    }
    Ok((root, bytes))
}

/// The root that waits, if one does, checked against `current`. One that came too late, because
/// another was published meanwhile, is an error.
pub fn pending(state: &Path, current: &Signed<Root>) -> Result<Option<Signed<Root>>, KeyError> {
    let path = pending_path(state);
    if !path.exists() {
        return Ok(None);
    }
    let (next, _) = read(&path)?;
    if next.signed.version.get() != current.signed.version.get() + 1 {
        return Err(bad(&path, "it does not come next"));
    }
    current
        .signed
        .verify_role(&next)
        .map_err(|why| bad(&path, &why.to_string()))?;
    Ok(Some(next))
}

/// Reads a root and checks that it is signed by its own keys.
fn read(path: &Path) -> Result<(Signed<Root>, Vec<u8>), KeyError> {
    let bytes = fs::read(path).map_err(|why| KeyError::File {
        path: path.to_path_buf(),
        why,
    })?;
    let root: Signed<Root> =
        serde_json::from_slice(&bytes).map_err(|why| bad(path, &why.to_string()))?;
    root.signed
        .verify_role(&root)
        .map_err(|why| bad(path, &why.to_string()))?;
    Ok((root, bytes))
}

/// The highest N of the files `N.root.json`; 0 if there is none.
fn newest_version(metadata: &Path) -> Result<u64, KeyError> {
    if !metadata.exists() {
        return Ok(0);
    }
    let failed = |why| KeyError::File {
        path: metadata.to_path_buf(),
        why,
    };
    let mut newest = 0;
    for entry in fs::read_dir(metadata).map_err(failed)? {
        let name = entry.map_err(failed)?.file_name();
        let version = name
            .to_str()
            .and_then(|name| name.strip_suffix(".root.json"))
            .and_then(|version| version.parse().ok());
        newest = newest.max(version.unwrap_or(0));
    }
    Ok(newest)
}

fn bad(path: &Path, why: &str) -> KeyError {
    KeyError::BadRoot {
        path: path.to_path_buf(),
        why: why.to_owned(),
    }
}
