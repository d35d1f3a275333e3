//! A stage: a desktop, a city, and the app between them.

use crate::app::App;
use crate::binaries::{program, repository};
use crate::city::{self, City};
use crate::desktop::Desktop;
use crate::driver::Driver;
use crate::process::{Running, end_of, group_of};
use crate::wait::{PATIENCE, until};
use crate::wire::Wire;
use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The name on the session bus of the one app that is open.
const ONE: &str = "de.karlsruhe.digitalka.SingleInstance";

/// What a stage is to have.
#[derive(Debug, Clone)]
pub struct Scenery {
    /// Whether a key store answers.
    pub key_store: bool,
    /// The language of the system, such as `de_DE`.
    pub language: &'static str,
    /// Whether the system is dark.
    pub dark: bool,
    /// The folder that the gateway reads; without one, a small city is made up.
    pub data: Option<PathBuf>,
    /// Where the gateway finds the council, as a table of its settings; without one, it reads the
    /// council's records from the folder.
    pub council: Option<String>,
    /// Where the gateway hands reports in, as a table of its settings; without one, they stay at its desk.
    pub reports: Option<String>,
    /// Whether what the app says to the gateway is listened to.
    pub listens: bool,
}

impl Default for Scenery {
    fn default() -> Self {
        Scenery {
            key_store: true,
            language: "de_DE",
            dark: false,
            data: None,
            council: None,
            reports: None,
            listens: false,
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
    scenery: Scenery,
    /// What the gateway reads.
    data: PathBuf,
    wire: Option<Wire>,
    /// The time that the small city's records are as of.
    pub set_at: DateTime<Utc>,
    /// What the app gets to know.
    environment: [(&'static str, String); 2],
    folder: TempDir,
}

impl Stage {
    /// Sets the stage; the app is not open yet.
    pub async fn set(scenery: Scenery) -> Result<Stage> {
        let folder = tempfile::Builder::new().prefix("ka-").tempdir()?;
        let set_at = Utc::now();
        let data = match &scenery.data {
            Some(data) => data.clone(),
            None => city::write_data(folder.path(), set_at)?,
        };
        let (desktop, city) = tokio::try_join!(
            Box::pin(Desktop::start(folder.path(), &scenery)),
            Box::pin(start_city(folder.path(), &data, &scenery)),
        )?;
        let (wire, gateway) = if scenery.listens {
            let wire = Wire::to(city.socket()?).await?;
            let gateway = format!("http://{}", wire.address);
            (Some(wire), gateway)
        } else {
            (None, city.address.url.clone())
        };
        let environment = [
            ("DIGITAL_KA_GATEWAY", gateway),
            (
                "DIGITAL_KA_TRUST_ROOT",
                city.address.root.to_string_lossy().into_owned(),
            ),
        ];
        let driver = Driver::start(&desktop, folder.path(), &environment).await?;
        Ok(Stage {
            app: None,
            set_at,
            environment,
            driver,
            desktop,
            city: Some(city),
            scenery,
            data,
            wire,
            folder,
        })
    }

    /// Opens the app; one that is open is closed first.
    pub async fn open(&mut self) -> Result<App> {
        self.open_program(&program("digital-ka")?).await
    }

    /// Opens the app for the first time, goes past the questions of the first start, and waits until
    /// everything that the city publishes is there.
    pub async fn open_with_content(&mut self) -> Result<App> {
        let app = self.open().await?;
        app.skip_the_welcome().await?;
        app.find("[data-sync=current]").await?;
        Ok(app)
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
            Some(app) => self.driver.close(app).await,
            None => Ok(()),
        }
    }

    /// The gateway, while it runs.
    pub fn city(&self) -> Result<&City> {
        self.city.as_ref().context("the gateway has ended")
    }

    /// What the app said to the gateway, where that is listened to.
    pub fn requests(&self) -> Result<Vec<String>> {
        let wire = self.wire.as_ref().context("nobody listens")?;
        Ok(wire.requests())
    }

    /// Ends the gateway, at once and without a word.
    pub fn stop_the_gateway(&mut self) {
        self.city = None;
    }

    /// Starts the gateway again, with its state. It listens elsewhere, which the wire to it hides from the app.
    pub async fn start_the_gateway(&mut self) -> Result<()> {
        let wire = self.wire.as_ref().context("the app would not find it")?;
        let city = Box::pin(start_city(self.folder.path(), &self.data, &self.scenery)).await?;
        wire.turn(city.socket()?);
        self.city = Some(city);
        Ok(())
    }

    /// Ends the app at once and without a word, as a system does that is out of memory. Whoever drives it goes
    /// with it.
    pub async fn kill_the_app(&mut self) -> Result<()> {
        self.app = None;
        let next = Driver::start(&self.desktop, self.folder.path(), &self.environment).await?;
        let killed = std::mem::replace(&mut self.driver, next);
        let group = killed.id().context("the driver has ended")?;
        drop(killed);
        // The bus hears of it a moment later, and one that starts in between would take it for alive.
        until("the app to be gone", PATIENCE, async || {
            let gone = group_of(group)?.is_empty() && !self.desktop.has_owner(ONE).await?;
            Ok(gone.then_some(()))
        })
        .await
    }

    /// Starts the app a second time, beside the one that is open, and waits until it ends by itself.
    pub async fn open_again(&self) -> Result<std::process::ExitStatus> {
        let mut command = self.desktop.command(program("digital-ka")?);
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        let log = self.folder.path().join("second.log");
        Running::start(&mut command, &log)?.ended(PATIENCE).await
    }

    /// The driver, in whose group the app's processes are.
    pub fn driver(&self) -> &Driver {
        &self.driver
    }

    /// Where the app keeps its files.
    pub fn app_data(&self) -> PathBuf {
        self.desktop.data().join("de.karlsruhe.digitalka")
    }

    /// The bytes of the app's store. The app must be closed.
    pub fn store(&self) -> Result<Vec<u8>> {
        Ok(std::fs::read(self.store_path()?)?)
    }

    /// Spoils the store, and gives back its bytes. The app must be closed. What SQLite keeps beside it
    /// is lost too: it would mend a part.
    pub fn damage_the_store(&self) -> Result<Vec<u8>> {
        let path = self.store_path()?;
        let mut bytes = std::fs::read(&path)?;
        // The first page holds the schema; whoever reads anything reads it.
        for byte in bytes.iter_mut().take(4096) {
            *byte = !*byte;
        }
        std::fs::write(&path, &bytes)?;
        for suffix in ["db-wal", "db-shm"] {
            let beside = path.with_extension(suffix);
            if beside.exists() {
                std::fs::remove_file(beside)?;
            }
        }
        Ok(bytes)
    }

    /// Removes everything that the app keeps in files, behind its back.
    pub fn forget_the_app(&self) -> Result<()> {
        Ok(std::fs::remove_dir_all(self.app_data())?)
    }

    fn store_path(&self) -> Result<PathBuf> {
        let folder = self.app_data();
        for entry in std::fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
            let path = entry?.path();
            if path.extension().is_some_and(|ending| ending == "db") {
                return Ok(path);
            }
        }
        anyhow::bail!("there is no store in {}", folder.display())
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

async fn start_city(folder: &Path, data: &Path, scenery: &Scenery) -> Result<City> {
    let (council, reports) = (scenery.council.as_deref(), scenery.reports.as_deref());
    City::start(folder, data, council, reports).await
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
