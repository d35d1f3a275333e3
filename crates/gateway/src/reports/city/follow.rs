//! Asking the city's server what became of reports.

use super::City;
use crate::connector::ConnectorError;
use crate::connector::open311::Request;
use crate::reports::store::StoreError;
use crate::reports::store::city::{CityName, Followed};
use chrono::{DateTime, Utc};
use ka_domain::{Progress, ReportStep};
use std::collections::BTreeMap;

/// How many reports are asked after at a time.
const FOLLOWED: u32 = 500;

impl City {
    /// Asks what became of reports that the city has, as many as are asked after at a time. What the server
    /// does not say now it is asked again.
    pub async fn follow(&self) -> Result<(), StoreError> {
        let followed = self.store.followed(FOLLOWED).await?;
        if followed.is_empty() {
            return Ok(());
        }
        let asked = self.ask_after(&followed).await;
        let keys = followed.into_iter().map(|one| one.key).collect();
        self.store.asked_after(keys, self.clock.now()).await?;
        asked
    }

    async fn ask_after(&self, followed: &[Followed]) -> Result<(), StoreError> {
        let tokens: Vec<&str> = followed.iter().filter_map(token).collect();
        let resolved = match self.server.ids_of_tokens(&tokens).await {
            Ok(resolved) => resolved,
            Err(why) => return could_not_be_asked(&why),
        };
        let mut by_id: BTreeMap<String, &Followed> = BTreeMap::new();
        for one in followed {
            let id = match &one.name {
                CityName::Id(id) => id,
                CityName::Token(token) => match resolved.get(token) {
                    Some(id) => {
                        self.store.set_city_id(one.key, id.clone()).await?;
                        id
                    }
                    None => continue,
                },
            };
            by_id.insert(id.clone(), one);
        }
        let ids: Vec<String> = by_id.keys().cloned().collect();
        let requests = match self.server.requests_by_id(&ids).await {
            Ok(requests) => requests,
            Err(why) => return could_not_be_asked(&why),
        };
        let now = self.clock.now();
        for (id, request) in requests {
            let Some(one) = by_id.get(&id) else { continue };
            if let Some(step) = step(one.progress, request, now) {
                self.store.add_step(one.key, step).await?;
            }
        }
        Ok(())
    }
}

/// The token of one that has no id yet.
fn token(one: &Followed) -> Option<&str> {
    match &one.name {
        CityName::Token(token) => Some(token),
        CityName::Id(_) => None,
    }
}

fn could_not_be_asked(why: &ConnectorError) -> Result<(), StoreError> {
    tracing::warn!(
        code = why.code(),
        "the city's server did not say what became of reports"
    );
    Ok(())
}

/// What a request says that is new to a report that was at `before`.
fn step(before: Progress, request: Request, now: DateTime<Utc>) -> Option<ReportStep> {
    let silent = request.notes.is_none() && request.progress == before;
    (!silent).then(|| ReportStep {
        at: request.updated_at.filter(|at| *at <= now).unwrap_or(now),
        progress: request.progress,
        words: request.notes,
    })
}
