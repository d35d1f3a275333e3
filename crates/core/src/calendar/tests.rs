use super::*;
use crate::samples::{self, NOW, item};
use chrono::{FixedOffset, TimeZone};
use icalendar::{CalendarDateTime, DatePerhapsTime};
use proptest::prelude::*;

fn at(hour: u32) -> DateTime<FixedOffset> {
    let city = FixedOffset::east_opt(2 * 3600).unwrap();
    city.with_ymd_and_hms(2026, 6, 23, hour, 30, 0).unwrap()
}

fn meeting(name: &str) -> Meeting {
    Meeting {
        name: name.into(),
        start: Some(at(15)),
        end: Some(at(18)),
        place: Some("Bürgersaal, Rathaus; 1. Stock".into()),
        agenda: vec![item(Some("1"), "Haushalt"), item(None, "Verschiedenes")],
        ..samples::meeting("7001")
    }
}

fn parsed(text: &str) -> Calendar {
    text.parse().unwrap()
}

fn only_event(text: &str) -> Event {
    let calendar = parsed(text);
    let mut events = calendar.events().cloned();
    let event = events.next().unwrap();
    assert!(events.next().is_none());
    event
}

/// What RFC 5545 asks of every line, by hand: CRLF, at most 75 bytes, whole letters, no control
/// characters.
fn is_well_formed(text: &str) {
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n"));
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    for line in text.split("\r\n") {
        assert!(line.len() <= 75, "{} bytes: {line}", line.len());
        assert!(!line.contains(char::is_control), "{line:?}");
    }
}

fn unfolded(text: &str) -> Vec<String> {
    let whole = text.replace("\r\n ", "");
    whole.split_terminator("\r\n").map(str::to_owned).collect()
}

#[test]
fn a_meeting_is_read_back_as_it_was() {
    let event = only_event(&of(&[meeting("Gemeinderat")], NOW).unwrap());
    let utc = |time: DateTime<FixedOffset>| {
        Some(DatePerhapsTime::DateTime(CalendarDateTime::Utc(
            time.to_utc(),
        )))
    };
    assert_eq!(event.get_start(), utc(at(15)));
    assert_eq!(event.get_end(), utc(at(18)));
    assert_eq!(event.get_timestamp(), Some(NOW));
    assert_eq!(event.get_summary(), Some("Gemeinderat"));
    assert_eq!(event.get_location(), Some("Bürgersaal, Rathaus; 1. Stock"));
    assert_eq!(
        event.get_description(),
        Some("1 Haushalt\n2. Verschiedenes")
    );
    assert_eq!(event.get_status(), None);
}

#[test]
fn the_lines_are_those_of_the_standard() {
    let text = of(&[meeting("Gemeinderat")], NOW).unwrap();
    is_well_formed(&text);
    let lines = unfolded(&text);
    for wanted in [
        "VERSION:2.0",
        "PRODID:-//digital@KA//Council//DE",
        "DTSTAMP:20260921T100000Z",
        "DTSTART:20260623T133000Z",
        "DTEND:20260623T163000Z",
        "LOCATION:Bürgersaal\\, Rathaus\\; 1. Stock",
        "DESCRIPTION:1 Haushalt\\n2. Verschiedenes",
    ] {
        assert!(
            lines.iter().any(|line| line == wanted),
            "{wanted}: {lines:#?}"
        );
    }
}

#[test]
fn a_uid_is_the_meetings_own_and_stays() {
    let uid = |meeting: Meeting, now| {
        let event = only_event(&of(&[meeting], now).unwrap());
        event.get_uid().unwrap().to_owned()
    };
    let first = uid(meeting("Gemeinderat"), NOW);
    let later = uid(
        meeting("Gemeinderat, verlegt"),
        NOW + chrono::TimeDelta::days(9),
    );
    assert_eq!(first, later);
    let mut other = meeting("Gemeinderat");
    other.id = ItemId::new("https://ris.example/oparl/meetings/7002").unwrap();
    let other = uid(other, NOW);
    assert_ne!(first, other);
    // No host, and nothing that would have to be escaped.
    assert!(
        other
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-')
    );
    assert!(other.len() < 75);
}

#[test]
fn a_meeting_that_was_called_off_says_so() {
    let mut off = meeting("Gemeinderat");
    off.cancelled = true;
    let event = only_event(&of(&[off], NOW).unwrap());
    assert_eq!(event.get_status(), Some(EventStatus::Cancelled));
}

#[test]
fn what_is_not_known_is_not_there() {
    let mut bare = meeting("Gemeinderat");
    (bare.end, bare.place, bare.agenda) = (None, None, vec![]);
    let text = of(&[bare], NOW).unwrap();
    for absent in ["DTEND", "LOCATION", "DESCRIPTION", "STATUS", "DURATION"] {
        assert!(!text.contains(absent), "{absent}");
    }
}

#[test]
fn what_has_no_time_is_in_no_calendar() {
    let mut timeless = meeting("Gemeinderat");
    timeless.start = None;
    assert_eq!(of(&[], NOW), None);
    assert_eq!(of(std::slice::from_ref(&timeless), NOW), None);
    let text = of(&[timeless, meeting("Hauptausschuss")], NOW).unwrap();
    assert_eq!(only_event(&text).get_summary(), Some("Hauptausschuss"));
}

#[test]
fn a_hostile_name_stays_a_name() {
    let hostile = "Rat; SUMMARY:x, \\n\r\nEND:VEVENT\r\nBEGIN:VALARM\n\u{85}\u{7}\\";
    let mut bad = meeting(hostile);
    bad.place = Some(hostile.into());
    bad.agenda = vec![item(Some("1\r\nATTACH:file:///etc/passwd"), hostile)];
    let text = of(&[bad], NOW).unwrap();
    is_well_formed(&text);
    let lines = unfolded(&text);
    assert_eq!(lines.iter().filter(|line| *line == "END:VEVENT").count(), 1);
    assert!(!lines.iter().any(|line| line.starts_with("BEGIN:VALARM")));
    assert!(!lines.iter().any(|line| line.starts_with("ATTACH")));
    let event = only_event(&text);
    let name = "Rat; SUMMARY:x, \\n END:VEVENT BEGIN:VALARM \\";
    assert_eq!(event.get_summary(), Some(name));
    assert_eq!(event.get_location(), Some(name));
}

#[test]
fn a_name_of_ten_thousand_letters_is_cut() {
    let long = "ä".repeat(10_000);
    let mut bad = meeting(&long);
    bad.place = Some(long.clone());
    bad.agenda = (0..1_000).map(|_| item(Some("4.1"), &long)).collect();
    let text = of(&[bad], NOW).unwrap();
    is_well_formed(&text);
    let event = only_event(&text);
    assert_eq!(event.get_summary().unwrap().chars().count(), NAME);
    let lines: Vec<&str> = event.get_description().unwrap().lines().collect();
    assert_eq!(lines.len(), LINES + 1);
    assert!(lines.iter().all(|line| line.chars().count() <= NAME));
}

proptest! {
    #[test]
    fn any_name_is_read_back_on_one_line(name in "\\PC{0,120}|.{0,120}") {
        let text = of(&[meeting(&name)], NOW).unwrap();
        is_well_formed(&text);
        let shown = line(&name, NAME);
        let event = only_event(&text);
        prop_assert_eq!(event.get_summary().unwrap_or_default(), shown);
    }
}
