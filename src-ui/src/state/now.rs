//! What time it is, moving on twice a minute, so that "5 minutes ago" does not stay true for ever.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use std::time::Duration;

/// The time, as a signal.
#[derive(Clone, Copy)]
pub struct Now(RwSignal<DateTime<Utc>>);

impl Now {
    /// Begins to count.
    pub fn start() -> Self {
        let now = Self(RwSignal::new(read()));
        let tick = move || {
            now.0.try_set(read());
        };
        if let Ok(handle) = set_interval_with_handle(tick, Duration::from_secs(30)) {
            on_cleanup(move || handle.clear());
        }
        now
    }

    /// The one of this app.
    pub fn of_app() -> Self {
        expect_context()
    }

    /// The time; what calls this runs again as it moves on.
    pub fn get(&self) -> DateTime<Utc> {
        self.0.get()
    }
}

#[allow(clippy::cast_possible_truncation)] // Milliseconds since 1970 are far below 2^63.
fn read() -> DateTime<Utc> {
    DateTime::from_timestamp_millis(js_sys::Date::now() as i64).unwrap_or_default()
}
