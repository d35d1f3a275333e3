//! Handing things in, and what became of them: the outbox as its owner sees it.
//!
//! What is handed in is on the disk before any of these functions returns, whether or not there is a
//! network or a gateway.

use super::{City, CityError, Event, Gateway, opening};
use crate::net::Http;
use crate::outbox::{At, Equipment, Outbox, category_name, public_name, submit, supported};
use crate::report::{self, beginning};
use crate::store::submissions::{self, CITY, Kind, Submission, state_among};
use crate::store::{Store, StoreError, drafts, photos, reports};
use chrono::{DateTime, Utc};
use ka_domain::views::{
    DraftText, DraftView, OutboxRow, OutboxView, SubmissionKind, SubmissionState,
};
use ka_domain::{ItemId, Report, ReportCategory, ReportPlace, SubmissionId};
use ka_outbox::State;
use ka_outbox::lanes::Waiting;
use rusqlite::{Connection, Transaction};
use std::sync::Arc;

/// What is told of those that are there.
const THERE: u32 = 100;

impl City {
    /// Hands a draft in: it goes to the outbox, whole, or stays a draft. Handing it in twice does so once.
    pub fn send_report(&self, draft: &SubmissionId) -> Result<OutboxView, CityError> {
        self.submit(|transaction, at| {
            let Some(kept) = drafts::get(transaction, draft)? else {
                let sent = submissions::get(transaction, draft)?;
                return sent.map(drop).ok_or(CityError::NotFound);
            };
            let photos = photos::of(transaction, draft)?;
            let photos = submit::keys(photos.into_iter().map(|photo| photo.id));
            let category = match &kept.text.category {
                Some(id) => report::category(transaction, id)?,
                None => None,
            };
            let report = complete(kept.text, category, photos, at.now)?;
            submit::report(transaction, draft, &report, at)
        })
    }

    /// Says that a report of somebody else concerns the owner too, instead of `draft`, which is thrown away.
    pub fn support_report(
        &self,
        report: &ItemId,
        draft: Option<&SubmissionId>,
    ) -> Result<OutboxView, CityError> {
        let id = self.new_key()?;
        self.submit(|transaction, at| Ok(submit::support(transaction, report, draft, id, at)?))
    }

    /// What is in the outbox.
    pub fn outbox(&self) -> Result<OutboxView, CityError> {
        Ok(view(&*self.store()?, self.clock.now())?)
    }

    /// Tries something in the outbox now.
    pub fn retry_submission(&self, id: &SubmissionId) -> Result<OutboxView, CityError> {
        self.submit(|transaction, at| submit::retry(transaction, id, at))
    }

    /// Makes a report that the city surely does not have a draft again. The draft is another than before.
    pub fn edit_submission(&self, id: &SubmissionId) -> Result<DraftView, CityError> {
        let new = self.new_key()?;
        self.submit(|transaction, at| submit::edit(transaction, id, &new, at))?;
        self.draft(&new)
    }

    /// Takes something back that was not accepted. What the city may have heard of is only gone once the
    /// city has said so.
    pub fn withdraw_submission(&self, id: &SubmissionId) -> Result<OutboxView, CityError> {
        self.submit(|transaction, at| submit::withdraw(transaction, id, at))
    }

    /// Has the city asked how far reports are, behind the screen, unless that was done just now.
    pub(super) fn refresh_reports(&self) {
        let _ = self.with_open(|open| open.worker.as_ref().map(|worker| worker.refresh_reports()));
    }

    /// Whoever knows that there is a network again says so: nothing waits any longer but what the gateway itself
    /// asked to wait.
    pub(super) fn wake_outbox(&self) {
        let _ = self.with_open(|open| open.outbox.as_ref().map(|outbox| outbox.bell().reached()));
    }

    fn submit(
        &self,
        work: impl FnOnce(&Transaction<'_>, &At<'_>) -> Result<(), CityError>,
    ) -> Result<OutboxView, CityError> {
        let store = self.store()?;
        let at = At {
            clock: &*self.clock,
            now: self.clock.now(),
        };
        store.write_durably(|transaction| work(transaction, &at))?;
        let _ = self.with_open(|open| {
            let bell = open.outbox.as_ref().map(Outbox::bell)?;
            bell.changed();
            // Whoever does something here may just have found a network.
            bell.reached();
            Some(())
        });
        (self.sink)(Event::Reports { tell: Vec::new() });
        Ok(view(&store, at.now)?)
    }

