//! The city's whole archive, where it is there.

use super::*;
use crate::connector::FetchLimits;
use ka_domain::{Meeting, OrganizationForm, Paper};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/oparl");

async fn harvest() -> Option<Harvest> {
    if !Path::new(FOLDER).exists() {
        println!("skipped: {FOLDER} is not there");
        return None;
    }
    let council = Council::new(
        CouncilOrigin::Folder(FOLDER.into()),
        Rewrite::karlsruhe(),
        FactsOrigin::Embedded,
        Patience::default(),
    );
    let (council, fetch) = (
        council.unwrap(),
        Fetch::new(FetchLimits::default()).unwrap(),
    );
    let harvest = council.harvest(&fetch, DateTime::UNIX_EPOCH, None).await;
    Some(harvest.unwrap())
}

/// Papers and meetings by id.
fn sorted(harvest: &Harvest) -> (BTreeMap<ItemId, &Paper>, BTreeMap<ItemId, &Meeting>) {
    let (mut papers, mut meetings) = (BTreeMap::new(), BTreeMap::new());
    for item in &harvest.items {
        match &item.content {
            Content::Paper(paper) => drop(papers.insert(paper.id.clone(), paper)),
            Content::Meeting(meeting) => drop(meetings.insert(meeting.id.clone(), meeting)),
            _ => {}
        }
    }
    (papers, meetings)
}

#[tokio::test]
async fn the_whole_archive_is_there_and_linked_both_ways() {
    let Some(harvest) = harvest().await else {
        return;
    };
    assert_eq!((harvest.rejected, harvest.incomplete), (0, 0));
    let (papers, meetings) = sorted(&harvest);
    let organizations = harvest.items.len() - papers.len() - meetings.len();
    // Of 13,994 papers 268 are deleted.
    assert_eq!(
        (papers.len(), meetings.len(), organizations),
        (13_994 - 268, 2_598, 97)
    );

    // Every agenda item with a consultation is linked where the paper exists, and back again.
    let agenda = meetings.values().flat_map(|meeting| &meeting.agenda);
    let treated = agenda.filter_map(|item| item.paper.as_ref());
    let mut linked = 0;
    for paper in treated {
        assert!(papers.contains_key(paper), "{paper}");
        linked += 1;
    }
    assert_eq!(linked, 14_595);
    let mut stations = 0;
    for paper in papers.values() {
        for meeting in paper
            .consultations
            .iter()
            .filter_map(|one| one.meeting.as_ref())
        {
            let mut agenda = meetings[meeting].agenda.iter();
            let back = agenda.any(|item| item.paper.as_ref() == Some(&paper.id));
            stations += usize::from(back);
        }
        assert!(
            paper
                .consultations
                .iter()
                .flat_map(|one| &one.committees)
                .count()
                < 200
        );
    }
    assert!(stations >= 14_000, "{stations}");

    let mut forms: BTreeMap<OrganizationForm, usize> = BTreeMap::new();
    for item in &harvest.items {
        if let Content::Organization(organization) = &item.content {
            *forms.entry(organization.form).or_default() += 1;
        }
    }
    assert_eq!(forms[&OrganizationForm::Committee], 27);
    assert_eq!(forms[&OrganizationForm::Office], 70);
    let urls: BTreeSet<&str> = papers
        .values()
        .flat_map(|paper| &paper.files)
        .filter_map(|file| file.url.get(..36))
        .collect();
    let answers_at = BTreeSet::from(["https://web1.karlsruhe.de/ris/oparl/"]);
    assert_eq!(urls, answers_at);
}
