//! One district on one page: its offices, what the council plans there, where to park.

use crate::kit::council::{CalendarButton, Lead, meeting_line, oldest};
use crate::kit::items::{FewCarParks, OfficeCard};
use crate::kit::{Answered, FollowButton, Glyph, Icon, PaperCard, ProvenanceLine, Section, states};
use crate::layout::screen::Back;
use crate::layout::{NotFound, Screen};
use crate::state::reactive::memo;
use crate::state::{Query, Topic};
use crate::text::format::number;
use ka_domain::views::{CalendarChoice, DistrictView};
use ka_domain::{DistrictId, Kind, Subject};
use ka_ipc::DistrictById;
use leptos::prelude::*;
use leptos_fluent::{move_tr, tr};
use leptos_router::hooks::use_params_map;
use std::sync::Arc;

/// The screen.
#[component]
pub fn DistrictScreen() -> impl IntoView {
    let address = use_params_map();
    let id = memo(move || {
        address
            .read()
            .get("id")
            .and_then(|id| DistrictId::new(id).ok())
    });
    move || match id.get() {
        Some(id) => view! { <Known id /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

#[component]
fn Known(id: DistrictId) -> impl IntoView {
    let subject = Subject::District(id.clone());
    let query = Query::new(
        move || DistrictById { id: id.clone() },
        &[
            Topic::Content(Kind::District),
            Topic::Content(Kind::Office),
            Topic::Content(Kind::Meeting),
            Topic::Content(Kind::Paper),
            Topic::Content(Kind::BicycleParking),
            Topic::Content(Kind::CarPark),
            Topic::Live,
        ],
    );
    let title = Signal::derive(move || {
        query
            .get()
            .map_or_else(|| tr!("district-title"), |view| view.district.name.clone())
    });
    let lead = Signal::derive(move || {
        let name = query.get()?.district.name.clone();
        Some(tr!("district-lead", { "name" => name }))
    });
    let back = Back {
        href: "/".to_owned(),
        label: move_tr!("nav-home"),
    };
    view! {
        <Screen name="district" title state=states::word(query, |_| false) lead back=back>
            <Answered query cards=6 let:latest>
                <FollowButton subject=subject.clone() />
                <Parts latest />
            </Answered>
        </Screen>
    }
}

#[component]
fn Parts(latest: Signal<Arc<DistrictView>>) -> impl IntoView {
    view! {
        {move || {
            let codes = latest.get().district.postcodes.clone();
            (!codes.is_empty())
                .then(|| {
                    let codes = tr!("district-postcodes", {
                        "count" => codes.len(),
                        "codes" => codes.join(", "),
                    });
                    view! { <p class="ka-note" id="district-postcodes">{codes}</p> }
                })
        }}
        <div class="ka-columns">
            <Meetings latest />
            <div class="ka-stack">
                <Offices latest />
                <Parking latest />
            </div>
        </div>
        <Papers latest />
    }
}

/// A sentence for a part that has nothing.
fn nothing(words: String) -> AnyView {
    view! { <p class="kern-body">{words}</p> }.into_any()
}

#[component]
fn Meetings(latest: Signal<Arc<DistrictView>>) -> impl IntoView {
    let rows = memo(move || latest.get().meetings.clone());
    let exported = memo(move || {
        let view = latest.get();
        (!view.meetings.is_empty()).then(|| view.district.id.clone())
    });
    view! {
        <Section
            id="district-meetings"
            title=move_tr!("council-next")
            more=("/council", "district-council", move_tr!("council-title"))
        >
            {move || {
                let rows = rows.get();
                if rows.is_empty() {
                    let name = latest.get().district.name.clone();
                    return nothing(tr!("district-meetings-none", { "name" => name }));
                }
                let lines = rows
                    .iter()
                    .map(|row| meeting_line(&row.item, Lead::Day))
                    .collect_view();
                let provenance = oldest(rows.iter().map(|row| &row.provenance));
                view! {
                    <ul class="ka-lines">{lines}</ul>
                    {provenance.map(|provenance| view! { <ProvenanceLine provenance /> })}
                }
                    .into_any()
            }}
            {move || {
                exported
                    .get()
                    .map(|id| view! { <CalendarButton choice=CalendarChoice::District(id) /> })
            }}
        </Section>
    }
}

#[component]
fn Offices(latest: Signal<Arc<DistrictView>>) -> impl IntoView {
    let offices = memo(move || latest.get().offices.clone());
    view! {
        <Section
            id="district-offices"
            title=move_tr!("district-offices")
            more=("/services?by=office", "district-all-offices", move_tr!("home-all-offices"))
        >
            {move || {
                let offices = offices.get();
                if offices.is_empty() {
                    let name = latest.get().district.name.clone();
                    return nothing(tr!("district-offices-none", { "name" => name }));
                }
                let cards = offices
                    .into_iter()
                    .map(|office| view! { <li><OfficeCard office /></li> })
                    .collect_view();
                view! { <ul class="ka-list">{cards}</ul> }.into_any()
            }}
        </Section>
    }
}

#[component]
fn Parking(latest: Signal<Arc<DistrictView>>) -> impl IntoView {
    view! {
        <Section
            id="district-parking"
            title=move_tr!("district-parking")
            more=("/parking", "district-car-parks", move_tr!("home-all-parking"))
        >
            <Bicycles latest />
            <CarParks latest />
        </Section>
    }
}

#[component]
fn Bicycles(latest: Signal<Arc<DistrictView>>) -> impl IntoView {
    move || {
        let view = latest.get();
        let (places, spaces) = (view.bicycle_places, view.bicycle_spaces);
        if places == 0 {
            let name = view.district.name.clone();
            return nothing(tr!("district-bicycles-none", { "name" => name }));
        }
        let room = (spaces > 0).then(|| {
            tr!("district-bicycles-spaces", {
                "count" => spaces,
                "shown" => number(spaces),
            })
        });
        let places = tr!("district-bicycles", {
            "count" => places,
            "shown" => number(places),
        });
        let href = format!("/parking/bicycles?district={}", view.district.id);
        view! {
            <a class="ka-banner" id="district-bicycles" href=href>
                <span class="ka-banner__sign"><Glyph icon=Icon::Bicycle /></span>
                <span class="ka-tile__text ka-banner__text">
                    <span>{places}</span>
                    <span class="ka-tile__hint">{room}</span>
                </span>
                <Glyph icon=Icon::Forward />
            </a>
        }
        .into_any()
    }
}

/// The car parks nearest to the district, as long as it is known where its middle is.
#[component]
fn CarParks(latest: Signal<Arc<DistrictView>>) -> impl IntoView {
    let rows = memo(move || latest.get().parking.clone());
    let read_at = memo(move || latest.get().parking_read_at);
    view! { <FewCarParks rows read_at /> }
}

#[component]
fn Papers(latest: Signal<Arc<DistrictView>>) -> impl IntoView {
    let rows = memo(move || latest.get().papers.clone());
    let count = memo(move || latest.get().paper_count);
    view! {
        <Section id="district-papers" title=move_tr!("district-papers")>
            {move || {
                let name = latest.get().district.name.clone();
                let rows = rows.get();
                if rows.is_empty() {
                    return nothing(tr!("district-papers-none", { "name" => name }));
                }
                let count = tr!("district-papers-count", {
                    "count" => count.get(),
                    "shown" => number(count.get()),
                    "name" => name,
                });
                let provenance = oldest(rows.iter().map(|row| &row.provenance));
                let cards = rows
                    .into_iter()
                    .map(|row| view! { <li><PaperCard row=row.item /></li> })
                    .collect_view();
                view! {
                    <p class="ka-note" id="district-papers-count">{count}</p>
                    <ul class="ka-cards ka-cards--wide">{cards}</ul>
                    {provenance.map(|provenance| view! { <ProvenanceLine provenance /> })}
                }
                    .into_any()
            }}
        </Section>
    }
}
