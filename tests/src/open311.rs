//! The city's server for concerns: Open311 GeoReport v2 on a free port of this machine.
//!
//! It behaves as servers do: it wants its key and its jurisdiction, asks what its services ask, gives
//! requests ids or tokens, lists them by time and id, a limited number at a time. What was handed in can be
//! looked at ([`FakeOpen311::posted`]), photos are fetched from where they are said to be
//! ([`FakeOpen311::photos`]), and staff can answer ([`FakeOpen311::answer`]). It has several manners
//! ([`Manner`]), can be made to misbehave ([`Trouble`]), and can be dead for a while.

mod answer;
mod office;
mod write;

pub use office::{Posted, Service};

use anyhow::{Context, Result};
use axum::Router;
use axum::extract::{Request, State};
use axum::response::Response;
use chrono::{DateTime, Utc};
use ka_gateway::connector::{Fetch, FetchLimits, Origin};
use ka_gateway::reports::config::{ApiKey, Open311Config};
use office::Office;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::task::JoinHandle;
use url::Url;

/// The key that it wants.
pub const API_KEY: &str = "key-of-the-gateway";
/// The city that it is of.
pub const JURISDICTION: &str = "karlsruhe.de";
/// Where it has its endpoint, below its address.
const ENDPOINT: &str = "/georeport/v2";
/// The largest form that it reads.
const MOST_BYTES: usize = 1024 * 1024;

/// How it does what it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Manner {
    /// It speaks XML alone.
    pub xml_only: bool,
    /// It gives tokens, and ids only later ([`FakeOpen311::give_ids`]).
    pub tokens: bool,
    /// It writes flags and numbers as texts, ids of services as numbers, and wraps its lists.
    pub odd: bool,
    /// It answers 201 to what is handed in, not 200.
    pub created: bool,
    /// It says in a discovery document where its endpoint is.
    pub discovery: bool,
    /// It lists no request before somebody has looked at it ([`FakeOpen311::show`]).
    pub moderated: bool,
    /// It does not care when requests were made.
    pub timeless: bool,
    /// It gives at most so many requests at a time.
    pub limit: usize,
}

impl Default for Manner {
    fn default() -> Manner {
        Manner {
            xml_only: false,
            tokens: false,
            odd: false,
            created: true,
            discovery: false,
            moderated: false,
            timeless: false,
            limit: 1000,
        }
    }
}

/// How it misbehaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// It refuses, with a status.
    Refuses(u16),
    /// It is busy (429, 503), and says with `Retry-After` when to come back.
    Busy(u16, String),
    /// It sends what nobody can read.
    Garbage,
    /// It sends a page for people, with status 200.
    Html,
    /// It sends its answer a byte a second.
    Drips,
    /// It does what it was asked for and says that it could not (500).
    DoesAndDenies,
    /// It does what it was asked for and hangs up in the middle of its answer.
    DoesAndHangsUp,
    /// It complains with a status, in the form of GeoReport.
    Complains(u16, &'static str),
    /// It sends whoever asks to another place, with a status.
    SendsTo(u16, String),
    /// It has each record twice.
    Doubles,
    /// Its records lack what must be there, all but the first.
    Lacks,
}

#[derive(Debug, Clone)]
struct Fault {
    on: String,
    trouble: Trouble,
    left: Option<u32>,
}

#[derive(Debug)]
struct Shared {
    office: Office,
    faults: Vec<Fault>,
    asked: Vec<String>,
}

/// A server that runs. It ends when this is dropped.
#[derive(Debug)]
pub struct FakeOpen311 {
    shared: Arc<Mutex<Shared>>,
    address: SocketAddr,
    server: Option<JoinHandle<()>>,
}

impl FakeOpen311 {
    /// One with a few services: `1` "Straßenbeleuchtung", which asks nothing, `wilder müll`, which asks
    /// something of every kind, and `9` "Gefahrenstelle".
    pub async fn start() -> Result<FakeOpen311> {
        FakeOpen311::start_with(Manner::default()).await
    }

    /// The same with manners.
    pub async fn start_with(manner: Manner) -> Result<FakeOpen311> {
        let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let listener = tokio::net::TcpListener::bind(any).await?;
        let mut server = FakeOpen311 {
            address: listener.local_addr()?,
            shared: Arc::new(Mutex::new(Shared {
                office: Office::new(manner),
                faults: Vec::new(),
                asked: Vec::new(),
            })),
            server: None,
        };
        server.serve(listener);
        Ok(server)
    }

    fn serve(&mut self, listener: tokio::net::TcpListener) {
        let router = Router::new()
            .fallback(respond)
            .with_state(self.shared.clone());
        self.server = Some(tokio::spawn(async move {
            let _ = axum::serve(listener, router).await;
        }));
    }

    /// From now on nobody listens where it was.
    pub async fn die(&mut self) {
        if let Some(server) = self.server.take() {
            server.abort();
            let _ = server.await;
        }
    }

    /// It listens again where it was, and knows what it knew.
    pub async fn revive(&mut self) -> Result<()> {
        let listener = tokio::net::TcpListener::bind(self.address).await?;
        self.serve(listener);
        Ok(())
    }

    /// Where it answers: its endpoint, or with a discovery document the directory of that.
    pub fn url(&self) -> Result<Url> {
        let path = if self.manner().discovery {
            ""
        } else {
            ENDPOINT
        };
        Ok(Url::parse(&format!("http://{}{path}/", self.address))?)
    }

