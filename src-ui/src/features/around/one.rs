//! One report of somebody.

use super::card::{Districts, place_of};
use super::list::districts;
use super::support::Support;
use crate::kit::reports::{self, AROUND, Deed, Light};
use crate::kit::{Answered, Described, Descriptions, Icon, Nothing, Section, states};
use crate::layout::screen::Back;
use crate::layout::{NotFound, Screen};
use crate::state::reactive::memo;
use crate::state::{Query, Topic};
use crate::text::format::day_and_time;
use ka_domain::views::{AroundFilter, AroundView, NearbyRow};
use ka_domain::{ItemId, Kind};
use ka_ipc::Around;
use leptos::prelude::*;
use leptos_fluent::move_tr;
use leptos_router::hooks::use_params_map;

/// The screen.
#[component]
pub fn AroundReportScreen() -> impl IntoView {
    let address = use_params_map();
    let id = memo(move || address.read().get("id").and_then(|id| ItemId::new(id).ok()));
    move || match id.get() {
        Some(id) => view! { <Known id /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

#[component]
fn Known(id: ItemId) -> impl IntoView {
    let asked = id.clone();
    let query = Query::new(
        move || Around {
            filter: AroundFilter {
                report: Some(asked.clone()),
                ..AroundFilter::default()
            },
        },
        &[
            Topic::Content(Kind::PublicReport),
            Topic::Content(Kind::ReportCategory),
            Topic::Reports,
        ],
    );
    let row = memo(move || {
        let view = query.get();
        find(view.as_deref()?, &id)
    });
    let title = Signal::derive(move || {
        let row = row.get();
        reports::category(row.as_ref().map(|row| &row.report.category_name))
    });
    let back = Back {
        href: AROUND.to_owned(),
        label: move_tr!("around-title"),
    };
    let word = states::word(query, |_| false);
    let state = Signal::derive(move || match word.get() {
        "ready" if row.with(Option::is_none) => "empty",
        word => word,
    });
    let districts = districts();
    let deed = Deed::new();
    let last = RwSignal::new(None::<ItemId>);
    view! {
        <Screen name="around-report" title state back=back>
            <Answered query cards=1 let:_latest>
                {move || match row.get() {
                    Some(row) => view! { <Sheet row title districts deed last /> }.into_any(),
                    None => {
                        view! {
                            <Nothing
                                icon=Icon::Report
                                title=move_tr!("around-gone")
                                hint=move_tr!("around-gone-hint")
                            />
                        }
                            .into_any()
                    }
                }}
            </Answered>
        </Screen>
    }
}

fn find(view: &AroundView, id: &ItemId) -> Option<NearbyRow> {
    view.reports
        .iter()
        .find(|row| row.report.id == *id)
        .cloned()
}

#[component]
fn Sheet(
    row: NearbyRow,
    title: Signal<String>,
    districts: Districts,
    deed: Deed,
    last: RwSignal<Option<ItemId>>,
) -> impl IntoView {
    let report = row.report.clone();
    let place = place_of(&report, districts);
    let name = Signal::derive(move || format!("{}, {}", title.get(), place.get()));
    let (item, number) = (report.id.as_str().to_owned(), report.id.as_str().to_owned());
    let (requested_at, updated_at) = (report.requested_at, report.updated_at);
    let words = report.words.map(|words| {
        view! {
            <Described key=move_tr!("my-report-words")>
                <p class="ka-report-words" lang="de">{words}</p>
            </Described>
        }
    });
    let updated = updated_at.map(|at| {
        view! {
            <Described key=move_tr!("around-updated-at")>{move || day_and_time(at)}</Described>
        }
    });
    let answer = report.answer.map(|answer| {
        view! {
            <Section id="around-answer" title=move_tr!("around-answer")>
                <blockquote class="ka-step__words" lang="de">{answer}</blockquote>
            </Section>
        }
    });
    view! {
        <div class="ka-report-standing">
            <p class="ka-report-standing__light"><Light progress=report.progress /></p>
        </div>
        <div class="kern-card kern-card--hug ka-sheet" data-item=item>
            <Descriptions>
                <Described key=move_tr!("my-report-place")>{place}</Described>
                {words}
                <Described key=move_tr!("my-report-sent-at")>
                    {move || day_and_time(requested_at)}
                </Described>
                {updated}
                <Described key=move_tr!("my-report-city-id")>
                    <span class="ka-receipt">{number}</span>
                </Described>
            </Descriptions>
            <Support row name deed last />
        </div>
        {answer}
    }
}
