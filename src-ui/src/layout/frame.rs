//! The frame: skip link, name of the app, the four ways, and the screen.

use super::sync_status::SyncStatus;
use crate::kit::{Glyph, Icon};
use leptos::prelude::*;
use leptos_fluent::{move_tr, tr};
use leptos_router::hooks::use_location;

/// One of the four ways.
struct Way {
    id: &'static str,
    href: &'static str,
    icon: Icon,
    label: Signal<String>,
    /// What the addresses of its screens begin with.
    holds: &'static [&'static str],
}

fn ways() -> [Way; 4] {
    [
        Way {
            id: "nav-home",
            href: "/",
            icon: Icon::Home,
            label: move_tr!("nav-home"),
            holds: &[],
        },
        Way {
            id: "nav-services",
            href: "/services",
            icon: Icon::Services,
            label: move_tr!("nav-services"),
            holds: &["/service", "/office"],
        },
        Way {
            id: "nav-parking",
            href: "/parking",
            icon: Icon::Parking,
            label: move_tr!("nav-parking"),
            holds: &["/parking"],
        },
        Way {
            id: "nav-settings",
            href: "/settings",
            icon: Icon::Settings,
            label: move_tr!("nav-settings"),
            holds: &["/settings"],
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
                <SyncStatus />
            </header>
            <nav class="ka-ways" aria-label=move || tr!("nav-label")>
                <ul>{links}</ul>
            </nav>
            <div class="ka-stage">{children()}</div>
        </div>
    }
}

/// Moves the focus past the ways. Not by the address, which belongs to the router.
fn skip(event: leptos::ev::MouseEvent) {
    event.prevent_default();
    event.stop_propagation();
    super::screen::focus_heading();
}
