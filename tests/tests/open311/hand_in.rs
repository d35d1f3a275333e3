//! A report gets to the city's server, once and whole.

use crate::town::{Office, dark_lamp, id};
use anyhow::Result;
use ka_domain::{Contact, Progress};
use ka_journeys::open311::{API_KEY, Manner, Trouble};
use ka_outbox::{Reason, State};

#[tokio::test]
async fn a_report_is_handed_in_once_and_its_writer_reads_what_the_city_says() -> Result<()> {
    let office = Office::open().await?;
    let key = office.accept(dark_lamp()).await?;
    assert_eq!(office.status(key).await?.progress, Progress::Received);
    for _ in 0..3 {
        office.hand_in().await?;
        office.later().await?;
    }
    let posted = office.open311.posted();
    assert_eq!(posted.len(), 1);
    assert_eq!(posted[0].field("service_code"), Some("1"));
    assert_eq!(posted[0].field("lat"), Some("49.009000"));
    assert_eq!(posted[0].field("address_string"), Some("Marktplatz 1"));
    assert_eq!(posted[0].field("email"), None);
    let status = office.status(key).await?;
    assert_eq!(
        (status.progress, status.city_id.as_deref()),
        (Progress::Open, Some(&*posted[0].id))
    );
    let words = status.steps.last().and_then(|step| step.words.as_deref());
    assert_eq!(words, Some("Vielen Dank."));
    assert!(matches!(
        office.delivery(key).await?.state,
        State::Accepted { .. }
    ));
    Ok(())
}

#[tokio::test]
async fn answers_photos_and_a_released_name_come_along() -> Result<()> {
    let office = Office::open().await?;
    let mut report = dark_lamp();
    report.category = id("wilder%20m%C3%BCll");
    for (code, values) in [
        ("WHAT", vec!["alt"]),
        ("ALSO", vec!["1", "alt"]),
        ("SINCE", vec!["2026-01-15T08:30"]),
    ] {
        let values = values.into_iter().map(str::to_owned).collect();
        report.answers.insert(code.to_owned(), values);
    }
    report.contact = Some(Contact {
        first_name: "Ida".to_owned(),
        last_name: String::new(),
        email: "ida@example.org".to_owned(),
    });
    office.accept_with(report, 3).await?;
    office.hand_in().await?;
    let posted = office.open311.posted();
    let one = &posted[0];
    assert_eq!(one.field("attribute[WHAT]"), Some("alt"));
    assert_eq!(one.fields("attribute[ALSO][]"), ["1", "alt"]);
    assert_eq!(
        one.field("attribute[SINCE]"),
        Some("2026-01-15T08:30:00+01:00")
    );
    assert_eq!(
        (one.field("first_name"), one.field("last_name")),
        (Some("Ida"), None)
    );
    assert_eq!(one.field("email"), Some("ida@example.org"));
    let urls = one.photo_urls();
    assert_eq!(urls.len(), 3);
    let ours = |url: &String| url.starts_with("https://gateway.example/ka/v1/media/");
    assert!(urls.iter().all(ours), "{urls:?}");
    Ok(())
}

#[tokio::test]
async fn what_the_office_refuses_is_told_in_its_words_and_not_tried_again() -> Result<()> {
    let office = Office::open().await?;
    let mut report = dark_lamp();
    report.category = id("wilder%20m%C3%BCll");
    let key = office.accept(report).await?;
    office.hand_in().await?;
    office.later().await?;
    let status = office.status(key).await?;
    assert_eq!(status.progress, Progress::Refused);
    let words = status.steps.last().and_then(|step| step.words.as_deref());
    assert_eq!(words, Some("attribute WHAT is required"));
    let reason = Reason::Invalid;
    assert_eq!(
        office.delivery(key).await?.state,
        State::Rejected { reason }
    );
    let asked = office.open311.asked();
    assert_eq!(
        asked.iter().filter(|one| one.starts_with("POST")).count(),
        1,
        "{asked:?}"
    );
    Ok(())
}

#[tokio::test]
async fn one_that_is_not_mended_names_the_one_before() -> Result<()> {
    let office = Office::open().await?;
    let before = office.accept(dark_lamp()).await?;
    office.hand_in().await?;
    let mut again = dark_lamp();
    again.reopens = Some(before);
    office.accept(again).await?;
    office.hand_in().await?;
    let posted = office.open311.posted();
    let line = format!("Weiterhin nicht behoben: {}", posted[0].id);
    let description = posted[1].field("description").unwrap_or_default();
    assert!(description.contains(&line), "{description}");
    Ok(())
}

