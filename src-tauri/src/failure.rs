//! The errors of the engine and of the system as the UI knows them. The one place that maps them; none is left to chance.

use crate::platform::NoProgram;
use ka_core::city::{CityError, PhotoFault, SyncFailure};
use ka_core::feed::{FeedError, SyncError};
use ka_core::net::NetError;
use ka_core::store::StoreError;
use ka_core::vault::VaultError;
use ka_ipc::{Failure, FeedFailure};
use std::io::ErrorKind;

pub fn of_city(error: CityError) -> Failure {
    match error {
        CityError::Locked => Failure::Locked,
        CityError::NoCity => Failure::NoCity,
        CityError::NotFound => Failure::NotFound,
        CityError::TooLate => Failure::TooLate,
        CityError::DraftIncomplete => Failure::DraftIncomplete,
        CityError::Photo(fault) => of_photo(fault),
        CityError::PhotoTooMany { most } => Failure::PhotoTooMany { most },
        CityError::Vault(error) => of_vault(&error),
        CityError::Store(error) => of_store(&error),
        CityError::Folder(error) => of_folder(&error),
    }
}

pub fn of_platform(NoProgram: NoProgram) -> Failure {
    Failure::NoViewer
}

pub fn of_sync(failure: &SyncFailure) -> Failure {
    match failure {
        SyncFailure::NoCity => Failure::NoCity,
        SyncFailure::Sync(error) => of_sync_error(error),
    }
}

fn of_sync_error(error: &SyncError) -> Failure {
    let why = match &error.why {
        FeedError::Net(NetError::Status(status)) => return Failure::Gateway { status: *status },
        FeedError::Net(NetError::NotFound) => return Failure::Gateway { status: 404 },
        FeedError::Net(NetError::Offline | NetError::Client) => return Failure::Offline,
        FeedError::Store(error) => return of_store(error),
        FeedError::Folder(error) => return of_folder(error),
        FeedError::Signature => FeedFailure::Signature,
        FeedError::Expired => FeedFailure::Expired,
        FeedError::RolledBack => FeedFailure::RolledBack,
        FeedError::Metadata(_) => FeedFailure::Metadata,
        FeedError::UnknownCollection => FeedFailure::UnknownCollection,
        FeedError::Oversized | FeedError::Net(NetError::TooLarge(_)) => FeedFailure::Oversized,
        FeedError::Bomb => FeedFailure::Bomb,
        FeedError::Truncated | FeedError::Archive(_) => FeedFailure::Truncated,
        FeedError::Malformed { line, .. } | FeedError::NotText { line } => {
            FeedFailure::Malformed { line: *line }
        }
        FeedError::Gap => FeedFailure::Gap,
    };
    Failure::Feed {
        why,
        collection: error.collection.clone(),
    }
}

fn of_vault(error: &VaultError) -> Failure {
    match error {
        VaultError::Unavailable => Failure::VaultUnavailable,
        VaultError::Denied => Failure::VaultDenied,
        VaultError::WrongPassphrase => Failure::PassphraseWrong,
        VaultError::PassphraseTooShort { min } => Failure::PassphraseTooShort {
            min: u32::try_from(*min).unwrap_or(u32::MAX),
        },
        VaultError::Damaged => Failure::VaultDamaged,
        VaultError::Io(error) => of_folder(error),
        VaultError::Exists | VaultError::Random(_) => Failure::Internal,
    }
}

fn of_store(error: &StoreError) -> Failure {
    match error {
        StoreError::WrongKey => Failure::StoreWrongKey,
        StoreError::Newer { found, known } => Failure::StoreNewer {
            found: *found,
            known: *known,
        },
        StoreError::Locked => Failure::StoreLocked,
        StoreError::Damaged | StoreError::Content(_) => Failure::StoreDamaged,
        StoreError::DiskFull => Failure::DiskFull,
        StoreError::NotWritable => Failure::NotWritable,
        StoreError::Closed => Failure::Locked,
        StoreError::Sqlite(_) => Failure::Internal,
    }
}

