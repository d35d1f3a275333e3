//! What the worker towards the city reads where rows are damaged, clocks are wrong and reports are closed.

use super::*;

/// Accepts reports of which the city has each, called by its number.
async fn at_the_city(store: &Store, numbers: std::ops::RangeInclusive<u64>) {
    for n in numbers {
        let delivery = Delivery::new(now());
        accept(store, n, report(vec![], None), Some(delivery.clone())).await;
        let name = CityName::Id(n.to_string());
        let taken = store.taken_by_city(key(n), &delivery, name, None, now());
        taken.await.unwrap();
    }
}

fn says(progress: Progress, at: DateTime<Utc>) -> ReportStep {
    ReportStep {
        at,
        progress,
        words: None,
    }
}

#[tokio::test]
async fn one_that_was_closed_is_asked_after_a_day_later_than_open_ones() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    at_the_city(&store, 1..=2).await;
    let closed = says(Progress::Closed, now());
    store.add_step(key(1), closed, now()).await.unwrap();
    let hours = TimeDelta::hours;
    let earlier = now() - hours(2);
    store.asked_after(vec![key(1)], earlier).await.unwrap();
    store.asked_after(vec![key(2)], now()).await.unwrap();
    let first = async || store.followed(1, now()).await.unwrap()[0].key;
    assert_eq!(first().await, key(2));
    let later = now() + hours(23);
    store.asked_after(vec![key(2)], later).await.unwrap();
    assert_eq!(first().await, key(1));
}

#[tokio::test]
async fn how_long_something_is_kept_is_reckoned_by_the_gateways_clock() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    at_the_city(&store, 1..=1).await;
    // The city's clock stands at a day long ago.
    let closed = says(Progress::Closed, now() - TimeDelta::days(400));
    store.add_step(key(1), closed, now()).await.unwrap();
    let status = store.status(vec![key(1)]).await.unwrap().remove(0);
    assert!(status.steps.is_sorted_by_key(|step| step.at));
    let kept = async || store.outgoing(key(1)).await.unwrap().is_some();
    store.forget(now() + TimeDelta::days(1)).await.unwrap();
    assert!(kept().await);
    store.forget(now() + TimeDelta::days(400)).await.unwrap();
    assert!(!kept().await);
}

#[tokio::test]
async fn a_report_that_cannot_be_read_is_left_out_and_a_refused_one_too() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    for n in 1..=4 {
        accept(&store, n, report(vec![], None), Some(Delivery::new(now()))).await;
    }
    let rejected = Delivery {
        state: ka_outbox::State::Rejected {
            reason: ka_outbox::Reason::Invalid,
        },
        ..Delivery::new(now())
    };
    store.set_delivery(key(4), &rejected).await.unwrap();
    let spoil = |connection: &Connection| {
        connection.execute("UPDATE report SET delivery = '{' WHERE number = 1", [])?;
        connection.execute("UPDATE report SET report = '{' WHERE number = 2", [])?;
        Ok(())
    };
    store.write(spoil).await.unwrap();
    let waiting = store.waiting_for_city().await.unwrap();
    let keys: Vec<_> = waiting.into_iter().map(|one| one.key).collect();
    assert_eq!(keys, [key(2), key(3)]);
}
