//! The way of a paper through the committees, as a line with a dot for each station.

use super::committee_links;
use crate::kit::Tone;
use crate::kit::badge::Badge;
use crate::kit::council::{Outcome, dates, meeting_href};
use crate::state::now::Now;
use crate::state::reactive::memo;
use ka_domain::Consultation;
use leptos::prelude::*;
use leptos_fluent::tr;

/// What the source says where it does not know the role.
const ROLE_UNKNOWN: &str = "unbekannt";

/// The way.
#[component]
pub fn Way(
    /// The stations, in the order of time; what has no time comes last.
    stations: Vec<Consultation>,
) -> impl IntoView {
    if stations.is_empty() {
        return view! { <p class="kern-body">{move || tr!("paper-way-none")}</p> }.into_any();
    }
    let stations = stations
        .into_iter()
        .map(|station| view! { <Station station /> })
        .collect_view();
    // Engines that see no markers take the list for none, unless it says that it is one.
    view! { <ol class="ka-timeline" role="list">{stations}</ol> }.into_any()
}

#[component]
fn Station(station: Consultation) -> impl IntoView {
    let now = Now::of_app();
    let Consultation {
        committees,
        meeting,
        start,
        number,
        role,
        authoritative,
        result,
    } = station;
    let to_come = memo(move || start.is_some_and(|start| start > now.get()));
    let who = if committees.is_empty() {
        view! { <p class="ka-station__who">{move || tr!("paper-committee-unknown")}</p> }.into_any()
    } else {
        view! { <div class="ka-station__who">{committee_links(committees)}</div> }.into_any()
    };
    let role = role
        .filter(|role| role != ROLE_UNKNOWN)
        .map(|role| view! { <span lang="de">{role}</span> });
    let decides = authoritative.then(|| {
        view! { <span class="ka-station__decides">{move || tr!("paper-decides")}</span> }
    });
    let outcome = move || match (&result, to_come.get()) {
        (Some(words), _) => view! { <Outcome words=words.clone() /> }.into_any(),
        (None, true) => {
            let word = tr!("paper-to-come");
            view! { <Badge tone=Tone::Info>{word}</Badge> }.into_any()
        }
        // Whether what has no time is to come or past, nobody knows.
        (None, false) => start
            .map(|_| view! { <span class="ka-card__small">{tr!("paper-no-result")}</span> })
            .into_any(),
    };
    let meeting = meeting.map(|meeting| {
        view! {
            <a
                class="kern-link kern-link--no-visited-state ka-station__meeting"
                href=meeting_href(&meeting)
                data-item=meeting.as_str().to_owned()
            >
                {move || match &number {
                    Some(number) => tr!("paper-to-meeting-at", { "number" => number.clone() }),
                    None => tr!("paper-to-meeting"),
                }}
            </a>
        }
    });
    view! {
        <li
            class="ka-station"
            data-when=move || match (start, to_come.get()) {
                (None, _) => "undated",
                (_, true) => "to-come",
                (_, false) => "past",
            }
            data-authoritative=authoritative.then_some("")
        >
            <time class="ka-station__when" datetime=start.map(|start| start.to_rfc3339())>
                {move || dates::span(start, None)}
            </time>
            {who}
            <p class="ka-parts ka-card__small">{role} {decides}</p>
            <p class="ka-station__outcome">{outcome}</p>
            {meeting}
        </li>
    }
}
