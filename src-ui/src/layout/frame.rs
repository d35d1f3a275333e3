//! The frame: skip link, name of the app, the way to the search, the five ways, and the screen.

use super::sync_status::SyncStatus;
use super::to_search::ToSearch;
use crate::kit::{Glyph, Icon};
use crate::state::news::KnownNews;
use leptos::prelude::*;
use leptos_fluent::{move_tr, tr};
use leptos_router::hooks::use_location;

/// More news than this are not counted exactly.
const MOST: u32 = 99;

/// One of the five ways.
struct Way {
    id: &'static str,
    href: &'static str,
    icon: Icon,
    label: Signal<String>,
    /// What the addresses of its screens begin with.
    holds: &'static [&'static str],
    /// Whether the news are counted here.
    news: bool,
}

fn ways() -> [Way; 5] {
    [
        Way {
            id: "nav-home",
            href: "/",
            icon: Icon::Home,
            label: move_tr!("nav-home"),
            holds: &["/district"],
            news: false,
        },
        Way {
            id: "nav-services",
            href: "/services",
            icon: Icon::Services,
            label: move_tr!("nav-services"),
            holds: &["/service", "/office"],
            news: false,
        },
        Way {
            id: "nav-council",
            href: "/council",
            icon: Icon::Council,
            label: move_tr!("nav-council"),
            holds: &["/council"],
            news: true,
        },
        Way {
            id: "nav-parking",
            href: "/parking",
            icon: Icon::Parking,
            label: move_tr!("nav-parking"),
            holds: &["/parking"],
            news: false,
        },
        Way {
            id: "nav-settings",
            href: "/settings",
            icon: Icon::Settings,
            label: move_tr!("nav-settings"),
            holds: &["/settings"],
            news: false,
        },
    ]
}

/// The frame around a screen.
#[component]
pub fn Frame(
    /// The screen.
    children: Children,
) -> impl IntoView {
    let path = use_location().pathname;
    let links = ways()
        .into_iter()
        .map(|way| {
            let current = move || {
                let path = path.get();
                if path == way.href {
                    Some("page")
                } else {
                    // A screen within the way, not the way itself.
                    way.holds
                        .iter()
                        .any(|start| path.starts_with(start))
                        .then_some("true")
                }
            };
            view! {
                <li>
                    <a class="ka-way" id=way.id href=way.href aria-current=current>
                        <Glyph icon=way.icon />
                        <span class="ka-way__label">{way.label}</span>
                        {way.news.then(|| view! { <Count /> })}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <a class="ka-skip" id="skip-link" href="#main" on:click=skip>
            {move || tr!("skip-to-content")}
        </a>
        <div class="ka-app">
            <header class="ka-head">
                <span class="ka-brand" aria-hidden="true">
                    <svg class="ka-brand__sign" viewBox="0 0 32 24" focusable="false">
                        <path d="M16 21 2 12M16 21 7 4.5M16 21V2M16 21 25 4.5M16 21 30 12"></path>
                        <circle cx="16" cy="21" r="2.25"></circle>
                    </svg>
                    <span class="ka-brand__name">"digital"<b>"@KA"</b></span>
                </span>
                <ToSearch />
                <SyncStatus />
            </header>
            <nav class="ka-ways" aria-label=move || tr!("nav-label")>
                <ul>{links}</ul>
            </nav>
            <div class="ka-stage">{children()}</div>
        </div>
    }
}

/// How many news were not read, where there are any.
#[component]
fn Count() -> impl IntoView {
    let unread = KnownNews::of_app().unread();
    move || {
        let unread = unread.get();
        (unread > 0).then(|| {
            let shown = if unread > MOST {
                format!("{MOST}+")
            } else {
                unread.to_string()
            };
            view! {
                <span class="ka-way__count" id="news-count">
                    {shown}
                    <span class="kern-sr-only">" " {tr!("nav-news", { "count" => unread })}</span>
                </span>
            }
        })
    }
}

/// Moves the focus past the ways. Not by the address, which belongs to the router.
fn skip(event: leptos::ev::MouseEvent) {
    event.prevent_default();
    event.stop_propagation();
    super::screen::focus_heading();
}
