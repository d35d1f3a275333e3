//! Every change to the published files goes through a [`Disk`], so that a test can cut the power
//! before each of them.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The few things that are done to published files.
pub trait Disk: Send + Sync {
    /// Writes a file, made durable.
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Gives a file its other name, durably, over whatever had it.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file, or a folder with all in it.
    fn remove(&self, path: &Path) -> io::Result<()>;
}

/// The disk of this machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct LocalDisk;

impl Disk for LocalDisk {
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = fs::File::create(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)?;
        to.parent().map_or(Ok(()), sync_folder)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        if path.is_dir() {
            fs::remove_dir_all(path)
        } else {
            fs::remove_file(path)
        }
    }
}

/// Makes the names in a folder durable.
fn sync_folder(folder: &Path) -> io::Result<()> {
    // Only Unix lets a folder be opened.
    if cfg!(unix) {
        fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// Makes a folder and those above it, durably.
pub fn make_folders(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    if let Some(above) = folder.parent() {
        make_folders(above)?;
    }
    fs::create_dir(folder)?;
    folder.parent().map_or(Ok(()), sync_folder)
}

/// Puts a file in its place whole or not at all: written beside the published folders first.
/// Only one publication runs at a time, so one name for what is unfinished is enough.
pub fn put(disk: &dyn Disk, unfinished: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    for folder in [unfinished.parent(), path.parent()].into_iter().flatten() {
        make_folders(folder)?;
    }
    disk.write(unfinished, bytes)?;
    disk.rename(unfinished, path)
}

/// Where the published files are.
#[derive(Debug, Clone)]
pub struct Folders {
    /// The gateway's state directory.
    pub state: PathBuf,
    /// Signed metadata.
    pub metadata: PathBuf,
    /// Feed files.
    pub targets: PathBuf,
    /// Where a file is until it is whole.
    pub unfinished: PathBuf,
}

impl Folders {
    /// Those in the gateway's state directory.
    pub fn in_state(state: &Path) -> Folders {
        Folders {
            state: state.to_path_buf(),
            metadata: crate::keys::roots::metadata_folder(state),
            targets: state.join("feed/targets"),
            unfinished: state.join("feed/unfinished"),
        }
    }
}
