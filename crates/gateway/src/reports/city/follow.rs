//! Asking the city's server what became of reports.

use super::City;
use crate::connector::ConnectorError;
use crate::connector::open311::Request;
use crate::reports::store::StoreError;
use crate::reports::store::city::{CityName, Followed};
use chrono::{DateTime, Utc};
use ka_domain::{Progress, ReportStep};

/// How many reports are asked after at a time.
const FOLLOWED: u32 = 500;
/// How many questions after ids are asked at a time. Reports are not handed in meanwhile.
const ID_QUESTIONS: u32 = 45;
/// How many questions after tokens.
const TOKEN_QUESTIONS: u32 = 15;

impl City {
    /// Asks what became of reports that the city has, as many as are asked after at a time. What the server
    /// does not say now it is asked again, after the others.
    pub async fn follow(&self) -> Result<(), StoreError> {
        let followed = self.store.followed(FOLLOWED, self.clock.now()).await?;
        let (mut ids, mut tokens) = (Vec::new(), Vec::new());
        for one in &followed {
            match &one.name {
                CityName::Id(id) => ids.push(id.clone()),
                CityName::Token(token) => tokens.push(token.clone()),
            }
        }
        let requests = self.server.requests_by_id(&ids, ID_QUESTIONS).await;
        for (id, request) in &requests.found {
            for one in followed.iter().filter(|one| is_called(one, id)) {
                self.tell(one, request).await;
            }
        }
        let mut asked = requests.asked;
        let mut broken_off = requests.broken_off;
        // Where nobody is, nobody knows a token either.
        if !matches!(broken_off, Some(ConnectorError::Unreachable(_))) {
            let resolved = self.server.ids_of_tokens(&tokens, TOKEN_QUESTIONS).await;
            for one in &followed {
                let CityName::Token(token) = &one.name else {
                    continue;
                };
                if let Some(id) = resolved.found.get(token) {
                    self.store.set_city_id(one.key, id.clone()).await?;
                }
            }
            asked.extend(resolved.asked);
            broken_off = broken_off.or(resolved.broken_off);
        }
        if let Some(why) = broken_off {
            tracing::warn!(
                code = why.code(),
                "the city's server did not say what became of all reports"
            );
        }
        let asked = followed.iter().filter(|one| asked.contains(name(one)));
        let keys = asked.map(|one| one.key).collect();
        self.store.asked_after(keys, self.clock.now()).await
    }

    /// Writes down what a request says. One that cannot be written costs the others nothing.
    async fn tell(&self, one: &Followed, request: &Request) {
        let now = self.clock.now();
        if let Some(step) = step(one.progress, request, now)
            && let Err(why) = self.store.add_step(one.key, step, now).await
        {
            tracing::error!(%why, "what became of a report could not be written down");
        }
    }
}

fn name(one: &Followed) -> &String {
    match &one.name {
        CityName::Id(name) | CityName::Token(name) => name,
    }
}

fn is_called(one: &Followed, id: &str) -> bool {
    matches!(&one.name, CityName::Id(name) if name == id)
}

/// What a request says that is new to a report that was at `before`.
fn step(before: Progress, request: &Request, now: DateTime<Utc>) -> Option<ReportStep> {
    let silent = request.notes.is_none() && request.progress == before;
    (!silent).then(|| ReportStep {
        at: request.updated_at.filter(|at| *at <= now).unwrap_or(now),
        progress: request.progress,
        words: request.notes.clone(),
    })
}
