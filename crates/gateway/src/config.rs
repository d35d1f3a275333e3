//! The gateway's settings: a TOML file, or nothing. `gateway.example.toml` shows all of them.

use crate::connector::bicycle_parking::{self, BicyclePlaces};
use crate::connector::car_parks::{self, CarParks};
use crate::connector::city_facts::{CityFacts, FactsOrigin};
use crate::connector::oparl::body::Rewrite;
use crate::connector::oparl::retry::Patience;
use crate::connector::oparl::{self, Council, CouncilOrigin};
use crate::connector::{ConnectorError, Origin};
use crate::keys::Keys;
use crate::reports::config::ReportsConfig;
use crate::schedule::Scheduled;
use serde::Deserialize;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use url::Url;

/// A settings file that is none.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// It could not be read.
    #[error("{path}: {why}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        why: std::io::Error,
    },
    /// It is not TOML of the expected form.
    #[error("{0}")]
    Toml(#[from] Box<toml::de::Error>),
    /// A source is to be read at two places.
    #[error("`url` and `file` cannot both be where a source is")]
    TwoOrigins,
}

/// All settings. What is not said has a default.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The state directory.
    pub state: Option<PathBuf>,
    /// Where to listen.
    pub listen: Option<SocketAddr>,
    /// Where the keys are; in the state directory if nothing is said.
    pub keys: Option<KeysConfig>,
    /// The sources.
    pub sources: Sources,
    /// Reports.
    pub reports: ReportsConfig,
}

/// Where the keys are.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeysConfig {
    /// The folder of the online keys.
    pub online: PathBuf,
    /// The folder of the root key, where it is on this machine.
    pub root: Option<PathBuf>,
    /// The first root, which ships with the app.
    pub first_root: PathBuf,
}

impl From<KeysConfig> for Keys {
    fn from(config: KeysConfig) -> Keys {
        Keys {
            online: config.online,
            root: config.root,
            first_root: config.first_root,
        }
    }
}

/// The sources and how often each is read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sources {
    /// Car parks.
    pub car_parks: Answer,
    /// Places for bicycles.
    pub bicycle_parking: Answer,
    /// The council's work.
    pub council: CouncilConfig,
    /// The curated facts of the city.
    pub city_facts: FactsConfig,
}

/// How often each source is read if nothing else is said, in seconds.
const CAR_PARKS_EVERY: u64 = 60;
const BICYCLE_PARKING_EVERY: u64 = 6 * 3600;
const COUNCIL_EVERY: u64 = 15 * 60;
const CITY_FACTS_EVERY: u64 = 3600;

/// A source that answers over HTTP.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Answer {
    /// From one reading to the next.
    pub every: Option<Every>,
    /// Where it answers; at the city's if nothing is said.
    pub url: Option<Url>,
    /// A file to read instead.
    pub file: Option<PathBuf>,
}

impl Answer {
    fn origin(&self, default: &str) -> Result<Origin, SourcesError> {
        match (&self.url, &self.file) {
            (Some(_), Some(_)) => Err(ConfigError::TwoOrigins.into()),
            (Some(url), None) => Ok(Origin::Web(url.clone())),
            (None, Some(file)) => Ok(Origin::File(file.clone())),
            (None, None) => Ok(Origin::Web(default.parse()?)),
        }
    }
}

/// The council.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CouncilConfig {
    /// From one reading to the next.
    pub every: Option<Every>,
    /// The OParl body; the city's if nothing is said.
    pub url: Option<Url>,
    /// A folder to read instead.
    pub file: Option<PathBuf>,
    /// How the body's addresses are changed before they are asked; by Karlsruhe's rule if nothing is
    /// said.
    pub rewrite: Option<Rewrite>,
    /// The sources are read from a folder, and the council is not in it.
    #[serde(skip)]
    pub left_out: bool,
}

impl CouncilConfig {
    fn origin(&self, state: &Path) -> Result<CouncilOrigin, SourcesError> {
        let url = match (&self.url, &self.file) {
            (Some(_), Some(_)) => return Err(ConfigError::TwoOrigins.into()),
            (None, Some(folder)) => return Ok(CouncilOrigin::Folder(folder.clone())),
            (Some(url), None) => url.clone(),
            (None, None) => oparl::URL.parse()?,
        };
        let archive = state.join("council.db");
        Ok(CouncilOrigin::Body { url, archive })
    }
}

