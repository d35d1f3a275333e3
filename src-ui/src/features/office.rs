//! One office, with the services that it answers for.

use crate::kit::items::ServiceCard;
use crate::kit::{Answered, Described, Descriptions, ProvenanceLine, Section, states};
use crate::layout::Screen;
use crate::layout::screen::Back;
use crate::state::reactive::memo;
use crate::state::{Query, Topic};
use crate::text::lang;
use crate::text::order::{plain, sorted};
use ka_domain::views::OfficeView;
use ka_domain::{ItemId, Kind};
use ka_ipc::OfficeById;
use leptos::prelude::*;
use leptos_fluent::{move_tr, tr};
use leptos_router::hooks::use_params_map;
use std::sync::Arc;

/// The screen.
#[component]
pub fn OfficeScreen() -> impl IntoView {
    let address = use_params_map();
    let id = memo(move || address.read().get("id").and_then(|id| ItemId::new(id).ok()));
    move || match id.get() {
        Some(id) => view! { <Known id /> }.into_any(),
        None => view! { <crate::layout::NotFound /> }.into_any(),
    }
}

#[component]
fn Known(id: ItemId) -> impl IntoView {
    let query = Query::new(
        move || OfficeById { id: id.clone() },
        &[
            Topic::Content(Kind::Service),
            Topic::Content(Kind::Office),
            Topic::Content(Kind::District),
        ],
    );
    let title = Signal::derive(move || {
        query.get().map_or_else(
            || tr!("office-title"),
            |view| view.office.item.name.get(lang()).to_owned(),
        )
    });
    let lead = Signal::derive(move || {
        query
            .get()
            .map(|view| view.office.item.summary.get(lang()).to_owned())
    });
    let back = Back {
        href: "/services?by=office".to_owned(),
        label: move_tr!("services-by-office"),
    };
    view! {
        <Screen name="office" title state=states::word(query, |_| false) lead back=back>
            <Answered query let:latest>
                <Detail latest />
            </Answered>
        </Screen>
    }
}

#[component]
fn Detail(latest: Signal<Arc<OfficeView>>) -> impl IntoView {
    let services = memo(move || {
        let lang = lang();
        sorted(latest.get().services.clone(), &|service| {
            plain(service.item.name.get(lang))
        })
    });
    let districts = memo(move || {
        latest
            .get()
            .districts
            .iter()
            .map(|district| district.name.clone())
            .collect::<Vec<_>>()
    });
    view! {
        <div class="kern-card kern-card--hug ka-sheet">
            <Descriptions>
                <Described key=move_tr!("office-districts")>
                    {move || {
                        let names = districts.get();
                        if names.is_empty() { tr!("office-whole-city") } else { names.join(", ") }
                    }}
                </Described>
            </Descriptions>
            {move || view! { <ProvenanceLine provenance=latest.get().office.provenance.clone() /> }}
        </div>
        <Section id="office-services" title=move_tr!("office-services")>
            {move || {
                let services = services.get();
                if services.is_empty() {
                    return view! { <p class="kern-body">{move || tr!("office-no-services")}</p> }
                        .into_any();
                }
                view! {
                    <ul class="ka-cards">
                        {services
                            .into_iter()
                            .map(|service| view! { <li><ServiceCard service /></li> })
                            .collect_view()}
                    </ul>
                }
                    .into_any()
            }}
        </Section>
    }
}
