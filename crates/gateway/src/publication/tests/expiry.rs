//! Time passes. The app's clock is the system's; the gateway's is turned.

use super::*;
use chrono::TimeDelta;
use jiff::Timestamp;

fn days(n: i64) -> TimeDelta {
    TimeDelta::days(n)
}

fn earliest_end(seen: &Seen) -> Timestamp {
    let repository = &seen.repository;
    let targets = &repository.targets().signed;
    let roles = targets.delegations.as_ref().unwrap().roles.iter();
    let collections = roles.map(|role| role.targets.as_ref().unwrap().signed.expires);
    [
        repository.root().signed.expires,
        repository.timestamp().signed.expires,
        repository.snapshot().signed.expires,
        targets.expires,
    ]
    .into_iter()
    .chain(collections)
    .min()
    .unwrap()
}

#[tokio::test]
async fn a_timestamp_is_signed_anew_after_a_day_and_not_before() {
    let city = City::new().await;
    let publication = city.open();
    let publish_at = |time| {
        let items = vec![district("durlach", "Durlach")];
        publication.replace(&editors(), KINDS, items, time).unwrap();
    };
    publish_at(now() - days(1));
    let first = city.seen().await;
    publication
        .reconcile(now() - days(1) + TimeDelta::hours(23))
        .unwrap();
    assert_eq!(
        city.seen().await.timestamp_version(),
        first.timestamp_version()
    );
    publication
        .reconcile(now() + TimeDelta::minutes(1))
        .unwrap();
    let second = city.seen().await;
    assert_eq!(second.timestamp_version(), first.timestamp_version() + 1);
    let snapshot = |seen: &Seen| seen.repository.snapshot().signed.version;
    assert_eq!(snapshot(&second), snapshot(&first));
}

#[tokio::test]
async fn a_feed_that_nobody_looked_after_is_refused_until_somebody_does() {
    let city = City::new().await;
    let publication = city.open();
    let items = vec![district("durlach", "Durlach")];
    publication
        .replace(&editors(), KINDS, items, now() - days(8))
        .unwrap();
    let app = App::new(&city);
    let refused = app.look(&city).await.unwrap_err();
    assert!(
        matches!(refused, tough::error::Error::ExpiredMetadata { .. }),
        "{refused}"
    );
    publication.reconcile(now()).unwrap();
    assert_eq!(app.look(&city).await.unwrap().names(), ["Durlach"]);
}

#[tokio::test]
async fn a_feed_that_is_looked_after_never_comes_near_its_end() {
    let founded = now() - days(500);
    let city = City::founded(founded).await;
    let publication = city.open();
    let items = vec![district("durlach", "Durlach")];
    publication
        .replace(&editors(), KINDS, items, founded)
        .unwrap();
    let mut time = founded;
    while time < now() {
        publication.reconcile(time).unwrap();
        let ends = ends_on_disk(&city);
        let soonest = ends.iter().min_by_key(|(_, end)| *end).unwrap();
        assert!(soonest.1 > moment(time + days(5)), "{soonest:?} at {time}");
        time += days(2);
    }
    publication.reconcile(now()).unwrap();
    let seen = city.seen().await;
    assert_eq!(seen.names(), ["Durlach"]);
    assert!(earliest_end(&seen) > moment(now() + days(6)));
    // The first root has long expired; it was followed by others.
    assert!(seen.root_version() > 1);
}

/// When each role that is signed at present ends: by its name.
fn ends_on_disk(city: &City) -> Vec<(String, Timestamp)> {
    #[derive(serde::Deserialize)]
    struct Role {
        signed: Signed,
    }
    #[derive(serde::Deserialize)]
    struct Signed {
        version: u64,
        expires: Timestamp,
    }
    let metadata = city.state().join("feed/metadata");
    let mut newest: std::collections::BTreeMap<String, (u64, Timestamp)> = Default::default();
    for name in super::super::published::names(&metadata).unwrap() {
        let bytes = fs::read(metadata.join(&name)).unwrap();
        let role: Role = serde_json::from_slice(&bytes).unwrap();
        let of = match super::super::published::versioned(&name) {
            Some((_, role)) => role.to_owned(),
            None => name,
        };
        let found = (role.signed.version, role.signed.expires);
        let known = newest.entry(of).or_insert(found);
        if found.0 > known.0 {
            *known = found;
        }
    }
    newest
        .into_iter()
        .map(|(name, (_, end))| (name, end))
        .collect()
}

#[tokio::test]
async fn without_the_root_key_everything_else_is_signed_anew() {
    let founded = now() - days(300);
    let mut city = City::founded(founded).await;
    city.keys.root = None;
    let publication = city.open();
    let items = vec![district("durlach", "Durlach")];
    publication
        .replace(&editors(), KINDS, items, founded)
        .unwrap();
    publication.reconcile(now()).unwrap();
    let seen = city.seen().await;
    assert_eq!(
        (seen.names(), seen.root_version()),
        (vec!["Durlach".to_owned()], 1)
    );
}
