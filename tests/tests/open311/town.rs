//! A city's server, a gateway that reads it, and a worker towards it that is turned by hand.

use anyhow::{Context, Result};
use chrono::{DateTime, TimeDelta, Utc};
use ka_domain::{
    CollectionName, Content, ItemId, Kind, Localized, Position, PublicReport, Report,
    ReportCategory, ReportPlace, SourceId, SubmissionId,
};
use ka_gateway::clock::Clock;
use ka_gateway::connector::FetchLimits;
use ka_gateway::connector::open311::{self, Server};
use ka_gateway::embedded::{EmbeddedOptions, Running, start};
use ka_gateway::publication::SourceStatus;
use ka_gateway::reports::city::{City, SETTLE};
use ka_gateway::reports::store::Store;
use ka_gateway::reports::store::submission::{NewPhoto, NewReport, Verdict};
use ka_journeys::open311::{FakeOpen311, Manner};
use ka_outbox::{Delivery, LONGEST};
use ka_protocol::report::ReportStatus;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU8, Ordering};
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

/// What the gateway keeps of reports, and its worker, beside a server.
pub struct Office {
    pub open311: FakeOpen311,
    pub store: Store,
    pub clock: Turned,
    pub city: City,
    limits: FetchLimits,
    keys: AtomicU8,
    folder: TempDir,
}

impl Office {
    pub async fn open() -> Result<Office> {
        Office::open_with(Manner::default()).await
    }

    pub async fn open_with(manner: Manner) -> Result<Office> {
        Office::opened(manner, FetchLimits::default()).await
    }

    pub async fn opened(manner: Manner, limits: FetchLimits) -> Result<Office> {
        let open311 = FakeOpen311::start_with(manner).await?;
        let folder = TempDir::new()?;
        let store = Store::open(folder.path())?;
        let clock = Turned(Arc::new(Mutex::new(Utc::now())));
        let city = worker(&open311, &store, &clock, limits)?;
        Ok(Office {
            open311,
            store,
            clock,
            city,
            limits,
            keys: AtomicU8::new(0),
            folder,
        })
    }

    /// The gateway's process ends, at whatever point it was, and begins again.
    pub async fn restart(&mut self) -> Result<()> {
        self.store = Store::open(self.folder.path())?;
        self.city = worker(&self.open311, &self.store, &self.clock, self.limits)?;
        Ok(())
    }

    /// A report is accepted at the gateway.
    pub async fn accept(&self, report: Report) -> Result<SubmissionId> {
        self.accept_with(report, 0).await
    }

    /// The same, with photos.
    pub async fn accept_with(&self, mut report: Report, photos: u8) -> Result<SubmissionId> {
        let now = self.clock.now();
        let photos: Vec<NewPhoto> = (0..photos)
            .map(|n| {
                let key = self.key();
                NewPhoto {
                    key,
                    media: format!("{n}{}", key.to_string().replace('-', "")),
                    received: vec![n],
                    shown: vec![n],
                }
            })
            .collect();
        report.photos = photos.iter().map(|photo| photo.key).collect();
        let key = self.key();
        let new = NewReport {
            report,
            category_name: Localized {
                de: "Licht".to_owned(),
                en: "Light".to_owned(),
            },
            photos,
            delivery: Some(Delivery::new(now)),
        };
        let verdict = self.store.accept_report(key, [0; 32], new, now).await?;
        anyhow::ensure!(matches!(verdict, Verdict::Accepted(_)), "{verdict:?}");
        Ok(key)
    }

    fn key(&self) -> SubmissionId {
        let n = self.keys.fetch_add(1, Ordering::Relaxed);
        SubmissionId::new(1_800_000_000_000, &[n; 10])
    }

    /// Hands in what is due.
    pub async fn hand_in(&self) -> Result<()> {
        self.city.hand_in().await?;
        Ok(())
    }

    /// Waits as long as an unclear outcome needs, and hands in what is due.
    pub async fn settle(&self) -> Result<()> {
        self.clock.on(SETTLE);
        self.hand_in().await
    }

    /// Waits until the longest pause is over, and hands in what is due.
    pub async fn later(&self) -> Result<()> {
        self.clock.on(LONGEST);
        self.hand_in().await
    }

    /// How far a report is, as its writer is told.
    pub async fn status(&self, key: SubmissionId) -> Result<ReportStatus> {
        let mut found = self.store.status(vec![key]).await?;
        found.pop().context("there is no such report")
    }

    /// How far it is on its way.
    pub async fn delivery(&self, key: SubmissionId) -> Result<Delivery> {
        let found = self.store.outgoing(key).await?;
        Ok(found.context("there is no such report")?.delivery)
    }
}

