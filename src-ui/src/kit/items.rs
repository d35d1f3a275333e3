//! The city's items as they stand in lists, wherever they do.

use super::alert::Tone;
use super::badge::Badge;
use super::icon::{Glyph, Icon};
use super::meter::SpacesMeter;
use super::provenance::ProvenanceLine;
use crate::state::now::Now;
use crate::state::reactive::memo;
use crate::text::format::{distance, metres, moment, number};
use crate::text::{lang, words};
use chrono::{DateTime, TimeDelta, Utc};
use ka_domain::views::{CarParkRow, Sourced};
use ka_domain::{CarParkState, ItemId, LiveCarPark, Office, Service};
use leptos::prelude::*;
use leptos_fluent::tr;

/// How old a count may be before it is called old.
const OLD: TimeDelta = TimeDelta::minutes(30);

/// Where a service is described.
pub fn service_href(id: &ItemId) -> String {
    format!("/service/{}", js_sys::encode_uri_component(id.as_str()))
}

/// Where an office is described.
pub fn office_href(id: &ItemId) -> String {
    format!("/office/{}", js_sys::encode_uri_component(id.as_str()))
}

/// A service in a list. The whole card is the link.
#[component]
pub fn ServiceCard(
    /// The service.
    service: Sourced<Service>,
) -> impl IntoView {
    let Sourced { item, provenance } = service;
    let href = service_href(&item.id);
    let icon = item
        .situations
        .first()
        .map_or(Icon::Services, |first| Icon::Situation(*first));
    let (name, summary) = (item.name, item.summary);
    view! {
        <article class="kern-card kern-card--interactive ka-card" data-item=item.id.as_str().to_owned()>
            <div class="ka-card__sign"><Glyph icon /></div>
            <div class="ka-card__text">
                <h3 class="kern-title kern-title--small">
                    <a class="kern-link kern-link--stretched kern-link--no-visited-state" href=href>
                        {move || name.get(lang()).to_owned()}
                    </a>
                </h3>
                <p class="ka-card__summary">{move || summary.get(lang()).to_owned()}</p>
                <ProvenanceLine provenance />
            </div>
        </article>
    }
}

/// An office in a list. The whole card is the link.
#[component]
pub fn OfficeCard(
    /// The office.
    office: Sourced<Office>,
) -> impl IntoView {
    let Sourced { item, provenance } = office;
    let href = office_href(&item.id);
    let (name, summary) = (item.name, item.summary);
    view! {
        <article class="kern-card kern-card--interactive ka-card" data-item=item.id.as_str().to_owned()>
            <div class="ka-card__sign"><Glyph icon=Icon::Office /></div>
            <div class="ka-card__text">
                <h3 class="kern-title kern-title--small">
                    <a class="kern-link kern-link--stretched kern-link--no-visited-state" href=href>
                        {move || name.get(lang()).to_owned()}
                    </a>
                </h3>
                <p class="ka-card__summary">{move || summary.get(lang()).to_owned()}</p>
                <ProvenanceLine provenance />
            </div>
        </article>
    }
}

/// A few car parks with what is known of them by the minute, and when that was.
#[component]
pub fn FewCarParks(
    /// The car parks.
    #[prop(into)]
    rows: Signal<Vec<CarParkRow>>,
    /// When the numbers were read at the source.
    #[prop(into)]
    read_at: Signal<Option<DateTime<Utc>>>,
) -> impl IntoView {
    let now = Now::of_app();
    view! {
        <p class="ka-fresh">
            <Glyph icon=Icon::Clock />
            <span>
                {move || match read_at.get() {
                    Some(at) => tr!("parking-read-at", { "moment" => moment(at, now.get()) }),
                    None => tr!("parking-no-numbers"),
                }}
            </span>
        </p>
        <ul class="ka-list">
            {move || {
                rows.get()
                    .into_iter()
                    .map(|row| view! { <li><CarParkCard row short=true /></li> })
                    .collect_view()
            }}
        </ul>
    }
}

