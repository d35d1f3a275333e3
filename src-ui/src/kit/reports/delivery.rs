//! How something that was handed in stands, in words: what is the matter, what happens next and when,
//! and what is to be done.

use crate::kit::icon::Icon;
use crate::text::format::{number, until};
use chrono::{DateTime, Utc};
use ka_domain::views::{NeedKind, RejectionKind, SubmissionState, TroubleKind};
use leptos_fluent::tr;

/// The word for tests and styles.
pub fn slug(state: &SubmissionState) -> &'static str {
    match state {
        SubmissionState::Queued { .. } => "queued",
        SubmissionState::Sending => "sending",
        SubmissionState::Accepted { .. } => "accepted",
        SubmissionState::Rejected { .. } => "rejected",
        SubmissionState::NeedsYou { .. } => "needs_you",
        SubmissionState::Withdrawing { .. } => "withdrawing",
    }
}

/// Its sign.
pub fn icon(state: &SubmissionState) -> Icon {
    match state {
        SubmissionState::Queued { .. } => Icon::Clock,
        SubmissionState::Sending => Icon::Sync,
        SubmissionState::Accepted { .. } => Icon::Check,
        SubmissionState::Rejected { .. } => Icon::Error,
        SubmissionState::NeedsYou { .. } => Icon::Warning,
        SubmissionState::Withdrawing { .. } => Icon::Back,
    }
}

/// Whether somebody must do something, or it gets no further.
pub fn needs_somebody(state: &SubmissionState) -> bool {
    matches!(
        state,
        SubmissionState::Rejected { .. } | SubmissionState::NeedsYou { .. }
    )
}

/// How it stands, in a few words.
pub fn words(state: &SubmissionState) -> String {
    match state {
        // What holds it up comes first: it holds up the photos that it waits for as well.
        SubmissionState::Queued {
            trouble,
            waits_for_other,
            ..
        } => match trouble {
            None if *waits_for_other => tr!("outbox-waits-for-photos"),
            None => tr!("outbox-queued"),
            Some(TroubleKind::Network) => tr!("outbox-queued-network"),
            Some(TroubleKind::CaptivePortal) => tr!("outbox-queued-captive"),
            Some(TroubleKind::Busy) => tr!("outbox-queued-busy"),
        },
        SubmissionState::Sending => tr!("outbox-sending"),
        SubmissionState::Accepted { .. } => tr!("reports-received"),
        SubmissionState::Rejected { .. } => tr!("outbox-rejected"),
        SubmissionState::NeedsYou { .. } => tr!("outbox-needs-you"),
        SubmissionState::Withdrawing { .. } => tr!("outbox-withdrawing"),
    }
}

/// What happens next and when, or what is to be done. Where it is there, nothing.
pub fn next(state: &SubmissionState, now: DateTime<Utc>) -> Option<String> {
    Some(match state {
        SubmissionState::Queued {
            next_at,
            attempts,
            trouble,
            waits_for_other,
        } => queued(*next_at, *attempts, *trouble, *waits_for_other, now),
        SubmissionState::Sending => tr!("outbox-sending-next"),
        SubmissionState::Accepted { .. } => return None,
        SubmissionState::Rejected { reason } => rejected(*reason),
        SubmissionState::NeedsYou { what } => needed(*what),
        SubmissionState::Withdrawing { next_at, attempts } => {
            let why = tr!("outbox-withdrawing-next");
            match attempts {
                0 => why,
                _ => format!("{why} {}", again(*next_at, *attempts, now)),
            }
        }
    })
}

fn queued(
    next_at: DateTime<Utc>,
    attempts: u32,
    trouble: Option<TroubleKind>,
    waits_for_other: bool,
    now: DateTime<Utc>,
) -> String {
    let why = match trouble {
        None if waits_for_other => tr!("outbox-waits-for-photos-next"),
        None => return tr!("outbox-queued-next"),
        Some(TroubleKind::Network) => tr!("outbox-queued-network-next"),
        Some(TroubleKind::CaptivePortal) => tr!("outbox-queued-captive-next"),
        Some(TroubleKind::Busy) => tr!("outbox-queued-busy-next"),
    };
    format!("{why} {}", again(next_at, attempts, now))
}

fn again(next_at: DateTime<Utc>, attempts: u32, now: DateTime<Utc>) -> String {
    let when = until(next_at, now);
    match attempts {
        0 => tr!("outbox-next", { "when" => when }),
        _ => tr!("outbox-next-attempt", {
            "when" => when,
            "count" => attempts,
            "shown" => number(attempts),
        }),
    }
}

fn rejected(reason: RejectionKind) -> String {
    match reason {
        RejectionKind::Invalid => tr!("outbox-rejected-invalid"),
        RejectionKind::UnknownCategory => tr!("outbox-rejected-category"),
        RejectionKind::TooLarge => tr!("outbox-rejected-too-large"),
        RejectionKind::NotAPicture => tr!("outbox-rejected-picture"),
        RejectionKind::Conflict => tr!("outbox-rejected-conflict"),
        RejectionKind::Office => tr!("outbox-rejected-office"),
        RejectionKind::Other => tr!("outbox-rejected-other"),
    }
}

fn needed(what: NeedKind) -> String {
    match what {
        NeedKind::PartRejected => tr!("outbox-needs-part"),
        NeedKind::Update => tr!("outbox-needs-update"),
        NeedKind::Damaged => tr!("outbox-needs-damaged"),
    }
}