    /// The worker that brings to `gateway` what is in `store`.
    pub(super) fn outbox_to(&self, gateway: &Gateway, http: &Http, store: &Arc<Store>) -> Outbox {
        let equipment = Equipment {
            http: http.clone(),
            lock: opening::outbox_lock(&self.folder),
            targets: [(CITY, gateway.url.clone())].into(),
            store: store.clone(),
            clock: self.clock.clone(),
            sink: self.sink.clone(),
        };
        Outbox::start(&self.runtime, equipment)
    }

    /// The key of something new.
    pub(super) fn new_key(&self) -> Result<SubmissionId, CityError> {
        let mut random = [0; 10];
        self.clock
            .fill(&mut random)
            .map_err(|none| CityError::Folder(std::io::Error::other(none)))?;
        let now = self.clock.now().timestamp_millis();
        Ok(SubmissionId::new(now.unsigned_abs(), &random))
    }
}

/// The report that a draft is, if nothing in it must be mended.
fn complete(
    text: DraftText,
    category: Option<ReportCategory>,
    photos: Vec<SubmissionId>,
    now: DateTime<Utc>,
) -> Result<Report, CityError> {
    let faults = text.faults(category.as_ref(), photos.len());
    let category = category.ok_or(CityError::DraftIncomplete)?;
    if !faults.is_empty() {
        return Err(CityError::DraftIncomplete);
    }
    Ok(Report {
        answers: category.asked(&text.answers),
        category: category.id,
        place: ReportPlace {
            address: text.place.address.trim().to_owned(),
            ..text.place
        },
        words: text.words.trim().to_owned(),
        contact: Some(text.contact).filter(|contact| !contact.is_empty()),
        photos,
        reopens: text.reopens,
        written_at: now,
    })
}

fn view(store: &Store, now: DateTime<Utc>) -> Result<OutboxView, StoreError> {
    store.read(|reader| {
        let under_way = submissions::under_way(reader)?;
        let others = submissions::lanes(&under_way);
        let rows = |of: &[Submission]| -> Result<Vec<OutboxRow>, StoreError> {
            of.iter()
                .filter(|submission| submission.kind != Kind::Photo)
                .map(|submission| row(reader, submission, &others, now))
                .collect()
        };
        let needing = rows(&submissions::stuck(reader)?)?;
        let mut moving = rows(&under_way)?;
        moving.reverse();
        let there = rows(&submissions::accepted(reader, THERE)?)?;
        Ok(OutboxView {
            need_you: count(&needing),
            under_way: count(&moving),
            rows: [needing, moving, there].concat(),
        })
    })
}

fn count(rows: &[OutboxRow]) -> u32 {
    u32::try_from(rows.len()).unwrap_or(u32::MAX)
}

fn row(
    reader: &Connection,
    submission: &Submission,
    others: &[Waiting<'_, SubmissionId, &str>],
    now: DateTime<Utc>,
) -> Result<OutboxRow, StoreError> {
    let state = state_among(submission, others, now);
    let photos = submission.depends_on.len() as u32;
    let photos_sent = match state {
        SubmissionState::Accepted { .. } => photos,
        _ => accepted_parts(reader, submission)?,
    };
    Ok(OutboxRow {
        id: submission.id,
        kind: kind(reader, submission, photos)?,
        queued_at: submission.queued_at,
        state,
        photos_sent,
        can_edit: submission.kind == Kind::Report && submission.delivery.can_edit(),
        can_withdraw: submission.delivery.can_withdraw(),
    })
}

fn accepted_parts(reader: &Connection, submission: &Submission) -> Result<u32, StoreError> {
    let mut accepted = 0;
    for part in &submission.depends_on {
        let part = submissions::get(reader, part)?;
        accepted += u32::from(
            part.is_some_and(|part| matches!(part.delivery.state, State::Accepted { .. })),
        );
    }
    Ok(accepted)
}

fn kind(
    reader: &Connection,
    submission: &Submission,
    photos: u32,
) -> Result<SubmissionKind, StoreError> {
    if submission.kind == Kind::Support
        && let Some(report) = supported(reader, submission)?
    {
        return Ok(SubmissionKind::Support {
            category: public_name(reader, &report),
            report,
        });
    }
    // What it is about cannot be read where nothing is found: it is shown all the same.
    let kept = reports::get(reader, &submission.id)?;
    let report = kept.map(|kept| kept.report);
    Ok(SubmissionKind::Report {
        category: report
            .as_ref()
            .and_then(|report| category_name(reader, &report.category)),
        words: report.map_or_else(String::new, |report| beginning(&report.words)),
        photos,
    })
}
