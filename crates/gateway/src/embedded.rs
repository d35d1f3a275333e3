//! A whole gateway inside a process: what `serve` runs, what tests and benches start.

use crate::clock::{Clock, SystemClock};
use crate::config::{Sources, SourcesError};
use crate::connector::open311::{self, Server};
use crate::connector::{Connector, ConnectorError, Fetch, FetchLimits};
use crate::http::{self, App};
use crate::keys::{KeyError, Keys, signing};
use crate::publication::{Publication, PublicationError};
use crate::reports::Reports;
use crate::reports::city::{City, district_names};
use crate::reports::config::{PublicUrlFault, ReportsConfig};
use crate::reports::desk::{self, Desk};
use crate::reports::store::{Store, StoreError};
use crate::schedule::{self, Reading, Scheduled, Wish};
use ka_domain::SourceId;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinHandle;
use url::Url;

/// How often the feed is looked after (new keys taken up, what would expire signed anew), and what need not
/// be kept of reports is forgotten.
const UPKEEP: Duration = Duration::from_secs(60);
/// How long the first reading of a source may keep the gateway from starting. What takes longer goes
/// on beside it: the first walk through a council's archive can.
const FIRST_READING: Duration = Duration::from_secs(90);
/// How long answers that have begun may take once the gateway is told to stop.
const LAST_ANSWERS: Duration = Duration::from_secs(5);

/// What a gateway is started with.
#[derive(Clone)]
pub struct EmbeddedOptions {
    /// The state directory, made if there is none.
    pub state: PathBuf,
    /// A folder to read the city's sources from instead of the network.
    pub data: Option<PathBuf>,
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Where the keys are; in the state directory, made if there are none, if nothing is said.
    pub keys: Option<Keys>,
    /// The sources.
    pub sources: Sources,
    /// How reports are taken, and where they go.
    pub reports: ReportsConfig,
    /// How much an answer of a source may cost.
    pub limits: FetchLimits,
    /// Time.
    pub clock: Arc<dyn Clock>,
}

impl EmbeddedOptions {
    /// The defaults: a free port of this machine, the city's sources over the network.
    pub fn new(state: PathBuf) -> Self {
        EmbeddedOptions {
            state,
            data: None,
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            keys: None,
            sources: Sources::default(),
            reports: ReportsConfig::default(),
            limits: FetchLimits::default(),
            clock: Arc::new(SystemClock),
        }
    }
}

