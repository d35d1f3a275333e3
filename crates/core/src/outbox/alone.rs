//! Whether another process works on the same store. The system frees the lock when a process ends, however it
//! ends.

use std::fs::{File, TryLockError};
use std::path::Path;

/// What is held while a worker works.
pub(super) struct Alone {
    is_so: bool,
    _lock: Option<File>,
}

impl Alone {
    /// Tries to be the one that works on the store beside which `file` lies. Where files cannot be locked,
    /// nobody is held to be there: only where they can is more than one started.
    pub(super) fn on(file: &Path) -> Alone {
        let opened = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(file);
        let locked = opened.map_err(TryLockError::Error).and_then(|lock| {
            lock.try_lock()?;
            Ok(lock)
        });
        if let Err(TryLockError::Error(why)) = &locked {
            tracing::warn!(%why, "the outbox cannot be locked");
        }
        Alone {
            is_so: !matches!(locked, Err(TryLockError::WouldBlock)),
            _lock: locked.ok(),
        }
    }

    /// Whether no other process was there.
    pub(super) fn is_so(&self) -> bool {
        self.is_so
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_alone_until_it_ends_and_then_another_is() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("outbox.lock");
        let first = Alone::on(&file);
        assert!(first.is_so());
        let beside = Alone::on(&file);
        assert!(!beside.is_so());
        drop((first, beside));
        assert!(Alone::on(&file).is_so());
    }

    #[test]
    fn where_nothing_can_be_locked_nobody_waits_for_anybody() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Alone::on(&folder.path().join("no/such/folder")).is_so());
    }
}
