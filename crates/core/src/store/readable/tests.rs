//! One row of each list is broken; the others are there all the same.

use super::*;
use crate::report;
use crate::samples::{Device, NOW, district, id, public_report, report_category};
use crate::store::{around, drafts, follows, items, reports};
use ka_domain::views::{AroundFilter, DraftText};
use ka_domain::{
    CollectionName, Content, FollowedWord, Kind, Position, PublicReport, Report, Subject,
    SubmissionId,
};

fn break_one(device: &Device, sql: &str) {
    let changed = device.store.write(|transaction| {
        let changed = transaction.execute(sql, [])?;
        Ok::<_, StoreError>(changed)
    });
    assert_eq!(changed.unwrap(), 1, "{sql}");
}

fn key(number: u64) -> SubmissionId {
    SubmissionId::new(number, &[0; 10])
}

fn dark(words: &str) -> Report {
    Report {
        category: id("lamp"),
        answers: Default::default(),
        place: Default::default(),
        words: words.into(),
        contact: None,
        photos: vec![],
        reopens: None,
        written_at: NOW,
    }
}

#[test]
fn a_broken_report_or_draft_hides_none_of_the_others() {
    let device = Device::new();
    device
        .store
        .write(|transaction| {
            for number in 1..=3 {
                reports::put(transaction, &key(number), &dark("dark"), NOW)?;
                let begun = DraftText {
                    words: "dark".to_owned(),
                    ..DraftText::default()
                };
                drafts::put(transaction, &key(number + 10), &begun, NOW)?;
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
    break_one(
        &device,
        "UPDATE report SET body = '{' WHERE id = (SELECT min(id) FROM report)",
    );
    break_one(
        &device,
        "UPDATE draft SET body = '7' WHERE id = (SELECT min(id) FROM draft)",
    );
    device
        .store
        .read(|reader| {
            let mine = report::mine(reader, NOW)?;
            let reports: Vec<_> = mine.reports.iter().map(|row| row.id).collect();
            assert_eq!(reports, [key(3), key(2)]);
            let drafts: Vec<_> = mine.drafts.iter().map(|row| row.id).collect();
            assert_eq!(drafts, [key(13), key(12)]);
            assert!(reports::get(reader, &key(1))?.is_none());
            assert!(drafts::get(reader, &key(11))?.is_none());
            // Nor those of everybody.
            report::around(reader, &AroundFilter::default(), NOW)?;
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

#[test]
fn broken_content_hides_none_of_the_other_and_is_nowhere() {
    let device = Device::new();
    let middle = Position::new(49.0094, 8.4044).unwrap();
    for name in ["a", "b", "c"] {
        device.has(Content::PublicReport(PublicReport {
            position: Some(middle),
            ..public_report(name, "lamp")
        }));
        device.has(Content::ReportCategory(report_category(name)));
        device.has(Content::District(district(name)));
    }
    let collection = Kind::PublicReport.collection();
    break_one(
        &device,
        &format!("UPDATE item SET body = '{{' WHERE id = 'a' AND collection = '{collection}'"),
    );
    break_one(
        &device,
        &format!("UPDATE item SET body = '{{}}' WHERE id = 'b' AND collection = '{collection}'"),
    );
    device
        .store
        .read(|reader| {
            let collection = CollectionName::new(collection).unwrap();
            assert_eq!(items::all(reader, &collection)?.len(), 1);
            let near = around::within(reader, &[Kind::PublicReport], middle, 10.0)?;
            assert_eq!(near.len(), 1);
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

#[test]
fn a_category_that_cannot_be_read_is_one_that_the_city_does_not_have() {
    let device = Device::new();
    device.has(Content::ReportCategory(report_category("lamp")));
    break_one(&device, "UPDATE item SET body = '{'");
    let found = device
        .store
        .read(|reader| report::category(reader, &id("lamp")));
    assert_eq!(found.unwrap(), None);
}

#[test]
fn what_cannot_be_read_of_what_is_followed_is_not_followed() {
    let device = Device::new();
    let words = ["Radweg", "Baum"].map(|word| Subject::Word(FollowedWord::new(word).unwrap()));
    device
        .store
        .write(|transaction| {
            let begin = |word| follows::begin(transaction, word, NOW);
            words.iter().try_for_each(begin)
        })
        .unwrap();
    break_one(
        &device,
        "UPDATE follow SET subject = '?' WHERE id = (SELECT min(id) FROM follow)",
    );
    let all = device.store.read(follows::all).unwrap();
    let subjects: Vec<_> = all.into_iter().map(|follow| follow.subject).collect();
    assert_eq!(subjects, words[1..]);
}

#[test]
fn a_file_that_refuses_stops_the_list() {
    let refused = rusqlite::Error::InvalidQuery;
    let rows = [Ok(Ok(1)), Err(refused), Ok(Ok(2))];
    assert!(readable("report", rows.into_iter(), Ok).is_err());
}
