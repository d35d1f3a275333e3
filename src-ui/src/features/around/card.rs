//! One report of somebody, in the list.

use super::support::Support;
use crate::kit::reports::{self, Deed, Light};
use crate::state::now::Now;
use crate::text::format::age;
use crate::text::{lang, place};
use ka_domain::views::{NearbyRow, PlaceWords};
use ka_domain::{District, DistrictId, ItemId, PublicReport};
use leptos::prelude::*;
use leptos_fluent::tr;
use std::sync::Arc;

/// The districts, for their names.
pub type Districts = Memo<Option<Arc<Vec<District>>>>;

/// Where it is, as far as the city says so.
pub fn place_of(report: &PublicReport, districts: Districts) -> Signal<String> {
    let address = report.address.clone();
    let district = report.district.clone();
    let position = report.position;
    Signal::derive(move || {
        let words = PlaceWords {
            address: address.clone(),
            district: district.as_ref().and_then(|id| name(id, districts)),
            position,
            ..PlaceWords::default()
        };
        place::place(&words).unwrap_or_else(|| tr!("reports-place-unpublished"))
    })
}

fn name(id: &DistrictId, districts: Districts) -> Option<String> {
    districts.with(|known| {
        let known = known.as_ref()?.iter().find(|district| district.id == *id)?;
        Some(known.name.clone())
    })
}

/// The card.
#[component]
pub fn Card(
    /// The report.
    row: NearbyRow,
    /// The districts, for their names.
    districts: Districts,
    /// What is done here.
    deed: Deed,
    /// The report to which the last deed was done.
    last: RwSignal<Option<ItemId>>,
) -> impl IntoView {
    let now = Now::of_app();
    let report = row.report.clone();
    let place = place_of(&report, districts);
    let category = report.category_name.clone();
    let title = Signal::derive(move || category.get(lang()).to_owned());
    let name = Signal::derive(move || format!("{}, {}", title.get(), place.get()));
    let requested_at = report.requested_at;
    let words = report
        .words
        .clone()
        .map(|words| view! { <p class="ka-card__summary" lang="de">{words}</p> });
    let id = report.id.as_str().to_owned();
    view! {
        <article class="kern-card ka-card ka-around" data-item=id.clone()>
            <div class="ka-card__text">
                <h2 class="kern-title kern-title--small">
                    <a
                        class="kern-link kern-link--no-visited-state"
                        id=format!("around-{id}")
                        href=reports::around_href(&report.id)
                    >
                        {title}
                    </a>
                </h2>
                <p class="ka-light-line"><Light progress=report.progress /></p>
                {words}
                <p class="ka-parts ka-card__small">
                    <span>{place}</span>
                    <span>
                        {move || tr!("around-reported", { "age" => age(requested_at, now.get()) })}
                    </span>
                </p>
                <Support row name deed last />
            </div>
        </article>
    }
}
