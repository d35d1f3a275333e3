//! Places for bicycles, by district. There are hundreds: they are drawn a piece at a time.

use crate::kit::lazy::ROWS;
use crate::kit::{
    Answered, Glyph, Icon, Lazy, Nothing, ProvenanceLine, Section, Select, Tab, Tabs, states,
};
use crate::layout::{NoContent, Screen, word_without_content};
use crate::state::reactive::memo;
use crate::state::{Person, Query, Topic};
use crate::text::format::{day, number};
use crate::text::words;
use ka_domain::views::{BicycleParkingView, DistrictFilter, Sourced};
use ka_domain::{BicycleParking, DistrictId, Kind};
use ka_ipc::BicyclePlaces;
use leptos::prelude::*;
use leptos_fluent::{move_tr, tr};
use leptos_router::hooks::use_query_map;
use std::sync::Arc;

/// How high a place is in the list, in `rem`, before anybody has seen it.
const PLACE_HEIGHT: f64 = 9.5;

/// The keys of the two choices that are no district. Slugs have no such signs, so they cannot clash.
const ALL: &str = "*";
const UNKNOWN: &str = "?";

fn is_empty(view: &BicycleParkingView) -> bool {
    view.districts.is_empty()
}

fn key(filter: &DistrictFilter) -> String {
    match filter {
        DistrictFilter::All => ALL.to_owned(),
        DistrictFilter::Unknown => UNKNOWN.to_owned(),
        DistrictFilter::In(id) => id.as_str().to_owned(),
    }
}

fn filter(key: String) -> DistrictFilter {
    match key.as_str() {
        UNKNOWN => DistrictFilter::Unknown,
        _ => DistrictId::new(key).map_or(DistrictFilter::All, DistrictFilter::In),
    }
}

/// The screen.
#[component]
pub fn BicyclesScreen() -> impl IntoView {
    let mine = Person::of_app().preferences_untracked().district;
    // What somebody comes for may be anywhere; who comes from the page of a district comes for that one.
    let (found, asked) =
        use_query_map().with_untracked(|address| (address.get("found"), address.get("district")));
    let asked = asked.and_then(|id| DistrictId::new(id).ok());
    let first = asked.or(mine).filter(|_| found.is_none());
    let chosen = RwSignal::new(first.map_or(DistrictFilter::All, DistrictFilter::In));
    let query = Query::new(
        move || BicyclePlaces {
            filter: chosen.get(),
        },
        &[
            Topic::Content(Kind::BicycleParking),
            Topic::Content(Kind::District),
        ],
    );
    let state = word_without_content(states::word(query, is_empty));
    let tabs = vec![
        Tab {
            id: "tab-car-parks",
            href: "/parking",
            label: move_tr!("parking-car-parks"),
            current: Signal::derive(|| false),
        },
        Tab {
            id: "tab-bicycles",
            href: "/parking/bicycles",
            label: move_tr!("parking-bicycles"),
            current: Signal::derive(|| true),
        },
    ];
    view! {
        <Screen name="bicycles" title=move_tr!("bicycles-title") state lead=move_tr!("bicycles-lead")>
            <Tabs label=move_tr!("parking-kinds") tabs />
            <Answered query cards=6 let:latest>
                <Found latest id=found.clone() />
                <Places latest chosen />
            </Answered>
        </Screen>
    }
}

/// The place that somebody comes for.
#[component]
fn Found(latest: Signal<Arc<BicycleParkingView>>, id: Option<String>) -> impl IntoView {
    let place = memo(move || {
        let latest = latest.get();
        let mut places = latest.places.iter();
        places
            .find(|place| Some(place.item.id.as_str()) == id.as_deref())
            .cloned()
    });
    move || {
        place.get().map(|place| {
            view! {
                <Section id="bicycles-found" title=move_tr!("search-your-hit")>
                    <Place place />
                </Section>
            }
        })
    }
}

