//! Keys in memory, ready to sign.

use super::{COLLECTIONS, KeyError, Keys};
use async_trait::async_trait;
use std::error::Error;
use std::fmt;
use std::fs;
use std::io::Read;
use std::path::Path;
use tough::key_source::KeySource;
use tough::schema::key::Key;
use tough::sign::{Sign, parse_keypair};

/// No key of ours is longer, in bytes.
const MOST_BYTES: u64 = 16 * 1024;

/// One private key.
#[derive(Clone)]
pub struct HeldKey(Vec<u8>);

impl fmt::Debug for HeldKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HeldKey(…)")
    }
}

impl HeldKey {
    /// Reads a file and makes sure that it is a key.
    pub fn read(path: &Path) -> Result<Self, KeyError> {
        let failed = |why| KeyError::File {
            path: path.to_path_buf(),
            why,
        };
        let mut bytes = Vec::new();
        let file = fs::File::open(path).map_err(failed)?;
        file.take(MOST_BYTES)
            .read_to_end(&mut bytes)
            .map_err(failed)?;
        parse_keypair(&bytes).map_err(|_| KeyError::NoKey(path.to_path_buf()))?;
        Ok(HeldKey(bytes))
    }

    /// Its public half.
    pub fn public(&self) -> Result<Key, KeyError> {
        let pair = parse_keypair(&self.0).map_err(|why| KeyError::Signing(Box::new(why)))?;
        Ok(pair.tuf_key())
    }
}

#[async_trait]
impl KeySource for HeldKey {
    async fn as_sign(&self) -> Result<Box<dyn Sign>, Box<dyn Error + Send + Sync + 'static>> {
        Ok(Box::new(parse_keypair(&self.0)?))
    }

    async fn write(&self, _: &str, _: &str) -> Result<(), Box<dyn Error + Send + Sync + 'static>> {
        Err("a key is never written over".into())
    }
}

/// All keys that can be reached, of now and of before.
#[derive(Debug, Clone)]
pub struct HeldKeys {
    all: Vec<HeldKey>,
    /// The key of the delegated roles.
    pub collections: HeldKey,
}

impl HeldKeys {
    /// Reads the folders.
    pub fn read(keys: &Keys) -> Result<Self, KeyError> {
        let mut all = Vec::new();
        read_folder(&keys.online, &mut all)?;
        // The root key may be away: it is needed only where a new root is signed.
        if let Some(folder) = keys.root.as_deref().filter(|folder| folder.exists()) {
            read_folder(folder, &mut all)?;
        }
        let newest = newest(&keys.online, COLLECTIONS)?;
        let collections = HeldKey::read(&keys.online.join(file_name(COLLECTIONS, newest)))?;
        Ok(HeldKeys { all, collections })
    }

    /// As `tough` wants them.
    pub fn sources(&self) -> Vec<Box<dyn KeySource>> {
        self.all
            .iter()
            .map(|key| -> Box<dyn KeySource> { Box::new(key.clone()) })
            .collect()
    }
}

fn read_folder(folder: &Path, into: &mut Vec<HeldKey>) -> Result<(), KeyError> {
    let failed = |why| KeyError::File {
        path: folder.to_path_buf(),
        why,
    };
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|end| end == "pk8") {
            into.push(HeldKey::read(&path)?);
        }
    }
    Ok(())
}

/// The name of a role's n-th key, from 1.
pub fn file_name(role: &str, n: u64) -> String {
    if n <= 1 {
        format!("{role}.pk8")
    } else {
        format!("{role}-{n}.pk8")
    }
}

/// The number of a role's newest key in `folder`; 0 if there is none.
pub fn newest(folder: &Path, role: &str) -> Result<u64, KeyError> {
    let failed = |why| KeyError::File {
        path: folder.to_path_buf(),
        why,
    };
    let mut newest = 0;
    for entry in fs::read_dir(folder).map_err(failed)? {
        let name = entry.map_err(failed)?.file_name();
        let number = name
            .to_str()
            .and_then(|name| name.strip_suffix(".pk8"))
            .and_then(|name| name.strip_prefix(role))
            .and_then(|rest| match rest.strip_prefix('-') {
                Some(number) => number.parse().ok(),
                None => rest.is_empty().then_some(1),
            });
        newest = newest.max(number.unwrap_or(0));
    }
    Ok(newest)
}
