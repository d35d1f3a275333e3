//! Lists of services, and the two orders that are not the alphabet's.

use super::find::Found;
use crate::kit::items::{OfficeCard, ServiceCard};
use crate::kit::lazy::ROWS;
use crate::kit::{Glyph, Icon, Lazy};
use crate::state::reactive::memo;
use crate::text::order::{plain, sorted};
use crate::text::{lang, situation};
use ka_domain::LifeSituation;
use ka_domain::views::ServicesView;
use leptos::prelude::*;
use leptos_fluent::tr;
use std::sync::Arc;

/// How high a service is in a list, in `rem`, before anybody has seen it.
pub const SERVICE_HEIGHT: f64 = 9.0;

/// Services in the order given, a piece at a time.
#[component]
pub fn ServiceList(
    /// The services.
    services: Vec<Found>,
) -> impl IntoView {
    let size = services.len();
    let pieces = services
        .chunks(ROWS)
        .enumerate()
        .map(|(piece, services)| {
            let services = services.to_vec();
            #[allow(clippy::cast_precision_loss)] // A piece has a few rows.
            let estimate = services.len() as f64 * SERVICE_HEIGHT;
            let rows = move || {
                services
                    .iter()
                    .enumerate()
                    .map(|(row, service)| {
                        let service = service.clone();
                        view! {
                            <div role="listitem" aria-setsize=size aria-posinset=piece * ROWS + row + 1>
                                <ServiceCard service />
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

/// The situations in life that have services.
#[component]
pub fn BySituation(latest: Signal<Arc<ServicesView>>) -> impl IntoView {
    let counts = memo(move || {
        let view = latest.get();
        LifeSituation::ALL
            .into_iter()
            .map(|situation| {
                let count = view
                    .services
                    .iter()
                    .filter(|service| service.item.situations.contains(&situation))
                    .count();
                (situation, u32::try_from(count).unwrap_or(u32::MAX))
            })
            .filter(|(_, count)| *count > 0)
            .collect::<Vec<_>>()
    });
    view! {
        <ul class="ka-tiles">
            {move || {
                counts
                    .get()
                    .into_iter()
                    .map(|(which, count)| {
                        let slug = which.slug();
                        view! {
                            <li>
                                <a
                                    class="ka-tile"
                                    id=format!("situation-{slug}")
                                    href=format!("/services/situation/{slug}")
                                >
                                    <span class="ka-tile__sign">
                                        <Glyph icon=Icon::Situation(which) />
                                    </span>
                                    <span class="ka-tile__text">
                                        <span class="ka-tile__name">{move || situation::name(which)}</span>
                                        <span class="ka-tile__hint">{move || situation::hint(which)}</span>
                                        <span class="ka-tile__count">
                                            {move || tr!("services-count", { "count" => count })}
                                        </span>
                                    </span>
                                </a>
                            </li>
                        }
                    })
                    .collect_view()
            }}
        </ul>
    }
}

/// The offices, by name.
#[component]
pub fn ByOffice(latest: Signal<Arc<ServicesView>>) -> impl IntoView {
    let offices = memo(move || {
        let lang = lang();
        sorted(latest.get().offices.clone(), &|office| {
            plain(office.item.name.get(lang))
        })
    });
    view! {
        <h2 class="kern-sr-only">{move || tr!("services-by-office")}</h2>
        <ul class="ka-cards">
            {move || {
                offices
                    .get()
                    .into_iter()
                    .map(|office| view! { <li><OfficeCard office /></li> })
                    .collect_view()
            }}
        </ul>
    }
}
