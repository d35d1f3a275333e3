//! Every command: what is asked, and what comes back.

use crate::passphrase::Passphrase;
use crate::start::{Diagnostics, StartView};
use crate::sync::SyncState;
use ka_domain::views::{
    BicycleParkingView, DistrictFilter, HomeView, OfficeView, ParkingView, ServiceView,
    ServicesView, SourceRow, StorageView,
};
use ka_domain::{District, ItemId, Preferences};
use serde::Deserialize;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A question of the UI to the shell.
pub trait Command: Serialize + DeserializeOwned + Send + 'static {
    /// The name on the bridge.
    const NAME: &'static str;
    /// The answer. The other answer is always a [`crate::Failure`].
    type Output: Serialize + DeserializeOwned + Send + 'static;
}

macro_rules! commands {
    ($($(#[$doc:meta])* $name:literal => $command:ident $({ $($field:ident : $ty:ty),* $(,)? })? => $output:ty,)*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
            #[serde(deny_unknown_fields)]
            pub struct $command { $($(
                #[allow(missing_docs)]
                pub $field: $ty,
            )*)? }

            impl Command for $command {
                const NAME: &'static str = $name;
                type Output = $output;
            }
        )*

        /// The names of all commands, for Tauri's permission check and for the test that each
        /// has a handler.
        pub const NAMES: &[&str] = &[$($name),*];
    };
}

commands! {
    /// What the app is to show first, and the preferences it needs to do so.
    "start" => Start => StartView,
    /// Tries the key store of the system again.
    "retry_vault" => RetryVault => StartView,
    /// Opens the store with a passphrase, or makes a new store under it at the first start.
    "unlock" => Unlock { passphrase: Passphrase } => StartView,
    /// Replaces the preferences; gives back what is now kept.
    "set_preferences" => SetPreferences { preferences: Preferences } => Preferences,
    /// The districts, by name.
    "districts" => Districts => Vec<District>,
    /// The home screen.
    "home" => Home => HomeView,
    /// All services and offices.
    "services" => Services => ServicesView,
    /// One service.
    "service" => ServiceById { id: ItemId } => ServiceView,
    /// One office.
    "office" => OfficeById { id: ItemId } => OfficeView,
    /// All car parks with their live numbers. While it is asked again, the numbers are kept fresh.
    "parking" => Parking => ParkingView,
    /// Bicycle places.
    "bicycle_parking" => BicyclePlaces { filter: DistrictFilter } => BicycleParkingView,
    /// Where content comes from, under which licence, how much and how old it is.
    "sources" => Sources => Vec<SourceRow>,
    /// What the app keeps on this device.
    "storage" => Storage => StorageView,
    /// How the last sync went and when the next one is due.
    "sync_state" => GetSyncState => SyncState,
    /// Asks for a sync now. It runs behind the screen; [`crate::Notice`]s tell of it.
    "sync_now" => SyncNow => (),
    /// Facts for a person who helps: versions and states, nothing personal.
    "diagnostics" => GetDiagnostics => Diagnostics,
    /// Removes everything that the app keeps on this device, the key included, and starts anew.
    "delete_everything" => DeleteEverything => StartView,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique() {
        let mut names = NAMES.to_vec();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), NAMES.len());
    }

    #[test]
    fn a_command_with_a_field_too_many_is_refused() {
        assert!(serde_json::from_str::<Home>("{}").is_ok());
        assert!(serde_json::from_str::<Home>(r#"{"who":"me"}"#).is_err());
    }
}
