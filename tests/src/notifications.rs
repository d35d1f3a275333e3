//! The desktop's own way to tell its user something, as the freedesktop specification has it: whoever
//! owns the name on the session bus is told, and shows it. Here it is only kept.

use crate::desktop::Desktop;
use crate::wait::{PATIENCE, until};
use anyhow::{Context, Result};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use zbus::Connection;
use zbus::zvariant::OwnedValue;

const NAME: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";

/// Something that the desktop was to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Its heading.
    pub summary: String,
    /// Its text.
    pub body: String,
}

/// A notification server on the bus of a desktop, until it is dropped.
#[derive(Debug)]
pub struct Notifications {
    told: Arc<Mutex<Vec<Told>>>,
    _connection: Connection,
}

impl Notifications {
    /// Becomes the notification server of `desktop`.
    pub async fn of(desktop: &Desktop) -> Result<Notifications> {
        let told = Arc::<Mutex<Vec<Told>>>::default();
        let server = Server(told.clone());
        let connection = zbus::connection::Builder::address(desktop.bus())?
            .serve_at(PATH, server)?
            .name(NAME)?
            .build()
            .await
            .context("no notification server")?;
        Ok(Notifications {
            told,
            _connection: connection,
        })
    }

    /// Everything that was told so far.
    pub fn told(&self) -> Vec<Told> {
        self.told
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Waits until something was told for the `count`th time, and gives back all of it.
    pub async fn told_times(&self, count: usize) -> Result<Vec<Told>> {
        until("a notification", PATIENCE, async || {
            let told = self.told();
            Ok((told.len() >= count).then_some(told))
        })
        .await
    }
}

/// The object on the bus.
struct Server(Arc<Mutex<Vec<Told>>>);

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Server {
    fn get_capabilities(&self) -> Vec<String> {
        vec!["body".to_owned()]
    }

    #[allow(clippy::too_many_arguments)] // The specification's.
    fn notify(
        &self,
        _app_name: String,
        _replaces_id: u32,
        _app_icon: String,
        summary: String,
        body: String,
        _actions: Vec<String>,
        _hints: HashMap<String, OwnedValue>,
        _expire_timeout: i32,
    ) -> u32 {
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        told.push(Told { summary, body });
        u32::try_from(told.len()).unwrap_or(u32::MAX)
    }

    fn close_notification(&self, _id: u32) {}

    fn get_server_information(&self) -> (String, String, String, String) {
        let words = ["stage", "digital@KA", "1", "1.2"];
        let [name, vendor, version, specification] = words.map(str::to_owned);
        (name, vendor, version, specification)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Scenery;

    #[tokio::test]
    async fn what_a_program_tells_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let without = Scenery {
            key_store: false,
            ..Scenery::default()
        };
        let desktop = Desktop::start(folder.path(), &without).await.unwrap();
        let notifications = Notifications::of(&desktop).await.unwrap();
        let client = zbus::connection::Builder::address(desktop.bus())
            .unwrap()
            .build()
            .await
            .unwrap();
        let hints = HashMap::<&str, zbus::zvariant::Value<'_>>::new();
        let no_actions: [&str; 0] = [];
        let told = (
            "app",
            0_u32,
            "",
            "Neues",
            "Zu Durlach",
            &no_actions[..],
            hints,
            -1_i32,
        );
        client
            .call_method(Some(NAME), PATH, Some(NAME), "Notify", &told)
            .await
            .unwrap();
        let wanted = Told {
            summary: "Neues".to_owned(),
            body: "Zu Durlach".to_owned(),
        };
        assert_eq!(notifications.told_times(1).await.unwrap(), [wanted]);
    }
}
