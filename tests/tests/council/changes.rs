//! What changes at the source changes in the feed, and no more than that.

use crate::town::{PAPERS, Town};
use anyhow::Result;
use chrono::{TimeDelta, Utc};
use ka_journeys::oparl::{BODY, Trouble, consultation, meeting, paper};
use serde_json::json;

fn address(of: &str) -> String {
    format!("{BODY}/{of}")
}

#[tokio::test]
async fn a_change_reaches_the_feed_as_a_change() -> Result<()> {
    let town = Town::open().await?;
    town.oparl.change(&address("papers/vo/3"), |paper| {
        paper["name"] = json!("Neuer Titel")
    })?;
    town.oparl.put(paper("vo/99", "Ganz neu", &[]))?;
    assert_eq!(town.read().await?, None);
    let feed = town.feed()?;
    assert_eq!(feed.papers["vo.3"].name, "Neuer Titel");
    assert_eq!(
        (feed.papers["vo.99"].name.as_str(), feed.papers.len()),
        ("Ganz neu", PAPERS + 1)
    );
    assert_eq!(town.status()?.items, 12);
    let asked = town.oparl.asked();
    assert!(
        asked
            .iter()
            .any(|one| one.contains("/papers?limit=1000&modified_since=")),
        "{asked:?}"
    );
    // Nothing is told twice.
    let files = town.files()?;
    assert_eq!(town.read().await?, None);
    assert_eq!(town.files()?, files);
    Ok(())
}

#[tokio::test]
async fn what_a_meeting_decides_stands_in_the_paper() -> Result<()> {
    let town = Town::open().await?;
    let moved = [("12", "Neubau der Brücke", "mehrheitlich abgelehnt")];
    town.oparl
        .put(meeting("2", "gr/1", "2025-07-09T15:30:00+02:00", &moved))?;
    assert_eq!(town.read().await?, None);
    let feed = town.feed()?;
    let last = feed.papers["vo.1"].consultations.last().map(|one| {
        let start = one.start.map(|start| start.to_rfc3339());
        (one.result.clone(), start)
    });
    let wanted = (
        Some("mehrheitlich abgelehnt".to_owned()),
        Some("2025-07-09T15:30:00+02:00".to_owned()),
    );
    assert_eq!(last, Some(wanted));
    Ok(())
}

#[tokio::test]
async fn a_paper_that_comes_after_its_meeting_is_linked_from_there() -> Result<()> {
    let town = Town::open().await?;
    let agenda = [
        ("12", "Neubau der Brücke", "einstimmig beschlossen"),
        ("13", "Radweg", ""),
    ];
    town.oparl
        .put(meeting("2", "gr/1", "2025-07-08T15:30:00+02:00", &agenda))?;
    assert_eq!(town.read().await?, None);
    assert_eq!(town.feed()?.meetings["2"].agenda[1].paper, None);
    town.oparl
        .put(paper("vo/7", "Radweg", &[consultation("13", "2", "gr/1")]))?;
    assert_eq!(town.read().await?, None);
    let paper = town.feed()?.meetings["2"].agenda[1].paper.clone();
    assert_eq!(paper.as_ref().map(|id| id.as_str()), Some("vo.7"));

    town.oparl.delete_with_tombstone(&address("papers/vo/7"))?;
    assert_eq!(town.read().await?, None);
    assert_eq!(town.feed()?.meetings["2"].agenda[1].paper, None);
    Ok(())
}

#[tokio::test]
async fn a_committee_that_is_renamed_is_renamed_everywhere() -> Result<()> {
    let town = Town::open().await?;
    let rename = |one: &mut serde_json::Value| one["name"] = json!("Ortschaftsrat Neureut");
    town.oparl.change(&address("organizations/gr/2"), rename)?;
    assert_eq!(town.read().await?, None);
    let feed = town.feed()?;
    let paper = &feed.papers["vo.1"];
    assert_eq!(
        paper.consultations[0].committees[0].name,
        "Ortschaftsrat Neureut"
    );
    assert_eq!(paper.districts[0].as_str(), "neureut");
    assert_eq!(
        feed.meetings["1"].committees[0].name,
        "Ortschaftsrat Neureut"
    );
    Ok(())
}

#[tokio::test]
async fn a_tombstone_takes_its_paper_away_and_it_may_come_back() -> Result<()> {
    let town = Town::open().await?;
    let gone = address("papers/vo/2");
    let before = town.oparl.object(&gone)?;
    town.oparl.delete_with_tombstone(&gone)?;
    assert_eq!(town.read().await?, None);
    assert_eq!(town.feed()?.papers.len(), PAPERS - 1);
    assert_eq!(town.status()?.items, 10);
    town.oparl.put(before)?;
    assert_eq!(town.read().await?, None);
    assert_eq!(town.feed()?.papers.len(), PAPERS);
    Ok(())
}

#[tokio::test]
async fn what_changed_in_nothing_that_is_read_has_not_changed() -> Result<()> {
    let town = Town::open().await?;
    let files = town.files()?;
    town.oparl.change(&address("papers/vo/2"), |paper| {
        paper["keyword"] = json!(["x"])
    })?;
    let touch = |one: &mut serde_json::Value| one["membership"] = json!(["https://x.example/1"]);
    town.oparl.change(&address("organizations/gr/1"), touch)?;
    assert_eq!(town.read().await?, None);
    assert_eq!(town.files()?, files);
    Ok(())
}

