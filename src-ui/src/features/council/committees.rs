//! The committees: those that meet, then those that are no more.

use super::tell;
use crate::kit::council::{committee_href, dates};
use crate::kit::{Answered, Glyph, Icon, ProvenanceLine, states};
use crate::layout::NoContent;
use crate::state::now::Now;
use crate::state::reactive::memo;
use crate::state::{Query, Topic};
use crate::text::format::number;
use ka_domain::Kind;
use ka_domain::views::{CommitteeRow, Sourced};
use ka_ipc::Committees;
use leptos::prelude::*;
use leptos_fluent::tr;
use std::sync::Arc;

/// The part of the screen.
#[component]
pub fn CommitteeList(
    /// What the screen says of itself.
    state: RwSignal<&'static str>,
) -> impl IntoView {
    let query = Query::new(
        || Committees {},
        &[
            Topic::Content(Kind::Organization),
            Topic::Content(Kind::Meeting),
        ],
    );
    tell(state, states::word(query, Vec::is_empty));
    view! {
        <Answered query cards=6 let:latest>
            <Listed latest />
        </Answered>
    }
}

#[component]
fn Listed(latest: Signal<Arc<Vec<CommitteeRow>>>) -> impl IntoView {
    let now = Now::of_app();
    let today = memo(move || now.get().date_naive());
    move || {
        let rows = latest.get();
        if rows.is_empty() {
            return view! { <NoContent /> }.into_any();
        }
        let today = today.get();
        let (ended, meeting): (Vec<CommitteeRow>, Vec<CommitteeRow>) = rows
            .iter()
            .cloned()
            .map(|mut row| {
                // One that will end is one that meets.
                let end = &mut row.committee.item.end;
                *end = end.filter(|end| *end < today);
                row
            })
            .partition(|row| row.committee.item.end.is_some());
        let ended = (!ended.is_empty()).then(|| {
            view! {
                <section class="ka-section" id="committees-ended" aria-labelledby="committees-ended-title">
                    <div class="ka-section__head">
                        <h2 class="kern-heading-medium" id="committees-ended-title">
                            {move || tr!("council-committees-ended")}
                        </h2>
                    </div>
                    {cards(ended)}
                </section>
            }
        });
        view! {
            <h2 class="kern-sr-only">{move || tr!("council-committees")}</h2>
            {cards(meeting)}
            {ended}
        }
        .into_any()
    }
}

fn cards(rows: Vec<CommitteeRow>) -> impl IntoView {
    let cards = rows
        .into_iter()
        .map(|row| view! { <li><CommitteeCard row /></li> })
        .collect_view();
    view! { <ul class="ka-cards">{cards}</ul> }
}

#[component]
fn CommitteeCard(row: CommitteeRow) -> impl IntoView {
    let CommitteeRow {
        committee: Sourced {
            item: committee,
            provenance,
        },
        meetings,
        next,
    } = row;
    let end = committee.end;
    view! {
        <article
            class="kern-card kern-card--interactive ka-card"
            data-item=committee.id.as_str().to_owned()
        >
            <div class="ka-card__sign"><Glyph icon=Icon::Committee /></div>
            <div class="ka-card__text">
                <h3 class="kern-title kern-title--small">
                    <a
                        class="kern-link kern-link--stretched kern-link--no-visited-state"
                        href=committee_href(&committee.id)
                        lang="de"
                    >
                        {committee.name}
                    </a>
                </h3>
                <p class="ka-card__small">
                    {move || match (next, end) {
                        (Some(next), _) => {
                            tr!("council-committee-next", { "when" => dates::day_and_clock(next) })
                        }
                        (None, Some(end)) => {
                            tr!("council-committee-until", { "day" => dates::short(end) })
                        }
                        (None, None) => tr!("council-committee-no-next"),
                    }}
                </p>
                <p class="ka-card__small">
                    {move || {
                        tr!("council-committee-meetings", {
                            "count" => meetings,
                            "shown" => number(meetings),
                        })
                    }}
                </p>
                <ProvenanceLine provenance />
            </div>
        </article>
    }
}
