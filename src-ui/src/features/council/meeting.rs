//! One meeting with its agenda.

use super::leave::{LeaveDialog, Leaving, files};
use super::{back, committee_links, of_item};
use crate::kit::badge::Badge;
use crate::kit::council::{CalendarButton, DistrictChips, Outcome, dates, paper_href};
use crate::kit::{Answered, Described, Descriptions, ProvenanceLine, Section, Tone, states};
use crate::layout::Screen;
use crate::state::reactive::memo;
use crate::state::{Query, Topic};
use ka_domain::views::{CalendarChoice, FileOwner, MeetingView};
use ka_domain::{AgendaItem, ItemId, Kind};
use ka_ipc::MeetingById;
use leptos::prelude::*;
use leptos_fluent::{move_tr, tr};
use std::sync::Arc;

/// The screen.
#[component]
pub fn MeetingScreen() -> impl IntoView {
    of_item(|id| view! { <Known id /> }.into_any())
}

#[component]
fn Known(id: ItemId) -> impl IntoView {
    let query = Query::new(
        move || MeetingById { id: id.clone() },
        &[
            Topic::Content(Kind::Meeting),
            Topic::Content(Kind::District),
        ],
    );
    let title = Signal::derive(move || {
        query.get().map_or_else(
            || tr!("meeting-title"),
            |view| view.meeting.item.name.clone(),
        )
    });
    let lead = Signal::derive(move || {
        let view = query.get()?;
        Some(dates::span(view.meeting.item.start, view.meeting.item.end))
    });
    let leaving = Leaving::new();
    view! {
        <Screen name="meeting" title state=states::word(query, |_| false) lead back=back()>
            <Answered query cards=2 let:latest>
                <Detail latest leaving />
            </Answered>
            <LeaveDialog leaving />
        </Screen>
    }
}

#[component]
fn Detail(latest: Signal<Arc<MeetingView>>, leaving: Leaving) -> impl IntoView {
    let to_come = memo(move || {
        let view = latest.get();
        let meeting = &view.meeting.item;
        (view.upcoming && !meeting.cancelled).then(|| meeting.id.clone())
    });
    view! {
        {move || facts(&latest.get())}
        {move || {
            to_come.get().map(|id| view! { <CalendarButton choice=CalendarChoice::Meeting(id) /> })
        }}
        <Section id="meeting-agenda" title=move_tr!("meeting-agenda")>
            {move || agenda(&latest.get(), leaving)}
        </Section>
        {move || {
            let view = latest.get();
            let meeting = &view.meeting.item;
            let owner = FileOwner::Meeting(meeting.id.clone());
            (!meeting.files.is_empty())
                .then(|| {
                    let files = files(&owner, meeting.files.clone(), leaving);
                    view! {
                        <Section id="meeting-files" title=move_tr!("meeting-files")>{files}</Section>
                    }
                })
        }}
    }
}

fn facts(view: &MeetingView) -> impl IntoView + use<> {
    let meeting = &view.meeting.item;
    let cancelled = meeting.cancelled.then(|| {
        view! {
            <p id="meeting-cancelled">
                <Badge tone=Tone::Danger>{move || tr!("meeting-cancelled")}</Badge>
            </p>
        }
    });
    let place = meeting.place.clone().map(|place| {
        view! { <Described key=move_tr!("meeting-where")><span lang="de">{place}</span></Described> }
    });
    let committees = (!meeting.committees.is_empty()).then(|| {
        let links = committee_links(meeting.committees.clone());
        view! { <Described key=move_tr!("meeting-who")>{links}</Described> }
    });
    let districts = (!view.districts.is_empty()).then(|| {
        let districts = view.districts.clone();
        view! { <Described key=move_tr!("meeting-districts")><DistrictChips districts /></Described> }
    });
    view! {
        <div class="kern-card kern-card--hug ka-sheet ka-sheet--facts">
            {cancelled}
            <Descriptions>{place} {committees} {districts}</Descriptions>
            <ProvenanceLine provenance=view.meeting.provenance.clone() />
        </div>
    }
}

/// What is on the agenda, under the numbers that are printed there.
fn agenda(view: &MeetingView, leaving: Leaving) -> AnyView {
    let meeting = &view.meeting.item;
    if meeting.agenda.is_empty() {
        let words = if view.upcoming {
            tr!("meeting-agenda-none-yet")
        } else {
            tr!("meeting-agenda-none")
        };
        return view! { <p class="kern-body">{words}</p> }.into_any();
    }
    let owner = FileOwner::Meeting(meeting.id.clone());
    let points = meeting
        .agenda
        .iter()
        .map(|item| point(item, &owner, leaving))
        .collect_view();
    // Engines that see no markers take the list for none, unless it says that it is one.
    view! { <ol class="ka-points" role="list">{points}</ol> }.into_any()
}

fn point(item: &AgendaItem, owner: &FileOwner, leaving: Leaving) -> impl IntoView + use<> {
    let name = item.name.clone();
    let name = match &item.paper {
        Some(paper) => view! {
            <a
                class="ka-point__name"
                href=paper_href(paper)
                data-item=paper.as_str().to_owned()
                lang="de"
            >
                {name}
            </a>
        }
        .into_any(),
        None => view! { <span class="ka-point__name" lang="de">{name}</span> }.into_any(),
    };
    let closed = (item.public == Some(false)).then(|| {
        let word = tr!("meeting-not-public");
        view! { <Badge tone=Tone::Info>{word}</Badge> }
    });
    let outcome = item.result.clone().map(|words| view! { <Outcome words /> });
    let facts = (closed.is_some() || outcome.is_some())
        .then(|| view! { <p class="ka-point__facts">{closed} {outcome}</p> });
    let files = (!item.files.is_empty()).then(|| files(owner, item.files.clone(), leaving));
    view! {
        <li class="ka-point">
            <span class="ka-point__number">{item.number.clone()}</span>
            <div class="ka-point__text">{name} {facts} {files}</div>
        </li>
    }
}
