//! One thing in the outbox.

use crate::kit::reports::{self, Confirming, Deed, delivery};
use crate::kit::{Glyph, Icon};
use crate::layout::screen::focus_on;
use crate::state::now::Now;
use crate::state::reactive::memo;
use crate::text::format::{age, day_and_time, number};
use chrono::{DateTime, Utc};
use ka_domain::SubmissionId;
use ka_domain::views::{
    NeedKind, OutboxRow, OutboxView, RejectionKind, SubmissionKind, SubmissionState,
};
use ka_ipc::{EditSubmission, RetrySubmission};
use leptos::prelude::*;
use leptos_fluent::tr;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use std::sync::Arc;

/// What it is, in a line.
fn name(kind: &SubmissionKind) -> String {
    match kind {
        SubmissionKind::Report { category, .. } => reports::category(category.as_ref()),
        SubmissionKind::Support { category, .. } => {
            tr!("outbox-support", { "category" => reports::category(category.as_ref()) })
        }
    }
}

/// Where all of it is described.
fn described(row: &OutboxRow) -> String {
    match &row.kind {
        SubmissionKind::Support { report, .. } => reports::around_href(report),
        SubmissionKind::Report { .. } => reports::my_report_href(row.id),
    }
}

/// What happens next and when, or what is to be done.
fn next(row: &OutboxRow, now: DateTime<Utc>) -> Option<String> {
    match (&row.kind, &row.state) {
        // There is nothing in it that could be changed.
        (SubmissionKind::Support { .. }, SubmissionState::Rejected { reason })
            if *reason != RejectionKind::Other =>
        {
            Some(tr!("outbox-rejected-support"))
        }
        (_, state) => delivery::next(state, now),
    }
}

/// Whether to try it again now could help, with no change to it.
fn can_retry(state: &SubmissionState) -> bool {
    match state {
        SubmissionState::Queued { .. } => true,
        SubmissionState::Withdrawing { attempts, .. } => *attempts > 0,
        SubmissionState::NeedsYou { what } => *what != NeedKind::Damaged,
        SubmissionState::Rejected { reason } => *reason == RejectionKind::Other,
        SubmissionState::Sending | SubmissionState::Accepted { .. } => false,
    }
}

/// A row.
#[component]
pub fn Row(
    /// Which.
    id: SubmissionId,
    /// All of them.
    latest: Signal<Arc<OutboxView>>,
    /// What is done to them.
    deed: Deed,
    /// What is to be taken back.
    withdrawing: Confirming,
) -> impl IntoView {
    let now = Now::of_app();
    let row = memo(move || {
        let latest = latest.get();
        latest.rows.iter().find(|row| row.id == id).cloned()
    });
    let state = memo(move || row.get().map(|row| row.state));
    let title = move || row.get().map(|row| name(&row.kind)).unwrap_or_default();
    let href = move || row.get().map(|row| described(&row));
    let state_slug = move || state.get().map(|state| delivery::slug(&state));
    view! {
        <li>
            <article
                class="kern-card ka-card ka-outbox__row"
                data-item=id.to_string()
                data-delivery=state_slug
            >
                <div class="ka-card__sign">
                    {move || state.get().map(|state| view! { <Glyph icon=delivery::icon(&state) /> })}
                </div>
                <div class="ka-card__text">
                    <h2 class="kern-title kern-title--small">
                        <a
                            class="kern-link kern-link--no-visited-state"
                            id=format!("outbox-{id}")
                            href=href
                        >
                            {title}
                        </a>
                    </h2>
                    <p class="ka-outbox__state">
                        {move || state.get().map(|state| delivery::words(&state))}
                    </p>
                    {move || {
                        let words = next(&row.get()?, now.get())?;
                        Some(view! { <p class="ka-outbox__next">{words}</p> })
                    }}
                    <Receipt state />
                    <About row />
                    <p class="ka-card__small">
                        {move || {
                            row.get()
                                .map(|row| {
                                    tr!("outbox-handed-in", { "age" => age(row.queued_at, now.get()) })
                                })
                        }}
                    </p>
                    <Acts id row deed withdrawing />
                </div>
            </article>
        </li>
    }
}

/// What was said, and how many photos are there already.
#[component]
fn About(row: Memo<Option<OutboxRow>>) -> impl IntoView {
    let words = memo(move || match row.get()?.kind {
        SubmissionKind::Report { words, .. } if !words.is_empty() => Some(words),
        _ => None,
    });
    let photos = memo(move || {
        let row = row.get()?;
        match row.kind {
            SubmissionKind::Report { photos, .. } if photos > 0 => Some((row.photos_sent, photos)),
            _ => None,
        }
    });
    view! {
        {move || {
            words.get().map(|words| view! { <p class="ka-card__summary" dir="auto">{words}</p> })
        }}
        {move || {
            photos
                .get()
                .map(|(sent, all)| {
                    let words = tr!("outbox-photos", {
                        "sent" => number(sent),
                        "shown" => number(all),
                        "count" => all,
                    });
                    view! { <p class="ka-card__small" data-photos-sent=sent>{words}</p> }
                })
        }}
    }
}

