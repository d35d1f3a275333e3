//! Days and times of the council in words. They come with the offset of the city's clock, so they are
//! shown as they are, wherever the reader is. Not by `Intl`: it would take them as moments, and the
//! first of its dates takes the engine a while.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Timelike, Utc};
use leptos_fluent::tr;

/// The beginning of a meeting.
pub type Start = DateTime<FixedOffset>;

/// A day: `Dienstag, 21. Juli 2026`.
pub fn long(day: NaiveDate) -> String {
    let weekday = tr!("date-weekday", { "day" => day.weekday().number_from_monday() });
    let month = tr!("date-month", { "month" => day.month() });
    tr!("date-long", {
        "weekday" => weekday,
        "day" => day.day(),
        "month" => month,
        "year" => day.year().to_string(),
    })
}

/// A day in a list: `21. Juli 2026`.
pub fn short(day: NaiveDate) -> String {
    let month = month_short(day);
    tr!("date-short", { "day" => day.day(), "month" => month, "year" => day.year().to_string() })
}

/// The month of a day: `Juli 2026`.
pub fn month_and_year(day: NaiveDate) -> String {
    let month = tr!("date-month", { "month" => day.month() });
    tr!("date-month-year", { "month" => month, "year" => day.year().to_string() })
}

/// The month of a day, where there is little room: `Juli`, `Sep.`.
pub fn month_short(day: NaiveDate) -> String {
    tr!("date-month-short", { "month" => day.month() })
}

/// The time: `19:00`. None at midnight, when no council meets: the source knows the day only.
pub fn clock(start: Start) -> Option<String> {
    (start.hour(), start.minute())
        .ne(&(0, 0))
        .then(|| format!("{}:{:02}", start.hour(), start.minute()))
}

/// Day and time: `Dienstag, 21. Juli 2026, 19:00 Uhr`.
pub fn day_and_clock(start: Start) -> String {
    let day = long(start.date_naive());
    match clock(start) {
        Some(time) => tr!("date-at", { "day" => day, "time" => time }),
        None => day,
    }
}

/// Beginning and end of a meeting, as far as they are known.
pub fn span(start: Option<Start>, end: Option<Start>) -> String {
    let Some(start) = start else {
        return tr!("date-unknown");
    };
    let ends = end
        .filter(|end| end.date_naive() == start.date_naive())
        .and_then(clock);
    match (clock(start), ends) {
        (Some(begins), Some(ends)) => {
            let day = long(start.date_naive());
            tr!("date-from-to", { "day" => day, "start" => begins, "end" => ends })
        }
        _ => day_and_clock(start),
    }
}

/// The day that it is in the city, on whose clock `start` stands.
pub fn today(start: Start, now: DateTime<Utc>) -> NaiveDate {
    now.with_timezone(start.offset()).date_naive()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start(text: &str) -> Start {
        DateTime::parse_from_rfc3339(text).unwrap()
    }

    #[test]
    fn a_time_is_the_one_on_the_citys_clock() {
        assert_eq!(
            clock(start("2026-07-21T19:05:00+02:00")).as_deref(),
            Some("19:05")
        );
    }

    #[test]
    fn midnight_is_no_time() {
        assert_eq!(clock(start("2026-07-21T00:00:00+02:00")), None);
        assert!(clock(start("2026-07-21T00:30:00+02:00")).is_some());
    }

    #[test]
    fn it_is_tomorrow_in_the_city_before_it_is_in_greenwich() {
        let meeting = start("2026-07-22T19:00:00+02:00");
        let night = start("2026-07-22T00:30:00+02:00").to_utc();
        assert_eq!(today(meeting, night), meeting.date_naive());
    }
}
