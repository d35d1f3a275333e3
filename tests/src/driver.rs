//! WebKitWebDriver, which opens the app and presses its buttons.

use crate::app::App;
use crate::desktop::{Desktop, free_port, listens};
use crate::process::{Running, group_of};
use crate::wait::{PATIENCE, until};
use anyhow::{Context, Result, bail};
use fantoccini::ClientBuilder;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use std::path::Path;
use std::process::Stdio;

/// How often another port is tried.
const TRIES: usize = 5;

/// A driver on a desktop. It drives one app at a time.
#[derive(Debug)]
pub struct Driver {
    port: u16,
    running: Running,
}

impl Driver {
    /// Starts a driver; `environment` is what the app gets to know beyond its desktop.
    pub async fn start(
        desktop: &Desktop,
        folder: &Path,
        environment: &[(&str, String)],
    ) -> Result<Driver> {
        // It takes a port by number, which somebody else may take in between.
        for _ in 0..TRIES {
            let port = free_port()?;
            let mut command = desktop.command("WebKitWebDriver");
            command
                .arg(format!("--port={port}"))
                .envs(environment.iter().map(|(name, value)| (name, value)))
                .env("TAURI_AUTOMATION", "true")
                .env("TAURI_WEBVIEW_AUTOMATION", "true")
                .stdout(Stdio::null());
            let mut running = Running::start(&mut command, &folder.join("app.log"))?;
            if listens(&mut running, port).await? {
                return Ok(Driver { port, running });
            }
        }
        bail!("WebKitWebDriver found no port")
    }

    /// Opens `program`.
    pub async fn open(&self, program: &Path) -> Result<App> {
        let options = json!({"binary": program, "args": []});
        let wanted = [("webkitgtk:browserOptions".to_owned(), options)];
        let address = format!("http://127.0.0.1:{}", self.port);
        let mut session = ClientBuilder::new(HttpConnector::new());
        session.capabilities(wanted.into_iter().collect());
        let opened = session.connect(&address);
        let client = match tokio::time::timeout(PATIENCE, Box::pin(opened)).await {
            Ok(opened) => opened.context("the app could not be opened")?,
            Err(_) => bail!("the app did not open:\n{}", self.running.end_of_log()),
        };
        Ok(App::new(client))
    }

    /// Closes the app, and waits until its processes have ended: the next one would else find it still
    /// running, and give way to it.
    pub async fn close(&self, app: App) -> Result<()> {
        Box::pin(app.close()).await?;
        let id = self.id().context("the driver has ended")?;
        until("the app to end", PATIENCE, async || {
            Ok(group_of(id)?.is_empty().then_some(()))
        })
        .await
    }

    /// The driver's process, at the head of the group of the app and its web processes.
    pub fn id(&self) -> Option<u32> {
        self.running.id()
    }
}
