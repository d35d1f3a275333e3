use super::*;
use crate::samples::{committee, consultation, district_id, id, item, meeting, paper};
use ka_domain::FollowedWord;
use proptest::prelude::*;

fn follow(subject: Subject) -> Followed {
    Followed::new(vec![Follow {
        id: 7,
        subject,
        notify: false,
    }])
}

fn word(text: &str) -> Followed {
    follow(Subject::Word(FollowedWord::new(text).unwrap()))
}

/// A meeting with these items on its agenda.
fn session(name: &str, agenda: &[&str]) -> Meeting {
    Meeting {
        name: name.into(),
        agenda: agenda.iter().map(|name| item(None, name)).collect(),
        ..meeting("1")
    }
}

fn concerns(followed: &Followed, title: &str) -> bool {
    let paper = Paper {
        name: title.into(),
        ..paper("1")
    };
    followed.reasons(&Content::Paper(paper)) == [7]
}

#[test]
fn a_word_is_found_in_all_its_forms() {
    for title in [
        "Neuer Spielplatz am Turmberg",
        "Sanierung der Spielplätze",
        "SPIELPLATZ",
        "Kinderspielplatz in der Südstadt",
        "Spielplatzkonzept 2030",
    ] {
        assert!(concerns(&word("Spielplätze"), title), "{title}");
    }
    assert!(!concerns(&word("Spielplätze"), "Sportplatz"));
}

#[test]
fn umlauts_may_be_typed_as_two_letters() {
    assert!(concerns(&word("Fuehrerschein"), "Führerscheinstelle"));
    assert!(concerns(&word("Strasse"), "Sperrung der Straße"));
}

#[test]
fn a_short_word_is_no_part_of_another() {
    assert!(concerns(&word("Rad"), "Mit dem Rad zur Arbeit"));
    assert!(!concerns(&word("Rad"), "Grundschule Bad Radolf"));
    assert!(!concerns(&word("Wege"), "Bewegung im Alter"));
}

#[test]
fn several_words_are_all_wanted() {
    let followed = word("Radweg Durlach");
    assert!(concerns(&followed, "Durlach: Bau eines Radwegs"));
    assert!(!concerns(&followed, "Radweg in Neureut"));
}

#[test]
fn a_number_is_no_part_of_a_greater_one() {
    assert!(concerns(&word("2021/1198"), "Zu Vorlage 2021/1198"));
    assert!(!concerns(&word("1198"), "Haushalt 11980"));
}

#[test]
fn a_word_that_says_nothing_is_in_no_title() {
    assert!(!concerns(&word("und"), "Kunst und Kultur"));
    assert!(concerns(&word("die Kultur"), "Kunst und Kultur"));
}

#[test]
fn a_district_is_what_the_city_says_and_not_a_word() {
    let followed = follow(Subject::District(district_id("durlach")));
    assert!(!concerns(&followed, "Durlacher Allee"));
    let mut here = paper("Turmbergbahn");
    here.districts = vec![district_id("durlach")];
    assert_eq!(followed.reasons(&Content::Paper(here)), [7]);
    let mut here = session("Sitzung", &[]);
    here.districts = vec![district_id("durlach")];
    assert_eq!(followed.reasons(&Content::Meeting(here)), [7]);
}

#[test]
fn a_committee_is_followed_in_its_meetings_and_in_what_it_treats() {
    let followed = follow(Subject::Committee(id("gr")));
    let mut treated = paper("Haushalt");
    treated.consultations = vec![consultation(&["ha", "gr"])];
    assert_eq!(followed.reasons(&Content::Paper(treated.clone())), [7]);
    let mut sits = session("Sitzung", &[]);
    sits.committees = vec![committee("gr")];
    assert_eq!(followed.reasons(&Content::Meeting(sits)), [7]);
    let other = follow(Subject::Committee(id("jha")));
    assert!(other.reasons(&Content::Paper(treated)).is_empty());
}

#[test]
fn a_paper_is_one_paper_and_no_meeting_of_that_id() {
    let followed = follow(Subject::Paper(id("1")));
    assert!(concerns(&followed, "Haushalt"));
    let other = Content::Meeting(session("Sitzung", &[]));
    assert!(followed.reasons(&other).is_empty());
}

#[test]
fn words_of_one_item_count_together_with_the_meetings_name_and_not_with_other_items() {
    let evening = Content::Meeting(session(
        "Ortschaftsrat Durlach",
        &["Neuer Radweg", "Friedhof"],
    ));
    assert_eq!(word("Durlach Radweg").reasons(&evening), [7]);
    assert_eq!(word("Ortschaftsrat").reasons(&evening), [7]);
    assert!(word("Radweg Friedhof").reasons(&evening).is_empty());
}

#[test]
fn whatever_there_is_more_than_one_reason_for_names_each_once() {
    let subjects = [
        Subject::District(district_id("durlach")),
        Subject::Word(FollowedWord::new("Radweg").unwrap()),
        Subject::Word(FollowedWord::new("Bahn").unwrap()),
    ];
    let follows = subjects.into_iter().zip(1..).map(|(subject, id)| Follow {
        id,
        subject,
        notify: true,
    });
    let mut concerned = paper("Radweg und Radwege");
    concerned.districts = vec![district_id("durlach"), district_id("durlach")];
    let followed = Followed::new(follows.collect());
    assert_eq!(followed.reasons(&Content::Paper(concerned)), [1, 2]);
}

proptest! {
    #[test]
    fn any_word_is_compared_with_any_title(typed in ".{0,80}", title in ".{0,200}") {
        if let Ok(typed) = FollowedWord::new(&typed) {
            let followed = follow(Subject::Word(typed));
            let session = Content::Meeting(session(&title, &[&title]));
            prop_assert!(followed.reasons(&session).len() <= 1);
        }
    }

    #[test]
    fn a_word_of_letters_is_in_the_title_that_it_is(typed in "[a-zäöüß]{5,20}") {
        let is_word = !stems(&typed).is_empty();
        prop_assert!(!is_word || concerns(&word(&typed), &typed));
    }
}