#[tokio::test]
async fn a_token_becomes_an_id_later() -> Result<()> {
    let manner = Manner {
        tokens: true,
        ..Manner::default()
    };
    let office = Office::open_with(manner).await?;
    let key = office.accept(dark_lamp()).await?;
    office.hand_in().await?;
    office.city.follow().await?;
    let status = office.status(key).await?;
    assert_eq!((status.progress, status.city_id), (Progress::Open, None));
    office.open311.give_ids();
    office.city.follow().await?;
    let id = office.open311.posted()[0].id.clone();
    assert_eq!(office.status(key).await?.city_id, Some(id));
    office.later().await?;
    assert_eq!(office.open311.posted().len(), 1);
    Ok(())
}

#[tokio::test]
async fn the_key_goes_nowhere_but_into_the_form() -> Result<()> {
    let office = Office::open().await?;
    office.accept(dark_lamp()).await?;
    office.hand_in().await?;
    office.city.follow().await?;
    let asked = office.open311.asked();
    assert!(
        !asked.is_empty() && asked.iter().all(|one| !one.contains(API_KEY)),
        "{asked:?}"
    );
    Ok(())
}

/// A report that says of `before` that it is not mended.
async fn reopened(office: &Office, before: ka_domain::SubmissionId) -> Result<()> {
    let mut again = dark_lamp();
    again.reopens = Some(before);
    office.accept(again).await?;
    office.hand_in().await
}

#[tokio::test]
async fn one_that_is_not_mended_waits_until_the_one_before_is_named() -> Result<()> {
    let tokens = Manner {
        tokens: true,
        ..Manner::default()
    };
    let office = Office::open_with(tokens).await?;
    let before = office.accept(dark_lamp()).await?;
    reopened(&office, before).await?;
    assert_eq!(office.open311.posted().len(), 1);
    office.open311.give_ids();
    office.city.follow().await?;
    office.hand_in().await?;
    let posted = office.open311.posted();
    let line = format!("Weiterhin nicht behoben: {}", posted[0].id);
    let description = posted[1].field("description").unwrap_or_default();
    assert!(description.contains(&line), "{description}");
    Ok(())
}

#[tokio::test]
async fn one_whose_predecessor_is_never_named_says_by_what_it_is_known() -> Result<()> {
    let tokens = Manner {
        tokens: true,
        ..Manner::default()
    };
    let office = Office::open_with(tokens).await?;
    let before = office.accept(dark_lamp()).await?;
    reopened(&office, before).await?;
    assert_eq!(office.open311.posted().len(), 1);
    office.later().await?;
    let posted = office.open311.posted();
    let mark = posted[0].field("description").unwrap_or_default();
    let mark = mark.lines().last().unwrap_or_default();
    let line = format!("Weiterhin nicht behoben: {}", mark.trim_matches(['[', ']']));
    let description = posted[1].field("description").unwrap_or_default();
    assert!(description.contains(&line), "{description}");
    Ok(())
}

#[tokio::test]
async fn answers_are_handed_in_though_their_questions_are_gone() -> Result<()> {
    let office = Office::open().await?;
    let mut report = dark_lamp();
    report.answers = [("FAULT".to_owned(), vec!["aus".to_owned()])].into();
    office.accept(report).await?;
    office.hand_in().await?;
    let posted = office.open311.posted();
    assert_eq!(posted[0].field("attribute[FAULT]"), Some("aus"));
    Ok(())
}

#[tokio::test]
async fn a_definition_that_should_be_there_and_is_not_holds_the_report_up() -> Result<()> {
    let office = Office::open().await?;
    let definition = "GET /services/";
    office
        .open311
        .fail(definition, Trouble::Complains(404, "not found"), None);
    let mut report = dark_lamp();
    report.category = id("wilder%20m%C3%BCll");
    report.answers = [("SINCE".to_owned(), vec!["2026-01-15T08:30".to_owned()])].into();
    report
        .answers
        .insert("WHAT".to_owned(), vec!["alt".to_owned()]);
    let key = office.accept(report).await?;
    office.hand_in().await?;
    assert!(office.open311.posted().is_empty());
    assert_eq!(office.status(key).await?.progress, Progress::Received);
    office.open311.heal();
    office.later().await?;
    let posted = office.open311.posted();
    assert_eq!(
        posted[0].field("attribute[SINCE]"),
        Some("2026-01-15T08:30:00+01:00")
    );
    Ok(())
}
