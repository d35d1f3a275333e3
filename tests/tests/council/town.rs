//! A council information system, and a gateway that reads it.

use anyhow::{Context, Result};
use chrono::{DateTime, TimeDelta, Utc};
use ka_domain::{Content, Kind, Meeting, Organization, Paper, SourceId};
use ka_gateway::clock::Clock;
use ka_gateway::connector::FetchLimits;
use ka_gateway::embedded::{EmbeddedOptions, Running, start};
use ka_gateway::publication::SourceStatus;
use ka_journeys::oparl::{FakeOparl, consultation, meeting, organization, paper};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use tempfile::TempDir;

/// A clock that is turned by hand.
#[derive(Clone)]
pub struct Turned(Arc<Mutex<DateTime<Utc>>>);

impl Turned {
    pub fn on(&self, time: TimeDelta) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) += time;
    }
}

impl Clock for Turned {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A gateway that reads a council and nothing else.
pub struct Town {
    pub oparl: FakeOparl,
    pub clock: Turned,
    gateway: Option<Running>,
    folder: TempDir,
}

/// What stands in the feed.
pub struct Feed {
    pub papers: BTreeMap<String, Paper>,
    pub meetings: BTreeMap<String, Meeting>,
    pub organizations: BTreeMap<String, Organization>,
}

impl Town {
    /// One with the small council in it; the gateway has not begun.
    pub async fn founded() -> Result<Town> {
        let oparl = FakeOparl::start().await?;
        small_council(&oparl)?;
        Ok(Town {
            oparl,
            clock: Turned(Arc::new(Mutex::new(Utc::now()))),
            gateway: None,
            folder: TempDir::new()?,
        })
    }

    /// One whose gateway has read the small council.
    pub async fn open() -> Result<Town> {
        let mut town = Town::founded().await?;
        town.start().await?;
        anyhow::ensure!(town.status()?.failure.is_none(), "{:?}", town.status()?);
        town.oparl.asked();
        Ok(town)
    }

    /// Starts the gateway; it reads once.
    pub async fn start(&mut self) -> Result<()> {
        self.start_within(FetchLimits::default()).await
    }

    /// The same with a limit for each answer.
    pub async fn start_within(&mut self, limits: FetchLimits) -> Result<()> {
        let data = self.folder.path().join("data");
        std::fs::create_dir_all(&data)?;
        let mut options = EmbeddedOptions::new(self.folder.path().join("state"));
        options.data = Some(data);
        options.sources.council = self.oparl.settings();
        options.limits = limits;
        options.clock = Arc::new(self.clock.clone());
        self.gateway = Some(Box::pin(start(options)).await?);
        Ok(())
    }

    /// Stops the gateway.
    pub async fn stop(&mut self) {
        if let Some(gateway) = self.gateway.take() {
            gateway.stop().await;
        }
    }

    /// Stops the gateway and starts it again.
    pub async fn restart(&mut self) -> Result<()> {
        self.stop().await;
        self.start().await
    }

    pub fn state(&self) -> &Path {
        self.folder.path()
    }

    pub fn gateway(&self) -> Result<&Running> {
        self.gateway.as_ref().context("the gateway has not begun")
    }

    /// Reads the council once more, and says why that failed, if it did.
    pub async fn read(&self) -> Result<Option<String>> {
        let worked = self.gateway()?.read_now(&source()?).await?;
        Ok(match worked {
            true => None,
            false => Some(self.status()?.failure.context("it failed for no reason")?),
        })
    }

    pub fn status(&self) -> Result<SourceStatus> {
        Ok(self.gateway()?.publication.status(&source()?)?)
    }

    pub fn feed(&self) -> Result<Feed> {
        let mut feed = Feed {
            papers: BTreeMap::new(),
            meetings: BTreeMap::new(),
            organizations: BTreeMap::new(),
        };
        for content in self.contents()? {
            match content {
                Content::Paper(paper) => drop(feed.papers.insert(paper.id.to_string(), paper)),
                Content::Meeting(one) => drop(feed.meetings.insert(one.id.to_string(), one)),
                Content::Organization(one) => {
                    feed.organizations.insert(one.id.to_string(), one);
                }
                _ => {}
            }
        }
        Ok(feed)
    }

    /// How many feed files the collection of papers has.
    pub fn files(&self) -> Result<usize> {
        let collection = ka_domain::CollectionName::new(Kind::Paper.collection())?;
        Ok(self.gateway()?.publication.files(&collection)?.len())
    }

    /// The contents of the council's collections, as a new device reads them: each base, then its
    /// deltas.
    fn contents(&self) -> Result<Vec<Content>> {
        let publication = &self.gateway()?.publication;
        let mut contents = Vec::new();
        for kind in [Kind::Paper, Kind::Meeting, Kind::Organization] {
            let collection = ka_domain::CollectionName::new(kind.collection())?;
            let mut items: BTreeMap<String, Content> = BTreeMap::new();
            for file in publication.files(&collection)? {
                let path = publication.folders().targets.join(file.path());
                let text = zstd::decode_all(std::fs::File::open(path)?)?;
                for line in text
                    .split(|byte| *byte == b'\n')
                    .filter(|line| !line.is_empty())
                {
                    let line: serde_json::Value = serde_json::from_slice(line)?;
                    let id = line["id"].as_str().context("a line has no id")?.to_owned();
                    match line["removed"] == serde_json::json!(true) {
                        true => drop(items.remove(&id)),
                        false => {
                            items.insert(id, serde_json::from_value(line["content"].clone())?);
                        }
                    }
                }
            }
            contents.extend(items.into_values());
        }
        Ok(contents)
    }
}

pub fn source() -> Result<SourceId> {
    Ok(SourceId::new("council-karlsruhe")?)
}

/// How many papers the small council has.
pub const PAPERS: usize = 6;

/// A council with two committees and an office, two meetings and six papers; the first paper is
/// treated in both meetings.
fn small_council(oparl: &FakeOparl) -> Result<()> {
    oparl.put(organization("gr/1", "Gemeinderat"))?;
    oparl.put(organization("gr/2", "Ortschaftsrat Durlach"))?;
    oparl.put(organization("at/1", "Tiefbauamt"))?;
    let heard = [("11", "Neubau der Brücke", "vorberaten")];
    oparl.put(meeting("1", "gr/2", "2025-07-01T18:00:00+02:00", &heard))?;
    let decided = [("12", "Neubau der Brücke", "einstimmig beschlossen")];
    oparl.put(meeting("2", "gr/1", "2025-07-08T15:30:00+02:00", &decided))?;
    // As they come: the later one first.
    let way = [
        consultation("12", "2", "gr/1"),
        consultation("11", "1", "gr/2"),
    ];
    oparl.put(paper("vo/1", "Neubau der Brücke", &way))?;
    for n in 2..=PAPERS {
        oparl.put(paper(&format!("vo/{n}"), &format!("Antrag {n}"), &[]))?;
    }
    Ok(())
}
