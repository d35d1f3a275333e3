//! What is published is not what the archive thinks, or the archive is a new one.

use crate::town::{PAPERS, Town};
use anyhow::Result;
use chrono::TimeDelta;
use ka_journeys::oparl::{BODY, Trouble, paper};
use serde_json::json;
use std::fs;
use std::path::Path;

fn address(of: &str) -> String {
    format!("{BODY}/{of}")
}

#[tokio::test]
async fn a_new_archive_takes_nothing_away_that_it_may_have_missed() -> Result<()> {
    let mut town = Town::founded().await?;
    for n in 10..50 {
        town.oparl.put(paper(&format!("vo/{n}"), "x", &[]))?;
    }
    town.start().await?;
    town.stop().await;
    fs::write(town.state().join("state/council.db"), "not a database")?;
    town.oparl.vanish(&address("papers/vo/6"))?;
    // So few are missing that the list is believed.
    town.oparl.set_page(42);
    town.oparl.fail("/papers", Trouble::BreaksOff, None);
    town.start().await?;
    assert_eq!(town.status()?.failure, None);
    assert_eq!(town.feed()?.papers.len(), PAPERS + 40);
    // Once it has met all that was promised it knows what is gone.
    town.oparl.heal();
    town.clock.on(TimeDelta::days(7));
    assert_eq!(town.read().await?, None);
    let feed = town.feed()?;
    assert_eq!(feed.papers.len(), PAPERS + 39);
    assert!(!feed.papers.contains_key("vo.6"));
    Ok(())
}

#[tokio::test]
async fn a_folder_that_was_published_in_between_leaves_nothing_behind() -> Result<()> {
    let mut town = Town::open().await?;
    let folder = town.state().join("data/oparl");
    fs::create_dir(&folder)?;
    for (list, of) in [
        ("organizations", "organizations/gr/1"),
        ("meetings", "meetings/1"),
        ("papers", "papers/vo/2"),
    ] {
        let mut object = town.oparl.object(&address(of))?;
        object["name"] = json!("Aus dem Ordner");
        fs::write(folder.join(format!("{list}.ndjson")), object.to_string())?;
    }
    town.restart().await?;
    assert_eq!(town.feed()?.papers["vo.2"].name, "Aus dem Ordner");
    assert_eq!(town.feed()?.papers.len(), 1);

    fs::remove_dir_all(&folder)?;
    town.restart().await?;
    let feed = town.feed()?;
    assert_eq!((feed.papers.len(), feed.meetings.len()), (PAPERS, 2));
    assert_eq!(feed.papers["vo.2"].name, "Antrag 2");
    Ok(())
}

#[tokio::test]
async fn a_feed_that_was_restored_from_a_copy_is_brought_up_to_date() -> Result<()> {
    let mut town = Town::open().await?;
    let (state, copy) = (town.state().join("state"), town.state().join("copy"));
    town.stop().await;
    copy_folder(&state, &copy)?;
    town.start().await?;
    town.oparl.change(&address("papers/vo/3"), |paper| {
        paper["name"] = json!("Danach")
    })?;
    assert_eq!(town.read().await?, None);
    town.stop().await;
    // All but the archive is of the day before.
    fs::copy(state.join("council.db"), copy.join("council.db"))?;
    fs::remove_dir_all(&state)?;
    fs::rename(&copy, &state)?;
    town.start().await?;
    assert_eq!(town.feed()?.papers["vo.3"].name, "Danach");
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        match entry.file_type()?.is_dir() {
            true => copy_folder(&entry.path(), &target)?,
            false => drop(fs::copy(entry.path(), target)?),
        }
    }
    Ok(())
}
