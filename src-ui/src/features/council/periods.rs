//! Past meetings under headings of a month or a year each. The headings are always there, so that they
//! lead through the list; what is under them is drawn while it is near.

use crate::kit::Lazy;
use crate::kit::council::{Lead, dates, meeting_line};
use chrono::{Datelike, NaiveDate};
use ka_domain::views::MeetingRow;
use leptos::prelude::*;
use leptos_fluent::tr;

/// How high a meeting is in the list, in `rem`, before anybody has seen it.
const LINE_HEIGHT: f64 = 5.0;

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// A month, under a heading of the second level.
    Month,
    /// A year, under one of the third.
    Year,
}

/// The meetings of a month or a year.
#[derive(Debug, Clone, PartialEq)]
pub struct Period {
    /// Its first day; none for what has no time.
    pub first: Option<NaiveDate>,
    /// The meetings, in the order that they came in.
    pub rows: Vec<MeetingRow>,
}

impl Period {
    /// The id of its heading: `month-2026-07`, `year-2026`, `undated`.
    pub fn id(&self, length: Length) -> String {
        match (self.first, length) {
            (None, _) => "undated".to_owned(),
            (Some(first), Length::Month) => {
                format!("month-{}-{:02}", first.year(), first.month())
            }
            (Some(first), Length::Year) => format!("year-{}", first.year()),
        }
    }
}

/// `rows`, which are in the order of time, by periods of `length`.
pub fn periods<'a>(rows: impl Iterator<Item = &'a MeetingRow>, length: Length) -> Vec<Period> {
    let mut periods: Vec<Period> = Vec::new();
    for row in rows {
        let first = row.start.and_then(|start| {
            let day = start.date_naive().with_day(1);
            match length {
                Length::Month => day,
                Length::Year => day.and_then(|day| day.with_month(1)),
            }
        });
        match periods.last_mut() {
            Some(period) if period.first == first => period.rows.push(row.clone()),
            _ => periods.push(Period {
                first,
                rows: vec![row.clone()],
            }),
        }
    }
    periods
}

/// The meetings under their headings.
#[component]
pub fn Periods(
    /// The periods.
    periods: Vec<Period>,
    /// How long each is.
    length: Length,
) -> impl IntoView {
    periods
        .into_iter()
        .enumerate()
        .map(|(place, period)| {
            let heading = period.id(length);
            let labelled = heading.clone();
            let first = period.first;
            let title = move || match (first, length) {
                (None, _) => tr!("council-undated"),
                (Some(first), Length::Month) => dates::month_and_year(first),
                (Some(first), Length::Year) => first.year().to_string(),
            };
            let title = match length {
                Length::Month => view! {
                    <h2 class="ka-letter__heading" id=heading tabindex="-1">{title}</h2>
                }
                .into_any(),
                Length::Year => view! {
                    <h3 class="ka-letter__heading" id=heading tabindex="-1">{title}</h3>
                }
                .into_any(),
            };
            let rows = period.rows;
            #[allow(clippy::cast_precision_loss)] // A year has a few hundred meetings.
            let estimate = rows.len() as f64 * LINE_HEIGHT;
            let lines = move || {
                let lines = rows
                    .iter()
                    .map(|row| meeting_line(row, Lead::Day))
                    .collect_view();
                view! { <ul class="ka-lines">{lines}</ul> }
            };
            view! {
                <section class="ka-letter" aria-labelledby=labelled>
                    {title}
                    <Lazy estimate first=place == 0 children=lines />
                </section>
            }
        })
        .collect_view()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;
    use ka_domain::ItemId;

    fn row(start: &str) -> MeetingRow {
        MeetingRow {
            id: ItemId::new("m.1").unwrap(),
            name: start.to_owned(),
            start: DateTime::parse_from_rfc3339(start).ok(),
            place: None,
            agenda: 0,
            cancelled: false,
        }
    }

    fn ids(rows: &[MeetingRow], length: Length) -> Vec<(String, usize)> {
        periods(rows.iter(), length)
            .iter()
            .map(|period| (period.id(length), period.rows.len()))
            .collect()
    }

    #[test]
    fn meetings_stand_under_their_month_or_their_year() {
        let rows = [
            row("2026-07-31T19:00:00+02:00"),
            row("2026-07-01T19:00:00+02:00"),
            row("2026-01-09T19:00:00+01:00"),
            row("2025-01-09T19:00:00+01:00"),
            row("no time"),
        ];
        let months = [
            ("month-2026-07", 2),
            ("month-2026-01", 1),
            ("month-2025-01", 1),
            ("undated", 1),
        ];
        assert_eq!(
            ids(&rows, Length::Month),
            months.map(|(id, count)| (id.to_owned(), count))
        );
        let years = [("year-2026", 3), ("year-2025", 1), ("undated", 1)];
        assert_eq!(
            ids(&rows, Length::Year),
            years.map(|(id, count)| (id.to_owned(), count))
        );
    }
}
