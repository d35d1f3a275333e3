//! Every [`Failure`] in words: what happened, and what a person can do.

use super::format::{count, number};
use ka_ipc::{Failure, FeedFailure};
use leptos_fluent::tr;

/// A failure in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// What happened.
    pub title: String,
    /// What is still there, and what a person can do.
    pub advice: String,
}

macro_rules! words {
    ($title:expr, $advice:expr $(,)?) => {
        Words {
            title: $title,
            advice: $advice,
        }
    };
}

/// The words for `failure`.
pub fn words(failure: &Failure) -> Words {
    match failure {
        Failure::Locked => words!(tr!("failure-locked"), tr!("failure-locked-advice")),
        Failure::PassphraseWrong => words!(
            tr!("failure-passphrase-wrong"),
            tr!("failure-passphrase-wrong-advice"),
        ),
        Failure::PassphraseTooShort { min } => words!(
            tr!("failure-passphrase-too-short"),
            tr!("failure-passphrase-too-short-advice", { "min" => number(*min) }),
        ),
        Failure::VaultUnavailable => words!(
            tr!("failure-vault-unavailable"),
            tr!("failure-vault-unavailable-advice"),
        ),
        Failure::VaultDenied => words!(
            tr!("failure-vault-denied"),
            tr!("failure-vault-denied-advice"),
        ),
        Failure::VaultDamaged => words!(
            tr!("failure-vault-damaged"),
            tr!("failure-vault-damaged-advice"),
        ),
        Failure::StoreWrongKey => words!(
            tr!("failure-store-wrong-key"),
            tr!("failure-store-wrong-key-advice"),
        ),
        Failure::StoreNewer { found, known } => words!(
            tr!("failure-store-newer"),
            tr!("failure-store-newer-advice", {
                "found" => number(*found),
                "known" => number(*known),
            }),
        ),
        Failure::StoreLocked => words!(
            tr!("failure-store-locked"),
            tr!("failure-store-locked-advice"),
        ),
        Failure::StoreDamaged => words!(
            tr!("failure-store-damaged"),
            tr!("failure-store-damaged-advice"),
        ),
        Failure::DiskFull => words!(tr!("failure-disk-full"), tr!("failure-disk-full-advice")),
        Failure::NotWritable => words!(
            tr!("failure-not-writable"),
            tr!("failure-not-writable-advice"),
        ),
        Failure::Offline => words!(tr!("failure-offline"), tr!("failure-offline-advice")),
        Failure::Gateway { status } => words!(
            tr!("failure-gateway"),
            tr!("failure-gateway-advice", { "status" => status.to_string() }),
        ),
        Failure::Feed { why, .. } => feed(why),
        Failure::NoCity => words!(tr!("failure-no-city"), tr!("failure-no-city-advice")),
        Failure::NotFound => words!(tr!("failure-not-found"), tr!("failure-not-found-advice")),
        Failure::DraftIncomplete => words!(
            tr!("failure-draft-incomplete"),
            tr!("failure-draft-incomplete-advice"),
        ),
        Failure::TooLate => words!(tr!("failure-too-late"), tr!("failure-too-late-advice")),
        Failure::PhotoUnsupported => words!(
            tr!("failure-photo-unsupported"),
            tr!("failure-photo-unsupported-advice"),
        ),
        Failure::PhotoDamaged => words!(
            tr!("failure-photo-damaged"),
            tr!("failure-photo-damaged-advice"),
        ),
        Failure::PhotoTooLarge => words!(
            tr!("failure-photo-too-large"),
            tr!("failure-photo-too-large-advice"),
        ),
        Failure::PhotoTooMany { most } => words!(
            tr!("failure-photo-too-many"),
            tr!("failure-photo-too-many-advice", { "most" => number(*most) }),
        ),
        Failure::NoViewer => words!(tr!("failure-no-viewer"), tr!("failure-no-viewer-advice")),
        Failure::Internal => words!(tr!("failure-internal"), tr!("failure-internal-advice")),
    }
}

fn feed(why: &FeedFailure) -> Words {
    match why {
        FeedFailure::Signature => words!(
            tr!("failure-feed-signature"),
            tr!("failure-feed-signature-advice"),
        ),
        FeedFailure::Expired => words!(
            tr!("failure-feed-expired"),
            tr!("failure-feed-expired-advice"),
        ),
        FeedFailure::RolledBack => words!(
            tr!("failure-feed-rolled-back"),
            tr!("failure-feed-rolled-back-advice"),
        ),
        FeedFailure::Truncated => words!(
            tr!("failure-feed-truncated"),
            tr!("failure-feed-truncated-advice"),
        ),
        FeedFailure::Oversized => words!(
            tr!("failure-feed-oversized"),
            tr!("failure-feed-oversized-advice"),
        ),
        FeedFailure::Bomb => words!(tr!("failure-feed-bomb"), tr!("failure-feed-bomb-advice")),
        FeedFailure::Malformed { line } => words!(
            tr!("failure-feed-malformed"),
            tr!("failure-feed-malformed-advice", { "line" => count(*line) }),
        ),
        FeedFailure::UnknownCollection => words!(
            tr!("failure-feed-unknown-collection"),
            tr!("failure-feed-unknown-collection-advice"),
        ),
        FeedFailure::Gap => words!(tr!("failure-feed-gap"), tr!("failure-feed-gap-advice")),
        FeedFailure::Metadata => words!(
            tr!("failure-feed-metadata"),
            tr!("failure-feed-metadata-advice"),
        ),
    }
}
