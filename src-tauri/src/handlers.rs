//! Each command, answered by the engine. Everything that takes thought is there.

use crate::failure::of_city;
use crate::notice::sync_state;
use crate::prepared::Prepared;
use crate::router::Router;
use ka_core::city::{CityError, Vault};
use ka_core::{City, Phase};
use ka_ipc::{
    BicyclePlaces, DeleteEverything, Diagnostics, Districts, FirstScreen, GetDiagnostics,
    GetSyncState, Home, OfficeById, Parking, RetryVault, ServiceById, Services, SetPreferences,
    Sources, Start, StartView, Storage, SyncNow, Unlock,
};
use std::sync::Arc;

/// The table of all of them; the first [`Start`] finds its answer `prepared`.
pub fn router(prepared: Arc<Prepared>) -> Router {
    Router::default()
        .on(move |city, _: Start| Ok(prepared.take().unwrap_or_else(|| start(city))))
        .on(|city, _: RetryVault| Ok(start(city)))
        .on(|city, ask: Unlock| {
            city.unlock(ask.passphrase.reveal()).map_err(of_city)?;
            Ok(start(city))
        })
        .on(|city, ask: SetPreferences| {
            city.set_preferences(&ask.preferences).map_err(of_city)?;
            city.preferences().map_err(of_city)
        })
        .on(|city, _: Districts| city.districts().map_err(of_city))
        .on(|city, _: Home| city.home().map_err(of_city))
        .on(|city, _: Services| city.services().map_err(of_city))
        .on(|city, ask: ServiceById| city.service(&ask.id).map_err(of_city))
        .on(|city, ask: OfficeById| city.office(&ask.id).map_err(of_city))
        .on(|city, _: Parking| city.parking().map_err(of_city))
        .on(|city, ask: BicyclePlaces| city.bicycle_parking(&ask.filter).map_err(of_city))
        .on(|city, _: Sources| city.sources().map_err(of_city))
        .on(|city, _: Storage| city.storage().map_err(of_city))
        .on(|city, _: GetSyncState| Ok(sync_state(&city.sync_status())))
        .on(|city, _: SyncNow| city.sync_now().map_err(of_city))
        .on(|city, _: GetDiagnostics| diagnostics(city).map_err(of_city))
        .on(|city, _: DeleteEverything| {
            city.delete_everything().map_err(of_city)?;
            Ok(start(city))
        })
}

/// Opens the store if it is not open yet, and says what is to be shown.
pub fn start(city: &City) -> StartView {
    let (phase, preferences) = match city.open() {
        Phase::Ready => match city.preferences() {
            Ok(preferences) if preferences.welcomed => (ka_ipc::Phase::Ready, preferences),
            Ok(preferences) => (ka_ipc::Phase::Welcome, preferences),
            Err(error) => (broken(error), Default::default()),
        },
        Phase::Passphrase { new, why } => {
            let why = of_city(CityError::Vault(why));
            (ka_ipc::Phase::Passphrase { new, why }, Default::default())
        }
        Phase::Broken(error) => (broken(error), Default::default()),
    };
    let first = matches!(phase, ka_ipc::Phase::Ready).then(|| first_screen(city));
    StartView {
        phase,
        preferences,
        system_language: sys_locale::get_locale().unwrap_or_default(),
        sync: sync_state(&city.sync_status()),
        first: first.and_then(Result::ok),
    }
}

fn first_screen(city: &City) -> Result<FirstScreen, CityError> {
    Ok(FirstScreen {
        home: city.home()?,
        sources: city.sources()?,
    })
}

fn broken(error: CityError) -> ka_ipc::Phase {
    tracing::warn!(%error, "the store is not open");
    ka_ipc::Phase::Broken {
        why: of_city(error),
    }
}

fn diagnostics(city: &City) -> Result<Diagnostics, CityError> {
    let facts = city.facts()?;
    let vault = match facts.vault {
        Vault::KeyStore => "keystore",
        Vault::Passphrase => "passphrase",
    };
    Ok(Diagnostics {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        system: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        gateway: facts.gateway,
        schema: facts.schema,
        cipher: facts.cipher,
        vault: vault.to_owned(),
        root_version: facts.root_version,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_a_handler_and_nothing_else_has() {
        let mut names = ka_ipc::NAMES.to_vec();
        names.sort_unstable();
        assert_eq!(router(Arc::default()).names(), names);
    }

    #[test]
    fn the_window_may_ask_every_command_and_listen_and_nothing_else() {
        let capability: serde_json::Value =
            serde_json::from_str(include_str!("../capabilities/main.json")).unwrap();
        let mut wanted: Vec<String> = ka_ipc::NAMES
            .iter()
            .map(|name| format!("allow-{}", name.replace('_', "-")))
            .collect();
        wanted.extend(["core:event:allow-listen", "core:event:allow-unlisten"].map(String::from));
        wanted.sort_unstable();
        let mut given: Vec<String> =
            serde_json::from_value(capability["permissions"].clone()).unwrap();
        given.sort_unstable();
        assert_eq!(given, wanted);
        assert!(capability.get("remote").is_none());
    }
}
