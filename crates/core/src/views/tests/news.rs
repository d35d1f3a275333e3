//! What is followed and what is new of it, as the screens are given it.

use super::*;
use crate::samples::{district, district_id, in_hours, meeting, organization, paper};
use crate::store::follows as kept_follows;
use crate::store::news::{forget, mark_all, note};
use chrono::TimeDelta;
use ka_domain::views::{Change, NewsView};
use ka_domain::{Content, FollowedWord, Subject};

fn word(text: &str) -> Subject {
    Subject::Word(FollowedWord::new(text).unwrap())
}

impl Device {
    fn follows(&self, subject: Subject) -> i64 {
        self.store
            .write(|transaction| kept_follows::begin(transaction, &subject, NOW))
            .unwrap();
        let all = self.store.read(kept_follows::all).unwrap();
        let follow = all.iter().find(|follow| follow.subject == subject);
        follow.unwrap().id
    }

    fn tells_of(&self, subject: Subject) {
        self.store
            .write(|transaction| kept_follows::set_notify(transaction, &subject, true))
            .unwrap();
    }

    fn learns(&self, kind: Kind, name: &str, minutes: i64, because: &[i64]) {
        let at = NOW + TimeDelta::minutes(minutes);
        self.store
            .write(|transaction| note(transaction, kind, &id(name), Change::New, at, because))
            .unwrap();
    }

    fn news(&self) -> NewsView {
        super::super::news(&self.store, NOW).unwrap()
    }

    fn titles(&self) -> Vec<String> {
        self.news().news.into_iter().map(|row| row.name).collect()
    }
}

#[test]
fn what_is_followed_has_its_name_and_how_much_is_unread() {
    let device = Device::new();
    device.has(Content::District(district("durlach")));
    device.has(Content::Organization(organization("Planung")));
    device.has_paper(paper("1 Haushalt"));
    let in_durlach = device.follows(Subject::District(district_id("durlach")));
    device.follows(Subject::Committee(id("Planung")));
    device.follows(Subject::Paper(id("1")));
    device.follows(Subject::Paper(id("gone")));
    device.follows(word("Radweg"));
    device.learns(Kind::Paper, "1", 0, &[in_durlach]);
    let rows = follows(&device.store).unwrap();
    let rows: Vec<_> = rows
        .iter()
        .map(|row| (row.name.as_deref(), row.unread))
        .collect();
    assert_eq!(
        rows,
        [
            (Some("DURLACH"), 1),
            (Some("Planung"), 0),
            (Some("1 Haushalt"), 0),
            (None, 0),
            (None, 0)
        ]
    );
}

#[test]
fn news_say_what_they_are_about_and_why_they_are_told() {
    let device = Device::new();
    device.has_paper(Paper {
        date: crate::samples::day("2026-05-01"),
        ..paper("1 Radweg")
    });
    device.has_meeting(Meeting {
        start: Some(in_hours(20)),
        ..meeting("Rat")
    });
    let follow = device.follows(word("Radweg"));
    let other = device.follows(Subject::Committee(id("Planung")));
    device.learns(Kind::Paper, "1", 0, &[follow]);
    device.learns(Kind::Meeting, "Rat", 1, &[other, follow]);
    let view = device.news();
    assert_eq!(view.unread, 2);
    let [of_meeting, of_paper] = view.news.as_slice() else {
        panic!("not two: {view:?}");
    };
    assert_eq!(
        (of_meeting.kind, of_meeting.start),
        (Kind::Meeting, Some(in_hours(20)))
    );
    assert_eq!(of_meeting.because.len(), 2);
    assert_eq!(
        (of_paper.name.as_str(), of_paper.date),
        ("1 Radweg", crate::samples::day("2026-05-01"))
    );
    assert_eq!(of_paper.because[0].subject, word("Radweg"));
}

#[test]
fn unread_news_come_first_and_read_ones_go_after_a_while() {
    let device = Device::new();
    for name in ["a", "b", "c"] {
        device.has_paper(paper(name));
    }
    let follow = device.follows(word("Radweg"));
    device.learns(Kind::Paper, "a", -60 * 24 * 91, &[follow]);
    device.learns(Kind::Paper, "b", -5, &[follow]);
    assert_eq!(device.titles(), ["b", "a"]);
    device.store.write(mark_all).unwrap();
    assert_eq!(device.news().unread, 0);
    // What was read and is older than the time for which it is kept is not shown any more.
    assert_eq!(device.titles(), ["b"]);
    device.learns(Kind::Paper, "c", -60, &[follow]);
    assert_eq!(device.titles(), ["c", "b"]);
}

#[test]
fn who_follows_nothing_any_more_has_no_news() {
    let device = Device::new();
    device.has_paper(paper("a"));
    device.has_paper(paper("b"));
    let first = device.follows(word("Radweg"));
    let second = device.follows(word("Brücke"));
    device.learns(Kind::Paper, "a", 0, &[first]);
    device.learns(Kind::Paper, "b", 0, &[first, second]);
    device
        .store
        .write(|transaction| kept_follows::end(transaction, &word("RADWEG")))
        .unwrap();
    assert_eq!(device.titles(), ["b"]);
    assert_eq!(device.news().news[0].because.len(), 1);
}

#[test]
fn home_shows_the_latest_that_was_not_read_and_counts_the_rest() {
    let device = Device::new();
    let follow = device.follows(word("Radweg"));
    for n in 0..6 {
        let name = format!("p{n}");
        device.has_paper(paper(&name));
        device.learns(Kind::Paper, &name, n, &[follow]);
    }
    let home = home(&device.store, &Preferences::default(), NOW).unwrap();
    let names: Vec<_> = home.news.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["p5", "p4", "p3", "p2"]);
    assert_eq!(home.unread, 6);
}

#[test]
fn the_system_tells_of_what_was_asked_for_and_came_since() {
    let device = Device::new();
    for name in ["before", "loud", "quiet", "both", "gone"] {
        device.has_paper(paper(name));
    }
    let loud = device.follows(word("Radweg"));
    let quiet = device.follows(word("Brücke"));
    device.tells_of(word("Radweg"));
    device.learns(Kind::Paper, "before", -1, &[loud]);
    device.learns(Kind::Paper, "loud", 0, &[loud]);
    device.learns(Kind::Paper, "quiet", 1, &[quiet]);
    device.learns(Kind::Paper, "both", 2, &[quiet, loud]);
    device.learns(Kind::Paper, "gone", 3, &[loud]);
    device
        .store
        .write(|transaction| forget(transaction, Kind::Paper, &id("gone")))
        .unwrap();
    let told = to_tell(&device.store, NOW).unwrap();
    let names: Vec<_> = told.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["both", "loud"]);
    device.store.write(mark_all).unwrap();
    assert!(to_tell(&device.store, NOW).unwrap().is_empty());
}
