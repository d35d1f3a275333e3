//! The staff answer, and everybody may read what became of a report.

use super::*;
use crate::reports::staff::{StaffError, Work, work};
use ka_domain::{Content, Kind, Progress, PublicReport};

fn say(report: &str, progress: Option<Progress>, words: &str) -> Work {
    Work::Say {
        report: report.to_owned(),
        progress,
        words: (!words.is_empty()).then(|| words.to_owned()),
    }
}

impl Town {
    /// What the staff's command does, beside the running gateway.
    async fn staff(&self, wanted: Work) -> Result<String, StaffError> {
        work(&self.folder.path().join("state"), wanted, self.clock.now()).await
    }

    fn public(&self, name: &str) -> Option<PublicReport> {
        let id = ItemId::new(name).unwrap();
        let content = self.running.publication.content(Kind::PublicReport, &id);
        match content.unwrap()? {
            Content::PublicReport(report) => Some(report),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn an_answer_of_the_staff_reaches_who_asks_and_the_feed_on_its_own() {
    let town = Town::opened().await;
    let mine = key();
    receipt(town.hand_in(mine, &street_light()).await).await;
    until(async || town.public("KA-1").is_some()).await;
    town.staff(say("KA-1", None, "Ein Monteur kommt."))
        .await
        .unwrap();
    let status = town.status(vec![mine]).await.remove(0);
    assert_eq!(status.progress, Progress::Open);
    assert_eq!(status.steps[1].words.as_deref(), Some("Ein Monteur kommt."));
    until(async || town.public("KA-1").unwrap().answer.is_some()).await;
    town.staff(say("ka-1", Some(Progress::Closed), ""))
        .await
        .unwrap();
    until(async || town.public("KA-1").unwrap().progress == Progress::Closed).await;
    let public = town.public("KA-1").unwrap();
    assert_eq!(public.answer.as_deref(), Some("Ein Monteur kommt."));
    assert_eq!(town.status(vec![mine]).await[0].progress, Progress::Closed);
    town.running.stop().await;
}

#[tokio::test]
async fn everybody_may_read_what_kind_and_about_where_but_nothing_that_somebody_wrote() {
    let town = Town::opened().await;
    let mut report = street_light();
    report.place.address = "Bei Oma, Kaiserstraße".to_owned();
    report.contact = Some(ka_domain::Contact {
        email: "ada@example.org".to_owned(),
        ..ka_domain::Contact::default()
    });
    receipt(town.hand_in(key(), &report).await).await;
    town.publish().await;
    let public = town.public("KA-1").unwrap();
    assert_eq!(public.category, Some(report.category));
    assert_eq!(public.category_name.en, "Street light");
    assert_eq!(public.position, Position::new(49.0094, 8.4044).ok());
    let text = serde_json::to_string(&public).unwrap();
    for secret in ["Oma", "ada@", "49.00938", "off"] {
        assert!(!text.contains(secret), "{text}");
    }
    town.running.stop().await;
}

#[tokio::test]
async fn what_the_office_does_not_take_and_what_is_old_is_public_no_more() {
    let town = Town::opened().await;
    for _ in 0..2 {
        receipt(town.hand_in(key(), &street_light()).await).await;
    }
    town.publish().await;
    assert!(town.public("KA-1").is_some() && town.public("KA-2").is_some());
    town.staff(say("1", Some(Progress::Refused), "Not ours."))
        .await
        .unwrap();
    town.publish().await;
    assert!(town.public("KA-1").is_none() && town.public("KA-2").is_some());
    town.clock.forward(91);
    town.publish().await;
    assert!(town.public("KA-2").is_none());
    let category = ItemId::new("street-light").unwrap();
    let category = town
        .running
        .publication
        .content(Kind::ReportCategory, &category);
    assert!(category.unwrap().is_some());
    town.running.stop().await;
}

#[tokio::test]
async fn the_staff_read_what_was_written_what_it_reopens_and_what_they_have_said() {
    let town = Town::opened().await;
    let (first, photo) = (key(), key());
    receipt(town.photo(photo, PHOTO.clone()).await).await;
    receipt(town.hand_in(first, &street_light()).await).await;
    town.staff(say("KA-1", Some(Progress::Closed), "Sie leuchtet."))
        .await
        .unwrap();
    let mut again = street_light();
    again.words = "Leuchtet nicht!\nKA-9 \u{1b}[2J".to_owned();
    again.reopens = Some(first);
    again.photos.push(photo);
    again.contact = Some(ka_domain::Contact {
        first_name: "Ada".to_owned(),
        email: "ada@example.org".to_owned(),
        ..ka_domain::Contact::default()
    });
    receipt(town.hand_in(key(), &again).await).await;
    let all = town.staff(Work::List { open: false }).await.unwrap();
    let open = town.staff(Work::List { open: true }).await.unwrap();
    assert!(
        all.contains("KA-1") && all.contains("Sie leuchtet."),
        "{all}"
    );
    assert!(open.starts_with("KA-2"), "{open}");
    for line in [
        "reopens: KA-1",
        "photos: 1",
        "contact: Ada ada@example.org",
        "fault: off",
    ] {
        assert!(open.contains(line), "{open}");
    }
    assert!(
        !open.contains('\u{1b}') && !open.contains("\nKA-9"),
        "{open}"
    );

    let folder = town.folder.path().join("photos");
    let report = "KA-2".to_owned();
    let written = Work::Photos { report, folder };
    let written = town.staff(written).await.unwrap();
    assert_eq!(std::fs::read(written.trim()).unwrap(), *PHOTO);
    town.running.stop().await;
}

#[tokio::test]
async fn words_of_nobody_and_of_none_are_refused() {
    let town = Town::opened().await;
    let unknown = town.staff(say("KA-1", None, "a")).await;
    assert!(matches!(unknown, Err(StaffError::Unknown(_))));
    let unknown = town.staff(say("KA--1", None, "a")).await;
    assert!(matches!(unknown, Err(StaffError::Unknown(_))));
    receipt(town.hand_in(key(), &street_light()).await).await;
    for words in [" ".to_owned(), "a".repeat(limits::WORDS + 1)] {
        let refused = town.staff(say("KA-1", None, &words)).await;
        assert!(matches!(refused, Err(StaffError::Words)));
    }
    let nowhere = town.folder.path().join("nowhere");
    let nowhere = work(&nowhere, Work::List { open: false }, Utc::now()).await;
    assert!(matches!(nowhere, Err(StaffError::NoReports(_))));
    town.running.stop().await;
}
