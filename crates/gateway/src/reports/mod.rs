//! Reports: what people tell the city, and what the city answers.
//!
//! # The way of a report
//!
//! 1. The app hands in photos, and then the report that names them ([`api`]). Each is checked, and answered
//!    when it is on the disk ([`store`]); a photo is kept as it came, for the office, and re-encoded, for
//!    everybody else.
//! 2. Where the city has a server of its own, the report is queued for it in the same transaction ([`city`]).
//!    Else it stays here, at the [`desk`], and the staff answer it on the command line ([`staff`]).
//! 3. What becomes of it is asked for by whoever knows its key. Everybody else reads in the feed what kind
//!    of report it is, about where, how far, and what the staff say to it; nothing that its writer wrote.
//!    That is so at the desk. A server of the city has all of the report and publishes of it what it
//!    publishes, words, address and photos among it where it does; the feed repeats what that is.
//!
//! What can be reported is content like all other ([`categories`]), and a report is checked against what is
//! published.
//!
//! Here personal data is: what people wrote, and who they are where they said so. It is in the one database,
//! in no log, and forgotten half a year after the office is done with it; a photo whose report never came
//! is after a month. Who asks is known for the
//! limits of rate alone ([`rate`]).

pub mod api;
pub mod categories;
pub mod city;
pub mod config;
pub mod desk;
pub mod rate;
pub mod staff;
pub mod store;

use crate::clock::Clock;
use crate::publication::{Publication, PublicationError};
use api::body::Bodies;
use chrono::{DateTime, Utc};
use config::ReportsConfig;
use ka_domain::{Content, ItemId, Kind, ReportCategory, SubmissionId};
use ka_outbox::Delivery;
use rate::Rates;
use std::sync::Arc;
use store::Store;
use tokio::sync::{Notify, Semaphore};

/// All that taking reports needs.
pub struct Reports {
    /// Where they are kept.
    pub store: Store,
    /// Somebody has handed in a report that is for the city's server.
    pub handed_in: Arc<Notify>,
    publication: Arc<Publication>,
    clock: Arc<dyn Clock>,
    rates: Rates,
    behind_proxy: bool,
    at_the_city: bool,
    bodies: Bodies,
    decoding: Arc<Semaphore>,
}

impl Reports {
    /// Takes reports as `config` says, and puts them into `store`.
    pub fn new(
        config: &ReportsConfig,
        store: Store,
        publication: Arc<Publication>,
        clock: Arc<dyn Clock>,
    ) -> Reports {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Reports {
            store,
            handed_in: Arc::default(),
            publication,
            clock,
            rates: Rates::new(config.limits),
            behind_proxy: config.behind_proxy,
            at_the_city: config.open311.is_some(),
            bodies: Bodies::default(),
            decoding: Arc::new(Semaphore::new(cores)),
        }
    }

    /// Forgets what need not be kept any more.
    pub async fn forget(&self) {
        self.rates.forget();
        if let Err(why) = self.store.forget(self.clock.now()).await {
            tracing::error!(%why, "what need not be kept could not be forgotten");
        }
    }

    /// The category that a report names, as it is published.
    async fn category(&self, id: ItemId) -> Result<Option<ReportCategory>, PublicationError> {
        let content = self.published(move |all| all.content(Kind::ReportCategory, &id));
        Ok(match content.await? {
            Some(Content::ReportCategory(category)) => Some(category),
            _ => None,
        })
    }

    /// Whether nothing is known yet of what can be reported: then who names something is not to blame.
    async fn has_no_categories(&self) -> Result<bool, PublicationError> {
        let any = self.published(|all| all.has_any(Kind::ReportCategory));
        Ok(!any.await?)
    }

    /// Whether everybody may read of that report.
    async fn is_public(&self, id: ItemId) -> Result<bool, PublicationError> {
        let content = self.published(move |all| all.content(Kind::PublicReport, &id));
        Ok(content.await?.is_some())
    }

    /// Asks what is published, on a thread that may wait for the disk.
    async fn published<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&Publication) -> Result<T, PublicationError> + Send + 'static,
    ) -> Result<T, PublicationError> {
        let publication = self.publication.clone();
        let asking = tokio::task::spawn_blocking(move || ask(&publication));
        asking.await.unwrap_or(Err(PublicationError::Poisoned))
    }

    /// How a report that is accepted now begins its way to the city's server, if there is one.
    fn way(&self, now: DateTime<Utc>) -> Option<Delivery> {
        self.at_the_city.then(|| Delivery::new(now))
    }
}

/// A name that nobody can guess: 128 bits.
fn unguessable() -> Result<String, aws_lc_rs::error::Unspecified> {
    let mut bytes = [0; 16];
    aws_lc_rs::rand::fill(&mut bytes)?;
    Ok(hex::encode(bytes))
}

/// A key for what came without one, as a part of something else.
fn new_key(now: DateTime<Utc>) -> Result<SubmissionId, aws_lc_rs::error::Unspecified> {
    let mut random = [0; 10];
    aws_lc_rs::rand::fill(&mut random)?;
    let unix_ms = u64::try_from(now.timestamp_millis()).unwrap_or_default();
    Ok(SubmissionId::new(unix_ms, &random))
}

#[cfg(test)]
mod tests;
