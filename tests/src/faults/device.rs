//! A device: the engine of the app, and somebody who reports.

use super::jpeg;
use super::ledger::{Seen, SeenPhoto, Told};
use crate::wait::{PATIENCE, until};
use anyhow::{Context, Result, bail};
use fastrand::Rng;
use ka_core::city::Sink;
use ka_core::clock::Clock;
use ka_core::store::StoreKey;
use ka_core::vault::{KeyStore, VaultError};
use ka_core::{City, Gateway, Phase};
use ka_domain::views::{DraftText, DraftView, OutboxRow, OutboxView, SubmissionState};
use ka_domain::{Answers, Datatype, PhotoId, Question, ReportCategory, SubmissionId};
use sha2::{Digest, Sha256};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// What the stores here are encrypted with.
const KEY: [u8; 32] = [7; 32];

/// The key of the stores here.
pub fn store_key() -> StoreKey {
    StoreKey::new(KEY)
}

/// A key store that has always had the key.
#[derive(Debug, Clone, Copy)]
pub struct KnownKey;

impl KeyStore for KnownKey {
    fn load(&self) -> Result<Option<StoreKey>, VaultError> {
        Ok(Some(store_key()))
    }

    fn save(&self, _: &StoreKey) -> Result<(), VaultError> {
        Ok(())
    }

    fn forget(&self) -> Result<(), VaultError> {
        Ok(())
    }
}

/// An open device.
pub struct Device {
    /// The engine.
    pub city: City,
    /// Whatever of it still runs has this too.
    sink: Sink,
}

impl Device {
    /// Opens the device that keeps its files in `folder`. Its worker runs from here on, if there is a gateway.
    pub fn open(
        folder: &Path,
        gateway: impl Into<Option<Gateway>>,
        clock: Arc<dyn Clock>,
    ) -> Result<Device> {
        Device::open_and_hear(folder, gateway, clock, Arc::new(|_| ()))
    }

    /// The same, and `sink` hears of what happens.
    pub fn open_and_hear(
        folder: &Path,
        gateway: impl Into<Option<Gateway>>,
        clock: Arc<dyn Clock>,
        sink: Sink,
    ) -> Result<Device> {
        let city = City::with_key_store(
            folder.to_path_buf(),
            gateway.into(),
            clock,
            sink.clone(),
            tokio::runtime::Handle::current(),
            Box::new(KnownKey),
        );
        match tokio::task::block_in_place(|| city.open()) {
            Phase::Ready => Ok(Device { city, sink }),
            other => bail!("the device does not open: {other:?}"),
        }
    }

    /// Closes it, and waits until it has come to rest: what it was about to write down is written.
    pub async fn close(self) -> Result<()> {
        drop(self.city);
        until("the device to come to rest", PATIENCE, async || {
            Ok((Arc::strong_count(&self.sink) == 1).then_some(()))
        })
        .await
    }

    /// Waits until it is known what can be reported.
    pub async fn has_categories(&self) -> Result<()> {
        until("what can be reported", PATIENCE, async || {
            Ok((!self.city.report_categories()?.is_empty()).then_some(()))
        })
        .await
    }

    /// Begins a report, which stays a draft. `tell` hears of each step once it is saved.
    pub fn write(
        &self,
        chance: &mut Rng,
        tell: &mut impl FnMut(Told) -> Result<()>,
    ) -> Result<SubmissionId> {
        let categories = self.city.report_categories()?;
        let category = chance.choice(&categories).context("no categories")?;
        let draft = self.city.new_draft(Some(&category.id))?;
        self.go_on(draft, chance, tell)
    }

    /// Goes on with a draft, however far it is, until it can be sent.
    pub fn go_on(
        &self,
        draft: DraftView,
        chance: &mut Rng,
        tell: &mut impl FnMut(Told) -> Result<()>,
    ) -> Result<SubmissionId> {
        let id = draft.id;
        for _ in draft.photos.len()..chance.usize(..=2) {
            // Some are kept in several pieces.
            let side = match chance.u8(..6) {
                0 => chance.u32(600..1300),
                _ => chance.u32(160..480),
            };
            let photo = jpeg(side, side * 3 / 4, chance)?;
            self.city.add_photo(&id, &photo)?;
            tell(Told::Draft(self.draft(&id)?))?;
        }
        let category = match draft.category {
            Some(category) => category,
            None => {
                let categories = self.city.report_categories()?;
                chance.choice(categories).context("no categories")?
            }
        };
        self.city
            .save_draft(&id, &filled_in(&id, draft.text, &category))?;
        tell(Told::Draft(self.draft(&id)?))?;
        Ok(id)
    }

