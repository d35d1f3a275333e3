//! Nobody knows whether the server has it: it is looked for before it is handed in again.

use crate::town::{Office, dark_lamp};
use anyhow::Result;
use chrono::TimeDelta;
use ka_domain::Progress;
use ka_gateway::connector::FetchLimits;
use ka_journeys::open311::{Manner, Trouble};
use ka_outbox::{Reason, State};
use std::time::Duration;

/// A report whose acceptance was lost by `trouble` is found and not doubled.
async fn is_found_after(trouble: Trouble, manner: Manner) -> Result<()> {
    let office = Office::open_with(manner).await?;
    // What it does not answer at, it does not do either.
    let format = if manner.xml_only { "xml" } else { "json" };
    let on = format!("POST /requests.{format}");
    office.open311.fail(&on, trouble, Some(1));
    let key = office.accept_with(dark_lamp(), 2).await?;
    office.hand_in().await?;
    let posted = office.open311.posted();
    assert_eq!(posted.len(), 1);
    // Others report at the same time.
    for _ in 0..120 {
        let at = posted[0].at - TimeDelta::minutes(2);
        office.open311.put_request(&[("service_code", "1")], at);
    }
    assert!(office.delivery(key).await?.in_doubt);
    office.hand_in().await?;
    assert_eq!(office.status(key).await?.progress, Progress::Received);
    office.settle().await?;
    let posted = office.open311.posted();
    assert_eq!(posted.len(), 121);
    let status = office.status(key).await?;
    assert_eq!(
        (status.progress, status.city_id),
        (Progress::Open, Some(posted[0].id.clone()))
    );
    assert!(!office.delivery(key).await?.in_doubt);
    Ok(())
}

#[tokio::test]
async fn a_server_that_takes_it_and_denies_it_has_it_once() -> Result<()> {
    is_found_after(Trouble::DoesAndDenies, Manner::default()).await
}

#[tokio::test]
async fn a_server_that_hangs_up_in_the_middle_of_its_answer_has_it_once() -> Result<()> {
    is_found_after(Trouble::DoesAndHangsUp, Manner::default()).await
}

#[tokio::test]
async fn it_is_found_in_xml_and_among_many_too() -> Result<()> {
    let manner = Manner {
        xml_only: true,
        limit: 50,
        ..Manner::default()
    };
    is_found_after(Trouble::DoesAndDenies, manner).await
}

#[tokio::test]
async fn what_the_server_does_not_have_is_handed_in_again() -> Result<()> {
    for trouble in [
        Trouble::Refuses(500),
        Trouble::Refuses(502),
        Trouble::Garbage,
        Trouble::Html,
        Trouble::Busy(503, "3".to_owned()),
    ] {
        let office = Office::open().await?;
        office.open311.fail("POST", trouble.clone(), Some(1));
        let key = office.accept(dark_lamp()).await?;
        office.hand_in().await?;
        assert!(office.open311.posted().is_empty() && office.delivery(key).await?.in_doubt);
        office.open311.asked();
        office.settle().await?;
        assert_eq!(office.open311.posted().len(), 1, "{trouble:?}");
        let asked = office.open311.asked();
        let looked = asked
            .iter()
            .position(|one| one.contains("GET /requests.json?start_date"));
        let posted = asked.iter().position(|one| one.starts_with("POST"));
        assert!(looked.is_some() && looked < posted, "{asked:?}");
        assert_eq!(office.status(key).await?.progress, Progress::Open);
    }
    Ok(())
}

#[tokio::test]
async fn it_is_not_handed_in_while_it_cannot_be_looked_for() -> Result<()> {
    let office = Office::open().await?;
    office.open311.fail("POST", Trouble::DoesAndDenies, Some(1));
    office
        .open311
        .fail("GET /requests", Trouble::Refuses(500), None);
    let key = office.accept(dark_lamp()).await?;
    office.hand_in().await?;
    for _ in 0..5 {
        office.later().await?;
    }
    assert_eq!(office.open311.posted().len(), 1);
    office.open311.heal();
    office.later().await?;
    assert_eq!(office.open311.posted().len(), 1);
    assert_eq!(office.status(key).await?.progress, Progress::Open);
    Ok(())
}

#[tokio::test]
async fn a_gateway_that_was_killed_while_sending_looks_first() -> Result<()> {
    let limits = FetchLimits {
        total: Duration::from_secs(60),
        ..FetchLimits::default()
    };
    let mut office = Office::opened(Manner::default(), limits).await?;
    let key = office.accept(dark_lamp()).await?;
    office.open311.fail("POST", Trouble::Drips, None);
    // Killed once it has said what it had to say: the server has been asked, and does not answer.
    {
        let sending = office.city.hand_in();
        let asked = async {
            while !office
                .open311
                .asked()
                .iter()
                .any(|one| one.starts_with("POST"))
            {
                tokio::task::yield_now().await;
            }
        };
        tokio::select! {
            _ = sending => anyhow::bail!("it was answered"),
            () = asked => {}
        }
    }
    assert_eq!(office.delivery(key).await?.state, State::Sending);
    office.open311.heal();
    office.restart().await?;
    office.hand_in().await?;
    assert!(office.open311.asked().is_empty());
    office.settle().await?;
    let asked = office.open311.asked();
    let looked = asked
        .iter()
        .position(|one| one.starts_with("GET /requests"));
    let posted = asked.iter().position(|one| one.starts_with("POST"));
    assert!(looked.is_some() && looked < posted, "{asked:?}");
    assert_eq!(office.status(key).await?.progress, Progress::Open);
    assert_eq!(office.open311.posted().len(), 1);
    Ok(())
}

