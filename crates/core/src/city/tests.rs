mod council;
mod drafts;
mod outbox;

use super::*;
use crate::clock::SystemClock;
use crate::store::StoreError;
use crate::vault::VaultError;
use crate::vault::keystore::memory::Memory;
use ka_domain::Role;
use std::fs;

const GOOD: &str = "Fächerstadt am Oberrhein";

struct Device {
    folder: tempfile::TempDir,
    key_store: Arc<Memory>,
}

impl Device {
    fn with_key_store(answers: bool) -> Device {
        Device {
            folder: tempfile::tempdir().unwrap(),
            key_store: Arc::new(Memory::that_answers(answers)),
        }
    }

    fn folder(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn city(&self) -> City {
        City::with_key_store(
            self.folder(),
            None,
            Arc::new(SystemClock),
            Arc::new(|_| {}),
            tokio::runtime::Handle::current(),
            Box::new(self.key_store.clone()),
        )
    }
}

fn a_visitor() -> Preferences {
    Preferences {
        role: Some(Role::Visitor),
        ..Preferences::default()
    }
}

#[tokio::test]
async fn what_was_said_is_there_after_a_restart() {
    let device = Device::with_key_store(true);
    let city = device.city();
    assert!(matches!(city.open(), Phase::Ready));
    city.set_preferences(&a_visitor()).unwrap();
    drop(city);
    let city = device.city();
    assert!(matches!(city.open(), Phase::Ready));
    assert_eq!(city.preferences().unwrap(), a_visitor());
}

#[tokio::test]
async fn nothing_is_told_before_it_is_open() {
    let city = Device::with_key_store(true).city();
    assert!(matches!(city.home(), Err(CityError::Locked)));
    assert!(matches!(city.sync_now(), Err(CityError::Locked)));
}

#[tokio::test]
async fn without_a_key_store_a_passphrase_does() {
    let device = Device::with_key_store(false);
    let city = device.city();
    assert!(matches!(city.open(), Phase::Passphrase { new: true, .. }));
    assert!(matches!(
        city.unlock("kurz"),
        Err(CityError::Vault(VaultError::PassphraseTooShort { .. }))
    ));
    city.unlock(GOOD).unwrap();
    city.set_preferences(&a_visitor()).unwrap();
    drop(city);

    let city = device.city();
    assert!(matches!(city.open(), Phase::Passphrase { new: false, .. }));
    assert!(matches!(
        city.unlock("eine ganz andere"),
        Err(CityError::Vault(VaultError::WrongPassphrase))
    ));
    city.unlock(GOOD).unwrap();
    assert_eq!(city.preferences().unwrap(), a_visitor());
}

#[tokio::test]
async fn a_key_store_that_is_away_today_is_waited_for() {
    let mut device = Device::with_key_store(true);
    assert!(matches!(device.city().open(), Phase::Ready));
    let key = device.key_store.key.lock().unwrap().clone();
    device.key_store = Arc::new(Memory::that_answers(false));
    let city = device.city();
    let phase = city.open();
    assert!(
        matches!(
            phase,
            Phase::Broken(CityError::Vault(VaultError::Unavailable))
        ),
        "{phase:?}"
    );
    // No passphrase is taken for a store that it could not open.
    assert!(city.unlock(GOOD).is_err());
    device.key_store = Arc::new(Memory::that_answers(true));
    *device.key_store.key.lock().unwrap() = key;
    assert!(matches!(device.city().open(), Phase::Ready));
}

#[tokio::test]
async fn a_store_whose_key_is_gone_is_told_and_kept() {
    let mut device = Device::with_key_store(true);
    assert!(matches!(device.city().open(), Phase::Ready));
    device.key_store = Arc::new(Memory::that_answers(true));
    let phase = device.city().open();
    assert!(
        matches!(phase, Phase::Broken(CityError::Store(StoreError::WrongKey))),
        "{phase:?}"
    );
    assert!(device.folder().join("store.db").exists());
}

#[tokio::test]
async fn deleting_everything_leaves_nothing() {
    for answers in [true, false] {
        let device = Device::with_key_store(answers);
        let city = device.city();
        if let Phase::Passphrase { .. } = city.open() {
            city.unlock(GOOD).unwrap();
        }
        city.set_preferences(&a_visitor()).unwrap();
        city.delete_everything().unwrap();
        assert_eq!(fs::read_dir(device.folder()).unwrap().count(), 0);
        assert!(device.key_store.key.lock().unwrap().is_none());
        assert!(matches!(city.preferences(), Err(CityError::Locked)));
        if let Phase::Passphrase { new, .. } = city.open() {
            assert!(new);
            city.unlock(GOOD).unwrap();
        }
        assert_eq!(city.preferences().unwrap(), Preferences::default());
    }
}

#[tokio::test]
async fn a_city_without_a_gateway_says_so_and_works() {
    let city = Device::with_key_store(true).city();
    city.open();
    assert!(matches!(
        city.sync_status().failure,
        Some(SyncFailure::NoCity)
    ));
    assert!(matches!(city.sync_now(), Err(CityError::NoCity)));
    assert!(city.services().unwrap().services.is_empty());
}
