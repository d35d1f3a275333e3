//! The work of a city's council, over OParl 1.1: papers, meetings with their agenda, who takes part.
//!
//! # The source
//!
//! A body names three lists that are read here. A list comes in pages, each with a link to the next.
//! Asked with `modified_since` it gives what changed, objects that were deleted among it; asked
//! without, it gives what is there and is silent about the rest. Karlsruhe's has seventeen thousand
//! objects, which are fifty megabytes, so it is read whole once, then in changes, and once a week whole
//! again. Any other body will do as well. What is the city's alone is in [`body::Rewrite::karlsruhe`], in the
//! rules by which [`districts`] finds places in titles, and in [`super::time`], where clocks without a zone are
//! the city's.
//!
//! # The way of an object
//!
//! [`page`] takes an answer apart, [`object`] reads what is of use of each object, [`archive`] keeps it,
//! [`shape`] puts together what OParl spreads over several objects, [`fit`] makes it fit into a line of
//! the feed. [`walk`] decides what is asked for, [`retry`] how patiently. With [`files`] all objects come
//! from a folder and none is kept.
//!
//! # What is believed
//!
//! A page counts as a whole or not at all, and is stored together with the way to the next one. So a
//! reading that breaks off, at whatever point, has read some pages, and the next one goes on there.
//! Nothing is published before each list has come to its end. From then on a list that cannot be read
//! costs the others nothing: what they brought is published, and the reading counts as failed.
//!
//! That something is gone is believed only if it is said: by a tombstone, or by a 404 or 410 for the
//! object itself. Not to be shown any more (401) is not to be gone, and what a walk has merely missed is
//! asked for by itself. A walk that met far less than was promised or was there before is an error.
//!
//! Links are followed at the body's own host only. Pages that lead in a circle, or never end, are
//! errors. A date in the future does not move the mark from which changes are asked for.
//!
//! # What is published
//!
//! After the first time only what changed, together with what says something of it: a paper says when the
//! meeting is that treats it. The archive knows who names whom, so a change touches its neighbours and
//! no others, and forgets what it touched once that is published ([`Connector::published`]).

pub mod archive;
pub mod body;
mod districts;
mod fields;
mod files;
mod fit;
mod list;
mod object;
mod page;
#[cfg(test)]
mod real;
pub mod retry;
mod shape;
mod walk;

use super::city_facts::FactsOrigin;
use super::{Connector, ConnectorError, Extent, Fetch, Harvest, Harvested, time};
use archive::{Due, Shelf};
use async_trait::async_trait;
use body::{Place, Rewrite};
use chrono::{DateTime, Utc};
use districts::Districts;
use ka_domain::{Content, District, ItemId, Kind, Provenance, SourceId};
use list::List;
use retry::{Asker, Patience};
use sha2::{Digest, Sha256};
use shape::Shaper;
use std::path::PathBuf;
use url::Url;

/// The source's id in the collection `sources`.
pub const SOURCE: &str = "council-karlsruhe";

/// Where the city answers.
pub const URL: &str = "https://web1.karlsruhe.de/ris/oparl/bodies/0001";

/// Where the council's work is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CouncilOrigin {
    /// At a body over HTTP.
    Body {
        /// The body's address.
        url: Url,
        /// The file in which its objects are kept; it is made if there is none.
        archive: PathBuf,
    },
    /// From a folder with a file for each list.
    Folder(PathBuf),
}

/// The connector of the council.
pub struct Council {
    source: SourceId,
    origin: Source,
    rewrite: Rewrite,
    city: FactsOrigin,
    patience: Patience,
}

enum Source {
    Body(Box<Place>, Shelf),
    Folder(PathBuf),
}

/// How objects are shaped: a word for it, and the districts.
struct Shaping {
    word: String,
    districts: Districts,
    rewrite: Rewrite,
    source: SourceId,
}

impl Council {
    /// Reads it at `origin`, and the districts' names among the facts of the city.
    pub fn new(
        origin: CouncilOrigin,
        rewrite: Rewrite,
        city: FactsOrigin,
        patience: Patience,
    ) -> Result<Self, ConnectorError> {
        let origin = match origin {
            CouncilOrigin::Folder(folder) => Source::Folder(folder),
            CouncilOrigin::Body { url, archive } => {
                let shelf = Shelf::new(archive, url.clone());
                let rewrite = rewrite.clone();
                Source::Body(Box::new(Place { body: url, rewrite }), shelf)
            }
        };
        Ok(Council {
            source: SourceId::new(SOURCE)?,
            origin,
            rewrite,
            city,
            patience,
        })
    }

