use anyhow::{Result, ensure};
use ka_journeys::city::council::{NO_AGENDA, PLAYGROUNDS};
use ka_journeys::{Scenery, play};

#[tokio::test]
async fn everything_about_a_district_is_on_one_page() -> Result<()> {
    play("district", Scenery::default(), async |stage| {
        let app = stage.open_with_content().await?;
        app.go("/settings").await?;
        app.choose("district", "durlach").await?;
        app.press("nav-home").await?;
        app.screen("home").await?;
        app.press_css("#home-district a[href='/district/durlach']")
            .await?;

        app.screen("district").await?;
        app.shows("#heading", "Durlach").await?;
        app.shows("#district-offices", "Durlach").await?;
        app.find(&format!("#district-meetings [data-item={NO_AGENDA:?}]"))
            .await?;
        app.find(&format!("#district-papers [data-item={PLAYGROUNDS:?}]"))
            .await?;
        // Its two places for bicycles, with room for 52.
        app.shows("#district-bicycles", "2").await?;
        app.shows("#district-bicycles", "52").await?;
        app.find("#district-car-parks").await?;
        let other = "#district-papers [data-item='vo.102']";
        ensure!(!app.has(other).await?, "that is the Oststadt's");

        app.press("calendar-export").await?;
        let given = stage.desktop.viewer.given_times(1).await?;
        ensure!(given[0].ends_with(".ics"), "{given:?}");
        Ok(())
    })
    .await
}
