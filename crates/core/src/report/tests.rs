//! What the device says of places, of reports of others and of answers, out of what the city publishes.

mod around;

use super::*;
use crate::samples::{
    Device, NOW, district, district_id, id, in_both, public_report, report_category,
};
use crate::store::drafts::KeptDraft;
use crate::store::{reports, supports};
use chrono::TimeDelta;
use ka_domain::views::{AroundFilter, AroundView, DraftView, PlaceWords};
use ka_domain::{
    BicycleParking, BicycleParkingKind, Datatype, Position, Progress, PublicReport, Question,
    QuestionValue, ReportPlace,
};
use ka_protocol::report::ReportStatus;

/// The market place of the city, and what is so many metres north of it.
fn north(metres: f64) -> Position {
    Position::new(49.0094 + metres / 111_195.0, 8.4044).unwrap()
}

fn stands(name: &str, metres: f64, district: Option<&str>) -> Content {
    Content::BicycleParking(BicycleParking {
        id: id(name),
        municipality: "Karlsruhe".into(),
        district: district.map(district_id),
        street: format!("{name}straße 1"),
        position: north(metres),
        form: BicycleParkingKind::Stands,
        spaces: None,
        cargo: false,
        trailer: false,
        charging: false,
        note: None,
        surveyed_at: None,
    })
}

fn at(name: &str, category: &str, metres: f64) -> PublicReport {
    PublicReport {
        position: Some(north(metres)),
        ..public_report(name, category)
    }
}

fn words(device: &Device, place: &ReportPlace) -> PlaceWords {
    device
        .store
        .read(|reader| place::words(reader, place))
        .unwrap()
}

/// A draft about a lamp at the market place.
fn shown(device: &Device) -> DraftView {
    let kept = KeptDraft {
        id: SubmissionId::new(1, &[0; 10]),
        text: DraftText {
            category: Some(id("lamp")),
            place: here(),
            ..DraftText::default()
        },
        edited_at: NOW,
    };
    device
        .store
        .read(|reader| draft(reader, kept, NOW))
        .unwrap()
}

fn here() -> ReportPlace {
    ReportPlace {
        position: Some(north(0.0)),
        ..ReportPlace::default()
    }
}

fn nearby(device: &Device) -> Vec<String> {
    let near = shown(device).nearby.into_iter();
    near.map(|row| row.report.id.into()).collect()
}

fn found(device: &Device, filter: &AroundFilter) -> AroundView {
    device
        .store
        .read(|reader| around(reader, filter, NOW))
        .unwrap()
}

fn names(view: &AroundView) -> Vec<&str> {
    let reports = view.reports.iter();
    reports.map(|row| row.report.id.as_str()).collect()
}

#[test]
fn an_address_as_typed_is_the_place() {
    let device = Device::new();
    device.has(stands("nah", 5.0, None));
    let place = ReportPlace {
        address: "  Marktplatz 1 ".into(),
        accuracy_m: Some(8),
        ..here()
    };
    let words = words(&device, &place);
    assert_eq!(words.address.as_deref(), Some("Marktplatz 1"));
    assert_eq!(words.distance_m, None);
    assert_eq!(words.accuracy_m, Some(8));
}

#[test]
fn without_an_address_the_nearest_one_says_where_it_is_and_how_far() {
    let device = Device::new();
    device.has(Content::District(district("mitte")));
    device.has(stands("fern", 150.0, Some("mitte")));
    device.has(stands("nah", 60.0, None));
    let words = words(&device, &here());
    assert_eq!(words.address.as_deref(), Some("nahstraße 1"));
    assert_eq!(words.distance_m, Some(60));
    // The nearest that knows its district.
    assert_eq!(words.district.as_deref(), Some("MITTE"));
}

#[test]
fn what_is_too_far_away_says_nothing_of_a_place() {
    let device = Device::new();
    device.has(Content::District(district("mitte")));
    device.has(stands("fern", 250.0, Some("mitte")));
    let near = words(&device, &here());
    assert_eq!((near.address, near.distance_m), (None, None));
    assert_eq!(near.district.as_deref(), Some("MITTE"));
    let far = ReportPlace {
        position: Some(north(1000.0)),
        ..ReportPlace::default()
    };
    assert_eq!(words(&device, &far).district, None);
}

#[test]
fn a_district_that_was_chosen_is_not_guessed() {
    let device = Device::new();
    device.has(Content::District(district("mitte")));
    device.has(Content::District(district("durlach")));
    device.has(stands("nah", 5.0, Some("mitte")));
    let place = ReportPlace {
        district: Some(district_id("durlach")),
        ..here()
    };
    assert_eq!(words(&device, &place).district.as_deref(), Some("DURLACH"));
}