/// The city's facts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FactsConfig {
    /// From one reading to the next.
    pub every: Option<Every>,
    /// A folder; those in the binary if nothing is said.
    pub folder: Option<PathBuf>,
}

/// A time between readings: seconds as a number, or `"90s"`, `"15m"`, `"6h"`, `"1d"`. At least a
/// second, at most a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Written")]
pub struct Every(pub Duration);

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Seconds(u64),
    Text(String),
}

/// Not a time between readings.
#[derive(Debug, thiserror::Error)]
#[error("not a time such as 90, \"90s\", \"15m\", \"6h\" or \"1d\", of at most a week")]
pub struct NotATime;

impl TryFrom<Written> for Every {
    type Error = NotATime;

    fn try_from(written: Written) -> Result<Self, NotATime> {
        let seconds = match written {
            Written::Seconds(seconds) => Some(seconds),
            Written::Text(text) => [("s", 1), ("m", 60), ("h", 3600), ("d", 86_400)]
                .into_iter()
                .find_map(|(unit, length)| {
                    let number: u64 = text.strip_suffix(unit)?.trim().parse().ok()?;
                    number.checked_mul(length)
                }),
        };
        seconds
            .filter(|seconds| (1..=7 * 86_400).contains(seconds))
            .map(|seconds| Every(Duration::from_secs(seconds)))
            .ok_or(NotATime)
    }
}

