//! The next meetings, day by day.

use super::tell;
use crate::kit::council::{CalendarButton, Lead, dates, meeting_line, oldest};
use crate::kit::{Answered, Icon, Nothing, ProvenanceLine, states};
use crate::layout::NoContent;
use crate::state::now::Now;
use crate::state::reactive::memo;
use crate::state::{Query, Topic};
use crate::text::format::number;
use chrono::{Days, NaiveDate};
use ka_domain::Kind;
use ka_domain::views::{AgendaView, CalendarChoice, MeetingRow, Sourced};
use leptos::prelude::*;
use leptos_fluent::{move_tr, tr};
use std::sync::Arc;

fn is_empty(view: &AgendaView) -> bool {
    view.meetings.is_empty() && view.past == 0 && view.papers == 0
}

/// The part of the screen.
#[component]
pub fn Agenda(
    /// What the screen says of itself.
    state: RwSignal<&'static str>,
) -> impl IntoView {
    let query = Query::new(
        || ka_ipc::Agenda {},
        &[Topic::Content(Kind::Meeting), Topic::Content(Kind::Paper)],
    );
    tell(state, states::word(query, is_empty));
    view! {
        <Answered query cards=6 let:latest>
            <Announced latest />
        </Answered>
    }
}

#[component]
fn Announced(latest: Signal<Arc<AgendaView>>) -> impl IntoView {
    let empty = memo(move || is_empty(&latest.get()));
    let none = memo(move || latest.get().meetings.is_empty());
    move || {
        if empty.get() {
            return view! { <NoContent /> }.into_any();
        }
        let meetings = if none.get() {
            view! {
                <Nothing
                    icon=Icon::Calendar
                    title=move_tr!("council-none-next")
                    hint=move_tr!("council-none-next-hint")
                />
            }
            .into_any()
        } else {
            view! {
                <CalendarButton choice=CalendarChoice::Upcoming />
                <DayList latest />
            }
            .into_any()
        };
        view! {
            {meetings}
            <p class="ka-note" id="council-amount">
                {move || {
                    let view = latest.get();
                    tr!("council-amount", {
                        "meetings" => view.past,
                        "past" => number(view.past),
                        "papers" => view.papers,
                        "shown" => number(view.papers),
                    })
                }}
            </p>
        }
        .into_any()
    }
}

/// The meetings of each day, in the order that they come in.
fn days(meetings: &[Sourced<MeetingRow>]) -> Vec<(Option<NaiveDate>, Vec<&MeetingRow>)> {
    let mut days: Vec<(Option<NaiveDate>, Vec<&MeetingRow>)> = Vec::new();
    for Sourced { item, .. } in meetings {
        let day = item.start.map(|start| start.date_naive());
        match days.last_mut() {
            Some((last, rows)) if *last == day => rows.push(item),
            _ => days.push((day, vec![item])),
        }
    }
    days
}

#[component]
fn DayList(latest: Signal<Arc<AgendaView>>) -> impl IntoView {
    let now = Now::of_app();
    // By the clock of the next meeting, which is the city's.
    let today = memo(move || {
        let now = now.get();
        let view = latest.get();
        let next = view.meetings.iter().find_map(|row| row.item.start)?;
        Some(dates::today(next, now))
    });
    move || {
        let view = latest.get();
        let days = days(&view.meetings)
            .into_iter()
            .map(|(day, rows)| {
                let lines = rows
                    .into_iter()
                    .map(|row| meeting_line(row, Lead::Time))
                    .collect_view();
                let heading = day.map_or_else(|| "day".to_owned(), |day| format!("day-{day}"));
                let labelled = heading.clone();
                view! {
                    <section class="ka-day" aria-labelledby=labelled>
                        <h2 class="ka-day__heading" id=heading>
                            {day.map_or_else(|| tr!("date-unknown"), dates::long)}
                            {move || near(day?, today.get()?)}
                        </h2>
                        <ul class="ka-lines">{lines}</ul>
                    </section>
                }
            })
            .collect_view();
        let provenance = oldest(view.meetings.iter().map(|row| &row.provenance));
        view! {
            {days}
            {provenance.map(|provenance| view! { <ProvenanceLine provenance /> })}
        }
    }
}

/// A word for a day that is today or tomorrow.
fn near(day: NaiveDate, today: NaiveDate) -> Option<AnyView> {
    let word = if day == today {
        tr!("date-today")
    } else if today.checked_add_days(Days::new(1)) == Some(day) {
        tr!("date-tomorrow")
    } else {
        return None;
    };
    Some(view! { <span class="ka-day__near">{word}</span> }.into_any())
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;
    use ka_domain::{ItemId, Provenance, SourceId};

    fn row(id: &str, start: &str) -> Sourced<MeetingRow> {
        Sourced {
            item: MeetingRow {
                id: ItemId::new(id).unwrap(),
                name: id.to_owned(),
                start: DateTime::parse_from_rfc3339(start).ok(),
                place: None,
                agenda: 0,
                cancelled: false,
            },
            provenance: Provenance {
                source: SourceId::new("council").unwrap(),
                licence: None,
                as_of: DateTime::UNIX_EPOCH,
            },
        }
    }

    #[test]
    fn meetings_of_one_day_stand_under_one_heading() {
        let meetings = [
            row("a", "2026-07-21T17:00:00+02:00"),
            row("b", "2026-07-21T23:30:00+02:00"),
            row("c", "2026-07-22T00:30:00+02:00"),
        ];
        let days = days(&meetings);
        let names: Vec<Vec<&str>> = days
            .iter()
            .map(|(_, rows)| rows.iter().map(|row| row.name.as_str()).collect())
            .collect();
        assert_eq!(names, [vec!["a", "b"], vec!["c"]]);
    }
}