/// Why a gateway did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The keys.
    #[error(transparent)]
    Keys(#[from] KeyError),
    /// The reports' settings.
    #[error(transparent)]
    PublicUrl(#[from] PublicUrlFault),
    /// The sources' settings.
    #[error(transparent)]
    Sources(#[from] SourcesError),
    /// The HTTP client.
    #[error(transparent)]
    Fetch(#[from] ConnectorError),
    /// The content or the feed.
    #[error(transparent)]
    Publication(#[from] PublicationError),
    /// The reports.
    #[error(transparent)]
    Reports(#[from] StoreError),
    /// A path or an address of this machine.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// The address it listens at is none.
    #[error(transparent)]
    Url(#[from] url::ParseError),
}

/// A gateway that runs. It stops when this is dropped, and in good order by [`Running::stop`].
pub struct Running {
    /// Where it answers.
    pub url: Url,
    /// The first root, an absolute path.
    pub root: PathBuf,
    /// Its content, for whoever publishes beside the connectors.
    pub publication: Arc<Publication>,
    /// What people report.
    pub reports: Arc<Reports>,
    wishes: Vec<(SourceId, mpsc::Sender<Wish>)>,
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
}

/// Starts a gateway. Comes back when every source was tried once and the feed stands; a source that
/// cannot be read, or only slowly, does not keep it from starting.
pub async fn start(options: EmbeddedOptions) -> Result<Running, StartError> {
    options.reports.checked()?;
    std::fs::create_dir_all(&options.state)?;
    let state = std::fs::canonicalize(&options.state)?;
    let now = options.clock.now();
    let keys = match options.keys {
        Some(keys) => keys,
        None => Keys::made_in(&state, signing::moment(now)).await?,
    };
    let root = std::fs::canonicalize(&keys.first_root)?;
    let publication = Arc::new(Publication::open(&state, keys)?);
    let shared = publication.clone();
    blocking(move || shared.reconcile(now)).await?;

    let sources = match &options.data {
        Some(data) => options.sources.from_files(data),
        None => options.sources,
    };
    let store = Store::open(&state)?;
    let waiting = store.begin(options.reports.open311.is_some()).await?;
    if waiting > 0 {
        tracing::warn!(
            waiting,
            "reports wait for a server of the city, and none is set: the desk is to answer them"
        );
    }
    let categories = match options.reports.open311 {
        Some(_) => None,
        None => Some(sources.city()),
    };
    let mut scheduled = sources.scheduled(&state)?;
    scheduled.push(Scheduled {
        connector: Arc::new(Desk::new(store.clone(), categories)?),
        every: desk::EVERY,
    });
    let server = options.reports.open311.as_ref();
    let server = server.map(|config| Server::new(config, options.limits));
    let server = server.transpose()?.map(Arc::new);
    if let Some(server) = &server {
        let (categories, requests) = open311::connectors(server, store.clone())?;
        let connectors: [Arc<dyn Connector>; 2] = [Arc::new(categories), Arc::new(requests)];
        scheduled.extend(connectors.map(|connector| Scheduled {
            connector,
            every: server.every,
        }));
    }
    let reports = Arc::new(Reports::new(
        &options.reports,
        store.clone(),
        publication.clone(),
        options.clock.clone(),
    ));
    let reading = Reading {
        fetch: Fetch::new(options.limits)?,
        publication: publication.clone(),
        clock: options.clock,
    };
    let listener = tokio::net::TcpListener::bind(options.listen).await?;
    let url = Url::parse(&format!("http://{}/", listener.local_addr()?))?;
    let (stop, stopped) = watch::channel(false);
    let app = app(&publication, &reports, &scheduled);
    let upkeep = upkeep(reading.clone(), reports.clone(), stopped.clone());
    let mut tasks = vec![tokio::spawn(upkeep)];
    if let Some(server) = server {
        let every = server.every;
        let reached = options.reports.public_url.unwrap_or_else(|| url.clone());
        let districts = district_names(&sources.city())?;
        let clock = reading.clock.clone();
        let city = City::new(server, store.clone(), clock, reached, districts);
        let run = city.run(reports.handed_in.clone(), every, stopped.clone());
        tasks.push(tokio::spawn(run));
    }
    // All at once, so that a slow source costs its own time only.
    let (mut wishes, mut first) = (Vec::new(), Vec::new());
    for source in scheduled {
        let (wish, wished) = mpsc::channel(1);
        let id = source.connector.source().clone();
        let (tried, trial) = oneshot::channel();
        let run = schedule::run(source, reading.clone(), tried, wished, stopped.clone());
        tasks.push(tokio::spawn(run));
        if id.as_str() == desk::SOURCE {
            let watch = desk::watch(store.clone(), wish.clone(), stopped.clone());
            tasks.push(tokio::spawn(watch));
        }
        wishes.push((id, wish));
        first.push(trial);
    }
    let first = futures::future::join_all(first);
    if tokio::time::timeout(FIRST_READING, first).await.is_err() {
        tracing::info!("a source is still being read for the first time");
    }
    tasks.push(tokio::spawn(serve(listener, app, stopped)));
    Ok(Running {
        url,
        root,
        publication,
        reports,
        wishes,
        stop,
        tasks,
    })
}

/// The gateway has no such source.
#[derive(Debug, thiserror::Error)]
#[error("the gateway has no source {0}")]
pub struct NoSuchSource(SourceId);

impl Running {
    /// Reads a source now, whenever its turn would be, and says whether that worked. What it has is
    /// published then.
    pub async fn read_now(&self, source: &SourceId) -> Result<bool, NoSuchSource> {
        let unknown = || NoSuchSource(source.clone());
        let wishes = self.wishes.iter().find(|(id, _)| id == source);
        let (_, wishes) = wishes.ok_or_else(unknown)?;
        let (wish, worked) = oneshot::channel();
        wishes.send(wish).await.map_err(|_| unknown())?;
        worked.await.map_err(|_| unknown())
    }

    /// Lets answers that have begun come to an end and stops.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        for mut task in self.tasks {
            if tokio::time::timeout(LAST_ANSWERS, &mut task).await.is_err() {
                task.abort();
                let _ = task.await;
            }
        }
    }
}

fn app(publication: &Arc<Publication>, reports: &Arc<Reports>, scheduled: &[Scheduled]) -> App {
    App {
        publication: publication.clone(),
        reports: reports.clone(),
        sources: scheduled
            .iter()
            .map(|s| (s.connector.source().clone(), s.every))
            .collect(),
    }
}

async fn serve(listener: tokio::net::TcpListener, app: App, stopped: watch::Receiver<bool>) {
    // The head of an answer must not wait for the asker's acknowledgement before the body follows it.
    let listener = axum::serve::ListenerExt::tap_io(listener, |stream| {
        let _ = stream.set_nodelay(true);
    });
    let service = http::router(app).into_make_service_with_connect_info::<SocketAddr>();
    let served = axum::serve(listener, service)
        .with_graceful_shutdown(until(stopped))
        .await;
    if let Err(why) = served {
        tracing::error!(%why, "the server ended");
    }
}

async fn upkeep(reading: Reading, reports: Arc<Reports>, mut stopped: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            _ = stopped.wait_for(|stop| *stop) => return,
            () = tokio::time::sleep(UPKEEP) => {}
        }
        let shared = reading.clone();
        let done = blocking(move || shared.publication.reconcile(shared.clock.now())).await;
        if let Err(why) = done {
            tracing::error!(%why, "the feed could not be looked after");
        }
        reports.forget().await;
    }
}

/// Comes back when `stopped` says so, or when nobody is left who could say so.
async fn until(mut stopped: watch::Receiver<bool>) {
    let _ = stopped.wait_for(|stop| *stop).await;
}

async fn blocking(
    work: impl FnOnce() -> Result<(), PublicationError> + Send + 'static,
) -> Result<(), PublicationError> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or(Err(PublicationError::Poisoned))
}