#[tokio::test]
async fn a_change_that_comes_into_the_list_late_is_not_missed() -> Result<()> {
    let town = Town::open().await?;
    let late = paper("vo/8", "Spät eingetragen", &[]);
    town.oparl.put_at(late, Utc::now() - TimeDelta::hours(20))?;
    assert_eq!(town.read().await?, None);
    assert_eq!(town.feed()?.papers["vo.8"].name, "Spät eingetragen");
    Ok(())
}

#[tokio::test]
async fn a_date_in_the_future_hides_no_change() -> Result<()> {
    let town = Town::open().await?;
    let ahead = paper("vo/8", "Aus der Zukunft", &[]);
    town.oparl
        .put_at(ahead, Utc::now() + TimeDelta::days(4000))?;
    assert_eq!(town.read().await?, None);
    town.oparl.put(paper("vo/9", "Von heute", &[]))?;
    assert_eq!(town.read().await?, None);
    assert_eq!(town.feed()?.papers["vo.9"].name, "Von heute");
    Ok(())
}

#[tokio::test]
async fn a_list_that_cannot_be_read_costs_the_others_nothing() -> Result<()> {
    let mut town = Town::open().await?;
    for (of, name) in [("organizations/at/1", "Bauamt"), ("papers/vo/3", "Danach")] {
        let rename = |one: &mut serde_json::Value| one["name"] = json!(name);
        town.oparl.change(&address(of), rename)?;
    }
    town.oparl.fail("/meetings", Trouble::Garbage, Some(1));
    assert_eq!(town.read().await?.as_deref(), Some("unreadable"));
    assert_eq!(town.status()?.failures, 1);
    let feed = town.feed()?;
    assert_eq!(feed.organizations["at.1"].name, "Bauamt");
    assert_eq!(
        (&*feed.papers["vo.3"].name, feed.meetings.len()),
        ("Danach", 2)
    );
    town.restart().await?;
    assert_eq!(town.status()?.failures, 0);
    Ok(())
}

#[tokio::test]
async fn changes_that_break_off_are_asked_for_again() -> Result<()> {
    let town = Town::open().await?;
    town.clock.on(TimeDelta::days(5));
    let days = |days| Utc::now() + TimeDelta::days(days);
    // The newest stands on the first page, an older one on the second.
    town.oparl.put_at(paper("vo/10", "Neu", &[]), days(5))?;
    town.oparl.put_at(paper("vo/11", "Älter", &[]), days(2))?;
    town.oparl.set_page(PAPERS + 1);
    town.oparl.fail("/papers", Trouble::BreaksOff, Some(1));
    assert_eq!(town.read().await?, None);
    assert_eq!(town.feed()?.papers.len(), PAPERS + 1);
    assert_eq!(town.read().await?, None);
    assert_eq!(town.feed()?.papers["vo.11"].name, "Älter");
    Ok(())
}

#[tokio::test]
async fn a_list_that_cannot_tell_its_changes_is_read_whole_every_day() -> Result<()> {
    let town = Town::open().await?;
    town.oparl
        .fail("modified_since", Trouble::Refuses(500), None);
    town.oparl.change(&address("papers/vo/3"), |paper| {
        paper["name"] = json!("Danach")
    })?;
    // It is given its chances first.
    town.clock.on(TimeDelta::days(1));
    for _ in 0..3 {
        assert_ne!(town.feed()?.papers["vo.3"].name, "Danach");
        assert_eq!(town.read().await?.as_deref(), Some("status"));
    }
    assert_eq!(town.feed()?.papers["vo.3"].name, "Danach");
    town.oparl.heal();
    assert_eq!(town.read().await?, None);
    Ok(())
}

#[tokio::test]
async fn a_clock_that_is_turned_back_stops_nothing() -> Result<()> {
    let town = Town::open().await?;
    town.clock.on(TimeDelta::days(400));
    town.oparl.put_at(
        paper("vo/8", "Von morgen", &[]),
        Utc::now() + TimeDelta::days(400),
    )?;
    town.oparl
        .fail("/papers", Trouble::Busy(429, "7200".to_owned()), Some(1));
    assert_eq!(town.read().await?.as_deref(), Some("busy"));
    town.clock.on(TimeDelta::hours(3));
    assert_eq!(town.read().await?, None);
    town.oparl
        .fail("/papers", Trouble::Busy(429, "7200".to_owned()), Some(1));
    assert_eq!(town.read().await?.as_deref(), Some("busy"));
    town.clock.on(-TimeDelta::days(399));
    town.oparl.put(paper("vo/9", "Von heute", &[]))?;
    town.oparl.vanish(&address("papers/vo/2"))?;
    assert_eq!(town.read().await?, None);
    let feed = town.feed()?;
    assert_eq!(feed.papers["vo.9"].name, "Von heute");
    // It is not known when everything was looked through last, so it is.
    assert!(!feed.papers.contains_key("vo.2"));
    Ok(())
}
