use anyhow::{Result, ensure};
use ka_journeys::{Scenery, play};

#[tokio::test]
async fn language_appearance_and_text_size_change_at_once_and_are_kept() -> Result<()> {
    play("settings", Scenery::default(), async |stage| {
        let app = stage.open().await?;
        app.skip_the_welcome().await?;
        app.attribute_is("html", "lang", "de").await?;
        app.attribute_is("html", "data-kern-theme", "light").await?;
        app.press("nav-settings").await?;
        app.screen("settings").await?;
        let german = app.text("#heading").await?;

        app.press("lang-en").await?;
        app.attribute_is("html", "lang", "en").await?;
        app.shows("#heading", "Settings").await?;
        app.press("appearance-dark").await?;
        app.attribute_is("html", "data-kern-theme", "dark").await?;
        app.press("text-150").await?;
        app.attribute_contains("html", "style", "150%").await?;
        let size = "return getComputedStyle(document.documentElement).fontSize";
        ensure!(app.run(size, vec![]).await? == "24px", "text did not grow");

        let app = stage.open().await?;
        app.screen("home").await?;
        app.attribute_is("html", "lang", "en").await?;
        app.attribute_is("html", "data-kern-theme", "dark").await?;
        app.attribute_contains("html", "style", "150%").await?;

        app.press("nav-settings").await?;
        app.press("lang-de").await?;
        app.shows("#heading", &german).await?;
        ensure!(german != "Settings");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_dark_english_system_is_followed_unasked() -> Result<()> {
    let scenery = Scenery {
        language: "en_GB",
        dark: true,
        ..Scenery::default()
    };
    play("system", scenery, async |stage| {
        let app = stage.open().await?;
        app.screen("welcome").await?;
        app.attribute_is("html", "lang", "en").await?;
        app.attribute_is("html", "data-kern-theme", "dark").await
    })
    .await
}
