//! Every past meeting, month by month, and the way to each year.

use super::periods::{Length, Period, Periods, periods};
use super::tell;
use crate::kit::council::oldest;
use crate::kit::{Answered, ProvenanceLine, states};
use crate::layout::NoContent;
use crate::state::reactive::memo;
use crate::state::{Query, Topic};
use chrono::Datelike;
use ka_domain::Kind;
use ka_domain::views::PastMeetingsView;
use ka_ipc::PastMeetings;
use leptos::prelude::*;
use leptos_fluent::tr;
use std::sync::Arc;
use std::time::Duration;
use wasm_bindgen::JsCast;

/// How long what comes near takes to be drawn.
const DRAWN: Duration = Duration::from_millis(150);

fn is_empty(view: &PastMeetingsView) -> bool {
    view.meetings.is_empty()
}

/// The part of the screen.
#[component]
pub fn Past(
    /// What the screen says of itself.
    state: RwSignal<&'static str>,
) -> impl IntoView {
    let query = Query::new(|| PastMeetings {}, &[Topic::Content(Kind::Meeting)]);
    tell(state, states::word(query, is_empty));
    view! {
        <Answered query cards=6 let:latest>
            <Months latest />
        </Answered>
    }
}

#[component]
fn Months(latest: Signal<Arc<PastMeetingsView>>) -> impl IntoView {
    let empty = memo(move || is_empty(&latest.get()));
    move || {
        if empty.get() {
            return view! { <NoContent /> }.into_any();
        }
        let view = latest.get();
        let months = periods(view.meetings.iter().map(|row| &row.item), Length::Month);
        let provenance = oldest(view.meetings.iter().map(|row| &row.provenance));
        view! {
            {years(&months)}
            {provenance.map(|provenance| view! { <ProvenanceLine provenance /> })}
            <Periods periods=months length=Length::Month />
        }
        .into_any()
    }
}

/// The years, each the way to its last month. Buttons and not addresses, which belong to the router.
fn years(months: &[Period]) -> impl IntoView + use<> {
    let mut years: Vec<(i32, String)> = Vec::new();
    for month in months {
        if let Some(year) = month.first.map(|first| first.year())
            && years.last().is_none_or(|(last, _)| *last != year)
        {
            years.push((year, month.id(Length::Month)));
        }
    }
    let buttons = years
        .into_iter()
        .map(|(year, heading)| {
            view! {
                <li>
                    <button
                        class="ka-year"
                        id=format!("to-{year}")
                        type="button"
                        on:click=move |_| go_to(&heading)
                    >
                        {year}
                    </button>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav class="ka-years" aria-label=move || tr!("council-jump")>
            <ul>{buttons}</ul>
        </nav>
    }
}

/// Brings a heading, and what is under it, to the top of the page, and the focus to it.
fn go_to(heading: &str) {
    let heading = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id(heading))
        .and_then(|heading| heading.dyn_into::<web_sys::HtmlElement>().ok());
    // The heading sticks to the top while its part is passed: so it is the part that is moved.
    let Some((heading, part)) =
        heading.and_then(|heading| Some((heading.clone(), heading.parent_element()?)))
    else {
        return;
    };
    part.scroll_into_view();
    // An element that is on the page takes the focus.
    let _ = heading.focus();
    // What is drawn above it now may be higher or lower than it was thought to be.
    set_timeout(move || part.scroll_into_view(), DRAWN);
}