/// A car park with what is known of it by the minute.
#[component]
pub fn CarParkCard(
    /// The car park.
    row: CarParkRow,
    /// Whether only the numbers are wanted.
    #[prop(optional)]
    short: bool,
) -> impl IntoView {
    let CarParkRow {
        car_park: Sourced { item, provenance },
        live,
        distance_m,
    } = row;
    let place = match (&item.street, item.municipality.as_str()) {
        (Some(street), "Karlsruhe") => street.clone(),
        (Some(street), town) => format!("{street}, {town}"),
        (None, town) => town.to_owned(),
    };
    let name = item.name.clone();
    let details = (!short).then(|| {
        let height = item.max_height_cm.map(|height| {
            view! { <li>{move || tr!("car-park-height", { "height" => metres(height) })}</li> }
        });
        let features = item
            .features
            .iter()
            .map(|feature| {
                let feature = *feature;
                view! { <li>{move || words::car_park_feature(feature)}</li> }
            })
            .collect_view();
        let facts = (item.max_height_cm.is_some() || !item.features.is_empty())
            .then(|| view! { <ul class="ka-facts">{height}{features}</ul> });
        let operator = item.operator.clone().map(|operator| {
            view! {
                <p class="ka-card__small">
                    {move || tr!("car-park-operator", { "operator" => operator.clone() })}
                </p>
            }
        });
        let note = item
            .note
            .clone()
            .map(|note| view! { <p class="ka-card__small" lang="de">{note}</p> });
        view! { {facts} {operator} {note} }
    });
    view! {
        <article class="kern-card ka-card ka-card--car-park" data-item=item.id.as_str().to_owned()>
            <div class="ka-card__text">
                <h3 class="kern-title kern-title--small">{name.clone()}</h3>
                <p class="ka-card__small">{place}</p>
                {distance_m.map(|metres| view! {
                    <p class="ka-card__small" data-distance>
                        {move || tr!("car-park-distance", { "distance" => distance(metres) })}
                    </p>
                })}
                <Spaces name live capacity=item.capacity />
                {details}
                <ProvenanceLine provenance />
            </div>
        </article>
    }
}

/// How many spaces are free, and when they were counted.
#[component]
fn Spaces(name: String, live: Option<LiveCarPark>, capacity: Option<u32>) -> impl IntoView {
    let Some(LiveCarPark {
        free,
        state,
        counted_at,
        ..
    }) = live
    else {
        return view! { <Uncounted capacity /> }.into_any();
    };
    if state == CarParkState::Closed {
        return view! {
            <p class="ka-spaces"><Badge tone=Tone::Danger>{move || tr!("car-park-closed")}</Badge></p>
            <Counted counted_at />
        }
        .into_any();
    }
    let Some(free) = free else {
        return view! { <Uncounted capacity /> }.into_any();
    };
    let meter = capacity
        .filter(|capacity| *capacity > 0)
        .map(|capacity| view! { <SpacesMeter name free capacity /> });
    view! {
        <p class="ka-spaces">
            <strong class="ka-spaces__free">{move || number(free)}</strong>
            <span>
                {move || match capacity {
                    Some(capacity) => {
                        tr!("spaces-free-of", { "capacity" => number(capacity) })
                    }
                    None => tr!("spaces-free", { "free" => free }),
                }}
            </span>
            {(free == 0).then(|| view! { <Badge tone=Tone::Warning>{move || tr!("car-park-full")}</Badge> })}
        </p>
        {meter}
        <Counted counted_at />
    }
    .into_any()
}

/// The size of a car park that does not count.
#[component]
fn Uncounted(capacity: Option<u32>) -> impl IntoView {
    view! {
        <p class="ka-card__small">
            {move || match capacity {
                Some(capacity) => {
                    tr!("spaces-uncounted-of", { "count" => capacity, "capacity" => number(capacity) })
                }
                None => tr!("spaces-uncounted"),
            }}
        </p>
    }
}

/// When the number was counted, and whether that is long ago.
#[component]
fn Counted(counted_at: Option<DateTime<Utc>>) -> impl IntoView {
    let now = Now::of_app();
    let is_old = memo(move || counted_at.is_some_and(|at| now.get() - at > OLD));
    view! {
        <p class="ka-counted" data-old=move || is_old.get().to_string()>
            {move || {
                is_old.get().then(|| view! { <Badge tone=Tone::Warning>{move || tr!("count-old")}</Badge> })
            }}
            {match counted_at {
                Some(at) => {
                    view! {
                        <time datetime=at.to_rfc3339()>
                            {move || tr!("counted-at", { "moment" => moment(at, now.get()) })}
                        </time>
                    }
                        .into_any()
                }
                None => view! { <span>{move || tr!("counted-unknown")}</span> }.into_any(),
            }}
        </p>
    }
}
