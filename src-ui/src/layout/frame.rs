//! The frame: skip link, name of the app, the way to the search, the six ways, and the screen.

use super::sync_status::SyncStatus;
use super::to_search::ToSearch;
use crate::kit::reports::{self, delivery};
use crate::kit::{Glyph, Icon};
use crate::state::news::KnownNews;
use crate::state::reactive::memo;
use crate::state::reports::KnownReports;
use leptos::prelude::*;
use leptos_fluent::{move_tr, tr};
use leptos_router::hooks::use_location;
use std::collections::BTreeSet;

/// More than this are not counted exactly.
const MOST: u32 = 99;

/// What is counted at a way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Counted {
    /// News that were not read.
    News,
    /// The owner's reports with something new for them: what gets no further without them, and answers of
    /// the city that they have not read.
    Reports,
}

/// One of the six ways.
struct Way {
    id: &'static str,
    href: &'static str,
    icon: Icon,
    label: Signal<String>,
    /// What the addresses of its screens begin with.
    holds: &'static [&'static str],
    /// What is counted here.
    counted: Option<Counted>,
}

fn ways() -> [Way; 6] {
    [
        Way {
            id: "nav-home",
            href: "/",
            icon: Icon::Home,
            label: move_tr!("nav-home"),
            holds: &["/district"],
            counted: None,
        },
        Way {
            id: "nav-services",
            href: "/services",
            icon: Icon::Services,
            label: move_tr!("nav-services"),
            holds: &["/service", "/office"],
            counted: None,
        },
        // In the middle, where a thumb is: who stands in the street wants nothing else.
        Way {
            id: "nav-reports",
            href: reports::MINE,
            icon: Icon::Report,
            label: move_tr!("nav-reports"),
            holds: &[
                reports::MINE,
                reports::NEW,
                reports::OUTBOX,
                reports::AROUND,
            ],
            counted: Some(Counted::Reports),
        },
        Way {
            id: "nav-council",
            href: "/council",
            icon: Icon::Council,
            label: move_tr!("nav-council"),
            holds: &["/council"],
            counted: Some(Counted::News),
        },
        Way {
            id: "nav-parking",
            href: "/parking",
            icon: Icon::Parking,
            label: move_tr!("nav-parking"),
            holds: &["/parking"],
            counted: None,
        },
        Way {
            id: "nav-settings",
            href: "/settings",
            icon: Icon::Settings,
            label: move_tr!("nav-settings"),
            holds: &["/settings"],
            counted: None,
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
                        {way.counted.map(|counted| view! { <Count counted /> })}
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

/// In how many reports there is something new for their owner; one that needs them and has an answer, too,
/// is one.
fn with_something_new(known: KnownReports) -> Memo<u32> {
    let (outbox, mine) = (known.outbox(), known.mine());
    memo(move || {
        let (outbox, mine) = (outbox.get(), mine.get());
        let rows = outbox.iter().flat_map(|view| view.rows.iter());
        let need_you = rows.filter(|row| delivery::needs_somebody(&row.state));
        let reports = mine.iter().flat_map(|view| view.reports.iter());
        let answered = reports.filter(|row| row.unread);
        let all: BTreeSet<_> = need_you
            .map(|row| row.id)
            .chain(answered.map(|row| row.id))
            .collect();
        u32::try_from(all.len()).unwrap_or(u32::MAX)
    })
}

/// How many there are of what is counted, where there are any.
#[component]
fn Count(counted: Counted) -> impl IntoView {
    let (id, count) = match counted {
        Counted::News => ("news-count", KnownNews::of_app().unread()),
        Counted::Reports => ("reports-count", with_something_new(KnownReports::of_app())),
    };
    move || {
        let count = count.get();
        (count > 0).then(|| {
            let shown = if count > MOST {
                format!("{MOST}+")
            } else {
                count.to_string()
            };
            let words = match counted {
                Counted::News => tr!("nav-news", { "count" => count }),
                Counted::Reports => tr!("nav-reports-count", { "count" => count }),
            };
            view! {
                <span class="ka-way__count" id=id>
                    {shown}
                    <span class="kern-sr-only">" " {words}</span>
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
