//! What the screens of reports ask: those of the owner of this device, and those that everybody may read.
//! Nobody learns which of them somebody reads: the public ones are in files that every device fetches.

use super::{City, CityError, Event};
use crate::report;
use crate::store::reports;
use ka_domain::SubmissionId;
use ka_domain::views::{AroundFilter, AroundView, MyReportView, MyReportsView};

impl City {
    /// Drafts and reports of the owner of this device.
    pub fn my_reports(&self) -> Result<MyReportsView, CityError> {
        self.refresh_reports();
        let now = self.clock.now();
        Ok(self.store()?.read(|reader| report::mine(reader, now))?)
    }

    /// One report of the owner of this device. What the city said of it is read with that.
    pub fn my_report(&self, id: &SubmissionId) -> Result<MyReportView, CityError> {
        let now = self.clock.now();
        let store = self.store()?;
        let found = store.read(|reader| report::one_of_mine(reader, id, now))?;
        let view = found.ok_or(CityError::NotFound)?;
        if view.row.unread {
            let steps = u32::try_from(view.steps.len()).unwrap_or(u32::MAX);
            store.write(|transaction| reports::set_seen(transaction, id, steps))?;
            (self.sink)(Event::Reports { tell: Vec::new() });
        }
        self.refresh_reports();
        Ok(view)
    }

    /// Public reports of the last 90 days.
    pub fn around(&self, filter: &AroundFilter) -> Result<AroundView, CityError> {
        let now = self.clock.now();
        let store = self.store()?;
        Ok(store.read(|reader| report::around(reader, filter, now))?)
    }
}
