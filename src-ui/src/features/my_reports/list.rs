//! All of them: the way to a new one, what is not sent yet, and what is.

use crate::kit::reports::{self, AROUND, ConfirmDialog, Confirming, Light, NEW, OUTBOX, delivery};
use crate::kit::{Answered, Glyph, Icon, Nothing, Section, states};
use crate::layout::Screen;
use crate::state::now::Now;
use crate::state::reactive::memo;
use crate::state::reports::KnownReports;
use crate::text::format::{age, day, number};
use crate::text::place;
use ka_domain::views::{DraftRow, MyReportRow, MyReportsView, SubmissionState};
use ka_ipc::DiscardDraft;
use leptos::prelude::*;
use leptos_fluent::{move_tr, tr};
use std::sync::Arc;

fn is_empty(view: &MyReportsView) -> bool {
    view.drafts.is_empty() && view.reports.is_empty()
}

/// The screen.
#[component]
pub fn MyReportsScreen() -> impl IntoView {
    let known = KnownReports::of_app();
    // What was written since is not told by anybody, and the city may have said something.
    known.ask_again();
    let query = known.mine();
    view! {
        <Screen
            name="my-reports"
            title=move_tr!("my-reports-title")
            state=states::word(query, is_empty)
            lead=move_tr!("my-reports-lead")
        >
            <Ways />
            <Answered query cards=3 let:latest>
                <Lists latest />
            </Answered>
        </Screen>
    }
}

/// To a new report, to the outbox, and to those of others.
#[component]
fn Ways() -> impl IntoView {
    let need_you = KnownReports::of_app().need_you();
    view! {
        <div class="ka-report-ways">
            <a class="kern-btn kern-btn--primary" id="my-reports-new" href=NEW>
                <Glyph icon=Icon::Report />
                <span class="kern-label">{move || tr!("reports-new")}</span>
            </a>
            <a class="ka-chip" id="to-outbox" href=OUTBOX>
                <Glyph icon=Icon::Outbox />
                <span>{move || tr!("outbox-title")}</span>
                {move || {
                    let count = need_you.get();
                    (count > 0)
                        .then(|| {
                            view! {
                                <strong class="ka-count" id="outbox-need-you">
                                    {tr!("outbox-need-you", { "count" => count, "shown" => number(count) })}
                                </strong>
                            }
                        })
                }}
            </a>
            <a class="ka-chip" id="to-around" href=AROUND>
                <Glyph icon=Icon::District />
                <span>{move || tr!("around-title")}</span>
            </a>
        </div>
    }
}

#[component]
fn Lists(latest: Signal<Arc<MyReportsView>>) -> impl IntoView {
    let discarding = Confirming::new();
    let empty = memo(move || is_empty(&latest.get()));
    view! {
        {move || {
            empty
                .get()
                .then(|| {
                    view! {
                        <Nothing
                            icon=Icon::Report
                            title=move_tr!("my-reports-none")
                            hint=move_tr!("my-reports-none-hint")
                        />
                    }
                })
        }}
        <Drafts latest discarding />
        <Sent latest />
        <ConfirmDialog
            id="discard-dialog"
            keep_id="discard-keep"
            confirm_id="discard-confirm"
            confirming=discarding
            title=move_tr!("drafts-discard-title")
            what=move_tr!("drafts-discard-what")
            keep=move_tr!("drafts-keep")
            confirm=move_tr!("drafts-discard")
            on_confirm=move || discarding.ask(|id| DiscardDraft { id })
        />
    }
}

#[component]
fn Drafts(latest: Signal<Arc<MyReportsView>>, discarding: Confirming) -> impl IntoView {
    let drafts = memo(move || latest.get().drafts.clone());
    let any = memo(move || !drafts.with(Vec::is_empty));
    let rows = move || {
        let drafts = drafts.get().into_iter();
        drafts
            .map(|row| view! { <li><Draft row discarding /></li> })
            .collect_view()
    };
    move || {
        any.get().then(|| {
            view! {
                <Section id="my-drafts" title=move_tr!("drafts-title")>
                    <ul class="ka-list">{rows}</ul>
                </Section>
            }
        })
    }
}