/// Sources that cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum SourcesError {
    /// The settings contradict each other.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// A connector.
    #[error(transparent)]
    Connector(#[from] ConnectorError),
    /// An address that is none.
    #[error(transparent)]
    Url(#[from] url::ParseError),
}

impl Config {
    /// Reads a settings file.
    pub fn read(path: &Path) -> Result<Config, ConfigError> {
        let text = std::fs::read_to_string(path).map_err(|why| ConfigError::File {
            path: path.to_path_buf(),
            why,
        })?;
        Config::parse(&text)
    }

    /// Reads settings.
    pub fn parse(text: &str) -> Result<Config, ConfigError> {
        Ok(toml::from_str(text).map_err(Box::new)?)
    }
}

impl Sources {
    /// Lets the connectors read a folder `data`: `parking/karlsruhe.json`,
    /// `parking/karlsruhe_bike.json`, and `oparl` for the council. Where that is not there, the council
    /// is read where the settings say, and if they say nothing not at all.
    pub fn from_files(mut self, data: &Path) -> Sources {
        let parking = data.join("parking");
        self.car_parks.url = None;
        self.car_parks.file = Some(parking.join("karlsruhe.json"));
        self.bicycle_parking.url = None;
        self.bicycle_parking.file = Some(parking.join("karlsruhe_bike.json"));
        let council = &mut self.council;
        let folder = data.join("oparl");
        if folder.is_dir() {
            council.url = None;
            council.file = Some(folder);
        }
        council.left_out = council.url.is_none() && council.file.is_none();
        self
    }

    /// Where the city's facts are.
    pub fn city(&self) -> FactsOrigin {
        match &self.city_facts.folder {
            Some(folder) => FactsOrigin::Folder(folder.clone()),
            None => FactsOrigin::Embedded,
        }
    }

    /// The connectors with their intervals, the city's facts first. What they keep is in the folder
    /// `state`.
    pub fn scheduled(&self, state: &Path) -> Result<Vec<Scheduled>, SourcesError> {
        let city = self.city();
        let car_parks = self.car_parks.origin(car_parks::URL)?;
        let bicycles = self.bicycle_parking.origin(bicycle_parking::URL)?;
        let mut scheduled = vec![
            Scheduled {
                connector: Arc::new(CityFacts::new(city.clone())?),
                every: or(self.city_facts.every, CITY_FACTS_EVERY),
            },
            Scheduled {
                connector: Arc::new(CarParks::new(car_parks)?),
                every: or(self.car_parks.every, CAR_PARKS_EVERY),
            },
            Scheduled {
                connector: Arc::new(BicyclePlaces::new(bicycles, city.clone())?),
                every: or(self.bicycle_parking.every, BICYCLE_PARKING_EVERY),
            },
        ];
        if !self.council.left_out {
            let origin = self.council.origin(state)?;
            let rewrite = self.council.rewrite.clone();
            let rewrite = rewrite.unwrap_or_else(Rewrite::karlsruhe);
            let council = Council::new(origin, rewrite, city, Patience::default())?;
            scheduled.push(Scheduled {
                connector: Arc::new(council),
                every: or(self.council.every, COUNCIL_EVERY),
            });
        }
        Ok(scheduled)
    }
}

fn or(every: Option<Every>, seconds: u64) -> Duration {
    every.map_or(Duration::from_secs(seconds), |every| every.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn intervals(sources: &Sources) -> Vec<u64> {
        let scheduled = sources.scheduled(Path::new(".")).unwrap();
        scheduled.iter().map(|s| s.every.as_secs()).collect()
    }

    #[test]
    fn the_example_reads_and_says_what_holds_anyway() {
        let example = Config::parse(include_str!("../gateway.example.toml")).unwrap();
        assert_eq!(intervals(&example.sources), intervals(&Sources::default()));
        assert!(example.state.is_some() && example.listen.is_some() && example.keys.is_some());
    }

    #[test]
    fn nothing_said_is_car_parks_by_the_minute() {
        let every = intervals(&Config::parse("").unwrap().sources);
        assert_eq!(every, [3600, 60, 21_600, 900]);
    }

    #[test]
    fn a_misspelt_setting_is_refused() {
        assert!(Config::parse("[sources.car_park]\nevery = 60").is_err());
        assert!(Config::parse("[sources.car_parks]\nevry = 60").is_err());
    }

    #[test]
    fn times_are_written_as_people_write_them() {
        let every = |text: &str| {
            Config::parse(&format!("[sources.car_parks]\nevery = {text}"))
                .map(|config| intervals(&config.sources)[1])
                .ok()
        };
        assert_eq!(every("90"), Some(90));
        assert_eq!(every("\"90s\""), Some(90));
        assert_eq!(every("\"15m\""), Some(900));
        assert_eq!(every("\"1d\""), Some(86_400));
        for bad in [
            "0",
            "\"0s\"",
            "\"8d\"",
            "-1",
            "\"\"",
            "\"soon\"",
            "\"99999999999999999999d\"",
        ] {
            assert_eq!(every(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_source_is_read_at_one_place() {
        for source in ["car_parks", "council"] {
            let both = format!("[sources.{source}]\nurl = \"http://127.0.0.1/\"\nfile = \"a\"");
            let sources = Config::parse(&both).unwrap().sources;
            assert!(sources.scheduled(Path::new(".")).is_err(), "{source}");
        }
    }

    #[test]
    fn a_folder_without_the_council_leaves_it_out_unless_the_settings_have_it() {
        let folder = tempfile::tempdir().unwrap();
        let read = |text: &str| {
            let sources = Config::parse(text).unwrap().sources;
            let sources = sources.from_files(folder.path());
            let council = sources.council.origin(Path::new("state")).unwrap();
            (intervals(&sources).len(), council)
        };
        let elsewhere = "[sources.council]\nurl = \"http://127.0.0.1/\"";
        assert_eq!(read("").0, 3);
        let (sources, origin) = read(elsewhere);
        assert!(matches!(origin, CouncilOrigin::Body { .. }) && sources == 4);
        std::fs::create_dir(folder.path().join("oparl")).unwrap();
        for text in ["", elsewhere] {
            let (sources, origin) = read(text);
            assert!(matches!(origin, CouncilOrigin::Folder(_)) && sources == 4);
        }
    }

    #[test]
    fn another_city_says_how_its_addresses_are_changed() {
        let text = "[sources.council]\nurl = \"https://a.example/body\"\n\
                    rewrite = { from = \"http://a.example/\", to = \"https://a.example/\" }";
        let council = Config::parse(text).unwrap().sources.council;
        let rewrite = council.rewrite.unwrap();
        assert_eq!(rewrite.apply("http://a.example/p"), "https://a.example/p");
        assert_eq!(rewrite.apply("https://b.example/"), "https://b.example/");
    }
}
