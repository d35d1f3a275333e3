//! Meetings, papers and committees as their screens are given them.

use super::*;
use crate::samples::{
    committee, consultation, day, district, district_id, file, in_hours, item, meeting,
    organization, paper,
};
use chrono::{FixedOffset, TimeZone};
use ka_domain::views::{CalendarChoice, FileOwner, MeetingRow};
use ka_domain::{Content, Localized, OrganizationForm};

/// A meeting so many hours from now.
fn at(name: &str, hours: i64) -> Meeting {
    Meeting {
        start: Some(in_hours(hours)),
        ..meeting(name)
    }
}

fn of(committees: &[&str], meeting: Meeting) -> Meeting {
    Meeting {
        committees: committees.iter().map(|name| committee(name)).collect(),
        ..meeting
    }
}

fn in_district(district: &str, meeting: Meeting) -> Meeting {
    Meeting {
        districts: vec![district_id(district)],
        ..meeting
    }
}

fn names<'a>(meetings: impl IntoIterator<Item = &'a MeetingRow>) -> Vec<&'a str> {
    meetings.into_iter().map(|row| row.name.as_str()).collect()
}

fn on(meetings: &[Sourced<MeetingRow>]) -> Vec<&str> {
    names(meetings.iter().map(|meeting| &meeting.item))
}

/// A device with meetings from yesterday to next month, put down in no order.
fn with_meetings() -> Device {
    let device = Device::new();
    for meeting in [
        at("tonight", 8),
        meeting("some-day"),
        at("next-month", 24 * 30),
        at("yesterday", -20),
        at("this-morning", -3),
        at("this-noon", 1),
        at("last-year", -24 * 300),
    ] {
        device.has_meeting(meeting);
    }
    device
}

#[test]
fn the_agenda_is_from_this_morning_on_in_the_order_of_time() {
    let device = with_meetings();
    device.has_paper(paper("1"));
    let view = agenda(&device.store, NOW).unwrap();
    assert_eq!(
        on(&view.meetings),
        ["this-morning", "this-noon", "tonight", "next-month"]
    );
    assert_eq!((view.past, view.papers), (3, 1));
}

#[test]
fn past_meetings_are_the_rest_the_latest_first_and_those_without_a_time_last() {
    let view = past_meetings(&with_meetings().store, NOW).unwrap();
    assert_eq!(on(&view.meetings), ["yesterday", "last-year", "some-day"]);
}

#[test]
fn a_day_ends_at_midnight_in_the_city() {
    let device = Device::new();
    // At 23:30 UTC it is half past one of the next day there.
    let late = FixedOffset::east_opt(2 * 3600)
        .unwrap()
        .with_ymd_and_hms(2026, 9, 22, 1, 30, 0)
        .unwrap();
    device.has_meeting(Meeting {
        start: Some(late),
        ..meeting("night")
    });
    let before = late.to_utc() - chrono::TimeDelta::hours(3);
    assert_eq!(
        on(&agenda(&device.store, before).unwrap().meetings),
        ["night"]
    );
    let evening = late.to_utc() + chrono::TimeDelta::hours(20);
    assert_eq!(
        on(&agenda(&device.store, evening).unwrap().meetings),
        ["night"]
    );
    let next_day = late.to_utc() + chrono::TimeDelta::hours(23);
    assert!(agenda(&device.store, next_day).unwrap().meetings.is_empty());
}

#[test]
fn committees_come_by_name_with_their_meetings_and_the_next_that_takes_place() {
    let device = Device::new();
    for name in ["Planung", "Hauptausschuss"] {
        device.has(Content::Organization(organization(name)));
    }
    device.has(Content::Organization(Organization {
        form: OrganizationForm::Office,
        ..organization("Amt")
    }));
    let called_off = Meeting {
        cancelled: true,
        ..at("off", 2)
    };
    for meeting in [
        of(&["Planung"], at("before", -3)),
        of(&["Planung"], called_off),
        of(&["Planung", "Anderes"], at("next", 30)),
        of(&["Planung"], at("later", 50)),
        of(&["Anderes"], at("other", 1)),
    ] {
        device.has_meeting(meeting);
    }
    let rows = committees(&device.store, NOW).unwrap();
    let rows: Vec<_> = rows
        .iter()
        .map(|row| (row.committee.item.name.as_str(), row.meetings, row.next))
        .collect();
    assert_eq!(
        rows,
        [
            ("Hauptausschuss", 0, None),
            ("Planung", 4, Some(in_hours(30)))
        ]
    );
}

