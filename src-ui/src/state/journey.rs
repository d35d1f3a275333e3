//! The way from screen to screen: after each step the focus is on the new heading and the page at its
//! top, as it would be after a new page was loaded. The first screen is left as it is: nobody has
//! gone anywhere yet.

use leptos::prelude::*;

/// Whether a screen was shown before.
#[derive(Clone, Copy)]
pub struct Journey(StoredValue<bool>);

impl Journey {
    /// At its start.
    pub fn new() -> Self {
        Self(StoredValue::new(false))
    }

    /// The one of this app.
    pub fn of_app() -> Self {
        expect_context()
    }

    /// Arrives at a screen. True unless it is the first.
    pub fn arrive(&self) -> bool {
        let moved = self.0.get_value();
        self.0.set_value(true);
        moved
    }
}
