//! What the shell asks of the system around it: to open something in another program, and to tell its
//! owner of something.
//!
//! It is the shell alone that asks. The plugins which do it know commands for the window too; no
//! capability grants them, and they are put in place after the window, so that it gets no script of
//! theirs and starts no later for them.

use std::path::Path;
use tauri::{App, AppHandle, Manager, Wry};
use tauri_plugin_notification::{Notification, PermissionState};
use tauri_plugin_opener::Opener;
use url::Url;

/// No program of the system opens it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no program opens it")]
pub struct NoProgram;

/// The system around the app.
pub trait Platform: Send + Sync {
    /// Opens an address of the web in the program that is there for it.
    fn open_address(&self, address: &Url) -> Result<(), NoProgram>;

    /// Opens a file of this device in the program that is there for it.
    fn open_file(&self, file: &Path) -> Result<(), NoProgram>;

    /// Asks for leave to tell of something, where that is the custom and it was not asked for before.
    fn ask_to_tell(&self);

    /// Tells the owner of the device of something, in plain text.
    fn tell(&self, title: &str, body: &str);
}

/// The system that the app runs on. Before [`equip`] it can do nothing.
pub struct System(pub AppHandle);

/// Puts in place what a [`System`] needs. The window is there already.
pub fn equip(app: &App) -> tauri::Result<()> {
    let opener = tauri_plugin_opener::Builder::new().open_js_links_on_click(false);
    app.handle().plugin(opener.build())?;
    app.handle().plugin(tauri_plugin_notification::init())
}

impl Platform for System {
    fn open_address(&self, address: &Url) -> Result<(), NoProgram> {
        let opener = self.0.try_state::<Opener<Wry>>().ok_or(NoProgram)?;
        opened(opener.open_url(address.as_str(), None::<&str>))
    }

    fn open_file(&self, file: &Path) -> Result<(), NoProgram> {
        let opener = self.0.try_state::<Opener<Wry>>().ok_or(NoProgram)?;
        let path = file.to_str().ok_or(NoProgram)?;
        opened(opener.open_path(path, None::<&str>))
    }

    fn ask_to_tell(&self) {
        let Some(notifications) = self.0.try_state::<Notification<Wry>>() else {
            return;
        };
        if matches!(
            notifications.permission_state(),
            Ok(PermissionState::Prompt | PermissionState::PromptWithRationale)
        ) && notifications.request_permission().is_err()
        {
            tracing::warn!("the system was not asked for leave to tell of news");
        }
    }

    fn tell(&self, title: &str, body: &str) {
        let Some(notifications) = self.0.try_state::<Notification<Wry>>() else {
            return;
        };
        let notification = notifications.builder().title(title).body(body);
        if notification.show().is_err() {
            tracing::warn!("the system tells of nothing");
        }
    }
}

/// The error itself may name what was to be opened, which is nobody's business.
fn opened(outcome: Result<(), tauri_plugin_opener::Error>) -> Result<(), NoProgram> {
    outcome.map_err(|_| {
        tracing::info!("no program opens it");
        NoProgram
    })
}