#[test]
fn a_committees_page_has_its_meetings_and_what_it_treated() {
    let device = Device::new();
    device.has(Content::Organization(organization("Planung")));
    device.has_meeting(of(&["Planung"], at("next", 30)));
    device.has_meeting(of(&["Planung"], at("last", -30)));
    device.has_meeting(of(&["Planung"], at("first", -90)));
    device.has_meeting(of(&["Anderes"], at("other", 3)));
    for (name, date, by) in [
        ("old", "2019-05-01", "Planung"),
        ("new", "2026-05-01", "Planung"),
        ("foreign", "2026-06-01", "Anderes"),
    ] {
        device.has_paper(Paper {
            date: day(date),
            consultations: vec![consultation(&["Zuerst"]), consultation(&[by])],
            ..paper(name)
        });
    }
    let view = committee_view(&device);
    assert_eq!(names(&view.upcoming), ["next"]);
    assert_eq!(names(&view.past), ["last", "first"]);
    let papers: Vec<_> = view.papers.iter().map(|paper| paper.id.as_str()).collect();
    assert_eq!(papers, ["new", "old"]);
    assert_eq!(committee_of(&device, "Nirgends"), None);
}

fn committee_of(device: &Device, name: &str) -> Option<ka_domain::views::CommitteeView> {
    super::super::committee(&device.store, &id(name), NOW).unwrap()
}

fn committee_view(device: &Device) -> ka_domain::views::CommitteeView {
    committee_of(device, "Planung").unwrap()
}

#[test]
fn a_meeting_names_its_districts_and_says_whether_it_is_to_come() {
    let device = with_meetings();
    device.has(Content::District(district("durlach")));
    let both = vec![district_id("durlach"), district_id("unknown")];
    device.has_meeting(Meeting {
        districts: both,
        agenda: vec![item(Some("1"), "Haushalt")],
        ..at("there", 1)
    });
    let view = |name: &str| super::super::meeting(&device.store, &id(name), NOW).unwrap();
    let there = view("there").unwrap();
    assert_eq!(there.districts, [district("durlach")]);
    assert_eq!(there.meeting.item.agenda.len(), 1);
    assert!(there.upcoming);
    for past in ["this-morning", "yesterday", "some-day"] {
        assert!(!view(past).unwrap().upcoming, "{past}");
    }
    assert_eq!(view("never"), None);
}

#[test]
fn a_paper_leads_to_those_it_belongs_to_as_far_as_they_are_there() {
    let device = Device::new();
    device.has_paper(Paper {
        superordinated: vec![id("above"), id("gone")],
        subordinated: vec![id("below-2"), id("below-1")],
        ..paper("middle")
    });
    for name in ["above", "below-1", "below-2"] {
        device.has_paper(paper(name));
    }
    let view = super::super::paper(&device.store, &id("middle"))
        .unwrap()
        .unwrap();
    let ids = |rows: &[ka_domain::views::PaperRow]| -> Vec<String> {
        rows.iter().map(|row| row.id.to_string()).collect()
    };
    assert_eq!(ids(&view.superordinated), ["above"]);
    assert_eq!(ids(&view.subordinated), ["below-2", "below-1"]);
    assert!(
        super::super::paper(&device.store, &id("gone"))
            .unwrap()
            .is_none()
    );
}

#[test]
fn a_file_is_found_in_its_owner_and_nowhere_else() {
    let device = Device::new();
    device.has_paper(Paper {
        files: vec![file("f1", "https://ris.example/1")],
        ..paper("1")
    });
    let mut point = item(None, "Haushalt");
    point.files = vec![file("f2", "https://ris.example/2")];
    device.has_meeting(Meeting {
        files: vec![file("f3", "https://ris.example/3")],
        agenda: vec![point],
        ..meeting("1")
    });
    let of_paper = FileOwner::Paper(id("1"));
    let of_meeting = FileOwner::Meeting(id("1"));
    let there = |owner: &FileOwner, name: &str| {
        let found = super::super::file(&device.store, owner, &id(name)).unwrap();
        found.map(|file| file.url)
    };
    assert_eq!(
        there(&of_paper, "f1").as_deref(),
        Some("https://ris.example/1")
    );
    assert_eq!(
        there(&of_meeting, "f2").as_deref(),
        Some("https://ris.example/2")
    );
    assert_eq!(
        there(&of_meeting, "f3").as_deref(),
        Some("https://ris.example/3")
    );
    assert_eq!(there(&of_meeting, "f1"), None);
    assert_eq!(there(&FileOwner::Paper(id("2")), "f1"), None);
}

