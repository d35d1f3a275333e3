//! Asking the gateway how far reports are. Only their ids are sent; whoever does not know them learns
//! nothing. What the city is done with is asked after for a while longer: it may say more, or go on with it.

use super::device_key::DeviceKey;
use super::news::{ReportNews, What, category_name};
use super::{Bell, Equipment};
use crate::city::Event;
use crate::net::Body;
use crate::store::reports::{self, KeptReport};
use crate::store::submissions::{self, CITY};
use crate::store::{Store, StoreError, device_secret};
use chrono::{DateTime, TimeDelta, Utc};
use ka_domain::{Progress, SubmissionId};
use ka_outbox::State;
use ka_protocol::report::{
    ANSWER_BYTES, DEVICE_KEY, ReportStatus, STATUS, STATUS_IDS, StatusQuestion,
};
use serde::Deserialize;
use std::sync::Arc;

/// Questions in a row at most; who has more open reports has the rest asked after next time.
const QUESTIONS: usize = 25;
/// Reports in a question: few enough for the whole history of each to find room in the answer.
const AT_ONCE: usize = 20;
/// How long after its last word a report is asked after that the city is done with. So long the gateway itself
/// asks the city.
const FOLLOWED: TimeDelta = TimeDelta::days(30);

const _: () = assert!(AT_ONCE <= STATUS_IDS);

/// Asks whenever somebody wants to know.
pub(super) async fn run(equipment: Arc<Equipment>, bell: Bell) {
    loop {
        bell.0.status.notified().await;
        if let Err(why) = Box::pin(ask(&equipment, &bell)).await {
            tracing::info!(%why, "not known how far reports are");
        }
    }
}

/// Why it is not known.
#[derive(Debug, thiserror::Error)]
enum NotKnown {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the gateway cannot be reached")]
    Unanswered,
    #[error("the gateway answers with status {0}")]
    Status(u16),
    #[error("the answer is none")]
    Strange,
}

async fn ask(equipment: &Arc<Equipment>, bell: &Bell) -> Result<(), NotKnown> {
    let open = on_a_thread(equipment, |equipment| {
        open(&equipment.store, equipment.clock.now())
    })
    .await?;
    for ids in open.chunks(AT_ONCE).take(QUESTIONS) {
        let statuses = statuses(equipment, ids).await?;
        bell.reached();
        let asked = ids.to_vec();
        let news = on_a_thread(equipment, move |equipment| {
            let now = equipment.clock.now();
            take_in(&equipment.store, &asked, &statuses, now)
        })
        .await?;
        if let Some(tell) = news {
            (equipment.sink)(Event::Reports { tell });
        }
    }
    Ok(())
}

async fn on_a_thread<T: Send + 'static>(
    equipment: &Arc<Equipment>,
    work: impl FnOnce(&Equipment) -> Result<T, StoreError> + Send + 'static,
) -> Result<T, NotKnown> {
    let equipment = equipment.clone();
    let done = tokio::task::spawn_blocking(move || work(&equipment)).await;
    Ok(done.map_err(|_| StoreError::Closed)??)
}

/// Reports that the gateway has and of which the city may say more: those that it is not done with first, and of
/// each the ones asked after longest ago.
fn open(store: &Store, now: DateTime<Utc>) -> Result<Vec<SubmissionId>, StoreError> {
    store.read(|reader| {
        let mut open: Vec<(bool, Option<DateTime<Utc>>, SubmissionId)> = Vec::new();
        for kept in reports::all(reader)? {
            let submission = submissions::get(reader, &kept.id)?;
            let is_there =
                submission.is_some_and(|row| matches!(row.delivery.state, State::Accepted { .. }));
            if is_there && !is_over(&kept, now) {
                open.push((is_done(&kept), kept.asked_at, kept.id));
            }
        }
        open.sort_unstable();
        Ok(open.into_iter().map(|(_, _, id)| id).collect())
    })
}

fn is_done(kept: &KeptReport) -> bool {
    let progress = kept.status.as_ref().map(|status| status.progress);
    matches!(progress, Some(Progress::Closed | Progress::Refused))
}

/// Whether the city has been done with it for so long that nothing more is to come.
fn is_over(kept: &KeptReport, now: DateTime<Utc>) -> bool {
    let steps = kept.status.iter().flat_map(|status| &status.steps);
    let last = steps.map(|step| step.at).max().unwrap_or(kept.sent_at);
    is_done(kept) && now - last > FOLLOWED
}

