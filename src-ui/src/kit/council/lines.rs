//! Meetings in long lists. A line has few elements and nothing that follows signals of its own, so
//! that thousands can be scrolled; what draws the list follows the language for all of them.

use super::dates;
use super::meeting_href;
use crate::kit::alert::Tone;
use crate::kit::badge::Badge;
use chrono::Datelike;
use ka_domain::views::MeetingRow;
use leptos::prelude::*;
use leptos_fluent::tr;

/// What a line begins with, in large letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lead {
    /// The time, where a heading says the day.
    Time,
    /// The day and the month.
    Day,
}

/// A meeting in a list of many. It speaks the language of the moment: the caller draws it again when
/// that changes, by drawing the list in a closure.
pub fn meeting_line(row: &MeetingRow, lead: Lead) -> impl IntoView + use<> {
    let time = row.start.and_then(dates::clock);
    let begins = match lead {
        Lead::Time => view! {
            <time class="ka-line__time" datetime=row.start.map(|start| start.to_rfc3339())>
                {time.unwrap_or_else(|| "–".to_owned())}
            </time>
        }
        .into_any(),
        Lead::Day => leaf(row.start).into_any(),
    };
    let when = row
        .start
        .filter(|_| lead == Lead::Day)
        .map(dates::day_and_clock);
    let points = (row.agenda > 0).then(|| tr!("meeting-points", { "count" => row.agenda }));
    let facts: Vec<String> = [when, row.place.clone(), points]
        .into_iter()
        .flatten()
        .collect();
    let cancelled = row.cancelled.then(|| {
        let word = tr!("meeting-cancelled");
        view! { <Badge tone=Tone::Danger>{word}</Badge> }
    });
    view! {
        <li class="ka-line" data-item=row.id.as_str().to_owned() data-cancelled=row.cancelled.then_some("")>
            {begins}
            <div class="ka-line__text">
                <a class="ka-line__name" href=meeting_href(&row.id) lang="de">{row.name.clone()}</a>
                {cancelled}
                <p class="ka-line__facts">{facts.join(" · ")}</p>
            </div>
        </li>
    }
}

/// A leaf of a calendar. The words beside it say the same.
pub fn leaf(start: Option<dates::Start>) -> impl IntoView {
    let day = start.map(|start| start.date_naive());
    view! {
        <span class="ka-leaf" aria-hidden="true">
            <span class="ka-leaf__month">{day.map(dates::month_short)}</span>
            <span class="ka-leaf__day">{day.map_or_else(|| "–".to_owned(), |day| day.day().to_string())}</span>
        </span>
    }
}
