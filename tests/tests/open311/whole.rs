//! A whole gateway: what somebody hands in there gets to the city by itself, and the answer back.

use crate::town::{Town, dark_lamp};
use anyhow::{Context, Result};
use chrono::TimeDelta;
use ka_domain::{Localized, Progress, SubmissionId};
use ka_gateway::clock::Clock;
use ka_gateway::reports::store::submission::{NewPhoto, NewReport};
use ka_journeys::wait::{PATIENCE, until};
use ka_outbox::Delivery;

#[tokio::test]
async fn a_report_with_photos_gets_to_the_city_and_its_answer_back() -> Result<()> {
    let town = Town::open().await?;
    let reports = &town.gateway().reports;
    let now = town.clock.now();
    let photos: Vec<NewPhoto> = (1..=2_u8)
        .map(|n| NewPhoto {
            key: SubmissionId::new(1, &[n; 10]),
            media: format!("{n:032x}"),
            received: vec![n; 10],
            shown: vec![n; 1_000],
        })
        .collect();
    let mut report = dark_lamp();
    report.photos = photos.iter().map(|photo| photo.key).collect();
    let wanted: Vec<_> = photos.iter().map(|photo| photo.shown.clone()).collect();
    let key = SubmissionId::new(2, &[0; 10]);
    let new = NewReport {
        report,
        category_name: Localized {
            de: "Licht".to_owned(),
            en: "Light".to_owned(),
        },
        photos,
        delivery: Some(Delivery::new(now)),
    };
    reports.store.accept_report(key, [0; 32], new, now).await?;
    reports.handed_in.notify_one();

    let there = async || Ok(town.open311.posted().first().cloned());
    let posted = until("the report at the city", PATIENCE, there).await?;
    assert_eq!(town.open311.photos(&posted.id).await?, wanted);
    let open = async || {
        let mut status = reports.store.status(vec![key]).await?;
        let status = status.pop().context("there is no such report")?;
        Ok((status.progress == Progress::Open).then_some(()))
    };
    until("its writer to know that it is there", PATIENCE, open).await?;

    town.open311.answer(&posted.id, true, "Leuchtet wieder.")?;
    town.clock.on(TimeDelta::hours(1));
    reports.handed_in.notify_one();
    let closed = async || {
        let mut status = reports.store.status(vec![key]).await?;
        let status = status.pop().context("there is no such report")?;
        Ok((status.progress == Progress::Closed).then_some(status))
    };
    let status = until("the city's answer", PATIENCE, closed).await?;
    let words = status.steps.last().and_then(|step| step.words.as_deref());
    assert_eq!(words, Some("Leuchtet wieder."));
    assert_eq!(town.open311.posted().len(), 1);
    Ok(())
}
