//! The city's server for concerns, over Open311 GeoReport v2: what can be reported, what was, and where
//! reports are handed in.
//!
//! # The source
//!
//! A server has a list of services, each with a definition if it asks for more than words and a place, and
//! a list of requests. Two connectors read them into the feed: [`Categories`] and [`PublicRequests`]. The
//! third who asks the server is [`crate::reports::city`], which hands reports in and asks what became of
//! them. All of them ask through one [`Server`].
//!
//! # How liberal
//!
//! Servers agree on the names of fields and on little else. They answer in JSON or in XML only, wrap lists
//! in their own ways, send flags and numbers as texts and ids as numbers, leave out what must be there,
//! answer 200 to everything. So [`answer`] makes one tree of either format and finds records by the fields
//! that they have, [`fields`] reads values however they are written, and [`server`] finds out in which
//! format there are answers at all. What is no record costs itself, what is no list costs the reading, and
//! a page for people is never an answer.
//!
//! # Handing in without a key
//!
//! GeoReport has no idempotency key: a request that is posted twice is there twice. Whoever is not answered
//! does not know whether the request is there. What GeoReport does have is a description that comes back
//! where requests are listed. So each description ends with a mark ([`filing::mark`]), made of the report's
//! key, and after an unclear outcome the server's requests of that service and time are looked through for
//! the mark before the report is handed in again ([`Server::find`]). A photo does the same: its address
//! cannot be guessed, so a request with it is ours. The looking waits a little, since the server may still
//! be at it.
//!
//! That is as good as it gets, and not perfect: a server may list requests only after somebody has looked at
//! them, or not at all. Then the report is handed in again, once; after that somebody has to look. A concern
//! that is there twice, with the same mark, costs the office a minute; one that is not there at all costs the
//! person's trust.
//!
//! `device_id` and `account_id` would be fields for such a mark too. They are not listed again, and say who a
//! person is: they are not sent.

mod answer;
mod code;
mod fields;
pub mod filing;
pub mod hand_in;
mod listing;
mod request;
mod server;
mod service;

pub use filing::Filing;
pub use hand_in::{HandedIn, Name};
pub use request::Request;
pub use server::Server;

use super::{Connector, ConnectorError, Fetch, Harvest, Harvested};
use crate::reports::store::Store;
use async_trait::async_trait;
use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use ka_domain::{Content, ItemId, Kind, Localized, Provenance, ReportCategory, SourceId};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// The id of the categories' source in the collection `sources`.
pub const CATEGORIES: &str = "open311-services";
/// The id of the requests' source in the collection `sources`.
pub const REQUESTS: &str = "open311-requests";

/// How long a whole reading takes at most.
const READING: Duration = Duration::from_secs(5 * 60);
/// What a line of the feed may hold beside the content.
const AROUND: usize = 2_048;

/// What services are called, for requests that do not say it.
type Names = Arc<Mutex<BTreeMap<ItemId, Localized>>>;

/// Both connectors of a server. `store` knows who said that a request concerns them too.
pub fn connectors(
    server: &Arc<Server>,
    store: Store,
) -> Result<(Categories, PublicRequests), ConnectorError> {
    let names = Names::default();
    let categories = Categories {
        source: SourceId::new(CATEGORIES)?,
        server: server.clone(),
        names: names.clone(),
    };
    let requests = PublicRequests {
        source: SourceId::new(REQUESTS)?,
        server: server.clone(),
        store,
        names,
    };
    Ok((categories, requests))
}

/// What can be reported.
pub struct Categories {
    source: SourceId,
    server: Arc<Server>,
    names: Names,
}

/// What was reported within the last 90 days.
pub struct PublicRequests {
    source: SourceId,
    server: Arc<Server>,
    store: Store,
    names: Names,
}

#[async_trait]
impl Connector for Categories {
    fn source(&self) -> &SourceId {
        &self.source
    }

    fn kinds(&self) -> &[Kind] {
        &[Kind::ReportCategory]
    }

    async fn harvest(
        &self,
        _: &Fetch,
        now: DateTime<Utc>,
        _: Option<&str>,
    ) -> Result<Harvest, ConnectorError> {
        let reading = tokio::time::timeout(READING, self.read(now));
        reading.await.unwrap_or(Err(ConnectorError::TimedOut))
    }
}

