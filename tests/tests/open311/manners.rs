//! However a server does it, it is understood.

use crate::town::{Office, Town, dark_lamp};
use anyhow::Result;
use ka_domain::{Datatype, Progress};
use ka_journeys::open311::{Manner, Service};
use serde_json::json;

/// The manners of which each server has some.
fn all() -> Vec<Manner> {
    let flags = |n: u8, bit: u8| n & (1 << bit) != 0;
    (0..16)
        .map(|n| Manner {
            xml_only: flags(n, 0),
            odd: flags(n, 1),
            created: flags(n, 2),
            discovery: flags(n, 3),
            ..Manner::default()
        })
        .collect()
}

#[tokio::test]
async fn what_can_be_reported_is_the_same_in_every_manner() -> Result<()> {
    let mut first = None;
    for manner in all() {
        let town = Town::open_with(manner).await?;
        let categories = town.categories()?;
        let rubbish = &categories["wilder%20m%C3%BCll"];
        assert_eq!(rubbish.name.de, "Verunreinigung");
        let asked: Vec<_> = rubbish
            .questions
            .iter()
            .map(|question| question.datatype)
            .collect();
        let every = [
            Datatype::Note,
            Datatype::SingleValueList,
            Datatype::MultiValueList,
            Datatype::Datetime,
            Datatype::Number,
            Datatype::String,
            Datatype::Text,
        ];
        assert_eq!(asked, every, "{manner:?}");
        let keys: Vec<_> = rubbish.questions[1]
            .values
            .iter()
            .map(|value| &*value.key)
            .collect();
        assert_eq!(keys, ["1", "alt"], "{manner:?}");
        assert!(rubbish.questions[1].required && !rubbish.questions[2].required);
        let first = first.get_or_insert_with(|| categories.clone());
        assert_eq!(&categories, first, "{manner:?}");
    }
    Ok(())
}

#[tokio::test]
async fn a_report_gets_there_and_its_answer_back_in_every_manner() -> Result<()> {
    for manner in all() {
        let office = Office::open_with(manner).await?;
        let key = office.accept(dark_lamp()).await?;
        office.hand_in().await?;
        let posted = office.open311.posted();
        assert_eq!(posted.len(), 1, "{manner:?}");
        office
            .open311
            .answer(&posted[0].id, true, "Repariert & geprüft.")?;
        office.clock.on(chrono::TimeDelta::hours(1));
        office.city.follow().await?;
        let status = office.status(key).await?;
        assert_eq!(status.progress, Progress::Closed, "{manner:?}");
        let words = status.steps.last().and_then(|step| step.words.as_deref());
        assert_eq!(words, Some("Repariert & geprüft."), "{manner:?}");
    }
    Ok(())
}

#[tokio::test]
async fn a_service_that_goes_is_gone_and_one_that_comes_is_there() -> Result<()> {
    let town = Town::open().await?;
    town.open311.remove_service("9");
    town.open311.put_service(Service {
        code: "12".to_owned(),
        name: "Ampel".to_owned(),
        attributes: vec![json!({"code": "NR", "datatype": "string", "description": "Nummer?"})],
    });
    assert_eq!(town.read_services().await?, None);
    let categories = town.categories()?;
    let ids: Vec<_> = categories.keys().map(String::as_str).collect();
    assert_eq!(ids, ["1", "12", "wilder%20m%C3%BCll"]);
    assert_eq!(categories["12"].questions[0].words.de, "Nummer?");
    Ok(())
}

#[tokio::test]
async fn what_did_not_change_is_not_published_again() -> Result<()> {
    let town = Town::open().await?;
    let timestamp = town
        .gateway()
        .publication
        .folders()
        .metadata
        .join("timestamp.json");
    let before = std::fs::read(&timestamp)?;
    assert_eq!(
        (town.read_services().await?, town.read_requests().await?),
        (None, None)
    );
    assert_eq!(std::fs::read(&timestamp)?, before);
    Ok(())
}
