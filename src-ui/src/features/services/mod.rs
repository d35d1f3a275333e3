//! All services: by situation in life, by office, by name; with a field that narrows them down.

mod by_name;
mod find;
mod lists;
mod situation;

pub use situation::SituationScreen;

use crate::kit::{Answered, Glyph, Icon, Nothing, Tab, Tabs, states};
use crate::layout::{NoContent, Screen, word_without_content};
use crate::state::reactive::memo;
use crate::state::{Query, Topic};
use crate::text::lang;
use by_name::ByName;
use ka_domain::Kind;
use ka_domain::views::ServicesView;
use ka_ipc::Services;
use leptos::prelude::*;
use leptos_fluent::{move_tr, tr};
use leptos_router::hooks::use_query_map;
use lists::{ByOffice, BySituation, ServiceList};
use std::sync::Arc;

/// How the services are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Situation,
    Office,
    Name,
}

fn is_empty(view: &ServicesView) -> bool {
    view.services.is_empty() && view.offices.is_empty()
}

/// Asks for all services and offices.
fn ask() -> Query<ServicesView> {
    Query::new(
        || Services {},
        &[Topic::Content(Kind::Service), Topic::Content(Kind::Office)],
    )
}

/// The screen.
#[component]
pub fn ServicesScreen() -> impl IntoView {
    let query = ask();
    let address = use_query_map();
    let order = memo(move || match address.read().get_str("by") {
        Some("office") => Order::Office,
        Some("name") => Order::Name,
        _ => Order::Situation,
    });
    let state = word_without_content(states::word(query, is_empty));
    view! {
        <Screen name="services" title=move_tr!("services-title") state lead=move_tr!("services-lead")>
            <Answered query cards=6 let:latest>
                <Catalogue latest order />
            </Answered>
        </Screen>
    }
}

#[component]
fn Catalogue(latest: Signal<Arc<ServicesView>>, order: Memo<Order>) -> impl IntoView {
    let empty = memo(move || is_empty(&latest.get()));
    let typed = RwSignal::new(String::new());
    let index = memo(move || find::Index::new(latest.get()));
    let found = memo(move || {
        let typed = typed.get();
        (!typed.trim().is_empty()).then(|| index.with(|index| index.find(&typed, lang())))
    });
    move || {
        if empty.get() {
            return view! { <NoContent /> }.into_any();
        }
        view! {
            <Filter typed />
            <p class="kern-sr-only" id="services-count" role="status">
                {move || {
                    found
                        .with(|found| found.as_ref().map(Vec::len))
                        .and_then(|count| u32::try_from(count).ok())
                        .map(|count| tr!("services-found", { "count" => count }))
                }}
            </p>
            {move || match found.get() {
                Some(found) if found.is_empty() => {
                    view! {
                        <Nothing
                            icon=Icon::Search
                            title=move_tr!("services-none")
                            hint=move_tr!("services-none-hint")
                        />
                    }
                        .into_any()
                }
                Some(services) => view! { <Results services /> }.into_any(),
                None => view! { <Laid latest order /> }.into_any(),
            }}
        }
        .into_any()
    }
}

/// What the field found.
#[component]
fn Results(services: Vec<find::Found>) -> impl IntoView {
    let count = u32::try_from(services.len()).unwrap_or(u32::MAX);
    view! {
        <h2 class="kern-heading-small ka-results">
            {move || tr!("services-found", { "count" => count })}
        </h2>
        <ServiceList services />
    }
}

/// All services, in the chosen order.
#[component]
fn Laid(latest: Signal<Arc<ServicesView>>, order: Memo<Order>) -> impl IntoView {
    let is = move |wanted| Signal::derive(move || order.get() == wanted);
    let tabs = vec![
        Tab {
            id: "by-situation",
            href: "/services?by=situation",
            label: move_tr!("services-by-situation"),
            current: is(Order::Situation),
        },
        Tab {
            id: "by-office",
            href: "/services?by=office",
            label: move_tr!("services-by-office"),
            current: is(Order::Office),
        },
        Tab {
            id: "by-name",
            href: "/services?by=name",
            label: move_tr!("services-by-name"),
            current: is(Order::Name),
        },
    ];
    view! {
        <Tabs label=move_tr!("services-order") tabs />
        {move || match order.get() {
            Order::Situation => view! { <BySituation latest /> }.into_any(),
            Order::Office => view! { <ByOffice latest /> }.into_any(),
            Order::Name => view! { <ByName latest /> }.into_any(),
        }}
    }
}

/// The field that narrows the services down.
#[component]
fn Filter(typed: RwSignal<String>) -> impl IntoView {
    view! {
        <form class="ka-filter" role="search" on:submit=|event| event.prevent_default()>
            <label class="kern-label" for="services-filter">{move || tr!("services-filter")}</label>
            <div class="ka-filter__field">
                <Glyph icon=Icon::Search />
                <input
                    class="kern-form-input__input"
                    id="services-filter"
                    type="search"
                    autocomplete="off"
                    spellcheck="false"
                    placeholder=move || tr!("services-filter-example")
                    prop:value=typed
                    on:input=move |event| typed.set(event_target_value(&event))
                />
            </div>
        </form>
    }
}