async fn statuses(
    equipment: &Arc<Equipment>,
    ids: &[SubmissionId],
) -> Result<Vec<ReportStatus>, NotKnown> {
    let city = equipment.targets.get(CITY).ok_or(NotKnown::Unanswered)?;
    let url = city.join(STATUS).map_err(|_| NotKnown::Unanswered)?;
    let question = StatusQuestion { ids: ids.to_vec() };
    let json = serde_json::to_string(&question).map_err(StoreError::from)?;
    let key = on_a_thread(equipment, |equipment| {
        let secret = equipment.store.read(device_secret::get)?;
        Ok(secret.map(|secret| DeviceKey::of(&secret, equipment.clock.now())))
    })
    .await?;
    let headers: Vec<_> = key
        .iter()
        .map(|key| (DEVICE_KEY, key.as_str().to_owned()))
        .collect();
    let reply = equipment
        .http
        .post(url, &headers, Body::Json(json), ANSWER_BYTES)
        .await
        .map_err(|_| NotKnown::Unanswered)?;
    if reply.status != 200 {
        return Err(NotKnown::Status(reply.status));
    }
    readable(&reply.bytes).ok_or(NotKnown::Strange)
}

/// What can be read of an answer. A newer gateway may say of one report what this app does not understand;
/// the others are heard all the same.
fn readable(answer: &[u8]) -> Option<Vec<ReportStatus>> {
    let all: Vec<serde_json::Value> = serde_json::from_slice(answer).ok()?;
    let known = all
        .iter()
        .filter_map(|said| ReportStatus::deserialize(said).ok());
    let known: Vec<ReportStatus> = known.collect();
    if known.len() < all.len() {
        let unreadable = all.len() - known.len();
        tracing::warn!(
            unreadable,
            "the gateway says of reports what is not understood"
        );
    }
    Some(known)
}

/// Keeps what was said, and says what of it the owner may want to be told of; none if all of it was known.
fn take_in(
    store: &Store,
    asked: &[SubmissionId],
    statuses: &[ReportStatus],
    now: DateTime<Utc>,
) -> Result<Option<Vec<ReportNews>>, StoreError> {
    store.write(|transaction| {
        let mut changed = false;
        let mut tell = Vec::new();
        for id in asked {
            let Some(kept) = reports::get(transaction, id)? else {
                continue;
            };
            let said = statuses.iter().find(|status| status.id == *id);
            let said = said.map(|said| with_earlier(kept.status.as_ref(), said));
            let said = said.as_ref();
            reports::set_status(transaction, id, said, now)?;
            let Some(said) = said.filter(|said| Some(*said) != kept.status.as_ref()) else {
                continue;
            };
            changed = true;
            if let Some(what) = worth_telling(kept.status.as_ref(), said) {
                let category = category_name(transaction, &kept.report.category);
                tell.push(ReportNews { what, category });
            }
        }
        Ok(changed.then_some(tell))
    })
}

/// What was said, behind the steps that were known before: an answer leaves out the earliest ones where it has no
/// room for them.
fn with_earlier(known: Option<&ReportStatus>, said: &ReportStatus) -> ReportStatus {
    let first = said.steps.first().map(|step| step.at);
    let known = known.iter().flat_map(|known| &known.steps);
    let earlier = known.filter(|step| first.is_some_and(|first| step.at < first));
    ReportStatus {
        steps: earlier.chain(&said.steps).cloned().collect(),
        ..said.clone()
    }
}

/// What of it is worth being told while one looks elsewhere: that the city is done, or says something, but
/// not that the gateway has it, which its receipt has said.
fn worth_telling(known: Option<&ReportStatus>, said: &ReportStatus) -> Option<What> {
    let before = known.map_or(Progress::Received, |known| known.progress);
    let heard = known.map_or(0, |known| known.steps.len());
    let answers = said
        .steps
        .iter()
        .skip(heard)
        .any(|step| step.words.is_some());
    match said.progress {
        Progress::Closed if before != Progress::Closed => Some(What::Closed),
        Progress::Refused if before != Progress::Refused => Some(What::Refused),
        progress if answers || progress != before => Some(What::Answered),
        _ => None,
    }
}
