//! The store without a gateway around it.

mod desk;
mod followed;

use super::city::CityName;
use super::submission::{NewPhoto, NewReport, Verdict};
use super::*;
use chrono::{DateTime, TimeDelta, Utc};
use ka_domain::{ItemId, Localized, Progress, Report, ReportPlace, ReportStep, SubmissionId};
use ka_outbox::{Delivery, Event, Next, Trouble};
use rusqlite::params;

fn key(n: u64) -> SubmissionId {
    SubmissionId::new(n, &[7; 10])
}

fn now() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000)
}

fn report(photos: Vec<SubmissionId>, reopens: Option<SubmissionId>) -> Report {
    Report {
        category: ItemId::new("a").unwrap(),
        answers: Default::default(),
        place: ReportPlace::default(),
        words: "Loch!".to_owned(),
        contact: None,
        photos,
        reopens,
        written_at: now(),
    }
}

async fn accept(store: &Store, n: u64, report: Report, delivery: Option<Delivery>) -> Verdict {
    let new = NewReport {
        report,
        category_name: Localized {
            de: "A".to_owned(),
            en: "A".to_owned(),
        },
        photos: Vec::new(),
        delivery,
    };
    store
        .accept_report(key(n), [0; 32], new, now())
        .await
        .unwrap()
}

async fn photo(store: &Store, n: u64, bytes: usize) -> Result<Verdict, StoreError> {
    let photo = NewPhoto {
        key: key(n),
        media: n.to_string(),
        received: vec![1; bytes],
        shown: vec![2; bytes],
    };
    store.accept_photo([0; 32], photo, now()).await
}

async fn put(store: &Store, n: i64, fails: bool) -> Result<(), StoreError> {
    let work = move |connection: &Connection| {
        let sql = "INSERT INTO support (key, report) VALUES (?1, 'a')";
        connection.execute(sql, params![n.to_be_bytes()])?;
        if fails {
            Err(StoreError::Damaged("a"))
        } else {
            Ok(())
        }
    };
    store.write(work).await
}

async fn held(store: &Store) -> i64 {
    let count = |connection: &Connection| {
        let sql = "SELECT count(*) FROM support";
        Ok(connection.query_row(sql, [], |row| row.get(0))?)
    };
    store.read(count).await.unwrap()
}

#[tokio::test]
async fn work_that_fails_undoes_itself_and_nothing_of_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let work = (0..100).map(|n| put(&store, n, n % 3 == 0));
    let done = futures::future::join_all(work).await;
    for (n, done) in done.iter().enumerate() {
        assert_eq!(done.is_err(), n % 3 == 0);
    }
    assert_eq!(held(&store).await, 66);
}

/// A disk that has room for half a megabyte more.
fn nearly_full(folder: &Path) -> Store {
    let connection = schema::open(&folder.join(FILE)).unwrap();
    let pages: i64 = connection
        .pragma_query_value(None, "page_count", |row| row.get(0))
        .unwrap();
    let bounded = "PRAGMA max_page_count = ";
    let sql = format!("{bounded}{}", pages + 128);
    connection.query_row(&sql, [], |_| Ok(())).unwrap();
    let reader = schema::open_reader(&folder.join(FILE)).unwrap();
    Store {
        writer: Writer::start(connection),
        reader: Arc::new(Mutex::new(reader)),
    }
}

#[tokio::test]
async fn a_full_disk_takes_nothing_by_halves_and_what_fits_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let store = nearly_full(folder.path());
    let photos = (0..8).map(|n| photo(&store, n, if n % 4 == 3 { 1_000_000 } else { 10_000 }));
    let taken = futures::future::join_all(photos).await;
    assert!(taken.iter().any(Result::is_err));
    let count = |table: &str| {
        let sql = format!("SELECT count(*) FROM {table}");
        let database = schema::open_reader(&folder.path().join(FILE)).unwrap();
        let count: i64 = database.query_row(&sql, [], |row| row.get(0)).unwrap();
        count as usize
    };
    let said = taken.iter().filter(|taken| taken.is_ok()).count();
    assert_eq!((count("photo"), count("submission")), (said, said));
    // Who tries again gets in what fits.
    assert!(photo(&store, 0, 10_000).await.is_ok());
    assert!(photo(&store, 3, 1_000_000).await.is_err());
}

#[tokio::test]
async fn a_write_of_another_process_changes_the_version_and_a_read_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let before = store.version().await.unwrap();
    held(&store).await;
    assert_eq!(store.version().await.unwrap(), before);
    let other = Store::open(folder.path()).unwrap();
    put(&other, 1, false).await.unwrap();
    let after = store.version().await.unwrap();
    assert_ne!(after, before);
    put(&store, 2, false).await.unwrap();
    assert_ne!(store.version().await.unwrap(), after);
}

