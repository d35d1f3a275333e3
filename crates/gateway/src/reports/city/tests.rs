//! The worker where what it keeps fails, and where nobody is.

use super::*;
use crate::connector::FetchLimits;
use crate::reports::config::Open311Config;
use crate::reports::store::FILE;
use crate::reports::store::submission::NewReport;
use ka_domain::{ItemId, Localized, Report, ReportPlace};
use ka_outbox::{Need, Trouble};
use std::sync::atomic::{AtomicU64, Ordering};

/// A clock that stands, and counts how often somebody looks at it.
#[derive(Default)]
struct Standing(AtomicU64);

impl Clock for Standing {
    fn now(&self) -> DateTime<Utc> {
        self.0.fetch_add(1, Ordering::Relaxed);
        noon()
    }
}

fn noon() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000)
}

/// What a gateway keeps, and a worker towards a port where nobody listens.
struct Town {
    folder: tempfile::TempDir,
    store: Store,
    clock: Arc<Standing>,
}

impl Town {
    fn new() -> Town {
        let folder = tempfile::tempdir().unwrap();
        Town {
            store: Store::open(folder.path()).unwrap(),
            folder,
            clock: Arc::default(),
        }
    }

    fn worker(&self) -> City {
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/", free.local_addr().unwrap());
        drop(free);
        let config = Open311Config {
            url: url.parse().unwrap(),
            jurisdiction: None,
            api_key: None,
            every: None,
        };
        let server = Arc::new(Server::new(&config, FetchLimits::default()).unwrap());
        let (store, clock) = (self.store.clone(), self.clock.clone());
        City::new(server, store, clock, config.url, BTreeMap::new())
    }

    async fn accept(&self, n: u64) -> SubmissionId {
        let key = SubmissionId::new(n, &[7; 10]);
        let report = Report {
            category: ItemId::new("a").unwrap(),
            answers: BTreeMap::new(),
            place: ReportPlace::default(),
            words: "Loch!".to_owned(),
            contact: None,
            photos: vec![],
            reopens: None,
            written_at: noon(),
        };
        let name = "A".to_owned();
        let new = NewReport {
            report,
            category_name: Localized {
                de: name.clone(),
                en: name,
            },
            photos: vec![],
            delivery: Some(Delivery::new(noon())),
        };
        let taken = self.store.accept_report(key, [0; 32], new, noon());
        taken.await.unwrap();
        key
    }

    async fn delivery(&self, key: SubmissionId) -> Delivery {
        let waiting = self.store.waiting_for_city().await.unwrap();
        let found = waiting.into_iter().find(|one| one.key == key);
        found.unwrap().delivery
    }

    fn spoil(&self, sql: &str) {
        let database = rusqlite::Connection::open(self.folder.path().join(FILE)).unwrap();
        database.execute_batch(sql).unwrap();
    }
}

#[tokio::test]
async fn what_could_not_be_written_down_in_the_middle_stops_nobody_for_ever() {
    let town = Town::new();
    let (first, second) = (town.accept(1).await, town.accept(2).await);
    // As a write leaves it that failed after the sending had begun.
    town.spoil(
        "CREATE TRIGGER full BEFORE UPDATE OF delivery ON report
         WHEN NEW.delivery NOT LIKE '%sending%' BEGIN SELECT RAISE(ABORT, 'full'); END",
    );
    let city = town.worker();
    assert!(city.hand_in().await.is_err());
    assert_eq!(town.delivery(first).await.state, State::Sending);
    town.spoil("DROP TRIGGER full");
    city.hand_in().await.unwrap();
    let before = town.delivery(first).await;
    assert!(before.in_doubt && before.due_at() == Some(noon() + SETTLE));
    // The other one was tried.
    assert_eq!(town.delivery(second).await.attempts, 1);
}

#[tokio::test]
async fn a_damaged_report_needs_somebody_and_the_others_go_on() {
    let town = Town::new();
    let (damaged, other) = (town.accept(1).await, town.accept(2).await);
    town.spoil("UPDATE report SET report = '{' WHERE number = 1");
    town.worker().hand_in().await.unwrap();
    let what = Need::Damaged;
    assert_eq!(town.delivery(damaged).await.state, State::NeedsYou { what });
    let trouble = Trouble::Network { captive: false };
    assert_eq!(town.delivery(other).await.trouble, Some(trouble));
}

#[tokio::test]
async fn while_the_citys_server_is_dead_the_worker_rests() {
    let town = Town::new();
    let (first, _second) = (town.accept(1).await, town.accept(2).await);
    // It has been dead for long: the next attempt is minutes away.
    let long = Delivery {
        attempts: 12,
        ..Delivery::new(noon())
    };
    town.store.set_delivery(first, &long).await.unwrap();
    let (told, stop) = watch::channel(false);
    let every = Duration::from_secs(60 * 60);
    let worker = tokio::spawn(town.worker().run(Arc::default(), every, stop));
    while town.delivery(first).await.trouble.is_none() {
        tokio::task::yield_now().await;
    }
    // Were it not at rest, it would read as often as this does.
    let before = town.clock.0.load(Ordering::Relaxed);
    for _ in 0..500 {
        town.delivery(first).await;
    }
    let looked = town.clock.0.load(Ordering::Relaxed) - before;
    assert!(looked < 100, "{looked}");
    assert_eq!(town.delivery(first).await.attempts, 13);
    told.send(true).unwrap();
    worker.await.unwrap();
}
