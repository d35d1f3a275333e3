use super::*;
use crate::samples::{Device, NOW};
use crate::store::reports;
use ka_domain::{ItemId, Report};
use ka_outbox::Receipt;
use rusqlite::StatementStatus;

fn id(number: u8) -> SubmissionId {
    SubmissionId::from_bytes([number; 16])
}

fn a_report(number: u8, depends_on: Vec<SubmissionId>) -> Submission {
    Submission {
        id: id(number),
        target: CITY.into(),
        kind: Kind::Report,
        depends_on,
        delivery: Delivery::new(NOW),
        queued_at: NOW,
    }
}

fn keep(device: &Device, submission: &Submission) {
    device
        .store
        .write(|transaction| put(transaction, submission, "{}"))
        .unwrap();
}

fn written(device: &Device, number: u8, delivery: &str) {
    device
        .store
        .write(|transaction| {
            transaction.execute(
                "UPDATE submission SET delivery = ?2 WHERE id = ?1",
                rusqlite::params![id(number).as_bytes(), delivery],
            )?;
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

fn state(device: &Device, number: u8) -> SubmissionState {
    let (found, others) = device
        .store
        .read(|reader| Ok::<_, StoreError>((get(reader, &id(number))?, under_way(reader)?)))
        .unwrap();
    state_among(&found.unwrap(), &lanes(&others), NOW)
}

/// Never edited: that is what lies on devices.
const OF_THE_FIRST_APP: &str = r#"{"state":"queued","not_before":"2026-09-21T10:00:30Z",
    "attempts":3,"trouble":{"kind":"transient","retry_after_s":30},"in_doubt":true}"#;
const REJECTED_THEN: &str = r#"{"state":"rejected","reason":{"reason":"other","status":451},
    "attempts":1,"trouble":{"kind":"permanent","reason":"other","status":451},"in_doubt":false}"#;

#[test]
fn what_an_older_app_kept_is_read_and_what_a_newer_one_adds_is_passed_over() {
    let device = Device::new();
    keep(&device, &a_report(1, vec![]));
    written(&device, 1, OF_THE_FIRST_APP);
    let old = device.store.read(|reader| get(reader, &id(1))).unwrap();
    let old = old.unwrap().delivery;
    assert!(old.in_doubt);
    assert_eq!(old.attempts, 3);
    let newer = OF_THE_FIRST_APP.replacen('{', r#"{"of_tomorrow":[7],"lane_hint":"x","#, 1);
    written(&device, 1, &newer);
    let read = device.store.read(|reader| get(reader, &id(1))).unwrap();
    assert_eq!(read.unwrap().delivery, old);
    // What the first app did not write yet has a meaning, too.
    written(
        &device,
        1,
        r#"{"state":"queued","not_before":"2026-09-21T10:00:00Z"}"#,
    );
    let read = device.store.read(|reader| get(reader, &id(1))).unwrap();
    assert_eq!(read.unwrap().delivery, Delivery::new(NOW));
    written(&device, 1, REJECTED_THEN);
    let reason = RejectionKind::Other;
    assert_eq!(state(&device, 1), SubmissionState::Rejected { reason });
}

#[test]
fn what_is_kept_today_is_written_as_it_was_on_the_first_day() {
    let delivery: Delivery = serde_json::from_str(OF_THE_FIRST_APP).unwrap();
    let written: serde_json::Value = serde_json::to_value(&delivery).unwrap();
    let first: serde_json::Value = serde_json::from_str(OF_THE_FIRST_APP).unwrap();
    assert_eq!(written, first);
}

#[test]
fn a_report_is_told_to_wait_for_what_its_photo_waits_for() {
    let device = Device::new();
    let photo = Submission {
        kind: Kind::Photo,
        ..a_report(1, vec![])
    };
    keep(&device, &photo);
    keep(&device, &a_report(2, vec![id(1)]));
    let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
    written(&device, 1, OF_THE_FIRST_APP);
    assert_eq!(
        state(&device, 2),
        SubmissionState::Queued {
            next_at: at("2026-09-21T10:00:30Z"),
            attempts: 3,
            trouble: Some(TroubleKind::Busy),
            waits_for_other: true,
        }
    );
    let sending = r#"{"state":"sending","in_doubt":true}"#;
    written(&device, 1, sending);
    assert_eq!(state(&device, 2), SubmissionState::Sending);
    let there = Delivery {
        state: State::Accepted {
            receipt: Receipt {
                id: "KA-1".into(),
                at: NOW,
            },
        },
        ..Delivery::new(NOW)
    };
    device
        .store
        .write(|transaction| set_delivery(transaction, &id(1), &there))
        .unwrap();
    let SubmissionState::Queued {
        waits_for_other, ..
    } = state(&device, 2)
    else {
        panic!("{:?}", state(&device, 2));
    };
    assert!(!waits_for_other);
}

#[test]
fn who_stands_behind_somebody_who_cannot_get_through_is_told_so() {
    let device = Device::new();
    keep(&device, &a_report(1, vec![]));
    keep(&device, &a_report(2, vec![]));
    let offline = OF_THE_FIRST_APP.replace(
        r#"{"kind":"transient","retry_after_s":30}"#,
        r#"{"kind":"network","captive":false}"#,
    );
    let offline = offline.replace(r#""attempts":3"#, r#""attempts":2"#);
    written(&device, 1, &offline);
    let behind = state(&device, 2);
    assert_eq!(behind, state(&device, 1));
    assert!(matches!(
        behind,
        SubmissionState::Queued {
            trouble: Some(TroubleKind::Network),
            ..
        }
    ));
}

#[test]
fn what_is_stuck_comes_first_whatever_is_there() {
    let device = Device::new();
    for number in 1..=3 {
        keep(&device, &a_report(number, vec![]));
    }
    let rejected: Delivery = serde_json::from_str(REJECTED_THEN).unwrap();
    device
        .store
        .write(|transaction| set_delivery(transaction, &id(2), &rejected))
        .unwrap();
    let ids = |of: Result<Vec<Submission>, StoreError>| -> Vec<SubmissionId> {
        of.unwrap().into_iter().map(|row| row.id).collect()
    };
    assert_eq!(ids(device.store.read(stuck)), [id(2)]);
    assert_eq!(ids(device.store.read(under_way)), [id(1), id(3)]);
    assert!(ids(device.store.read(|reader| accepted(reader, 9))).is_empty());
}

/// Overwrites a column, as nothing that this app does would.
fn broken(device: &Device, number: u8, column: &str, what: &str) {
    let sql = format!("UPDATE submission SET {column} = ?2 WHERE id = ?1");
    let change = |transaction: &Transaction<'_>| {
        transaction.execute(&sql, rusqlite::params![id(number).as_bytes(), what])?;
        Ok::<_, StoreError>(())
    };
    device.store.write(change).unwrap();
}

#[test]
fn what_cannot_be_read_is_told_to_be_damaged_and_stops_no_other() {
    let device = Device::new();
    for number in 1..=6 {
        keep(&device, &a_report(number, vec![]));
    }
    keep(&device, &a_report(7, vec![id(6)]));
    broken(&device, 1, "kind", "of tomorrow");
    broken(&device, 2, "delivery", "{\"state\":");
    broken(&device, 3, "depends_on", "nobody");
    broken(&device, 4, "delivery", r#"{"state":"of_tomorrow"}"#);
    let there = Delivery {
        state: State::Accepted {
            receipt: Receipt {
                id: "KA-1".into(),
                at: NOW,
            },
        },
        ..Delivery::new(NOW)
    };
    let accept = |transaction: &Transaction<'_>| set_delivery(transaction, &id(5), &there);
    device.store.write(accept).unwrap();
    let ids = |of: Result<Vec<Submission>, StoreError>| -> Vec<SubmissionId> {
        of.unwrap().into_iter().map(|row| row.id).collect()
    };
    assert_eq!(ids(device.store.read(under_way)), [id(6), id(7)]);
    assert_eq!(ids(device.store.read(stuck)), [id(4), id(3), id(2), id(1)]);
    assert_eq!(
        ids(device.store.read(|reader| accepted(reader, 9))),
        [id(5)]
    );
    let whole = device.store.read(|reader| depending_on(reader, &id(6)));
    assert_eq!(ids(whole), [id(7)]);
    for number in 1..=4 {
        let what = NeedKind::Damaged;
        assert_eq!(state(&device, number), SubmissionState::NeedsYou { what });
    }
}

#[test]
fn what_lost_its_way_alone_may_have_got_there_and_everything_else_can_be_removed_at_once() {
    let device = Device::new();
    keep(&device, &a_report(1, vec![]));
    keep(&device, &a_report(2, vec![]));
    broken(&device, 1, "delivery", "");
    broken(&device, 2, "kind", "of tomorrow");
    let read = |number| {
        let row = device.store.read(|reader| get(reader, &id(number)));
        row.unwrap().unwrap()
    };
    assert!(read(1).delivery.in_doubt && read(1).delivery.can_withdraw());
    assert!(!read(2).delivery.in_doubt && read(2).delivery.can_withdraw());
    // Tried again under the same key, which the city knows if it has it, it is as good as new.
    let again =
        |transaction: &Transaction<'_>| set_delivery(transaction, &id(1), &Delivery::new(NOW));
    device.store.write(again).unwrap();
    assert_eq!(read(1), a_report(1, vec![]));
}

#[test]
fn a_list_of_reports_reads_what_is_under_way_once() {
    let device = Device::new();
    let report = Report {
        category: ItemId::new("lamp").unwrap(),
        answers: Default::default(),
        place: Default::default(),
        words: "dark".into(),
        contact: None,
        photos: vec![],
        reopens: None,
        written_at: NOW,
    };
    for number in 1..=50 {
        keep(&device, &a_report(number, vec![]));
        let keep =
            |transaction: &Transaction<'_>| reports::put(transaction, &id(number), &report, NOW);
        device.store.write(keep).unwrap();
    }
    let read = device.store.read(|reader| {
        let shown = crate::report::mine(reader, NOW)?;
        let sql = format!("SELECT {COLUMNS} FROM submission {UNDER_WAY}");
        let times = reader
            .prepare_cached(&sql)?
            .get_status(StatementStatus::Run);
        Ok::<_, StoreError>((shown.reports.len(), times))
    });
    assert_eq!(read.unwrap(), (50, 1));
}