fn of_photo(fault: PhotoFault) -> Failure {
    match fault {
        PhotoFault::Unsupported => Failure::PhotoUnsupported,
        PhotoFault::Damaged => Failure::PhotoDamaged,
        PhotoFault::TooLarge => Failure::PhotoTooLarge,
    }
}

fn of_folder(error: &std::io::Error) -> Failure {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Failure::DiskFull,
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem | ErrorKind::NotADirectory => {
            Failure::NotWritable
        }
        _ => Failure::Internal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_a_full_disk_wherever_it_is_noticed() {
        let full = || std::io::Error::from(ErrorKind::StorageFull);
        let noticed = [
            of_city(CityError::Folder(full())),
            of_city(CityError::Vault(VaultError::Io(full()))),
            of_city(CityError::Store(StoreError::DiskFull)),
            of_sync_error(&FeedError::Folder(full()).into()),
        ];
        assert!(
            noticed.iter().all(|f| *f == Failure::DiskFull),
            "{noticed:?}"
        );
    }

    #[test]
    fn each_refusal_of_the_feed_has_a_failure_of_its_own() {
        let bad = || ka_core::feed::BadLine::Ambiguous;
        let refusals = [
            (FeedError::Signature, FeedFailure::Signature),
            (FeedError::Expired, FeedFailure::Expired),
            (FeedError::RolledBack, FeedFailure::RolledBack),
            (FeedError::Metadata(String::new()), FeedFailure::Metadata),
            (FeedError::UnknownCollection, FeedFailure::UnknownCollection),
            (FeedError::Oversized, FeedFailure::Oversized),
            (FeedError::Bomb, FeedFailure::Bomb),
            (FeedError::Truncated, FeedFailure::Truncated),
            (FeedError::Gap, FeedFailure::Gap),
            (
                FeedError::Malformed {
                    line: 7,
                    why: bad(),
                },
                FeedFailure::Malformed { line: 7 },
            ),
        ];
        let mut told = Vec::new();
        for (refusal, expected) in refusals {
            let failure = of_sync_error(&refusal.into());
            let why = expected.clone();
            assert_eq!(
                failure,
                Failure::Feed {
                    why,
                    collection: None
                }
            );
            assert!(
                !told.contains(&expected),
                "{expected:?} is told of two refusals"
            );
            told.push(expected);
        }
    }

    #[test]
    fn each_trouble_with_the_store_or_the_key_has_a_failure_of_its_own() {
        let store = [
            (StoreError::WrongKey, Failure::StoreWrongKey),
            (
                StoreError::Newer { found: 9, known: 2 },
                Failure::StoreNewer { found: 9, known: 2 },
            ),
            (StoreError::Locked, Failure::StoreLocked),
            (StoreError::Damaged, Failure::StoreDamaged),
            (StoreError::DiskFull, Failure::DiskFull),
            (StoreError::NotWritable, Failure::NotWritable),
        ];
        let vault = [
            (VaultError::Unavailable, Failure::VaultUnavailable),
            (VaultError::Denied, Failure::VaultDenied),
            (VaultError::WrongPassphrase, Failure::PassphraseWrong),
            (
                VaultError::PassphraseTooShort { min: 10 },
                Failure::PassphraseTooShort { min: 10 },
            ),
            (VaultError::Damaged, Failure::VaultDamaged),
        ];
        for (error, expected) in store {
            assert_eq!(of_city(CityError::Store(error)), expected);
        }
        for (error, expected) in vault {
            assert_eq!(of_city(CityError::Vault(error)), expected);
        }
    }

    #[test]
    fn nobody_there_is_offline_and_an_error_is_the_gateways() {
        let of = |error| of_sync_error(&FeedError::Net(error).into());
        assert_eq!(of(NetError::Offline), Failure::Offline);
        assert_eq!(of(NetError::Status(503)), Failure::Gateway { status: 503 });
    }
}
