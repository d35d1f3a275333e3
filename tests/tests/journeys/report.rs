use anyhow::{Context, Result, ensure};
use fastrand::Rng;
use ka_journeys::open311::FakeOpen311;
use ka_journeys::report::{step, traces, write_photos, write_report};
use ka_journeys::wait::{PATIENCE, until};
use ka_journeys::{Scenery, play};

/// A service of the city's server that asks no questions.
const CATEGORY: &str = "9";
const WORDS: &str = "Vor dem Eingang liegt ein loser Pflasterstein.";
const ANSWER: &str = "Der Stein sitzt wieder fest. Danke!";

#[tokio::test]
async fn what_was_reported_without_a_network_outlives_the_app_and_reaches_the_city_once()
-> Result<()> {
    let office = FakeOpen311::start().await?;
    let scenery = Scenery {
        reports: Some(office.toml("1s")?),
        listens: true,
        ..Scenery::default()
    };
    play("report", scenery, async |stage| {
        let folder = tempfile::tempdir()?;
        let photos = write_photos(folder.path(), 2, &mut Rng::with_seed(1))?;
        let app = stage.open_with_content().await?;
        app.go("/report").await?;
        app.sync_until("what can be reported", async |app| {
            app.has(&format!("[id='report-category-{CATEGORY}']")).await
        })
        .await?;
        stage.stop_the_gateway();

        // It is written, and the app is killed before it is sent.
        let draft = write_report(&app, CATEGORY, "Kaiserstraße 97", &photos, WORDS).await?;
        let id = draft.rsplit('/').next().context("no id")?;
        stage.kill_the_app().await?;
        let app = stage.open().await?;
        app.screen("home").await?;
        app.go("/my-reports").await?;
        app.press(&format!("draft-{id}")).await?;
        step(&app, "check").await?;
        app.shows("main", WORDS).await?;

        // It is sent, and the app is killed before anybody could hear of it.
        app.press("report-send").await?;
        step(&app, "sent").await?;
        stage.kill_the_app().await?;
        let app = stage.open().await?;
        app.screen("home").await?;
        app.go("/outbox").await?;
        app.find(&format!("[data-item={id:?}][data-delivery=queued]"))
            .await?;

        stage.start_the_gateway().await?;
        app.sync_until("the gateway's receipt", async |app| {
            app.has(&format!("[data-item={id:?}][data-delivery=accepted]"))
                .await
        })
        .await?;
        let posted = until("the office to have it", PATIENCE, async || {
            Ok(office.posted().first().cloned())
        })
        .await?;
        ensure!(posted.field("service_code") == Some(CATEGORY), "{posted:?}");
        let description = posted.field("description").unwrap_or_default();
        ensure!(description.starts_with(WORDS), "{description}");
        let there = office.photos(&posted.id).await?;
        ensure!(there.len() == photos.len(), "{} photos", there.len());
        for photo in &there {
            let traces = traces(photo)?;
            ensure!(traces.is_empty(), "a photo tells of {traces:?}");
            let picture = image::load_from_memory(photo)?;
            let size = (picture.width(), picture.height());
            ensure!(size == (1600, 1200), "a photo of {size:?}");
        }

        // The office answers, and is heard.
        office.answer(&posted.id, true, ANSWER)?;
        app.go(&format!("/my-reports/{id}")).await?;
        app.screen("my-report").await?;
        app.sync_until("the answer", async |app| {
            Ok(app.has("#my-report-steps").await?
                && app.text("#my-report-steps").await?.contains(ANSWER))
        })
        .await?;
        app.shows("#my-report-city-id", &posted.id).await?;
        ensure!(office.posted().len() == 1, "{:?}", office.posted());
        Ok(())
    })
    .await
}