    /// Hands a draft in. `tell` hears of it once the engine has it.
    pub fn send(&self, id: &SubmissionId, tell: &mut impl FnMut(Told) -> Result<()>) -> Result<()> {
        let seen = self.draft(id)?;
        self.city.send_report(id)?;
        tell(Told::Sent(seen))
    }

    /// A draft as its owner sees it.
    pub fn draft(&self, id: &SubmissionId) -> Result<Seen> {
        let draft = self.city.draft(id)?;
        self.seen(
            *id,
            draft.text.words,
            draft.photos.iter().map(|photo| photo.id),
        )
    }

    /// Every report that was handed in, as its owner sees it.
    pub fn reports(&self) -> Result<Vec<Seen>> {
        let mine = self.city.my_reports()?.reports;
        mine.into_iter()
            .map(|row| {
                let report = self.city.my_report(&row.id)?;
                self.seen(
                    row.id,
                    report.words,
                    report.photos.iter().map(|photo| photo.id),
                )
            })
            .collect()
    }

    fn seen(
        &self,
        id: SubmissionId,
        words: String,
        photos: impl Iterator<Item = PhotoId>,
    ) -> Result<Seen> {
        let photos = photos
            .map(|id| {
                let bytes = self.city.photo(&id)?;
                Ok(SeenPhoto {
                    id,
                    sha256: hex::encode(Sha256::digest(bytes)),
                })
            })
            .collect::<Result<_>>()?;
        Ok(Seen { id, words, photos })
    }

    /// Finishes and hands in every draft that there is.
    pub fn send_drafts(
        &self,
        chance: &mut Rng,
        tell: &mut impl FnMut(Told) -> Result<()>,
    ) -> Result<()> {
        for row in self.city.my_reports()?.drafts {
            let id = self.go_on(self.city.draft(&row.id)?, chance, tell)?;
            self.send(&id, tell)?;
        }
        Ok(())
    }

    /// Has everything that waits tried at once.
    pub fn hurry(&self) -> Result<OutboxView> {
        let outbox = self.city.outbox()?;
        for row in outbox.rows.iter().filter(|row| waits_for_a_time(row)) {
            // It may have got there in this very moment.
            let _ = self.city.retry_submission(&row.id);
        }
        Ok(outbox)
    }

    /// Waits until everything that was handed in is there, for as long as `patience`. What nobody but its owner
    /// could get on is an error.
    pub async fn settle(&self, patience: Duration) -> Result<()> {
        until("the outbox to be empty", patience, async || {
            let outbox = tokio::task::block_in_place(|| self.hurry())?;
            let stuck = outbox.rows.iter().find(|row| is_stuck(row));
            if let Some(row) = stuck {
                bail!("{row:?}");
            }
            Ok((outbox.under_way == 0).then_some(()))
        })
        .await
    }
}

fn waits_for_a_time(row: &OutboxRow) -> bool {
    matches!(row.state, SubmissionState::Queued { attempts: 1.., .. })
        || matches!(row.state, SubmissionState::Withdrawing { .. })
}

fn is_stuck(row: &OutboxRow) -> bool {
    matches!(
        row.state,
        SubmissionState::Rejected { .. } | SubmissionState::NeedsYou { .. }
    )
}

/// A draft with all that is asked. Its words are those of no other one.
fn filled_in(id: &SubmissionId, draft: DraftText, category: &ReportCategory) -> DraftText {
    let mut text = draft;
    text.category = Some(category.id.clone());
    text.words = format!("Meldung {id}: Schlagloch, Äste und „Müll“ 🚧");
    text.place.address = "Kaiserstraße 1".to_owned();
    text.answers = answers(&category.questions);
    text
}

fn answers(questions: &[Question]) -> Answers {
    let asked = questions.iter().filter(|question| question.required);
    asked
        .filter_map(|question| {
            let first = question.values.first().map(|value| value.key.clone());
            let answer = match question.datatype {
                Datatype::String | Datatype::Text => "wie beschrieben".to_owned(),
                Datatype::Number => "1".to_owned(),
                Datatype::Datetime => "2026-11-01T10:00".to_owned(),
                Datatype::SingleValueList | Datatype::MultiValueList => first?,
                Datatype::Note => return None,
            };
            Some((question.code.clone(), vec![answer]))
        })
        .collect()
}
