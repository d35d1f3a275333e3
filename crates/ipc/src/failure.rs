//! What can go wrong, as the UI needs to know it: a code with data, never a sentence. The words are
//! in `locales/*/failures.ftl`, and say what a person can do.

use ka_domain::CollectionName;
use serde::{Deserialize, Serialize};

/// The one failure at the edge of the shell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Failure {
    /// The store is not open: the key store or a passphrase is needed first.
    Locked,
    /// The passphrase is not the one.
    PassphraseWrong,
    /// The passphrase is shorter than `min` characters.
    PassphraseTooShort {
        /// Characters at least.
        min: u32,
    },
    /// The key store of the system does not answer.
    VaultUnavailable,
    /// The key store of the system answered and refused.
    VaultDenied,
    /// What the key store or the key file holds is not a key.
    VaultDamaged,
    /// The store cannot be read with the key that there is.
    StoreWrongKey,
    /// The store was written by a newer version of the app.
    StoreNewer {
        /// The version of its schema.
        found: u32,
        /// The newest that this app knows.
        known: u32,
    },
    /// Another process holds the store.
    StoreLocked,
    /// The store is damaged.
    StoreDamaged,
    /// There is no room left on the device.
    DiskFull,
    /// The folder of the app cannot be written.
    NotWritable,
    /// The gateway cannot be reached. A state, not an error, unless somebody asked for it.
    Offline,
    /// The gateway answers with an error of its own.
    Gateway {
        /// The HTTP status.
        status: u16,
    },
    /// The feed was refused; what was there before is still there.
    Feed {
        /// Why.
        why: FeedFailure,
        /// Which collection, where it concerns one.
        collection: Option<CollectionName>,
    },
    /// This app knows of no city to ask: no gateway or no trust root was given to it.
    NoCity,
    /// What was asked for is not on the device.
    NotFound,
    /// The draft cannot be sent before something in it is mended.
    DraftIncomplete,
    /// It is with the city by now, so that it can no longer be changed or taken back.
    TooLate,
    /// A picture is of no kind that can be read here: only JPEG, PNG and WebP.
    PhotoUnsupported,
    /// A picture is damaged.
    PhotoDamaged,
    /// A picture is larger than it may be.
    PhotoTooLarge,
    /// There are as many photos as there may be.
    PhotoTooMany {
        /// How many there may be.
        most: u32,
    },
    /// The system has no program that opens it.
    NoViewer,
    /// A question that the shell does not understand, or a fault of our own.
    Internal,
}

/// Why a feed was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum FeedFailure {
    /// A signature is missing or wrong.
    Signature,
    /// The metadata ran out, or the clock of the device is wrong.
    Expired,
    /// The metadata is older than what was seen before.
    RolledBack,
    /// A file ends early or is not the one that was signed for.
    Truncated,
    /// A file is larger than it may be.
    Oversized,
    /// A file unpacks to more than was signed for.
    Bomb,
    /// A line is not a line.
    Malformed {
        /// Which line, from 1.
        line: u64,
    },
    /// A collection that this version of the app does not know.
    UnknownCollection,
    /// Deltas are missing between what is here and what is there.
    Gap,
    /// The metadata is not what it should be.
    Metadata,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_crosses_the_bridge_as_a_code_with_data() {
        let failure = Failure::Feed {
            why: FeedFailure::Malformed { line: 7 },
            collection: CollectionName::new("services").ok(),
        };
        let json = serde_json::to_string(&failure).unwrap();
        assert_eq!(
            json,
            r#"{"code":"feed","why":{"reason":"malformed","line":7},"collection":"services"}"#
        );
        assert_eq!(serde_json::from_str::<Failure>(&json).unwrap(), failure);
    }
}