fn worker(
    open311: &FakeOpen311,
    store: &Store,
    clock: &Turned,
    limits: FetchLimits,
) -> Result<City> {
    let server = Arc::new(Server::new(&open311.settings()?, limits)?);
    let reached = "https://gateway.example/ka/".parse()?;
    let clock = Arc::new(clock.clone());
    Ok(City::new(
        server,
        store.clone(),
        clock,
        reached,
        BTreeMap::new(),
    ))
}

/// That a street lamp is dark.
pub fn dark_lamp() -> Report {
    Report {
        category: id("1"),
        answers: BTreeMap::new(),
        place: ReportPlace {
            position: Position::new(49.009, 8.404).ok(),
            address: "Marktplatz 1".to_owned(),
            ..ReportPlace::default()
        },
        words: "Die Laterne ist aus.".to_owned(),
        contact: None,
        photos: vec![],
        reopens: None,
        written_at: DateTime::UNIX_EPOCH,
    }
}

pub fn id(text: &str) -> ItemId {
    ItemId::new(text).unwrap_or_else(|_| unreachable!("{text} is an id"))
}

/// A gateway that reads the server and publishes what it has.
pub struct Town {
    pub open311: FakeOpen311,
    pub clock: Turned,
    gateway: Running,
    _folder: TempDir,
}

impl Town {
    pub async fn open() -> Result<Town> {
        Town::open_with(Manner::default()).await
    }

    pub async fn open_with(manner: Manner) -> Result<Town> {
        Town::opened(manner, FetchLimits::default()).await
    }

    pub async fn opened(manner: Manner, limits: FetchLimits) -> Result<Town> {
        let open311 = FakeOpen311::start_with(manner).await?;
        Town::around(open311, limits).await
    }

    /// One whose gateway reads `open311` as it is.
    pub async fn around(open311: FakeOpen311, limits: FetchLimits) -> Result<Town> {
        let folder = TempDir::new()?;
        let data = folder.path().join("data");
        std::fs::create_dir_all(&data)?;
        let clock = Turned(Arc::new(Mutex::new(Utc::now())));
        let mut options = EmbeddedOptions::new(folder.path().join("state"));
        options.data = Some(data);
        options.reports.open311 = Some(open311.settings()?);
        options.limits = limits;
        options.clock = Arc::new(clock.clone());
        let gateway = Box::pin(start(options)).await?;
        Ok(Town {
            open311,
            clock,
            gateway,
            _folder: folder,
        })
    }

    /// Reads what can be reported once more, and says why that failed, if it did.
    pub async fn read_services(&self) -> Result<Option<String>> {
        self.read(open311::CATEGORIES).await
    }

    /// Reads the requests once more, and says why that failed, if it did.
    pub async fn read_requests(&self) -> Result<Option<String>> {
        self.read(open311::REQUESTS).await
    }

    async fn read(&self, source: &str) -> Result<Option<String>> {
        let worked = self.gateway.read_now(&SourceId::new(source)?).await?;
        Ok(match worked {
            true => None,
            false => Some(
                self.status(source)?
                    .failure
                    .context("it failed for no reason")?,
            ),
        })
    }

    pub fn status(&self, source: &str) -> Result<SourceStatus> {
        Ok(self.gateway.publication.status(&SourceId::new(source)?)?)
    }

    /// What can be reported, by id, as a new device reads it.
    pub fn categories(&self) -> Result<BTreeMap<String, ReportCategory>> {
        let contents = self.contents(Kind::ReportCategory)?.into_iter();
        let categories = contents.filter_map(|(id, content)| match content {
            Content::ReportCategory(category) => Some((id, category)),
            _ => None,
        });
        Ok(categories.collect())
    }

    /// What was reported, by id, as a new device reads it.
    pub fn public(&self) -> Result<BTreeMap<String, PublicReport>> {
        let contents = self.contents(Kind::PublicReport)?.into_iter();
        let reports = contents.filter_map(|(id, content)| match content {
            Content::PublicReport(report) => Some((id, report)),
            _ => None,
        });
        Ok(reports.collect())
    }

    fn contents(&self, kind: Kind) -> Result<BTreeMap<String, Content>> {
        let publication = &self.gateway.publication;
        let collection = CollectionName::new(kind.collection())?;
        let mut items = BTreeMap::new();
        for file in publication.files(&collection)? {
            let path = publication.folders().targets.join(file.path());
            let text = zstd::decode_all(std::fs::File::open(path)?)?;
            let lines = text.split(|byte| *byte == b'\n');
            for line in lines.filter(|line| !line.is_empty()) {
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
        Ok(items)
    }

    pub fn gateway(&self) -> &Running {
        &self.gateway
    }
}
