//! A council information system: OParl 1.1 on a free port of this machine.
//!
//! It behaves as Karlsruhe's does. Its objects call themselves by the city's addresses and answer here,
//! so whoever reads it needs [`FakeOparl::settings`] (or [`FakeOparl::toml`]), which say how the one
//! becomes the other. Lists come in pages; what is deleted shows only when changes are asked for; the
//! organizations cannot be asked for their changes. What lies in it can be changed while it runs, and
//! it can be made to misbehave ([`Trouble`]).

mod answer;
mod body;

pub use body::{BODY, Kept, consultation, meeting, organization, paper};

use anyhow::{Context, Result};
use axum::Router;
use axum::extract::{Request, State};
use axum::response::Response;
use body::Body;
use chrono::{DateTime, Utc};
use ka_gateway::config::CouncilConfig;
use ka_gateway::connector::oparl::body::Rewrite;
use serde_json::Value;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::task::JoinHandle;
use url::Url;

/// How it misbehaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// It refuses, with a status such as 401.
    Refuses(u16),
    /// It is busy (429, 503), and says with `Retry-After` when to come back.
    Busy(u16, String),
    /// It sends what nobody can read.
    Garbage,
    /// It sends a page for people.
    Html,
    /// It sends its answer a byte a second.
    Drips,
    /// The link to the next page leads to this one.
    Loops,
    /// The link to the next page leads to another host.
    LeadsAway,
    /// The next page is this one again, under another address, for ever.
    Repeats,
    /// This page is the last, whatever was promised.
    BreaksOff,
    /// The list is suddenly empty.
    Emptied,
}

/// A trouble, where it is, and how often it still is.
#[derive(Debug, Clone)]
struct Fault {
    on: String,
    trouble: Trouble,
    left: Option<u32>,
}

/// What the server and its owner share.
#[derive(Debug)]
struct Shared {
    body: Body,
    faults: Vec<Fault>,
    asked: Vec<String>,
}

/// A council information system that runs. It ends when this is dropped.
#[derive(Debug)]
pub struct FakeOparl {
    shared: Arc<Mutex<Shared>>,
    /// As its objects call it.
    name: String,
    url: Url,
    server: JoinHandle<()>,
}

impl FakeOparl {
    /// An empty one whose objects have the city's addresses.
    pub async fn start() -> Result<FakeOparl> {
        FakeOparl::start_as(BODY).await
    }

    /// An empty one whose objects' addresses begin with that of the body `name`.
    pub async fn start_as(name: &str) -> Result<FakeOparl> {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let path = Url::parse(name)?.path().to_owned();
        // As in Karlsruhe it answers at another path than it says.
        let url = Url::parse(&format!("http://{}/ris{path}", listener.local_addr()?))?;
        let shared = Arc::new(Mutex::new(Shared {
            body: Body::new(name, url.path()),
            faults: Vec::new(),
            asked: Vec::new(),
        }));
        let router = Router::new().fallback(respond).with_state(shared.clone());
        let server = tokio::spawn(async move {
            let _ = axum::serve(listener, router).await;
        });
        Ok(FakeOparl {
            shared,
            name: name.to_owned(),
            url,
            server,
        })
    }

    /// Where the body answers.
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// How the addresses of its objects become those where they answer.
    pub fn rewrite(&self) -> Rewrite {
        Rewrite {
            from: self.name.clone(),
            to: self.url.to_string(),
        }
    }

    /// The settings of a gateway that reads it.
    pub fn settings(&self) -> CouncilConfig {
        CouncilConfig {
            url: Some(self.url.clone()),
            rewrite: Some(self.rewrite()),
            ..CouncilConfig::default()
        }
    }

    /// The same as a table of a settings file, with the time between two readings, such as `"1s"`.
    pub fn toml(&self, every: &str) -> String {
        let Rewrite { from, to } = self.rewrite();
        format!(
            "[sources.council]\nevery = {every:?}\nurl = {:?}\nrewrite = {{ from = {from:?}, to = {to:?} }}\n",
            self.url.as_str()
        )
    }

    /// How many objects come on a page at most; a thousand if nothing is said.
    pub fn set_page(&self, size: usize) {
        self.lock().body.page = size;
    }

    /// Puts an object into the list of its type, over the one with its address, as changed now.
    pub fn put(&self, object: Value) -> Result<()> {
        self.put_at(object, Utc::now())
    }

    /// The same, as changed at `modified`.
    pub fn put_at(&self, object: Value, modified: DateTime<Utc>) -> Result<()> {
        self.lock().body.put(object, modified)
    }

    /// Puts many in as they are, each changed when it says so itself.
    pub fn load(&self, objects: impl IntoIterator<Item = Value>) -> Result<()> {
        let mut shared = self.lock();
        for object in objects {
            let written = object["modified"].as_str().context("it has no date")?;
            let modified = DateTime::parse_from_rfc3339(written)?.to_utc();
            shared.body.put(object, modified)?;
        }
        Ok(())
    }

    /// Puts something in that may be no object at all; a list shows it at its end.
    pub fn put_odd(&self, list: &str, odd: &str) {
        self.lock().body.odd(list, odd);
    }

    /// The object with this address.
    pub fn object(&self, address: &str) -> Result<Value> {
        self.lock().body.object(address)
    }

    /// Changes an object now.
    pub fn change(&self, address: &str, change: impl FnOnce(&mut Value)) -> Result<()> {
        let mut shared = self.lock();
        let mut object = shared.body.object(address)?;
        change(&mut object);
        shared.body.put(object, Utc::now())
    }

    /// Deletes an object in the way that OParl asks for: what is left says that it was there.
    pub fn delete_with_tombstone(&self, address: &str) -> Result<()> {
        self.lock().body.bury(address, Utc::now())
    }

    /// Deletes an object without a trace: from now on it is not found.
    pub fn vanish(&self, address: &str) -> Result<()> {
        self.lock().body.set(address, Kept::Vanished)
    }

    /// Shows an object to members only: no list has it, and it answers 401.
    pub fn hide(&self, address: &str) -> Result<()> {
        self.lock().body.set(address, Kept::Hidden)
    }

    /// Leaves an object out of its list; asked for by itself it is there.
    pub fn omit(&self, address: &str) -> Result<()> {
        self.lock().body.set(address, Kept::Omitted)
    }

    /// Misbehaves wherever path and query hold `on`, `times` times, or until it is healed.
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

    /// What was asked for since this was asked last: path and query, without the body's own.
    pub fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.lock().asked)
    }

    fn lock(&self) -> MutexGuard<'_, Shared> {
        lock(&self.shared)
    }
}

impl Drop for FakeOparl {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl Shared {
    /// The trouble that a request meets.
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
    let uri = request.uri();
    let mut shared = lock(&shared);
    let path = uri.path().strip_prefix(&*shared.body.path);
    let query = uri.query().unwrap_or_default().to_owned();
    let path = path.unwrap_or("/nowhere").to_owned();
    let asked = format!("{path}?{query}").trim_end_matches('?').to_owned();
    let trouble = shared.trouble(&asked);
    shared.asked.push(asked);
    answer::answer(&shared.body, &path, &query, trouble)
}

fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
