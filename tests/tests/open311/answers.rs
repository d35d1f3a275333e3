//! What the city says reaches the one who reported.

use crate::town::{Office, dark_lamp};
use anyhow::Result;
use chrono::TimeDelta;
use ka_domain::Progress;
use ka_journeys::open311::{Manner, Trouble};

#[tokio::test]
async fn every_answer_is_a_step_and_none_is_told_twice() -> Result<()> {
    let office = Office::open().await?;
    let key = office.accept(dark_lamp()).await?;
    office.hand_in().await?;
    let id = office.open311.posted()[0].id.clone();
    for (closed, words) in [(false, "Wir sehen nach."), (true, "Leuchtet wieder.")] {
        office.open311.answer(&id, closed, words)?;
        office.clock.on(TimeDelta::hours(1));
        for _ in 0..2 {
            office.city.follow().await?;
        }
    }
    let status = office.status(key).await?;
    let steps = status
        .steps
        .iter()
        .map(|step| (step.progress, step.words.as_deref()));
    let steps: Vec<_> = steps.collect();
    let said = [
        (Progress::Open, Some("Vielen Dank.")),
        (Progress::Open, Some("Wir sehen nach.")),
        (Progress::Closed, Some("Leuchtet wieder.")),
    ];
    assert!(steps.ends_with(&said), "{steps:?}");
    // The office opens it again, and closes it.
    for (closed, words) in [(false, "Doch nicht."), (true, "Jetzt aber.")] {
        office.open311.answer(&id, closed, words)?;
        office.clock.on(TimeDelta::days(2));
        office.city.follow().await?;
        let status = office.status(key).await?;
        let last = status.steps.last().and_then(|step| step.words.as_deref());
        assert_eq!(last, Some(words));
    }
    // It is done for long: nobody asks any more.
    office.clock.on(TimeDelta::days(31));
    office.open311.asked();
    office.city.follow().await?;
    assert!(office.open311.asked().is_empty());
    Ok(())
}

#[tokio::test]
async fn a_server_that_takes_one_id_at_a_time_is_asked_so() -> Result<()> {
    let office = Office::open().await?;
    let keys = [
        office.accept(dark_lamp()).await?,
        office.accept(dark_lamp()).await?,
    ];
    office.hand_in().await?;
    for posted in office.open311.posted() {
        office.open311.answer(&posted.id, true, "Fertig.")?;
    }
    let unknown = Trouble::Complains(400, "service_request_id was not found");
    office
        .open311
        .fail("GET /requests.json?service_request_id", unknown, None);
    office.city.follow().await?;
    for key in keys {
        assert_eq!(office.status(key).await?.progress, Progress::Closed);
    }
    Ok(())
}

#[tokio::test]
async fn a_request_that_the_server_does_not_know_any_more_is_as_it_was() -> Result<()> {
    let office = Office::open().await?;
    let key = office.accept(dark_lamp()).await?;
    let other = office.accept(dark_lamp()).await?;
    office.hand_in().await?;
    let posted = office.open311.posted();
    office.open311.remove_request(&posted[0].id);
    office.open311.answer(&posted[1].id, true, "Fertig.")?;
    office.city.follow().await?;
    assert_eq!(office.status(key).await?.progress, Progress::Open);
    assert_eq!(office.status(other).await?.progress, Progress::Closed);
    Ok(())
}

#[tokio::test]
async fn a_server_that_cannot_say_it_now_is_asked_again() -> Result<()> {
    let office = Office::open().await?;
    let key = office.accept(dark_lamp()).await?;
    office.hand_in().await?;
    office
        .open311
        .answer(&office.open311.posted()[0].id, true, "Fertig.")?;
    for trouble in [Trouble::Refuses(500), Trouble::Garbage, Trouble::Html] {
        office.open311.fail("GET", trouble, None);
        office.city.follow().await?;
        assert_eq!(office.status(key).await?.progress, Progress::Open);
        office.open311.heal();
    }
    office.city.follow().await?;
    assert_eq!(office.status(key).await?.progress, Progress::Closed);
    Ok(())
}

#[tokio::test]
async fn what_was_told_before_the_server_broke_off_is_kept() -> Result<()> {
    let office = Office::open().await?;
    let mut keys = Vec::new();
    for _ in 0..3 {
        keys.push(office.accept(dark_lamp()).await?);
    }
    office.hand_in().await?;
    let posted = office.open311.posted();
    for one in &posted {
        office.open311.answer(&one.id, true, "Fertig.")?;
    }
    let unknown = Trouble::Complains(400, "one at a time");
    let several = "GET /requests.json?service_request_id";
    office.open311.fail(several, unknown, None);
    let second = format!("GET /requests/{}", posted[1].id);
    let busy = Trouble::Busy(503, "60".to_owned());
    office.open311.fail(&second, busy, None);
    office.city.follow().await?;
    assert_eq!(office.status(keys[0]).await?.progress, Progress::Closed);
    // The one at which it breaks off comes last, and costs the others nothing.
    office.clock.on(TimeDelta::hours(1));
    office.city.follow().await?;
    assert_eq!(office.status(keys[2]).await?.progress, Progress::Closed);
    assert_eq!(office.status(keys[1]).await?.progress, Progress::Open);
    Ok(())
}

#[tokio::test]
async fn no_more_is_asked_at_a_time_than_lets_others_have_their_turn() -> Result<()> {
    let office = Office::open().await?;
    let mut keys = Vec::new();
    for _ in 0..60 {
        keys.push(office.accept(dark_lamp()).await?);
    }
    office.hand_in().await?;
    for one in office.open311.posted() {
        office.open311.answer(&one.id, true, "Fertig.")?;
    }
    let unknown = Trouble::Complains(400, "one at a time");
    let several = "GET /requests.json?service_request_id";
    office.open311.fail(several, unknown, None);
    office.open311.asked();
    office.city.follow().await?;
    assert!(office.open311.asked().len() <= 60);
    office.clock.on(TimeDelta::minutes(5));
    office.city.follow().await?;
    for key in keys {
        assert_eq!(office.status(key).await?.progress, Progress::Closed);
    }
    Ok(())
}

#[tokio::test]
async fn a_token_that_nobody_can_resolve_holds_up_no_answer() -> Result<()> {
    let office = Office::open_with(Manner {
        tokens: true,
        ..Manner::default()
    })
    .await?;
    office.accept(dark_lamp()).await?;
    office.hand_in().await?;
    office.open311.set_manner(Manner::default());
    let named = office.accept(dark_lamp()).await?;
    office.hand_in().await?;
    let posted = office.open311.posted();
    office.open311.answer(&posted[1].id, true, "Fertig.")?;
    let busy = Trouble::Busy(503, "60".to_owned());
    office.open311.fail("GET /tokens", busy, None);
    office.city.follow().await?;
    assert_eq!(office.status(named).await?.progress, Progress::Closed);
    Ok(())
}