#[test]
fn a_calendar_gets_what_was_chosen_and_what_was_called_off() {
    let device = Device::new();
    device.has_meeting(in_district("durlach", at("durlach", 20)));
    device.has_meeting(of(&["Planung"], at("planning", 10)));
    device.has_meeting(in_district("durlach", at("past", -50)));
    device.has_meeting(Meeting {
        cancelled: true,
        ..at("off", 15)
    });
    let chosen = |choice: CalendarChoice| -> Vec<String> {
        let meetings = export(&device.store, &choice, NOW).unwrap();
        meetings.into_iter().map(|meeting| meeting.name).collect()
    };
    assert_eq!(
        chosen(CalendarChoice::Upcoming),
        ["planning", "off", "durlach"]
    );
    assert_eq!(
        chosen(CalendarChoice::District(district_id("durlach"))),
        ["durlach"]
    );
    assert_eq!(
        chosen(CalendarChoice::Committee(id("Planung"))),
        ["planning"]
    );
    assert_eq!(chosen(CalendarChoice::Meeting(id("past"))), ["past"]);
    assert!(chosen(CalendarChoice::Meeting(id("never"))).is_empty());
}

#[test]
fn a_districts_page_has_all_that_is_there_and_nothing_of_its_neighbours() {
    let device = Device::new();
    device.has(Content::District(district("durlach")));
    for (name, of) in [("here", "durlach"), ("there", "neureut")] {
        device.has(Content::Office(Office {
            id: id(name),
            name: text(name),
            summary: text(name),
            districts: vec![district_id(of)],
        }));
        device.has_bicycle_place(name, Some(of), 8.46);
        device.has_meeting(in_district(of, at(name, 5)));
    }
    for n in 0..12 {
        device.has_paper(Paper {
            districts: vec![district_id("durlach")],
            date: day(&format!("2026-01-{:02}", n + 1)),
            ..paper(&format!("p{n:02}"))
        });
    }
    let view = super::super::district(&device.store, &district_id("durlach"), NOW)
        .unwrap()
        .unwrap();
    assert_eq!(view.offices.len(), 1);
    assert_eq!(on(&view.meetings), ["here"]);
    let papers: Vec<_> = view.papers.iter().map(|row| row.item.id.as_str()).collect();
    assert_eq!((papers.len(), papers[0], papers[9]), (10, "p11", "p02"));
    assert_eq!(view.paper_count, 12);
    assert_eq!((view.bicycle_places, view.bicycle_spaces), (1, 12));
    let nowhere = district_id("nowhere");
    assert!(
        super::super::district(&device.store, &nowhere, NOW)
            .unwrap()
            .is_none()
    );
}

fn text(text: &str) -> Localized {
    Localized {
        de: text.into(),
        en: text.into(),
    }
}

#[test]
fn on_home_a_meeting_of_ones_own_district_comes_first_if_it_is_soon() {
    let device = Device::new();
    for n in 1..=4 {
        device.has_meeting(at(&format!("other-{n}"), n));
    }
    device.has_meeting(in_district("durlach", at("mine", 24 * 20)));
    device.has_meeting(in_district("durlach", at("mine-far", 24 * 40)));
    let home = |preferences: &Preferences| home(&device.store, preferences, NOW).unwrap();
    assert_eq!(
        on(&home(&in_durlach()).meetings),
        ["mine", "other-1", "other-2"]
    );
    assert_eq!(
        on(&home(&Preferences::default()).meetings),
        ["other-1", "other-2", "other-3"]
    );
}

#[test]
fn on_home_a_meeting_is_shown_once() {
    let device = Device::new();
    device.has_meeting(in_district("durlach", at("mine", 1)));
    device.has_meeting(at("other", 2));
    let home = home(&device.store, &in_durlach(), NOW).unwrap();
    assert_eq!(on(&home.meetings), ["mine", "other"]);
}
