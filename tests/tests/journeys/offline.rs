use anyhow::{Result, ensure};
use ka_journeys::city::{ZOO, ZOO_FREE};
use ka_journeys::{App, Scenery, play};

/// What the screens of content say of how much there is.
async fn content(app: &App) -> Result<Vec<String>> {
    let mut said = Vec::new();
    for (path, screen, css) in [
        ("/services?by=name", "services", "#services-count"),
        ("/parking/bicycles", "bicycles", "#bicycles-count"),
        ("/service/personalausweis", "service", "#heading"),
        (
            "/office/ordnungs-und-buergeramt",
            "office",
            "#office-services",
        ),
    ] {
        app.go(path).await?;
        app.screen(screen).await?;
        said.push(app.text(css).await?);
    }
    Ok(said)
}

#[tokio::test]
async fn who_never_had_a_network_is_told_so_and_can_try_again() -> Result<()> {
    play("never-online", Scenery::default(), async |stage| {
        stage.stop_the_gateway();
        let app = stage.open().await?;
        for step in ["language", "role", "district"] {
            app.find(&format!("#welcome[data-step={step}]")).await?;
            app.press("welcome-next").await?;
        }
        app.screen_in_state("home", "offline").await?;
        app.press("sync-now").await?;
        app.screen_in_state("home", "offline").await
    })
    .await
}

#[tokio::test]
async fn with_the_gateway_gone_the_app_starts_with_all_content_and_settings() -> Result<()> {
    play("offline", Scenery::default(), async |stage| {
        let app = stage.open_with_content().await?;
        app.go("/settings").await?;
        app.press("role-visitor").await?;
        app.press("appearance-dark").await?;
        app.attribute_is("html", "data-kern-theme", "dark").await?;
        app.go("/parking").await?;
        app.shows("[data-item=car-park-1]", &ZOO_FREE.to_string())
            .await?;
        let before = content(&app).await?;

        stage.stop_the_gateway();
        let app = stage.open().await?;

        app.screen("home").await?;
        app.find("[data-sync=offline]").await?;
        app.attribute_is("html", "data-kern-theme", "dark").await?;
        let after = content(&app).await?;
        ensure!(after == before, "{after:?} instead of {before:?}");
        app.go("/parking").await?;
        app.screen("parking").await?;
        app.shows("[data-item=car-park-1]", ZOO).await?;
        app.shows("[data-item=car-park-1]", &ZOO_FREE.to_string())
            .await?;
        app.go("/settings").await?;
        app.screen("settings").await?;
        ensure!(app.is_chosen("role-visitor").await?, "the role is not kept");
        Ok(())
    })
    .await
}
