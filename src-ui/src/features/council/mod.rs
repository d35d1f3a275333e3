//! The council: its meetings, its papers and its committees, which lead to one another.

mod agenda;
mod committee;
mod committees;
mod leave;
mod meeting;
mod paper;
mod past;
mod periods;
mod way;

pub use committee::CommitteeScreen;
pub use meeting::MeetingScreen;
pub use paper::PaperScreen;

use crate::kit::council::committee_href;
use crate::kit::{Glyph, Icon, Tab, Tabs, follow};
use crate::layout::screen::Back;
use crate::layout::{NotFound, Screen, word_without_content};
use crate::state::reactive::{effect, memo};
use agenda::Agenda;
use committees::CommitteeList;
use ka_domain::{ItemId, OrganizationRef};
use leptos::prelude::*;
use leptos_fluent::{move_tr, tr};
use leptos_router::hooks::{use_params_map, use_query_map};
use past::Past;

/// What of the council is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Next,
    Past,
    Committees,
}

/// The screen.
#[component]
pub fn CouncilScreen() -> impl IntoView {
    let address = use_query_map();
    let part = memo(move || match address.read().get_str("by") {
        Some("past") => Part::Past,
        Some("committees") => Part::Committees,
        _ => Part::Next,
    });
    let is = move |wanted| Signal::derive(move || part.get() == wanted);
    let tabs = vec![
        Tab {
            id: "council-next",
            href: "/council?by=next",
            label: move_tr!("council-tab-next"),
            current: is(Part::Next),
        },
        Tab {
            id: "council-past",
            href: "/council?by=past",
            label: move_tr!("council-tab-past"),
            current: is(Part::Past),
        },
        Tab {
            id: "council-committees",
            href: "/council?by=committees",
            label: move_tr!("council-committees"),
            current: is(Part::Committees),
        },
    ];
    let state = RwSignal::new("loading");
    view! {
        <Screen
            name="council"
            title=move_tr!("council-title")
            state=word_without_content(state.into())
            lead=move_tr!("council-lead")
        >
            <div class="ka-council-ways">
                <Tabs label=move_tr!("council-ways") tabs />
                <a class="ka-chip" id="to-following" href=follow::LIST>
                    <Glyph icon=Icon::Bell />
                    <span>{move || tr!("follow-title")}</span>
                </a>
            </div>
            {move || match part.get() {
                Part::Next => view! { <Agenda state /> }.into_any(),
                Part::Past => view! { <Past state /> }.into_any(),
                Part::Committees => view! { <CommitteeList state /> }.into_any(),
            }}
        </Screen>
    }
}

/// Lets the screen say what the part that it shows says.
fn tell(state: RwSignal<&'static str>, word: Signal<&'static str>) {
    effect(move || {
        state.try_set(word.get());
    });
}

/// The screen of the item that the address names.
fn of_item(screen: fn(ItemId) -> AnyView) -> impl IntoView {
    let address = use_params_map();
    let id = memo(move || address.read().get("id").and_then(|id| ItemId::new(id).ok()));
    move || match id.get() {
        Some(id) => screen(id),
        None => view! { <NotFound /> }.into_any(),
    }
}

/// The way back from a page of the council.
fn back() -> Back {
    Back {
        href: "/council".to_owned(),
        label: move_tr!("council-title"),
    }
}

/// Who meets, each the way to its own page.
fn committee_links(committees: Vec<OrganizationRef>) -> impl IntoView {
    let links = committees
        .into_iter()
        .map(|committee| {
            view! {
                <li>
                    <a
                        class="kern-link kern-link--no-visited-state"
                        href=committee_href(&committee.id)
                        lang="de"
                    >
                        {committee.name}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="ka-links">{links}</ul> }
}
