//! The shell's first answer, worked out while the window is still being made: the page then finds it
//! ready. It may be out of date by the time it is shown; the UI asks again as soon as it listens.

use crate::handlers::start;
use ka_core::City;
use ka_ipc::StartView;
use std::sync::{Mutex, PoisonError};

/// The answer, for whoever asks first.
#[derive(Default)]
pub struct Prepared(Mutex<Option<StartView>>);

impl Prepared {
    /// Opens the store and works out the answer. Who asks meanwhile waits for it.
    pub fn prepare(&self, city: &City) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *kept = Some(start(city));
    }

    /// The answer, once; none after that, or where it was not worked out.
    pub fn take(&self) -> Option<StartView> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.take()
    }
}