#[component]
fn Places(
    latest: Signal<Arc<BicycleParkingView>>,
    chosen: RwSignal<DistrictFilter>,
) -> impl IntoView {
    let empty = memo(move || is_empty(&latest.get()));
    let districts = memo(move || latest.get().districts.clone());
    let places = memo(move || latest.get().places.clone());
    let options = Signal::derive(move || {
        let districts = districts.get();
        let all: u32 = districts.iter().map(|district| district.places).sum();
        let everywhere = tr!("bicycles-all");
        let elsewhere = tr!("bicycles-district-unknown");
        let mut options = vec![(
            ALL.to_owned(),
            tr!("bicycles-district-option", { "name" => everywhere, "places" => number(all) }),
        )];
        options.extend(districts.into_iter().map(|count| {
            let places = number(count.places);
            match count.district {
                Some(district) => (
                    district.id.as_str().to_owned(),
                    tr!("bicycles-district-option", { "name" => district.name, "places" => places }),
                ),
                None => (
                    UNKNOWN.to_owned(),
                    tr!("bicycles-district-option", {
                        "name" => elsewhere.clone(),
                        "places" => places,
                    }),
                ),
            }
        }));
        // A district without places is not in the answer, and still what was chosen.
        let chosen = key(&chosen.get());
        if !options.iter().any(|(known, _)| *known == chosen) {
            options.push((chosen, tr!("bicycles-none-here")));
        }
        options
    });
    move || {
        if empty.get() {
            return view! { <NoContent /> }.into_any();
        }
        view! {
            <div class="ka-toolbar">
                <Select
                    id="bicycles-district"
                    label=move_tr!("bicycles-district")
                    options
                    chosen=Signal::derive(move || key(&chosen.get()))
                    on_choose=move |chosen_key| chosen.set(filter(chosen_key))
                />
                <p class="ka-toolbar__count" id="bicycles-count" role="status">
                    {move || {
                        let count = u32::try_from(places.with(Vec::len)).unwrap_or(u32::MAX);
                        tr!("bicycles-count", { "count" => count, "shown" => number(count) })
                    }}
                </p>
            </div>
            {move || {
                let places = places.get();
                if places.is_empty() {
                    view! {
                        <Nothing
                            icon=Icon::Bicycle
                            title=move_tr!("bicycles-none-here")
                            hint=move_tr!("bicycles-none-here-hint")
                        />
                    }
                        .into_any()
                } else {
                    view! { <PlaceList places /> }.into_any()
                }
            }}
        }
        .into_any()
    }
}

#[component]
fn PlaceList(places: Vec<Sourced<BicycleParking>>) -> impl IntoView {
    let size = places.len();
    let pieces = places
        .chunks(ROWS)
        .enumerate()
        .map(|(piece, places)| {
            let places = places.to_vec();
            #[allow(clippy::cast_precision_loss)] // A piece has a few rows.
            let estimate = places.len() as f64 * PLACE_HEIGHT;
            let rows = move || {
                places
                    .iter()
                    .enumerate()
                    .map(|(row, place)| {
                        let place = place.clone();
                        view! {
                            <div role="listitem" aria-setsize=size aria-posinset=piece * ROWS + row + 1>
                                <Place place />
                            </div>
                        }
                    })
                    .collect_view()
            };
            view! { <Lazy estimate first=piece == 0 children=rows /> }
        })
        .collect_view();
    view! { <div class="ka-long-list" role="list">{pieces}</div> }
}

#[component]
fn Place(place: Sourced<BicycleParking>) -> impl IntoView {
    let Sourced { item, provenance } = place;
    let form = item.form;
    let fact = |is: bool, words: fn() -> String| is.then(|| view! { <li>{words}</li> });
    let spaces = item.spaces.map(|spaces| {
        view! {
            <li>{move || tr!("bicycles-spaces", { "count" => spaces, "shown" => number(spaces) })}</li>
        }
    });
    view! {
        <article class="kern-card ka-card ka-card--place" data-item=item.id.as_str().to_owned()>
            <div class="ka-card__sign"><Glyph icon=Icon::Bicycle /></div>
            <div class="ka-card__text">
                <h2 class="kern-title kern-title--small">{item.street}</h2>
                {item.note.map(|note| view! { <p class="ka-card__small" lang="de">{note}</p> })}
                <ul class="ka-facts">
                    <li>{move || words::bicycle_parking_kind(form)}</li>
                    {spaces}
                    {fact(item.cargo, || tr!("bicycles-cargo"))}
                    {fact(item.trailer, || tr!("bicycles-trailer"))}
                    {fact(item.charging, || tr!("bicycles-charging"))}
                    {item
                        .surveyed_at
                        .map(|at| {
                            view! { <li>{move || tr!("bicycles-surveyed", { "day" => day(at) })}</li> }
                        })}
                </ul>
                <ProvenanceLine provenance />
            </div>
        </article>
    }
}