#[tokio::test]
async fn a_report_goes_its_way_to_the_city_and_is_followed_until_the_city_is_done() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let queued = Delivery::new(now());
    photo(&store, 1, 10).await.unwrap();
    photo(&store, 2, 10).await.unwrap();
    accept(
        &store,
        3,
        report(vec![key(2), key(1)], None),
        Some(queued.clone()),
    )
    .await;
    accept(
        &store,
        4,
        report(vec![], Some(key(3))),
        Some(queued.clone()),
    )
    .await;
    let waiting = store.waiting_for_city().await.unwrap();
    let waiting: Vec<_> = waiting
        .into_iter()
        .map(|one| (one.key, one.delivery, one.reopens_unnamed))
        .collect();
    assert_eq!(
        waiting,
        [
            (key(3), queued.clone(), false),
            (key(4), queued.clone(), true)
        ]
    );
    let first = store.outgoing(key(3)).await.unwrap().unwrap();
    assert_eq!(
        first.media,
        ["2.jpg", "1.jpg"],
        "in the order of the report"
    );

    let Ok(Next::Keep(sending)) = queued.on(Event::Begin, now(), 0) else {
        panic!("it does not begin");
    };
    store.set_delivery(key(3), &sending).await.unwrap();
    assert_eq!(store.waiting_for_city().await.unwrap()[0].delivery, sending);
    let receipt = ka_outbox::Receipt {
        id: "t".to_owned(),
        at: now(),
    };
    let Ok(Next::Keep(accepted)) = sending.on(Event::Accepted(receipt), now(), 0) else {
        panic!("it is not accepted");
    };
    let token = CityName::Token("t".to_owned());
    let taken = store.taken_by_city(key(3), &accepted, token.clone(), None, now());
    taken.await.unwrap();
    let waiting = store.waiting_for_city().await.unwrap();
    assert_eq!(waiting.len(), 1);
    assert!(waiting[0].reopens_unnamed, "there is only a token yet");
    let followed = store.followed(10, now()).await.unwrap();
    assert_eq!((followed[0].key, &followed[0].name), (key(3), &token));

    store.set_city_id(key(3), "4711".to_owned()).await.unwrap();
    let waiting = store.waiting_for_city().await.unwrap();
    assert!(!waiting[0].reopens_unnamed);
    let second = store.outgoing(key(4)).await.unwrap().unwrap();
    let reopens = second.reopens.unwrap();
    assert_eq!(
        (reopens.key, reopens.city_id.as_deref()),
        (key(3), Some("4711"))
    );
    let closed = ReportStep {
        at: now(),
        progress: Progress::Closed,
        words: Some("Zu.".to_owned()),
    };
    let told = store.add_step(key(3), closed.clone(), now());
    assert!(told.await.unwrap());
    let told = store.add_step(key(3), closed, now());
    assert!(!told.await.unwrap(), "no news");
    let later = now() + TimeDelta::days(29);
    assert_eq!(store.followed(10, later).await.unwrap().len(), 1);
    let later = now() + TimeDelta::days(31);
    assert!(store.followed(10, later).await.unwrap().is_empty());
    let status = store.status(vec![key(3)]).await.unwrap().remove(0);
    assert_eq!(status.city_id.as_deref(), Some("4711"));
    let way: Vec<_> = status.steps.iter().map(|step| step.progress).collect();
    assert_eq!(way, [Progress::Received, Progress::Open, Progress::Closed]);
}

#[tokio::test]
async fn who_was_longest_not_asked_after_is_asked_after_first() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    for n in 1..=3 {
        let delivery = Delivery::new(now());
        accept(&store, n, report(vec![], None), Some(delivery.clone())).await;
        let name = CityName::Id(n.to_string());
        store
            .taken_by_city(key(n), &delivery, name, None, now())
            .await
            .unwrap();
    }
    store.asked_after(vec![key(1)], now()).await.unwrap();
    let earlier = now() - TimeDelta::hours(1);
    store.asked_after(vec![key(2)], earlier).await.unwrap();
    let order: Vec<_> = store
        .followed(10, now())
        .await
        .unwrap()
        .iter()
        .map(|f| f.key)
        .collect();
    assert_eq!(order, [key(3), key(2), key(1)]);
    assert_eq!(store.followed(2, now()).await.unwrap().len(), 2);
}

#[tokio::test]
async fn photos_that_no_report_names_have_only_so_much_room() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let hand_in = async |n: u64| {
        let photo = NewPhoto {
            key: key(n),
            media: n.to_string(),
            received: vec![1; 300],
            shown: vec![2; 200],
        };
        let taking = store.accept_photo_within(1_000, [0; 32], photo, now());
        taking.await.unwrap()
    };
    for n in 1..=2 {
        assert!(matches!(hand_in(n).await, Verdict::Accepted(_)));
    }
    assert_eq!(hand_in(3).await, Verdict::NoRoom);
    assert!(
        matches!(hand_in(2).await, Verdict::Accepted(_)),
        "it is here"
    );
    accept(&store, 4, report(vec![key(1)], None), None).await;
    assert!(matches!(hand_in(3).await, Verdict::Accepted(_)));
    assert_eq!(hand_in(5).await, Verdict::NoRoom);
}
