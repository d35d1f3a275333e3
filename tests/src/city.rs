//! A small city: the gateway's binary over a handful of records in the form that the city's own
//! systems give.

use crate::binaries::program;
use crate::process::Running;
use crate::wait::PATIENCE;
use anyhow::{Context, Result};
use chrono::{DateTime, Duration, Utc};
use rustix::process::Signal;
use serde::Deserialize;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use tokio::io::{BufReader, Lines};
use tokio::process::{ChildStdout, Command};

/// A car park whose free spaces are counted: of [`ZOO_SPACES`], [`ZOO_FREE`] are free.
pub const ZOO: &str = "Zoo";
/// All of its spaces.
pub const ZOO_SPACES: u32 = 640;
/// Its free spaces.
pub const ZOO_FREE: u32 = 213;
/// How long ago they were counted, in minutes.
pub const ZOO_AGE: i64 = 4;
/// A car park that is counted and closed.
pub const CLOSED: &str = "Am Wasserturm";
/// A car park that nobody counts.
pub const UNCOUNTED: &str = "Waldstraße";

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
    /// Starts a gateway with its state in `folder`, over the files of `data`.
    pub async fn start(folder: &Path, data: &Path) -> Result<City> {
        let mut command = Command::new(program("digital-ka-gateway")?);
        command
            .arg("serve")
            .arg("--state")
            .arg(folder.join("gateway"))
            .arg("--data")
            .arg(data);
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
    let parking = data.join("parking");
    std::fs::create_dir_all(&parking)?;
    std::fs::write(parking.join("karlsruhe.json"), car_parks(now).to_string())?;
    std::fs::write(
        parking.join("karlsruhe_bike.json"),
        bicycle_places().to_string(),
    )?;
    Ok(data)
}

fn car_parks(now: DateTime<Utc>) -> Value {
    let counted = now - Duration::minutes(ZOO_AGE);
    collection([
        feature(
            (8.4012, 48.9951),
            json!({
                "id": 1, "gemeinde": "Karlsruhe", "parkhaus_name": ZOO,
                "parkhaus_strasse": "Ettlinger Straße 6",
                "gesamte_parkplaetze": ZOO_SPACES, "freie_parkplaetze": ZOO_FREE,
                "echtzeit_belegung": "T", "geschlossen": "F", "aufzug": "T",
                "max_durchfahrtshoehe": 2.1,
                "stand_stammdaten": "2023-12-31T23:00:00Z", "stand_freieparkplaetze": counted,
            }),
        ),
        feature(
            (8.3899, 49.0071),
            json!({
                "id": 2, "gemeinde": "Karlsruhe", "parkhaus_name": CLOSED,
                "gesamte_parkplaetze": 120, "freie_parkplaetze": 0,
                "echtzeit_belegung": "T", "geschlossen": "T",
                "stand_stammdaten": "2023-12-31T23:00:00Z", "stand_freieparkplaetze": counted,
            }),
        ),
        feature(
            (8.3976, 49.0089),
            json!({
                "id": 3, "gemeinde": "Karlsruhe", "parkhaus_name": UNCOUNTED,
                "gesamte_parkplaetze": 200, "echtzeit_belegung": "F",
                "stand_stammdaten": "2023-12-31T23:00:00Z",
            }),
        ),
    ])
}

fn bicycle_places() -> Value {
    let place = |id: u32, district: &str, street: &str, form: &str, spaces: Option<u32>| {
        feature(
            (8.40 + f64::from(id) / 1000.0, 49.0),
            json!({
                "id": id, "gemeinde": "Karlsruhe", "stadtteil": district, "standort": street,
                "art": form, "stellplaetze": spaces, "lastenrad": "F", "mit_anhaenger": "F",
                "stand": "2024-02-25T23:00:00Z",
            }),
        )
    };
    collection([
        place(
            1,
            "Durlach",
            "Marstallstraße 2",
            "Fahrradabstellanlage",
            Some(12),
        ),
        place(
            2,
            "Durlach",
            "Pfinztalstraße 9",
            "Fahrradabstellanlage überdacht",
            Some(40),
        ),
        place(3, "Südweststadt", "Eisenlohrstraße 25", "Fahrradbox", None),
    ])
}

fn feature((east, north): (f64, f64), properties: Value) -> Value {
    json!({
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [east, north]},
        "properties": properties,
    })
}

fn collection(features: impl Into<Vec<Value>>) -> Value {
    json!({"type": "FeatureCollection", "features": features.into()})
}
