//! Where time comes from. Everything in this crate asks a [`Clock`] or is told, so that a test can
//! turn it.

use chrono::{DateTime, Utc};

/// Time.
pub trait Clock: Send + Sync {
    /// The time now.
    fn now(&self) -> DateTime<Utc>;
}

/// The system's own.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}
