//! What stands in a paper, a meeting and an organization.

use super::*;
use crate::connector::city_facts::{self, FactsOrigin};
use crate::connector::oparl::time;
use std::sync::LazyLock;

static DISTRICTS: LazyLock<Districts> = LazyLock::new(|| {
    let facts = city_facts::read(&FactsOrigin::Embedded.texts().unwrap()).unwrap();
    let districts = facts
        .items
        .into_iter()
        .filter_map(|item| match item.content {
            Content::District(district) => Some(district),
            _ => None,
        });
    Districts::new(&districts.collect::<Vec<_>>())
});

fn address(of: &str) -> String {
    format!("https://a.example/oparl/{of}")
}

fn held(list: List, id: &str, object: Object) -> Held {
    let address = address(&format!("{}/{id}", list.plural()));
    Held {
        item: list.item(&address).unwrap(),
        address,
        as_of: DateTime::UNIX_EPOCH,
        incomplete: false,
        object,
    }
}

fn organization(id: &str, name: &str) -> Held {
    let name = Some(name.to_owned());
    let organization = object::Organization {
        name,
        ..object::Organization::default()
    };
    held(List::Organization, id, Object::Organization(organization))
}

fn meeting(id: &str, organizations: &[&str], start: &str, agenda: Vec<object::AgendaItem>) -> Held {
    let meeting = object::Meeting {
        name: Some("Sitzung".to_owned()),
        organizations: organizations
            .iter()
            .map(|id| address(&format!("organizations/{id}")))
            .collect(),
        start: time::moment(start),
        agenda,
        ..object::Meeting::default()
    };
    held(List::Meeting, id, Object::Meeting(meeting))
}

fn item(id: &str, consultation: &str, result: &str) -> object::AgendaItem {
    object::AgendaItem {
        address: Some(address(&format!("agendaitems/{id}"))),
        number: Some("4.1".to_owned()),
        name: Some("Bericht".to_owned()),
        result: Some(result.to_owned()),
        consultation: Some(address(&format!("consultations/{consultation}"))),
        ..object::AgendaItem::default()
    }
}

fn station(id: &str, meeting: &str, organizations: &[&str]) -> object::Consultation {
    object::Consultation {
        address: Some(address(&format!("consultations/{id}"))),
        meeting: Some(address(&format!("meetings/{meeting}"))),
        organizations: organizations
            .iter()
            .map(|id| address(&format!("organizations/{id}")))
            .collect(),
        ..object::Consultation::default()
    }
}

fn paper(id: &str, name: &str, consultations: Vec<object::Consultation>) -> Held {
    let paper = object::Paper {
        name: Some(name.to_owned()),
        consultations,
        ..object::Paper::default()
    };
    held(List::Paper, id, Object::Paper(paper))
}

/// What becomes of the last of `all`.
fn shaped(all: &[Held]) -> Content {
    let mut neighbours = Neighbours::default();
    all.iter().for_each(|held| neighbours.know(held));
    let shaper = Shaper {
        neighbours: &neighbours,
        districts: &DISTRICTS,
        rewrite: &Rewrite::karlsruhe(),
    };
    shaper.content(all.last().unwrap()).unwrap()
}

fn shaped_paper(all: &[Held]) -> Paper {
    match shaped(all) {
        Content::Paper(paper) => paper,
        other => panic!("{other:?}"),
    }
}

