//! Sending one report, and writing down what came of it.
//!
//! How often a report was handed in without anybody knowing what came of it is counted in the database,
//! before it is. After [`MOST_POSTS`] it is looked for again and again, but not handed in any more: a server that
//! takes reports, denies it and does not list them would have it a hundred times. The desk may take it then.

use super::{City, happened, settled};
use crate::connector::ConnectorError;
use crate::connector::open311::{Filing, HandedIn, Name, filing};
use crate::reports::store::StoreError;
use crate::reports::store::city::{CityName, MOST_POSTS, Outgoing};
use chrono::{DateTime, Utc};
use ka_domain::{Progress, Question, ReportStep, SubmissionId};
use ka_outbox::{Delivery, Event, Need, Receipt, Trouble};
use ka_protocol::report::MEDIA;

impl City {
    pub(super) async fn deliver(
        &self,
        key: SubmissionId,
        before: &Delivery,
    ) -> Result<(), StoreError> {
        let now = self.clock.now();
        let Some(sending) = happened(before, Event::Begin, now) else {
            return Ok(());
        };
        self.store.set_delivery(key, &sending).await?;
        let handed_in = match self.store.outgoing(key).await {
            Ok(Some(outgoing)) => self.send(&outgoing, before.in_doubt).await?,
            Ok(None) | Err(StoreError::Damaged(_) | StoreError::Json(_)) => {
                // Why is not said: that would quote from it.
                tracing::error!("a report for the city cannot be read, and is not handed in");
                HandedIn::NotTaken(Trouble::Needs(Need::Damaged))
            }
            Err(why) => return Err(why),
        };
        let now = self.clock.now();
        match handed_in {
            HandedIn::Taken { name, notice } => {
                let (id, name) = match name {
                    Name::Id(id) => (id.clone(), CityName::Id(id)),
                    Name::Token(token) => (token.clone(), CityName::Token(token)),
                };
                let receipt = Receipt { id, at: now };
                if let Some(next) = happened(&sending, Event::Accepted(receipt), now) {
                    let taken = self.store.taken_by_city(key, &next, name, notice, now);
                    taken.await?;
                    tracing::info!("the city's server has taken a report");
                }
            }
            HandedIn::Refused { reason, words } => {
                // The step first: between both it would be refused once more, and told once.
                let step = ReportStep {
                    at: now,
                    progress: Progress::Refused,
                    words,
                };
                self.store.add_step(key, step, now).await?;
                let event = Event::Failed(Trouble::Permanent(reason));
                if let Some(next) = happened(&sending, event, now) {
                    self.store.set_delivery(key, &next).await?;
                }
            }
            HandedIn::NotTaken(trouble) => {
                if let Some(next) = happened(&sending, Event::Unsent(trouble), now) {
                    self.store.set_delivery(key, &next).await?;
                }
            }
            HandedIn::Unclear(trouble) => {
                if let Some(next) = happened(&sending, Event::Failed(trouble), now) {
                    self.store.set_delivery(key, &settled(next, now)).await?;
                }
            }
        }
        Ok(())
    }

    /// Looks whether the server has it, if that is in doubt, and if not hands it in.
    async fn send(&self, outgoing: &Outgoing, in_doubt: bool) -> Result<HandedIn, StoreError> {
        let report = &outgoing.report;
        let district = report.place.district.as_ref();
        let district = district.and_then(|id| self.districts.get(id));
        let base = self.public_url.as_str().trim_end_matches('/');
        let photos: Vec<String> = outgoing
            .media
            .iter()
            .map(|name| format!("{base}{MEDIA}{name}"))
            .collect();
        let reopens = outgoing.reopens.as_ref().map(|before| {
            let named = before.city_id.clone();
            named.unwrap_or_else(|| filing::known_as(before.key))
        });
        let filing = |questions| Filing {
            key: outgoing.key,
            report,
            questions,
            photos: &photos,
            reopens: reopens.as_deref(),
            district: district.map(String::as_str),
        };
        if in_doubt {
            if let Some(known) = self.look(&filing(&[]), outgoing.received_at).await {
                return Ok(known);
            }
            if outgoing.posts >= MOST_POSTS {
                tracing::warn!(
                    number = outgoing.number,
                    "the city's server does not say whether it has a report, which is not handed in again but \
                     looked for: somebody may ask there, or take it at the desk"
                );
                return Ok(HandedIn::NotTaken(Trouble::Transient {
                    retry_after_s: None,
                }));
            }
        }
        let questions = match self.questions(outgoing).await {
            Ok(questions) => questions,
            Err(why) => {
                tracing::warn!(
                    code = why.code(),
                    "what the city's server asks could not be read: a report waits"
                );
                return Ok(HandedIn::NotTaken(trouble(&why)));
            }
        };
        // Counted before, since this may be the last that this process does.
        let posts = outgoing.posts;
        self.store.set_posts(outgoing.key, posts + 1).await?;
        let form = filing(&questions).form();
        let handed_in = self.server.hand_in(&form, self.clock.now()).await;
        if let HandedIn::NotTaken(_) | HandedIn::Refused { .. } = handed_in {
            self.store.set_posts(outgoing.key, posts).await?;
        }
        // It may complain because it has it already.
        if in_doubt && matches!(handed_in, HandedIn::Refused { .. }) {
            let known = self.look(&filing(&[]), outgoing.received_at).await;
            return Ok(known.unwrap_or(handed_in));
        }
        Ok(handed_in)
    }

    /// Looks through the server's requests for one that may be there. Nothing if it is not, or if the server
    /// never lists any.
    async fn look(&self, filing: &Filing<'_>, since: DateTime<Utc>) -> Option<HandedIn> {
        match self.server.find(filing, since, self.clock.now()).await {
            Ok(Some(request)) => Some(HandedIn::Taken {
                name: Name::Id(request.id),
                notice: None,
            }),
            Ok(None) => None,
            Err(ConnectorError::Status(404 | 405 | 501)) if !self.server.has_listed() => {
                tracing::warn!(
                    "the city's server lists no requests: a report cannot be looked for"
                );
                None
            }
            Err(why) => Some(HandedIn::NotTaken(trouble(&why))),
        }
    }

    async fn questions(&self, outgoing: &Outgoing) -> Result<Vec<Question>, ConnectorError> {
        let report = &outgoing.report;
        if report.answers.is_empty() {
            return Ok(Vec::new());
        }
        match self.server.known_questions(&report.category).await {
            Some(questions) => Ok(questions),
            None => self.server.read_questions(&report.category).await,
        }
    }
}

/// A question that was not answered, as the trouble of what it was asked for.
fn trouble(why: &ConnectorError) -> Trouble {
    match why {
        ConnectorError::Unreachable(_) | ConnectorError::TimedOut => {
            Trouble::Network { captive: false }
        }
        _ => Trouble::Transient {
            retry_after_s: None,
        },
    }
}
