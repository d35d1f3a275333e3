//! From nothing to everything.

use crate::town::{PAPERS, Town};
use anyhow::Result;
use ka_domain::OrganizationForm;
use ka_journeys::oparl::{BODY, Trouble};

#[tokio::test]
async fn all_pages_of_all_lists_reach_the_feed() -> Result<()> {
    let mut town = Town::founded().await?;
    town.oparl.set_page(2);
    town.start().await?;
    let feed = town.feed()?;
    assert_eq!((feed.papers.len(), feed.meetings.len()), (PAPERS, 2));
    assert_eq!(feed.organizations.len(), 3);
    let pages = town.oparl.asked();
    let of_papers = pages
        .iter()
        .filter(|asked| asked.contains("/papers"))
        .count();
    assert_eq!(of_papers, 3, "{pages:?}");
    let status = town.status()?;
    assert_eq!(
        (status.items, status.rejected, status.incomplete),
        (11, 0, 0)
    );
    Ok(())
}

#[tokio::test]
async fn a_paper_tells_its_whole_way_and_a_meeting_what_it_treats() -> Result<()> {
    let town = Town::open().await?;
    let feed = town.feed()?;
    let way: Vec<_> = feed.papers["vo.1"]
        .consultations
        .iter()
        .map(|one| {
            let meeting = one
                .meeting
                .as_ref()
                .map(|id| id.as_str())
                .unwrap_or_default();
            let result = one.result.as_deref().unwrap_or_default();
            (
                &*one.committees[0].name,
                meeting,
                one.number.as_deref(),
                result,
            )
        })
        .collect();
    assert_eq!(
        way,
        [
            ("Ortschaftsrat Durlach", "1", Some("1"), "vorberaten"),
            ("Gemeinderat", "2", Some("1"), "einstimmig beschlossen"),
        ]
    );
    let districts: Vec<_> = feed.papers["vo.1"]
        .districts
        .iter()
        .map(|d| d.as_str())
        .collect();
    assert_eq!(districts, ["durlach"]);
    let treated = feed.meetings["2"].agenda[0].paper.as_ref();
    assert_eq!(treated.map(|id| id.as_str()), Some("vo.1"));
    let form = |id: &str| feed.organizations[id].form;
    assert_eq!(form("gr.1"), OrganizationForm::Committee);
    assert_eq!(form("at.1"), OrganizationForm::Office);
    Ok(())
}

#[tokio::test]
async fn a_walk_that_breaks_off_publishes_nothing_and_goes_on_there() -> Result<()> {
    let mut town = Town::founded().await?;
    town.oparl.set_page(2);
    town.oparl.fail("page=3", Trouble::Refuses(500), None);
    town.start().await?;
    assert_eq!(town.status()?.failure.as_deref(), Some("status"));
    let feed = town.feed()?;
    assert!(feed.papers.is_empty() && feed.meetings.is_empty());

    town.oparl.heal();
    town.oparl.asked();
    town.restart().await?;
    assert_eq!(town.feed()?.papers.len(), PAPERS);
    // The first two pages of the papers were read before.
    let asked = town.oparl.asked();
    let papers = |asked: &&String| asked.contains("/papers") && !asked.contains("modified_since");
    let papers: Vec<_> = asked.iter().filter(papers).collect();
    assert!(
        papers.len() == 1 && papers[0].contains("page=3"),
        "{asked:?}"
    );
    Ok(())
}

#[tokio::test]
async fn a_gateway_that_starts_again_asks_for_changes_only() -> Result<()> {
    let mut town = Town::open().await?;
    let files = town.files()?;
    town.restart().await?;
    let asked = town.oparl.asked();
    let lists = asked.iter().filter(|asked| asked.contains("limit=1000"));
    let (changes, whole): (Vec<_>, Vec<_>) =
        lists.partition(|asked| asked.contains("modified_since"));
    assert_eq!((changes.len(), whole.len()), (2, 1), "{asked:?}");
    assert!(whole[0].contains("/organizations"));
    assert_eq!((town.files()?, town.feed()?.papers.len()), (files, PAPERS));
    Ok(())
}

#[tokio::test]
async fn an_archive_that_is_damaged_or_of_another_body_is_begun_anew() -> Result<()> {
    let mut town = Town::open().await?;
    town.stop().await;
    std::fs::write(town.state().join("state/council.db"), "not a database")?;
    town.oparl.vanish(&format!("{BODY}/papers/vo/6"))?;
    town.start().await?;
    assert_eq!(town.status()?.failure, None);
    // What it has now is everything: what it had before and has no more is gone.
    assert_eq!(town.feed()?.papers.len(), PAPERS - 1);
    Ok(())
}
