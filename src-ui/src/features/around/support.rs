//! "It concerns me too": said once, kept in the outbox until the city has it.

use crate::kit::reports::{Deed, OUTBOX};
use crate::kit::{FailureAlert, Glyph, Icon};
use crate::state::reactive::memo;
use crate::state::reports::KnownReports;
use crate::text::format::number;
use ka_domain::views::{NearbyRow, SubmissionKind, SubmissionState};
use ka_domain::{ItemId, Progress};
use ka_ipc::SupportReport;
use leptos::prelude::*;
use leptos_fluent::tr;

/// How it stands with what the owner of this device said of one report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    /// Nothing.
    Nothing,
    /// That it concerns them too; it is on its way.
    Queued,
    /// That it does, and the city has it; or it is their own.
    There,
}

/// The button, and what became of it.
#[component]
pub fn Support(
    /// The report.
    row: NearbyRow,
    /// What it is called, for the button.
    #[prop(into)]
    name: Signal<String>,
    /// What is done here, one thing at a time.
    deed: Deed,
    /// The report to which the last deed was done.
    last: RwSignal<Option<ItemId>>,
) -> impl IntoView {
    let id = row.report.id.clone();
    // There is nothing to add to what the office is done with.
    let is_open = matches!(row.report.progress, Progress::Received | Progress::Open);
    let supporters = row.report.supporters;
    let supported = row.supported;
    let outbox = KnownReports::of_app().outbox();
    let asked = id.clone();
    let said = memo(move || {
        let queued = outbox.get().is_some_and(|view| {
            view.rows.iter().any(|row| match &row.kind {
                SubmissionKind::Support { report, .. } => {
                    *report == asked
                        && !matches!(
                            row.state,
                            SubmissionState::Accepted { .. } | SubmissionState::Rejected { .. }
                        )
                }
                SubmissionKind::Report { .. } => false,
            })
        });
        match (queued, supported) {
            (true, _) => Said::Queued,
            (false, true) => Said::There,
            (false, false) => Said::Nothing,
        }
    });
    let this = id.clone();
    let trouble = move || {
        deed.trouble()
            .filter(|_| last.get().as_ref() == Some(&this))
            .map(|failure| view! { <FailureAlert failure /> })
    };
    let button = id.as_str().to_owned();
    let press = move |_| {
        if said.get_untracked() == Said::Nothing {
            last.set(Some(id.clone()));
            let command = SupportReport {
                report: id.clone(),
                draft: None,
            };
            deed.ask(&command, |_| {});
        }
    };
    let others = move || {
        (supporters > 0).then(|| {
            let words = tr!("around-supporters", {
                "count" => supporters,
                "shown" => number(supporters),
            });
            view! { <p class="ka-card__small">{words}</p> }
        })
    };
    let act = is_open.then(|| {
        view! {
            <button
                class="kern-btn kern-btn--secondary"
                type="button"
                id=format!("support-{button}")
                aria-disabled=move || {
                    (said.get() != Said::Nothing || deed.busy().get()).then_some("true")
                }
                aria-label=move || tr!("around-support-which", { "name" => name.get() })
                on:click=press
            >
                {move || {
                    let icon = if said.get() == Said::Nothing { Icon::Follow } else { Icon::Check };
                    view! { <Glyph icon /> }
                }}
                <span class="kern-label">{move || tr!("around-support")}</span>
            </button>
        }
    });
    view! {
        <div class="ka-support" data-supported=move || (said.get() != Said::Nothing).to_string()>
            {others}
            {act}
            <p class="ka-said" role="status">
                {move || match said.get() {
                    Said::Nothing => ().into_any(),
                    Said::Queued => {
                        view! {
                            <span>
                                {tr!("around-support-queued")} " "
                                <a class="kern-link kern-link--no-visited-state" href=OUTBOX>
                                    {tr!("outbox-title")}
                                </a>
                            </span>
                        }
                            .into_any()
                    }
                    Said::There => view! { <span>{tr!("around-support-there")}</span> }.into_any(),
                }}
            </p>
            {trouble}
        </div>
    }
}
