use super::*;
use chrono::Utc;
use ka_domain::{ItemId, Localized, ReportPlace};
use ka_gateway::reports::store::Store;
use ka_gateway::reports::store::submission::{NewPhoto, NewReport};

fn id(n: u8) -> SubmissionId {
    SubmissionId::new(1_000, &[n; 10])
}

fn photo(n: u8) -> PhotoId {
    PhotoId::from_bytes(*id(n).as_bytes())
}

/// A report as its owner saw it, whose photo has these bytes.
fn seen(n: u8, bytes: &[u8]) -> Seen {
    Seen {
        id: id(n),
        words: format!("Meldung {n}"),
        photos: vec![SeenPhoto {
            id: photo(n + 100),
            sha256: hex::encode(Sha256::digest(bytes)),
        }],
    }
}

/// Hands it in at a gateway, with a photo of these bytes.
async fn hand_in(gateway: &Path, seen: &Seen, bytes: &[u8]) {
    let store = Store::open(gateway).unwrap();
    let photos: Vec<SubmissionId> = seen.photos.iter().map(|photo| photo.id.into()).collect();
    let brought = photos.iter().map(|key| NewPhoto {
        key: *key,
        media: key.to_string(),
        received: bytes.to_vec(),
        shown: vec![],
    });
    let report = Report {
        category: ItemId::new("other").unwrap(),
        answers: Default::default(),
        place: ReportPlace::default(),
        words: seen.words.clone(),
        contact: None,
        photos: photos.clone(),
        reopens: None,
        written_at: Utc::now(),
    };
    let new = NewReport {
        photos: brought.collect(),
        report,
        category_name: Localized {
            de: "Sonstiges".to_owned(),
            en: "Something else".to_owned(),
        },
        delivery: None,
    };
    store
        .accept_report(seen.id, [0; 32], new, Utc::now())
        .await
        .unwrap();
}

fn told(seen: &Seen) -> Ledger {
    let mut ledger = Ledger::default();
    ledger.hear(Told::Draft(seen.clone()));
    ledger.hear(Told::Sent(seen.clone()));
    ledger
}

#[tokio::test]
async fn what_arrived_as_it_was_seen_is_in_order() {
    let gateway = tempfile::tempdir().unwrap();
    let report = seen(1, b"photo");
    hand_in(gateway.path(), &report, b"photo").await;
    let tally = told(&report).settle(vec![report], gateway.path()).unwrap();
    assert_eq!((tally.reports, tally.photos, tally.bytes), (1, 1, 5));
    assert_eq!((tally.told, tally.drafts, tally.withdrawn), (1, 0, 0));
}

#[tokio::test]
async fn what_was_told_of_and_is_nowhere_is_lost() {
    let gateway = tempfile::tempdir().unwrap();
    let (first, second) = (seen(1, b"photo"), seen(2, b"photo"));
    hand_in(gateway.path(), &first, b"photo").await;
    for told in [Told::Sent(second.clone()), Told::Draft(second.clone())] {
        let mut ledger = Ledger::default();
        ledger.hear(told);
        let why = ledger.settle(vec![first.clone()], gateway.path());
        assert!(why.unwrap_err().to_string().contains("is lost"));
    }
}

#[tokio::test]
async fn a_photo_of_which_a_byte_is_another_is_noticed() {
    let gateway = tempfile::tempdir().unwrap();
    let report = seen(1, b"photo");
    hand_in(gateway.path(), &report, b"phot0").await;
    assert!(
        told(&report)
            .settle(vec![report.clone()], gateway.path())
            .is_err()
    );
    // Also where its owner saw no more than the draft.
    let mut ledger = Ledger::default();
    ledger.hear(Told::Draft(report.clone()));
    assert!(ledger.settle(vec![report], gateway.path()).is_err());
}

#[tokio::test]
async fn what_came_twice_or_from_nobody_is_noticed() {
    let gateway = tempfile::tempdir().unwrap();
    let report = seen(1, b"photo");
    hand_in(gateway.path(), &report, b"photo").await;
    let again = Seen {
        words: report.words.clone(),
        ..seen(2, b"photo")
    };
    hand_in(gateway.path(), &again, b"photo").await;
    let ledger = told(&report);
    let nobody = ledger.settle(vec![report.clone()], gateway.path());
    assert!(nobody.unwrap_err().to_string().contains("only at"));
    let twice = ledger.settle(vec![report, again], gateway.path());
    assert!(twice.unwrap_err().to_string().contains("twice"));
}

#[tokio::test]
async fn what_was_taken_back_must_not_have_arrived() {
    let gateway = tempfile::tempdir().unwrap();
    let (kept, back) = (seen(1, b"photo"), seen(2, b"photo"));
    hand_in(gateway.path(), &kept, b"photo").await;
    let mut ledger = told(&kept);
    ledger.hear(Told::Sent(back.clone()));
    ledger.withdrawn(back.id);
    let tally = ledger.settle(vec![kept.clone()], gateway.path()).unwrap();
    assert_eq!(tally.withdrawn, 1);
    hand_in(gateway.path(), &back, b"photo").await;
    let why = ledger.settle(vec![kept], gateway.path());
    assert!(why.unwrap_err().to_string().contains("taken back"));
}
