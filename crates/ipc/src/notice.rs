//! What the shell tells the UI without being asked: which of what it shows became stale.

use crate::sync::SyncState;
use ka_domain::CollectionName;
use serde::{Deserialize, Serialize};

/// Something became stale. The UI asks again for what it shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Notice {
    /// Items of these collections changed.
    Content {
        /// The collections.
        collections: Vec<CollectionName>,
    },
    /// The live numbers changed.
    Live,
    /// What is followed, or what is new of it, changed.
    News,
    /// The outbox, drafts or reports of the owner changed.
    Reports,
    /// A sync began, ended or failed.
    Sync {
        /// How it stands now.
        state: SyncState,
    },
}

impl Notice {
    /// The name of the one event that carries notices.
    pub const EVENT: &'static str = "notice";
}
