use super::*;
use crate::geo::Position;
use crate::ids::{ItemId, SubmissionId};
use crate::lang::Localized;
use crate::report::QuestionValue;
use chrono::DateTime;
use proptest::prelude::*;

fn text(text: &str) -> Localized {
    Localized {
        de: text.to_owned(),
        en: text.to_owned(),
    }
}

fn question(code: &str, datatype: Datatype, required: bool, values: &[&str]) -> Question {
    let choice = |key: &&str| QuestionValue {
        key: (*key).to_owned(),
        name: text(key),
    };
    Question {
        code: code.to_owned(),
        words: text(code),
        hint: None,
        datatype,
        required,
        values: values.iter().map(choice).collect(),
    }
}

fn category(questions: Vec<Question>) -> ReportCategory {
    ReportCategory {
        id: ItemId::new("lamp").unwrap(),
        name: text("Lamp"),
        summary: None,
        group: None,
        keywords: Vec::new(),
        questions,
    }
}

fn good() -> Report {
    Report {
        category: ItemId::new("lamp").unwrap(),
        answers: Answers::new(),
        place: ReportPlace {
            position: Position::new(49.0, 8.4).ok(),
            ..ReportPlace::default()
        },
        words: "The lamp is dark.".to_owned(),
        contact: None,
        photos: Vec::new(),
        reopens: None,
        written_at: DateTime::UNIX_EPOCH,
    }
}

fn faults(change: impl FnOnce(&mut Report)) -> Vec<ReportFault> {
    let mut report = good();
    change(&mut report);
    check(&report, Some(&category(Vec::new())))
}

fn photo(number: u64) -> SubmissionId {
    SubmissionId::new(number, &[0; 10])
}

