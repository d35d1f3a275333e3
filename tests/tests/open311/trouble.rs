//! A server that is dead or misbehaves costs no report and nothing that was published.

use crate::town::{Office, Town, dark_lamp};
use anyhow::Result;
use ka_domain::Progress;
use ka_gateway::connector::FetchLimits;
use ka_gateway::connector::open311::{CATEGORIES, REQUESTS};
use ka_journeys::open311::{Manner, Trouble};
use std::time::Duration;

#[tokio::test]
async fn a_dead_office_loses_nothing_and_gets_each_report_once() -> Result<()> {
    let mut office = Office::open().await?;
    office.open311.die().await;
    let mut keys = Vec::new();
    for _ in 0..4 {
        keys.push(office.accept(dark_lamp()).await?);
        office.hand_in().await?;
    }
    office.later().await?;
    office.restart().await?;
    office.later().await?;
    assert!(!office.delivery(keys[0]).await?.in_doubt);
    office.open311.revive().await?;
    office.later().await?;
    assert_eq!(office.open311.posted().len(), 4);
    for key in keys {
        assert_eq!(office.status(key).await?.progress, Progress::Open);
    }
    Ok(())
}

#[tokio::test]
async fn complaints_about_the_gateway_keep_the_report_until_somebody_mends_them() -> Result<()> {
    for trouble in [
        Trouble::Complains(403, "api_key is not valid"),
        Trouble::Complains(400, "jurisdiction_id was not provided"),
        Trouble::Refuses(401),
        Trouble::Busy(429, "60".to_owned()),
    ] {
        let office = Office::open().await?;
        office
            .open311
            .put_request(&[("service_code", "1")], chrono::Utc::now());
        office.open311.fail("POST", trouble.clone(), None);
        let key = office.accept(dark_lamp()).await?;
        office.hand_in().await?;
        office.later().await?;
        assert_eq!(
            office.status(key).await?.progress,
            Progress::Received,
            "{trouble:?}"
        );
        assert!(!office.delivery(key).await?.in_doubt, "{trouble:?}");
        office.open311.heal();
        office.later().await?;
        assert_eq!(
            office.status(key).await?.progress,
            Progress::Open,
            "{trouble:?}"
        );
        assert_eq!(office.open311.posted().len(), 2, "{trouble:?}");
    }
    Ok(())
}

#[tokio::test]
async fn a_report_that_the_server_cannot_take_lets_the_others_pass() -> Result<()> {
    let office = Office::open().await?;
    office.open311.fail("POST", Trouble::Refuses(500), Some(1));
    let first = office.accept(dark_lamp()).await?;
    let second = office.accept(dark_lamp()).await?;
    office.hand_in().await?;
    assert_eq!(office.status(first).await?.progress, Progress::Received);
    assert_eq!(office.status(second).await?.progress, Progress::Open);
    office.settle().await?;
    assert_eq!(office.status(first).await?.progress, Progress::Open);
    assert_eq!(office.open311.posted().len(), 2);
    Ok(())
}

/// What comes of `trouble` with the services and with the requests, for a gateway that has read both.
async fn codes_of(trouble: Trouble) -> Result<[Option<String>; 2]> {
    let limits = FetchLimits {
        total: match trouble {
            Trouble::Drips => Duration::from_millis(1_500),
            _ => Duration::from_secs(60),
        },
        ..FetchLimits::default()
    };
    let town = Town::opened(Manner::default(), limits).await?;
    let id = town
        .open311
        .put_request(&[("service_code", "1")], chrono::Utc::now());
    town.clock.on(chrono::TimeDelta::minutes(1));
    assert_eq!(town.read_requests().await?, None);
    town.open311.fail("GET /", trouble, None);
    let codes = [town.read_services().await?, town.read_requests().await?];
    assert_eq!(town.categories()?.len(), 3);
    assert!(town.public()?.contains_key(&id));
    town.open311.heal();
    assert_eq!(
        (town.read_services().await?, town.read_requests().await?),
        (None, None)
    );
    Ok(codes)
}

async fn are(trouble: Trouble, code: &str) -> Result<()> {
    let codes = codes_of(trouble.clone()).await?;
    let wanted = [Some(code.to_owned()), Some(code.to_owned())];
    assert_eq!(codes, wanted, "{trouble:?}");
    Ok(())
}

#[tokio::test]
async fn garbage_leaves_what_was() -> Result<()> {
    are(Trouble::Garbage, "unreadable").await
}

#[tokio::test]
async fn a_page_for_people_leaves_what_was() -> Result<()> {
    are(Trouble::Html, "unreadable").await
}

#[tokio::test]
async fn a_server_that_fails_leaves_what_was() -> Result<()> {
    are(Trouble::Refuses(500), "status").await
}

#[tokio::test]
async fn a_complaint_with_status_200_is_one() -> Result<()> {
    are(
        Trouble::Complains(200, "the service is not available"),
        "status",
    )
    .await
}

#[tokio::test]
async fn a_server_that_is_busy_is_left_alone() -> Result<()> {
    are(Trouble::Busy(503, "60".to_owned()), "busy").await
}

#[tokio::test]
async fn a_byte_a_second_ends_in_time() -> Result<()> {
    are(Trouble::Drips, "timed_out").await
}

#[tokio::test]
async fn whoever_sends_the_gateway_away_is_not_followed() -> Result<()> {
    are(
        Trouble::SendsTo(302, "https://elsewhere.example/".to_owned()),
        "status",
    )
    .await
}

#[tokio::test]
async fn records_that_are_there_twice_are_published_once() -> Result<()> {
    let town = Town::open().await?;
    town.open311
        .put_request(&[("service_code", "1")], chrono::Utc::now());
    town.clock.on(chrono::TimeDelta::minutes(1));
    town.open311.fail("GET /services.", Trouble::Doubles, None);
    town.open311.fail("GET /requests.", Trouble::Doubles, None);
    assert_eq!(
        (town.read_services().await?, town.read_requests().await?),
        (None, None)
    );
    assert_eq!((town.categories()?.len(), town.public()?.len()), (3, 1));
    assert_eq!(town.status(CATEGORIES)?.rejected, 3);
    Ok(())
}

#[tokio::test]
async fn records_that_lack_what_must_be_there_cost_themselves() -> Result<()> {
    let town = Town::open().await?;
    for _ in 0..2 {
        town.open311
            .put_request(&[("service_code", "1")], chrono::Utc::now());
    }
    town.clock.on(chrono::TimeDelta::minutes(1));
    town.open311.fail("GET /requests.", Trouble::Lacks, None);
    assert_eq!(town.read_requests().await?, None);
    let status = town.status(REQUESTS)?;
    assert_eq!((town.public()?.len(), status.rejected), (1, 1));
    town.open311.fail("GET /services.", Trouble::Lacks, None);
    assert_eq!(
        town.read_services().await?.as_deref(),
        Some("mostly_unreadable")
    );
    assert_eq!(town.categories()?.len(), 3);
    Ok(())
}
