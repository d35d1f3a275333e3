//! One service.

use crate::kit::items::office_href;
use crate::kit::{Answered, Described, Descriptions, Glyph, Icon, ProvenanceLine, states};
use crate::layout::Screen;
use crate::layout::screen::Back;
use crate::state::reactive::memo;
use crate::state::{Query, Topic};
use crate::text::{lang, situation, words};
use ka_domain::views::ServiceView;
use ka_domain::{ItemId, Kind};
use ka_ipc::ServiceById;
use leptos::prelude::*;
use leptos_fluent::{move_tr, tr};
use leptos_router::hooks::use_params_map;
use std::sync::Arc;

/// The screen.
#[component]
pub fn ServiceScreen() -> impl IntoView {
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
        move || ServiceById { id: id.clone() },
        &[Topic::Content(Kind::Service), Topic::Content(Kind::Office)],
    );
    let title = Signal::derive(move || {
        query.get().map_or_else(
            || tr!("service-title"),
            |view| view.service.item.name.get(lang()).to_owned(),
        )
    });
    let lead = Signal::derive(move || {
        query
            .get()
            .map(|view| view.service.item.summary.get(lang()).to_owned())
    });
    let back = Back {
        href: "/services".to_owned(),
        label: move_tr!("services-title"),
    };
    view! {
        <Screen name="service" title state=states::word(query, |_| false) lead back=back>
            <Answered query cards=2 let:latest>
                <Detail latest />
            </Answered>
        </Screen>
    }
}

#[component]
fn Detail(latest: Signal<Arc<ServiceView>>) -> impl IntoView {
    move || {
        let view = latest.get();
        let service = view.service.item.clone();
        let office = match &view.office {
            Some(office) => {
                let name = office.item.name.clone();
                let summary = office.item.summary.clone();
                view! {
                    <a
                        class="kern-link kern-link--no-visited-state"
                        id="service-office"
                        href=office_href(&office.item.id)
                    >
                        {move || name.get(lang()).to_owned()}
                    </a>
                    <p class="ka-card__small">{move || summary.get(lang()).to_owned()}</p>
                }
                .into_any()
            }
            None => view! { <p class="kern-body">{move || tr!("service-office-unknown")}</p> }
                .into_any(),
        };
        let audience = service
            .audience
            .iter()
            .map(|role| {
                let role = *role;
                view! { <li>{move || words::role(role)}</li> }
            })
            .collect_view();
        let situations = service
            .situations
            .iter()
            .map(|which| {
                let which = *which;
                view! {
                    <li>
                        <a
                            class="ka-chip"
                            href=format!("/services/situation/{}", which.slug())
                        >
                            <Glyph icon=Icon::Situation(which) />
                            <span>{move || situation::name(which)}</span>
                        </a>
                    </li>
                }
            })
            .collect_view();
        let leika = service.leika.clone().map(|leika| {
            view! {
                <Described key=move_tr!("service-leika")>
                    <span id="service-leika" class="ka-figures">{leika.as_str().to_owned()}</span>
                    <p class="ka-card__small">{move || tr!("service-leika-hint")}</p>
                </Described>
            }
        });
        view! {
            <div class="kern-card kern-card--hug ka-sheet">
                <Descriptions>
                    <Described key=move_tr!("service-office")>{office}</Described>
                    <Described key=move_tr!("service-audience")>
                        <ul class="ka-facts">{audience}</ul>
                    </Described>
                    <Described key=move_tr!("service-situations")>
                        <ul class="ka-chips">{situations}</ul>
                    </Described>
                    {leika}
                </Descriptions>
                <ProvenanceLine provenance=view.service.provenance.clone() />
            </div>
            <p class="ka-remark">
                <Glyph icon=Icon::Info />
                <span>{move || tr!("service-remark")}</span>
            </p>
        }
    }
}