impl Categories {
    async fn read(&self, now: DateTime<Utc>) -> Result<Harvest, ConnectorError> {
        self.server.look().await;
        let tree = self.server.get(&["services"], &[]).await?;
        let (services, rejected) = service::services(&tree)?;
        let mut harvest = Harvest {
            rejected,
            ..Harvest::default()
        };
        // The server does not say since when. A day is exact enough, and does not change with each reading.
        let as_of = now.date_naive().and_time(NaiveTime::MIN).and_utc();
        for service in services {
            let mut category = service.category;
            category.questions = match service.has_definition {
                false => {
                    let nothing = self.server.remember_questions(category.id.clone(), vec![]);
                    nothing.await;
                    vec![]
                }
                true => match self.server.read_questions(&category.id).await {
                    Ok(questions) => questions,
                    Err(why)
                        if matches!(why, ConnectorError::Status(404))
                            || why.code() == "unreadable" =>
                    {
                        tracing::warn!(category = %category.id, %why, "a definition cannot be read");
                        harvest.rejected += 1;
                        continue;
                    }
                    Err(why) => return Err(why),
                },
            };
            self.name(&category);
            harvest.take(
                &self.source,
                category.id.clone(),
                as_of,
                Content::ReportCategory(category),
            )?;
        }
        harvest.credible()
    }

    fn name(&self, category: &ReportCategory) {
        let mut names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        names.insert(category.id.clone(), category.name.clone());
    }
}

#[async_trait]
impl Connector for PublicRequests {
    fn source(&self) -> &SourceId {
        &self.source
    }

    fn kinds(&self) -> &[Kind] {
        &[Kind::PublicReport]
    }

    async fn harvest(
        &self,
        _: &Fetch,
        now: DateTime<Utc>,
        _: Option<&str>,
    ) -> Result<Harvest, ConnectorError> {
        let reading = tokio::time::timeout(READING, self.read(now));
        reading.await.unwrap_or(Err(ConnectorError::TimedOut))
    }
}

impl PublicRequests {
    async fn read(&self, now: DateTime<Utc>) -> Result<Harvest, ConnectorError> {
        let since = now - listing::LONGEST;
        let (requests, rejected) = self.server.requests_between(since, now, None).await?;
        let supporters = self.store.supporters().await.map_err(|why| {
            tracing::error!(%why, "who supports what could not be read");
            ConnectorError::Broken
        })?;
        let names = self
            .names
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let mut harvest = Harvest {
            rejected,
            ..Harvest::default()
        };
        for request in requests.into_values() {
            let id = code::id(&request.id);
            let supporters = id.and_then(|id| supporters.get(id.as_str()).copied());
            let public = request.public(|id| names.get(id).cloned(), supporters.unwrap_or(0));
            let Some(public) = public else {
                harvest.rejected += 1;
                continue;
            };
            if public.requested_at < since {
                continue;
            }
            let as_of = public.updated_at.unwrap_or(public.requested_at).min(now);
            harvest.take(
                &self.source,
                public.id.clone(),
                as_of,
                Content::PublicReport(public),
            )?;
        }
        // A quarter in which nobody reported anything is credible where nothing was unreadable.
        match harvest.items.is_empty() && harvest.rejected == 0 {
            true => Ok(harvest),
            false => harvest.credible(),
        }
    }
}

impl Harvest {
    /// Takes an item in, if it fits into a line of the feed.
    fn take(
        &mut self,
        source: &SourceId,
        id: ItemId,
        as_of: DateTime<Utc>,
        content: Content,
    ) -> Result<(), ConnectorError> {
        if serde_json::to_vec(&content)?.len() > ka_protocol::limits::LINE_BYTES - AROUND {
            self.rejected += 1;
            return Ok(());
        }
        let provenance = Provenance {
            source: source.clone(),
            licence: None,
            as_of,
        };
        self.items.push(Harvested {
            id,
            provenance,
            content,
        });
        Ok(())
    }
}

impl Server {
    /// The request that was made of a report since `since`, if the server lists it. Of several, the first.
    pub async fn find(
        &self,
        filing: &Filing<'_>,
        since: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<Option<Request>, ConnectorError> {
        // A day either way, since clocks differ.
        let end = now + TimeDelta::days(1);
        let start = (since - TimeDelta::days(1)).max(end - listing::LONGEST);
        let service = code::code(&filing.report.category);
        let (requests, _) = self.requests_between(start, end, Some(&service)).await?;
        let (mark, sent) = (filing::mark(filing.key), filing.description());
        // As what is read is.
        let sent = fields::plain(&sent).unwrap_or_default();
        let ours = |request: &Request| {
            let said = request.description.as_deref().unwrap_or_default();
            // Words that fill the description leave no room for the mark.
            let marked = said.contains(&mark) || (!sent.contains(&mark) && said == sent);
            let media = request.media_url.as_ref();
            marked || media.is_some_and(|media| filing.photos.contains(media))
        };
        let found = requests.into_values().filter(ours);
        Ok(found.min_by_key(|request| request.requested_at))
    }
}
