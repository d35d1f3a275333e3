//! A stage: a desktop, a city, and the app between them.

use crate::app::App;
use crate::binaries::{program, repository};
use crate::city::{self, City};
use crate::desktop::Desktop;
use crate::driver::Driver;
use crate::process::end_of;
use anyhow::{Context, Result};
use chrono::Utc;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// What a stage is to have.
#[derive(Debug, Clone)]
pub struct Scenery {
    /// Whether a key store answers.
    pub key_store: bool,
    /// The folder that the gateway reads; without one, a small city is made up.
    pub data: Option<PathBuf>,
}

impl Default for Scenery {
    fn default() -> Self {
        Scenery {
            key_store: true,
            data: None,
        }
    }
}

/// Everything that a journey goes through. All of it ends when it is dropped.
#[derive(Debug)]
pub struct Stage {
    app: Option<App>,
    driver: Driver,
    /// What surrounds the app.
    pub desktop: Desktop,
    city: Option<City>,
    folder: TempDir,
}

impl Stage {
    /// Sets the stage; the app is not open yet.
    pub async fn set(scenery: Scenery) -> Result<Stage> {
        let folder = tempfile::Builder::new().prefix("ka-").tempdir()?;
        let data = match scenery.data {
            Some(data) => data,
            None => city::write_data(folder.path(), Utc::now())?,
        };
        let (desktop, city) = tokio::try_join!(
            Box::pin(Desktop::start(folder.path(), scenery.key_store)),
            Box::pin(City::start(folder.path(), &data)),
        )?;
        let environment = [
            ("DIGITAL_KA_GATEWAY", city.address.url.clone()),
            (
                "DIGITAL_KA_TRUST_ROOT",
                city.address.root.to_string_lossy().into_owned(),
            ),
        ];
        let driver = Driver::start(&desktop, folder.path(), &environment).await?;
        Ok(Stage {
            app: None,
            driver,
            desktop,
            city: Some(city),
            folder,
        })
    }

    /// Opens the app; one that is open is closed first.
    pub async fn open(&mut self) -> Result<App> {
        self.open_program(&program("digital-ka")?).await
    }

    /// Opens another program instead of the app.
    pub async fn open_program(&mut self, program: &Path) -> Result<App> {
        self.close().await?;
        let app = self.driver.open(program).await?;
        self.app = Some(app.clone());
        Ok(app)
    }

    /// Closes the app.
    pub async fn close(&mut self) -> Result<()> {
        match self.app.take() {
            Some(app) => app.close().await,
            None => Ok(()),
        }
    }

    /// Ends the gateway, at once and without a word.
    pub fn stop_the_gateway(&mut self) {
        self.city = None;
    }

    /// The driver, whose children are the app's processes.
    pub fn driver(&self) -> &Driver {
        &self.driver
    }

    /// Where the app keeps its files.
    pub fn app_data(&self) -> PathBuf {
        self.desktop.data().join("de.karlsruhe.digitalka")
    }

    /// What the app, the driver and the gateway said last.
    fn logs(&self) -> String {
        ["app.log", "gateway.log"]
            .map(|name| format!("— {name}\n{}", end_of(&self.folder.path().join(name))))
            .join("\n")
    }

    /// A picture of the screen, for whoever mends the test.
    async fn leave_a_picture(&self, name: &str) -> Result<PathBuf> {
        let app = self.app.as_ref().context("the app is not open")?;
        let folder = repository().join("target/journeys");
        std::fs::create_dir_all(&folder)?;
        let path = folder.join(format!("{name}.png"));
        std::fs::write(&path, app.photograph().await?)?;
        Ok(path)
    }
}

/// Plays a journey on a stage of its own. If it fails, it says where a picture is and what the logs
/// have.
pub async fn play(
    name: &str,
    scenery: Scenery,
    story: impl AsyncFnOnce(&mut Stage) -> Result<()>,
) -> Result<()> {
    let mut stage = Box::pin(Stage::set(scenery)).await?;
    let told = Box::pin(story(&mut stage)).await;
    match told {
        Ok(()) => stage.close().await,
        Err(why) => {
            let picture = match Box::pin(stage.leave_a_picture(name)).await {
                Ok(path) => path.display().to_string(),
                Err(why) => format!("none: {why}"),
            };
            Err(why.context(format!("{name} (picture: {picture})\n{}\n", stage.logs())))
        }
    }
}
