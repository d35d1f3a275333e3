//! What is no more in a list, and what that means.

use crate::town::{PAPERS, Town};
use anyhow::Result;
use chrono::TimeDelta;
use ka_journeys::oparl::{BODY, Trouble};

fn paper(n: usize) -> String {
    format!("{BODY}/papers/vo/{n}")
}

#[tokio::test]
async fn what_vanished_without_a_word_is_found_within_a_week() -> Result<()> {
    let town = Town::open().await?;
    town.oparl.vanish(&paper(2))?;
    town.clock.on(TimeDelta::days(6));
    assert_eq!(town.read().await?, None);
    assert_eq!(town.feed()?.papers.len(), PAPERS);
    town.clock.on(TimeDelta::days(1));
    assert_eq!(town.read().await?, None);
    assert_eq!(town.feed()?.papers.len(), PAPERS - 1);
    Ok(())
}

#[tokio::test]
async fn what_is_for_members_only_now_is_not_gone() -> Result<()> {
    let town = Town::open().await?;
    town.oparl.hide(&paper(2))?;
    town.clock.on(TimeDelta::days(7));
    assert_eq!(town.read().await?, None);
    assert_eq!(town.feed()?.papers.len(), PAPERS);
    // It has said what it is; it is not asked again and again.
    town.oparl.asked();
    assert_eq!(town.read().await?, None);
    let asked = town.oparl.asked();
    assert!(!asked.iter().any(|one| one.contains("vo/2")), "{asked:?}");
    Ok(())
}

#[tokio::test]
async fn what_a_list_only_left_out_is_read_by_itself() -> Result<()> {
    let town = Town::open().await?;
    let change = |paper: &mut serde_json::Value| paper["name"] = serde_json::json!("Neuer Titel");
    town.oparl.change(&paper(2), change)?;
    town.oparl.omit(&paper(2))?;
    town.clock.on(TimeDelta::days(7));
    assert_eq!(town.read().await?, None);
    assert_eq!(town.feed()?.papers["vo.2"].name, "Neuer Titel");
    Ok(())
}

#[tokio::test]
async fn what_cannot_be_told_stays_and_is_asked_again() -> Result<()> {
    let town = Town::open().await?;
    town.oparl.vanish(&paper(2))?;
    town.oparl
        .fail("papers/vo/2", Trouble::Refuses(500), Some(1));
    town.clock.on(TimeDelta::days(7));
    assert_eq!(town.read().await?, None);
    assert_eq!(town.feed()?.papers.len(), PAPERS);
    // But not at every reading.
    town.oparl.asked();
    assert_eq!(town.read().await?, None);
    let asked = town.oparl.asked();
    assert!(!asked.iter().any(|one| one.contains("vo/2")), "{asked:?}");
    town.clock.on(TimeDelta::days(1));
    assert_eq!(town.read().await?, None);
    assert_eq!(town.feed()?.papers.len(), PAPERS - 1);
    Ok(())
}

#[tokio::test]
async fn an_organization_that_vanished_is_found_at_once() -> Result<()> {
    let town = Town::open().await?;
    town.oparl.vanish(&format!("{BODY}/organizations/at/1"))?;
    assert_eq!(town.read().await?, None);
    assert_eq!(town.feed()?.organizations.len(), 2);
    Ok(())
}

#[tokio::test]
async fn a_list_that_is_suddenly_empty_is_not_believed() -> Result<()> {
    let town = Town::open().await?;
    town.clock.on(TimeDelta::days(7));
    town.oparl.fail("/papers", Trouble::Emptied, None);
    assert_eq!(town.read().await?.as_deref(), Some("shrunk"));
    assert_eq!(town.feed()?.papers.len(), PAPERS);
    // What changes goes on being read meanwhile.
    assert_eq!(town.read().await?, None);
    // And after a day everything is looked through again.
    town.oparl.heal();
    town.oparl.vanish(&paper(2))?;
    town.clock.on(TimeDelta::days(1));
    assert_eq!(town.read().await?, None);
    assert_eq!(town.feed()?.papers.len(), PAPERS - 1);
    Ok(())
}

#[tokio::test]
async fn a_list_that_breaks_off_before_its_end_is_not_believed() -> Result<()> {
    let mut town = Town::founded().await?;
    for n in 10..40 {
        town.oparl
            .put(ka_journeys::oparl::paper(&format!("vo/{n}"), "x", &[]))?;
    }
    town.oparl.set_page(10);
    town.oparl.fail("papers?page=2", Trouble::BreaksOff, None);
    town.start().await?;
    assert_eq!(town.status()?.failure.as_deref(), Some("shrunk"));
    assert!(town.feed()?.papers.is_empty());
    town.oparl.heal();
    assert_eq!(town.read().await?, None);
    assert_eq!(town.feed()?.papers.len(), PAPERS + 30);
    Ok(())
}
