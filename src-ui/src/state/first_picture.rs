//! Whether anything of the app is on the screen yet. What nobody misses in the first picture is left
//! for the second, a few hundredths of a second later: so the first is there sooner.

use leptos::prelude::*;
use std::time::Duration;

/// Whether the first picture is there.
#[derive(Clone, Copy)]
pub struct FirstPicture(RwSignal<bool>);

impl FirstPicture {
    /// It is not.
    pub fn new() -> Self {
        Self(RwSignal::new(false))
    }

    /// The one of this app.
    pub fn of_app() -> Self {
        expect_context()
    }

    /// What it shows is on the page: from the picture after that on, it is there.
    pub fn is_coming(&self) {
        let picture = self.0;
        if picture.get_untracked() {
            return;
        }
        request_animation_frame(move || {
            // This runs just before the picture; what it asks for, after.
            let there = move || {
                picture.try_set(true);
            };
            set_timeout(there, Duration::ZERO);
        });
    }

    /// Whether it is there.
    pub fn is_there(&self) -> bool {
        self.0.get()
    }
}
