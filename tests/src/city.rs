//! A small city: the gateway's binary over a handful of records in the form that the city's own
//! systems give.

pub mod council;
mod parking;

pub use parking::{CLOSED, UNCOUNTED, ZOO, ZOO_AGE, ZOO_FREE, ZOO_SPACES};

use crate::binaries::program;
use crate::process::Running;
use crate::wait::PATIENCE;
use anyhow::{Context, Result, ensure};
use chrono::{DateTime, Utc};
use council::Council;
use rustix::process::Signal;
use serde::Deserialize;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use tokio::io::{BufReader, Lines};
use tokio::process::{ChildStdout, Command};
use url::Url;

/// What the gateway says when it is ready.
#[derive(Debug, Clone, Deserialize)]
pub struct Address {
    /// Where it listens.
    pub url: String,
    /// Its first root of trust.
    pub root: PathBuf,
}

/// A gateway that runs. It ends when this is dropped.
#[derive(Debug)]
pub struct City {
    /// Where it is.
    pub address: Address,
    running: Running,
    folder: PathBuf,
    _output: Lines<BufReader<ChildStdout>>,
}

impl City {
    /// Starts a gateway with its state in `folder`, over the files of `data`. The council's records come
    /// from where `council` says, and reports go where `reports` does, tables of the gateway's settings, if
    /// there are any.
    pub async fn start(
        folder: &Path,
        data: &Path,
        council: Option<&str>,
        reports: Option<&str>,
    ) -> Result<City> {
        let mut command = Command::new(program("digital-ka-gateway")?);
        command
            .arg("serve")
            .arg("--state")
            .arg(folder.join("gateway"));
        let sources = match council {
            None => {
                command.arg("--data").arg(data);
                String::new()
            }
            Some(council) => sources(data, council),
        };
        let settings = folder.join("gateway.toml");
        std::fs::write(&settings, sources + reports.unwrap_or_default())?;
        command.arg("--config").arg(settings);
        let log = folder.join("gateway.log");
        let (running, line, output) = Running::start_and_hear(&mut command, &log, PATIENCE).await?;
        Ok(City {
            address: serde_json::from_str(&line)
                .with_context(|| format!("the gateway said: {line}"))?,
            running,
            folder: folder.join("gateway"),
            _output: output,
        })
    }

    /// Ends it, at once and without a word, and waits until it has.
    pub async fn kill(mut self) -> Result<()> {
        self.running.signal(Signal::KILL)?;
        self.running.ended(PATIENCE).await?;
        Ok(())
    }

    /// From now on it answers nobody, without refusing anybody.
    pub fn pause(&self) -> Result<()> {
        self.running.signal(Signal::STOP)
    }

    /// It answers again.
    pub fn go_on(&self) -> Result<()> {
        self.running.signal(Signal::CONT)
    }

    /// Changes what the gateway signed, as somebody would who has broken into it but has no key.
    pub fn forge_the_feed(&self) -> Result<Forged> {
        let path = self.folder.join("feed/metadata/timestamp.json");
        let genuine = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let mut metadata: Value = serde_json::from_str(&genuine)?;
        metadata["signed"]["version"] = json!(4_000_000);
        std::fs::write(&path, metadata.to_string())?;
        Ok(Forged { path, genuine })
    }

    /// Does staff's work at its desk by the command line, and gives what it prints.
    pub async fn staff(&self, words: &[&str]) -> Result<String> {
        let mut command = Command::new(program("digital-ka-gateway")?);
        command.arg("reports").args(words);
        let printed = command.arg("--state").arg(&self.folder).output().await?;
        ensure!(printed.status.success(), "{words:?}: {printed:?}");
        Ok(String::from_utf8(printed.stdout)?)
    }

    /// Where it listens.
    pub fn socket(&self) -> Result<SocketAddr> {
        let found = Url::parse(&self.address.url)?.socket_addrs(|| None)?;
        found.first().copied().context("the gateway is nowhere")
    }

    /// The gateway's process.
    pub fn id(&self) -> Option<u32> {
        self.running.id()
    }
}

/// A feed that was changed behind its gateway's back.
#[derive(Debug)]
pub struct Forged {
    path: PathBuf,
    genuine: String,
}

impl Forged {
    /// Puts the genuine feed back.
    pub fn undo(self) -> Result<()> {
        Ok(std::fs::write(self.path, self.genuine)?)
    }
}

/// Writes the small city's records below `folder`, as of `now`, and gives back the folder for
/// `--data`.
pub fn write_data(folder: &Path, now: DateTime<Utc>) -> Result<PathBuf> {
    let data = folder.join("data");
    parking::write(&data.join("parking"), now)?;
    Council::of(council::BODY, now).write(&data.join("oparl"))?;
    Ok(data)
}

/// The gateway's sources: the parking of `data`, and the table `council`.
fn sources(data: &Path, council: &str) -> String {
    let parking = data.join("parking");
    let file = |name: &str| format!("file = {:?}\n", parking.join(name));
    format!(
        "[sources.car_parks]\n{}\n[sources.bicycle_parking]\n{}\n{council}",
        file("karlsruhe.json"),
        file("karlsruhe_bike.json"),
    )
}
