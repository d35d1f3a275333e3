//! One committee: when it meets, what it treated, when it met.

use super::periods::{Length, Periods, periods};
use super::{back, of_item};
use crate::kit::council::{CalendarButton, Lead, dates, meeting_line};
use crate::kit::{Answered, FollowButton, Glyph, Icon, PaperCard, ProvenanceLine, Section, states};
use crate::layout::Screen;
use crate::state::now::Now;
use crate::state::reactive::memo;
use crate::state::{Query, Topic};
use ka_domain::views::{CalendarChoice, CommitteeView};
use ka_domain::{ItemId, Kind, Subject};
use ka_ipc::CommitteeById;
use leptos::prelude::*;
use leptos_fluent::{move_tr, tr};
use std::sync::Arc;

/// The screen.
#[component]
pub fn CommitteeScreen() -> impl IntoView {
    of_item(|id| view! { <Known id /> }.into_any())
}

#[component]
fn Known(id: ItemId) -> impl IntoView {
    let subject = Subject::Committee(id.clone());
    let query = Query::new(
        move || CommitteeById { id: id.clone() },
        &[
            Topic::Content(Kind::Organization),
            Topic::Content(Kind::Meeting),
            Topic::Content(Kind::Paper),
        ],
    );
    let title = Signal::derive(move || {
        query.get().map_or_else(
            || tr!("committee-title"),
            |view| view.committee.item.name.clone(),
        )
    });
    let lead = Signal::derive(move || query.get()?.committee.item.classification.clone());
    view! {
        <Screen name="committee" title state=states::word(query, |_| false) lead back=back()>
            <Answered query let:latest>
                <FollowButton subject=subject.clone() />
                <Detail latest />
            </Answered>
        </Screen>
    }
}

#[component]
fn Detail(latest: Signal<Arc<CommitteeView>>) -> impl IntoView {
    let now = Now::of_app();
    let ended = memo(move || {
        let today = now.get().date_naive();
        latest.get().committee.item.end.filter(|end| *end < today)
    });
    let upcoming = memo(move || latest.get().upcoming.clone());
    let papers = memo(move || latest.get().papers.clone());
    let past = memo(move || latest.get().past.clone());
    let exported = memo(move || {
        let view = latest.get();
        (!view.upcoming.is_empty()).then(|| view.committee.item.id.clone())
    });
    view! {
        {move || {
            ended
                .get()
                .map(|end| {
                    view! {
                        <p class="ka-remark" id="committee-ended">
                            <Glyph icon=Icon::History />
                            <span>{tr!("committee-ended", { "day" => dates::long(end) })}</span>
                        </p>
                    }
                })
        }}
        <Section id="committee-next" title=move_tr!("council-next")>
            {move || {
                exported
                    .get()
                    .map(|id| view! { <CalendarButton choice=CalendarChoice::Committee(id) /> })
            }}
            {move || {
                let rows = upcoming.get();
                if rows.is_empty() {
                    return view! { <p class="kern-body">{tr!("committee-none-next")}</p> }.into_any();
                }
                let lines = rows.iter().map(|row| meeting_line(row, Lead::Day)).collect_view();
                view! { <ul class="ka-lines">{lines}</ul> }.into_any()
            }}
        </Section>
        <Section id="committee-papers" title=move_tr!("committee-papers")>
            {move || {
                let rows = papers.get();
                if rows.is_empty() {
                    return view! { <p class="kern-body">{tr!("committee-papers-none")}</p> }.into_any();
                }
                let cards = rows
                    .into_iter()
                    .map(|row| view! { <li><PaperCard row /></li> })
                    .collect_view();
                view! { <ul class="ka-cards ka-cards--wide">{cards}</ul> }.into_any()
            }}
        </Section>
        <Section id="committee-past" title=move_tr!("council-past")>
            {move || {
                let rows = past.get();
                if rows.is_empty() {
                    return view! { <p class="kern-body">{tr!("committee-none-past")}</p> }.into_any();
                }
                let years = periods(rows.iter(), Length::Year);
                view! { <Periods periods=years length=Length::Year /> }.into_any()
            }}
        </Section>
        {move || view! { <ProvenanceLine provenance=latest.get().committee.provenance.clone() /> }}
    }
}
