//! One report: how far it is, what the city says of it, and all of what was sent.

use super::photos::Photos;
use super::way::way;
use crate::kit::reports::{self, Deed, Light, MINE, OUTBOX, delivery};
use crate::kit::{
    Alert, Answered, Button, Described, Descriptions, FailureAlert, Icon, Section, Tone, states,
};
use crate::layout::screen::Back;
use crate::layout::{NotFound, Screen};
use crate::state::now::Now;
use crate::state::reactive::memo;
use crate::state::{Query, Topic};
use crate::text::format::{age, day_and_time};
use crate::text::{lang, place};
use ka_domain::views::{MyReportView, SubmissionState};
use ka_domain::{Kind, Progress, SubmissionId};
use ka_ipc::{MyReportById, ReopenReport};
use leptos::prelude::*;
use leptos_fluent::{move_tr, tr};
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};
use std::sync::Arc;

/// The screen.
#[component]
pub fn MyReportScreen() -> impl IntoView {
    let address = use_params_map();
    let id = memo(move || {
        let id = address.read().get("id");
        id.and_then(|id| id.parse::<SubmissionId>().ok())
    });
    move || match id.get() {
        Some(id) => view! { <Known id /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

#[component]
fn Known(id: SubmissionId) -> impl IntoView {
    let query = Query::new(
        move || MyReportById { id },
        &[Topic::Reports, Topic::Content(Kind::ReportCategory)],
    );
    let title = Signal::derive(move || {
        let view = query.get();
        reports::category(view.as_ref().map(|view| &view.row.category))
    });
    let back = Back {
        href: MINE.to_owned(),
        label: move_tr!("my-reports-title"),
    };
    view! {
        <Screen name="my-report" title state=states::word(query, |_| false) back=back>
            <Answered query cards=2 let:latest>
                <Standing latest />
                <Reopen id latest />
                <Steps latest />
                <Sent latest />
            </Answered>
        </Screen>
    }
}

/// How far it is, and what is to be done where it gets no further.
#[component]
fn Standing(latest: Signal<Arc<MyReportView>>) -> impl IntoView {
    let now = Now::of_app();
    let state = memo(move || latest.get().row.delivery.clone());
    let progress = memo(move || latest.get().row.progress);
    let asked_at = memo(move || latest.get().asked_at);
    let there = memo(move || matches!(state.get(), SubmissionState::Accepted { .. }));
    let needs = memo(move || delivery::needs_somebody(&state.get()));
    let on_its_way = move || {
        let tone = if needs.get() {
            Tone::Warning
        } else {
            Tone::Info
        };
        let title = Signal::derive(move || delivery::words(&state.get()));
        view! {
            <Alert tone title>
                <p class="kern-body">{move || delivery::next(&state.get(), now.get())}</p>
                <p class="kern-body">
                    <a class="kern-link kern-link--no-visited-state" id="my-report-outbox" href=OUTBOX>
                        {move || tr!("my-report-to-outbox")}
                    </a>
                </p>
            </Alert>
        }
    };
    view! {
        <div class="ka-report-standing" id="my-report-standing" role="status">
            {move || {
                there
                    .get()
                    .then(|| {
                        let progress = progress.get().unwrap_or(Progress::Received);
                        view! { <p class="ka-report-standing__light"><Light progress /></p> }
                    })
            }}
        </div>
        {move || (!there.get()).then(on_its_way)}
        {move || {
            asked_at
                .get()
                .map(|at| {
                    view! {
                        <p class="ka-note">
                            {move || tr!("my-report-asked", { "age" => age(at, now.get()) })}
                        </p>
                    }
                })
        }}
    }
}

/// That it is not mended. Where the city has not said that it is done, there is nothing to contradict.
#[component]
fn Reopen(id: SubmissionId, latest: Signal<Arc<MyReportView>>) -> impl IntoView {
    let deed = Deed::new();
    let go = use_navigate();
    let done = memo(move || {
        let progress = latest.get().row.progress;
        matches!(progress, Some(Progress::Closed | Progress::Refused))
    });
    let press = move || {
        let go = go.clone();
        deed.ask(&ReopenReport { id }, move |draft| {
            go(&reports::draft_href(draft.id), NavigateOptions::default());
        });
    };
    move || {
        let press = press.clone();
        done.get().then(|| {
            view! {
                <div class="ka-reopen">
                    <Button id="reopen" icon=Icon::Sync off=deed.busy() on_press=press>
                        {move || tr!("my-report-reopen")}
                    </Button>
                    <p class="ka-card__small">{move || tr!("my-report-reopen-hint")}</p>
                    {move || deed.trouble().map(|failure| view! { <FailureAlert failure /> })}
                </div>
            }
        })
    }
}

#[component]
fn Steps(latest: Signal<Arc<MyReportView>>) -> impl IntoView {
    let steps = memo(move || latest.get().steps.clone());
    view! {
        <Section id="my-report-way" title=move_tr!("my-report-way")>
            {move || way(&steps.get())}
        </Section>
    }
}

/// All of what was sent.
#[component]
fn Sent(latest: Signal<Arc<MyReportView>>) -> impl IntoView {
    let photos = memo(move || latest.get().photos.clone());
    view! {
        <Section id="my-report-sent" title=move_tr!("my-report-sent")>
            <div class="kern-card kern-card--hug ka-sheet">
                <Descriptions>{move || facts(&latest.get())}</Descriptions>
                {move || {
                    let photos = photos.get();
                    (!photos.is_empty()).then(|| view! { <Photos photos /> })
                }}
            </div>
        </Section>
    }
}

fn facts(view: &MyReportView) -> impl IntoView + use<> {
    let row = &view.row;
    let at = row.place.clone();
    let sent_at = row.sent_at;
    let with_contact = view.with_contact;
    let words = (!view.words.is_empty()).then(|| {
        let words = view.words.clone();
        view! {
            <Described key=move_tr!("my-report-words")>
                <p class="ka-report-words" dir="auto">{words}</p>
            </Described>
        }
    });
    let answers = view
        .answers
        .iter()
        .cloned()
        .map(|answered| {
            let question = answered.question;
            let key = Signal::derive(move || question.get(lang()).to_owned());
            let answers = answered.answers;
            let said = move || {
                let answers = answers.iter().map(|answer| answer.get(lang()).to_owned());
                answers.collect::<Vec<_>>().join(", ")
            };
            view! { <Described key>{said}</Described> }
        })
        .collect_view();
    let receipt = match &row.delivery {
        SubmissionState::Accepted { at, receipt } => {
            let (at, receipt) = (*at, receipt.clone());
            Some(view! {
                <Described key=move_tr!("my-report-receipt")>
                    <span class="ka-receipt" id="my-report-receipt">{receipt}</span>
                    <p class="ka-card__small">
                        {move || tr!("outbox-receipt-at", { "moment" => day_and_time(at) })}
                    </p>
                </Described>
            })
        }
        _ => None,
    };
    let city_id = view.city_id.clone().map(|id| {
        view! {
            <Described key=move_tr!("my-report-city-id")>
                <span class="ka-receipt" id="my-report-city-id">{id}</span>
            </Described>
        }
    });
    let links = |key: Signal<String>, ids: Vec<SubmissionId>, kind: &'static str| {
        (!ids.is_empty()).then(move || {
            let links = ids.into_iter().map(move |id| {
                view! {
                    <li>
                        <a
                            class="kern-link kern-link--no-visited-state"
                            data-linked=kind
                            href=reports::my_report_href(id)
                        >
                            {move || tr!("my-report-show-linked")}
                        </a>
                    </li>
                }
            });
            view! { <Described key><ul>{links.collect_view()}</ul></Described> }
        })
    };
    let earlier = view.reopens.into_iter().collect();
    view! {
        <Described key=move_tr!("my-report-place")>
            {move || place::place(&at).unwrap_or_else(|| tr!("reports-place-unknown"))}
        </Described>
        {words}
        {answers}
        <Described key=move_tr!("my-report-sent-at")>{move || day_and_time(sent_at)}</Described>
        <Described key=move_tr!("my-report-contact")>
            {move || if with_contact { tr!("my-report-named") } else { tr!("my-report-anonymous") }}
        </Described>
        {receipt}
        {city_id}
        {links(move_tr!("my-report-reopens"), earlier, "reopens")}
        {links(move_tr!("my-report-reopened-by"), view.reopened_by.clone(), "reopened-by")}
    }
}
