//! The services for one situation in life.

use super::find::Found;
use super::lists::ServiceList;
use super::{ask, is_empty};
use crate::kit::{Answered, Icon, Nothing, states};
use crate::layout::screen::Back;
use crate::layout::{NoContent, Screen, word_without_content};
use crate::state::reactive::memo;
use crate::text::order::{plain, sorted};
use crate::text::{lang, situation};
use ka_domain::LifeSituation;
use ka_domain::views::ServicesView;
use leptos::prelude::*;
use leptos_fluent::{move_tr, tr};
use leptos_router::hooks::use_params_map;
use std::sync::Arc;

/// The screen.
#[component]
pub fn SituationScreen() -> impl IntoView {
    let address = use_params_map();
    let which = memo(move || {
        address
            .read()
            .get_str("slug")
            .and_then(LifeSituation::from_slug)
    });
    let back = Back {
        href: "/services?by=situation".to_owned(),
        label: move_tr!("services-by-situation"),
    };
    move || match which.get() {
        Some(which) => view! { <Known which back=back.clone() /> }.into_any(),
        None => {
            view! {
                <Screen
                    name="situation"
                    title=move_tr!("not-found-title")
                    state=|| "failed"
                    back=back.clone()
                >
                    <Nothing
                        icon=Icon::Search
                        title=move_tr!("failure-not-found")
                        hint=move_tr!("failure-not-found-advice")
                    />
                </Screen>
            }
        }
        .into_any(),
    }
}

#[component]
fn Known(which: LifeSituation, back: Back) -> impl IntoView {
    let query = ask();
    let state = word_without_content(states::word(query, is_empty));
    view! {
        <Screen
            name="situation"
            title=Signal::derive(move || situation::name(which))
            state
            lead=Signal::derive(move || situation::hint(which))
            back=back
        >
            <Answered query let:latest>
                <Listed which latest />
            </Answered>
        </Screen>
    }
}

/// The services: those first for which this is the main situation, then by name.
#[component]
fn Listed(which: LifeSituation, latest: Signal<Arc<ServicesView>>) -> impl IntoView {
    let services = memo(move || {
        let lang = lang();
        let services = latest
            .get()
            .services
            .iter()
            .filter(|service| service.item.situations.contains(&which))
            .cloned()
            .collect();
        sorted(services, &|service: &Found| {
            let is_main = service.item.situations.first() == Some(&which);
            format!(
                "{}{}",
                u8::from(!is_main),
                plain(service.item.name.get(lang))
            )
        })
    });
    move || {
        let services = services.get();
        if services.is_empty() {
            return view! { <NoContent /> }.into_any();
        }
        let count = u32::try_from(services.len()).unwrap_or(u32::MAX);
        view! {
            <h2 class="kern-heading-small ka-results">
                {move || tr!("services-count", { "count" => count })}
            </h2>
            <ServiceList services />
        }
        .into_any()
    }
}