    fn shaping(&self) -> Result<Shaping, ConnectorError> {
        let facts = super::city_facts::read(&self.city.texts()?)?;
        let districts: Vec<District> = facts
            .items
            .into_iter()
            .filter_map(|item| match item.content {
                Content::District(district) => Some(district),
                _ => None,
            })
            .collect();
        let all = format!("{} {:?} {districts:?}", shape::SHAPE, self.rewrite);
        Ok(Shaping {
            word: hex::encode(Sha256::digest(all)),
            districts: Districts::new(&districts),
            rewrite: self.rewrite.clone(),
            source: self.source.clone(),
        })
    }

    async fn read_body(
        &self,
        place: &Place,
        shelf: &Shelf,
        fetch: &Fetch,
        now: DateTime<Utc>,
        basis: Option<&str>,
    ) -> Result<Harvest, ConnectorError> {
        let rests = shelf.with(|archive| archive.not_before()).await?;
        // One that is further off was named before the clock was turned back.
        if rests.is_some_and(|until| now < until && until - now <= retry::LONGEST_REST) {
            return Err(ConnectorError::Busy);
        }
        let mut asker = Asker::begin(fetch, self.patience, now);
        let mut walker = walk::Walker {
            asker: &mut asker,
            place,
            shelf,
            now,
        };
        let walked = walker.walk().await;
        let until = asker.not_before;
        if until != rests {
            shelf
                .with(move |archive| archive.set_not_before(until))
                .await?;
        }
        let failure = walked?.map(|why| why.code());
        let shaping = self.shaping()?;
        let basis = basis.map(str::to_owned);
        let shape = move |archive: &mut archive::Archive| {
            let due = archive.due(&shaping.word, basis.as_deref())?;
            let (harvest, cut) = shaping.harvest(due)?;
            archive.cut(&cut)?;
            Ok(harvest)
        };
        let harvest = shelf.with(shape).await?;
        Ok(Harvest { failure, ..harvest })
    }
}

#[async_trait]
impl Connector for Council {
    fn source(&self) -> &SourceId {
        &self.source
    }

    fn kinds(&self) -> &[Kind] {
        &[Kind::Organization, Kind::Meeting, Kind::Paper]
    }

    async fn harvest(
        &self,
        fetch: &Fetch,
        now: DateTime<Utc>,
        basis: Option<&str>,
    ) -> Result<Harvest, ConnectorError> {
        match &self.origin {
            Source::Body(place, shelf) => self.read_body(place, shelf, fetch, now, basis).await,
            Source::Folder(folder) => {
                let (folder, shaping) = (folder.clone(), self.shaping()?);
                let read = move || Ok(shaping.harvest(files::read(&folder)?)?.0);
                let reading = tokio::task::spawn_blocking(read);
                reading.await.unwrap_or(Err(ConnectorError::Broken))
            }
        }
    }

    async fn published(&self) -> Result<(), ConnectorError> {
        let Source::Body(_, shelf) = &self.origin else {
            return Ok(());
        };
        shelf.with(|archive| archive.published()).await
    }
}

impl Shaping {
    /// Shapes what is due, and says what could be published in part only.
    fn harvest(&self, due: Due) -> Result<(Harvest, Vec<(List, ItemId)>), ConnectorError> {
        let shaper = Shaper {
            neighbours: &due.neighbours,
            districts: &self.districts,
            rewrite: &self.rewrite,
        };
        let mut items = Vec::with_capacity(due.objects.len());
        let mut cut = Vec::new();
        for held in &due.objects {
            let mut content = shaper.content(held)?;
            if fit::fit(&mut content)? && !held.incomplete {
                cut.push((held.object.list(), held.item.clone()));
            }
            items.push(Harvested {
                id: held.item.clone(),
                provenance: Provenance {
                    source: self.source.clone(),
                    licence: None,
                    as_of: held.as_of,
                },
                content,
            });
        }
        let harvest = Harvest {
            items,
            live: None,
            basis: due.basis,
            failure: None,
            rejected: due.rejected,
            incomplete: due.incomplete + cut.len() as u64,
            extent: match due.replaces {
                true => Extent::Everything,
                false => Extent::Changes {
                    removed: due.removed,
                    held: due.held,
                },
            },
        };
        let harvest = match due.everything {
            true => harvest.credible()?,
            false => harvest,
        };
        Ok((harvest, cut))
    }
}
