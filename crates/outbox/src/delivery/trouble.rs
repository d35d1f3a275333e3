//! What goes wrong on a submission's way.

use serde::{Deserialize, Serialize};

/// Why an attempt was in vain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Trouble {
    /// Nobody could be reached, or whoever answered was not the other side.
    Network {
        /// Somebody answered, but not the other side: a page of a network that wants to be paid or greeted.
        captive: bool,
    },
    /// The other side cannot now.
    Transient {
        /// How long it asked us to wait, in seconds.
        retry_after_s: Option<u32>,
    },
    /// The other side never will, as it is.
    Permanent(Reason),
    /// The other side never will, until somebody here does something.
    Needs(Need),
}

impl Trouble {
    /// Whether it says that the other side does not have the submission, whatever it was sent of it before.
    /// What only a newer other side says, or somebody on the way may have said, does not; neither does what
    /// was found out here, without asking.
    pub(super) fn answers_the_doubt(self) -> bool {
        match self {
            Trouble::Network { .. } | Trouble::Transient { .. } | Trouble::Needs(_) => false,
            Trouble::Permanent(reason) => !matches!(reason, Reason::Other { .. }),
        }
    }
}

/// Why the other side never will.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Reason {
    /// What is said does not fit.
    Invalid,
    /// What it refers to is not there.
    Unknown,
    /// It is too large.
    TooLarge,
    /// It is no picture.
    NotAPicture,
    /// The key was used for something else, or was taken back.
    Conflict,
    /// Another refusal.
    Other {
        /// The status.
        status: u16,
    },
}

/// What somebody here has to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "need", rename_all = "snake_case")]
pub enum Need {
    /// Something that this depends on was rejected, or needs somebody itself.
    Part,
    /// This program is too old for the other side.
    Update,
    /// What was to be sent is damaged or gone.
    Damaged,
}
