//! What every key store promises, asked of those that there are: the system's own, over a real Secret
//! Service, and the one that other tests stand on.

use crate::city::Drawer;
use anyhow::{Result, ensure};
use ka_core::store::{Store, StoreKey};
use ka_core::vault::{KeyStore, SystemKeyStore, VaultError};
use ka_journeys::Scenery;
use ka_journeys::desktop::Desktop;
use tempfile::TempDir;

/// Set for the test that runs inside the session bus of another.
const INSIDE: &str = "KA_INSIDE_A_SESSION";

/// Whether two keys are the same: one opens what the other closed.
fn are_same(a: &StoreKey, b: &StoreKey) -> Result<bool> {
    let folder = TempDir::new()?;
    let path = folder.path().join("store.db");
    drop(Store::open(&path, a)?);
    Ok(Store::open(&path, b).is_ok())
}

fn contract(key_store: &dyn KeyStore) -> Result<()> {
    let (first, second) = (StoreKey::new([1; 32]), StoreKey::new([2; 32]));
    ensure!(key_store.load()?.is_none(), "a key before any was kept");
    key_store.forget()?;

    key_store.save(&first)?;
    let kept = key_store.load()?;
    ensure!(kept.is_some_and(|kept| are_same(&kept, &first).unwrap_or(false)));
    key_store.save(&second)?;
    let kept = key_store.load()?;
    ensure!(
        kept.is_some_and(|kept| are_same(&kept, &second).unwrap_or(false)),
        "a new key does not replace the old one"
    );

    key_store.forget()?;
    ensure!(key_store.load()?.is_none(), "a key that was forgotten");
    key_store.forget()?;
    Ok(())
}

#[test]
fn the_drawer_of_the_tests_keeps_the_contract() -> Result<()> {
    contract(&Drawer::default())
}

/// Runs itself again inside a session that has a Secret Service, and inside one that has none.
#[tokio::test]
async fn the_systems_key_store_keeps_the_contract_or_says_that_it_is_not_there() -> Result<()> {
    match std::env::var(INSIDE).as_deref() {
        Ok("with") => return tokio::task::spawn_blocking(|| contract(&SystemKeyStore)).await?,
        Ok(_) => {
            let outcome = tokio::task::spawn_blocking(|| SystemKeyStore.load()).await?;
            ensure!(
                matches!(outcome, Err(VaultError::Unavailable)),
                "{outcome:?}"
            );
            return Ok(());
        }
        Err(_) => {}
    }
    let test = "key_store::the_systems_key_store_keeps_the_contract_or_says_that_it_is_not_there";
    for key_store in [true, false] {
        let folder = TempDir::new()?;
        let scenery = Scenery {
            key_store,
            ..Scenery::default()
        };
        let desktop = Desktop::start(folder.path(), &scenery).await?;
        let status = desktop
            .command(std::env::current_exe()?)
            .args(["--exact", test, "--nocapture"])
            .env(INSIDE, if key_store { "with" } else { "without" })
            .status()
            .await?;
        ensure!(status.success(), "with a key store: {key_store}");
    }
    Ok(())
}
