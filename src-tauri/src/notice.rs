//! The engine's events as the UI knows them.

use crate::failure::of_sync;
use ka_core::{Event, SyncStatus};
use ka_ipc::{Notice, SyncState};

pub fn notice(event: Event) -> Notice {
    match event {
        Event::Content(collections) => Notice::Content { collections },
        Event::Live => Notice::Live,
        // What the system tells of is no business of the window: it asks for what it shows.
        Event::News { .. } => Notice::News,
        Event::Reports { .. } => Notice::Reports,
        Event::Sync(status) => Notice::Sync {
            state: sync_state(&status),
        },
    }
}

pub fn sync_state(status: &SyncStatus) -> SyncState {
    SyncState {
        revision: status.revision,
        running: status.running,
        current_as_of: status.current_as_of,
        failure: status.failure.as_ref().map(of_sync),
        next_at: status.next_at,
    }
}