#[component]
fn Draft(row: DraftRow, discarding: Confirming) -> impl IntoView {
    let now = Now::of_app();
    let id = row.id;
    let category = row.category.clone();
    let name = move || match &category {
        Some(name) => reports::category(Some(name)),
        None => tr!("drafts-no-category"),
    };
    let (title, called, discarded, asked) = (name.clone(), name.clone(), name.clone(), name);
    let at = row.place.clone();
    let words = (!row.words.is_empty())
        .then(|| view! { <p class="ka-card__summary" dir="auto">{row.words.clone()}</p> });
    let photos = (row.photos > 0).then(|| {
        let count = row.photos;
        view! {
            <span>{move || tr!("reports-photos", { "count" => count, "shown" => number(count) })}</span>
        }
    });
    let edited_at = row.edited_at;
    view! {
        <article class="kern-card ka-card ka-draft" data-item=id.to_string()>
            <div class="ka-card__sign"><Glyph icon=Icon::Edit /></div>
            <div class="ka-card__text">
                <h3 class="kern-title kern-title--small">{title}</h3>
                {words}
                <p class="ka-parts ka-card__small">
                    {move || place::place(&at).map(|place| view! { <span>{place}</span> })}
                    {photos}
                    <span>{move || tr!("drafts-edited", { "age" => age(edited_at, now.get()) })}</span>
                </p>
                <div class="ka-row ka-outbox__acts">
                    <a
                        class="kern-btn kern-btn--secondary"
                        id=format!("draft-{id}")
                        href=reports::draft_href(id)
                        aria-label=move || tr!("drafts-continue-which", { "name" => called() })
                    >
                        <Glyph icon=Icon::Edit />
                        <span class="kern-label">{move || tr!("drafts-continue")}</span>
                    </a>
                    <button
                        class="kern-btn kern-btn--tertiary"
                        type="button"
                        id=format!("draft-{id}-discard")
                        aria-label=move || tr!("drafts-discard-which", { "name" => discarded() })
                        on:click=move |_| discarding.open(id, untrack(&asked))
                    >
                        <Glyph icon=Icon::Delete />
                        <span class="kern-label">{move || tr!("drafts-discard")}</span>
                    </button>
                </div>
            </div>
        </article>
    }
}

#[component]
fn Sent(latest: Signal<Arc<MyReportsView>>) -> impl IntoView {
    let sent = memo(move || latest.get().reports.clone());
    let any = memo(move || !sent.with(Vec::is_empty));
    let rows = move || {
        let sent = sent.get().into_iter();
        sent.map(|row| view! { <li><Report row /></li> })
            .collect_view()
    };
    move || {
        any.get().then(|| {
            view! {
                <Section id="my-sent" title=move_tr!("my-reports-sent")>
                    <ul class="ka-list">{rows}</ul>
                </Section>
            }
        })
    }
}

#[component]
fn Report(row: MyReportRow) -> impl IntoView {
    let now = Now::of_app();
    let id = row.id;
    let category = row.category.clone();
    let at = row.place.clone();
    let sent_at = row.sent_at;
    let words = (!row.words.is_empty())
        .then(|| view! { <p class="ka-card__summary" dir="auto">{row.words.clone()}</p> });
    let updated = row.updated_at.map(|at| {
        view! { <span>{move || tr!("reports-updated", { "age" => age(at, now.get()) })}</span> }
    });
    let unread = row.unread.then(|| {
        view! { <strong class="ka-count">{move || tr!("my-reports-unread")}</strong> }
    });
    view! {
        <article
            class="kern-card ka-card ka-my-report"
            data-item=id.to_string()
            data-unread=row.unread.to_string()
            data-delivery=delivery::slug(&row.delivery)
        >
            <div class="ka-card__text">
                <h3 class="kern-title kern-title--small">
                    <a
                        class="kern-link kern-link--stretched"
                        id=format!("my-report-{id}")
                        href=reports::my_report_href(id)
                    >
                        {move || reports::category(Some(&category))}
                    </a>
                </h3>
                <p class="ka-light-line">{standing(&row)} {unread}</p>
                {words}
                <p class="ka-parts ka-card__small">
                    {move || place::place(&at).map(|place| view! { <span>{place}</span> })}
                    <span>{move || tr!("reports-sent-on", { "day" => day(sent_at) })}</span>
                    {updated}
                </p>
            </div>
        </article>
    }
}

/// How far it is: at the city, or on the way there.
fn standing(row: &MyReportRow) -> AnyView {
    match (row.progress, &row.delivery) {
        (Some(progress), SubmissionState::Accepted { .. }) => {
            view! { <Light progress /> }.into_any()
        }
        (_, state) => {
            let state = state.clone();
            let (needs, icon) = (delivery::needs_somebody(&state), delivery::icon(&state));
            view! {
                <span class="ka-delivery" data-needs=needs.to_string()>
                    <Glyph icon />
                    <span>{move || delivery::words(&state)}</span>
                </span>
            }
            .into_any()
        }
    }
}
