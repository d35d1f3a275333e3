//! What others reported is in the feed.

use crate::town::{Town, id};
use anyhow::Result;
use chrono::{TimeDelta, Utc};
use ka_domain::{Progress, SubmissionId};
use ka_gateway::connector::FetchLimits;
use ka_journeys::open311::{FakeOpen311, Manner};
use std::collections::BTreeSet;

#[tokio::test]
async fn a_public_request_is_published_with_what_the_city_says_of_it() -> Result<()> {
    let town = Town::open().await?;
    let form = [
        ("service_code", "9"),
        (
            "description",
            "Loch im Gehweg\n\n[digital@KA 0123456789abcdef0123]\nFoto 2: https://k/x",
        ),
        ("lat", "49.01"),
        ("long", "8.4"),
        ("address_string", "Kaiserstraße 1"),
        ("email", "ida@example.org"),
    ];
    let request = town.open311.put_request(&form, Utc::now());
    town.open311.answer(&request, true, "Geflickt.")?;
    let support = SubmissionId::new(1, &[1; 10]);
    let store = &town.gateway().reports.store;
    store
        .accept_support(support, [0; 32], id(&request), Utc::now())
        .await?;
    town.clock.on(TimeDelta::minutes(1));
    assert_eq!(town.read_requests().await?, None);
    let published = town.public()?;
    let report = &published[&request];
    assert_eq!(report.category_name.de, "Gefahrenstelle");
    assert_eq!(
        (report.progress, report.answer.as_deref()),
        (Progress::Closed, Some("Geflickt."))
    );
    assert_eq!(report.words.as_deref(), Some("Loch im Gehweg"));
    assert_eq!(report.address.as_deref(), Some("Kaiserstraße 1"));
    assert_eq!(
        report.position.map(|place| (place.lat(), place.lon())),
        Some((49.01, 8.4))
    );
    assert_eq!(report.supporters, 1);
    assert!(!serde_json::to_string(report)?.contains("ida@"));
    Ok(())
}

#[tokio::test]
async fn ninety_days_are_published_however_few_the_server_gives_at_a_time() -> Result<()> {
    let open311 = FakeOpen311::start_with(Manner {
        limit: 50,
        ..Manner::default()
    })
    .await?;
    let mut wanted = BTreeSet::new();
    let now = Utc::now();
    // More on one day than the server gives at a time.
    for n in 0..170 {
        let at = now - TimeDelta::days(20) - TimeDelta::minutes(n * 7);
        wanted.insert(open311.put_request(&[("service_code", "1")], at));
    }
    for days in 1..90 {
        let at = now - TimeDelta::days(days);
        wanted.insert(open311.put_request(&[("service_code", "1")], at));
    }
    for days in 91..120 {
        open311.put_request(&[("service_code", "1")], now - TimeDelta::days(days));
    }
    let town = Town::around(open311, FetchLimits::default()).await?;
    let published: BTreeSet<String> = town.public()?.into_keys().collect();
    assert_eq!(published.len(), wanted.len());
    assert_eq!(published, wanted);
    Ok(())
}

#[tokio::test]
async fn a_server_that_knows_nothing_of_time_is_believed_at_once() -> Result<()> {
    let open311 = FakeOpen311::start_with(Manner {
        timeless: true,
        ..Manner::default()
    })
    .await?;
    let soon = TimeDelta::hours(1);
    for days in 1..=100 {
        let at = Utc::now() - TimeDelta::days(days) + soon;
        open311.put_request(&[("service_code", "1")], at);
    }
    let town = Town::around(open311, FetchLimits::default()).await?;
    assert_eq!(town.public()?.len(), 90);
    let asked = town.open311.asked();
    let lists = asked.iter().filter(|one| one.starts_with("GET /requests."));
    assert_eq!(lists.count(), 1);
    Ok(())
}

#[tokio::test]
async fn a_quarter_without_a_request_is_no_failure() -> Result<()> {
    let town = Town::open().await?;
    let request = town
        .open311
        .put_request(&[("service_code", "1")], Utc::now());
    town.clock.on(TimeDelta::minutes(1));
    assert_eq!(town.read_requests().await?, None);
    town.open311.remove_request(&request);
    assert_eq!(town.read_requests().await?, None);
    assert!(town.public()?.is_empty());
    Ok(())
}