#[test]
fn open_reports_of_the_same_category_near_by_are_told_the_nearest_first() {
    let device = Device::new();
    device.has(Content::ReportCategory(report_category("lamp")));
    for report in [
        at("at-48", "lamp", 48.0),
        at("at-10", "lamp", 10.0),
        at("at-30", "lamp", -30.0),
        at("at-40", "lamp", 40.0),
        at("too-far", "lamp", 52.0),
        at("other", "waste", 1.0),
        PublicReport {
            progress: Progress::Closed,
            ..at("done", "lamp", 2.0)
        },
        PublicReport {
            requested_at: NOW - TimeDelta::days(91),
            ..at("old", "lamp", 3.0)
        },
        public_report("nowhere", "lamp"),
    ] {
        device.has(Content::PublicReport(report));
    }
    assert_eq!(nearby(&device), ["at-10", "at-30", "at-40"]);
    let first = shown(&device).nearby.remove(0);
    assert_eq!(first.distance_m, Some(10));
}

#[test]
fn what_the_owner_said_of_a_report_is_known_and_what_they_reported_is_theirs() {
    let device = Device::new();
    device.has(Content::ReportCategory(report_category("lamp")));
    for name in ["said", "own", "other"] {
        device.has(Content::PublicReport(at(name, "lamp", 1.0)));
    }
    let own = SubmissionId::new(1, &[0; 10]);
    let report = ka_domain::Report {
        category: id("lamp"),
        answers: Default::default(),
        place: here(),
        words: "dark".into(),
        contact: None,
        photos: vec![],
        reopens: None,
        written_at: NOW,
    };
    let status = ReportStatus {
        id: own,
        progress: Progress::Open,
        city_id: Some("own".into()),
        steps: vec![],
    };
    device
        .store
        .write(|transaction| {
            supports::put(transaction, &id("said"), NOW)?;
            reports::put(transaction, &own, &report, NOW)?;
            reports::set_status(transaction, &own, Some(&status), NOW)
        })
        .unwrap();
    for (name, row) in shown(&device)
        .nearby
        .iter()
        .chain(&found(&device, &AroundFilter::default()).reports)
        .map(|row| (row.report.id.as_str(), row))
    {
        assert_eq!(row.supported, name != "other", "{name}");
    }
}

#[test]
fn categories_come_by_group_and_name_and_those_without_a_group_last() {
    let device = Device::new();
    for (name, group) in [
        ("zebra", Some("Road")),
        ("anything", None),
        ("bulb", Some("light")),
        ("Pole", Some("light")),
    ] {
        device.has(Content::ReportCategory(ReportCategory {
            group: group.map(in_both),
            ..report_category(name)
        }));
    }
    let all = device.store.read(categories).unwrap();
    let names: Vec<&str> = all.iter().map(|category| category.id.as_str()).collect();
    assert_eq!(names, ["bulb", "Pole", "zebra", "anything"]);
}

#[test]
fn answers_are_told_in_words_also_where_the_question_is_gone() {
    let question = |code: &str, datatype, values: &[(&str, &str)]| Question {
        code: code.into(),
        words: in_both(&format!("{code}?")),
        hint: None,
        datatype,
        required: false,
        values: values
            .iter()
            .map(|(key, name)| QuestionValue {
                key: (*key).into(),
                name: in_both(name),
            })
            .collect(),
    };
    let category = ReportCategory {
        questions: vec![
            question("when", Datatype::Datetime, &[]),
            question(
                "colour",
                Datatype::MultiValueList,
                &[("r", "Rot"), ("g", "Grün")],
            ),
            question("height", Datatype::Number, &[]),
        ],
        ..report_category("lamp")
    };
    let answers = [
        ("when", &["2026-11-25T14:45"][..]),
        ("colour", &["g", "r", "b"]),
        ("height", &["3.5"]),
        ("gone", &["yes"]),
    ];
    let answers = answers.map(|(code, values)| {
        let values = values.iter().map(|value| (*value).to_owned());
        (code.to_owned(), values.collect())
    });
    let told = mine::answered(Some(&category), &answers.into());
    let german: Vec<(String, Vec<String>)> = told
        .into_iter()
        .map(|told| {
            let answers = told.answers.into_iter().map(|answer| answer.de);
            (told.question.de, answers.collect())
        })
        .collect();
    let expected = [
        ("when?", &["25.11.2026, 14:45"][..]),
        ("colour?", &["Grün", "Rot", "b"]),
        ("height?", &["3,5"]),
        ("gone", &["yes"]),
    ];
    let expected = expected.map(|(question, answers)| {
        let answers = answers.iter().map(|answer| (*answer).to_owned());
        (question.to_owned(), answers.collect::<Vec<_>>())
    });
    assert_eq!(german, expected);
}

#[test]
fn the_beginning_of_a_text_is_one_line_of_some_letters() {
    assert_eq!(beginning("  Ein \n Wort\t"), "Ein Wort");
    assert_eq!(beginning(""), "");
    let long = beginning(&"ä ".repeat(4000));
    assert_eq!(long.chars().count(), BEGINNING);
    assert!(long.ends_with('…'));
    let exact = "a".repeat(BEGINNING);
    assert_eq!(beginning(&exact), exact);
}