/// What is wrong with `values` as the answer to a question.
fn answer(datatype: Datatype, required: bool, values: &[&str]) -> Option<AnswerFault> {
    let choices = ["red", "green"];
    let category = category(vec![question("q", datatype, required, &choices)]);
    let mut report = good();
    let values = values.iter().map(|value| (*value).to_owned()).collect();
    report.answers.insert("q".to_owned(), values);
    match check(&report, Some(&category)).as_slice() {
        [] => None,
        [ReportFault::Answer { code, why }] if code == "q" => Some(*why),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_report_with_a_place_and_words_can_be_sent() {
    assert_eq!(faults(|_| ()), []);
}

#[test]
fn what_the_city_no_longer_has_cannot_be_reported() {
    assert_eq!(check(&good(), None), [ReportFault::Category]);
}

#[test]
fn each_thing_that_is_missing_or_too_much_is_told() {
    assert_eq!(
        faults(|report| report.place = ReportPlace::default()),
        [ReportFault::Place]
    );
    assert_eq!(
        faults(|report| report.words = " \n".to_owned()),
        [ReportFault::Empty]
    );
    assert_eq!(
        faults(|report| report.words = "ä".repeat(limits::WORDS_TAKEN + 1)),
        [ReportFault::WordsTooLong]
    );
    assert_eq!(
        faults(|report| report.place.address = "ä".repeat(limits::LINE + 1)),
        [ReportFault::AddressTooLong]
    );
    assert_eq!(
        faults(|report| report.photos = (0..=5).map(photo).collect()),
        [ReportFault::TooManyPhotos]
    );
}

#[test]
fn letters_are_counted_and_not_bytes() {
    assert_eq!(
        faults(|report| report.words = "ä".repeat(limits::WORDS_TAKEN)),
        []
    );
}

#[test]
fn a_draft_says_as_much_as_finds_room_beside_its_photos() {
    let long = |letters| DraftText {
        words: "ä".repeat(letters),
        ..DraftText::default()
    };
    let too_long = |letters| {
        let faults = long(letters).faults(None, 0);
        faults.contains(&ReportFault::WordsTooLong)
    };
    assert!(!too_long(limits::WORDS) && too_long(limits::WORDS + 1));
}

#[test]
fn a_photo_says_enough_without_words() {
    let wordless = |report: &mut Report| {
        report.words.clear();
        report.photos = vec![photo(1)];
    };
    assert_eq!(faults(wordless), []);
}

#[test]
fn faults_come_in_the_order_in_which_it_is_asked() {
    let asking = category(vec![question("colour", Datatype::String, true, &[])]);
    let mut report = good();
    report.words.clear();
    report.place = ReportPlace::default();
    let missing = ReportFault::Answer {
        code: "colour".to_owned(),
        why: AnswerFault::Missing,
    };
    assert_eq!(
        check(&report, Some(&asking)),
        [missing, ReportFault::Place, ReportFault::Empty]
    );
}

#[test]
fn only_what_must_be_answered_must_be() {
    for blank in [&[][..], &[""], &[" ", "\t"]] {
        assert_eq!(
            answer(Datatype::String, true, blank),
            Some(AnswerFault::Missing)
        );
        assert_eq!(answer(Datatype::Number, false, blank), None);
    }
    // A note asks nothing, whatever the city says of it.
    assert_eq!(answer(Datatype::Note, true, &[]), None);
}

#[test]
fn an_answer_is_what_its_question_asks() {
    use AnswerFault::{NotAChoice, NotADatetime, NotANumber, TooLong};
    let long = "a".repeat(limits::LINE + 1);
    for (datatype, values, fault) in [
        (Datatype::String, &["one"][..], None),
        (Datatype::String, &["one", "two"], Some(TooLong)),
        (Datatype::String, &[long.as_str()], Some(TooLong)),
        (Datatype::Text, &[long.as_str()], None),
        (Datatype::Number, &["-3.5"], None),
        (Datatype::Number, &["3,5"], Some(NotANumber)),
        (Datatype::Number, &["inf"], Some(NotANumber)),
        (Datatype::Number, &["1e999"], Some(NotANumber)),
        (Datatype::Datetime, &["2026-02-28T07:05"], None),
        (
            Datatype::Datetime,
            &["2026-02-30T07:05"],
            Some(NotADatetime),
        ),
        (Datatype::Datetime, &["2026-2-3T7:5"], Some(NotADatetime)),
        (Datatype::Datetime, &["2026-02-28"], Some(NotADatetime)),
        (Datatype::SingleValueList, &["red"], None),
        (Datatype::SingleValueList, &["Red"], Some(NotAChoice)),
        (Datatype::SingleValueList, &["red", "green"], Some(TooLong)),
        (Datatype::MultiValueList, &["red", "green"], None),
        (Datatype::MultiValueList, &["red", "blue"], Some(NotAChoice)),
    ] {
        assert_eq!(
            answer(datatype, true, values),
            fault,
            "{datatype:?} {values:?}"
        );
    }
}

#[test]
fn an_answer_to_what_is_no_longer_asked_is_left_out() {
    let asking = category(vec![
        question("colour", Datatype::String, false, &[]),
        question("height", Datatype::Number, false, &[]),
        question("read", Datatype::Note, false, &[]),
    ]);
    let said = |code: &str, value: &str| (code.to_owned(), vec![value.to_owned()]);
    let answers = Answers::from([
        said("colour", " red "),
        said("height", " "),
        said("read", "yes"),
        said("gone", "x"),
    ]);
    assert_eq!(
        asking.asked(&answers),
        Answers::from([said("colour", "red")])
    );
    let mut report = good();
    report.answers = answers;
    assert_eq!(check(&report, Some(&asking)), []);
}

#[test]
fn who_is_named_has_said_that_the_city_may_know() {
    let category = category(Vec::new());
    let mut draft = DraftText {
        place: good().place,
        words: good().words,
        ..DraftText::default()
    };
    let faults = |draft: &DraftText| draft.faults(Some(&category), 0);
    assert_eq!(faults(&draft), []);
    draft.contact.last_name = "Beispiel".to_owned();
    assert_eq!(faults(&draft), [ReportFault::ContactNotReleased]);
    draft.contact_released = true;
    assert_eq!(faults(&draft), []);
    draft.contact.first_name = "a".repeat(limits::LINE + 1);
    assert_eq!(faults(&draft), [ReportFault::NameTooLong]);
}

#[test]
fn a_draft_in_which_nothing_is_said_tells_all_that_is_needed() {
    assert_eq!(
        DraftText::default().faults(None, 0),
        [
            ReportFault::Category,
            ReportFault::Place,
            ReportFault::Empty
        ]
    );
}

#[test]
fn an_address_that_reaches_nobody_is_told() {
    for good in [
        "a@example.org",
        "a.b+c@mail.example.org",
        "grüße@bücher.example",
        " a@example.org ",
    ] {
        let contact = Contact {
            email: good.to_owned(),
            ..Contact::default()
        };
        assert_eq!(contact.faults(), [], "{good}");
    }
    let long = format!("{}@example.org", "a".repeat(MAILBOX + 1));
    for bad in [
        "a",
        "@example.org",
        "a@",
        "a@example",
        "a b@example.org",
        "a@b@example.org",
        "a@example..org",
        "a@-example.org",
        "a@example.org\r\nBcc: b@example.org",
        "<a@example.org>",
        &long,
    ] {
        let contact = Contact {
            email: bad.to_owned(),
            ..Contact::default()
        };
        assert_eq!(contact.faults(), [ReportFault::Email], "{bad}");
    }
}

proptest! {
    #[test]
    fn whatever_is_answered_it_is_judged(values in prop::collection::vec(".{0,20}", 0..4), required: bool) {
        let kinds = [
            Datatype::String, Datatype::Number, Datatype::Datetime, Datatype::Text,
            Datatype::SingleValueList, Datatype::MultiValueList, Datatype::Note,
        ];
        for kind in kinds {
            let asking = category(vec![question("q", kind, required, &["x"])]);
            let mut report = good();
            report.answers.insert("q".to_owned(), values.clone());
            let before = check(&report, Some(&asking));
            // What is left out was no part of the judgement.
            report.answers = asking.asked(&report.answers);
            prop_assert_eq!(check(&report, Some(&asking)), before);
        }
    }
}
