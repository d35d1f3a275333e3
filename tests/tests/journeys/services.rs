use anyhow::{Result, ensure};
use ka_journeys::{Scenery, play};

#[tokio::test]
async fn who_moves_finds_how_to_tell_the_city() -> Result<()> {
    play("moving", Scenery::default(), async |stage| {
        let app = stage.open().await?;
        app.skip_the_welcome().await?;

        app.press("nav-services").await?;
        app.screen("services").await?;
        app.press("situation-moving").await?;
        app.screen("situation").await?;
        app.press_css("[data-item=wohnsitz-ummelden] a").await?;

        app.screen("service").await?;
        app.shows("#heading", "Umzug innerhalb von Karlsruhe melden")
            .await?;
        app.press("service-office").await?;
        app.screen("office").await?;
        app.find("#office-services [data-item=wohnsitz-ummelden]")
            .await?;

        app.press("back").await?;
        app.screen("services").await
    })
    .await
}

#[tokio::test]
async fn services_are_found_by_office_by_name_and_by_typing() -> Result<()> {
    play("ways-to-a-service", Scenery::default(), async |stage| {
        let app = stage.open().await?;
        app.skip_the_welcome().await?;
        app.press("nav-services").await?;
        app.screen("services").await?;

        app.press("by-office").await?;
        app.find("[data-item=ordnungs-und-buergeramt]").await?;

        app.press("by-name").await?;
        app.find("#letter-a").await?;
        app.write("services-filter", "ausweis").await?;
        app.find("[data-item=personalausweis]").await?;
        app.gone("[data-item=fundsachen]").await?;
        ensure!(app.has("#services-count").await?);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn of_a_long_list_only_what_is_near_is_on_the_page() -> Result<()> {
    play("long-list", Scenery::default(), async |stage| {
        let app = stage.open_with_content().await?;
        app.go("/services?by=name").await?;
        app.find("#letter-a").await?;
        app.find(FIRST).await?;
        ensure!(!app.has(LAST).await?, "the end is drawn at the start");

        app.run("scrollTo(0, document.body.scrollHeight)", vec![])
            .await?;
        app.find(LAST).await?;
        app.gone(FIRST).await
    })
    .await
}

/// The services of the first letter and of the last.
const FIRST: &str = "[aria-labelledby=letter-a] [data-item]";
const LAST: &str = ".ka-letter:last-of-type [data-item]";

#[tokio::test]
async fn the_ways_stay_in_the_window_wherever_a_long_page_is_scrolled_to() -> Result<()> {
    play("ways-stay", Scenery::default(), async |stage| {
        let app = stage.open_with_content().await?;
        for (width, height) in [(1280, 800), (390, 844)] {
            app.resize(width, height).await?;
            app.go("/services?by=name").await?;
            app.find(FIRST).await?;
            for place in ["0", "document.body.scrollHeight / 2", "1e6"] {
                let script = format!(
                    "scrollTo({{top: {place}, behavior: 'instant'}}); \
                     return [...document.querySelectorAll('.ka-ways a')].map(way => {{ \
                         const box = way.getBoundingClientRect(); \
                         return box.top >= 0 && box.bottom <= innerHeight; \
                     }})"
                );
                let seen = app.run(&script, vec![]).await?;
                let seen = seen.as_array().cloned().unwrap_or_default();
                ensure!(seen.len() > 3, "{seen:?}");
                ensure!(
                    seen.iter().all(|seen| *seen == true),
                    "{width}: at {place} {seen:?}"
                );
            }
        }
        Ok(())
    })
    .await
}
