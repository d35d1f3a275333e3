//! One paper, with its way through the committees.

use super::leave::{LeaveDialog, Leaving, files};
use super::way::Way;
use super::{back, of_item};
use crate::kit::council::{DistrictChips, dates};
use crate::kit::{
    Answered, Described, Descriptions, FollowButton, PaperCard, ProvenanceLine, Section, states,
};
use crate::layout::Screen;
use crate::state::reactive::memo;
use crate::state::{Query, Topic};
use ka_domain::views::{FileOwner, PaperRow, PaperView};
use ka_domain::{ItemId, Kind, Subject};
use ka_ipc::PaperById;
use leptos::prelude::*;
use leptos_fluent::{move_tr, tr};
use std::sync::Arc;

/// The screen.
#[component]
pub fn PaperScreen() -> impl IntoView {
    of_item(|id| view! { <Known id /> }.into_any())
}

#[component]
fn Known(id: ItemId) -> impl IntoView {
    let subject = Subject::Paper(id.clone());
    let query = Query::new(
        move || PaperById { id: id.clone() },
        &[Topic::Content(Kind::Paper), Topic::Content(Kind::District)],
    );
    let title = Signal::derive(move || {
        query
            .get()
            .map_or_else(|| tr!("paper-title"), |view| view.paper.item.name.clone())
    });
    let leaving = Leaving::new();
    view! {
        <Screen name="paper" title state=states::word(query, |_| false) back=back()>
            <Answered query cards=2 let:latest>
                <FollowButton subject=subject.clone() />
                <Detail latest leaving />
            </Answered>
            <LeaveDialog leaving />
        </Screen>
    }
}

#[component]
fn Detail(latest: Signal<Arc<PaperView>>, leaving: Leaving) -> impl IntoView {
    let stations = memo(move || latest.get().paper.item.consultations.clone());
    let above = memo(move || latest.get().superordinated.clone());
    let below = memo(move || latest.get().subordinated.clone());
    view! {
        {move || facts(&latest.get())}
        <div class="ka-columns">
            <Section id="paper-way" title=move_tr!("paper-way")>
                {move || view! { <Way stations=stations.get() /> }}
            </Section>
            <div class="ka-stack">
                <Section id="paper-files" title=move_tr!("paper-files")>
                    {move || {
                        let view = latest.get();
                        let paper = &view.paper.item;
                        if paper.files.is_empty() {
                            let words = tr!("paper-files-none");
                            return view! { <p class="kern-body">{words}</p> }.into_any();
                        }
                        let owner = FileOwner::Paper(paper.id.clone());
                        files(&owner, paper.files.clone(), leaving).into_any()
                    }}
                </Section>
                {move || related("paper-above", move_tr!("paper-above"), above.get())}
                {move || related("paper-below", move_tr!("paper-below"), below.get())}
            </div>
        </div>
    }
}

fn facts(view: &PaperView) -> impl IntoView + use<> {
    let paper = &view.paper.item;
    let kind = paper.paper_type.clone().map(|kind| {
        view! { <Described key=move_tr!("paper-type")><span lang="de">{kind}</span></Described> }
    });
    let reference = paper.reference.clone().map(|reference| {
        view! {
            <Described key=move_tr!("paper-reference")>
                <span class="ka-figures" id="paper-reference">{reference}</span>
            </Described>
        }
    });
    let date = paper.date.map(|date| {
        view! { <Described key=move_tr!("paper-date")>{move || dates::long(date)}</Described> }
    });
    let offices: Vec<&str> = paper
        .offices
        .iter()
        .map(|office| office.name.as_str())
        .collect();
    let offices = (!offices.is_empty()).then(|| {
        let names = offices.join(", ");
        view! { <Described key=move_tr!("paper-offices")><span lang="de">{names}</span></Described> }
    });
    let districts = (!view.districts.is_empty()).then(|| {
        let districts = view.districts.clone();
        view! { <Described key=move_tr!("meeting-districts")><DistrictChips districts /></Described> }
    });
    view! {
        <div class="kern-card kern-card--hug ka-sheet ka-sheet--facts">
            <Descriptions>{kind} {reference} {date} {offices} {districts}</Descriptions>
            <ProvenanceLine provenance=view.paper.provenance.clone() />
        </div>
    }
}

/// Papers that this one belongs to, or that belong to it.
fn related(
    id: &'static str,
    title: Signal<String>,
    rows: Vec<PaperRow>,
) -> Option<impl IntoView + use<>> {
    (!rows.is_empty()).then(|| {
        let cards = rows
            .into_iter()
            .map(|row| view! { <li><PaperCard row /></li> })
            .collect_view();
        view! { <Section id title><ul class="ka-list">{cards}</ul></Section> }
    })
}