fn shaped_meeting(all: &[Held]) -> Meeting {
    match shaped(all) {
        Content::Meeting(meeting) => meeting,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_stations_of_a_paper_stand_in_the_order_of_time() {
    let paper = shaped_paper(&[
        organization("1", "Gemeinderat"),
        meeting(
            "7",
            &["1"],
            "2025-07-08T15:30:00",
            vec![item("7", "c7", "beschlossen")],
        ),
        meeting(
            "8",
            &["1"],
            "2025-07-01T15:30:00",
            vec![item("8", "c8", "vertagt")],
        ),
        paper(
            "1",
            "Brücke",
            vec![
                station("c9", "9", &["1"]),
                station("c7", "7", &[]),
                station("c8", "8", &["1"]),
            ],
        ),
    ]);
    let stations: Vec<_> = paper
        .consultations
        .iter()
        .map(|one| {
            let meeting = one.meeting.as_ref().map(|id| id.as_str());
            (
                meeting,
                one.committees.len(),
                one.number.as_deref(),
                one.result.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        stations,
        [
            (Some("8"), 1, Some("4.1"), Some("vertagt")),
            // Who treats it is known from the meeting, and a meeting that nobody knows is none.
            (Some("7"), 1, Some("4.1"), Some("beschlossen")),
            (None, 1, None, None),
        ]
    );
}

#[test]
fn a_station_is_found_by_its_item_of_the_agenda_alone() {
    let alone = object::Consultation {
        agenda_item: Some(address("agendaitems/7")),
        ..object::Consultation::default()
    };
    let council = organization("1", "Gemeinderat");
    let met = || {
        meeting(
            "7",
            &["1"],
            "2025-07-08T15:30:00",
            vec![item("7", "other", "beschlossen")],
        )
    };
    let paper = shaped_paper(&[council, met(), paper("1", "Brücke", vec![alone.clone()])]);
    assert_eq!(
        paper.consultations[0].result.as_deref(),
        Some("beschlossen")
    );
    let back = shaped_meeting(&[self::paper("1", "Brücke", vec![alone]), met()]);
    assert_eq!(
        back.agenda[0].paper.as_ref().map(|id| id.as_str()),
        Some("1")
    );
}

#[test]
fn who_and_what_is_not_there_is_not_named() {
    let mut lonely = paper("1", "Brücke", vec![station("c", "7", &["9"])]);
    if let Object::Paper(paper) = &mut lonely.object {
        paper.under_direction_of = vec![address("organizations/9")];
        paper.superordinated = vec![address("papers/9")];
    }
    let lonely = shaped_paper(&[lonely]);
    assert!(lonely.offices.is_empty() && lonely.superordinated.is_empty());
    assert!(lonely.consultations[0].committees.is_empty());
}

#[test]
fn without_a_name_there_is_another_word_for_it() {
    let nameless = |reference: Option<&str>| {
        let paper = object::Paper {
            reference: reference.map(str::to_owned),
            ..object::Paper::default()
        };
        shaped_paper(&[held(List::Paper, "vo/7", Object::Paper(paper))]).name
    };
    assert_eq!(nameless(Some("2025/7")), "2025/7");
    assert_eq!(nameless(None), "vo.7");
    let mut met = meeting("7", &["1"], "2025-07-08", vec![]);
    if let Object::Meeting(meeting) = &mut met.object {
        meeting.name = None;
    }
    assert_eq!(
        shaped_meeting(&[organization("1", "Bauausschuss"), met]).name,
        "Bauausschuss"
    );
}

#[test]
fn an_end_before_the_beginning_is_none() {
    let ends = |end: &str| {
        let mut met = meeting("7", &[], "2025-07-08T15:30:00", vec![]);
        if let Object::Meeting(meeting) = &mut met.object {
            meeting.end = time::moment(end);
        }
        shaped_meeting(&[met]).end.is_some()
    };
    assert!(ends("2025-07-08T18:00:00"));
    assert!(!ends("2025-07-08T00:00:00") && !ends("2025-07-08T15:30:00"));
}

#[test]
fn who_meets_is_a_committee_and_so_is_who_is_called_one() {
    let form = |all: &[Held]| match shaped(all) {
        Content::Organization(organization) => organization.form,
        other => panic!("{other:?}"),
    };
    let office = || organization("1", "Tiefbauamt");
    assert_eq!(form(&[office()]), OrganizationForm::Office);
    let met = meeting("7", &["1"], "2025-07-08", vec![]);
    assert_eq!(form(&[met, office()]), OrganizationForm::Committee);
    let called = |words: &str| {
        let mut one = organization("1", "x");
        if let Object::Organization(organization) = &mut one.object {
            organization.classification = Some(words.to_owned());
        }
        form(&[one])
    };
    for words in [
        "Beschließender Ausschuss",
        "Gemeinderat",
        "Gremium",
        "city council",
    ] {
        assert_eq!(called(words), OrganizationForm::Committee, "{words}");
    }
    for words in ["Verwaltungsbereich", "Beratungsstelle", "Dezernat II"] {
        assert_eq!(called(words), OrganizationForm::Office, "{words}");
    }
}

#[test]
fn a_paper_concerns_the_districts_of_its_title_and_of_who_treats_it() {
    let councils = || {
        ["Durlach", "Neureut", "Stupferich"]
            .map(|name| organization(name, &format!("Ortschaftsrat {name}")))
    };
    let of = |title: &str, by: &[&str]| {
        let stations = by.iter().map(|one| station(one, "7", &[one])).collect();
        let mut all = councils().to_vec();
        all.push(paper("1", title, stations));
        let districts = shaped_paper(&all).districts;
        districts.into_iter().map(String::from).collect::<Vec<_>>()
    };
    assert_eq!(
        of("Spielplatz in Knielingen", &["Durlach"]),
        ["durlach", "knielingen"]
    );
    assert_eq!(
        of("Radweg", &["Durlach", "Neureut"]),
        ["durlach", "neureut"]
    );
    // What all of them treat concerns none of them alone.
    assert!(of("Haushalt", &["Durlach", "Neureut", "Stupferich"]).is_empty());
    assert_eq!(
        of(
            "Haushalt für Durlach",
            &["Durlach", "Neureut", "Stupferich"]
        ),
        ["durlach"]
    );
}
