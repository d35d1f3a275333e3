use anyhow::{Result, ensure};
use ka_journeys::{Scenery, play};

#[tokio::test]
async fn three_steps_lead_home_and_are_not_asked_again() -> Result<()> {
    play("three-steps", Scenery::default(), async |stage| {
        let app = stage.open().await?;
        app.screen("welcome").await?;

        app.find("#welcome[data-step=language]").await?;
        app.press("welcome-lang-en").await?;
        app.attribute_is("html", "lang", "en").await?;
        app.press("welcome-next").await?;

        app.find("#welcome[data-step=role]").await?;
        app.press("welcome-role-commuter").await?;
        app.press("welcome-next").await?;

        app.find("#welcome[data-step=district]").await?;
        app.choose("welcome-district", "durlach").await?;
        app.press("welcome-next").await?;
        app.screen("home").await?;

        let app = stage.open().await?;
        app.screen("home").await?;
        app.press("nav-settings").await?;
        app.screen("settings").await?;
        app.attribute_is("html", "lang", "en").await?;
        ensure!(
            app.is_chosen("role-commuter").await?,
            "the role is not kept"
        );
        ensure!(
            app.value("district").await? == "durlach",
            "the district is not kept"
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn every_step_can_be_skipped() -> Result<()> {
    play("skipped", Scenery::default(), async |stage| {
        let app = stage.open().await?;
        app.screen("welcome").await?;

        app.skip_the_welcome().await?;

        app.press("nav-settings").await?;
        app.screen("settings").await?;
        ensure!(app.is_chosen("role-none").await?, "nobody chose a role");
        let app = stage.open().await?;
        app.screen("home").await
    })
    .await
}
