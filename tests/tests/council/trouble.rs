//! A server that misbehaves costs the feed nothing that it had.

use crate::town::{PAPERS, Town};
use anyhow::Result;
use chrono::{TimeDelta, Utc};
use ka_gateway::connector::FetchLimits;
use ka_journeys::oparl::{BODY, Trouble};
use serde_json::{Value, json};
use std::time::Duration;

/// What comes of `trouble` with the papers, for a gateway that has read the council before.
async fn code_of(trouble: Trouble) -> Result<Option<String>> {
    let town = Town::open().await?;
    town.oparl.fail("/papers", trouble, None);
    let code = town.read().await?;
    let feed = town.feed()?;
    assert_eq!((feed.papers.len(), feed.meetings.len()), (PAPERS, 2));
    assert_eq!(town.status()?.items, 11);
    town.oparl.heal();
    town.oparl.change(&format!("{BODY}/papers/vo/3"), |paper| {
        paper["name"] = json!("Danach")
    })?;
    assert_eq!(town.read().await?, None);
    assert_eq!(town.feed()?.papers["vo.3"].name, "Danach");
    Ok(code)
}

async fn is(trouble: Trouble, code: &str) -> Result<()> {
    let came = code_of(trouble.clone()).await?;
    assert_eq!(came.as_deref(), Some(code), "{trouble:?}");
    Ok(())
}

#[tokio::test]
async fn a_list_for_members_only_removes_nothing() -> Result<()> {
    is(Trouble::Refuses(401), "status").await
}

#[tokio::test]
async fn garbage_leaves_what_was() -> Result<()> {
    is(Trouble::Garbage, "unreadable").await
}

#[tokio::test]
async fn a_page_for_people_leaves_what_was() -> Result<()> {
    is(Trouble::Html, "unreadable").await
}

#[tokio::test]
async fn pages_in_a_circle_are_refused() -> Result<()> {
    is(Trouble::Loops, "looping").await
}

#[tokio::test]
async fn pages_that_repeat_each_other_are_refused() -> Result<()> {
    is(Trouble::Repeats, "looping").await
}

#[tokio::test]
async fn pages_that_repeat_odd_objects_and_tombstones_are_refused() -> Result<()> {
    let town = Town::open().await?;
    town.oparl
        .delete_with_tombstone(&format!("{BODY}/papers/vo/2"))?;
    for odd in ["7", "null", r#"{"name":"without an address"}"#] {
        town.oparl.put_odd("papers", odd);
    }
    town.oparl.fail("/papers", Trouble::Repeats, None);
    assert_eq!(town.read().await?.as_deref(), Some("looping"));
    let asked = town.oparl.asked();
    let papers = asked.iter().filter(|one| one.contains("/papers")).count();
    assert!(papers < 10, "{asked:?}");
    Ok(())
}

#[tokio::test]
async fn many_tombstones_in_a_row_are_no_circle() -> Result<()> {
    let town = Town::open().await?;
    town.oparl.set_page(1);
    for n in 1..=5 {
        town.oparl
            .delete_with_tombstone(&format!("{BODY}/papers/vo/{n}"))?;
    }
    for _ in 0..2 {
        assert_eq!(town.read().await?, None);
        assert_eq!(town.feed()?.papers.len(), PAPERS - 5);
    }
    Ok(())
}

#[tokio::test]
async fn a_page_that_never_comes_does_not_keep_changes_away() -> Result<()> {
    let mut town = Town::founded().await?;
    town.oparl.set_page(2);
    let long_ago = Utc::now() - TimeDelta::days(30);
    for n in 1..PAPERS {
        let paper = town.oparl.object(&format!("{BODY}/papers/vo/{n}"))?;
        town.oparl.put_at(paper, long_ago)?;
    }
    let limits = FetchLimits {
        total: Duration::from_millis(500),
        ..FetchLimits::default()
    };
    town.start_within(limits).await?;
    assert_eq!(town.status()?.failure, None);
    // A week later everything is looked through, and what changed fits on one page.
    town.clock.on(TimeDelta::days(7));
    town.oparl.fail("papers?page=2", Trouble::Drips, None);
    assert_eq!(town.read().await?.as_deref(), Some("timed_out"));
    town.oparl.change(&format!("{BODY}/papers/vo/3"), |paper| {
        paper["name"] = json!("Danach")
    })?;
    let mut readings = 0;
    while town.feed()?.papers["vo.3"].name != "Danach" {
        readings += 1;
        assert!(readings < 10);
        town.read().await?;
    }
    assert_eq!(town.read().await?, None);
    Ok(())
}

#[tokio::test]
async fn a_link_to_another_host_is_refused() -> Result<()> {
    is(Trouble::LeadsAway, "foreign_link").await
}

