//! What the steps of a report ask, and what they keep. All of it works without a network, and what was kept
//! when one of these returns is kept, whatever becomes of the app or of the device's power then.

use super::{City, CityError, Event};
use crate::store::{drafts, photos, reports};
use crate::{background, report};
use chrono::TimeDelta;
use ka_domain::report::limits;
use ka_domain::views::{DraftText, DraftView};
use ka_domain::{ItemId, PhotoId, ReportCategory, SubmissionId};
use ka_photo::{Photo, PhotoFault};
use rusqlite::{Connection, Transaction};
use std::borrow::Cow;
use std::sync::mpsc;

/// How long what was begun and left without a word is kept: somebody may have it on their screen.
const UNTOUCHED: TimeDelta = TimeDelta::days(1);

/// Photos of a report.
const PHOTOS: u32 = limits::PHOTOS as u32;

impl City {
    /// What can be reported, by group and name.
    pub fn report_categories(&self) -> Result<Vec<ReportCategory>, CityError> {
        Ok(self.store()?.read(report::categories)?)
    }

    /// Begins a draft, of a category where one is known.
    pub fn new_draft(&self, category: Option<&ItemId>) -> Result<DraftView, CityError> {
        self.begin(&DraftText {
            category: category.cloned(),
            ..DraftText::default()
        })
    }

    /// Begins a draft that says that what an earlier report was about is not mended.
    pub fn reopen_report(&self, id: &SubmissionId) -> Result<DraftView, CityError> {
        let earlier = self.store()?.read(|reader| reports::get(reader, id))?;
        let earlier = earlier.ok_or(CityError::NotFound)?;
        self.begin(&report::reopening(*id, &earlier.report))
    }

    /// One draft.
    pub fn draft(&self, id: &SubmissionId) -> Result<DraftView, CityError> {
        let now = self.clock.now();
        self.store()?.read(|reader| {
            let kept = drafts::get(reader, id)?.ok_or(CityError::NotFound)?;
            Ok(report::draft(reader, kept, now)?)
        })
    }

    /// Keeps what is written in a draft instead of what was kept.
    pub fn save_draft(&self, id: &SubmissionId, text: &DraftText) -> Result<DraftView, CityError> {
        let now = self.clock.now();
        self.change_draft(
            |transaction| match drafts::set_text(transaction, id, text, now)? {
                true => Ok(()),
                false => Err(CityError::NotFound),
            },
        )?;
        self.draft(id)
    }

    /// Throws a draft away, with its photos.
    pub fn discard_draft(&self, id: &SubmissionId) -> Result<(), CityError> {
        self.change_draft(|transaction| match drafts::discard(transaction, id)? {
            true => Ok(()),
            false => Err(CityError::NotFound),
        })?;
        (self.sink)(Event::Reports { tell: Vec::new() });
        Ok(())
    }

    /// Makes a photo for a draft out of a picture as a camera gives it. That takes a while, and is done where
    /// it is in nobody's way.
    pub fn add_photo<'a>(
        &self,
        draft: &SubmissionId,
        picture: impl Into<Cow<'a, [u8]>>,
    ) -> Result<DraftView, CityError> {
        // Both are asked again when it is kept; so nobody waits for what cannot be.
        self.store()?.read(|reader| has_room(reader, draft))?;
        let photo = prepare(picture.into())?;
        let now = self.clock.now();
        let id = PhotoId::from_bytes(*self.new_key()?.as_bytes());
        self.change_draft(|transaction| {
            has_room(transaction, draft)?;
            photos::put(transaction, &id, draft, &photo)?;
            drafts::touch(transaction, draft, now)?;
            Ok(())
        })?;
        self.draft(draft)
    }

    /// Takes a photo out of a draft.
    pub fn remove_photo(
        &self,
        draft: &SubmissionId,
        photo: &PhotoId,
    ) -> Result<DraftView, CityError> {
        let now = self.clock.now();
        self.change_draft(|transaction| {
            // A report has photos too, but they are no longer to be changed.
            let is_draft = drafts::touch(transaction, draft, now)?;
            match is_draft && photos::remove(transaction, draft, photo)? {
                true => Ok(()),
                false => Err(CityError::NotFound),
            }
        })?;
        self.draft(draft)
    }

    /// One photo as it is sent: a JPEG.
    pub fn photo(&self, id: &PhotoId) -> Result<Vec<u8>, CityError> {
        let found = self.store()?.read(|reader| photos::whole(reader, id))?;
        found.ok_or(CityError::NotFound)
    }

    fn begin(&self, text: &DraftText) -> Result<DraftView, CityError> {
        let now = self.clock.now();
        let id = self.new_key()?;
        self.change_draft(|transaction| {
            drafts::remove_untouched(transaction, now - UNTOUCHED)?;
            Ok(drafts::put(transaction, &id, text, now)?)
        })?;
        (self.sink)(Event::Reports { tell: Vec::new() });
        self.draft(&id)
    }

    fn change_draft(
        &self,
        change: impl FnOnce(&Transaction<'_>) -> Result<(), CityError>,
    ) -> Result<(), CityError> {
        self.store()?.write_durably(change)
    }
}

/// Whether there is that draft, with room for one more photo.
fn has_room(reader: &Connection, draft: &SubmissionId) -> Result<(), CityError> {
    if drafts::get(reader, draft)?.is_none() {
        return Err(CityError::NotFound);
    }
    if photos::count(reader, draft)? >= PHOTOS {
        return Err(CityError::PhotoTooMany { most: PHOTOS });
    }
    Ok(())
}

/// The photo that is made of a picture, on a thread that yields to the screen.
fn prepare(picture: Cow<'_, [u8]>) -> Result<Photo, CityError> {
    if picture.len() > limits::CAMERA_BYTES {
        return Err(PhotoFault::TooLarge.into());
    }
    let (send, done) = mpsc::channel();
    let picture = picture.into_owned();
    background::spawn(move || {
        // If nobody listens any more, nobody need be told.
        let _ = send.send(ka_photo::prepare(&picture));
    })?;
    // A decoder that gave up in the midst of it left nothing behind.
    let prepared = done.recv().unwrap_or(Err(PhotoFault::Damaged));
    Ok(prepared?)
}