#[tokio::test]
async fn one_that_cannot_be_found_is_there_twice_rather_than_not_at_all() -> Result<()> {
    let manner = Manner {
        moderated: true,
        ..Manner::default()
    };
    let office = Office::open_with(manner).await?;
    office.open311.fail("POST", Trouble::DoesAndDenies, Some(1));
    let key = office.accept(dark_lamp()).await?;
    office.hand_in().await?;
    office.settle().await?;
    let posted = office.open311.posted();
    assert_eq!(posted.len(), 2);
    // The staff see that both are one.
    assert_eq!(
        posted[0].field("description"),
        posted[1].field("description")
    );
    assert_eq!(office.status(key).await?.progress, Progress::Open);
    Ok(())
}

/// How often something was handed in since this was asked last.
fn posts(office: &Office) -> usize {
    let asked = office.open311.asked();
    asked.iter().filter(|one| one.starts_with("POST")).count()
}

#[tokio::test]
async fn a_server_that_always_denies_what_it_takes_does_not_get_it_without_end() -> Result<()> {
    let redirect = "/georeport/v2/requests.json".to_owned();
    for trouble in [
        Trouble::DoesAndDenies,
        Trouble::SendsTo(303, redirect),
        Trouble::Complains(409, "it is there already"),
        Trouble::Refuses(500),
    ] {
        let manner = Manner {
            moderated: true,
            ..Manner::default()
        };
        let office = Office::open_with(manner).await?;
        let somebody = [("service_code", "1")];
        office.open311.put_request(&somebody, chrono::Utc::now());
        office.open311.fail("POST", trouble.clone(), None);
        let key = office.accept(dark_lamp()).await?;
        office.hand_in().await?;
        for _ in 0..5 {
            office.later().await?;
        }
        assert_eq!(posts(&office), 2, "{trouble:?}");
        let delivery = office.delivery(key).await?;
        assert!(
            matches!(delivery.state, State::Queued { .. }) && delivery.in_doubt,
            "{trouble:?}: {delivery:?}"
        );
        assert_eq!(office.status(key).await?.progress, Progress::Received);
        // Once it lists what it took, that is found, though nothing is handed in any more.
        let posted = office.open311.posted();
        // The first is the one of somebody else.
        if let Some(taken) = posted.get(1) {
            office.open311.heal();
            office.open311.show(&taken.id)?;
            office.later().await?;
            let progress = office.status(key).await?.progress;
            assert_eq!(progress, Progress::Open, "{trouble:?}");
            assert_eq!(posts(&office), 0, "{trouble:?}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_server_that_listed_once_is_looked_through_until_it_lists_again() -> Result<()> {
    for (status, listed, posted) in [(404, true, 1), (404, false, 2), (403, false, 1)] {
        let office = Office::open().await?;
        if listed {
            // Another report in doubt is found.
            office.open311.fail("POST", Trouble::DoesAndDenies, Some(1));
            office.accept(dark_lamp()).await?;
            office.hand_in().await?;
            office.settle().await?;
            posts(&office);
        }
        let refuses = Trouble::Refuses(status);
        office.open311.fail("GET /requests", refuses, None);
        office.open311.fail("POST", Trouble::DoesAndDenies, Some(1));
        let key = office.accept(dark_lamp()).await?;
        office.hand_in().await?;
        office.later().await?;
        assert_eq!(posts(&office), posted, "{status} {listed}");
        office.open311.heal();
        office.later().await?;
        assert_eq!(office.status(key).await?.progress, Progress::Open);
        assert_eq!(posts(&office), 0, "{status} {listed}");
    }
    Ok(())
}

#[tokio::test]
async fn who_complains_because_it_has_it_already_has_it() -> Result<()> {
    let manner = Manner {
        moderated: true,
        ..Manner::default()
    };
    let office = Office::open_with(manner).await?;
    office.open311.fail("POST", Trouble::DoesAndDenies, Some(1));
    let key = office.accept(dark_lamp()).await?;
    office.hand_in().await?;
    let again = Trouble::Complains(400, "it is there already");
    office.open311.fail("POST", again, None);
    // It is shown after it was looked for, and before the complaint.
    let id = office.open311.posted()[0].id.clone();
    office.open311.show_at_post(&id)?;
    office.settle().await?;
    let status = office.status(key).await?;
    assert_eq!(
        (status.progress, status.city_id),
        (Progress::Open, Some(id))
    );
    Ok(())
}

#[tokio::test]
async fn a_complaint_about_what_the_server_does_not_have_is_the_end() -> Result<()> {
    let office = Office::open().await?;
    office.open311.fail("POST", Trouble::Refuses(500), Some(1));
    let key = office.accept(dark_lamp()).await?;
    office.hand_in().await?;
    let complaint = Trouble::Complains(400, "attribute WHAT is required");
    office.open311.fail("POST", complaint, None);
    office.settle().await?;
    let reason = Reason::Invalid;
    assert_eq!(
        office.delivery(key).await?.state,
        State::Rejected { reason }
    );
    Ok(())
}

#[tokio::test]
async fn words_that_leave_no_room_for_a_mark_are_known_again_however_they_are_spaced() -> Result<()>
{
    let office = Office::open().await?;
    let mut report = dark_lamp();
    // The office's answers are read without what cannot be seen.
    report.words = format!("Die  Laterne\t{}", "aus ".repeat(994));
    office.open311.fail("POST", Trouble::DoesAndDenies, Some(1));
    let key = office.accept(report).await?;
    office.hand_in().await?;
    office.settle().await?;
    let posted = office.open311.posted();
    assert_eq!(posted.len(), 1);
    let description = posted[0].field("description").unwrap_or_default();
    assert!(!description.contains("digital@KA"), "there is no room");
    assert_eq!(office.status(key).await?.progress, Progress::Open);
    Ok(())
}