#[tokio::test]
async fn a_server_that_is_busy_is_asked_again_when_it_says() -> Result<()> {
    let town = Town::open().await?;
    for status in [429, 503] {
        town.oparl
            .fail("/papers", Trouble::Busy(status, "0".to_owned()), Some(2));
    }
    let date = "Wed, 21 Oct 2015 07:28:00 GMT";
    town.oparl
        .fail("/meetings", Trouble::Busy(503, date.to_owned()), Some(1));
    assert_eq!(town.read().await?, None);
    let asked = town.oparl.asked();
    let papers = asked.iter().filter(|one| one.contains("/papers")).count();
    assert_eq!(papers, 5, "{asked:?}");
    Ok(())
}

#[tokio::test]
async fn a_server_that_wants_to_be_left_alone_is() -> Result<()> {
    let town = Town::open().await?;
    town.oparl
        .fail("/papers", Trouble::Busy(429, "7200".to_owned()), Some(1));
    assert_eq!(town.read().await?.as_deref(), Some("busy"));
    town.oparl.asked();
    town.clock.on(TimeDelta::hours(1));
    assert_eq!(town.read().await?.as_deref(), Some("busy"));
    assert!(town.oparl.asked().is_empty());
    town.clock.on(TimeDelta::hours(2));
    assert_eq!(town.read().await?, None);
    assert_eq!(town.read().await?, None);
    Ok(())
}

#[tokio::test]
async fn a_server_that_is_busy_for_ever_is_given_up_for_now() -> Result<()> {
    is(Trouble::Busy(503, "0".to_owned()), "busy").await
}

#[tokio::test]
async fn a_byte_a_second_ends_in_time() -> Result<()> {
    let mut town = Town::founded().await?;
    town.oparl.fail("", Trouble::Drips, None);
    let limits = FetchLimits {
        total: Duration::from_millis(200),
        ..FetchLimits::default()
    };
    town.start_within(limits).await?;
    assert_eq!(town.status()?.failure.as_deref(), Some("timed_out"));
    town.oparl.heal();
    town.restart().await?;
    assert_eq!(town.feed()?.papers.len(), PAPERS);
    Ok(())
}

#[tokio::test]
async fn a_body_that_is_none_is_an_error() -> Result<()> {
    let mut town = Town::founded().await?;
    town.oparl.fail("", Trouble::Html, Some(1));
    town.start().await?;
    assert_eq!(town.status()?.failure.as_deref(), Some("unreadable"));
    Ok(())
}

#[tokio::test]
async fn odd_objects_are_kept_as_far_as_they_go_and_counted() -> Result<()> {
    let mut town = Town::founded().await?;
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    for odd in ["7", "null", r#"{"name":"without an address"}"#, &deep] {
        town.oparl.put_odd("papers", odd);
    }
    let address = format!("{BODY}/papers/vo/3");
    town.oparl.change(&address, |paper| {
        paper["name"] = json!("Ä".repeat(5 * 1024 * 1024));
        paper["date"] = json!("2025-07-01T12:00:00");
        paper["reference"] = json!(["2025/3"]);
        paper["consultation"] = json!([7, {"meeting": 7, "role": "Beratung"}]);
        paper["auxiliaryFile"] = json!({"accessUrl": "ftp://x.example/1.pdf"});
    })?;
    town.oparl.change(&format!("{BODY}/papers/vo/4"), |paper| {
        paper["name"] = Value::Null
    })?;
    town.oparl
        .change(&format!("{BODY}/meetings/1"), |meeting| {
            meeting["start"] = json!("2025-07-01T18:00:00");
            meeting["end"] = json!("2025-07-01T00:00:00");
        })?;
    town.start().await?;
    let feed = town.feed()?;
    assert_eq!(feed.papers.len(), PAPERS);
    let odd = &feed.papers["vo.3"];
    assert_eq!(odd.name.chars().count(), 2_000);
    assert_eq!((&odd.reference, odd.files.len()), (&None, 0));
    assert_eq!(
        odd.date.map(|date| date.to_string()).as_deref(),
        Some("2025-07-01")
    );
    assert_eq!(odd.consultations[0].role.as_deref(), Some("Beratung"));
    assert_eq!(feed.papers["vo.4"].name, "2025/0001");
    let meeting = &feed.meetings["1"];
    let start = meeting.start.map(|start| start.to_rfc3339());
    assert_eq!(
        (start.as_deref(), meeting.end),
        (Some("2025-07-01T18:00:00+02:00"), None)
    );

    let status = town.status()?;
    assert_eq!(
        (status.items, status.rejected, status.incomplete),
        (11, 4, 2)
    );
    Ok(())
}