    /// The settings of a gateway that hands in there.
    pub fn settings(&self) -> Result<Open311Config> {
        Ok(Open311Config {
            url: self.url()?,
            jurisdiction: Some(JURISDICTION.to_owned()),
            api_key: Some(ApiKey(API_KEY.to_owned())),
            every: None,
        })
    }

    /// The same as a table of a settings file, with the time between two readings, such as `"1s"`.
    pub fn toml(&self, every: &str) -> Result<String> {
        Ok(format!(
            "[reports.open311]\nurl = {:?}\njurisdiction = {JURISDICTION:?}\napi_key = {API_KEY:?}\nevery = {every:?}\n",
            self.url()?.as_str()
        ))
    }

    /// Its manners.
    pub fn manner(&self) -> Manner {
        self.lock().office.manner
    }

    /// Gives it other manners.
    pub fn set_manner(&self, manner: Manner) {
        self.lock().office.manner = manner;
    }

    /// Adds a service, or puts it over the one with its code.
    pub fn put_service(&self, service: Service) {
        self.lock().office.put_service(service);
    }

    /// Takes a service away.
    pub fn remove_service(&self, code: &str) {
        let services = &mut self.lock().office.services;
        services.retain(|service| service.code != code);
    }

    /// What was handed in, the earliest first.
    pub fn posted(&self) -> Vec<Posted> {
        self.lock().office.posted.clone()
    }

    /// Adds a request of somebody else's, made at `at` and for everybody to read, and gives its id.
    pub fn put_request(&self, form: &[(&str, &str)], at: DateTime<Utc>) -> String {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        self.lock()
            .office
            .take(form.iter().map(own).collect(), at, true)
    }

    /// Takes a request away.
    pub fn remove_request(&self, id: &str) {
        self.lock().office.posted.retain(|request| request.id != id);
    }

    /// Staff say something of a request, and close it or not.
    pub fn answer(&self, id: &str, closed: bool, notes: &str) -> Result<()> {
        let mut shared = self.lock();
        let request = shared.office.request(id)?;
        request.closed = closed;
        request.notes = Some(notes.to_owned());
        request.updated_at = Some(Utc::now());
        Ok(())
    }

    /// Gives an id to all that have a token only.
    pub fn give_ids(&self) {
        let mut shared = self.lock();
        shared
            .office
            .posted
            .iter_mut()
            .for_each(|request| request.has_id = true);
    }

    /// Somebody has looked at a request: it is listed from now on.
    pub fn show(&self, id: &str) -> Result<()> {
        self.lock().office.request(id)?.shown = true;
        Ok(())
    }

    /// The same, at the moment when something is handed in the next time.
    pub fn show_at_post(&self, id: &str) -> Result<()> {
        self.lock().office.request(id)?.shown_at_post = true;
        Ok(())
    }

    /// The photos of a request, fetched from where it says that they are.
    pub async fn photos(&self, id: &str) -> Result<Vec<Vec<u8>>> {
        let urls = self.lock().office.request(id)?.photo_urls();
        let fetch = Fetch::new(FetchLimits::default())?;
        let mut photos = Vec::new();
        for url in urls {
            let url = Url::parse(&url).context("no address of a photo")?;
            photos.push(fetch.get(&Origin::Web(url)).await?);
        }
        Ok(photos)
    }

    /// Misbehaves wherever method, path and query (such as `POST /requests.json`) hold `on`, `times` times,
    /// or until it is healed.
    pub fn fail(&self, on: &str, trouble: Trouble, times: Option<u32>) {
        self.lock().faults.push(Fault {
            on: on.to_owned(),
            trouble,
            left: times,
        });
    }

    /// Behaves again.
    pub fn heal(&self) {
        self.lock().faults.clear();
    }

    /// What was asked for since this was asked last: method, path and query, without the endpoint's own.
    pub fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.lock().asked)
    }

    fn lock(&self) -> MutexGuard<'_, Shared> {
        lock(&self.shared)
    }
}

impl Drop for FakeOpen311 {
    fn drop(&mut self) {
        if let Some(server) = &self.server {
            server.abort();
        }
    }
}

impl Shared {
    fn trouble(&mut self, asked: &str) -> Option<Trouble> {
        let fault = self
            .faults
            .iter_mut()
            .find(|fault| fault.left != Some(0) && asked.contains(&fault.on))?;
        if let Some(left) = &mut fault.left {
            *left -= 1;
        }
        Some(fault.trouble.clone())
    }
}

async fn respond(State(shared): State<Arc<Mutex<Shared>>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let form = axum::body::to_bytes(body, MOST_BYTES)
        .await
        .unwrap_or_default();
    let mut shared = lock(&shared);
    let path = head.uri.path().to_owned();
    let query = head.uri.query().unwrap_or_default().to_owned();
    let below = path.strip_prefix(ENDPOINT).unwrap_or(&path);
    let asked = format!("{} {below}?{query}", head.method);
    let asked = asked.trim_end_matches('?').to_owned();
    let trouble = shared.trouble(&asked);
    shared.asked.push(asked);
    if head.method == axum::http::Method::POST {
        let posted = shared.office.posted.iter_mut();
        posted.for_each(|request| request.shown |= request.shown_at_post);
    }
    let question = answer::Question {
        posts: head.method == axum::http::Method::POST,
        at_endpoint: path.starts_with(ENDPOINT),
        path: below,
        query: &query,
        form: &form,
        endpoint: ENDPOINT,
        host: head.headers.get("host").and_then(|host| host.to_str().ok()),
    };
    answer::answer(&mut shared.office, &question, trouble)
}

fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
