//! The built-in desk as a source of content: its categories, and its reports as everybody may read them.
//!
//! Nobody asks a desk again and again: it says when there is something new. Whoever writes to its database,
//! this process or the staff's command, is noticed within a second ([`watch`]), and what that changes is
//! published; not more often than every few seconds, since each time is a signature.

use super::categories;
use super::store::{Store, StoreError};
use crate::connector::city_facts::FactsOrigin;
use crate::connector::{Connector, ConnectorError, Fetch, Harvest, Harvested};
use crate::schedule::Wish;
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use ka_domain::{Content, Kind, Provenance, PublicReport, SourceId};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot, watch};

/// The source's id in the collection `sources`.
pub const SOURCE: &str = "report-desk";

/// How often it is read even if nobody has written: reports grow old.
pub const EVERY: Duration = Duration::from_secs(3600);
/// How soon it is noticed that somebody has written.
const LOOK: Duration = Duration::from_secs(1);
/// How long after a publication the next one waits at least.
const LULL: Duration = Duration::from_secs(4);

/// The desk.
pub struct Desk {
    source: SourceId,
    categories: Option<FactsOrigin>,
    store: Store,
}

impl Desk {
    /// With the reports of `store`, and categories where `categories` says; none where the city has a
    /// server of its own.
    pub fn new(store: Store, categories: Option<FactsOrigin>) -> Result<Desk, ConnectorError> {
        Ok(Desk {
            source: SourceId::new(SOURCE)?,
            categories,
            store,
        })
    }

    fn item(&self, report: PublicReport) -> Harvested {
        Harvested {
            id: report.id.clone(),
            provenance: Provenance {
                source: self.source.clone(),
                licence: None,
                as_of: report.updated_at.unwrap_or(report.requested_at),
            },
            content: Content::PublicReport(report),
        }
    }
}

#[async_trait]
impl Connector for Desk {
    fn source(&self) -> &SourceId {
        &self.source
    }

    fn kinds(&self) -> &[Kind] {
        &[Kind::ReportCategory, Kind::PublicReport]
    }

    /// Nothing to report is no error here, but good news.
    async fn harvest(
        &self,
        _: &Fetch,
        now: DateTime<Utc>,
        _: Option<&str>,
    ) -> Result<Harvest, ConnectorError> {
        let mut items = match &self.categories {
            Some(origin) => categories::read(origin, &self.source)?,
            None => Vec::new(),
        };
        let reports = self.store.public(now).await?;
        items.extend(reports.into_iter().map(|report| self.item(report)));
        Ok(Harvest {
            items,
            ..Harvest::default()
        })
    }
}

/// Has the desk read whenever somebody has written, until `stopped` says so.
pub async fn watch(store: Store, wishes: mpsc::Sender<Wish>, mut stopped: watch::Receiver<bool>) {
    let mut published = None;
    loop {
        let wait = match look(&store, &wishes, &mut published).await {
            Ok(true) => LULL,
            Ok(false) => LOOK,
            Err(why) => {
                tracing::error!(%why, "the desk could not be looked after");
                LULL
            }
        };
        tokio::select! {
            _ = stopped.wait_for(|stop| *stop) => return,
            () = tokio::time::sleep(wait) => {}
        }
    }
}

/// Has the desk read if anybody has written since it was `published`, and says whether.
async fn look(
    store: &Store,
    wishes: &mpsc::Sender<Wish>,
    published: &mut Option<i64>,
) -> Result<bool, StoreError> {
    let version = store.version().await?;
    if *published == Some(version) {
        return Ok(false);
    }
    let (wish, worked) = oneshot::channel();
    if wishes.send(wish).await.is_ok() && worked.await == Ok(true) {
        *published = Some(version);
    }
    Ok(true)
}