/// The proof that it is there.
#[component]
fn Receipt(state: Memo<Option<SubmissionState>>) -> impl IntoView {
    move || {
        let Some(SubmissionState::Accepted { at, receipt }) = state.get() else {
            return None;
        };
        let moment = day_and_time(at);
        let shown = receipt.clone();
        Some(view! {
            <p class="ka-card__small" data-receipt=receipt>
                {tr!("outbox-receipt", { "moment" => moment })}
                " "
                <span class="ka-receipt">{shown}</span>
            </p>
        })
    }
}

/// Whether `act`, a button of the row, is `there`. Called before it is drawn: whoever is on a button that
/// goes by itself then goes on at the name of the thing, and not at the top of the page.
fn stays(there: bool, id: SubmissionId, act: &str) -> bool {
    let on_it = || {
        let focused = document().active_element();
        focused.is_some_and(|element| element.id() == format!("outbox-{id}-{act}"))
    };
    if !there && on_it() {
        focus_on(&format!("outbox-{id}"));
    }
    there
}

/// What can be done about it.
#[component]
fn Acts(
    id: SubmissionId,
    row: Memo<Option<OutboxRow>>,
    deed: Deed,
    withdrawing: Confirming,
) -> impl IntoView {
    let go = use_navigate();
    let retry = memo(move || row.get().is_some_and(|row| can_retry(&row.state)));
    // Who has just pressed it must not lose it while it is on its way.
    let shown = memo(move || {
        row.get()
            .is_some_and(|row| can_retry(&row.state) || row.state == SubmissionState::Sending)
    });
    let called = move || row.get().map(|row| name(&row.kind)).unwrap_or_default();
    let edit = memo(move || row.get().is_some_and(|row| row.can_edit));
    // What still waits would be sent: not any more once somebody writes on.
    let waits = memo(move || {
        row.get()
            .is_some_and(|row| matches!(row.state, SubmissionState::Queued { .. }))
    });
    let edit_words = move || match waits.get() {
        true => tr!("outbox-edit-waiting"),
        false => tr!("outbox-edit"),
    };
    let edit_which = move || match waits.get() {
        true => tr!("outbox-edit-waiting-which", { "name" => called() }),
        false => tr!("outbox-edit-which", { "name" => called() }),
    };
    let withdraw = memo(move || row.get().is_some_and(|row| row.can_withdraw));
    let try_now = move |_| {
        if retry.get_untracked() {
            deed.ask(&RetrySubmission { id }, |_| {});
        }
    };
    let off = move || (deed.busy().get() || !retry.get()).then_some("true");
    let take_back = move |_| withdrawing.open(id, untrack(called));
    let write_on = move |_| {
        let go = go.clone();
        deed.ask(&EditSubmission { id }, move |draft| {
            go(&reports::draft_href(draft.id), NavigateOptions::default());
        });
    };
    view! {
        <div class="ka-row ka-outbox__acts">
            {move || {
                stays(shown.get(), id, "retry")
                    .then(|| {
                        view! {
                            <button
                                class="kern-btn kern-btn--secondary"
                                type="button"
                                id=format!("outbox-{id}-retry")
                                aria-disabled=off
                                aria-label=move || tr!("outbox-retry-which", { "name" => called() })
                                on:click=try_now
                            >
                                <Glyph icon=Icon::Sync />
                                <span class="kern-label">{move || tr!("outbox-retry")}</span>
                            </button>
                        }
                    })
            }}
            {move || {
                let write_on = write_on.clone();
                stays(edit.get(), id, "edit")
                    .then(|| {
                        view! {
                            <button
                                class="kern-btn kern-btn--secondary"
                                type="button"
                                id=format!("outbox-{id}-edit")
                                aria-disabled=move || deed.busy().get().then_some("true")
                                aria-label=edit_which
                                on:click=write_on
                            >
                                <Glyph icon=Icon::Edit />
                                <span class="kern-label">{edit_words}</span>
                            </button>
                        }
                    })
            }}
            {move || {
                stays(withdraw.get(), id, "withdraw")
                    .then(|| {
                        view! {
                            <button
                                class="kern-btn kern-btn--tertiary"
                                type="button"
                                id=format!("outbox-{id}-withdraw")
                                aria-label=move || tr!("outbox-withdraw-which", { "name" => called() })
                                on:click=take_back
                            >
                                <Glyph icon=Icon::Delete />
                                <span class="kern-label">{move || tr!("outbox-withdraw")}</span>
                            </button>
                        }
                    })
            }}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_could_help_is_offered() {
        let queued = SubmissionState::Queued {
            next_at: DateTime::UNIX_EPOCH,
            attempts: 3,
            trouble: None,
            waits_for_other: false,
        };
        let needs = |what| SubmissionState::NeedsYou { what };
        let rejected = |reason| SubmissionState::Rejected { reason };
        assert!(can_retry(&queued));
        assert!(can_retry(&needs(NeedKind::Update)));
        assert!(can_retry(&needs(NeedKind::PartRejected)));
        assert!(!can_retry(&needs(NeedKind::Damaged)));
        assert!(can_retry(&rejected(RejectionKind::Other)));
        assert!(!can_retry(&rejected(RejectionKind::TooLarge)));
        assert!(!can_retry(&SubmissionState::Sending));
    }
}
