//! Car parks with their live numbers. While the screen is there and seen, it asks again each minute,
//! which is what keeps the numbers fresh.

use crate::kit::items::CarParkCard;
use crate::kit::{Answered, Glyph, Icon, Lazy, Section, Tab, Tabs, states};
use crate::layout::{NoContent, Screen, word_without_content};
use crate::state::now::Now;
use crate::state::reactive::memo;
use crate::state::{Query, Topic};
use crate::text::format::moment;
use ka_domain::views::{CarParkRow, ParkingView};
use ka_domain::{CarParkState, Kind};
use ka_ipc::Parking;
use leptos::prelude::*;
use leptos_fluent::{move_tr, tr};
use leptos_router::hooks::use_query_map;
use std::sync::Arc;
use std::time::Duration;

/// The city whose car parks come first.
const HERE: &str = "Karlsruhe";

/// How long a number is shown before it is asked for again.
const EVERY: Duration = Duration::from_secs(60);

fn is_empty(view: &ParkingView) -> bool {
    view.car_parks.is_empty()
}

/// The screen.
#[component]
pub fn ParkingScreen() -> impl IntoView {
    let query = Query::new(
        || Parking {},
        &[
            Topic::Content(Kind::CarPark),
            Topic::Content(Kind::BicycleParking),
            Topic::Live,
        ],
    );
    let tick = move || {
        let seen = web_sys::window()
            .and_then(|window| window.document())
            .is_some_and(|document| {
                document.visibility_state() == web_sys::VisibilityState::Visible
            });
        if seen {
            query.ask_again();
        }
    };
    if let Ok(handle) = set_interval_with_handle(tick, EVERY) {
        on_cleanup(move || handle.clear());
    }
    let state = word_without_content(states::word(query, is_empty));
    let tabs = vec![
        Tab {
            id: "tab-car-parks",
            href: "/parking",
            label: move_tr!("parking-car-parks"),
            current: Signal::derive(|| true),
        },
        Tab {
            id: "tab-bicycles",
            href: "/parking/bicycles",
            label: move_tr!("parking-bicycles"),
            current: Signal::derive(|| false),
        },
    ];
    view! {
        <Screen name="parking" title=move_tr!("parking-title") state lead=move_tr!("parking-lead")>
            <Tabs label=move_tr!("parking-kinds") tabs />
            <Answered query cards=6 let:latest>
                <CarParks latest />
            </Answered>
        </Screen>
    }
}

#[component]
fn CarParks(latest: Signal<Arc<ParkingView>>) -> impl IntoView {
    let now = Now::of_app();
    let empty = memo(move || is_empty(&latest.get()));
    let read_at = memo(move || latest.get().read_at);
    let here = memo(move || rows(&latest.get(), true));
    let around = memo(move || rows(&latest.get(), false));
    let address = use_query_map();
    let found = memo(move || {
        let id = address.read().get("found")?;
        let latest = latest.get();
        let mut rows = latest.car_parks.iter();
        rows.find(|row| row.car_park.item.id.as_str() == id)
            .cloned()
    });
    let none_around = memo(move || around.get().is_empty());
    move || {
        if empty.get() {
            return view! { <NoContent /> }.into_any();
        }
        view! {
            <p class="ka-fresh" id="parking-read-at">
                <Glyph icon=Icon::Clock />
                <span>
                    {move || match read_at.get() {
                        Some(at) => tr!("parking-read-at", { "moment" => moment(at, now.get()) }),
                        None => tr!("parking-no-numbers"),
                    }}
                </span>
            </p>
            {move || {
                found
                    .get()
                    .map(|row| {
                        view! {
                            <Section id="parking-found" title=move_tr!("search-your-hit")>
                                <div class="ka-cards"><CarParkCard row /></div>
                            </Section>
                        }
                    })
            }}
            <Section id="parking-here" title=move_tr!("parking-here")>
                <Rows rows=here />
            </Section>
            {move || {
                (!none_around.get())
                    .then(|| {
                        view! {
                            <Section id="parking-around" title=move_tr!("parking-around")>
                                <Rows rows=around />
                            </Section>
                        }
                    })
            }}
        }
        .into_any()
    }
}

/// The car parks of Karlsruhe or of the towns around: those that count first, since a number is what
/// people come for; else in the order of the view.
fn rows(view: &ParkingView, here: bool) -> Vec<CarParkRow> {
    let (mut counted, uncounted): (Vec<_>, Vec<_>) = view
        .car_parks
        .iter()
        .filter(|row| (row.car_park.item.municipality == HERE) == here)
        .cloned()
        .partition(|row| row.live.is_some());
    counted.extend(uncounted);
    counted
}

/// How many car parks are drawn at once: whole rows of one, two, three or four columns.
const PIECE: usize = 24;

/// How high they are until it is known, in `rem`: two columns of them.
const PIECE_HEIGHT: f64 = 17.0 * PIECE as f64 / 2.0;

/// Car parks, a piece at a time. Only what changed is drawn again: the key has everything that is
/// shown by the minute.
#[component]
fn Rows(rows: Memo<Vec<CarParkRow>>) -> impl IntoView {
    let key = |(_, row): &(usize, CarParkRow)| {
        let live = row.live.as_ref().map(|live| {
            let state = match live.state {
                CarParkState::Open => 0_u8,
                CarParkState::Closed => 1,
                CarParkState::Unknown => 2,
            };
            (live.free, state, live.counted_at)
        });
        let car_park = &row.car_park;
        let distance = row.distance_m.map(f64::to_bits);
        (
            car_park.item.id.clone(),
            car_park.provenance.as_of,
            live,
            distance,
        )
    };
    let size = memo(move || rows.with(Vec::len));
    let pieces = move || {
        (0..size.get().div_ceil(PIECE))
            .map(|piece| {
                let part = move || {
                    let numbered = rows.get().into_iter().enumerate();
                    numbered.skip(piece * PIECE).take(PIECE).collect::<Vec<_>>()
                };
                let children = move || {
                    view! {
                        <div class="ka-cards">
                            <For each=part key=key let:numbered>
                                <div role="listitem" aria-setsize=size aria-posinset=numbered.0 + 1>
                                    <CarParkCard row=numbered.1 />
                                </div>
                            </For>
                        </div>
                    }
                };
                view! { <Lazy estimate=PIECE_HEIGHT first=piece == 0 children /> }
            })
            .collect_view()
    };
    view! { <div class="ka-pieces" role="list">{pieces}</div> }
}
